//! One question row becomes a draft: its choices, parameters, and the nodes that XLSForm adds beside it. Part of the
//! walk over the survey.

use super::choices;
use super::codes;
use super::data_files;
use super::draft::{Cells, Count, Draft, DraftKind, DraftQuestion, DraftSelect};
use super::parameters;
use super::references;
use super::sheet::{Cell, Row};
use super::support;
use super::survey::{TableList, Walk};
use super::types::{self, Container, PlainType, SelectCell, TypeCell};
use crate::definition::{QuestionType, ValueType};
use crate::issue::{Address, Issue};

/// Files that choices can come from.
const FILES: &[&str] = &["csv", "xml", "geojson"];

const SELECT_PARAMETERS: &[&str] = &["randomize", "seed"];
const FILE_PARAMETERS: &[&str] = &["label", "randomize", "seed", "value"];

impl<'t> Walk<'_, 't> {
    /// A row that is no container, with a good name.
    pub(super) fn question(&mut self, row: Row<'t>, kind: &str, name: String, cell: &TypeCell<'_>) {
        let cells = self
            .columns
            .read(self.table, self.around.languages, row, self.issues);
        let at = self.table.at_column(row.number, self.columns.kind);
        support::check_row(
            self.table,
            row,
            &cells,
            self.columns.appearance(),
            self.issues,
        );
        match cell {
            TypeCell::Plain(plain) => self.plain(row, kind, name, plain, cells),
            TypeCell::Select(select) => self.select(row, kind, name, select, cells),
            TypeCell::Empty(container) => {
                let (kind, issue) = if *container == Container::Group {
                    (DraftKind::Group, Issue::error(codes::EMPTY_CONTAINER, at))
                } else {
                    (
                        DraftKind::Repeat(Count::Open),
                        Issue::warning(codes::EMPTY_CONTAINER, at),
                    )
                };
                self.issues.push(issue.with("type", container.word()));
                let extension = self.said(row).for_container();
                self.add(Draft {
                    named: true,
                    ..Draft::generated(name, row.number, kind, cells, extension)
                });
            }
            TypeCell::DataFile => {
                let ending = if kind.starts_with("csv") {
                    "csv"
                } else {
                    "xml"
                };
                let file = format!("{name}.{ending}");
                self.stray
                    .triggers
                    .extend(cells.trigger.map(|t| (row.number, t)));
                self.stray.files.insert(name.clone());
                if !self.around.files.contains_key(&file) {
                    self.issues
                        .push(Issue::warning(codes::EXTERNAL_CHOICES, at).with("file", file));
                }
            }
            TypeCell::SelectAlone => self
                .issues
                .push(Issue::error(codes::MISSING_CHOICE_LIST, at).with("list", "")),
            _ => self
                .issues
                .push(Issue::error(codes::UNKNOWN_TYPE, at).with("type", kind)),
        }
    }

    fn plain(
        &mut self,
        row: Row<'t>,
        kind: &str,
        name: String,
        plain: &PlainType,
        mut cells: Cells,
    ) {
        let at = self.table.at_column(row.number, self.columns.kind);
        if plain.unsupported {
            self.issues
                .push(Issue::warning(codes::UNSUPPORTED_TYPE, at).with("type", kind));
        }
        let dynamic = cells
            .default
            .as_ref()
            .is_some_and(|d| super::defaults::is_dynamic(&d.text, kind));
        if kind == "calculate" && cells.calculate.is_none() && !dynamic {
            self.issues.push(Issue::error(
                codes::MISSING_CALCULATION,
                self.table.at(row.number),
            ));
        }
        if plain.kind == QuestionType::BackgroundGeopoint {
            let names = |t: &Cell| !references::find(&t.text).is_empty();
            if !cells.trigger.as_ref().is_some_and(names) {
                self.issues.push(Issue::error(
                    codes::MISSING_TRIGGER,
                    self.table.at_column(row.number, self.columns.trigger),
                ));
            }
            if let Some(calculate) = &cells.calculate {
                let at = self.table.at_column(row.number, calculate.column);
                self.issues
                    .push(Issue::error(codes::CALCULATION_NOT_ALLOWED, at));
            }
        }
        if let Some(constraint) = plain.constraint {
            cells
                .constraint
                .get_or_insert_with(|| Cell::generated(constraint));
        }
        if let Some(hint) = plain.hint.filter(|_| cells.hint.is_empty()) {
            cells.hint = self.around.languages.everywhere(hint);
        }
        if plain.kind == QuestionType::Note {
            cells
                .readonly
                .get_or_insert_with(|| Cell::generated("true()"));
        }
        if plain.kind == QuestionType::Image
            && !cells.appearance.is_empty()
            && cells.appearance != ["annotate"]
        {
            // Only a photo from another app needs that app's name to be one.
            let app = cells.parameters.remove("app");
            self.check_parameters(row.number, &cells, plain.parameters);
            cells.parameters.extend(app.map(|a| ("app".to_owned(), a)));
        } else {
            self.check_parameters(row.number, &cells, plain.parameters);
        }
        let mut value = plain.value;
        if plain.kind == QuestionType::Range && self.range(row.number, &mut cells) {
            value = ValueType::Decimal;
        }
        if plain.kind == QuestionType::Image
            && plain.parameters.is_some()
            && let Some(default) = cells
                .default
                .as_mut()
                .filter(|d| !d.text.contains("jr://images/"))
        {
            default.text.insert_str(0, "jr://images/");
        }
        let value = self.value_type(row, value, false);
        let question = DraftQuestion {
            kind: plain.kind,
            value,
            type_cell: kind.to_owned(),
            shown: plain.shown,
            select: None,
        };
        self.finish(row, name, question, cells);
    }

    /// Checks a range and says whether its values have decimals.
    fn range(&mut self, row: u32, cells: &mut Cells) -> bool {
        let at = self.table.at_column(row, cells.parameters_column);
        let ticks: Option<Vec<&str>> = cells.parameters.get("tick_labelset").map(|list| {
            if !self.around.lists.contains_key(list) {
                self.issues
                    .push(Issue::error(codes::MISSING_CHOICE_LIST, at.clone()).with("list", list));
            }
            self.around
                .lists
                .get(list)
                .into_iter()
                .flatten()
                .map(|c| c.name.as_str())
                .collect()
        });
        parameters::range(
            &mut cells.parameters,
            &cells.appearance,
            ticks.as_deref().filter(|t| !t.is_empty()),
            &at,
            self.issues,
        )
    }

    fn select(
        &mut self,
        row: Row<'t>,
        kind: &str,
        name: String,
        select: &SelectCell<'_>,
        mut cells: Cells,
    ) {
        let accepted = if select.file_parameters {
            FILE_PARAMETERS
        } else {
            SELECT_PARAMETERS
        };
        self.check_parameters(row.number, &cells, Some(accepted));
        let referenced = references::find(select.list)
            .iter()
            .any(|r| r.name.is_some());
        let file = select
            .list
            .rsplit_once('.')
            .is_some_and(|(_, extension)| FILES.contains(&extension));
        let list = self.list(row, select, (file, referenced), &cells);
        if select.or_other {
            self.check_other(row, select.list, &cells);
        }
        if let Some(table_list) = self.table_list().cloned() {
            self.table_list_select(row, select, &list, &table_list, &cells);
            cells.appearance = vec!["list-nolabel".to_owned()];
        }
        let value = self.value_type(row, ValueType::String, true);
        let relevant = format!("selected(../{name}, '{}')", choices::OTHER);
        let other = format!("{name}_other");
        let select_draft = DraftSelect {
            list,
            from_file: file,
            referenced,
            column: self.columns.kind,
        };
        let question = DraftQuestion {
            kind: select.kind,
            value,
            type_cell: kind.to_owned(),
            shown: true,
            select: Some(select_draft),
        };
        self.finish(row, name, question, cells);
        if select.or_other {
            let cells = Cells {
                label: self.around.languages.everywhere("Specify other."),
                relevant: Some(Cell::generated(relevant)),
                ..Cells::default()
            };
            let question = DraftQuestion {
                shown: true,
                ..DraftQuestion::new(QuestionType::Text, ValueType::String)
            };
            // Free text: what the select itself says about identifying does not hold for it.
            let extension = self.said_above().for_question(QuestionType::Text);
            self.add_generated(Draft::generated(
                other,
                row.number,
                DraftKind::Question(question),
                cells,
                extension,
            ));
        }
    }

    /// The key of the list that a file beside the form holds: the file's name, with the columns where they are not the
    /// usual ones.
    fn file_list(&mut self, file: &str, cells: &Cells, at: &Address) -> String {
        let usual = data_files::usual_columns(file);
        let said = |key: &str, usual| cells.parameters.get(key).map_or(usual, String::as_str);
        let columns = (said("value", usual.0), said("label", usual.1));
        let key = if columns == usual {
            file.to_owned()
        } else {
            format!("{file} {} {}", columns.0, columns.1)
        };
        if self.around.lists.contains_key(&key) {
            return key;
        }
        let issue = match self.around.files.get(file) {
            None => Issue::warning(codes::EXTERNAL_CHOICES, at.clone()),
            Some(bytes) => match data_files::read(file, bytes) {
                None => Issue::error(codes::DATA_FILE_UNREADABLE, at.clone()),
                Some(items) => {
                    let choices = data_files::choices(&items, columns, self.around.languages);
                    self.around.lists.insert(key.clone(), choices);
                    if items.is_empty() || data_files::has_column(&items, columns.0) {
                        return key;
                    }
                    Issue::error(codes::MISSING_COLUMN, at.clone()).with("column", columns.0)
                }
            },
        };
        self.issues.push(issue.with("file", file));
        key
    }

    /// The key of the list in the form; reports a list that is missing or does not fit.
    fn list(
        &mut self,
        row: Row<'t>,
        select: &SelectCell<'_>,
        (file, referenced): (bool, bool),
        cells: &Cells,
    ) -> String {
        let at = self.table.at_column(row.number, self.columns.kind);
        let list = select.list;
        if select.from_file && (!file || list.matches('.').count() != 1) {
            self.issues
                .push(Issue::error(codes::INVALID_FILE_NAME, at).with("file", list));
            return list.to_owned();
        }
        if file && !select.external {
            return self.file_list(list, cells, &at);
        }
        if referenced {
            return list.to_owned();
        }
        let (lists, present, sheet) = if select.external {
            (
                self.around.external,
                self.around.choice_sheets.1,
                "external_choices",
            )
        } else {
            (&*self.around.lists, self.around.choice_sheets.0, "choices")
        };
        match lists.get(list) {
            None if !present => self.issues.push(
                Issue::error(codes::MISSING_CHOICES_SHEET, at)
                    .with("sheet", sheet)
                    .with("list", list),
            ),
            None => self
                .issues
                .push(Issue::error(codes::MISSING_CHOICE_LIST, at).with("list", list)),
            Some(choices) if select.kind == QuestionType::SelectMultiple => {
                for choice in choices.iter().filter(|c| c.name.contains(' ')) {
                    let at = crate::issue::Address {
                        sheet: sheet.to_owned(),
                        row: Some(choice.row),
                        column: Some("name".to_owned()),
                    };
                    self.issues.push(
                        Issue::error(codes::CHOICE_NAME_WITH_SPACE, at)
                            .with("name", &choice.name)
                            .with("list", list),
                    );
                }
            }
            Some(_) => {}
        }
        if select.external && self.around.lists.contains_key(list) {
            support::external_key(list)
        } else {
            list.to_owned()
        }
    }

    fn check_other(&mut self, row: Row<'t>, list: &str, cells: &Cells) {
        if let Some(filter) = &cells.choice_filter {
            self.issues.push(Issue::error(
                codes::FILTER_NOT_ALLOWED,
                self.table.at_column(row.number, filter.column),
            ));
        }
        let languages = self.around.languages;
        let at = self.table.at_column(row.number, self.columns.kind);
        match self.around.lists.get_mut(list) {
            Some(choices) => choices::add_other(choices, languages),
            None => self
                .issues
                .push(Issue::error(codes::MISSING_CHOICE_LIST, at.clone()).with("list", list)),
        }
        if languages.all.len() > 1 {
            self.issues
                .push(Issue::warning(codes::OTHER_NOT_TRANSLATED, at));
        }
    }

    /// The first select of a `table-list` brings a row of labels before it; the others must share its list.
    fn table_list_select(
        &mut self,
        row: Row<'t>,
        select: &SelectCell<'_>,
        list: &str,
        state: &TableList,
        cells: &Cells,
    ) {
        match state {
            TableList::No => {}
            TableList::Waiting => {
                if let Some(filter) = &cells.choice_filter {
                    self.issues.push(Issue::error(
                        codes::FILTER_NOT_ALLOWED,
                        self.table.at_column(row.number, filter.column),
                    ));
                }
                let header = Cells {
                    label: self.around.languages.everywhere(" "),
                    appearance: vec!["label".to_owned()],
                    ..Cells::default()
                };
                let draft = DraftSelect {
                    list: list.to_owned(),
                    from_file: false,
                    referenced: false,
                    column: self.columns.kind,
                };
                let question = DraftQuestion {
                    shown: true,
                    select: Some(draft),
                    ..DraftQuestion::new(select.kind, ValueType::String)
                };
                let name = format!("reserved_name_for_field_list_labels_{}", row.number);
                let extension = self.said_above().for_question(select.kind);
                self.add_generated(Draft::generated(
                    name,
                    row.number,
                    DraftKind::Question(question),
                    header,
                    extension,
                ));
                if let Some(table_list) = self.table_list() {
                    *table_list = TableList::Of(list.to_owned());
                }
            }
            TableList::Of(first) if first != list => {
                let at = self.table.at_column(row.number, self.columns.kind);
                self.issues.push(
                    Issue::error(codes::TABLE_LIST_MIXED, at)
                        .with("list", list)
                        .with("first", first),
                );
            }
            TableList::Of(_) => {}
        }
    }

    /// The type of the value: the author's `bind::type` before XLSForm's own.
    fn value_type(&mut self, row: Row<'t>, own: ValueType, select: bool) -> ValueType {
        let Some(word) = self.table.text(row, self.columns.value_type) else {
            return own;
        };
        match types::value_type(&word) {
            Some(value) if !select => value,
            Some(value) if matches!(&*word, "string" | "odk:rank") => value,
            _ => {
                let at = self.table.at_column(row.number, self.columns.value_type);
                // Engines take an unknown type for text; a select can hold nothing else.
                let issue = if select {
                    Issue::error(codes::INVALID_VALUE_TYPE, at)
                } else {
                    Issue::warning(codes::INVALID_VALUE_TYPE, at)
                };
                self.issues.push(issue.with("type", word));
                ValueType::String
            }
        }
    }

    pub(super) fn check_parameters(&mut self, row: u32, cells: &Cells, accepted: Option<&[&str]>) {
        if let Some(accepted) = accepted {
            parameters::check(
                &cells.parameters,
                accepted,
                &self.table.at_column(row, cells.parameters_column),
                self.issues,
            );
        }
    }

    /// Checks what every shown question needs, and adds it.
    fn finish(&mut self, row: Row<'t>, name: String, question: DraftQuestion, mut cells: Cells) {
        if cells.label.is_empty() && cells.appearance == ["label"] {
            cells.label = self.around.languages.everywhere(" ");
        }
        let extension = self.said(row).for_question(question.kind);
        let draft = Self::draft(row.number, name, question, cells, extension);
        if draft.has_control() {
            let cells = &draft.cells;
            let media = |kind: &str| cells.media.iter().any(|(k, _)| *k == kind);
            if cells.label.is_empty() && cells.hint.is_empty() && cells.media.is_empty() {
                self.issues.push(
                    Issue::error(codes::MISSING_LABEL, self.table.at(row.number))
                        .with("name", &draft.name),
                );
            }
            if media("big-image") && !media("image") {
                self.issues.push(
                    Issue::error(codes::BIG_IMAGE_WITHOUT_IMAGE, self.table.at(row.number))
                        .with("name", &draft.name),
                );
            }
        }
        self.add(draft);
    }
}
