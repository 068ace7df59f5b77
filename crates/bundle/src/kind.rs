//! What a bundle is for.

use std::fmt;

/// The kinds of bundle (FORMAT.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Finished interviews: field to headquarters.
    Submissions,
    /// What headquarters took in: headquarters to field.
    Receipt,
    /// Instruments, policy, addresses: headquarters to field.
    Forms,
    /// A card: who somebody is, in keys; either way.
    Enrolment,
    /// An unfinished interview: colleague to colleague.
    Handover,
    /// A list of arrivals, split between desks.
    Roster,
    /// A new version of the program, signed by its own release key.
    Update,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Submissions,
        Self::Receipt,
        Self::Forms,
        Self::Enrolment,
        Self::Handover,
        Self::Roster,
        Self::Update,
    ];

    /// As `bag-info.txt` writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Submissions => "submissions",
            Self::Receipt => "receipt",
            Self::Forms => "forms",
            Self::Enrolment => "enrolment",
            Self::Handover => "handover",
            Self::Roster => "roster",
            Self::Update => "update",
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether it may travel without the age layer. Never without a signature.
    #[must_use]
    pub fn may_be_unsealed(self) -> bool {
        matches!(self, Self::Forms | Self::Enrolment | Self::Update)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
