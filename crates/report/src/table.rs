//! A table as a model: words come from whoever makes it, in the language of whoever reads it.

use crate::ReportError;

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number of something countable.
    Count(u64),
    /// Nothing to say here.
    Empty,
}

impl From<u64> for Cell {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// One row; as many cells as there are columns.
pub type Row = Vec<Cell>;

/// What a share of this table would be a share of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denominator {
    /// Of what: all interviews, those to which the question applies, those that are known.
    pub label: String,
    /// How many.
    pub count: u64,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What is counted, in which unit and period.
    pub title: String,
    /// Column headers.
    pub columns: Vec<String>,
    /// What is known.
    pub rows: Vec<Row>,
    /// What is not known: the last row of every table, even if it is 0.
    pub unknown: Row,
    /// What the numbers are of; stands below the table.
    pub denominators: Vec<Denominator>,
}

impl Table {
    /// All rows, that of unknowns last, each as long as there are columns.
    pub(crate) fn checked(&self) -> Result<impl Iterator<Item = &Row>, ReportError> {
        let all = || self.rows.iter().chain([&self.unknown]);
        match all().position(|row| row.len() != self.columns.len()) {
            Some(row) => Err(ReportError::Ragged { row }),
            None => Ok(all()),
        }
    }
}
