//! The officer's home: who needs help, everybody, what is unfinished, what waits to be sent.

use saring_record::UrgentKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a person's screening is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PersonState {
    /// Being screened or paused; the triage is not complete.
    Started,
    /// Triage complete, interview open.
    Triaged,
    /// Finished, waiting to be sent.
    Finished,
    /// In a bundle.
    Exported,
}

/// One person's row or grain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PersonRow {
    /// Interview id.
    pub id: String,
    /// The number they wear.
    pub slip: String,
    /// How far.
    pub state: PersonState,
    /// The colleague whose it is. Of theirs nothing more is shown than that it is there and whether somebody needs help.
    pub held_by: Option<String>,
    /// Signed before and open again for a correction.
    pub correcting: bool,
    /// The need that was flagged, while it is open.
    pub needs_help: Option<UrgentKind>,
    /// When it was flagged.
    pub needs_help_at: Option<String>,
    /// Whether the officer's conclusion was "not enough known".
    pub not_enough_known: bool,
    /// Where it stopped: number and label of the section in the interface's language.
    pub section: Option<String>,
    /// Answered, unknown, and all questions that apply.
    pub answered: u32,
    /// Skipped, declined or not known.
    pub unknown: u32,
    /// All that apply.
    pub total: u32,
    /// When it was last touched.
    pub updated: String,
    /// The person's language as the form names it.
    pub person_language: String,
}

/// What waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Waiting {
    /// Finished interviews not yet in a bundle.
    pub interviews: u32,
    /// Bundles without a receipt.
    pub bundles: u32,
}

/// The officer's home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Home {
    /// Who needs help, the longest waiting first.
    pub needs_help: Vec<PersonRow>,
    /// The five hundred who came last, by number.
    pub people: Vec<PersonRow>,
    /// Begun by this officer or handed to them, and not finished.
    pub unfinished: Vec<PersonRow>,
    /// Number proposed for the next person.
    pub next_slip: String,
    /// The form that is used unless another is chosen.
    pub form: Option<FormRow>,
    /// What waits.
    pub waiting: Waiting,
}

/// A language of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormLanguage {
    /// As the form names it: `Khmer (km)`.
    pub name: String,
    /// `km`, when the form says.
    pub code: Option<String>,
}

/// One form in the vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormRow {
    /// Digest: its identity here.
    pub digest: String,
    /// `form_id`.
    pub id: String,
    /// `version`.
    pub version: String,
    /// `form_title`.
    pub title: String,
    /// Questions a person can be asked.
    pub questions: u32,
    /// Ships with Saring.
    pub built_in: bool,
    /// Its languages.
    pub languages: Vec<FormLanguage>,
    /// Index of the default language.
    pub default_language: u32,
}

/// Something about a form that its author should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormIssue {
    /// True when it refuses the form.
    pub error: bool,
    /// Stable code.
    pub code: String,
    /// Sheet.
    pub sheet: String,
    /// Row as a spreadsheet shows it.
    pub row: Option<u32>,
    /// Column header.
    pub column: Option<String>,
    /// Names and values for the sentence.
    pub params: std::collections::BTreeMap<String, String>,
}

/// What came of adding a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FormAdded {
    /// The form; absent when it was refused.
    pub form: Option<FormRow>,
    /// All errors, or all warnings.
    pub issues: Vec<FormIssue>,
}

/// An interview to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StartInterview {
    /// Digest of the form.
    pub form: String,
    /// The number the person wears.
    pub slip: String,
    /// The officer's language as the form names it.
    pub officer_language: String,
    /// The person's.
    pub person_language: String,
}
