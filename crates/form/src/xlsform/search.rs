//! `search()` in an appearance: choices from a table beside the form, picked as Collect picks them. Knows no other
//! appearance.
//!
//! ```text
//! search('towns')   search('towns', 'contains', 'name,district', ${typed})   ... , 'province', ${province})
//! ```
//!
//! A choice of the question's list whose name is a column of the table stands for all rows: the row's value in that
//! column is the choice's name, and its label names the columns that are shown. Any other choice is offered as it is.

use super::data_files::Item;
use super::draft::DraftChoice;
use super::languages::RawText;
use super::sheet::Cell;
use indexmap::IndexMap;
use std::collections::HashSet;
use std::fmt::Write;

/// The column that only choices from the table have.
const FOUND: &str = "saring_found";

/// Rows are offered in the order of these numbers.
const ORDER: &str = "c_sortby";

/// A call.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Search {
    /// Name of the table's file.
    pub(super) file: String,
    /// Which choices are offered, over the columns that [`choices`] gives them; all where it says nothing.
    pub(super) filter: Option<String>,
    /// The columns that the filter reads, as written.
    pub(super) columns: Vec<String>,
}

/// Reads a call; `None` for what Collect does not take either: one, four or six arguments, and names in quotes.
pub(super) fn read(token: &str) -> Option<Search> {
    let inside = token.strip_prefix("search(")?.strip_suffix(')')?;
    let args = arguments(inside)?;
    let table = literal(args.first()?)?;
    let stem = table.strip_suffix(".csv").unwrap_or(table);
    let mut conditions = Vec::new();
    let mut read = Vec::new();
    if let [_, how, columns, value, ..] = args[..] {
        let (how, columns) = (literal(how)?, split(literal(columns)?));
        let tests: Vec<String> = columns.iter().map(|c| test(how, c, value)).collect();
        if !tests.is_empty() {
            conditions.push(format!("({})", tests.join(" or ")));
        }
        read.extend(columns.into_iter().map(str::to_owned));
    }
    match args[..] {
        [_] | [_, _, _, _] => {}
        [_, _, _, _, column, value] => {
            let column = literal(column)?;
            conditions.push(format!("{} = string({})", safe(column), seen(value)));
            read.push(column.to_owned());
        }
        _ => return None,
    }
    let filter = conditions.join(" and ");
    Some(Search {
        file: format!("{stem}.csv"),
        filter: (!filter.is_empty()).then(|| format!("not({FOUND}) or ({filter})")),
        columns: read,
    })
}

/// Splits at the commas outside quotes and brackets.
fn arguments(text: &str) -> Option<Vec<&str>> {
    let (mut args, mut from, mut depth, mut quote) = (Vec::new(), 0, 0usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 0 => {
                args.push(text[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    args.push(text[from..].trim());
    (quote.is_none() && depth == 0).then_some(args)
}

fn literal(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    (!inner.contains(quote)).then(|| inner.trim())
}

/// Names of columns, separated by commas or, where there is none, by spaces.
fn split(columns: &str) -> Vec<&str> {
    let separator = if columns.contains(',') { ',' } else { ' ' };
    columns
        .split(separator)
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .collect()
}

/// A column's name as expressions can write it. Collect tells columns apart no better.
fn safe(column: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() {
            c.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    format!("c_{}", column.trim().chars().map(plain).collect::<String>())
}

/// An expression of the question, seen from a choice.
fn seen(value: &str) -> String {
    if value.starts_with('.') {
        format!("current()/{value}")
    } else {
        value.to_owned()
    }
}

/// Upper and lower case are the same, as in the database that Collect keeps tables in.
fn test(how: &str, column: &str, value: &str) -> String {
    let lower = |text: &str| {
        format!("translate({text}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')")
    };
    let (column, value) = (
        lower(&safe(column)),
        lower(&format!("string({})", seen(value))),
    );
    match how.to_ascii_lowercase().as_str() {
        "matches" => format!("{column} = {value}"),
        "startswith" => format!("starts-with({column}, {value})"),
        "endswith" => format!("ends-with({column}, {value})"),
        _ => format!("contains({column}, {value})"),
    }
}

/// Whether the table has a column.
pub(super) fn has_column(items: &[Item], column: &str) -> bool {
    let wanted = safe(column);
    items
        .first()
        .is_some_and(|item| item.keys().any(|key| safe(key) == wanted))
}

/// The choices of a list, those that stand for the table's rows written out.
pub(super) fn choices(items: &[Item], list: &[DraftChoice]) -> Vec<DraftChoice> {
    let mut rows: Vec<IndexMap<String, &str>> = items
        .iter()
        .map(|item| {
            item.iter()
                .map(|(key, text)| (safe(key), text.as_str()))
                .collect()
        })
        .collect();
    let order = |row: &IndexMap<String, &str>| row.get(ORDER).and_then(|n| n.parse::<f64>().ok());
    rows.sort_by(|a, b| {
        order(a)
            .partial_cmp(&order(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut out = Vec::new();
    let mut seen = HashSet::new();
    for choice in list {
        if choice.name.parse::<i32>().is_ok() || !has_column(items, &choice.name) {
            out.push(choice.clone());
            continue;
        }
        let column = safe(&choice.name);
        for row in &rows {
            let Some(name) = row.get(&column).filter(|n| !n.is_empty()) else {
                continue;
            };
            let columns: IndexMap<String, String> = row
                .iter()
                .map(|(key, text)| (key.clone(), (*text).to_owned()))
                .chain([(FOUND.to_owned(), "1".to_owned())])
                .collect();
            // Rows that are alike in everything add nothing.
            if seen.insert(columns.iter().map(|(_, t)| t.clone()).collect::<Vec<_>>()) {
                out.push(DraftChoice {
                    name: (*name).to_owned(),
                    label: label(row, choice, name),
                    unknown: None,
                    columns,
                    row: 0,
                });
            }
        }
    }
    out
}

/// `Poipet (district: Ou Chrov)`: the first column, and the others by their names.
fn label(row: &IndexMap<String, &str>, choice: &DraftChoice, name: &str) -> RawText {
    let text = |columns: &str| {
        let columns = if row.contains_key(&safe(columns)) {
            vec![columns]
        } else {
            split(columns)
        };
        let mut out = String::new();
        for column in columns {
            let cell = row.get(&safe(column)).copied().unwrap_or_default();
            if out.is_empty() {
                out.push_str(cell);
            } else {
                // Writing to a string cannot fail.
                let _ = write!(out, " ({column}: {cell})");
            }
        }
        if out.is_empty() { name.to_owned() } else { out }
    };
    let by_language = choice.label.0.iter();
    RawText(
        by_language
            .map(|cell| cell.as_ref().map(|c| Cell::generated(text(&c.text))))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_that_collect_takes() {
        let all = read("search('towns')").unwrap();
        assert_eq!((all.file.as_str(), all.filter), ("towns.csv", None));
        assert_eq!(read("search(\"towns.csv\")").unwrap().file, "towns.csv");
        let some =
            read("search('t', 'matches', 'Name, town', ${a}, 'p q', concat('x', ','))").unwrap();
        assert_eq!(some.columns, ["Name", "town", "p q"]);
        let filter = some.filter.unwrap();
        assert!(
            filter.starts_with("not(saring_found) or ((translate(c_name, "),
            "{filter}"
        );
        assert!(
            filter.ends_with(" and c_p_q = string(concat('x', ',')))"),
            "{filter}"
        );
    }

    #[test]
    fn calls_that_are_none() {
        for token in [
            "search()",
            "search('a'",
            "search(${a})",
            "search('a', 'b')",
            "search('a', 'contains', ${c}, 'd')",
            "search('a', 'contains', 'c', 'd', 'e')",
            "search('a', 'contains', 'c', 'd', 'e', 'f', 'g')",
            "search('a'))",
        ] {
            assert_eq!(read(token), None, "{token}");
        }
    }
}
