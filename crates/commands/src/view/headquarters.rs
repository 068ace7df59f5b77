//! Headquarters: what arrived, from whom, the cases, the counts.

use super::{EvidenceView, FindingView};
use saring_record::{Conclusion, ConclusionKind, Stage, UrgentNeed};
use serde::Serialize;
use ts_rs::TS;

/// What became of an arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalState {
    /// Whole and taken in.
    Imported,
    /// Whole, from a signer nobody vouched for: waits for a person.
    Quarantined,
    /// Not whole, not for us, or not allowed: nothing was taken in.
    Refused,
    /// The same bundle was taken in before: nothing is counted twice.
    Repeated,
}

/// One arrival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Arrival {
    /// Row id.
    pub id: String,
    /// What became of it.
    pub state: ArrivalState,
    /// Code of the reason when refused (`wrong-recipient`, `cut-off`, `damaged`, `bad-signature` ...).
    pub reason: Option<String>,
    /// Post that signed it, when it is known.
    pub station: Option<String>,
    /// Officer that signed it, when known.
    pub name: Option<String>,
    /// Full signing key, when it could be read.
    pub signer: Option<String>,
    /// Fingerprint of the signer in twelve groups, when it could be read.
    pub fingerprint: Vec<String>,
    /// Number in the signer's sequence.
    pub sequence: Option<u64>,
    /// Interviews in it; absent when it did not hold.
    pub interviews: Option<u32>,
    /// Withdrawals in it; absent when it did not hold.
    pub withdrawals: Option<u32>,
    /// File name.
    pub file: String,
    /// When it arrived.
    pub at: String,
}

/// A case whose person withdrew: nothing of what was said is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WithdrawnCase {
    /// Short code, if the interview had come here before.
    pub code: Option<String>,
    /// Post that took the withdrawal down.
    pub station: Option<String>,
    /// When the person withdrew, by that post's clock, RFC 3339.
    pub at: String,
    /// When headquarters took it in and erased, RFC 3339.
    pub received: String,
}

/// Numbers that are missing in a signer's sequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Gap {
    /// Post.
    pub station: String,
    /// Missing numbers.
    pub missing: Vec<u64>,
}

/// The inbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Inbox {
    /// What needs a decision first, then the newest.
    pub arrivals: Vec<Arrival>,
    /// Missing bundles by post.
    pub gaps: Vec<Gap>,
}

/// How far a device is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// Its card was read; its fingerprint was not compared.
    Unconfirmed,
    /// Compared and found the same.
    Trusted,
    /// Compared and found different, or withdrawn.
    Refused,
}

/// A desk that signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Device {
    /// Full signing key.
    pub signer: String,
    /// Post.
    pub station: String,
    /// Officer.
    pub name: String,
    /// Twelve groups to compare.
    pub fingerprint: Vec<String>,
    /// How far it is trusted.
    pub state: DeviceState,
    /// Who read the twelve groups out.
    pub read_by: Option<String>,
    /// Bundles taken in.
    pub bundles: u32,
    /// Bundles in quarantine.
    pub waiting: u32,
}

/// One case in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseRow {
    /// Interview id.
    pub id: String,
    /// Short code: `K-0418`.
    pub code: String,
    /// Post.
    pub station: String,
    /// Officer.
    pub officer: String,
    /// When it began.
    pub started: String,
    /// How far it went.
    pub stage: Stage,
    /// Country of exploitation, by concept, as the form labels it; absent when unknown.
    pub country: Option<String>,
    /// The officer's conclusion.
    pub conclusion: ConclusionKind,
    /// Readings that hold, as labels.
    pub findings: Vec<String>,
    /// Flagged needs.
    pub urgent: u32,
}

/// One answer of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AnswerRow {
    /// Question and answer, or why it is unknown. Identifying answers are hidden: `answer` is empty and `hidden` true.
    pub evidence: EvidenceView,
    /// Identifies the person; shown only after a reason was given.
    pub hidden: bool,
}

/// Answers of one section.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseSection {
    /// Its label.
    pub label: String,
    /// Its answers in the form's order.
    pub answers: Vec<AnswerRow>,
}

/// One case on one page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CaseView {
    /// The row in the list.
    pub row: CaseRow,
    /// Languages of the interview.
    pub languages: String,
    /// When it was finished.
    pub finished: String,
    /// Bundle it came in and when.
    pub arrived: String,
    /// Digest of the document as received.
    pub digest: String,
    /// Findings as the field saw them.
    pub findings: Vec<FindingView>,
    /// The officer's conclusion with its reason.
    pub conclusion: Conclusion,
    /// Flagged needs.
    pub urgent: Vec<UrgentNeed>,
    /// All answers.
    pub sections: Vec<CaseSection>,
    /// Revisions of this interview that are here.
    pub revisions: u32,
}

/// One row of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Count {
    /// Code: `kh`, `2026-01`.
    pub key: String,
    /// Label.
    pub label: String,
    /// Interviews.
    pub count: u32,
}

/// A count with its unknowns, which always come last and are always in the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Counts {
    /// Largest first, or in order of time.
    pub rows: Vec<Count>,
    /// Not reached or not asked.
    pub not_asked: u32,
    /// The person does not know.
    pub unknown: u32,
    /// The person declined.
    pub declined: u32,
    /// There is an answer that may not be counted: no consent to it, or it identifies somebody.
    pub withheld: u32,
    /// The form has no such question.
    pub not_in_form: u32,
    /// The question did not apply.
    pub not_applicable: u32,
    /// All interviews counted.
    pub total: u32,
}

/// The insights page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Insights {
    /// By country of exploitation (concept `country_exploitation`).
    pub by_country: Counts,
    /// By month in which the interview began.
    pub by_month: Counts,
    /// By conclusion of the officer.
    pub by_conclusion: Counts,
    /// Interviews counted.
    pub interviews: u32,
    /// Posts they came from.
    pub stations: u32,
}
