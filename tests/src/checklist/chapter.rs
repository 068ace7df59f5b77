//! A chapter of the checklist as it is written: Markdown with a heading an item and a form as tables below it.
//!
//! A trial's tables are the form's sheets and, beside them, `answers` (`ref`, `value`; `+ REF` adds an instance), `ends`
//! (`ref`, `field`, `value`), `warnings`, `refused`, `files` (`file`, `contents`), `language`, and `alone`: why ODK's engine
//! has no verdict. A trial with a table `items` is tried once a row, `{column}` standing for the row's cell, `{item}` in
//! the heading too; its columns `warning` and `alone` say of one row what those tables say of a trial.

use super::trial::Trial;
use crate::conformance::markdown;
use crate::places::root;
use std::fs;
use std::path::PathBuf;

/// A chapter.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its file's name without the ending: `functions`.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What its trials show, in a sentence or two.
    pub says: String,
    /// Its trials, in order; an item may have several.
    pub trials: Vec<Trial>,
}

/// In what order the chapters stand.
const ORDER: &[&str] = &[
    "types",
    "survey-columns",
    "choices-settings-entities",
    "parameters",
    "appearances",
    "functions",
];

/// The checklist.
///
/// # Panics
/// When a chapter cannot be read or is not written as it should be.
#[must_use]
pub fn chapters() -> Vec<Chapter> {
    let folder = root().join("tests/fixtures/checklist");
    let here = fs::read_dir(&folder).expect("the checklist").flatten();
    let mut unlisted: Vec<PathBuf> = here.map(|entry| entry.path()).collect();
    unlisted.retain(|path| {
        !path
            .file_stem()
            .is_some_and(|stem| ORDER.iter().any(|name| stem == *name))
    });
    assert!(
        unlisted.is_empty(),
        "no place among the chapters: {unlisted:?}"
    );
    ORDER
        .iter()
        .map(|name| {
            let text = fs::read_to_string(folder.join(format!("{name}.md"))).expect("a chapter");
            chapter(name, &text)
        })
        .collect()
}

fn chapter(name: &str, text: &str) -> Chapter {
    let (head, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let (says, rest) = match rest.split_once("\n\n") {
        Some((says, rest)) if !says.starts_with(['|', '#']) => (says.trim(), rest),
        _ => ("", rest),
    };
    let mut trials = Vec::new();
    // Before the first heading stands a trial whose items are named by its table alone.
    let first = format!("## {{item}}\n{rest}");
    for section in first.split("\n## ").filter(|s| !s.trim().is_empty()) {
        let section = section.trim_start_matches("## ");
        let (heading, tables) = section.split_once('\n').unwrap_or((section, ""));
        if tables.contains('|') {
            trials.extend(expand(heading.trim(), tables));
        }
    }
    Chapter {
        name: name.to_owned(),
        title: head.trim_start_matches("# ").to_owned(),
        says: says.replace('\n', " "),
        trials,
    }
}

/// One trial for each row of `items`, or the one there is.
fn expand(heading: &str, tables: &str) -> Vec<Trial> {
    let workbook = markdown::workbook(tables);
    let Some(items) = workbook.sheet("items") else {
        return vec![Trial::new(heading, &workbook)];
    };
    let (columns, rows) = items.rows.split_first().expect("items have a header");
    rows.iter()
        .map(|row| {
            let cell = |column: &str| {
                let at = columns.iter().position(|c| c == column);
                at.and_then(|at| row.get(at)).cloned().unwrap_or_default()
            };
            let fill = |text: &str| {
                columns.iter().fold(text.to_owned(), |text, column| {
                    text.replace(&format!("{{{column}}}"), &cell(column))
                })
            };
            let mut sheets = workbook.sheets.clone();
            sheets.retain(|sheet| sheet.name != "items");
            for text in sheets.iter_mut().flat_map(|s| s.rows.iter_mut().flatten()) {
                *text = fill(text);
            }
            let mut trial =
                Trial::new(&fill(heading), &saring_form::xlsform::Workbook::new(sheets));
            let codes = cell("warning");
            trial
                .warnings
                .extend(codes.split_whitespace().map(str::to_owned));
            trial.warnings.sort();
            trial.alone = Some(cell("alone"))
                .filter(|why| !why.is_empty())
                .or(trial.alone);
            trial
        })
        .collect()
}
