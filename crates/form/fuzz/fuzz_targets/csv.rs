//! Any texts as the CSV sheets of a form: read, loaded, written canonically, begun.
//!
//! A line `=== NAME` begins the sheet NAME; what stands before the first is `survey`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saring_form::interview::{Context, Interview};
use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let mut sheets = vec![("survey", String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(name) => sheets.push((name.trim(), String::new())),
            None => sheets.last_mut().expect("never empty").1.push_str(line),
        }
    }
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
});
