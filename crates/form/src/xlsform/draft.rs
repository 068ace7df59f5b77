//! A form between its rows and its definition: the tree with names and texts, nothing parsed yet.

use super::languages::RawText;
use super::parameters::Parameters;
use super::sheet::Cell;
use crate::definition::{Extension, QuestionType, UnknownChoice, ValueType};
use indexmap::IndexMap;

/// Index of a draft in [`Draft`]s.
pub(super) type DraftId = usize;

/// One node to be.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) row: u32,
    pub(super) parent: Option<DraftId>,
    pub(super) children: Vec<DraftId>,
    pub(super) kind: DraftKind,
    pub(super) cells: Cells,
    /// With what its groups hand down.
    pub(super) extension: Extension,
    /// Whether `${name}` may mean it: a row of the sheet names it.
    pub(super) named: bool,
}

#[derive(Clone, Debug)]
pub(super) enum DraftKind {
    Root,
    Group,
    Repeat(Count),
    /// A group a choice, each with a copy of the children.
    Loop {
        list: String,
    },
    Question(DraftQuestion),
}

/// How many instances a repeat has.
#[derive(Clone, Debug)]
pub(super) enum Count {
    Open,
    /// The cell is a reference.
    Reference(Cell),
    /// The cell is an expression, which this node calculates.
    Calculated(DraftId),
}

#[derive(Clone, Debug)]
pub(super) struct DraftQuestion {
    pub(super) kind: QuestionType,
    pub(super) value: ValueType,
    /// The type cell, which decides whether a default is an expression.
    pub(super) type_cell: String,
    /// Whether the type is one that is shown.
    pub(super) shown: bool,
    pub(super) select: Option<DraftSelect>,
}

#[derive(Clone, Debug)]
pub(super) struct DraftSelect {
    /// Key in the form's lists; the reference as written where `referenced`.
    pub(super) list: String,
    pub(super) from_file: bool,
    /// The list stands in `external_choices`, whose filter no engine checks before it is asked for.
    pub(super) external: bool,
    /// The list is a reference to a repeat's question.
    pub(super) referenced: bool,
    /// What `search()` makes of the list.
    pub(super) search: Option<DraftSearch>,
    /// Column of the list's name, for issues.
    pub(super) column: Option<usize>,
}

/// A list whose choices a `search()` picks from a table.
#[derive(Clone, Debug)]
pub(super) struct DraftSearch {
    /// Key in the form's lists.
    pub(super) list: String,
    pub(super) filter: Option<Cell>,
    /// The table is not there to pick from.
    pub(super) missing: bool,
}

/// The cells that make a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    pub(super) label: RawText,
    pub(super) hint: RawText,
    pub(super) guidance: RawText,
    pub(super) constraint_message: RawText,
    pub(super) required_message: RawText,
    pub(super) media: Vec<(&'static str, RawText)>,
    pub(super) appearance: Vec<String>,
    pub(super) relevant: Option<Cell>,
    pub(super) required: Option<Cell>,
    pub(super) readonly: Option<Cell>,
    pub(super) constraint: Option<Cell>,
    pub(super) calculate: Option<Cell>,
    pub(super) default: Option<Cell>,
    pub(super) trigger: Option<Cell>,
    pub(super) choice_filter: Option<Cell>,
    pub(super) parameters: Parameters,
    /// Column of `parameters`, for issues.
    pub(super) parameters_column: Option<usize>,
}

/// A choice, its label not parsed yet.
#[derive(Clone, Debug)]
pub(super) struct DraftChoice {
    pub(super) name: String,
    pub(super) label: RawText,
    pub(super) unknown: Option<UnknownChoice>,
    pub(super) columns: IndexMap<String, String>,
    /// Row in the choices sheet; 0 for a choice from a file, whose label is taken word for word.
    pub(super) row: u32,
}

/// Choice lists by name.
pub(super) type DraftLists = IndexMap<String, Vec<DraftChoice>>;

/// All drafts; the root is the first.
#[derive(Debug)]
pub(super) struct Tree(pub(super) Vec<Draft>);

impl Tree {
    pub(super) fn add(&mut self, parent: DraftId, draft: Draft) -> DraftId {
        let id = self.0.len();
        self.0.push(Draft {
            parent: Some(parent),
            ..draft
        });
        self.0[parent].children.push(id);
        id
    }

    /// All drafts from the root down, parents before their children.
    pub(super) fn in_order(&self) -> Vec<DraftId> {
        let mut order = Vec::with_capacity(self.0.len());
        let mut open = vec![0];
        while let Some(id) = open.pop() {
            order.push(id);
            open.extend(self.0[id].children.iter().rev());
        }
        order
    }
}

impl Draft {
    /// A node that no row stands for by itself.
    pub(super) fn generated(
        name: impl Into<String>,
        row: u32,
        kind: DraftKind,
        cells: Cells,
        extension: Extension,
    ) -> Self {
        Self {
            name: name.into(),
            row,
            parent: None,
            children: Vec::new(),
            kind,
            cells,
            extension,
            named: false,
        }
    }

    /// Whether it is a calculation that nobody sees: nothing can wait for its answer.
    pub(super) fn is_silent(&self) -> bool {
        let DraftKind::Question(question) = &self.kind else {
            return false;
        };
        let words = !self.cells.label.is_empty() || !self.cells.hint.is_empty();
        let computed = self.cells.calculate.is_some() || self.cells.trigger.is_some();
        question.type_cell == "calculate" || (computed && !words)
    }

    /// Whether the node is answered or shown: it has a control of its own in the XForm.
    ///
    /// A calculation without label and hint, and a type that is never shown, have none.
    pub(super) fn has_control(&self) -> bool {
        let DraftKind::Question(question) = &self.kind else {
            return false;
        };
        let silent = self.cells.label.is_empty() && self.cells.hint.is_empty();
        let computed = self.cells.calculate.is_some() || self.cells.trigger.is_some();
        question.shown && !(computed && silent)
    }
}

impl DraftQuestion {
    pub(super) fn new(kind: QuestionType, value: ValueType) -> Self {
        Self {
            kind,
            value,
            type_cell: String::new(),
            shown: false,
            select: None,
        }
    }
}
