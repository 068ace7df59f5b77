//! Columns that become attributes of the XForm as they stand (`bind::x`, `body::x`, `instance::x`, `attribute::x`) and
//! media columns: what their headers name must be something that can be. Reads no expression.

use super::beside::Files;
use super::codes;
use super::languages::Languages;
use super::references;
use super::sheet::Table;
use super::text::is_xml_name;
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
                    file_names(table, column, files, (shown, &asked), issues);
                }
                _ => {}
            }
        }
    }
}

/// The words of all types: among them the lists that any question takes its choices from.
fn lists_asked_for(tables: &[&Table<'_>]) -> HashSet<String> {
    let survey = tables.iter().filter(|t| t.name == "survey");
    survey
        .flat_map(|t| {
            t.rows
                .iter()
                .filter_map(|r| t.text(*r, t.column(&["type"])))
        })
        .flat_map(|kind| kind.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// The name of a file is the same for everybody: engines refuse one that is put together from answers.
fn file_names(
    table: &Table<'_>,
    column: usize,
    files: &Files,
    (shown, asked): (bool, &HashSet<String>),
    issues: &mut Vec<Issue>,
) {
    let list = table.column(&["list name"]);
    for row in &table.rows {
        let Some(file) = table.get(*row, column) else {
            continue;
        };
        let at = table.at_column(row.number, Some(column));
        if references::find(&file).iter().any(|r| r.name.is_some()) {
            let offered = table.text(*row, list).is_none_or(|l| asked.contains(&*l));
            issues.push(if shown && offered {
                Issue::error(codes::REFERENCE_IN_FILE_NAME, at)
            } else {
                Issue::warning(codes::REFERENCE_IN_FILE_NAME, at)
            });
        } else if file != "-" && !files.contains_key(&*file) {
            issues.push(Issue::warning(codes::MISSING_MEDIA_FILE, at).with("file", file));
        }
    }
}
