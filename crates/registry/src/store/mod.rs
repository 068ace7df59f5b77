//! What a database must do for a registry. One implementation stands here: SQLite, in [`sqlite`].
//!
//! Rows are plain data; what they mean is decided above. Every table that holds something about an interview is keyed
//! by the interview first, so that a store may be spread over machines by it.

pub mod sqlite;

use crate::RegistryError;
pub use crate::concept::{ConceptValue, ValueState};
use crate::view::{Arrival, FindingSummary, Signer};
use saring_record::{ConclusionKind, Digest, Interview, InterviewId, Moment, Stage, UrgentKind};

/// A document to keep.
#[derive(Clone, Debug)]
pub struct NewDocument {
    /// SHA-256 over `bytes`.
    pub digest: Digest,
    /// As received.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub interview: Interview,
    /// What it says about concepts.
    pub values: Vec<ConceptValue>,
    /// The arrival it came in.
    pub arrival: i64,
    /// Who signed that.
    pub signer: String,
    /// When it was taken in.
    pub received: Moment,
}

/// A kept document without its answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its digest.
    pub digest: Digest,
    /// The interview it is a revision of.
    pub interview: InterviewId,
    /// Its number.
    pub number: u32,
    /// What it corrects.
    pub parent: Option<Digest>,
    /// Its form.
    pub form: Digest,
    /// The person's slip.
    pub slip: String,
    /// Where it was held.
    pub station: String,
    /// Who led it.
    pub interviewer: String,
    /// How far it was meant to go.
    pub stage: Stage,
    /// When it was begun.
    pub started: Moment,
    /// When it was finished.
    pub finished: Moment,
    /// What the officer concluded.
    pub conclusion: ConclusionKind,
    /// Needs that could not wait.
    pub urgent: Vec<UrgentKind>,
    /// Who signed the bundle it came in.
    pub signer: String,
    /// When it was taken in.
    pub received: Moment,
}

/// That a person withdrew from an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithdrawalRow {
    /// The interview.
    pub interview: InterviewId,
    /// SHA-256 over `record`.
    pub digest: Digest,
    /// As received; it holds ids and times and no answer.
    pub record: Vec<u8>,
    /// The arrival it came in.
    pub arrival: i64,
    /// Who signed that.
    pub signer: String,
    /// When the person withdrew, by the post's clock.
    pub at: Moment,
    /// When it was taken in.
    pub received: Moment,
}

/// A case with the revision that counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// What people call it.
    pub code: String,
    /// Whether two revisions correct the same one.
    pub conflict: bool,
    /// How many revisions there are.
    pub revisions: u64,
    /// The one that counts.
    pub document: DocumentRow,
    /// Its findings, in the rule sheet's order.
    pub findings: Vec<FindingSummary>,
}

/// A registry's database. Writes stand between `begin` and `commit`; between them reads see what was written.
/// Methods take `&self` because a held bundle is read out of the store while its documents are written into it.
pub trait Store {
    /// Begins a unit of work. Units are not nested.
    ///
    /// # Errors
    /// From the database.
    fn begin(&self) -> Result<(), RegistryError>;
    /// Keeps the unit of work.
    ///
    /// # Errors
    /// From the database; then the unit is undone.
    fn commit(&self) -> Result<(), RegistryError>;
    /// Undoes the unit of work.
    ///
    /// # Errors
    /// From the database.
    fn rollback(&self) -> Result<(), RegistryError>;

    /// A signer by its whole public key.
    ///
    /// # Errors
    /// From the database.
    fn signer(&self, signer: &str) -> Result<Option<Signer>, RegistryError>;
    /// All signers, in the order they were first seen.
    ///
    /// # Errors
    /// From the database.
    fn signers(&self) -> Result<Vec<Signer>, RegistryError>;
    /// Puts a signer in place of the one with the same key.
    ///
    /// # Errors
    /// From the database.
    fn put_signer(&self, signer: &Signer) -> Result<(), RegistryError>;

    /// Adds an arrival, whose `nr` is not looked at, and returns its number.
    ///
    /// # Errors
    /// From the database.
    fn add_arrival(&self, arrival: &Arrival, audit: Option<&[u8]>) -> Result<i64, RegistryError>;
    /// Changes what became of an arrival: state, reason, counts, audit head. When it arrived stays.
    ///
    /// # Errors
    /// From the database.
    fn settle_arrival(&self, arrival: &Arrival, audit: Option<&[u8]>) -> Result<(), RegistryError>;
    /// All arrivals, oldest first.
    ///
    /// # Errors
    /// From the database.
    fn arrivals(&self) -> Result<Vec<Arrival>, RegistryError>;
    /// All arrivals of one bundle, by the digest of its tag manifest, oldest first.
    ///
    /// # Errors
    /// From the database.
    fn by_name(&self, tag_manifest: &Digest) -> Result<Vec<Arrival>, RegistryError>;

    /// Keeps a part of a held bundle.
    ///
    /// # Errors
    /// From the database.
    fn hold(&self, arrival: i64, part: u32, bytes: &[u8]) -> Result<(), RegistryError>;
    /// A part of a held bundle; none behind the last.
    ///
    /// # Errors
    /// From the database.
    fn held(&self, arrival: i64, part: u32) -> Result<Option<Vec<u8>>, RegistryError>;
    /// Forgets a held bundle.
    ///
    /// # Errors
    /// From the database.
    fn drop_held(&self, arrival: i64) -> Result<(), RegistryError>;

    /// The sheets of a form.
    ///
    /// # Errors
    /// From the database.
    fn form(&self, digest: &Digest) -> Result<Option<Vec<u8>>, RegistryError>;
    /// Keeps the sheets of a form.
    ///
    /// # Errors
    /// From the database.
    fn add_form(&self, digest: &Digest, source: &[u8], at: Moment) -> Result<(), RegistryError>;

    /// A document's bytes as received.
    ///
    /// # Errors
    /// From the database.
    fn document(&self, digest: &Digest) -> Result<Option<Vec<u8>>, RegistryError>;
    /// Keeps a document that is not there yet, with its findings and concept values, and notes its arrival.
    ///
    /// # Errors
    /// From the database.
    fn add_document(&self, document: &NewDocument) -> Result<(), RegistryError>;
    /// All revisions of an interview, by number and digest.
    ///
    /// # Errors
    /// From the database.
    fn revisions(&self, interview: InterviewId) -> Result<Vec<DocumentRow>, RegistryError>;
    /// Notes that a document came in an arrival, whether it was new or there already.
    ///
    /// # Errors
    /// From the database.
    fn note_carried(
        &self,
        arrival: i64,
        interview: InterviewId,
        digest: &Digest,
    ) -> Result<(), RegistryError>;
    /// The documents that came in one arrival.
    ///
    /// # Errors
    /// From the database.
    fn arrived_with(&self, arrival: i64) -> Result<Vec<(InterviewId, Digest)>, RegistryError>;

    /// Erases all that stands here of an interview but its code: documents, findings, concept values, and in which
    /// arrivals it came.
    ///
    /// # Errors
    /// From the database.
    fn erase(&self, interview: InterviewId) -> Result<(), RegistryError>;
    /// Keeps a withdrawal; the first one of an interview stays.
    ///
    /// # Errors
    /// From the database.
    fn add_withdrawal(&self, withdrawal: &WithdrawalRow) -> Result<(), RegistryError>;
    /// The withdrawal of an interview.
    ///
    /// # Errors
    /// From the database.
    fn withdrawal(&self, interview: InterviewId) -> Result<Option<WithdrawalRow>, RegistryError>;
    /// All withdrawals, the newest arrival first.
    ///
    /// # Errors
    /// From the database.
    fn withdrawals(&self) -> Result<Vec<WithdrawalRow>, RegistryError>;

    /// The code of a case.
    ///
    /// # Errors
    /// From the database.
    fn case_code(&self, interview: InterviewId) -> Result<Option<String>, RegistryError>;
    /// Gives a new case its code; false when another case has it.
    ///
    /// # Errors
    /// From the database.
    fn add_case(&self, interview: InterviewId, code: &str) -> Result<bool, RegistryError>;
    /// Says which revision of a case counts.
    ///
    /// # Errors
    /// From the database.
    fn settle_case(
        &self,
        interview: InterviewId,
        current: &Digest,
        conflict: bool,
    ) -> Result<(), RegistryError>;
    /// All cases, or the one with this id.
    ///
    /// # Errors
    /// From the database.
    fn cases(&self, only: Option<InterviewId>) -> Result<Vec<CaseRow>, RegistryError>;
    /// What the revisions that count, or that of this case alone, say about a concept, by document.
    ///
    /// # Errors
    /// From the database.
    fn values(
        &self,
        concept: &str,
        only: Option<InterviewId>,
    ) -> Result<Vec<(Digest, ConceptValue)>, RegistryError>;
}
