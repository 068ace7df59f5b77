//! Reads forms as JSON lines (`{"name", "sheets": [{"name", "rows"}]}`) and prints each one's issues as a JSON line.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use saring_form::issue::Severity;
use saring_form::xlsform::{Sheet, Workbook, load};
use serde_json::{Value, json};

fn main() {
    for line in std::io::stdin().lines() {
        let case: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let sheets: Vec<Sheet> = serde_json::from_value(case["sheets"].clone()).unwrap();
        let issues = match load(&Workbook::new(sheets)) {
            Ok(loaded) => loaded.warnings,
            Err(issues) => issues,
        };
        let (errors, warnings): (Vec<_>, Vec<_>) =
            issues.iter().partition(|i| i.severity == Severity::Error);
        let tell = |issues: Vec<&saring_form::issue::Issue>| -> Vec<Value> {
            issues
                .iter()
                .map(|i| json!({"code": i.code, "sheet": i.address.sheet, "row": i.address.row, "column": i.address.column, "params": i.params}))
                .collect()
        };
        println!(
            "{}",
            json!({"name": case["name"], "errors": tell(errors), "warnings": tell(warnings)})
        );
    }
}
