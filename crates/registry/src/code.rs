//! What people call a case: short enough to say, and no name.

use saring_record::InterviewId;

/// Crockford's base 32: no letter that is taken for a digit, none that makes a word.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J',
    'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];
/// Letters of the shortest code.
const SHORTEST: usize = 4;
/// Letters of the longest: 60 random bits of a UUID version 7.
const LONGEST: usize = 12;

/// The codes of an interview, shortest first: the registry takes the first that no other case has.
pub(crate) fn codes(interview: InterviewId) -> impl Iterator<Item = String> {
    let random = interview.0.as_u128();
    (SHORTEST..=LONGEST).map(move |length| {
        let letter = |at: usize| LETTERS[(random >> (5 * at) & 31) as usize];
        std::iter::once("K-")
            .map(str::to_owned)
            .chain((0..length).map(|at| letter(at).to_string()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_code_begins_as_the_shorter_one() {
        let id: InterviewId = "01900000-0000-7000-8000-0123456789ab".parse().unwrap();
        let codes: Vec<_> = codes(id).collect();
        assert_eq!(codes[0], "K-BD2F");
        assert!(codes[1].starts_with(&codes[0]));
        assert_eq!(codes.len(), 9);
    }
}
