//! A thousand small forms, read by us and by pyxform: what it takes loads without an error, what it refuses is refused
//! in the row it names.
//!
//! The forms stand in tests/fixtures/readings, as tables under a title each; a cell writes `\|`, `\n` and `\t` for what a
//! table cannot hold. The forms of the checklist (tests/fixtures/checklist) are read too.

use saring_form::issue::{Issue, Severity};
use saring_form::xlsform::{Sheet, Workbook, load};
use saring_tests::conformance::tried;
use saring_tests::{judges, places};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Case {
    title: String,
    sheets: Vec<Sheet>,
}

fn cases() -> Vec<Case> {
    let folder = places::root().join("tests/fixtures/readings");
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut cases: Vec<Case> = Vec::new();
    for file in files {
        for line in fs::read_to_string(file).unwrap().lines() {
            if let Some(title) = line.strip_prefix("### ") {
                cases.push(Case {
                    title: title.to_owned(),
                    sheets: Vec::new(),
                });
            } else if let (Some(row), Some(case)) = (line.strip_prefix('|'), cases.last_mut()) {
                add(&mut case.sheets, row);
            }
        }
    }
    cases.extend(tried().into_iter().map(|(form, _)| Case {
        title: form.name,
        sheets: form.workbook.sheets,
    }));
    cases
}

/// A row with one cell names a sheet.
fn add(sheets: &mut Vec<Sheet>, row: &str) {
    let row = row.replace("\\|", "\u{1}");
    let row = row.strip_suffix('|').unwrap_or(&row);
    let cells: Vec<String> = row
        .split('|')
        .map(|cell| cell.trim_matches([' ', '\t']).replace('\u{1}', "|"))
        .map(|cell| cell.replace("\\n", "\n").replace("\\t", "\t"))
        .collect();
    match (&cells[..], sheets.last_mut()) {
        ([name], _) if !name.is_empty() => sheets.push(Sheet {
            name: name.clone(),
            rows: Vec::new(),
        }),
        ([_, cells @ ..], Some(sheet)) => sheet.rows.push(cells.to_vec()),
        _ => {}
    }
}

fn errors(path: &Path) -> Vec<Issue> {
    match load(&Workbook::open(path).unwrap()) {
        Ok(_) => Vec::new(),
        Err(issues) => issues
            .into_iter()
            .filter(|i| i.severity == Severity::Error)
            .collect(),
    }
}

/// The row of `[row : 5] On the 'choices' sheet`.
fn row(message: &str) -> Option<u32> {
    let (_, after) = message.split_once("[row : ")?;
    after.split_once(']')?.0.parse().ok()
}

#[test]
fn forms_are_read_as_pyxform_reads_them() {
    let room = tempfile::tempdir().unwrap();
    let cases = cases();
    for (number, case) in cases.iter().enumerate() {
        let path = room.path().join(format!("form{number:04}.xlsx"));
        Workbook::new(case.sheets.clone())
            .write_xlsx(&path)
            .unwrap();
    }
    let run = Command::new(judges::python("python"))
        .arg(places::root().join("tests/judges/read_forms.py"))
        .arg(room.path())
        .output()
        .unwrap();
    let said = String::from_utf8(run.stdout).unwrap();
    let verdicts: Vec<Value> = said
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        verdicts.len(),
        cases.len(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let mut differences = Vec::new();
    let mut refused = 0;
    for (case, verdict) in cases.iter().zip(&verdicts) {
        let found = errors(&room.path().join(verdict["file"].as_str().unwrap()));
        let message = verdict["message"].as_str().unwrap();
        let difference = match verdict["verdict"].as_str() {
            Some("ok") if !found.is_empty() => {
                format!("we refuse: {} {}", found[0].code, found[0].address)
            }
            Some("refused") if found.is_empty() => format!("we accept what it refuses: {message}"),
            Some("refused") => {
                refused += 1;
                match row(message) {
                    Some(row) if found.iter().all(|i| i.address.row != Some(row)) => {
                        format!("it says row {row}, we say {}: {message}", found[0].address)
                    }
                    _ => continue,
                }
            }
            _ => continue,
        };
        differences.push(format!("{}: {difference}", case.title));
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(refused > 400 && cases.len() > 900, "too few forms to tell");
}
