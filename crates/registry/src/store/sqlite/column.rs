//! Columns as the types that they hold. What cannot be read was not written by this program.

use rusqlite::Row;
use rusqlite::types::{FromSql, Type};
use saring_record::{Digest, InterviewId, Moment};
use serde::Serialize;
use serde::de::DeserializeOwned;

pub(super) type Read<T> = rusqlite::Result<T>;

fn parsed<T, F: FromSql>(row: &Row<'_>, name: &str, parse: impl FnOnce(F) -> Option<T>) -> Read<T> {
    let at = row.as_ref().column_index(name)?;
    parse(row.get(at)?).ok_or(rusqlite::Error::InvalidColumnType(
        at,
        name.to_owned(),
        Type::Text,
    ))
}

pub(super) fn text<T>(row: &Row<'_>, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Read<T> {
    parsed(row, name, |text: String| parse(&text))
}

pub(super) fn optional<T>(
    row: &Row<'_>,
    name: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Read<Option<T>> {
    parsed(row, name, |text: Option<String>| {
        text.map_or(Some(None), |text| parse(&text).map(Some))
    })
}

pub(super) fn digest(row: &Row<'_>, name: &str) -> Read<Digest> {
    text(row, name, Digest::parse)
}

pub(super) fn moment(row: &Row<'_>, name: &str) -> Read<Moment> {
    text(row, name, |text| Moment::parse(text).ok())
}

pub(super) fn interview(row: &Row<'_>, name: &str) -> Read<InterviewId> {
    text(row, name, |text| text.parse().ok())
}

pub(super) fn count(row: &Row<'_>, name: &str) -> Read<u64> {
    parsed(row, name, |number: i64| u64::try_from(number).ok())
}

pub(super) fn optional_count(row: &Row<'_>, name: &str) -> Read<Option<u64>> {
    parsed(row, name, |number: Option<i64>| {
        number.map_or(Some(None), |number| u64::try_from(number).ok().map(Some))
    })
}

/// A document's enum, written with the word that its JSON has.
pub(super) fn word<T: DeserializeOwned>(row: &Row<'_>, name: &str) -> Read<T> {
    text(row, name, from_word)
}

pub(super) fn from_word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

pub(super) fn to_word<T: Serialize>(value: &T) -> String {
    crate::count::word(value)
}

/// A number for a column. Numbers here count rows, bytes or bundles and stay far below the limit.
pub(super) fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
