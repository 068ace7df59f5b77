//! The assessment as data: what the rules found, on what evidence, and what is still unknown. It decides nothing.

use crate::Digest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The outcome of a three-valued rule (Kleene). `Unknown` never means `False`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It holds, whatever the unknown answers may be.
    True,
    /// It does not hold, whatever the unknown answers may be.
    False,
    /// It depends on what is not known.
    Unknown,
}

/// Why one reference could not be used.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Shown and left empty.
    Unanswered,
    /// Skipped: not asked.
    NotAsked,
    /// The person does not know.
    Unknown,
    /// The person does not want to answer.
    Declined,
    /// The chosen answer is no longer offered.
    NotOffered,
    /// The answer breaks a constraint.
    Invalid,
    /// A default that nobody confirmed.
    Defaulted,
    /// Hidden by a gate that is itself unknown.
    Relevance,
}

/// An unknown reference with its reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema, TS)]
pub struct UnknownEvidence {
    /// XPath reference of the question.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Why it is unknown.
    pub why: Why,
}

/// What a result rests on. References are XPath, in document order, without repetition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Evidence {
    /// Answers that support it.
    pub because: Vec<String>,
    /// Answers that speak against it.
    pub against: Vec<String>,
    /// What is not known.
    pub unknown: Vec<UnknownEvidence>,
}

/// One indicator of the form's rule sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Indicator {
    /// Name in the sheet.
    pub name: String,
    /// Its outcome.
    pub state: State,
    /// What it rests on.
    pub evidence: Evidence,
}

/// One dimension of the form's rule sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Dimension {
    /// Name in the sheet.
    pub name: String,
    /// Whether the published rule for it is met.
    pub state: State,
    /// How many strong indicators hold, at least and at most.
    pub strong: [u32; 2],
    /// How many medium indicators hold, at least and at most.
    pub medium: [u32; 2],
    /// How many weak indicators hold, at least and at most.
    pub weak: [u32; 2],
}

/// What a finding is about.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum FindingKind {
    /// A reading of the law or of a published rule.
    Reading,
    /// A need that cannot wait.
    Urgent,
    /// A right of the person.
    Rights,
    /// About the interview itself.
    Process,
}

/// The stage of an interview: a triage of a few questions, or the whole of it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The first minutes.
    Triage,
    /// The full interview.
    Full,
}

/// One finding of the form's rule sheet. All rows are evaluated; none suppresses another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Finding {
    /// Name in the sheet.
    pub name: String,
    /// What it is about.
    pub kind: FindingKind,
    /// The stage whose completion it needs before "not indicated at this stage" may be said.
    pub stage: Stage,
    /// Its outcome; `False` while `assessed` is false means "not assessed", never "no".
    pub state: State,
    /// Whether its stage is complete.
    pub assessed: bool,
    /// What it rests on.
    pub evidence: Evidence,
}

/// All that the rules say about one interview, with the version of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Assessment {
    /// The form's rule version (`attribute::saring:rules`); empty for a form without rules.
    pub rules_version: String,
    /// Digest over all rule sheets.
    pub rules_digest: Digest,
    /// Every indicator, in the sheet's order.
    pub indicators: Vec<Indicator>,
    /// Every dimension, in the sheet's order.
    pub dimensions: Vec<Dimension>,
    /// Every finding, in the sheet's order.
    pub findings: Vec<Finding>,
}
