//! A form as it was read: question, group, repeat, choice list, translations, rules. Immutable once built.

mod choices;
mod node;
mod rules;
mod text;

pub use choices::{Choice, ChoiceList, UnknownChoice};
pub use node::{
    Bind, Extension, Kind, Node, NodeId, Preload, Question, QuestionType, SelectFrom, ValueType,
};
pub use rules::{
    DimensionRow, FindingRow, IndicatorRow, Population, RuleKind, RuleStage, Rules, Strength,
};
pub use text::{Piece, Text};

use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A language of the form, as the author named it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The whole name: `Khmer (km)`; `default` for a form without language columns.
    pub name: String,
    /// The BCP 47 code in the parentheses, when there is one: `km`.
    pub code: Option<String>,
}

/// A whole form.
#[derive(Clone, Debug)]
pub struct Form {
    /// `form_id`.
    pub id: String,
    /// `version`, empty when none is stated.
    pub version: String,
    /// `form_title`.
    pub title: String,
    /// Name of the root element: `data` unless settings say otherwise.
    pub root: String,
    /// Settings that are carried and not acted on, by canonical name.
    pub settings: BTreeMap<String, String>,
    /// Languages; never empty.
    pub languages: Vec<Language>,
    /// Index of the default language: what a missing translation falls back to.
    pub default_language: usize,
    /// All nodes in document order, the root first.
    pub nodes: Vec<Node>,
    /// Choice lists by name, in the sheet's order.
    pub lists: IndexMap<String, ChoiceList>,
    /// Files that lay beside the form, by name: what media columns name, and what lists were read from.
    pub files: BTreeMap<String, Arc<[u8]>>,
    /// Rule sheets; empty for a form without them.
    pub rules: Rules,
    /// `instance_name`, compiled.
    pub instance_name: Option<crate::expression::Expression>,
    /// SHA-256 (64 hex digits) over the sheets in canonical form: the form's identity.
    pub digest: String,
    /// SHA-256 (64 hex digits) over the rule sheets alone.
    pub rules_digest: String,
}

impl Form {
    /// The node with this id.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// The first node with this name, in document order.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|n| n.name == name)
    }

    /// The node at this path without indexes: `/data/places/name`.
    #[must_use]
    pub fn by_path(&self, path: &str) -> Option<&Node> {
        self.nodes.iter().find(|n| n.path == path)
    }

    /// Index of a choice list by name; a file's list also by the file's name without its ending, as `instance()` and
    /// `pulldata()` have it.
    #[must_use]
    pub fn list_index(&self, name: &str) -> Option<usize> {
        self.lists.get_index_of(name).or_else(|| {
            ["csv", "xml", "geojson"]
                .iter()
                .find_map(|ending| self.lists.get_index_of(&format!("{name}.{ending}")))
        })
    }

    /// Index of a language by full name or by code.
    #[must_use]
    pub fn language(&self, wanted: &str) -> Option<usize> {
        self.languages
            .iter()
            .position(|l| l.name == wanted || l.code.as_deref() == Some(wanted))
    }
}
