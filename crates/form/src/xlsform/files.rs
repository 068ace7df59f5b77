//! Data files and choice lists where they meet: two files of one name, `search()` beside a plain list, a geometry that
//! nothing has.

use super::codes;
use super::draft::{DraftKind, DraftLists, Tree};
use super::references;
use super::sheet::Table;
use super::types::{self, TypeCell};
use crate::issue::Issue;
use std::collections::{HashMap, HashSet};

/// Checks a form whose tree stands.
pub(super) fn check(tree: &Tree, table: &Table<'_>, lists: &DraftLists, issues: &mut Vec<Issue>) {
    let files = data_files(tree, table, issues);
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

/// Names of the form's data files, without endings. One name must mean one file, and a `csv-external` stands once.
fn data_files(tree: &Tree, table: &Table<'_>, issues: &mut Vec<Issue>) -> HashSet<String> {
    let mut seen: HashMap<String, (String, bool)> = HashMap::new();
    let (kind, name) = (table.column(&["type"]), table.column(&["name"]));
    let used: HashSet<u32> = tree.0.iter().map(|d| d.row).collect();
    for row in &table.rows {
        let Some(cell) = table.text(*row, kind) else {
            continue;
        };
        let (file, alone) = match types::read(&cell) {
            TypeCell::DataFile => {
                let Some(name) = table.text(*row, name) else {
                    continue;
                };
                let ending = if cell.starts_with("csv") {
                    "csv"
                } else {
                    "xml"
                };
                (format!("{name}.{ending}"), true)
            }
            TypeCell::Select(select)
                if used.contains(&row.number)
                    && select.list.ends_with(".csv")
                        | select.list.ends_with(".xml")
                        | select.list.ends_with(".geojson") =>
            {
                (select.list.to_owned(), false)
            }
            _ => continue,
        };
        let stem = file
            .rsplit_once('.')
            .map_or(file.as_str(), |(stem, _)| stem)
            .to_owned();
        if let Some((first, first_alone)) = seen.get(&stem) {
            if *first != file || (alone && *first_alone) {
                issues.push(
                    Issue::error(
                        codes::DUPLICATE_DATA_FILE,
                        table.at_column(row.number, kind),
                    )
                    .with("file", file),
                );
            }
        } else {
            seen.insert(stem, (file, alone));
        }
    }
    seen.into_keys().collect()
}

/// A list is searched in a file or offered as it stands, never both.
fn searches(tree: &Tree, table: &Table<'_>, issues: &mut Vec<Issue>) {
    let selects = || {
        tree.0.iter().filter_map(|d| match &d.kind {
            DraftKind::Question(question) => question.select.as_ref().map(|s| (d, s)),
            _ => None,
        })
    };
    let is_search = |d: &super::draft::Draft| {
        d.cells
            .appearance
            .iter()
            .any(|a| a.contains("search(") && a.contains(')'))
    };
    let plain: HashSet<&str> = selects()
        .filter(|(d, _)| !is_search(d))
        .map(|(_, s)| s.list.as_str())
        .collect();
    for (draft, select) in selects().filter(|(d, _)| is_search(d)) {
        if select.from_file || plain.contains(select.list.as_str()) {
            let at = table.at_column(draft.row, select.column);
            issues.push(Issue::error(codes::SEARCH_SHARES_LIST, at).with("list", &select.list));
        }
    }
}
