//! Reading columns into the record's own types, which cannot learn SQL themselves.

use rusqlite::Row;
use rusqlite::types::Type;
use saring_record::{Digest, Moment};
use std::fmt;
use std::str::FromStr;

/// A stored text is not what its column holds. Carries the column's name and never the text.
#[derive(Debug)]
pub(crate) struct Unreadable(pub(crate) &'static str);

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "column {} cannot be read", self.0)
    }
}

impl std::error::Error for Unreadable {}

pub(crate) fn unreadable(column: &'static str) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(Unreadable(column)))
}

/// An id or a number written as text.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, column: &'static str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unreadable(column))
}

pub(crate) fn moment(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Moment> {
    let text: String = row.get(column)?;
    Moment::parse(&text).map_err(|_| unreadable(column))
}

pub(crate) fn optional_moment(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<Moment>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| Moment::parse(&text).map_err(|_| unreadable(column)))
        .transpose()
}

pub(crate) fn digest(row: &Row<'_>, column: &'static str) -> rusqlite::Result<Digest> {
    optional_digest(row, column)?.ok_or_else(|| unreadable(column))
}

pub(crate) fn optional_digest(
    row: &Row<'_>,
    column: &'static str,
) -> rusqlite::Result<Option<Digest>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| Digest::parse(&text).ok_or_else(|| unreadable(column)))
        .transpose()
}

/// A counting number; SQLite's integers have a sign.
pub(crate) fn count(row: &Row<'_>, column: &'static str) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| unreadable(column))
}
