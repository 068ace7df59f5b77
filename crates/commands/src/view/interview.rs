//! One interview on the screen: the sections at the side, and the one step that is asked now, in two languages.

use saring_record::{Unknown, UrgentNeed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// The same text in the officer's and the person's language. Equal texts are shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct Parallel {
    /// Officer's side.
    pub officer: String,
    /// Person's side.
    pub person: String,
}

/// One small square: the state of one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Has an answer.
    Answered,
    /// Skipped, declined, not known.
    Unknown,
    /// Not reached.
    Open,
}

/// A section of the interview: a group at the top of the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Section {
    /// Reference of the group.
    pub reference: String,
    /// Its name in the officer's language.
    pub label: String,
    /// One a question that applies now.
    pub grains: Vec<Grain>,
    /// Answered or unknown.
    pub done: u32,
    /// Unknown.
    pub unknown: u32,
    /// The current step stands in it.
    pub current: bool,
}

/// What a step shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// One question.
    Question,
    /// A `field-list` group: several questions on one page.
    Page,
    /// A repeat: the list of its instances.
    Repeat,
    /// After the last question.
    End,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Free text.
    Text,
    /// Whole number.
    Integer,
    /// Number.
    Decimal,
    /// A number between two, in steps.
    Range,
    /// `YYYY-MM-DD`.
    Date,
    /// `hh:mm`.
    Time,
    /// Date and time.
    DateTime,
    /// One choice.
    SelectOne,
    /// Several choices, space separated.
    SelectMultiple,
    /// Choices in order, space separated.
    Rank,
    /// Read and go on.
    Note,
    /// `OK` when acknowledged.
    Acknowledge,
    /// Latitude and longitude.
    Geopoint,
    /// A picture, sound or another file: the ids of attachments, space separated.
    File,
    /// A kind that this version shows as text.
    Other,
}

/// What an unknown choice means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnknownMark {
    /// The person does not know.
    Unknown,
    /// The person does not want to answer.
    Declined,
    /// Not asked.
    NotAsked,
}

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Choice {
    /// Stored value.
    pub name: String,
    /// What is shown.
    pub label: Parallel,
    /// Whether it leaves the answer unknown; such choices stand last and apart.
    pub unknown: Option<UnknownMark>,
    /// Chosen now.
    pub chosen: bool,
}

/// A skipped question and why. The reason is finer than the document's three kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Skipped {
    /// The reason's kind in the document.
    pub unknown: Unknown,
}

/// What is wrong with an answer, in the form's own words where it has any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Violation {
    /// `constraint` or `required`.
    pub kind: String,
    /// The form's message; may be empty.
    pub message: Parallel,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Question {
    /// XPath reference, instances indexed.
    pub reference: String,
    /// Section and place, as on paper: `6.4`.
    pub number: String,
    /// How it is answered.
    pub kind: QuestionKind,
    /// The question.
    pub label: Parallel,
    /// A hint for both.
    pub hint: Parallel,
    /// For the officer alone; never on the person's side.
    pub guidance: String,
    /// Appearance tokens.
    pub appearance: Vec<String>,
    /// Must be answered or skipped with a reason.
    pub required: bool,
    /// Only read.
    pub readonly: bool,
    /// XForms lexical text; empty when unanswered.
    pub value: String,
    /// Choices that are offered now, unknown ones last.
    pub choices: Vec<Choice>,
    /// Start, end and step of a range.
    pub range: Option<[String; 3]>,
    /// Skipped, and why.
    pub skipped: Option<Skipped>,
    /// What is wrong with it.
    pub violation: Option<Violation>,
    /// The use that this question is the consent for.
    pub consent: Option<String>,
    /// The officer's note beside it.
    pub note: String,
}

/// One instance of a repeat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RepeatInstance {
    /// `/data/places[2]`.
    pub reference: String,
    /// Its first answered text, or empty.
    pub title: String,
    /// One a question that applies.
    pub grains: Vec<Grain>,
    /// Answered or unknown.
    pub done: u32,
    /// Unknown.
    pub unknown: u32,
}

/// A repeat as a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RepeatView {
    /// `/data/places`.
    pub reference: String,
    /// In order.
    pub instances: Vec<RepeatInstance>,
    /// Whether instances can be added and removed by hand.
    pub open: bool,
}

/// The step that is asked now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StepView {
    /// Reference of the question, group or repeat; empty at the end.
    pub reference: String,
    /// What it shows.
    pub kind: StepKind,
    /// Number of the section, from 1.
    pub section: u32,
    /// Name of the section in the officer's language.
    pub section_label: String,
    /// Place in the section, from 1.
    pub index: u32,
    /// Steps in the section.
    pub of: u32,
    /// Title of a page or repeat.
    pub label: Parallel,
    /// Hint of a page or repeat.
    pub hint: Parallel,
    /// For the officer alone.
    pub guidance: String,
    /// One for a question, several for a page, none for a repeat.
    pub questions: Vec<Question>,
    /// The list, for a repeat.
    pub repeat: Option<RepeatView>,
    /// When inside an instance: its reference, and the title of the repeat.
    pub inside: Option<RepeatInstance>,
}

/// The whole interview as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct InterviewView {
    /// Interview id.
    pub id: String,
    /// The number the person wears.
    pub slip: String,
    /// Title of the form in the officer's language.
    pub form_title: String,
    /// Names of the two languages as the form gives them, with their codes.
    pub officer_language: super::FormLanguage,
    /// The person's.
    pub person_language: super::FormLanguage,
    /// Sections in order.
    pub sections: Vec<Section>,
    /// What is asked now.
    pub step: StepView,
    /// False on the first step.
    pub can_go_back: bool,
    /// When the last answer was kept, RFC 3339; shown as the saved mark.
    pub saved_at: String,
    /// Needs that were flagged and are open.
    pub urgent: Vec<UrgentNeed>,
    /// Finished: nothing can be changed.
    pub finished: bool,
    /// What was half typed when it was kept last and is no answer yet, by reference.
    pub drafts: BTreeMap<String, String>,
    /// The triage page is complete.
    pub triage_complete: bool,
}

/// Where to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "where")]
pub enum Go {
    /// The next step. From the last question inside an instance, the list of instances.
    Next,
    /// The step before.
    Back,
    /// A section, question, repeat or instance by reference; a section goes to its first open step.
    To {
        /// Which.
        reference: String,
    },
}

/// Why a question is skipped, as the officer is asked (the document keeps the three kinds of [`Unknown`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The person does not want to answer: `declined`.
    Declined,
    /// The person does not know: `unknown`.
    DoesNotKnow,
    /// Too heavy now: `not_asked`.
    TooHeavy,
    /// Somebody else can hear: `not_asked`.
    Overheard,
    /// The translation is not clear: `not_asked`.
    Translation,
    /// Not enough time: `not_asked`.
    NoTime,
    /// Another reason: `not_asked`.
    Other,
}
