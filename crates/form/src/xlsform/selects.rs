//! One row with choices becomes a draft: where they come from, and the nodes that XLSForm adds beside it. Part of the walk
//! over the survey.

use super::choices;
use super::codes;
use super::data_files;
use super::draft::{Cells, Draft, DraftChoice, DraftKind, DraftQuestion, DraftSearch, DraftSelect};
use super::references;
use super::search;
use super::sheet::{Cell, Row};
use super::support;
use super::survey::{TableList, Walk};
use super::types::SelectCell;
use crate::definition::{QuestionType, ValueType};
use crate::issue::{Address, Issue};

/// Files that choices can come from.
const FILES: &[&str] = &["csv", "xml", "geojson"];

const SELECT_PARAMETERS: &[&str] = &["randomize", "seed"];
const FILE_PARAMETERS: &[&str] = &["label", "randomize", "seed", "value"];

impl<'t> Walk<'_, 't> {
    pub(super) fn select(
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
        if self.table_list != TableList::No {
            let state = self.table_list.clone();
            self.table_list_select(row, select, &list, &state, &cells);
            cells.appearance = vec!["list-nolabel".to_owned()];
        }
        if select.kind == QuestionType::SelectMultiple && self.around.settings.is("add_none_option")
        {
            self.add_none(select.list, file, &mut cells);
        }
        let search = if file || referenced || select.external {
            None
        } else {
            self.search(row.number, select.list, &cells)
        };
        let value = self.value_type(row, ValueType::String, true);
        let relevant = format!("selected(../{name}, '{}')", choices::OTHER);
        let other = format!("{name}_other");
        let select_draft = DraftSelect {
            list,
            from_file: file,
            external: select.external,
            referenced,
            search,
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
                    Issue::error(codes::MISSING_FILE_COLUMN, at.clone()).with("column", columns.0)
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

    /// The choices that a `search()` in the appearance picks from a table beside the form.
    fn search(&mut self, row: u32, list: &str, cells: &Cells) -> Option<DraftSearch> {
        let token = cells.appearance.iter().find(|a| a.starts_with("search("))?;
        let at = self.table.at_column(row, self.columns.appearance());
        let Some(search) = search::read(token) else {
            self.issues
                .push(Issue::warning(codes::UNSUPPORTED_APPEARANCE, at).with("appearance", token));
            return None;
        };
        let choices = self.around.lists.get(list)?;
        let bytes = self.around.files.get(&search.file);
        let items = bytes.map(|bytes| data_files::read(&search.file, bytes));
        let key = format!("{list} in row {row}");
        let Some(Some(items)) = items else {
            let code = if items.is_none() {
                codes::EXTERNAL_CHOICES
            } else {
                codes::DATA_FILE_UNREADABLE
            };
            self.issues
                .push(Issue::warning(code, at).with("file", &search.file));
            let fixed = |c: &&DraftChoice| c.name.parse::<i32>().is_ok();
            let kept = choices.iter().filter(fixed).cloned().collect();
            self.around.lists.insert(key.clone(), kept);
            return Some(DraftSearch {
                list: key,
                filter: None,
                missing: true,
            });
        };
        for column in search
            .columns
            .iter()
            .filter(|c| !search::has_column(&items, c))
        {
            self.issues.push(
                Issue::warning(codes::MISSING_FILE_COLUMN, at.clone())
                    .with("column", column)
                    .with("file", &search.file),
            );
        }
        let found = search::choices(&items, choices);
        self.around.lists.insert(key.clone(), found);
        Some(DraftSearch {
            list: key,
            filter: search.filter.map(|text| Cell {
                text,
                column: self.columns.appearance(),
            }),
            missing: false,
        })
    }

    /// `add_none_option`: pyxform means to add a choice `none` that excludes all others, and adds its constraint only,
    /// to the first question of each list.
    fn add_none(&mut self, list: &str, file: bool, cells: &mut Cells) {
        let shuffled = cells.parameters.get("randomize").map(String::as_str) == Some("true");
        if file || (shuffled && cells.choice_filter.is_none()) {
            // The choice would have nowhere to stand.
            let at = self.around.settings.at("add_none_option");
            self.issues.push(
                Issue::error(codes::INVALID_VALUE, at)
                    .with("value", "yes")
                    .with("accepted", "no"),
            );
        } else if self.lists_with_none.insert(list.to_owned()) {
            let own = "(.='none' or not(selected(., 'none')))";
            match &mut cells.constraint {
                Some(constraint) => {
                    constraint.text.push_str(" and ");
                    constraint.text.push_str(own);
                }
                none => *none = Some(Cell::generated(own)),
            }
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
                    external: false,
                    referenced: false,
                    search: None,
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
                self.table_list = TableList::Of(list.to_owned());
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
}
