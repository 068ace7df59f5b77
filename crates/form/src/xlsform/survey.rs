//! The walk over the rows of the survey sheet, which become a tree: types read, names checked. Nothing is parsed here.

use super::beside::Files;
use super::codes;
use super::draft::{Cells, Draft, DraftId, DraftKind, DraftLists, DraftQuestion, Tree};
use super::extension::Said;
use super::languages::Languages;
use super::limits;
use super::settings::Settings;
use super::sheet::{Cell, Row, Table};
use super::support;
use super::survey_columns::SurveyColumns;
use super::text::{is_name, yes_no};
use super::types::{self, Container, TypeCell};
use crate::definition::{Extension, QuestionType};
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
pub(super) struct Open {
    pub(super) id: DraftId,
    pub(super) kind: Option<Container>,
    pub(super) row: u32,
    names: HashMap<String, u32>,
    lower: HashMap<String, u32>,
    said: Said,
}

impl Open {
    /// A container that nothing stands in yet.
    pub(super) fn new(id: DraftId, kind: Option<Container>, row: u32, said: Said) -> Self {
        Self {
            id,
            kind,
            row,
            names: HashMap::new(),
            lower: HashMap::new(),
            said,
        }
    }
}

/// Where a `table-list` stands: it goes on into the groups inside it and ends with the first that ends.
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
    pub(super) table_list: TableList,
    /// Lists that have had what `add_none_option` brings.
    pub(super) lists_with_none: HashSet<String>,
    pub(super) open: Vec<Open>,
    pub(super) repeats: HashMap<String, u32>,
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
    let open = Open::new(0, None, 1, Said::default());
    let mut walk = Walk {
        table,
        columns,
        around,
        tree: Tree(vec![draft]),
        meta: Vec::new(),
        stray: Stray::default(),
        table_list: TableList::No,
        lists_with_none: HashSet::new(),
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
                let name = self.name_or_stand_in(row, &kind);
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
        if let Some(column) = self.columns.translated_name(table, row) {
            let at = table.at_column(row.number, Some(column));
            let name = table.get(row, column).unwrap_or_default();
            self.issues
                .push(Issue::error(codes::INVALID_NAME, at).with("name", name));
            return None;
        }
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

    /// What has a bad name is read all the same: the rest of its row is told of too, and a container's end is not.
    pub(super) fn name_or_stand_in(&mut self, row: Row<'t>, kind: &str) -> String {
        self.name(row, kind)
            .unwrap_or_else(|| format!("unnamed_{}", row.number))
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

    /// The lists of the loops around the current row.
    pub(super) fn loops(&self) -> impl Iterator<Item = &str> {
        self.open
            .iter()
            .filter_map(|o| match &self.tree.0[o.id].kind {
                DraftKind::Loop { list } => Some(list.as_str()),
                _ => None,
            })
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
