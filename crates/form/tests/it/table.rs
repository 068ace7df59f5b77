//! Forms as Markdown tables, so that a test shows the form it is about.

use saring_form::issue::{Issue, Severity};
use saring_form::xlsform::{Loaded, load};

pub(crate) use crate::markdown::workbook;

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
