//! The languages of the interface, and what it says in each: a journey is walked in any of them.

use crate::places::root;
use serde_json::{Map, Value};
use std::env;
use std::fs;

/// Names the language of all journeys, where it is not each one's own: `id`, `en` or `km`.
const ALL: &str = "SARING_JOURNEYS";

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// `id`, which the interface begins with.
    Indonesian,
    /// `en`.
    English,
    /// `km`.
    Khmer,
}

impl Tongue {
    /// The journey's own language, or the one that all are asked for in.
    ///
    /// # Panics
    /// When all are asked for in a language that there is not.
    #[must_use]
    pub fn or(own: Self) -> Self {
        match env::var(ALL).as_deref() {
            Err(_) => own,
            Ok("id") => Self::Indonesian,
            Ok("en") => Self::English,
            Ok("km") => Self::Khmer,
            Ok(other) => panic!("{ALL}={other} is none of id, en and km"),
        }
    }

    /// As the page names it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
            Self::Khmer => "km",
        }
    }

    /// The key that chooses it at the door.
    #[must_use]
    pub fn key(self) -> char {
        match self {
            Self::Indonesian => '1',
            Self::English => '2',
            Self::Khmer => '3',
        }
    }

    /// The sentence of this name, from ui/src/messages.
    ///
    /// # Panics
    /// When there is none, or it has a form for each number.
    #[must_use]
    pub fn says(self, key: &str) -> Sentence {
        let folder = root().join("ui/src/messages").join(self.code());
        let files = fs::read_dir(&folder).expect("the messages");
        let text = files.flatten().find_map(|file| {
            let read = fs::read(file.path()).expect("messages");
            let mut all: Map<String, Value> = serde_json::from_slice(&read).expect("messages");
            all.remove(key)
        });
        match text {
            Some(Value::String(text)) => Sentence(unbroken(&text)),
            other => panic!("{key} is no sentence in {}: {other:?}", self.code()),
        }
    }
}

/// What the interface says, with `{names}` for what is filled in, and without the breaks between Khmer words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence(String);

impl Sentence {
    /// The same with one of them filled in; the others stand for anything.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        Self(self.0.replace(&format!("{{{name}}}"), value))
    }

    /// Whether this text says it somewhere.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let text = unbroken(text);
        let mut rest = text.as_str();
        self.parts().into_iter().all(|part| {
            let found = rest.find(part);
            rest = found.map_or("", |at| &rest[at + part.len()..]);
            found.is_some()
        })
    }

    /// Whether this text is it, and nothing else.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        unbroken(text) == self.0
    }

    /// What stands between the names.
    fn parts(&self) -> Vec<&str> {
        let mut parts = self.0.split('{');
        let first = parts.next().into_iter();
        let others = parts.map(|part| part.split_once('}').map_or(part, |(_, text)| text));
        first.chain(others).collect()
    }
}

/// Without breaks between words, and with single spaces, as a page shows a text.
fn unbroken(text: &str) -> String {
    let words = text.replace('\u{200b}', "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_with_whatever_is_filled_in() {
        let told = Tongue::English.says("home_report_failed_tries");
        let page = "Read this. A wrong passphrase was typed 3 times since.";
        assert!(Sentence("typed {count} times".to_owned()).is_in(page));
        assert!(!Sentence("typed {count} time.".to_owned()).is_in(page));
        let thrice = Sentence("typed {count} times".to_owned()).with("count", "2");
        assert!(!thrice.is_in(page));
        assert!(told.0.contains("{count}"), "{told:?}");
        assert!(!told.is_in("nothing of it"));
    }

    #[test]
    fn breaks_between_khmer_words_do_not_count() {
        let word = Sentence(unbroken("កំណត់\u{200b}ចំណាំ"));
        assert!(word.is("កំណត់ចំណាំ") && word.is_in("ក្នុង\u{200b}កំណត់\u{200b}ចំណាំ"));
        assert!(!word.is("ក្នុងកំណត់ចំណាំ"));
    }
}
