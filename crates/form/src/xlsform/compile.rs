//! Drafts become nodes: expressions parsed, references resolved, texts cut into words and outputs.

use super::codes;
use super::defaults;
use super::draft::{Cells, Count, Draft, DraftId, DraftKind, DraftLists, DraftQuestion, Tree};
use super::languages::RawText;
use super::references::{self, Names, Reported};
use super::sheet::{Cell, Table};
use super::text::logic;
use super::texts;
use crate::definition::{
    Bind, Choice, ChoiceList, Kind, Node, NodeId, Piece, Question, SelectFrom, Text,
};
use crate::expression::{self, Expr, Expression, ParseError};
use crate::issue::{Address, Issue, Severity};
use indexmap::IndexMap;
use std::collections::HashSet;

/// What parsing needs to know of the form.
pub(super) struct Compiler<'a> {
    pub(super) names: &'a Names,
    pub(super) reported: &'a Reported,
    /// Names of data files.
    pub(super) files: &'a HashSet<String>,
    pub(super) issues: &'a mut Vec<Issue>,
}

/// Drafts in document order, and the ids of the nodes that they become; drafts that a loop used up have none.
pub(super) struct Numbered {
    order: Vec<DraftId>,
    ids: Vec<Option<NodeId>>,
}

impl Numbered {
    pub(super) fn new(tree: &Tree) -> Self {
        let order = tree.in_order();
        let mut ids = vec![None; tree.0.len()];
        for (index, draft) in order.iter().enumerate() {
            ids[*draft] = u32::try_from(index).ok().map(NodeId);
        }
        Self { order, ids }
    }

    /// The node that a draft becomes.
    pub(super) fn id(&self, draft: DraftId) -> Option<NodeId> {
        self.ids[draft]
    }

    /// The names that references may use.
    pub(super) fn names(&self, tree: &Tree) -> Names {
        let mut names = Names::default();
        for draft in self.order.iter().skip(1) {
            if let (true, Some(id)) = (tree.0[*draft].named, self.id(*draft)) {
                names.add(&tree.0[*draft].name, id);
            }
        }
        // A question may be called like the form; then nobody can say which of the two is meant.
        if let (true, Some(root)) = (names.get(&tree.0[0].name).is_some(), self.id(0)) {
            names.add(&tree.0[0].name, root);
        }
        names
    }
}

/// What triggers a calculation; and whether it says so and nothing ever will.
type Triggers = (Vec<NodeId>, bool);

/// A text without references.
fn words(raw: RawText) -> Text {
    let by_language = raw.0.into_iter();
    Text {
        by_language: by_language
            .map(|cell| Some(vec![Piece::Words(cell?.text)]))
            .collect(),
    }
}

/// An issue for an expression that is none.
pub(super) fn parse_issue(error: &ParseError, at: Address) -> Issue {
    let mut issue = Issue::error(error.code, at);
    issue.params.clone_from(&error.params);
    issue
}

impl Compiler<'_> {
    /// Parses a text; `at` is where it stands.
    pub(super) fn parse(&mut self, source: &str, at: impl Fn() -> Address) -> Option<Expression> {
        match expression::parse(source, &|name| self.names.one(name)) {
            Ok(expression) => Some(expression),
            Err(error) => {
                let mut issue = parse_issue(&error, at());
                // No engine minds `max()`; it has no value.
                let none =
                    issue.code == codes::WRONG_ARGUMENT_COUNT && issue.params["given"] == "0";
                if none && matches!(issue.params["name"].as_str(), "max" | "min") {
                    issue.severity = Severity::Warning;
                }
                self.issues.push(issue);
                None
            }
        }
    }

    fn cell(&mut self, table: &Table<'_>, row: u32, cell: Option<&Cell>) -> Option<Expression> {
        let cell = cell.filter(|c| !self.is_reported(table, row, c))?;
        self.parse(logic(&cell.text), || table.at_column(row, cell.column))
    }

    fn is_reported(&self, table: &Table<'_>, row: u32, cell: &Cell) -> bool {
        cell.column
            .is_some_and(|c| self.reported.contains(&(table.name, row, c)))
    }

    /// A text in every language.
    pub(super) fn text(&mut self, table: &Table<'_>, row: u32, raw: RawText) -> Text {
        let by_language = raw
            .0
            .into_iter()
            .map(|cell| {
                let cell = cell?;
                if self.is_reported(table, row, &cell) {
                    return Some(vec![Piece::Words(cell.text)]);
                }
                Some(texts::pieces(cell.text, &mut |source| {
                    self.parse(source, || table.at_column(row, cell.column))
                }))
            })
            .collect();
        Text { by_language }
    }

    /// A text that nobody needs as soon as the form is opened: what cannot be read of it is a warning.
    fn late_text(&mut self, table: &Table<'_>, row: u32, raw: RawText) -> Text {
        let known = self.issues.len();
        let text = self.text(table, row, raw);
        self.warn_only(known);
        text
    }

    /// Makes warnings of the issues after the first so many.
    fn warn_only(&mut self, known: usize) {
        for issue in &mut self.issues[known..] {
            issue.severity = Severity::Warning;
        }
    }

    /// The choice lists, labels parsed.
    pub(super) fn lists(
        &mut self,
        table: Option<&Table<'_>>,
        lists: DraftLists,
    ) -> IndexMap<String, ChoiceList> {
        lists
            .into_iter()
            .map(|(name, drafts)| {
                let choices = drafts
                    .into_iter()
                    .map(|c| Choice {
                        label: match table {
                            _ if c.row == 0 => words(c.label),
                            Some(table) => self.late_text(table, c.row, c.label),
                            None => Text::default(),
                        },
                        name: c.name,
                        unknown: c.unknown,
                        columns: c.columns,
                        row: c.row,
                    })
                    .collect();
                (name.clone(), ChoiceList { name, choices })
            })
            .collect()
    }

    /// All nodes in document order. A draft is used up where its node begins, so that a large form is not held twice.
    pub(super) fn nodes(
        &mut self,
        table: &Table<'_>,
        tree: Tree,
        numbered: &Numbered,
    ) -> Vec<Node> {
        let triggers: Vec<Triggers> = (0..tree.0.len())
            .map(|draft| match &tree.0[draft].cells.trigger {
                Some(cell) if numbered.id(draft).is_some() => {
                    self.trigger(table, &tree, tree.0[draft].row, cell, numbered)
                }
                _ => Triggers::default(),
            })
            .collect();
        let mut drafts: Vec<Option<(Draft, Triggers)>> =
            tree.0.into_iter().zip(triggers).map(Some).collect();
        let mut nodes: Vec<Node> = Vec::with_capacity(numbered.order.len());
        for draft_id in &numbered.order {
            let Some(id) = numbered.id(*draft_id) else {
                continue;
            };
            let Some((draft, triggers)) = drafts[*draft_id].take() else {
                continue;
            };
            let parent = draft.parent.and_then(|p| numbered.id(p));
            // Parents come before their children, so the path above is known.
            let above = parent
                .and_then(|p| nodes.get(p.index()))
                .map_or("", |p| p.path.as_str());
            let path = format!("{above}/{}", draft.name);
            let kind = match &draft.kind {
                DraftKind::Root => Kind::Root,
                DraftKind::Group | DraftKind::Loop { .. } => Kind::Group,
                DraftKind::Repeat(count) => Kind::Repeat {
                    count: self.count(table, &nodes, draft.row, count, numbered),
                },
                DraftKind::Question(question) => {
                    Kind::Question(self.question(table, &draft, question))
                }
            };
            let place = (id, parent, path);
            nodes.push(self.node(table, draft, kind, triggers, place, numbered));
        }
        nodes
    }

    fn node(
        &mut self,
        table: &Table<'_>,
        draft: Draft,
        kind: Kind,
        triggers: Triggers,
        (id, parent, path): (NodeId, Option<NodeId>, String),
        numbered: &Numbered,
    ) -> Node {
        let (row, cells) = (draft.row, draft.cells);
        Node {
            id,
            parent,
            children: draft
                .children
                .iter()
                .filter_map(|c| numbered.id(*c))
                .collect(),
            name: draft.name,
            path,
            kind,
            bind: self.bind(table, row, &cells, triggers),
            label: self.text(table, row, cells.label),
            hint: self.text(table, row, cells.hint),
            guidance: self.text(table, row, cells.guidance),
            constraint_message: self.late_text(table, row, cells.constraint_message),
            required_message: self.late_text(table, row, cells.required_message),
            appearance: cells.appearance,
            extension: draft.extension,
            parameters: cells.parameters,
            media: cells
                .media
                .into_iter()
                .map(|(kind, text)| (kind.to_owned(), self.text(table, row, text)))
                .collect(),
            address: if row > 1 {
                table.at(row)
            } else {
                Address {
                    sheet: table.name.to_owned(),
                    row: None,
                    column: None,
                }
            },
        }
    }

    fn count(
        &mut self,
        table: &Table<'_>,
        nodes: &[Node],
        row: u32,
        count: &Count,
        numbered: &Numbered,
    ) -> Option<Expression> {
        match count {
            Count::Open => None,
            Count::Reference(cell) => self.cell(table, row, Some(cell)),
            Count::Calculated(draft) => {
                // It stands before what it counts.
                let id = numbered.id(*draft)?;
                Some(Expression {
                    source: format!("${{{}}}", nodes.get(id.index())?.name),
                    root: Box::new(Expr::Question(id)),
                })
            }
        }
    }

    fn bind(
        &mut self,
        table: &Table<'_>,
        row: u32,
        cells: &Cells,
        (trigger, never): Triggers,
    ) -> Bind {
        let calculate = self.cell(table, row, cells.calculate.as_ref());
        Bind {
            relevant: self.cell(table, row, cells.relevant.as_ref()),
            required: self.cell(table, row, cells.required.as_ref()),
            readonly: self.cell(table, row, cells.readonly.as_ref()),
            constraint: self.cell(table, row, cells.constraint.as_ref()),
            // What only a data file triggers is never calculated.
            calculate: calculate.filter(|_| !never || !trigger.is_empty()),
            trigger,
        }
    }

    /// Checks the triggers of rows that are no nodes.
    pub(super) fn stray(
        &mut self,
        table: &Table<'_>,
        tree: &Tree,
        triggers: &[(u32, Cell)],
        numbered: &Numbered,
    ) {
        for (row, cell) in triggers {
            self.trigger(table, tree, *row, cell, numbered);
        }
    }

    /// References separated by commas, each to a question that is shown; and whether any names a data file, which is
    /// allowed and never happens.
    fn trigger(
        &mut self,
        table: &Table<'_>,
        tree: &Tree,
        row: u32,
        cell: &Cell,
        numbered: &Numbered,
    ) -> Triggers {
        let at = table.at_column(row, cell.column);
        let mut triggers = Vec::new();
        let mut never = false;
        let mut hidden = Vec::new();
        let mut refuse = |code, name: &str| {
            self.issues
                .push(Issue::error(code, at.clone()).with("name", name));
        };
        if !cell.text.contains("${") || cell.text.len() <= 2 {
            refuse(codes::MALFORMED_REFERENCE, "");
        }
        for part in cell.text.split(',') {
            match references::find(part)[..] {
                [] => {}
                [
                    references::Reference {
                        name: Some(name), ..
                    },
                ] => {
                    let id = self.names.one(name);
                    let draft = id.map(|id| &tree.0[numbered.order[id.index()]]);
                    match (id, draft) {
                        // Row 1 is the header: what stands there is made by the form itself.
                        (Some(id), Some(draft))
                            if draft.row > 1 && matches!(draft.kind, DraftKind::Question(_)) =>
                        {
                            if draft.is_silent() {
                                refuse(codes::TRIGGER_NOT_VISIBLE, name);
                            } else {
                                triggers.push(id);
                                if !draft.has_control() {
                                    hidden.push(name);
                                }
                            }
                        }
                        (None, None) if self.files.contains(name) => {
                            never = true;
                            hidden.push(name);
                        }
                        (None, _) if self.names.get(name).is_some() => {
                            refuse(codes::AMBIGUOUS_REFERENCE, name);
                        }
                        _ => refuse(codes::UNKNOWN_REFERENCE, name),
                    }
                }
                _ => refuse(codes::MALFORMED_REFERENCE, ""),
            }
        }
        for name in hidden {
            self.issues
                .push(Issue::warning(codes::TRIGGER_NOT_VISIBLE, at.clone()).with("name", name));
        }
        (triggers, never)
    }

    fn question(&mut self, table: &Table<'_>, draft: &Draft, question: &DraftQuestion) -> Question {
        let (row, cells) = (draft.row, &draft.cells);
        let dynamic = cells
            .default
            .as_ref()
            .filter(|d| defaults::is_dynamic(&d.text, &question.type_cell));
        let select = question.select.as_ref().map(|select| {
            let repeat = select
                .referenced
                .then(|| references::find(&select.list).iter().find_map(|r| r.name))
                .flatten();
            let repeat_id = repeat.and_then(|name| self.names.one(name));
            if let (Some(name), None) = (repeat, repeat_id) {
                let code = if self.names.get(name).is_some() {
                    codes::AMBIGUOUS_REFERENCE
                } else {
                    codes::UNKNOWN_REFERENCE
                };
                self.issues.push(
                    Issue::error(code, table.at_column(row, select.column)).with("name", name),
                );
            }
            let randomize = (cells.parameters.get("randomize").map(String::as_str) == Some("true"))
                .then(|| {
                    let seed = cells.parameters.get("seed")?;
                    self.parse(seed, || table.at_column(row, cells.parameters_column))
                });
            let search = select.search.as_ref();
            // What only Collect reads is no error where the official engine passes it over.
            let lenient = select.external || search.is_some();
            let filter = search.map_or(cells.choice_filter.as_ref(), |s| s.filter.as_ref());
            SelectFrom {
                list: search.map_or(&select.list, |s| &s.list).clone(),
                from_file: select.from_file || search.is_some_and(|s| s.missing),
                distinct: search.is_some(),
                repeat: repeat_id,
                filter: self.filter(table, row, lenient, filter),
                randomize,
            }
        });
        Question {
            kind: question.kind,
            value: question.value,
            control: draft.has_control(),
            select,
            default: cells
                .default
                .as_ref()
                .filter(|_| dynamic.is_none())
                .map(|d| d.text.clone()),
            dynamic_default: self.cell_as_is(table, row, dynamic),
        }
    }

    /// A filter. A lenient one that cannot be read withholds nothing.
    fn filter(
        &mut self,
        table: &Table<'_>,
        row: u32,
        lenient: bool,
        cell: Option<&Cell>,
    ) -> Option<Expression> {
        let known = self.issues.len();
        let filter = self.cell(table, row, cell);
        if lenient {
            self.warn_only(known);
        }
        filter
    }

    /// A default is taken literally: `yes` is a word there.
    fn cell_as_is(
        &mut self,
        table: &Table<'_>,
        row: u32,
        cell: Option<&Cell>,
    ) -> Option<Expression> {
        let cell = cell.filter(|c| !self.is_reported(table, row, c))?;
        self.parse(&cell.text, || table.at_column(row, cell.column))
    }
}
