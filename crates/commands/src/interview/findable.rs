//! What an interview is found by: the slip, what was answered in the officer's language, and what was noted.

use super::live::Live;
use super::present::answer_text;
use super::steps::{askable, questions};
use std::collections::BTreeMap;

/// Texts by key: a question's reference, and before a note's or a need's an own word.
pub(crate) type Findables = BTreeMap<String, String>;

/// Everything that an interview is found by as it stands.
pub(crate) fn findables(live: &Live) -> Findables {
    let mut out = Findables::new();
    out.insert("slip".to_owned(), live.slip.clone());
    let mut asked = Vec::new();
    questions(live.interview.root(), &askable, &mut asked);
    for node in asked {
        let text = answer_text(&node, live.officer_language);
        if !text.is_empty() {
            out.insert(node.reference(), text);
        }
    }
    for note in live.notes.values() {
        out.insert(format!("note:{}", note.reference), note.text.clone());
    }
    for (number, need) in live.helped.iter().chain(&live.urgent).enumerate() {
        if !need.note.is_empty() {
            out.insert(format!("need:{number}"), need.note.clone());
        }
    }
    out
}

/// What is to be written so that one becomes the other; an empty text takes a key away.
pub(crate) fn changed<'a>(from: &'a Findables, to: &'a Findables) -> Vec<(&'a str, &'a str)> {
    let gone = from.keys().filter(|key| !to.contains_key(*key));
    let new = to
        .iter()
        .filter(|(key, text)| from.get(*key) != Some(*text));
    gone.map(|key| (key.as_str(), ""))
        .chain(new.map(|(key, text)| (key.as_str(), text.as_str())))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let of = |pairs: &[(&str, &str)]| -> Findables {
            let owned = pairs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
            owned.collect()
        };
        let (from, to) = (
            of(&[("a", "1"), ("b", "2"), ("c", "3")]),
            of(&[("a", "1"), ("b", "9"), ("d", "4")]),
        );
        assert_eq!(changed(&from, &to), [("c", ""), ("b", "9"), ("d", "4")]);
        assert_eq!(changed(&to, &to), []);
    }
}
