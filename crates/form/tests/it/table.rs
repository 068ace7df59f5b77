//! Forms as Markdown tables, so that a test shows the form it is about.

use saring_form::definition::{Form, Kind, Piece, Question, Text};
use saring_form::expression::Expression;
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

pub(crate) fn question<'f>(form: &'f Form, path: &str) -> &'f Question {
    match &form
        .by_path(path)
        .unwrap_or_else(|| panic!("no {path}"))
        .kind
    {
        Kind::Question(question) => question,
        other => panic!("{path} is {other:?}"),
    }
}

pub(crate) fn paths(form: &Form) -> Vec<&str> {
    form.nodes.iter().map(|n| n.path.as_str()).collect()
}

pub(crate) fn words(text: &Text) -> Vec<Option<String>> {
    text.by_language
        .iter()
        .map(|pieces| {
            let pieces = pieces.as_ref()?.iter().map(|p| match p {
                Piece::Words(words) => words.clone(),
                Piece::Output(expression) => format!("<{}>", expression.source),
            });
            Some(pieces.collect())
        })
        .collect()
}

pub(crate) fn source(expression: Option<&Expression>) -> &str {
    expression.map_or("", |e| e.source.as_str())
}
