//! The forms that both engines answer: our own, the built-in instruments, published ones where they are at hand.

use super::markdown;
use crate::checklist::chapters;
use crate::places::root;
use saring_form::xlsform::Workbook;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A form to be judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What it is called in reports: the file's name without its ending.
    pub name: String,
    /// Its sheets, and the files beside it.
    pub workbook: Workbook,
    /// The script that it is played by, in the words of `saring form replay`; answered at random where there is none.
    pub script: Option<Vec<Value>>,
}

impl Judged {
    /// The sheets as Markdown tables, to be looked at or kept as a fixture.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = String::new();
        for sheet in &self.workbook.sheets {
            out.push_str(&format!("| {} |\n", sheet.name));
            for row in &sheet.rows {
                out.push_str(&format!("| | {} |\n", row.join(" | ")));
            }
        }
        out
    }

    /// The calculation of a node, as a report adds it: ` = ...`; nothing for a node that has none.
    #[must_use]
    pub fn calculation(&self, reference: &str) -> String {
        let name = reference.rsplit('/').next().unwrap_or_default();
        let rows = self.workbook.sheet("survey").map(|sheet| &sheet.rows);
        let (Some(header), Some(rows)) = (rows.and_then(|r| r.first()), rows) else {
            return String::new();
        };
        let column = |wanted: &str| header.iter().position(|cell| cell == wanted);
        let (Some(names), Some(calculations)) = (column("name"), column("calculation")) else {
            return String::new();
        };
        rows.iter()
            .find(|row| row.get(names).is_some_and(|cell| cell == name))
            .and_then(|row| row.get(calculations))
            .filter(|source| !source.is_empty())
            .map_or_else(String::new, |source| format!(" = {source}"))
    }
}

/// The forms in tests/fixtures/forms, one construct each.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn own() -> Vec<Judged> {
    written(&root().join("tests/fixtures/forms"))
}

/// The forms in a folder that are written as Markdown tables. The files that they name lie in `media`.
///
/// # Panics
/// When one cannot be read.
#[must_use]
pub fn written(folder: &Path) -> Vec<Judged> {
    let beside: BTreeMap<String, Arc<[u8]>> =
        files(&folder.join("media"), &["csv", "xml", "geojson"])
            .into_iter()
            .map(|path| {
                let name = path
                    .file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned();
                (name, fs::read(&path).expect("a file").into())
            })
            .collect();
    let named = |text: &str| {
        let mut named = beside.clone();
        named.retain(|name, _| text.contains(stem(Path::new(name)).as_str()));
        named
    };
    files(folder, &["md"])
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).expect("a form");
            let mut workbook = markdown::workbook(&text).with_files(named(&text));
            let script = workbook.sheet("script").map(|sheet| script(&sheet.rows));
            workbook.sheets.retain(|sheet| sheet.name != "script");
            Judged {
                name: stem(&file),
                workbook,
                script,
            }
        })
        .collect()
}

/// Rows of `op`, `ref`, `value` as lines of a script.
fn script(rows: &[Vec<String>]) -> Vec<Value> {
    assert_eq!(rows[0], ["op", "ref", "value"]);
    let cell = |row: &[String], column: usize| row.get(column).cloned().unwrap_or_default();
    rows[1..]
        .iter()
        .map(|row| {
            let (op, reference) = (cell(row, 0), cell(row, 1));
            if op == "set" {
                json!({ "op": op, "ref": reference, "value": cell(row, 2) })
            } else {
                json!({ "op": op, "ref": reference })
            }
        })
        .collect()
}

/// The forms of the checklist that load, each with the reason why ODK's engine has no verdict on it, where it has none.
/// They are called by chapter and item.
///
/// # Panics
/// When a chapter cannot be read.
#[must_use]
pub fn tried() -> Vec<(Judged, Option<String>)> {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    let mut forms = Vec::new();
    for chapter in chapters() {
        for trial in chapter.trials.into_iter().filter(|t| t.refused.is_empty()) {
            let item = trial.item.replace(|c: char| !c.is_alphanumeric(), "-");
            let mut name = format!("{}-{}", chapter.name, item.trim_matches('-'));
            let before = times.entry(name.clone()).or_default();
            *before += 1;
            if *before > 1 {
                name = format!("{name}-{before}");
            }
            let form = Judged {
                name,
                workbook: trial.form,
                script: None,
            };
            forms.push((form, trial.alone));
        }
    }
    forms
}

/// The instruments that ship.
///
/// # Panics
/// When the folder cannot be read.
#[must_use]
pub fn built_in() -> Vec<Judged> {
    let folder = root().join("assets/forms");
    let mut forms: Vec<PathBuf> = fs::read_dir(&folder)
        .expect("assets/forms")
        .flatten()
        .map(|entry| entry.path())
        .collect();
    forms.sort();
    forms.into_iter().map(|path| opened(&path)).collect()
}

/// Published forms beside the checkout; none where they are not.
///
/// # Panics
/// When one of them cannot be read.
#[must_use]
pub fn published() -> Vec<Judged> {
    let Some(folder) = root().parent().map(|beside| beside.join("shared/forms")) else {
        return Vec::new();
    };
    files(&folder, &["xls", "xlsx"])
        .iter()
        .map(|path| opened(path))
        .collect()
}

fn opened(path: &Path) -> Judged {
    Judged {
        name: stem(path),
        workbook: Workbook::open(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
        script: None,
    }
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|e| endings.iter().any(|wanted| e == *wanted))
        })
        .collect();
    found.sort();
    found
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
