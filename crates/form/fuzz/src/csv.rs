//! Any texts as the CSV sheets of a form: read, loaded, written canonically, begun.
//!
//! A line `=== NAME` begins the sheet NAME; what stands before the first is `survey`.

use super::sheets;
use saring_form::interview::{Context, Interview};
use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

/// Panics where the form engine does, or where canonical bytes are not read again as what they were.
pub fn run(text: &str) {
    let sheets = sheets(text);
    let Ok(workbook) = Workbook::from_csv(sheets.iter().map(|(n, t)| (*n, t.as_str()))) else {
        return;
    };
    let bytes = workbook.to_bytes();
    let again = Workbook::from_bytes(&bytes).expect("canonical bytes are read again");
    assert_eq!(again.to_bytes(), bytes);
    if let Ok(loaded) = load(&workbook) {
        let now = "2026-01-19T10:00:00+07:00".parse().expect("a time");
        let _ = Interview::start(Arc::new(loaded.form), Context::new(now, 1, "uuid:fuzz"));
    }
}
