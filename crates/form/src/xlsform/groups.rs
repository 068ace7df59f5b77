//! Groups, repeats and loops open and close, and bring the nodes that XLSForm adds for them. Part of the walk over the
//! survey.

use super::codes;
use super::draft::{Cells, Count, Draft, DraftKind, DraftQuestion};
use super::extension::Said;
use super::limits;
use super::references;
use super::sheet::{Cell, Row};
use super::survey::{Open, TableList, Walk};
use super::types::Container;
use crate::definition::{QuestionType, ValueType};
use crate::issue::Issue;

impl<'t> Walk<'_, 't> {
    pub(super) fn begin(&mut self, row: Row<'t>, container: Container, list: Option<&str>) {
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
        let name = self.name_or_stand_in(row, container.word());
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
        let is_table_list = cells.appearance.iter().any(|a| a == "table-list");
        if is_table_list {
            self.table_list = TableList::Waiting;
        }
        let header = is_table_list
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
        self.open
            .push(Open::new(id, Some(container), row.number, said));
        if let Some(header) = header {
            self.add(header);
        }
    }

    fn repeat(&mut self, row: Row<'t>, name: &str, cells: &mut Cells, said: &Said) -> DraftKind {
        let at = self.table.at_column(row.number, self.columns.name);
        if self.repeats.insert(name.to_owned(), row.number).is_some() || self.copies() > 1 {
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

    pub(super) fn end(&mut self, row: Row<'t>, container: Container) {
        self.table_list = TableList::No;
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

    /// A group without anything in it is a leaf of the instance, which engines refuse to show as a group; so is each
    /// that a loop makes.
    fn check_empty(&mut self, open: &Open) {
        let flat = self.open.len() > limits::DEPTH;
        let Some(kind) = open.kind.filter(|k| *k != Container::Repeat) else {
            return;
        };
        if !flat && self.tree.0[open.id].children.is_empty() {
            let at = self.table.at_column(open.row, self.columns.kind);
            self.issues
                .push(Issue::error(codes::EMPTY_CONTAINER, at).with("type", kind.word()));
        }
    }

    pub(super) fn close_all(&mut self) {
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
}
