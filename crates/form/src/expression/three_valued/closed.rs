//! Where no repeat instance can come any more. Who decides that a section is done is no matter of this room.

use std::collections::BTreeSet;

/// What of an interview is closed: there a repeat has the instances it has and no other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Closed {
    /// Nothing: every repeat without a known count may still get an instance.
    #[default]
    Nothing,
    /// These groups and repeats with all they contain, by reference (`/data/journey`, `/data/journey/places`).
    Sections(BTreeSet<String>),
    /// Everything: the interview is finalized.
    Everything,
}

impl Closed {
    /// Whether a node is closed.
    #[must_use]
    pub fn contains(&self, reference: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Everything => true,
            Self::Sections(sections) => sections.iter().any(|section| {
                reference
                    .strip_prefix(section.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_closes_what_it_contains_and_nothing_beside() {
        let closed = Closed::Sections(BTreeSet::from(["/data/trip".to_owned()]));
        for (reference, expected) in [
            ("/data/trip", true),
            ("/data/trip/places", true),
            ("/data/trip[2]/places", true),
            ("/data/trips", false),
            ("/data", false),
        ] {
            assert_eq!(closed.contains(reference), expected, "{reference}");
        }
        assert!(!Closed::Nothing.contains("/data/trip"));
        assert!(Closed::Everything.contains("/data/trip"));
    }
}
