//! Any form and any script: the first sheets as the `csv` target reads them, the script after a line `=== script`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let (form, script) = text.split_once("=== script\n").unwrap_or((text, ""));
    let mut sheets = vec![("survey", String::new())];
    for line in form.split_inclusive('\n') {
        match line.strip_prefix("=== ") {
            Some(name) => sheets.push((name.trim(), String::new())),
            None => sheets.last_mut().expect("never empty").1.push_str(line),
        }
    }
    let workbook = Workbook::from_csv(sheets.iter().map(|(n, t)| (*n, t.as_str())));
    let Some(loaded) = workbook.ok().and_then(|w| load(&w).ok()) else {
        return;
    };
    let now = "2026-01-19T10:00:00+07:00".parse().expect("a time");
    let _ = saring_form::replay::run(Arc::new(loaded.form), script, now, None);
});
