//! The registry's tables in a SQLite database that somebody else opened. One file a table or two, with its SQL.

mod arrival;
mod column;
mod document;
mod form;
mod migration;
mod signer;
mod value;
mod withdrawal;

use super::{CaseRow, ConceptValue, DocumentRow, NewDocument, Store, WithdrawalRow};
use crate::RegistryError;
use crate::view::{Arrival, Signer};
use rusqlite::Connection;
use saring_record::{Digest, InterviewId, Moment};

type Result<T> = std::result::Result<T, RegistryError>;

/// A registry's tables over an open connection.
pub struct SqliteStore<'c> {
    connection: &'c Connection,
}

impl<'c> SqliteStore<'c> {
    /// Makes the tables or brings them up to date.
    ///
    /// # Errors
    /// [`RegistryError::Newer`] for tables of a later version; [`RegistryError::Sqlite`].
    pub fn open(connection: &'c mut Connection) -> Result<Self> {
        migration::run(connection)?;
        Ok(Self { connection })
    }
}

/// The unit of work is a savepoint, so that it stands by itself or inside somebody else's transaction.
impl Store for SqliteStore<'_> {
    fn begin(&self) -> Result<()> {
        Ok(self.connection.execute_batch("SAVEPOINT registry")?)
    }

    fn commit(&self) -> Result<()> {
        if let Err(error) = self.connection.execute_batch("RELEASE registry") {
            self.rollback()?;
            return Err(error.into());
        }
        Ok(())
    }

    fn rollback(&self) -> Result<()> {
        // A full disk may have ended the transaction already, and the savepoint with it.
        if self.connection.is_autocommit() {
            return Ok(());
        }
        Ok(self
            .connection
            .execute_batch("ROLLBACK TO registry; RELEASE registry")?)
    }

    fn signer(&self, signer: &str) -> Result<Option<Signer>> {
        signer::one(self.connection, signer)
    }

    fn signers(&self) -> Result<Vec<Signer>> {
        signer::all(self.connection)
    }

    fn put_signer(&self, signer: &Signer) -> Result<()> {
        signer::put(self.connection, signer)
    }

    fn add_arrival(&self, arrival: &Arrival, audit: Option<&[u8]>) -> Result<i64> {
        arrival::add(self.connection, arrival, audit)
    }

    fn settle_arrival(&self, arrival: &Arrival, audit: Option<&[u8]>) -> Result<()> {
        arrival::settle(self.connection, arrival, audit)
    }

    fn arrivals(&self) -> Result<Vec<Arrival>> {
        arrival::all(self.connection)
    }

    fn by_name(&self, tag_manifest: &Digest) -> Result<Vec<Arrival>> {
        arrival::by_name(self.connection, tag_manifest)
    }

    fn hold(&self, arrival: i64, part: u32, bytes: &[u8]) -> Result<()> {
        arrival::hold(self.connection, arrival, part, bytes)
    }

    fn held(&self, arrival: i64, part: u32) -> Result<Option<Vec<u8>>> {
        arrival::held(self.connection, arrival, part)
    }

    fn drop_held(&self, arrival: i64) -> Result<()> {
        arrival::drop_held(self.connection, arrival)
    }

    fn form(&self, digest: &Digest) -> Result<Option<Vec<u8>>> {
        form::one(self.connection, digest)
    }

    fn add_form(&self, digest: &Digest, source: &[u8], at: Moment) -> Result<()> {
        form::add(self.connection, digest, source, at)
    }

    fn document(&self, digest: &Digest) -> Result<Option<Vec<u8>>> {
        document::bytes(self.connection, digest)
    }

    fn add_document(&self, document: &NewDocument) -> Result<()> {
        document::add(self.connection, document)?;
        value::add(self.connection, document)
    }

    fn revisions(&self, interview: InterviewId) -> Result<Vec<DocumentRow>> {
        document::revisions(self.connection, interview)
    }

    fn note_carried(&self, arrival: i64, interview: InterviewId, digest: &Digest) -> Result<()> {
        document::note_carried(self.connection, arrival, interview, digest)
    }

    fn arrived_with(&self, arrival: i64) -> Result<Vec<(InterviewId, Digest)>> {
        document::arrived_with(self.connection, arrival)
    }

    fn erase(&self, interview: InterviewId) -> Result<()> {
        value::erase(self.connection, interview)?;
        document::erase(self.connection, interview)
    }

    fn add_withdrawal(&self, withdrawal: &WithdrawalRow) -> Result<()> {
        withdrawal::add(self.connection, withdrawal)
    }

    fn withdrawal(&self, interview: InterviewId) -> Result<Option<WithdrawalRow>> {
        withdrawal::one(self.connection, interview)
    }

    fn withdrawals(&self) -> Result<Vec<WithdrawalRow>> {
        withdrawal::all(self.connection)
    }

    fn case_code(&self, interview: InterviewId) -> Result<Option<String>> {
        document::case_code(self.connection, interview)
    }

    fn add_case(&self, interview: InterviewId, code: &str) -> Result<bool> {
        document::add_case(self.connection, interview, code)
    }

    fn settle_case(&self, interview: InterviewId, current: &Digest, conflict: bool) -> Result<()> {
        document::settle_case(self.connection, interview, current, conflict)
    }

    fn cases(&self, only: Option<InterviewId>) -> Result<Vec<CaseRow>> {
        let mut findings = value::findings(self.connection, only)?;
        let mut cases = document::cases(self.connection, only)?;
        for case in &mut cases {
            case.findings = findings.remove(&case.document.digest).unwrap_or_default();
        }
        Ok(cases)
    }

    fn values(
        &self,
        concept: &str,
        only: Option<InterviewId>,
    ) -> Result<Vec<(Digest, ConceptValue)>> {
        value::by_concept(self.connection, concept, only)
    }
}
