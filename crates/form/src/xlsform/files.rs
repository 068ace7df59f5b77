//! Data files and choice lists where they meet: two files of one name, `search()` beside a plain list, a geometry that
//! nothing has.

use super::codes;
use super::draft::{Draft, DraftKind, DraftLists, DraftSelect, Tree};
use super::references;
use super::sheet::Table;
use super::types::{self, TypeCell};
use crate::issue::Issue;
use std::collections::{HashMap, HashSet};

/// Checks a form whose tree stands.
/// Names of entity lists are given for those that a geometry may come from.
pub(super) fn check(
    tree: &Tree,
    table: &Table<'_>,
    lists: &DraftLists,
    entities: &[String],
    issues: &mut Vec<Issue>,
) {
    let files = data_files(tree, table, lists, issues);
    searches(tree, table, issues);
    for draft in &tree.0 {
        let Some(target) = draft.cells.parameters.get("reference-geometry") else {
            continue;
        };
        let repeat = |name: &str| {
            tree.0
                .iter()
                .any(|d| matches!(d.kind, DraftKind::Repeat(_)) && d.name == name)
        };
        if !lists.contains_key(target)
            && !files.contains(target)
            && !entities.contains(target)
            && !references::only(target).is_some_and(repeat)
        {
            let at = table.at_column(draft.row, draft.cells.parameters_column);
            issues.push(
                Issue::error(codes::INVALID_PARAMETER_VALUE, at)
                    .with("parameter", "reference-geometry")
                    .with("value", target),
            );
        }
    }
}

/// One thing that expressions reach by `instance('NAME')`.
struct Instance {
    name: String,
    /// Where its data come from; two of one name must come from the same place.
    source: String,
    /// A data file of its own row, of which there may be one only.
    alone: bool,
    row: u32,
    column: Option<usize>,
}

/// Names of the form's data files, without endings. One name must mean one file, no choice list may have it too, and a
/// `csv-external` stands once.
fn data_files(
    tree: &Tree,
    table: &Table<'_>,
    lists: &DraftLists,
    issues: &mut Vec<Issue>,
) -> HashSet<String> {
    let mut seen: HashMap<String, Instance> = HashMap::new();
    let searched: HashSet<&str> = selects(tree)
        .filter(|(d, _)| is_search(d))
        .map(|(_, s)| s.list.as_str())
        .collect();
    for instance in instances(tree, table) {
        let clash = if let Some(first) = seen.get(&instance.name) {
            first.source != instance.source || (instance.alone && first.alone)
        } else {
            lists.contains_key(&instance.name) && !searched.contains(instance.name.as_str())
        };
        if clash {
            issues.push(
                Issue::error(
                    codes::DUPLICATE_DATA_FILE,
                    table.at_column(instance.row, instance.column),
                )
                .with("file", &instance.name),
            );
        }
        seen.entry(instance.name.clone()).or_insert(instance);
    }
    seen.into_keys().collect()
}

/// All instances that rows ask for, row by row.
fn instances(tree: &Tree, table: &Table<'_>) -> Vec<Instance> {
    let (kind, name) = (table.column(&["type"]), table.column(&["name"]));
    let mut found = Vec::new();
    for row in &table.rows {
        let Some(cell) = table.text(*row, kind) else {
            continue;
        };
        if types::read(&cell) == TypeCell::DataFile
            && let Some(name) = table.text(*row, name)
        {
            let ending = if cell.starts_with("csv") {
                "csv"
            } else {
                "xml"
            };
            found.push(Instance {
                source: format!("{name}.{ending}"),
                name: name.into_owned(),
                alone: true,
                row: row.number,
                column: kind,
            });
        }
    }
    for draft in &tree.0 {
        let mut push = |name: &str, source: String, column| {
            found.push(Instance {
                name: name.to_owned(),
                source,
                alone: false,
                row: draft.row,
                column,
            });
        };
        if let DraftKind::Question(question) = &draft.kind
            && let Some(select) = question.select.as_ref().filter(|s| s.from_file)
            && let Some((stem, _)) = select.list.rsplit_once('.')
        {
            // The columns of the file may stand behind its name.
            let file = select.list.split(' ').next().unwrap_or_default();
            push(stem, file.to_owned(), select.column);
        }
        let cells = &draft.cells;
        for cell in [
            &cells.calculate,
            &cells.constraint,
            &cells.readonly,
            &cells.required,
            &cells.relevant,
            &cells.choice_filter,
            &cells.default,
        ]
        .into_iter()
        .flatten()
        {
            for file in pulled(&cell.text) {
                push(file, format!("{file}.csv"), cell.column);
            }
            if cell.text.contains("${last-saved#") {
                push("__last-saved", "last-saved".to_owned(), cell.column);
            }
        }
    }
    found.sort_by_key(|i| i.row);
    found
}

/// The files that calls of `pulldata` name, quotes taken off.
fn pulled(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("pulldata").filter_map(|(at, word)| {
        let call = text[at + word.len()..].trim_start().strip_prefix('(')?;
        let (file, _) = call.split_once(',')?;
        let file = file.trim().trim_matches(['\'', '"']).trim();
        (!file.is_empty()).then_some(file)
    })
}

fn selects(tree: &Tree) -> impl Iterator<Item = (&Draft, &DraftSelect)> {
    tree.0.iter().filter_map(|d| match &d.kind {
        DraftKind::Question(question) => question.select.as_ref().map(|s| (d, s)),
        _ => None,
    })
}

fn is_search(draft: &Draft) -> bool {
    draft
        .cells
        .appearance
        .iter()
        .any(|a| a.contains("search(") && a.contains(')'))
}

/// A list is searched in a file or offered as it stands, never both.
fn searches(tree: &Tree, table: &Table<'_>, issues: &mut Vec<Issue>) {
    let plain: HashSet<&str> = selects(tree)
        .filter(|(d, _)| !is_search(d))
        .map(|(_, s)| s.list.as_str())
        .collect();
    for (draft, select) in selects(tree).filter(|(d, _)| is_search(d)) {
        if select.from_file || plain.contains(select.list.as_str()) {
            let at = table.at_column(draft.row, select.column);
            issues.push(Issue::error(codes::SEARCH_SHARES_LIST, at).with("list", &select.list));
        }
    }
}
