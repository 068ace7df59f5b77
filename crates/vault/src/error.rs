//! Everything that can go wrong with a vault, one variant a cause; no sentence for a user, no content, no secret.

use crate::AttachmentId;
use rusqlite::ErrorCode;
use saring_record::{Digest, InterviewId};
use std::io;

/// Why a vault could not do what it was asked. [`VaultError::code`] is what the interface translates.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// A vault of this name, or keys of one, are already there; nothing is ever overwritten.
    #[error("a vault of this name exists")]
    Exists,
    /// There is no file at this path.
    #[error("no vault at this path")]
    NoSuchVault,
    /// The file is there, but it is no vault, or not the one its keys belong to.
    #[error("not a vault")]
    NotAVault,
    /// The right key does not open the file: it is damaged.
    #[error("the encrypted file is damaged")]
    VaultDamaged,
    /// A slot opened, but the key in it is not the file's: the keys files are of another vault, or from before a new
    /// vault key was made.
    #[error("the keys files do not fit the encrypted file")]
    KeysDoNotFit,
    /// Neither keys file is there. Without them no passphrase can help.
    #[error("both keys files are missing")]
    KeysMissing,
    /// No whole keys file is there.
    #[error("no keys file is whole")]
    KeysDamaged,
    /// The keys hold no slot of the kind that was asked for.
    #[error("no such key slot")]
    NoSlot,
    /// A slot asks for less work than is safe, or for more than a laptop can give (design §4).
    #[error("key slot asks for {memory_kib} KiB and {passes} passes, out of range")]
    SlotOutOfRange {
        /// KiB of memory the slot asks for.
        memory_kib: u32,
        /// Passes the slot asks for.
        passes: u32,
    },
    /// The passphrase opens no slot.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// A group of a code cannot be right: not six digits, or not divisible by eleven.
    #[error("group {group} of the code is wrong")]
    CodeGroup {
        /// Which, from 1.
        group: usize,
    },
    /// A code has eight groups.
    #[error("the code has {groups} groups where 8 are needed")]
    CodeLength {
        /// How many whole or begun groups were typed.
        groups: usize,
    },
    /// A line of a printed slot cannot be right.
    #[error("line {line} of the printed slot is wrong")]
    PageLine {
        /// Which, from 1.
        line: usize,
    },
    /// A printed slot has fourteen lines.
    #[error("the printed slot has {lines} lines where 14 are needed")]
    PageLength {
        /// How many good lines were typed.
        lines: usize,
    },
    /// The code opens no slot of its kind.
    #[error("wrong code")]
    WrongCode,
    /// The printed slot is of another vault.
    #[error("the printed slot is of another vault")]
    OtherVault,
    /// The last passphrase slot cannot be removed: nobody could work in the vault any more.
    #[error("the last slot that opens cannot be removed")]
    LastSlot,
    /// The passphrase opens another officer's slot already, so it would not tell the two apart.
    #[error("the passphrase opens another slot")]
    PassphraseTaken,
    /// The vault knows an officer of this name, with or without a slot.
    #[error("an officer of this name is known")]
    OfficerExists,
    /// There is no such officer in the vault.
    #[error("no such officer")]
    NoSuchOfficer,
    /// An escrow needs at least one age recipient (`age1...`), and nothing else.
    #[error("not an age recipient")]
    BadRecipient,
    /// The text is no escrow, or is sealed to somebody else.
    #[error("not an escrow that this identity opens")]
    NotAnEscrow,
    /// Not enough memory to try the passphrase.
    #[error("not enough memory for the key derivation")]
    Memory,
    /// Another process has the vault open.
    #[error("the vault is in use")]
    InUse,
    /// Written by a later Saring; it was left untouched.
    #[error("format {found} is newer than {known}")]
    Newer {
        /// The number in the file.
        found: u32,
        /// The highest number this program knows.
        known: u32,
    },
    /// No room. Nothing that was confirmed is lost; the same call works again when there is room.
    #[error("the disk is full")]
    DiskFull,
    /// The operating system refused to read or write.
    #[error("input or output failed: {kind:?}")]
    Io {
        /// What kind of refusal.
        kind: io::ErrorKind,
    },
    /// The database refused; the number is SQLite's extended result code. Its text is dropped, since it may quote.
    #[error("database error {number}")]
    Database {
        /// SQLite's extended result code; 0 when the row could not be read.
        number: i32,
    },
    /// A stored value does not read as what its column holds.
    #[error("stored value of {column} cannot be read")]
    Unreadable {
        /// The column.
        column: String,
    },
    /// There is no such interview.
    #[error("no interview {interview}")]
    NoSuchInterview {
        /// Its id.
        interview: InterviewId,
    },
    /// The interview is finalized: it changes only after [`crate::Vault::reopen`].
    #[error("interview {interview} is finalized")]
    Finalized {
        /// Its id.
        interview: InterviewId,
    },
    /// The interview is still open, so there is nothing to reopen.
    #[error("interview {interview} is open")]
    NotFinalized {
        /// Its id.
        interview: InterviewId,
    },
    /// There is no such revision, or its content was purged.
    #[error("no document {digest}")]
    NoSuchDocument {
        /// Its digest.
        digest: Digest,
    },
    /// It was called off; nothing is left of it.
    #[error("called off")]
    Stopped,
    /// The interview was withdrawn or purged: it holds nothing and takes nothing.
    #[error("interview {interview} was erased")]
    Erased {
        /// Its id.
        interview: InterviewId,
    },
    /// Two documents correct the same one: a person decides first, by [`crate::Vault::resolve_conflict`].
    #[error("interview {interview} has two documents with one parent")]
    Conflict {
        /// Its id.
        interview: InterviewId,
    },
    /// There is no such attachment, or it was removed.
    #[error("no attachment {attachment}")]
    NoSuchAttachment {
        /// Its id.
        attachment: AttachmentId,
    },
    /// By its content it is no picture, sound or PDF.
    #[error("not a kind of attachment that a vault takes")]
    AttachmentKind,
    /// The content of an attachment does not have its digest.
    #[error("attachment {attachment} is damaged")]
    AttachmentDamaged {
        /// Its id.
        attachment: AttachmentId,
    },
    /// The form is not stored; an interview keeps the form it was held with.
    #[error("no form {digest}")]
    NoSuchForm {
        /// Its digest.
        digest: Digest,
    },
    /// There is no such card.
    #[error("no card {digest}")]
    NoSuchPeer {
        /// Digest of the card's bytes.
        digest: Digest,
    },
    /// A bundle does not follow the last one for its destination.
    #[error("bundle number {found} where {expected} is next, or another predecessor")]
    OutOfSequence {
        /// The number in the row.
        found: u64,
        /// The number that is next.
        expected: u64,
    },
    /// The audit chain or the history it commits to was changed; the number is the first entry that fails.
    #[error("audit entry {seq} does not hold")]
    AuditBroken {
        /// Entry number, from 1.
        seq: u64,
    },
    /// A new vault key has not come to its end: the next unlock that can write ends it, and until then no slot changes.
    #[error("a new vault key is not settled yet")]
    Unsettled,
    /// The drive's file system holds no file of this size.
    #[error("the file is too large for the drive")]
    TooLarge,
    /// What was read back from the other drive is not what was written. Nothing was removed.
    #[error("the copy differs from the vault")]
    CopyDiffers,
    /// A document of ours could not be written as JSON, or the machine gave no random bytes, or a cipher refused.
    #[error("internal: {what}")]
    Internal {
        /// Which part.
        what: &'static str,
    },
}

impl VaultError {
    /// The stable code of the cause, for messages and scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists => "vault-exists",
            Self::NoSuchVault => "vault-missing",
            Self::NotAVault => "not-a-vault",
            Self::VaultDamaged => "vault-damaged",
            Self::KeysDoNotFit => "keys-do-not-fit",
            Self::KeysMissing => "keys-missing",
            Self::KeysDamaged => "keys-damaged",
            Self::NoSlot => "no-slot",
            Self::SlotOutOfRange { .. } => "slot-out-of-range",
            Self::WrongPassphrase => "wrong-passphrase",
            Self::CodeGroup { .. } => "code-group-wrong",
            Self::CodeLength { .. } => "code-length",
            Self::PageLine { .. } => "page-line-wrong",
            Self::PageLength { .. } => "page-length",
            Self::WrongCode => "wrong-code",
            Self::OtherVault => "page-of-another-vault",
            Self::LastSlot => "last-slot",
            Self::PassphraseTaken => "passphrase-taken",
            Self::OfficerExists => "officer-exists",
            Self::NoSuchOfficer => "no-such-officer",
            Self::BadRecipient => "bad-recipient",
            Self::NotAnEscrow => "not-an-escrow",
            Self::Memory => "not-enough-memory",
            Self::InUse => "vault-in-use",
            Self::Newer { .. } => "vault-newer",
            Self::DiskFull => "disk-full",
            Self::Io { .. } => "io",
            Self::Database { .. } => "database",
            Self::Unreadable { .. } => "stored-value-unreadable",
            Self::NoSuchInterview { .. } => "no-such-interview",
            Self::Finalized { .. } => "interview-finalized",
            Self::NotFinalized { .. } => "interview-not-finalized",
            Self::NoSuchDocument { .. } => "no-such-document",
            Self::Stopped => "stopped-early",
            Self::Erased { .. } => "interview-erased",
            Self::Conflict { .. } => "revision-conflict",
            Self::NoSuchAttachment { .. } => "no-such-attachment",
            Self::AttachmentKind => "attachment-kind",
            Self::AttachmentDamaged { .. } => "attachment-damaged",
            Self::NoSuchForm { .. } => "no-such-form",
            Self::NoSuchPeer { .. } => "no-such-peer",
            Self::OutOfSequence { .. } => "out-of-sequence",
            Self::AuditBroken { .. } => "audit-broken",
            Self::Unsettled => "keys-unsettled",
            Self::TooLarge => "too-large-for-drive",
            Self::CopyDiffers => "copy-differs",
            Self::Internal { .. } => "internal",
        }
    }
}

impl From<io::Error> for VaultError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io { kind },
        }
    }
}

/// The error's text is dropped on purpose: SQLite quotes the statement, and one statement holds the key.
impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(e, _)
            | rusqlite::Error::SqlInputError { error: e, .. } => match e.code {
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly => {
                    Self::Io {
                        kind: io::ErrorKind::Other,
                    }
                }
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::InUse,
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::VaultDamaged,
                ErrorCode::OutOfMemory => Self::Memory,
                ErrorCode::OperationInterrupted => Self::Stopped,
                _ => Self::Database {
                    number: e.extended_code,
                },
            },
            rusqlite::Error::FromSqlConversionFailure(_, _, cause) => {
                match cause.downcast::<crate::column::Unreadable>() {
                    Ok(unreadable) => Self::Unreadable {
                        column: unreadable.0.to_owned(),
                    },
                    Err(_) => Self::Unreadable {
                        column: String::new(),
                    },
                }
            }
            rusqlite::Error::InvalidColumnType(_, column, _) => Self::Unreadable { column },
            _ => Self::Database { number: 0 },
        }
    }
}
