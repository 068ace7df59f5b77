//! Names inside a bundle: what may be one, and those that the kinds agree on.

use saring_record::Digest;

/// The head of the signer's audit chain, in `submissions`.
pub const AUDIT: &str = "data/audit.json";
/// The card, in `enrolment`.
pub const CARD: &str = "data/card.json";
/// What was taken in, in `receipt`.
pub const RECEIPT: &str = "data/receipt.json";

/// The longest name, in bytes: the name field of a plain ustar header (POSIX.1-2017, pax, "ustar Interchange Format").
pub(crate) const LONGEST: usize = 100;

/// Where an interview's document stands in `submissions`: its digest is its name.
#[must_use]
pub fn interview_name(digest: &Digest) -> String {
    format!("data/interviews/{digest}.json")
}

/// Where the record of a withdrawal stands in `submissions`: its digest is its name.
#[must_use]
pub fn withdrawal_name(digest: &Digest) -> String {
    format!("data/withdrawals/{digest}.json")
}

/// Where a form's sheets stand in `submissions` and `forms`: the form's digest is its name.
#[must_use]
pub fn form_name(digest: &Digest) -> String {
    format!("data/forms/{digest}.json")
}

/// Whether a payload file may bear this name (FORMAT.md §3).
pub(crate) fn is_payload_name(name: &str) -> bool {
    let letters = name
        .bytes()
        .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-' | b'/'));
    let parts = || name.split('/');
    name.len() <= LONGEST
        && letters
        && parts().count() >= 2
        && parts().next() == Some("data")
        && parts().all(|part| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_under_data_and_are_plain() {
        let digest = Digest::of(b"x");
        for good in [
            "data/a",
            "data/a-b/c_d.json",
            &interview_name(&digest),
            &form_name(&digest),
            &withdrawal_name(&digest),
            AUDIT,
            CARD,
            RECEIPT,
        ] {
            assert!(is_payload_name(good), "{good}");
        }
        let long = format!("data/{}", "a".repeat(96));
        for bad in [
            "",
            "data",
            "data/",
            "/data/a",
            "data//a",
            "data/../a",
            "data/.a",
            "data/a.",
            "Data/a",
            "data/A",
            "data/a b",
            "etc/a",
            "data/a\\b",
            &long,
        ] {
            assert!(!is_payload_name(bad), "{bad}");
        }
    }
}
