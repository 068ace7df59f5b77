//! One question row becomes a draft, its parameters checked. Part of the walk over the survey.

use super::codes;
use super::draft::{Cells, Count, Draft, DraftKind, DraftQuestion};
use super::parameters;
use super::references;
use super::sheet::{Cell, Row};
use super::support;
use super::survey::Walk;
use super::text::is_xml_name;
use super::types::{self, Container, PlainType, TypeCell};
use crate::definition::{QuestionType, ValueType};
use crate::issue::Issue;

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
                if self.copies() > 1 {
                    self.issues.push(
                        Issue::error(codes::DUPLICATE_DATA_FILE, at.clone()).with("file", &name),
                    );
                }
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
        // What is uploaded is a file, and a scale has numbers: engines take nothing else for it.
        let fits = match plain.kind {
            QuestionType::Image
            | QuestionType::Audio
            | QuestionType::Video
            | QuestionType::File => value == ValueType::Binary,
            QuestionType::Range => matches!(value, ValueType::Int | ValueType::Decimal),
            _ => true,
        };
        if !fits {
            let at = self.table.at_column(row.number, self.columns.value_type);
            let word = self.table.text(row, self.columns.value_type);
            self.issues.push(
                Issue::error(codes::INVALID_VALUE_TYPE, at).with("type", word.unwrap_or_default()),
            );
        }
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

    /// How often the loops around the current row repeat it.
    pub(super) fn copies(&self) -> usize {
        let choices = |list: &str| {
            let of = self.around.lists.get(list).into_iter().flatten();
            of.filter(|c| c.name != "none").count()
        };
        self.loops().map(choices).product()
    }

    /// The type of the value: the author's `bind::type` before XLSForm's own.
    pub(super) fn value_type(&mut self, row: Row<'t>, own: ValueType, select: bool) -> ValueType {
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

    /// Whether a `body::tag` can be the element of a question: engines refuse what is no element, what has a prefix
    /// that nothing declares, and what needs more than the question has.
    fn fits(&self, tag: &str, draft: &Draft) -> bool {
        let DraftKind::Question(question) = &draft.kind else {
            return true;
        };
        let declared = match tag.split_once(':') {
            Some((prefix, _)) => self.around.settings.declares(prefix),
            None => true,
        };
        match tag {
            "range" => question.kind == QuestionType::Range,
            "upload" => question.value == ValueType::Binary,
            _ => is_xml_name(tag) && declared,
        }
    }

    /// What engines read as numbers where an answer is typed.
    fn check_numbers(&mut self, row: Row<'t>, draft: &Draft) {
        use QuestionType as Q;
        let typed = match &draft.kind {
            DraftKind::Question(question) => match question.kind {
                Q::Text | Q::Integer | Q::Decimal | Q::Date | Q::Time | Q::DateTime => true,
                Q::Note | Q::Barcode | Q::Geopoint | Q::Geotrace | Q::Geoshape => true,
                _ => question.select.as_ref().is_some_and(|s| s.external),
            },
            _ => false,
        };
        for (column, whole) in self.columns.numbers.into_iter().filter(|_| typed) {
            let Some(text) = self.table.text(row, column) else {
                continue;
            };
            let fits = if whole {
                text.parse::<i64>().is_ok()
            } else {
                text.parse::<f64>().is_ok()
            };
            if !fits {
                let at = self.table.at_column(row.number, column);
                self.issues.push(
                    Issue::error(codes::INVALID_VALUE, at)
                        .with("value", text)
                        .with("accepted", "1 2 3"),
                );
            }
        }
    }

    /// Checks what every shown question needs, and adds it.
    pub(super) fn finish(
        &mut self,
        row: Row<'t>,
        name: String,
        question: DraftQuestion,
        mut cells: Cells,
    ) {
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
            if let Some(tag) = self.table.text(row, self.columns.tag)
                && !self.fits(&tag, &draft)
            {
                let at = self.table.at_column(row.number, self.columns.tag);
                self.issues.push(
                    Issue::error(codes::INVALID_VALUE, at)
                        .with("value", tag)
                        .with("accepted", "input"),
                );
            }
            self.check_numbers(row, &draft);
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
