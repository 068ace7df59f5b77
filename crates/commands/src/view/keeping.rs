//! What is kept and found again: attachments, hits of a search, documents in conflict, how long things stay.

use super::PersonRow;
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
    /// They, two at least.
    pub branches: Vec<Branch>,
}

/// How long an interview stays after headquarters acknowledged it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RetentionView {
    /// So many days; none for until somebody erases it.
    pub days: Option<u16>,
    /// Interviews whose time is over.
    pub due: u32,
}
