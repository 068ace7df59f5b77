//! Erasure: what a person withdrew, or what was kept long enough, is nowhere in the vault any more. That there was an
//! interview, when it was written to and by whom stays, and so does the audit chain, which never held any content.
//!
//! The content is overwritten where it lay (`secure_delete`), the salts that the audit log's commitments need go with
//! it, digests without salt are blinded, and the write-ahead log that still held older pages is cut to nothing.

use crate::table::attachment::{self, LetGo};
use crate::table::audit::action;
use crate::table::interview::{self, Erasure};
use crate::table::revision::{self, DocumentState};
use crate::table::withdrawal::{self, WithdrawalRow};
use crate::table::{event, search};
use crate::vault::Write;
use crate::{Vault, VaultError, attachments, open, secret};
use saring_record::{Digest, InterviewId, Moment};
use zeroize::Zeroizing;

impl Vault {
    /// Erases an interview because the person withdrew, and keeps the record of that, which holds no answer. The record
    /// travels when a document of the interview had left.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Erased`] when it was erased before, and those of writing: then
    /// nothing was erased.
    pub fn withdraw(
        &mut self,
        id: InterviewId,
        record: &[u8],
        at: Moment,
    ) -> Result<WithdrawalRow, VaultError> {
        let row = self.write(|write| {
            let nr = standing(write, id)?;
            let row = WithdrawalRow {
                interview: id,
                digest: Digest::of(record),
                record: record.to_vec(),
                travels: revision::any_left(write.connection, nr)?,
                state: DocumentState::Finalized,
                at,
                doubtful: write.doubts(at),
                officer: write.officer.id,
            };
            erase(write, nr, Erasure::Withdrawn, at)?;
            withdrawal::insert(write.connection, nr, &row)?;
            write.enter(at, action::WITHDRAWN, &id.to_string(), Some(&row.digest))?;
            Ok(row)
        })?;
        self.finish_erasing();
        Ok(row)
    }

    /// The withdrawals, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn withdrawals(&self) -> Result<Vec<WithdrawalRow>, VaultError> {
        self.read(withdrawal::all)
    }

    /// The withdrawals that headquarters has to hear of and that are in no bundle yet, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn unsent_withdrawals(&self) -> Result<Vec<WithdrawalRow>, VaultError> {
        self.read(withdrawal::unsent)
    }

    /// Erases interviews whose time is over, all of them or none.
    pub(crate) fn purge(&mut self, ids: &[InterviewId], at: Moment) -> Result<(), VaultError> {
        if ids.is_empty() {
            return Ok(());
        }
        self.write(|write| {
            for id in ids {
                let nr = standing(write, *id)?;
                erase(write, nr, Erasure::Purged, at)?;
                write.enter(at, action::PURGED, &id.to_string(), None)?;
            }
            Ok(())
        })?;
        self.finish_erasing();
        Ok(())
    }

    /// What is large and what lies in the log; also for the registry, which erases in this file too. The erasure stands
    /// already; what cannot be done now, for want of room, is done when the vault is locked or unlocked.
    pub fn finish_erasing(&mut self) {
        let _ = attachments::clear(&mut self.connection);
        let _ = open::checkpoint(&self.connection);
    }
}

fn standing(write: &Write<'_>, id: InterviewId) -> Result<i64, VaultError> {
    let standing = interview::standing(write.connection, id)?;
    if standing.erased {
        Err(VaultError::Erased { interview: id })
    } else {
        Ok(standing.nr)
    }
}

fn erase(write: &Write<'_>, nr: i64, why: Erasure, at: Moment) -> Result<(), VaultError> {
    let mut blind = Zeroizing::new([0; 32]);
    secret::fill(&mut *blind)?;
    event::erase(write.connection, nr)?;
    revision::erase(write.connection, nr, &*blind)?;
    attachment::let_go(write.connection, LetGo::Interview(nr))?;
    search::clear(write.connection, nr)?;
    interview::erase(write.connection, nr, why, at)
}
