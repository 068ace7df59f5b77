//! What was answered to one question, or why nothing was.

use crate::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why an answer is unknown although the question was reached. None of them ever counts as no.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// The officer did not ask it.
    NotAsked,
    /// It was asked; the person does not know.
    Unknown,
    /// It was asked; the person does not want to answer. It is not asked again.
    Declined,
}

/// One answer. A question with neither value nor reason was never reached and does not stand in the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Answer {
    /// XForms lexical text: `2024-03-01`, `yes`, `a b` for several choices. Absent when skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<String>,
    /// Why it is unknown: the reason of a skip, or the meaning of the unknown choice that was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unknown: Option<Unknown>,
    /// When it was given; absent for calculated values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<Moment>,
}
