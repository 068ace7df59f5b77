//! Choice lists and what a choice means beyond its label.

use super::Text;
use indexmap::IndexMap;

/// What a choice says about knowing (column `saring_unknown`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownChoice {
    /// The person does not know.
    Unknown,
    /// The person does not want to answer.
    Declined,
    /// It was not asked.
    NotAsked,
}

/// One choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The stored value.
    pub name: String,
    /// What is shown.
    pub label: Text,
    /// Set when choosing it means that the answer stays unknown.
    pub unknown: Option<UnknownChoice>,
    /// All other columns by header, for `choice_filter`; media columns (`image`, `audio`, `video`) included.
    pub columns: IndexMap<String, String>,
    /// Row in the choices sheet.
    pub row: u32,
}

/// A list of choices.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChoiceList {
    /// `list_name`.
    pub name: String,
    /// In the sheet's order.
    pub choices: Vec<Choice>,
}
