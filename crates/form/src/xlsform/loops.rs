//! `begin loop over LIST`: a group a choice, each with its copy of the questions. An old construct, kept for old forms.

use super::codes;
use super::draft::{Cells, Draft, DraftChoice, DraftId, DraftKind, DraftLists, Tree};
use super::languages::RawText;
use super::limits;
use super::sheet::{Cell, Table};
use crate::issue::Issue;

/// Writes out the loops of a tree.
pub(super) fn expand(
    tree: &mut Tree,
    lists: &DraftLists,
    table: &Table<'_>,
    issues: &mut Vec<Issue>,
) {
    let mut next = 0;
    let mut any = false;
    // Copies go to the end, so that loops inside loops are met again there.
    while next < tree.0.len() {
        let id = next;
        next += 1;
        let DraftKind::Loop { list } = &tree.0[id].kind else {
            continue;
        };
        let choices = lists.get(list.as_str()).cloned().unwrap_or_default();
        tree.0[id].kind = DraftKind::Group;
        any = true;
        let template = std::mem::take(&mut tree.0[id].children);
        for choice in choices.iter().filter(|c| c.name != "none") {
            // Loops in loops multiply.
            if tree.0.len() > limits::NODES {
                break;
            }
            let around = &tree.0[id];
            let cells = Cells {
                label: choice.label.clone(),
                ..Cells::default()
            };
            let group = Draft::generated(
                &choice.name,
                around.row,
                DraftKind::Group,
                cells,
                around.extension.clone(),
            );
            let group = tree.add(id, group);
            for child in &template {
                copy(tree, *child, group, choice);
            }
        }
    }
    if let Some(first) = tree.0.get(limits::NODES).filter(|_| any) {
        issues.push(
            Issue::error(codes::TOO_MANY_ROWS, table.at(first.row))
                .with("max", limits::NODES.to_string()),
        );
        tree.0[0].children.clear();
    }
}

fn copy(tree: &mut Tree, from: DraftId, to: DraftId, choice: &DraftChoice) {
    let mut draft = tree.0[from].clone();
    let children = std::mem::take(&mut draft.children);
    substitute(&mut draft.cells, choice);
    let id = tree.add(to, draft);
    for child in children {
        copy(tree, child, id, choice);
    }
}

/// `%(name)s` and `%(label)s` stand for the choice.
fn substitute(cells: &mut Cells, choice: &DraftChoice) {
    let texts = [
        &mut cells.label,
        &mut cells.hint,
        &mut cells.guidance,
        &mut cells.constraint_message,
        &mut cells.required_message,
    ];
    for text in texts {
        for (language, cell) in text.0.iter_mut().enumerate() {
            fill(cell.as_mut(), choice, language);
        }
    }
    let logic = [
        &mut cells.relevant,
        &mut cells.required,
        &mut cells.readonly,
        &mut cells.constraint,
        &mut cells.calculate,
        &mut cells.default,
        &mut cells.choice_filter,
    ];
    for cell in logic {
        fill(cell.as_mut(), choice, 0);
    }
}

fn fill(cell: Option<&mut Cell>, choice: &DraftChoice, language: usize) {
    let Some(cell) = cell.filter(|c| c.text.contains("%(")) else {
        return;
    };
    cell.text = cell
        .text
        .replace("%(name)s", &choice.name)
        .replace("%(label)s", label(&choice.label, language));
}

fn label(label: &RawText, language: usize) -> &str {
    let at = |i: usize| label.0.get(i).and_then(Option::as_ref);
    at(language)
        .or_else(|| label.0.iter().flatten().next())
        .map_or("", |c| c.text.as_str())
}
