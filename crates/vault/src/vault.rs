//! An open vault: what it is, what its unlocking brought to light, and how it is locked again.

use crate::files::Places;
use crate::leftover::DamagedLog;
use crate::lock::Lock;
use crate::stop::Stopper;
use crate::table::audit::{self, Entry};
use crate::table::officer::Officer;
use crate::{SlotKind, Twin, VaultError, between, open};
use rusqlite::Connection;
use saring_record::{Digest, Moment, VaultId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// What a vault is for. It stands inside the encrypted file only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An officer's desk.
    Field,
    /// A supervisor's desk: a registry may live in the same file.
    Headquarters,
}

impl Role {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Headquarters => "headquarters",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [Self::Field, Self::Headquarters]
            .into_iter()
            .find(|role| role.as_str() == text)
    }
}

/// What a vault is.
#[derive(Clone, PartialEq, Eq)]
pub struct Meta {
    /// Its id for ever.
    pub vault: VaultId,
    /// What its owner calls it.
    pub label: String,
    /// Post, shelter or organisation.
    pub station: String,
    /// What it is for.
    pub role: Role,
    /// True for a training vault.
    pub training: bool,
    /// When it was made.
    pub created: Moment,
    /// The officer whose slot unlocked it: the interviewer on every write.
    pub officer: Officer,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("vault", &self.vault)
            .field("role", &self.role)
            .field("training", &self.training)
            .field("created", &self.created)
            .finish_non_exhaustive()
    }
}

/// The slots beside the file are not the set that the file records: an older copy was put back, or a change of slots
/// did not come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotsMismatch {
    /// Generation that the encrypted file records.
    pub recorded: u64,
    /// Generation of the keys files. When both are equal the sets differ in content.
    pub found: u64,
}

/// That somebody opened the vault without a passphrase. It stands in the audit log too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeUse {
    /// By which kind of slot.
    pub kind: SlotKind,
    /// When.
    pub at: Moment,
}

/// What the unlocking brought to light. All empty is a quiet day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnlockReport {
    /// This keys file was missing, damaged or older, and was written again from its twin.
    pub mended: Option<Twin>,
    /// This keys file needs mending and could not be written; the vault is open all the same.
    pub not_mended: Option<Twin>,
    /// The slots are not the ones the file records.
    pub slots: Option<SlotsMismatch>,
    /// Failed unlocks since the last one that did not; now in the audit log.
    pub failed_tries: u32,
    /// The vault was opened by a code since this officer last unlocked it.
    pub code_uses: Vec<CodeUse>,
    /// How many of this officer's interviews others took over since.
    pub taken_over: u32,
    /// A leftover log lost confirmed transactions; copies were kept.
    pub damaged_log: Option<DamagedLog>,
    /// The clock shows an earlier time than the last thing written under a clock that nobody doubted, which was at this
    /// moment. What is written before it is marked as doubtful, until [`Vault::trust_clock`].
    pub clock_behind: Option<Moment>,
    /// Nothing was written for more than a week before, or the clock leapt ahead, which looks the same.
    pub rested: bool,
    /// The unlock could not be entered in the audit log because there is no room: the vault can be read, and exported
    /// from once there is room.
    pub not_logged: bool,
}

/// An open vault. Dropping it closes the file too; [`Vault::lock`] also says whether that went well.
pub struct Vault {
    // Dropped in this order: the file is closed before the lock is given up.
    pub(crate) connection: Connection,
    pub(crate) places: Places,
    pub(crate) meta: Meta,
    pub(crate) report: UnlockReport,
    pub(crate) stopper: Stopper,
    pub(crate) lock: Lock,
}

impl Vault {
    /// What it is.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// What its unlocking brought to light.
    #[must_use]
    pub fn report(&self) -> &UnlockReport {
        &self.report
    }

    /// Where the encrypted file lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.places.vault
    }

    /// Checkpoints and truncates the log, closes the file, gives up the lock.
    ///
    /// # Errors
    /// [`VaultError::DiskFull`] or [`VaultError::Io`] when the log could not be moved into the file; nothing is lost,
    /// the next unlock takes it in.
    pub fn lock(self) -> Result<(), VaultError> {
        let Self {
            connection, lock, ..
        } = self;
        let closed = open::close(connection);
        drop(lock);
        closed
    }

    /// What calls off a copy or a check of this vault, from another thread.
    #[must_use]
    pub fn stopper(&self) -> Stopper {
        self.stopper.clone()
    }

    /// The open connection, for the registry only: it keeps its tables and its own migrations table in this file.
    /// `user_version` and every table of this crate are the vault's. What is read through it counts only once
    /// [`Vault::still_sound`] was asked.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Whether every page that was read so far was authentic. This crate's own reads ask it themselves.
    ///
    /// # Errors
    /// [`VaultError::VaultDamaged`] once a broken page was met, until the vault is unlocked anew.
    pub fn still_sound(&self) -> Result<(), VaultError> {
        open::sound(&self.connection)
    }

    /// Reads; what a broken page spoilt is an error and no result.
    pub(crate) fn read<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let outcome = work(&self.connection);
        self.still_sound()?;
        outcome
    }

    /// Runs some writes as one transaction: all of them stand, or none. What rests on a broken page is not committed.
    pub(crate) fn write<T>(
        &mut self,
        work: impl FnOnce(&Write<'_>) -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        let (vault, officer) = (self.meta.vault, &self.meta.officer);
        let clock_behind = self.report.clock_behind;
        let transaction = open::Transaction::begin(&self.connection)?;
        let outcome = work(&Write {
            connection: &self.connection,
            vault,
            officer,
            clock_behind,
        });
        open::sound(&self.connection)?;
        let done = outcome?;
        between::writes();
        transaction.commit()?;
        between::writes();
        Ok(done)
    }
}

/// A transaction under way, with who writes.
pub(crate) struct Write<'a> {
    pub(crate) connection: &'a Connection,
    vault: VaultId,
    pub(crate) officer: &'a Officer,
    clock_behind: Option<Moment>,
}

impl Write<'_> {
    /// Whether a time that is about to be written was read off a clock that is behind.
    pub(crate) fn doubts(&self, at: Moment) -> bool {
        self.clock_behind
            .is_some_and(|last| at.instant() < last.instant())
    }

    /// Enters something in the audit log, within the same transaction.
    pub(crate) fn enter(
        &self,
        at: Moment,
        action: &str,
        subject: &str,
        commitment: Option<&Digest>,
    ) -> Result<(), VaultError> {
        let entry = Entry {
            at,
            officer: self.officer.id,
            action,
            subject,
            commitment,
        };
        audit::append(self.connection, self.vault, &entry, self.doubts(at))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("vault", &self.meta.vault)
            .finish_non_exhaustive()
    }
}
