//! Forms as Markdown tables, so that a test shows the form it is about.

use saring_form::issue::{Issue, Severity};
use saring_form::xlsform::{Loaded, Sheet, Workbook, load};

/// A workbook from tables: a line with one cell names a sheet, the rows below it are its rows. `\|` is a bar, `\n` a
/// line end inside a cell, an empty row `| |` counts.
pub(crate) fn workbook(tables: &str) -> Workbook {
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in tables.lines().map(str::trim).filter(|l| l.starts_with('|')) {
        let inner = line
            .trim_start_matches('|')
            .trim_end_matches('|')
            .replace("\\|", "\u{1}");
        let cells: Vec<String> = inner
            .split('|')
            .map(|c| c.trim().replace('\u{1}', "|").replace("\\n", "\n"))
            .collect();
        match &cells[..] {
            [name] if !name.is_empty() => sheets.push(Sheet {
                name: name.clone(),
                rows: Vec::new(),
            }),
            _ => sheets
                .last_mut()
                .expect("a sheet is named first")
                .rows
                .push(cells[1..].to_vec()),
        }
    }
    Workbook::new(sheets)
}

/// Loads a form that must have no error.
pub(crate) fn form(tables: &str) -> Loaded {
    load(&workbook(tables)).unwrap_or_else(|issues| panic!("{}", lines(&issues).join("\n")))
}

/// The errors of a form, as `code sheet:row:column`.
pub(crate) fn errors(tables: &str) -> Vec<String> {
    match load(&workbook(tables)) {
        Ok(_) => Vec::new(),
        Err(issues) => lines(
            &issues
                .into_iter()
                .filter(|i| i.severity == Severity::Error)
                .collect::<Vec<_>>(),
        ),
    }
}

/// The warnings of a form, as `code sheet:row:column`.
pub(crate) fn warnings(tables: &str) -> Vec<String> {
    lines(&form(tables).warnings)
}

pub(crate) fn lines(issues: &[Issue]) -> Vec<String> {
    issues
        .iter()
        .map(|i| format!("{} {}", i.code, i.address))
        .collect()
}
