//! One finished interview, as it is signed, carried and kept.

use crate::{Answer, Assessment, Consent, Digest, InterviewId, Moment, Stage};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The format that [`Interview::saring`] names.
pub const FORMAT: &str = "interview/1";

/// Which form was used. The digest is over the form's sheets, so that two forms of one name are told apart.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
pub struct FormRef {
    /// `form_id`.
    pub id: String,
    /// `version`, empty when the form states none.
    pub version: String,
    /// SHA-256 over the form's sheets in canonical form.
    pub digest: Digest,
}

/// The post or shelter where it was held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Station {
    /// Short name as headquarters uses it: `Pos A-07`.
    pub label: String,
}

/// The officer who led it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Interviewer {
    /// The officer's name as the officer wrote it.
    pub name: String,
}

/// The languages of the two people at the table, as the form names them: `Khmer (km)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Languages {
    /// The officer's.
    pub officer: String,
    /// The person's.
    pub person: String,
}

/// A need that cannot wait, flagged by the officer. It says nothing about trafficking.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum UrgentKind {
    /// Injured or ill.
    Medical,
    /// In danger, or afraid of somebody here.
    Danger,
    /// May be a child.
    Child,
    /// Thinks of harming themselves.
    SelfHarm,
    /// Nowhere safe tonight.
    Shelter,
    /// Anything else.
    Other,
}

/// One flagged need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct UrgentNeed {
    /// What kind.
    pub kind: UrgentKind,
    /// When it was flagged.
    pub at: Moment,
    /// In the officer's words; may be empty.
    pub note: String,
}

/// An officer's note beside a question. Not an answer; no rule reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Note {
    /// The question's reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// The words.
    pub text: String,
    /// When it was written.
    pub at: Moment,
}

/// What the officer concludes. The software concludes nothing.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum ConclusionKind {
    /// Reasonable grounds to suspect trafficking.
    Indicated,
    /// Not enough is known.
    NotEnoughKnown,
    /// Not indicated at this stage. Never offered as the end of a triage.
    NotIndicatedAtThisStage,
    /// Not assessed.
    NotAssessed,
}

/// The officer's own conclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Conclusion {
    /// What.
    pub kind: ConclusionKind,
    /// Why, in the officer's words.
    pub reason: String,
    /// When it was signed.
    pub at: Moment,
}

/// Where this document stands in the interview's own history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Revision {
    /// 1 for the first.
    pub number: u32,
    /// Digest of the document that this one corrects.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub parent: Option<Digest>,
    /// Why it was corrected; empty for the first.
    pub reason: String,
}

/// One finished interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Interview {
    /// Always [`FORMAT`].
    pub saring: String,
    /// The same for every revision.
    pub interview: InterviewId,
    /// The number the person wears or was called by; no name.
    pub slip: String,
    /// True when it was made up in a training vault; a real registry refuses it.
    pub training: bool,
    /// The form that was used.
    pub form: FormRef,
    /// How far it was meant to go.
    pub stage: Stage,
    /// Where it was held.
    pub station: Station,
    /// Who led it.
    pub interviewer: Interviewer,
    /// In which languages.
    pub languages: Languages,
    /// When it was begun.
    pub started: Moment,
    /// When it was finished.
    pub finished: Moment,
    /// Every answered or skipped question by XPath reference; what does not apply is left out.
    pub answers: BTreeMap<String, Answer>,
    /// What may be done with them.
    pub consent: Vec<Consent>,
    /// Needs that could not wait.
    pub urgent: Vec<UrgentNeed>,
    /// Notes beside questions.
    pub notes: Vec<Note>,
    /// What the rules found.
    pub assessment: Assessment,
    /// What the officer concludes.
    pub conclusion: Conclusion,
    /// Its place among the revisions.
    pub revision: Revision,
}

impl Interview {
    /// Whether the person agreed to this use. Unknown permits nothing.
    #[must_use]
    pub fn permits(&self, item: &str) -> bool {
        self.consent
            .iter()
            .any(|c| c.item == item && c.given == Some(true))
    }
}
