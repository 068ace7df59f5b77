//! One sheet with its headers understood: cells by meaning, rows by the number a spreadsheet shows.

use super::codes;
use super::headers::{self, Header, Vocabulary};
use super::limits;
use super::text::clean;
use super::workbook::Sheet;
use crate::issue::{Address, Issue};
use std::borrow::Cow;

/// Rows that may be empty in a run before the rest of a sheet is taken for rubbish, as in pyxform.
const EMPTY_RUN: usize = 60;

/// A sheet that is read as part of the form.
pub(super) struct Table<'a> {
    /// Canonical name, as issues show it.
    pub(super) name: &'static str,
    pub(super) headers: Vec<Header>,
    /// For each column the one before it that means the same, whose cells count where its own are empty.
    before: Vec<Option<usize>>,
    /// Rows below the header that hold anything.
    pub(super) rows: Vec<Row<'a>>,
    /// Whether runs of spaces in cells count as one.
    pub(super) collapse: bool,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    /// As a spreadsheet shows it.
    pub(super) number: u32,
    cells: &'a [String],
}

/// The text of a cell and the column it stands in; `None` for what no cell says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) column: Option<usize>,
}

impl Cell {
    /// A text that no cell holds.
    pub(super) fn generated(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            column: None,
        }
    }
}

impl<'a> Row<'a> {
    /// A cell that holds anything, exactly as it was written.
    pub(super) fn written(self, column: usize) -> Option<&'a str> {
        let text = self.cells.get(column)?;
        (!text.is_empty()).then_some(text)
    }
}

impl<'a> Table<'a> {
    pub(super) fn read(
        name: &'static str,
        sheet: &'a Sheet,
        vocabulary: &Vocabulary,
        collapse: bool,
        issues: &mut Vec<Issue>,
    ) -> Self {
        let first: &[String] = sheet.rows.first().map_or(&[], Vec::as_slice);
        let headers = headers::read(name, first, vocabulary, issues);
        let before = (0..headers.len())
            .map(|column| {
                let words = &headers[column].words;
                headers[..column]
                    .iter()
                    .rposition(|h| !words.is_empty() && h.words == *words)
            })
            .collect();
        let mut rows = Vec::new();
        let mut empty = 0;
        for (number, cells) in (2u32..).zip(sheet.rows.iter().skip(1)) {
            if headers
                .iter()
                .zip(cells)
                .all(|(h, c)| h.written.is_empty() || c.is_empty())
            {
                empty += 1;
            } else if empty > EMPTY_RUN {
                let at = Address {
                    sheet: name.to_owned(),
                    row: Some(number),
                    column: None,
                };
                issues.push(Issue::warning(codes::ROWS_IGNORED, at));
                break;
            } else {
                empty = 0;
                let most = if name == "survey" {
                    limits::NODES
                } else {
                    limits::ROWS
                };
                if rows.len() == most {
                    let at = Address {
                        sheet: name.to_owned(),
                        row: Some(number),
                        column: None,
                    };
                    issues
                        .push(Issue::error(codes::TOO_MANY_ROWS, at).with("max", most.to_string()));
                    break;
                }
                rows.push(Row { number, cells });
            }
        }
        Self {
            name,
            headers,
            before,
            rows,
            collapse,
        }
    }

    /// The column with this meaning; of two, the last, whose cells win.
    pub(super) fn column(&self, words: &[&str]) -> Option<usize> {
        self.headers.iter().rposition(|h| h.words == words)
    }

    /// A cell that holds anything, as it was written but for spaces and quotes.
    pub(super) fn get<'r>(&self, row: Row<'r>, column: usize) -> Option<Cow<'r, str>> {
        match row.written(column) {
            Some(text) => Some(clean(text, self.collapse)),
            None => self.get(row, (*self.before.get(column)?)?),
        }
    }

    /// The cell of a column that may be missing.
    pub(super) fn text<'r>(&self, row: Row<'r>, column: Option<usize>) -> Option<Cow<'r, str>> {
        self.get(row, column?)
    }

    /// The same with its column, owned.
    pub(super) fn cell(&self, row: Row<'_>, column: Option<usize>) -> Option<Cell> {
        Some(Cell {
            text: self.text(row, column)?.into_owned(),
            column,
        })
    }

    /// Address of a row.
    pub(super) fn at(&self, row: u32) -> Address {
        Address {
            sheet: self.name.to_owned(),
            row: Some(row),
            column: None,
        }
    }

    /// Address of a cell, or of its row where no column says it.
    pub(super) fn at_column(&self, row: u32, column: Option<usize>) -> Address {
        let column = column
            .and_then(|c| self.headers.get(c))
            .map(|h| h.written.clone());
        Address {
            sheet: self.name.to_owned(),
            row: Some(row),
            column,
        }
    }

    /// Address of a header.
    pub(super) fn at_header(&self, column: usize) -> Address {
        self.at_column(1, Some(column))
    }
}
