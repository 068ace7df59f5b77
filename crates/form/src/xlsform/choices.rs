//! The `choices` and `external_choices` sheets: lists of choices with their columns. Labels are not parsed here.

use super::codes;
use super::draft::{DraftChoice, DraftLists};
use super::languages::{Languages, RawText};
use super::sheet::Table;
use super::text::is_xml_name;
use crate::definition::UnknownChoice;
use crate::issue::Issue;
use indexmap::IndexMap;
use std::collections::HashMap;

/// What the generated choice of `or_other` is called.
pub(super) const OTHER: &str = "other";

/// Reads a sheet of choices.
pub(super) fn read(
    table: &Table<'_>,
    languages: &Languages,
    allow_duplicates: bool,
    issues: &mut Vec<Issue>,
) -> DraftLists {
    let list_column = table.column(&["list name"]);
    let name_column = table.column(&["name"]);
    let unknown_column = table.column(&["saring_unknown"]);
    let label_columns = languages.columns(table, &["label"]);
    let kept = kept_columns(table, issues);
    if name_column.is_none() && !table.rows.is_empty() {
        issues.push(Issue::error(codes::MISSING_COLUMN, table.at(1)).with("column", "name"));
    }
    let mut lists = DraftLists::new();
    let mut seen: HashMap<(usize, String), u32> = HashMap::new();
    for row in &table.rows {
        let Some(list) = table.text(*row, list_column) else {
            continue;
        };
        let entry = lists.entry(list.clone().into_owned());
        let index = entry.index();
        let choices = entry.or_default();
        let Some(name) = table.text(*row, name_column) else {
            if name_column.is_some() {
                issues.push(
                    Issue::error(
                        codes::CHOICE_WITHOUT_NAME,
                        table.at_column(row.number, name_column),
                    )
                    .with("list", list),
                );
            }
            continue;
        };
        let name = name.into_owned();
        let label = languages.read(table, *row, &label_columns);
        if label.is_empty() {
            issues.push(
                Issue::warning(codes::CHOICE_WITHOUT_LABEL, table.at(row.number))
                    .with("name", &name),
            );
        }
        if !allow_duplicates {
            if seen.contains_key(&(index, name.clone())) {
                let at = table.at_column(row.number, name_column);
                issues.push(
                    Issue::error(codes::DUPLICATE_CHOICE, at)
                        .with("name", &name)
                        .with("list", list),
                );
                continue;
            }
            seen.insert((index, name.clone()), row.number);
        }
        let unknown = table.text(*row, unknown_column).and_then(|word| {
            let known = unknown_choice(&word);
            if known.is_none() {
                let issue = Issue::error(
                    codes::INVALID_VALUE,
                    table.at_column(row.number, unknown_column),
                );
                issues.push(
                    issue
                        .with("value", word)
                        .with("accepted", "unknown declined not_asked"),
                );
            }
            known
        });
        let columns = kept
            .iter()
            .filter_map(|(key, column)| Some((key.clone(), table.get(*row, *column)?.into_owned())))
            .collect();
        choices.push(DraftChoice {
            name,
            label,
            unknown,
            columns,
            row: row.number,
        });
    }
    lists
}

fn unknown_choice(word: &str) -> Option<UnknownChoice> {
    match word {
        "unknown" => Some(UnknownChoice::Unknown),
        "declined" => Some(UnknownChoice::Declined),
        "not_asked" => Some(UnknownChoice::NotAsked),
        _ => None,
    }
}

/// The columns that a filter can name, with the names they have there. A header that could not be an element is left
/// out with a warning.
fn kept_columns(table: &Table<'_>, issues: &mut Vec<Issue>) -> IndexMap<String, usize> {
    let mut kept = IndexMap::new();
    for (column, header) in table.headers.iter().enumerate() {
        let key = match header.parts()[..] {
            [] | ["list name" | "name"] | ["label", ..] => continue,
            ["media", kind] => kind.to_owned(),
            ["media", kind, language] => format!("{kind}::{language}"),
            [key, ..] if is_xml_name(key) => header.words.join("::"),
            [key, ..] => {
                let used = table.rows.iter().any(|r| table.get(*r, column).is_some());
                let at = table.at_header(column);
                // Notes beside the table are left out; what would become a broken element is not.
                issues.push(if key.is_empty() || key.contains(' ') || !used {
                    Issue::warning(codes::INVALID_COLUMN, at)
                } else {
                    Issue::error(codes::INVALID_COLUMN, at)
                });
                continue;
            }
        };
        kept.insert(key, column);
    }
    kept
}

/// Adds the choice of `or_other` to a list that has none of its name: in every language, but in English.
pub(super) fn add_other(choices: &mut Vec<DraftChoice>, languages: &Languages) {
    if choices.iter().any(|c| c.name == OTHER) {
        return;
    }
    let label: RawText = languages.everywhere("Other");
    let row = choices.last().map_or(0, |c| c.row);
    choices.push(DraftChoice {
        name: OTHER.to_owned(),
        label,
        unknown: None,
        columns: IndexMap::new(),
        row,
    });
}
