//! Withdrawals: a person no longer wants to be in it. What is held of the interview goes, and nothing of it that comes
//! later is taken in; that there was one stays, without a word of what was said.

use crate::import::Desk;
use crate::payload::Stop;
use crate::store::WithdrawalRow;
use crate::view::Withdrawn;
use crate::{Registry, RegistryError};
use saring_record::{Digest, InterviewId, WITHDRAWAL_FORMAT, Withdrawal, canonical};

impl Registry<'_> {
    /// The interviews that were withdrawn, the newest arrival first.
    ///
    /// # Errors
    /// From the store.
    pub fn withdrawn(&self) -> Result<Vec<Withdrawn>, RegistryError> {
        let withdrawn = |row: WithdrawalRow| {
            let station = self.store.signer(&row.signer)?.and_then(|s| s.station);
            Ok(Withdrawn {
                interview: row.interview,
                code: self.store.case_code(row.interview)?,
                station,
                at: row.at,
                received: row.received,
            })
        };
        self.store
            .withdrawals()?
            .into_iter()
            .map(withdrawn)
            .collect()
    }

    /// Takes the record of a withdrawal in and erases what is here of its interview. A post speaks only for interviews
    /// that came out of its own vault: nobody can make another's evidence go away.
    pub(crate) fn take_withdrawal(
        &self,
        bytes: Vec<u8>,
        digest: Digest,
        (arrival, signer): (i64, &str),
        desk: &Desk<'_>,
    ) -> Result<(), Stop> {
        let record: Withdrawal =
            canonical::from_bytes(&bytes).map_err(|_| Stop::Refused("not-a-document"))?;
        if record.saring != WITHDRAWAL_FORMAT {
            return Err(Stop::Refused("newer-document"));
        }
        let id = record.interview;
        for revision in self.store.revisions(id)? {
            if !self.of_one_vault(&revision.signer, signer)? {
                return Err(Stop::Refused("foreign-withdrawal"));
            }
        }
        self.store.erase(id)?;
        self.store.note_carried(arrival, id, &digest)?;
        self.store.add_withdrawal(&WithdrawalRow {
            interview: id,
            digest,
            record: bytes,
            arrival,
            signer: signer.to_owned(),
            at: record.at,
            received: desk.now,
        })?;
        Ok(())
    }

    /// Whether a document of this signer is one that its person withdrew, here or before it came.
    pub(crate) fn is_withdrawn(
        &self,
        id: InterviewId,
        signer: &str,
    ) -> Result<bool, RegistryError> {
        match self.store.withdrawal(id)? {
            Some(row) => self.of_one_vault(&row.signer, signer),
            None => Ok(false),
        }
    }

    /// Officers of a team sign with keys of their own, and a restored vault with a new one; their cards name the vault.
    fn of_one_vault(&self, one: &str, other: &str) -> Result<bool, RegistryError> {
        if one == other {
            return Ok(true);
        }
        let vault =
            |signer| Ok::<_, RegistryError>(self.store.signer(signer)?.and_then(|s| s.vault));
        Ok(matches!((vault(one)?, vault(other)?), (Some(one), Some(other)) if one == other))
    }
}
