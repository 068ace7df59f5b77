//! What is kept and found again: attachments, hits of a search, documents in conflict, how long things stay.

use super::PersonRow;
use saring_record::{Conclusion, Why};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// An attachment in a list.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct AttachmentView {
    /// Its id.
    pub id: String,
    /// The question it belongs to.
    pub reference: Option<String>,
    /// Name of the file it was.
    pub name: String,
    /// Media type, recognised by content.
    pub media: String,
    /// Length in bytes.
    pub bytes: u64,
    /// When it was added, RFC 3339.
    pub at: String,
    /// Who added it; empty where that cannot be read.
    pub officer: String,
    /// Added under a clock that was behind.
    pub doubtful: bool,
    /// A small JPEG, base64; none of what is no picture or could not be read.
    pub thumbnail: Option<String>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for AttachmentView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentView")
            .field("id", &self.id)
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// An attachment's content for the screen.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct AttachmentContent {
    /// Media type.
    pub media: String,
    /// Its bytes, base64.
    pub base64: String,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for AttachmentContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentContent").finish_non_exhaustive()
    }
}

/// Which interviews a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Listed {
    /// All that hold something.
    All,
    /// Being held or corrected.
    Open,
    /// Signed and waiting to be sent.
    Finished,
    /// In a bundle.
    Exported,
    /// Acknowledged by headquarters.
    Received,
}

/// An interview that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Found {
    /// Who.
    pub person: PersonRow,
    /// Under what: a question's reference, `slip`, `note:` and a reference, or `need:` and a number.
    pub key: String,
}

/// One of several documents of which one counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Branch {
    /// Its digest.
    pub digest: String,
    /// Its number.
    pub number: u32,
    /// Why it was written; empty for a first one.
    pub reason: String,
    /// When it was finalized, RFC 3339.
    pub at: String,
    /// By whom, or who took it in.
    pub officer: String,
}

/// Documents that correct the same one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ConflictView {
    /// The interview.
    pub interview: String,
    /// Its slip.
    pub slip: String,
    /// The colleague who decides, where it is not the officer's own.
    pub held_by: Option<String>,
    /// They, two at least; none of a colleague's.
    pub branches: Vec<Branch>,
}

/// What is not the same in documents that correct the same one. Where one of each stands, it is in the order of
/// [`ConflictView::branches`].
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConflictDifferences {
    /// How many questions have the same answer in all, or are unknown for the same reason.
    pub same: u32,
    /// One of each; none when kind and reason are the same.
    pub conclusions: Vec<Conclusion>,
    /// In the form's order.
    pub differences: Vec<Difference>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for ConflictDifferences {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConflictDifferences")
            .field("same", &self.same)
            .field("differences", &self.differences.len())
            .finish_non_exhaustive()
    }
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Differing {
    /// An answer.
    Answer,
    /// The answer to a question of consent.
    Consent,
    /// The officer's note beside a question.
    Note,
}

/// One question to which not all say the same.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct Difference {
    /// What differs.
    pub what: Differing,
    /// `6.4`; empty for what the form does not know.
    pub number: String,
    /// The question in the interface's language where the form has it, in a repeat with the number of its entry; else its
    /// reference.
    pub question: String,
    /// One of each.
    pub said: Vec<Said>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference")
            .field("what", &self.what)
            .field("number", &self.number)
            .finish_non_exhaustive()
    }
}

/// What one document says to a question. Neither an unknown answer nor one that does not apply is ever an empty text alone.
#[derive(Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct Said {
    /// False where the question did not apply, or there is no note.
    pub applies: bool,
    /// In words. Of several choices what is known, also where another of them is not.
    pub answer: String,
    /// Why it is unknown, or not all of it known.
    pub why: Option<Why>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Said")
            .field("applies", &self.applies)
            .field("why", &self.why)
            .finish_non_exhaustive()
    }
}

/// How long an interview stays after headquarters acknowledged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RetentionView {
    /// So many days; none for until somebody erases it.
    pub days: Option<u16>,
    /// Interviews whose time is over.
    pub due: u32,
}
