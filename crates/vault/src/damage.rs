//! What is wrong with a vault, told by part, with ids and numbers and never with content.

use saring_record::InterviewId;
use serde::Serialize;

/// The parts of a vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Part {
    /// `NAME.saring-vault.keys`.
    Keys,
    /// `NAME.saring-vault.keys-copy`.
    KeysCopy,
    /// The log that a crash left; numbers are its lost transactions.
    Log,
    /// The encrypted pages; numbers are theirs.
    Pages,
    /// How the tables hang together; names are those of tables and indexes.
    Structure,
    /// What the vault is, and who works in it.
    Officers,
    /// The audit log; numbers are its entries'.
    Audit,
    /// The list of interviews; numbers are its rows'.
    Interviews,
    /// The history of an interview; numbers are its entries'.
    History,
    /// The finished documents of an interview; numbers are the revisions'.
    Documents,
    /// Pictures, sound and papers of an interview; names are their ids.
    Attachments,
    /// The forms.
    Forms,
    /// What left in bundles, and others' cards.
    Exchange,
    /// Keys and settings inside the vault.
    Settings,
    /// Any other table, by name.
    Table,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Damage {
    /// It is not there.
    Missing,
    /// It is there and not whole.
    Damaged,
    /// It is of an earlier generation than its twin.
    Older,
    /// It is of a later Saring.
    Newer,
    /// It lies where the file cannot be read.
    Unreadable,
    /// It is not what was written: its digest does not hold.
    Changed,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Where.
    pub part: Part,
    /// What.
    pub damage: Damage,
    /// Of which interview, where it is one's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interview: Option<InterviewId>,
    /// Its number, as the part counts; the first of several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u64>,
    /// The last of several, where a stretch cannot be read; how many there were in it may be unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<u64>,
    /// The table or index.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl Fault {
    pub(crate) fn new(part: Part, damage: Damage) -> Self {
        Self {
            part,
            damage,
            interview: None,
            number: None,
            through: None,
            name: None,
        }
    }

    pub(crate) fn number(mut self, number: u64) -> Self {
        self.number = Some(number);
        self
    }

    pub(crate) fn through(mut self, through: Option<u64>) -> Self {
        self.through = through;
        self
    }

    pub(crate) fn of(mut self, interview: InterviewId) -> Self {
        self.interview = Some(interview);
        self
    }

    pub(crate) fn named(mut self, name: &str) -> Self {
        self.name = Some(name.to_owned());
        self
    }
}

/// How much of one interview can be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Readable {
    /// Which.
    pub interview: InterviewId,
    /// Entries of its history that can be read and hold.
    pub history: u64,
    /// Entries that the vault knows of and that cannot be read or do not hold.
    pub history_lost: u64,
    /// Finished documents that can be read and hold.
    pub documents: u64,
    /// Finished documents that cannot be read or do not hold.
    pub documents_lost: u64,
    /// Attachments that can be read to their end and have their digest.
    pub attachments: u64,
    /// Attachments of which something is missing or changed.
    pub attachments_lost: u64,
}

impl Readable {
    /// Whether all of it is there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.history_lost == 0 && self.documents_lost == 0 && self.attachments_lost == 0
    }
}

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// What is wrong, by part.
    pub faults: Vec<Fault>,
    /// Where something is wrong with the encrypted file: what can be read of each interview whose row can be. Empty
    /// for a vault that is whole, and where nothing could be read.
    pub readable: Vec<Readable>,
    /// How many interviews can be read.
    pub interviews: u64,
    /// How many entries of the audit log can be read.
    pub audit_entries: u64,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether this part has any fault.
    #[must_use]
    pub fn has(&self, part: Part) -> bool {
        self.faults.iter().any(|fault| fault.part == part)
    }
}
