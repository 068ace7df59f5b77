//! Looking after the open vault: where it is, copies of it, and what a check found.

use serde::Serialize;
use ts_rs::TS;

/// The open vault as a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Care {
    /// What it is called.
    pub label: String,
    /// The folder it is in.
    pub folder: String,
    /// Whether that is this machine's folder of vaults.
    pub at_home: bool,
    /// This machine's folder of vaults.
    pub home: String,
    /// Bytes of the encrypted file, its log included.
    pub bytes: u64,
    /// When the last copy was made, RFC 3339.
    pub last_copy: Option<String>,
}

/// What the drive under a folder means for a copy, told before one is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CareDrive {
    /// The folder.
    pub folder: String,
    /// Bytes that the vault takes.
    pub bytes: u64,
    /// Bytes that are free; unknown on some systems.
    pub free: Option<u64>,
    /// There is less room than the vault takes.
    pub full: bool,
    /// The drive never holds a file of this size (FAT, 4 GiB).
    pub too_large: bool,
    /// The vault has grown near to the largest file that the drive holds.
    pub near_largest: bool,
    /// It is the drive that the vault itself is on: what befalls one befalls both.
    pub same_drive: bool,
}

/// A copy that was written and read back, or a vault at its new place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CopyMade {
    /// The encrypted file.
    pub path: String,
    /// Its bytes.
    pub bytes: u64,
    /// It has grown near to the largest file that its drive holds.
    pub near_largest: bool,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CareReport {
    /// Nothing is wrong.
    pub good: bool,
    /// What is: `keys-damaged`, `log-damaged`, `cipher-damaged`, `audit-broken`, `history-damaged`,
    /// `documents-damaged`, `attachments-damaged`, `database-damaged`.
    pub problems: Vec<String>,
    /// Interviews of which something is wrong, as far as that could be told.
    pub interviews: Vec<DamagedInterview>,
    /// Interviews that are whole, and so many that can be read at all.
    pub whole: u64,
    /// Whether it could be told of every interview: else it takes a closer look, for which the vault is closed.
    pub told: bool,
}

/// An interview of which something is damaged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DamagedInterview {
    /// Its id.
    pub id: String,
    /// Its number, where that can be read.
    pub slip: Option<String>,
    /// When it began, RFC 3339, where that can be read.
    pub started: Option<String>,
    /// Answers that can be read; unknown without a closer look.
    pub answers: Option<u64>,
    /// Answers that cannot be read.
    pub answers_lost: u64,
    /// Signed documents that can be read.
    pub documents: Option<u64>,
    /// Signed documents that cannot.
    pub documents_lost: u64,
    /// Attachments that can be read.
    pub attachments: Option<u64>,
    /// Attachments that cannot.
    pub attachments_lost: u64,
}
