//! The rows of the survey sheet become a tree: containers opened and closed, names checked, types read. Nothing is
//! parsed here.

use super::beside::Files;
use super::codes;
use super::draft::{Cells, Count, Draft, DraftId, DraftKind, DraftLists, DraftQuestion, Tree};
use super::extension::Said;
use super::languages::Languages;
use super::limits;
use super::references;
use super::settings::Settings;
use super::sheet::{Cell, Row, Table};
use super::support;
use super::survey_columns::SurveyColumns;
use super::text::{is_name, yes_no};
use super::types::{self, Container, TypeCell};
use crate::definition::{Extension, QuestionType, ValueType};
use crate::issue::Issue;
use std::collections::{HashMap, HashSet};

/// What the survey needs to know of the rest of the form.
pub(super) struct Around<'a> {
    pub(super) languages: &'a Languages,
    pub(super) lists: &'a mut DraftLists,
    pub(super) external: &'a DraftLists,
    /// Files beside the form.
    pub(super) files: &'a Files,
    /// Whether the workbook has a sheet of choices, and one of external ones.
    pub(super) choice_sheets: (bool, bool),
    pub(super) settings: &'a mut Settings,
}

/// The survey as read.
pub(super) struct Survey {
    pub(super) tree: Tree,
    /// Nodes of the `meta` group that rows stand for.
    pub(super) meta: Vec<Draft>,
    pub(super) columns: SurveyColumns,
    /// Rows that are no nodes, as far as they are checked all the same.
    pub(super) stray: Stray,
}

/// What rows say that are no nodes: ends, settings, data files.
#[derive(Debug, Default)]
pub(super) struct Stray {
    /// Names of the data files: no nodes, yet a trigger may name them.
    pub(super) files: HashSet<String>,
    /// Row and cell of triggers.
    pub(super) triggers: Vec<(u32, Cell)>,
}

/// A container whose end has not come yet.
struct Open {
    id: DraftId,
    kind: Option<Container>,
    row: u32,
    names: HashMap<String, u32>,
    lower: HashMap<String, u32>,
    said: Said,
    table_list: TableList,
}

/// Where a group with the appearance `table-list` stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TableList {
    No,
    /// Its first select has not come yet.
    Waiting,
    /// All its selects use this list.
    Of(String),
}

pub(super) struct Walk<'a, 't> {
    pub(super) table: &'a Table<'t>,
    pub(super) columns: SurveyColumns,
    pub(super) around: Around<'a>,
    pub(super) tree: Tree,
    pub(super) meta: Vec<Draft>,
    pub(super) stray: Stray,
    open: Vec<Open>,
    repeats: HashMap<String, u32>,
    pub(super) issues: &'a mut Vec<Issue>,
}

/// Reads the rows. `root` is the name of the root element.
pub(super) fn read(
    table: &Table<'_>,
    around: Around<'_>,
    root: &str,
    issues: &mut Vec<Issue>,
) -> Survey {
    let columns = SurveyColumns::find(table, around.languages, issues);
    if columns.kind.is_none() {
        issues.push(Issue::error(codes::MISSING_COLUMN, table.at(1)).with("column", "type"));
    }
    let draft = Draft::generated(
        root,
        1,
        DraftKind::Root,
        Cells::default(),
        Said::default().for_container(),
    );
    let open = Open {
        id: 0,
        kind: None,
        row: 1,
        names: HashMap::new(),
        lower: HashMap::new(),
        said: Said::default(),
        table_list: TableList::No,
    };
    let mut walk = Walk {
        table,
        columns,
        around,
        tree: Tree(vec![draft]),
        meta: Vec::new(),
        stray: Stray::default(),
        open: vec![open],
        repeats: HashMap::from([(root.to_owned(), 1)]),
        issues,
    };
    if walk.columns.kind.is_some() {
        for row in &table.rows {
            walk.row(*row);
        }
        walk.close_all();
    }
    Survey {
        tree: walk.tree,
        meta: walk.meta,
        columns: walk.columns,
        stray: walk.stray,
    }
}

impl<'t> Walk<'_, 't> {
    fn row(&mut self, row: Row<'t>) {
        let table = self.table;
        if let Some(disabled) = table.text(row, self.columns.disabled) {
            self.issues.push(Issue::warning(
                codes::DISABLED_COLUMN,
                table.at_column(row.number, self.columns.disabled),
            ));
            if yes_no(&disabled) == Some(true) {
                return;
            }
        }
        let Some(kind) = table.text(row, self.columns.kind) else {
            let named = table.text(row, self.columns.name).is_some();
            if named || self.columns.has_label(table, self.around.languages, row) {
                self.issues.push(Issue::error(
                    codes::MISSING_TYPE,
                    table.at_column(row.number, self.columns.kind),
                ));
            } else {
                self.issues
                    .push(Issue::warning(codes::ROW_SKIPPED, table.at(row.number)));
            }
            return;
        };
        match types::read(&kind) {
            TypeCell::End(container) => {
                self.stray(row);
                self.end(row, container);
            }
            TypeCell::Setting(key) => {
                self.stray(row);
                let name = table.text(row, self.columns.name);
                if key == "id_string" && name.as_ref().is_none_or(|n| n == "None") {
                    let at = table.at_column(row.number, self.columns.name);
                    self.issues.push(Issue::error(codes::MISSING_NAME, at));
                } else if let Some(name) = name {
                    self.around.settings.set(key, name.into_owned());
                }
            }
            TypeCell::Begin(container, list) => self.begin(row, container, list),
            TypeCell::Plain(plain) if plain.kind == QuestionType::Audit => self.audit(row, &plain),
            cell => {
                let Some(name) = self.name(row, &kind) else {
                    return;
                };
                self.question(row, &kind, name, &cell);
            }
        }
    }

    /// Notes what must hold of a row though it becomes no node: well-written parameters, a trigger that exists.
    fn stray(&mut self, row: Row<'t>) {
        let cells = self
            .columns
            .read(self.table, self.around.languages, row, self.issues);
        self.stray
            .triggers
            .extend(cells.trigger.map(|t| (row.number, t)));
    }

    /// The name of a row, checked; a note needs none.
    fn name(&mut self, row: Row<'t>, kind: &str) -> Option<String> {
        let table = self.table;
        let at = table.at_column(row.number, self.columns.name);
        let name = match table.text(row, self.columns.name) {
            Some(name) => name.into_owned(),
            None if kind == "note" => format!("generated_note_name_{}", row.number),
            None => {
                self.issues.push(Issue::error(codes::MISSING_NAME, at));
                return None;
            }
        };
        if !is_name(&name) {
            self.issues
                .push(Issue::error(codes::INVALID_NAME, at).with("name", &name));
            return None;
        }
        self.claim(row.number, &name).then_some(name)
    }

    /// Takes a name in the innermost container; false when it is taken.
    fn claim(&mut self, row: u32, name: &str) -> bool {
        let at = self.table.at_column(row, self.columns.name);
        let Some(open) = self.open.last_mut() else {
            return false;
        };
        if name == "meta" {
            self.issues
                .push(Issue::error(codes::RESERVED_NAME, at).with("name", name));
            return false;
        }
        if let Some(first) = open.names.get(name) {
            self.issues.push(
                Issue::error(codes::DUPLICATE_NAME, at)
                    .with("name", name)
                    .with("first", first.to_string()),
            );
            return false;
        }
        open.names.insert(name.to_owned(), row);
        if open.lower.insert(name.to_lowercase(), row).is_some() {
            self.issues
                .push(Issue::warning(codes::SIMILAR_NAME, at).with("name", name));
        }
        true
    }

    fn begin(&mut self, row: Row<'t>, container: Container, list: Option<&str>) {
        let table = self.table;
        // The first that stands too deep is reported; more would say the same.
        if self.open.len() == limits::DEPTH + 1 {
            let at = table.at_column(row.number, self.columns.kind);
            self.issues.push(
                Issue::error(codes::GROUPS_TOO_DEEP, at).with("max", limits::DEPTH.to_string()),
            );
        }
        let mut cells = self
            .columns
            .read(table, self.around.languages, row, self.issues);
        // A container with a bad name is opened all the same, or its end would be reported too.
        let name = self
            .name(row, container.word())
            .unwrap_or_else(|| format!("unnamed_{}", row.number));
        let said = self.said(row);
        let kind = match container {
            Container::Group => {
                self.count(row, &name, &said);
                DraftKind::Group
            }
            Container::Repeat => self.repeat(row, &name, &mut cells, &said),
            Container::Loop => {
                self.count(row, &name, &said);
                self.looped(row, list)
            }
        };
        let table_list = if cells.appearance.iter().any(|a| a == "table-list") {
            TableList::Waiting
        } else {
            TableList::No
        };
        let header = (table_list == TableList::Waiting)
            .then(|| self.table_list_label(row.number, &mut cells))
            .flatten();
        let extension = said.for_container();
        let draft = Draft {
            name,
            row: row.number,
            parent: None,
            children: Vec::new(),
            kind,
            cells,
            extension,
            named: true,
        };
        let id = self.add(draft);
        self.open.push(Open {
            id,
            kind: Some(container),
            row: row.number,
            names: HashMap::new(),
            lower: HashMap::new(),
            said,
            table_list,
        });
        if let Some(header) = header {
            self.add(header);
        }
    }

    fn repeat(&mut self, row: Row<'t>, name: &str, cells: &mut Cells, said: &Said) -> DraftKind {
        let at = self.table.at_column(row.number, self.columns.name);
        if self.repeats.insert(name.to_owned(), row.number).is_some() {
            self.issues
                .push(Issue::error(codes::DUPLICATE_REPEAT_NAME, at).with("name", name));
        }
        if cells.label.is_empty() && cells.media.is_empty() {
            self.issues.push(
                Issue::warning(codes::MISSING_LABEL, self.table.at(row.number)).with("name", name),
            );
        }
        DraftKind::Repeat(self.count(row, name, said))
    }

    /// What the `repeat_count` cell says; an expression is calculated by a node of its own, just before the container,
    /// even where the container is no repeat.
    fn count(&mut self, row: Row<'t>, name: &str, said: &Said) -> Count {
        match self.table.cell(row, self.columns.count) {
            None => Count::Open,
            Some(cell) if references::only(&cell.text).is_some() => Count::Reference(cell),
            Some(cell) => {
                let cells = Cells {
                    calculate: Some(cell),
                    readonly: Some(Cell::generated("true()")),
                    ..Cells::default()
                };
                let kind = DraftKind::Question(DraftQuestion::new(
                    QuestionType::Calculate,
                    ValueType::String,
                ));
                let extension = said.for_question(QuestionType::Calculate);
                Count::Calculated(self.add_generated(Draft::generated(
                    format!("{name}_count"),
                    row.number,
                    kind,
                    cells,
                    extension,
                )))
            }
        }
    }

    fn looped(&mut self, row: Row<'t>, list: Option<&str>) -> DraftKind {
        let list = list.unwrap_or_default();
        if !self.around.lists.contains_key(list) {
            let at = self.table.at_column(row.number, self.columns.kind);
            self.issues
                .push(Issue::error(codes::MISSING_CHOICE_LIST, at).with("list", list));
        }
        DraftKind::Loop {
            list: list.to_owned(),
        }
    }

    /// A `table-list` is a `field-list` whose label is a note of its own.
    fn table_list_label(&mut self, row: u32, cells: &mut Cells) -> Option<Draft> {
        cells.appearance.retain(|a| a != "table-list");
        cells.appearance.insert(0, "field-list".to_owned());
        if cells.label.is_empty() && cells.hint.is_empty() {
            return None;
        }
        let moved = Cells {
            label: std::mem::take(&mut cells.label),
            hint: std::mem::take(&mut cells.hint),
            readonly: Some(Cell::generated("true()")),
            ..Cells::default()
        };
        let kind = DraftKind::Question(DraftQuestion {
            shown: true,
            ..DraftQuestion::new(QuestionType::Note, ValueType::String)
        });
        Some(Draft::generated(
            format!("generated_table_list_label_{row}"),
            row,
            kind,
            moved,
            Said::default().for_question(QuestionType::Note),
        ))
    }

    fn end(&mut self, row: Row<'t>, container: Container) {
        if self.open.len() > 1 && self.open.last().and_then(|o| o.kind) == Some(container) {
            if let Some(open) = self.open.pop() {
                self.check_empty(&open);
            }
            return;
        }
        let at = self.table.at_column(row.number, self.columns.kind);
        self.issues
            .push(Issue::error(codes::UNMATCHED_END, at).with("type", container.word()));
        // Whatever it was meant to close is closed, so that one slip is one error.
        if let Some(depth) = self.open.iter().rposition(|o| o.kind == Some(container)) {
            self.open.truncate(depth);
        }
    }

    /// A group without anything in it is a leaf of the instance, which engines refuse to show as a group.
    fn check_empty(&mut self, open: &Open) {
        let flat = self.open.len() > limits::DEPTH;
        if !flat && open.kind == Some(Container::Group) && self.tree.0[open.id].children.is_empty()
        {
            let at = self.table.at_column(open.row, self.columns.kind);
            self.issues.push(
                Issue::error(codes::EMPTY_CONTAINER, at).with("type", Container::Group.word()),
            );
        }
    }

    fn close_all(&mut self) {
        for open in self.open.split_off(1) {
            let at = self.table.at_column(open.row, self.columns.kind);
            let word = open.kind.map_or("", Container::word);
            let name = self.tree.0[open.id].name.clone();
            self.issues.push(
                Issue::error(codes::UNCLOSED_GROUP, at)
                    .with("type", word)
                    .with("name", name),
            );
        }
    }

    /// Metadata about how the form was filled in; it stands in `meta` and is always named so.
    fn audit(&mut self, row: Row<'t>, plain: &types::PlainType) {
        let cells = self
            .columns
            .read(self.table, self.around.languages, row, self.issues);
        if let Some(name) = self
            .table
            .text(row, self.columns.name)
            .filter(|n| n != "audit")
        {
            let at = self.table.at_column(row.number, self.columns.name);
            self.issues
                .push(Issue::error(codes::INVALID_NAME, at).with("name", name));
        }
        if let Some(first) = self.meta.first() {
            let at = self.table.at_column(row.number, self.columns.kind);
            self.issues.push(
                Issue::error(codes::DUPLICATE_NAME, at)
                    .with("name", "audit")
                    .with("first", first.row.to_string()),
            );
        }
        self.check_parameters(row.number, &cells, plain.parameters);
        let appearance = self.columns.appearance();
        support::check_row(self.table, row, &cells, appearance, self.issues);
        let kind = DraftKind::Question(DraftQuestion::new(plain.kind, plain.value));
        let said = self.said(row);
        self.meta.push(Draft::generated(
            "audit",
            row.number,
            kind,
            cells,
            said.for_question(plain.kind),
        ));
    }

    /// What Saring's columns say of a row, over what is handed down to it.
    pub(super) fn said(&mut self, row: Row<'t>) -> Said {
        let above = self.open.last().map(|o| o.said.clone()).unwrap_or_default();
        self.columns
            .extension
            .read(self.table, row, &above, self.issues)
    }

    /// What the groups around the current row say.
    pub(super) fn said_above(&self) -> Said {
        self.open.last().map(|o| o.said.clone()).unwrap_or_default()
    }

    pub(super) fn table_list(&mut self) -> Option<&mut TableList> {
        self.open
            .last_mut()
            .map(|o| &mut o.table_list)
            .filter(|t| **t != TableList::No)
    }

    pub(super) fn add(&mut self, draft: Draft) -> DraftId {
        // What stands too deep is reported and kept flat: paths of such a tree would fill the memory.
        let depth = (self.open.len() - 1).min(limits::DEPTH);
        let parent = self.open.get(depth).map_or(0, |o| o.id);
        self.tree.add(parent, draft)
    }

    /// Adds a node that no row names, whose name must be free as well.
    pub(super) fn add_generated(&mut self, draft: Draft) -> DraftId {
        self.claim(draft.row, &draft.name.clone());
        self.add(draft)
    }

    /// A question node from what the row says.
    pub(super) fn draft(
        row: u32,
        name: String,
        question: DraftQuestion,
        cells: Cells,
        extension: Extension,
    ) -> Draft {
        Draft {
            name,
            row,
            parent: None,
            children: Vec::new(),
            kind: DraftKind::Question(question),
            cells,
            extension,
            named: true,
        }
    }
}
