//! Columns that become attributes of the XForm as they stand (`bind::x`, `body::x`, `instance::x`, `attribute::x`) and
//! media columns: what their headers name must be something that can be. Reads no expression.

use super::beside::Files;
use super::codes;
use super::languages::Languages;
use super::references;
use super::sheet::Table;
use super::text::is_xml_name;
use crate::issue::Issue;

/// What a media column can hold.
const MEDIA: &[&str] = &["image", "big-image", "audio", "video"];

/// Checks the headers of the survey, choices and settings, and the attributes that must be numbers.
pub(super) fn check(
    tables: &[&Table<'_>],
    files: &Files,
    languages: &Languages,
    issues: &mut Vec<Issue>,
) {
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
                    file_names(table, column, files, shown, issues);
                }
                ("survey", ["control", "rows"]) => {
                    numbers(table, column, |n| n.parse::<i64>().is_ok(), issues);
                }
                (
                    "survey",
                    [
                        "control",
                        "accuracyThreshold" | "unacceptableAccuracyThreshold",
                    ],
                ) => {
                    numbers(table, column, |n| n.parse::<f64>().is_ok(), issues);
                }
                _ => {}
            }
        }
    }
}

/// The name of a file is the same for everybody: engines refuse one that is put together from answers.
fn file_names(
    table: &Table<'_>,
    column: usize,
    files: &Files,
    shown: bool,
    issues: &mut Vec<Issue>,
) {
    for row in &table.rows {
        let Some(file) = table.get(*row, column) else {
            continue;
        };
        let at = table.at_column(row.number, Some(column));
        if references::find(&file).iter().any(|r| r.name.is_some()) {
            issues.push(if shown {
                Issue::error(codes::REFERENCE_IN_FILE_NAME, at)
            } else {
                Issue::warning(codes::REFERENCE_IN_FILE_NAME, at)
            });
        } else if file != "-" && !files.contains_key(&*file) {
            issues.push(Issue::warning(codes::MISSING_MEDIA_FILE, at).with("file", file));
        }
    }
}

fn numbers(table: &Table<'_>, column: usize, is_one: fn(&str) -> bool, issues: &mut Vec<Issue>) {
    for row in &table.rows {
        let Some(text) = table.get(*row, column) else {
            continue;
        };
        if !is_one(&text) {
            issues.push(
                Issue::error(
                    codes::INVALID_VALUE,
                    table.at_column(row.number, Some(column)),
                )
                .with("value", text)
                .with("accepted", "1 2 3 ..."),
            );
        }
    }
}
