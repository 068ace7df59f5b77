//! What a supervisor reads: arrivals, signers, cases, counts, as data. No sentences and no layout.

use saring_record::{
    ConclusionKind, Digest, FindingKind, Interview, InterviewId, Moment, Stage, State, UrgentKind,
};
use serde::{Deserialize, Serialize};

/// Whether a signer is believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trust {
    /// Nobody has compared the fingerprint.
    Unknown,
    /// The fingerprint was compared; bundles are taken in.
    Known,
    /// A supervisor said no; bundles are refused.
    Refused,
    /// Was known. New bundles are held for a person.
    Revoked,
}

impl Trust {
    /// As the store writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Known => "known",
            Self::Refused => "refused",
            Self::Revoked => "revoked",
        }
    }

    /// Of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Unknown, Self::Known, Self::Refused, Self::Revoked]
            .into_iter()
            .find(|trust| trust.as_str() == text)
    }
}

/// A signer as the registry knows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// The whole minisign public key, base64.
    pub signer: String,
    /// Its twelve groups, with spaces between.
    pub fingerprint: String,
    /// Whether it is believed.
    pub trust: Trust,
    /// The card's bytes as received, if it sent one.
    #[serde(skip)]
    pub card: Option<Vec<u8>>,
    /// Post or shelter, as the card says.
    pub station: Option<String>,
    /// The officer, as the card says.
    pub name: Option<String>,
    /// Where receipts are sealed to, as the card says.
    pub recipient: Option<String>,
    /// The vault, as the card says: the destination of what is sent back.
    pub vault: Option<String>,
    /// The supervisor who compared the fingerprint.
    pub compared_by: Option<String>,
    /// Who read it out, over a channel that headquarters had already.
    pub read_by: Option<String>,
    /// When trust was last decided.
    pub decided_at: Option<Moment>,
    /// For a revoked signer: the last number that is still believed.
    pub last_accepted: Option<u64>,
    /// When it was first seen.
    pub first_seen: Moment,
}

/// What became of something that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArrivalState {
    /// Taken in, whole.
    Imported,
    /// Whole, held until somebody vouches for its signer.
    Quarantined,
    /// Not taken in.
    Refused,
    /// Had been taken in, or held, before.
    Repeated,
}

impl ArrivalState {
    /// As the store writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Imported => "imported",
            Self::Quarantined => "quarantined",
            Self::Refused => "refused",
            Self::Repeated => "repeated",
        }
    }

    /// Of this name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::Imported,
            Self::Quarantined,
            Self::Refused,
            Self::Repeated,
        ]
        .into_iter()
        .find(|s| s.as_str() == text)
    }
}

/// What a bundle's signed description said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Described {
    /// The bundle's own id.
    pub id: String,
    /// What it is for.
    pub kind: String,
    /// Who signed it.
    pub signer: String,
    /// Whom it is addressed to.
    pub destination: String,
    /// Its number.
    pub sequence: u64,
    /// The name of the one before it.
    pub previous: Option<Digest>,
    /// Its own name: the digest of its tag manifest.
    pub tag_manifest: Digest,
    /// The day on which its signer's clock says it was written: a claim.
    pub date: String,
}

/// One thing that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Arrival {
    /// Counts up as things arrive.
    pub nr: i64,
    /// When.
    pub arrived: Moment,
    /// What became of it.
    pub state: ArrivalState,
    /// Why, as a code: of a refusal, of quarantine (`unknown-signer`, `revoked-signer`), or of something to look at
    /// although it was taken in (`fork`).
    pub reason: Option<String>,
    /// What its signer said; absent when the signature did not hold.
    pub described: Option<Described>,
    /// The post that sent it, by its card.
    pub station: Option<String>,
    /// Interviews in it. Absent when it did not hold: then nobody knows.
    pub interviews: Option<u64>,
    /// Those that were new.
    pub new: Option<u64>,
    /// Withdrawals in it; absent when it did not hold.
    pub withdrawals: Option<u64>,
}

/// An interview whose person withdrew. Nothing of what was said is left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withdrawn {
    /// The interview.
    pub interview: InterviewId,
    /// What people called the case, if there was one here.
    pub code: Option<String>,
    /// The post that took the withdrawal down, by its card.
    pub station: Option<String>,
    /// When the person withdrew, by that post's clock: a claim.
    pub at: Moment,
    /// When it was taken in here.
    pub received: Moment,
}

/// What is missing or doubled among a signer's bundles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SequenceFlaws {
    /// Who.
    pub signer: String,
    /// The post, by its card.
    pub station: Option<String>,
    /// To where.
    pub destination: String,
    /// The highest number seen.
    pub highest: u64,
    /// Numbers that never came, though a later one did.
    pub missing: Vec<u64>,
    /// Numbers that came under two names, or that follow another bundle than the one received.
    pub forks: Vec<u64>,
}

/// What is known about one concept in one interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Known {
    /// An answer, with the label of its choice.
    Known {
        /// The choice's value or the text.
        value: String,
        /// The choice's label; the value where there is none.
        label: String,
    },
    /// The person does not know.
    Unknown,
    /// The person did not want to say.
    Declined,
    /// Nobody asked.
    NotAsked,
    /// The question did not apply.
    NotApplicable,
    /// The form has no such question.
    NotInForm,
}

/// What the rules found, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingSummary {
    /// Name in the rule sheet.
    pub name: String,
    /// What it is about.
    pub kind: FindingKind,
    /// Its outcome.
    pub state: State,
    /// Whether its stage is complete: `False` and not assessed is never "no".
    pub assessed: bool,
}

/// One case in the list: its latest revision. No name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CaseSummary {
    /// The interview.
    pub interview: InterviewId,
    /// What people call it: `K-4TQ9`.
    pub code: String,
    /// The number the person wore.
    pub slip: String,
    /// Where it was held.
    pub station: String,
    /// Who led it.
    pub interviewer: String,
    /// When it was begun.
    pub started: Moment,
    /// How far it was meant to go.
    pub stage: Stage,
    /// Country of exploitation.
    pub country: Known,
    /// What the officer concluded.
    pub conclusion: ConclusionKind,
    /// What the rules found.
    pub findings: Vec<FindingSummary>,
    /// Needs that could not wait.
    pub urgent: Vec<UrgentKind>,
    /// How many revisions there are.
    pub revisions: u64,
    /// Two revisions correct the same one; a person must resolve it.
    pub conflict: bool,
}

/// One revision of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionSummary {
    /// The document.
    pub digest: Digest,
    /// Its number.
    pub number: u32,
    /// The document that it corrects.
    pub parent: Option<Digest>,
    /// Whether this is the one that counts.
    pub current: bool,
    /// Who signed the bundle it came in.
    pub signer: String,
    /// When it was taken in.
    pub received: Moment,
}

/// One whole case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Case {
    /// As in the list.
    pub summary: CaseSummary,
    /// Every revision, oldest first.
    pub revisions: Vec<RevisionSummary>,
    /// The latest revision.
    pub document: Interview,
    /// The sheets of its form, for labels.
    #[serde(skip)]
    pub form: Vec<u8>,
}

/// Why something that applies is not known, in numbers of interviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Unknowns {
    /// The person does not know.
    pub unknown: u64,
    /// The person did not want to say.
    pub declined: u64,
    /// Nobody asked.
    pub not_asked: u64,
    /// There is an answer that may not be counted: identifying, not for statistics, or no consent to it.
    pub withheld: u64,
    /// The form has no such question.
    pub not_in_form: u64,
}

impl Unknowns {
    /// All of them.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.unknown + self.declined + self.not_asked + self.withheld + self.not_in_form
    }
}

/// One row of a count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountRow {
    /// The choice's value, `2026-01`, a station.
    pub key: String,
    /// The choice's label; else the key.
    pub label: String,
    /// Interviews.
    pub count: u64,
}

/// A count of interviews. Each interview counts once by its latest revision; where it holds several values (several
/// choices, several places) it stands in several rows, and `several` says how many do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// By what: a concept, `month`, `station`, `interviewer`, `conclusion`.
    pub by: String,
    /// All interviews.
    pub total: u64,
    /// Those to which the question applies: `total - not_applicable`. The denominator of every share.
    pub applicable: u64,
    /// Those with at least one known value.
    pub known: u64,
    /// Most first; for months in their order.
    pub rows: Vec<CountRow>,
    /// What applies and is not known: a row of its own, even if it is 0.
    pub unknown: Unknowns,
    /// What does not apply.
    pub not_applicable: u64,
    /// Interviews that stand in more than one row.
    pub several: u64,
    /// The first and the last day on which a counted interview was begun, by the field's clocks.
    pub period: Option<(String, String)>,
}

/// Conclusions of one post or one officer, so that one that finds nobody stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeRow {
    /// The post or the officer.
    pub key: String,
    /// All interviews.
    pub total: u64,
    /// Reasonable grounds to suspect trafficking.
    pub indicated: u64,
    /// Not enough is known.
    pub not_enough_known: u64,
    /// Not indicated at this stage.
    pub not_indicated_at_this_stage: u64,
    /// Not assessed.
    pub not_assessed: u64,
}
