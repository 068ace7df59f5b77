//! One entry of an interview's history, as the vault keeps it: what happened, in the words of the form engine where it
//! is about an answer.

use crate::view::SkipReason;
use saring_form::interview::Event;
use saring_record::UrgentKind;
use serde::{Deserialize, Serialize};

/// What happened. The vault keeps it as bytes and does not look inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Entry {
    /// An answer, a skip, a repeat added or removed.
    Answer {
        /// The same line that `saring form replay` reads.
        event: Event,
        /// For a skip: the officer's reason, finer than the document's three.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        because: Option<SkipReason>,
    },
    /// A note beside a question; empty takes it away.
    Note {
        /// The question.
        #[serde(rename = "ref")]
        reference: String,
        /// The words.
        text: String,
    },
    /// Somebody needs help now.
    NeedsHelp {
        /// What kind.
        kind: UrgentKind,
        /// In the officer's words.
        note: String,
    },
    /// Help was given: what was flagged is no longer open.
    HelpGiven,
}
