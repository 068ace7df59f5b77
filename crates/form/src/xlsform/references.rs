//! References `${name}` wherever a form may hold them: well written, to one thing that exists. Does not parse
//! expressions.

use super::codes;
use super::sheet::Table;
use super::text::is_ncname;
use crate::definition::NodeId;
use crate::issue::Issue;
use std::collections::{HashMap, HashSet};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    One(NodeId),
    Many,
}

/// The names that references may use.
#[derive(Debug, Default)]
pub(super) struct Names(HashMap<String, Named>);

impl Names {
    pub(super) fn add(&mut self, name: &str, id: NodeId) {
        self.0
            .entry(name.to_owned())
            .and_modify(|n| *n = Named::Many)
            .or_insert(Named::One(id));
    }

    pub(super) fn get(&self, name: &str) -> Option<Named> {
        self.0.get(name).copied()
    }

    /// The one node of this name.
    pub(super) fn one(&self, name: &str) -> Option<NodeId> {
        match self.get(name) {
            Some(Named::One(id)) => Some(id),
            _ => None,
        }
    }
}

/// A reference in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reference<'a> {
    /// Byte range in the text, braces included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// `None` when it is not written as a reference is.
    pub(super) name: Option<&'a str>,
}

/// Whether a text may hold a reference: most do not, and are told quickly.
pub(super) fn may_be_in(text: &str) -> bool {
    text.as_bytes().contains(&b'$') && text.contains("${")
}

/// All references of a text. `${}` alone is no reference: it is left to the parser.
pub(super) fn find(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    if text.len() <= 2 {
        return found;
    }
    let mut from = 0;
    while let Some(start) = text[from..].find("${").map(|i| i + from) {
        let inner = &text[start + 2..];
        let Some(length) = inner.find('}') else {
            found.push(Reference {
                start,
                end: text.len(),
                name: None,
            });
            break;
        };
        let end = start + 2 + length + 1;
        if length > 0 {
            let name = inner[..length]
                .strip_prefix("last-saved#")
                .unwrap_or(&inner[..length]);
            found.push(Reference {
                start,
                end,
                name: is_ncname(name).then_some(name),
            });
        }
        from = end;
    }
    found
}

/// The name in a text that is one reference and nothing else.
pub(super) fn only(text: &str) -> Option<&str> {
    match find(text)[..] {
        [
            Reference {
                start: 0,
                end,
                name,
            },
        ] if end == text.len() => name,
        _ => None,
    }
}

/// Cells whose references are reported already, by sheet, row and column: parsing them would say it twice.
pub(super) type Reported = HashSet<(&'static str, u32, usize)>;

/// Checks the references in the columns of a sheet that `wanted` picks.
pub(super) fn check(
    table: &Table<'_>,
    wanted: impl Fn(&[&str]) -> bool,
    names: &Names,
    reported: &mut Reported,
    issues: &mut Vec<Issue>,
) {
    let columns: Vec<usize> = (0..table.headers.len())
        .filter(|c| wanted(&table.headers[*c].parts()))
        .collect();
    for row in &table.rows {
        for &column in &columns {
            // Cleaning a cell makes no reference and breaks none.
            if !row.written(column).is_some_and(may_be_in) {
                continue;
            }
            let Some(text) = table.get(*row, column) else {
                continue;
            };
            for reference in find(&text) {
                let Some((code, name)) = problem(reference, names) else {
                    continue;
                };
                reported.insert((table.name, row.number, column));
                issues.push(
                    Issue::error(code, table.at_column(row.number, Some(column)))
                        .with("name", name),
                );
            }
        }
    }
}

fn problem<'a>(reference: Reference<'a>, names: &Names) -> Option<(&'static str, &'a str)> {
    let Some(name) = reference.name else {
        return Some((codes::MALFORMED_REFERENCE, ""));
    };
    match names.get(name) {
        Some(Named::One(_)) => None,
        Some(Named::Many) => Some((codes::AMBIGUOUS_REFERENCE, name)),
        None => Some((codes::UNKNOWN_REFERENCE, name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found_where_they_are() {
        let names: Vec<_> = find("Hello ${name}, ${last-saved#age} ${ x } ${} ${open")
            .iter()
            .map(|r| r.name)
            .collect();
        assert_eq!(names, [Some("name"), Some("age"), None, None]);
        assert_eq!(only("${a}"), Some("a"));
        assert_eq!(only("${a} "), None);
        assert_eq!(only("${a}${b}"), None);
    }
}
