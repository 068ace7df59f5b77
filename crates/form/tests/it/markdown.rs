//! Workbooks as Markdown tables, for tests: here and in the package of journeys, which reads the same file.

use saring_form::xlsform::{Sheet, Workbook};

/// A workbook from tables: a line with one cell names a sheet, the rows below it are its rows. `\|` is a bar, `\n` a
/// line end inside a cell, an empty row `| |` counts.
///
/// # Panics
/// When a row stands before any sheet is named.
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
