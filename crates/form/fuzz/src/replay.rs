//! Any form and any script: the first sheets as the `csv` target reads them, the script after a line `=== script`.

use super::sheets;
use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

/// Panics where the form engine does.
pub fn run(text: &str) {
    let (form, script) = text.split_once("=== script\n").unwrap_or((text, ""));
    let sheets = sheets(form);
    let workbook = Workbook::from_csv(sheets.iter().map(|(n, t)| (*n, t.as_str())));
    let Some(loaded) = workbook.ok().and_then(|w| load(&w).ok()) else {
        return;
    };
    let now = "2026-01-19T10:00:00+07:00".parse().expect("a time");
    let _ = saring_form::replay::run(Arc::new(loaded.form), script, now, None);
}
