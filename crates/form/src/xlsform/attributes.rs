//! Columns that become attributes of the XForm as they stand (`bind::x`, `body::x`, `instance::x`, `attribute::x`) and
//! media columns: what their headers name must be something that can be. Reads no expression.

use super::beside::Files;
use super::codes;
use super::languages::Languages;
use super::references;
use super::sheet::{Row, Table};
use super::text::is_xml_name;
use super::types::{self, Container, PlainType, TypeCell};
use crate::issue::Issue;
use std::collections::HashSet;

/// What a media column can hold.
const MEDIA: &[&str] = &["image", "big-image", "audio", "video"];

/// Checks the headers of the survey, choices and settings, and the files that media columns name.
pub(super) fn check(
    tables: &[&Table<'_>],
    files: &Files,
    languages: &Languages,
    issues: &mut Vec<Issue>,
) {
    let asked = lists_asked_for(tables);
    for table in tables {
        let absent = absent_at_first(table);
        for (column, header) in table.headers.iter().enumerate() {
            let used = || table.rows.iter().find(|r| table.get(**r, column).is_some());
            match (table.name, &header.parts()[..]) {
                ("survey", ["bind" | "control" | "instance", name, ..])
                | ("settings", ["attribute", name, ..])
                    if !is_xml_name(name) && used().is_some() =>
                {
                    issues.push(
                        Issue::error(codes::INVALID_ATTRIBUTE, table.at_header(column))
                            .with("attribute", *name),
                    );
                }
                // A cell with a language where none can be is no expression.
                (
                    "survey",
                    [
                        "bind",
                        "relevant" | "required" | "readonly" | "constraint" | "calculate",
                        name,
                        ..,
                    ],
                ) if used().is_some() => {
                    issues.push(
                        Issue::error(codes::INVALID_ATTRIBUTE, table.at_header(column))
                            .with("attribute", *name),
                    );
                }
                ("survey", ["media", kind, ..]) if !MEDIA.contains(kind) => {
                    if let Some(row) = used() {
                        let at = table.at_column(row.number, Some(column));
                        issues.push(
                            Issue::error(codes::UNKNOWN_MEDIA_TYPE, at)
                                .with("type", *kind)
                                .with("accepted", MEDIA.join(" ")),
                        );
                    }
                }
                ("survey" | "choices", ["media", kind, language @ ..]) => {
                    // What is not shown as soon as the form is opened cannot break it.
                    let shown = language
                        .first()
                        .is_none_or(|l| languages.all[languages.default].name == *l)
                        && !(table.name == "choices" && *kind == "big-image");
                    let shown = |row: &Row<'_>| {
                        shown && !absent.contains(&row.number) && is_offered(table, row, &asked)
                    };
                    file_names(table, column, files, shown, issues);
                }
                _ => {}
            }
        }
    }
}

/// The words of all types but those of questions with a filter: among them the lists that are offered whole.
fn lists_asked_for(tables: &[&Table<'_>]) -> HashSet<String> {
    let survey = tables.iter().filter(|t| t.name == "survey");
    survey
        .flat_map(|t| {
            let (kind, filter) = (t.column(&["type"]), t.column(&["choice_filter"]));
            let whole = t.rows.iter().filter(move |r| t.text(**r, filter).is_none());
            whole.filter_map(move |r| t.text(*r, kind))
        })
        .flat_map(|kind| kind.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

fn is_offered(table: &Table<'_>, row: &Row<'_>, asked: &HashSet<String>) -> bool {
    let list = table.text(*row, table.column(&["list name"]));
    list.is_none_or(|list| asked.contains(&*list))
}

/// The rows of the survey that show nothing when the form is opened: what is never shown, and what stands in a repeat
/// whose count may be nothing.
fn absent_at_first(table: &Table<'_>) -> HashSet<u32> {
    let mut absent = HashSet::new();
    if table.name != "survey" {
        return absent;
    }
    let (kind, count) = (
        table.column(&["type"]),
        table.column(&["control", "jr:count"]),
    );
    let mut repeats: Vec<bool> = Vec::new();
    for row in &table.rows {
        let Some(cell) = table.text(*row, kind) else {
            continue;
        };
        match types::read(&cell) {
            TypeCell::Begin(Container::Repeat, _) => {
                repeats.push(table.text(*row, count).is_some());
            }
            TypeCell::End(Container::Repeat) => {
                repeats.pop();
            }
            TypeCell::Plain(PlainType { shown: false, .. }) => {
                absent.insert(row.number);
            }
            _ if repeats.contains(&true) => {
                absent.insert(row.number);
            }
            _ => {}
        }
    }
    absent
}

/// The name of a file is the same for everybody: engines refuse one that is put together from answers.
fn file_names(
    table: &Table<'_>,
    column: usize,
    files: &Files,
    shown: impl Fn(&Row<'_>) -> bool,
    issues: &mut Vec<Issue>,
) {
    for row in &table.rows {
        let Some(file) = table.get(*row, column) else {
            continue;
        };
        let at = table.at_column(row.number, Some(column));
        if references::find(&file).iter().any(|r| r.name.is_some()) {
            issues.push(if shown(row) {
                Issue::error(codes::REFERENCE_IN_FILE_NAME, at)
            } else {
                Issue::warning(codes::REFERENCE_IN_FILE_NAME, at)
            });
        } else if file != "-" && !files.contains_key(&*file) {
            issues.push(Issue::warning(codes::MISSING_MEDIA_FILE, at).with("file", file));
        }
    }
}
