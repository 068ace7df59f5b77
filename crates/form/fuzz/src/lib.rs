//! What is done with whatever a fuzzer thinks of, one module a target. `cargo xtask fuzz` runs them at length; the tests
//! of the form engine run them on the seeds and near them.

pub mod csv;
pub mod expression;
pub mod replay;
pub mod workbook;

/// A text as CSV sheets by name: a line `=== NAME` begins the sheet NAME.
fn sheets(text: &str) -> Vec<(&str, String)> {
    let mut sheets = vec![("survey", String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(name) => sheets.push((name.trim(), String::new())),
            None => sheets.last_mut().expect("never empty").1.push_str(line),
        }
    }
    sheets
}
