//! The `entities` sheet: which lists a form would write to, checked and placed as pyxform does. Nothing here writes an
//! entity.

use super::codes;
use super::draft::{Cells, Draft, DraftId, DraftKind, DraftQuestion, Tree};
use super::references;
use super::sheet::{Cell, Row, Table};
use super::text::is_name;
use crate::definition::{Extension, QuestionType, ValueType};
use crate::issue::{Address, Issue};
use std::collections::{BTreeMap, HashMap};

/// A declared list.
struct Entity {
    name: String,
    row: u32,
    label: Option<Cell>,
    /// Names that its expressions refer to.
    mentions: Vec<String>,
    /// Containers of the questions saved to it, and of those it refers to.
    saved: Vec<DraftId>,
    referred: Vec<DraftId>,
}

/// An expression that stands in another sheet than the node that calculates it.
pub(super) struct Late {
    pub(super) node: DraftId,
    pub(super) source: String,
    pub(super) at: Address,
}

/// Checks declarations and `save_to`, and adds `meta/entity` where each entity belongs. `survey` with the column of
/// `save_to`. Returns the labels to be calculated.
pub(super) fn add(
    table: Option<&Table<'_>>,
    survey: &Table<'_>,
    save_to: Option<usize>,
    tree: &mut Tree,
    issues: &mut Vec<Issue>,
) -> Vec<Late> {
    let mut entities = table.map(|t| declarations(t, issues)).unwrap_or_default();
    let by_row: HashMap<u32, DraftId> = tree
        .in_order()
        .into_iter()
        .filter(|d| tree.0[*d].named)
        .map(|d| (tree.0[d].row, d))
        .collect();
    if let Some(column) = save_to {
        let mut taken: HashMap<(usize, String), u32> = HashMap::new();
        for row in &survey.rows {
            let (Some(word), Some(draft)) = (survey.get(*row, column), by_row.get(&row.number))
            else {
                continue;
            };
            let at = survey.at_column(row.number, Some(column));
            match saved(&word, &tree.0[*draft], &entities) {
                Ok((entity, property)) => {
                    if taken.insert((entity, property), row.number).is_some() {
                        issues.push(invalid(at, "duplicate-property"));
                    }
                    entities[entity].saved.extend(tree.0[*draft].parent);
                }
                Err(detail) => issues.push(invalid(at, detail)),
            }
        }
    }
    let (Some(table), false) = (table, entities.is_empty()) else {
        return Vec::new();
    };
    for id in tree.in_order().into_iter().filter(|d| tree.0[*d].named) {
        for entity in entities
            .iter_mut()
            .filter(|e| e.mentions.contains(&tree.0[id].name))
        {
            entity.referred.extend(tree.0[id].parent);
        }
    }
    issues.push(Issue::warning(
        codes::UNSUPPORTED_ENTITIES,
        table.at(entities[0].row),
    ));
    let mut late = Vec::new();
    for (container, entity) in place(tree, &entities, table, issues) {
        late.extend(attach(tree, container, &entities[entity], table));
    }
    late
}

fn invalid(at: Address, detail: &str) -> Issue {
    Issue::error(codes::INVALID_ENTITY, at).with("detail", detail)
}

fn declarations(table: &Table<'_>, issues: &mut Vec<Issue>) -> Vec<Entity> {
    let known = [
        "dataset",
        "entity_id",
        "create_if",
        "update_if",
        "repeat",
        "label",
    ];
    for (column, header) in table.headers.iter().enumerate() {
        let used = table.rows.iter().any(|r| table.get(*r, column).is_some());
        if used && !matches!(&header.parts()[..], [word] if known.contains(word)) {
            issues.push(invalid(table.at_header(column), "unknown-column"));
        }
    }
    let mut entities: Vec<Entity> = Vec::new();
    for row in &table.rows {
        let cell = |word: &str| table.cell(*row, table.column(&[word]));
        let name = cell("dataset").map(|c| c.text).unwrap_or_default();
        let at = |word: &str| table.at_column(row.number, table.column(&[word]));
        let wrong =
            if name.is_empty() || !is_name(&name) || name.starts_with("__") || name.contains('.') {
                Some(("dataset", "invalid-name"))
            } else if entities.iter().any(|e| e.name == name) {
                Some(("dataset", "duplicate-name"))
            } else {
                declared(&cell)
            };
        if let Some((column, detail)) = wrong {
            issues.push(invalid(at(column), detail));
        }
        entities.push(entity(row, name, &cell));
    }
    entities
}

fn entity(row: &Row<'_>, name: String, cell: &dyn Fn(&str) -> Option<Cell>) -> Entity {
    let texts = ["entity_id", "create_if", "update_if", "label"].map(cell);
    let mentions = texts
        .iter()
        .flatten()
        .flat_map(|c| references::find(&c.text))
        .filter_map(|r| r.name)
        .map(str::to_owned)
        .collect();
    Entity {
        name,
        row: row.number,
        label: cell("label"),
        mentions,
        saved: Vec::new(),
        referred: Vec::new(),
    }
}

/// Which of creating, updating and both a row asks for, and what it lacks for that.
fn declared(cell: &dyn Fn(&str) -> Option<Cell>) -> Option<(&'static str, &'static str)> {
    let has = |word| cell(word).is_some();
    match (
        has("entity_id"),
        has("create_if"),
        has("update_if"),
        has("label"),
    ) {
        (false, _, true, _) => Some(("entity_id", "missing-entity-id")),
        (true, true, false, _) => Some(("update_if", "missing-update-if")),
        (false, _, false, false) => Some(("label", "missing-label")),
        _ => None,
    }
}

/// The list and property that a `save_to` cell names.
fn saved(word: &str, draft: &Draft, entities: &[Entity]) -> Result<(usize, String), &'static str> {
    let (list, property) = word
        .split_once('#')
        .map_or((None, word), |(list, property)| (Some(list), property));
    let entity = match list {
        _ if entities.is_empty() => return Err("no-entities"),
        None if entities.len() > 1 => return Err("list-not-named"),
        None => 0,
        Some(list) => entities
            .iter()
            .position(|e| e.name == list)
            .ok_or("unknown-list")?,
    };
    if !matches!(draft.kind, DraftKind::Question(_)) {
        return Err("not-a-question");
    }
    let reserved = property.eq_ignore_ascii_case("name")
        || property.eq_ignore_ascii_case("label")
        || property.starts_with("__");
    if reserved || !is_name(property) {
        return Err("invalid-property");
    }
    Ok((entity, property.to_owned()))
}

/// The container and everything around it, innermost first.
fn around(tree: &Tree, id: DraftId) -> Vec<DraftId> {
    std::iter::successors(Some(id), |id| tree.0[*id].parent).collect()
}

/// The repeat around a container, or the root.
fn scope(tree: &Tree, id: DraftId) -> DraftId {
    around(tree, id)
        .into_iter()
        .find(|c| matches!(tree.0[*c].kind, DraftKind::Repeat(_) | DraftKind::Root))
        .unwrap_or(0)
}

/// One container for each entity: the innermost that all it saves share, else the innermost it refers to; further out
/// where that one is taken, but never out of the repeat.
fn place(
    tree: &Tree,
    entities: &[Entity],
    table: &Table<'_>,
    issues: &mut Vec<Issue>,
) -> BTreeMap<DraftId, usize> {
    let mut placed: BTreeMap<DraftId, usize> = BTreeMap::new();
    for (index, entity) in entities.iter().enumerate() {
        let all = || entity.saved.iter().chain(&entity.referred).copied();
        let depth = |id: DraftId| around(tree, id).len();
        let innermost = all()
            .map(|c| scope(tree, c))
            .max_by_key(|s| depth(*s))
            .unwrap_or(0);
        let reachable = around(tree, innermost);
        let conflict = all().any(|c| !reachable.contains(&scope(tree, c)))
            || entity.saved.iter().any(|c| scope(tree, *c) != innermost);
        let wanted = if let Some(first) = entity.saved.first() {
            let shared = around(tree, *first)
                .into_iter()
                .find(|c| entity.saved.iter().all(|s| around(tree, *s).contains(c)));
            shared.unwrap_or(innermost)
        } else {
            all()
                .filter(|c| scope(tree, *c) == innermost)
                .max_by_key(|c| depth(*c))
                .unwrap_or(0)
        };
        // A single entity of the whole form stands in the form's own meta.
        let wanted = if entities.len() == 1 && innermost == 0 {
            0
        } else {
            wanted
        };
        let up_to_scope = around(tree, wanted)
            .into_iter()
            .take_while(|c| *c == innermost || around(tree, *c).contains(&innermost));
        match up_to_scope.into_iter().find(|c| !placed.contains_key(c)) {
            Some(container) if !conflict => {
                placed.insert(container, index);
            }
            _ => issues.push(invalid(table.at(entity.row), "no-place")),
        }
    }
    placed
}

fn attach(tree: &mut Tree, container: DraftId, entity: &Entity, table: &Table<'_>) -> Option<Late> {
    let extension: Extension = tree.0[container].extension.clone();
    let group = |name: &str| {
        Draft::generated(
            name,
            entity.row,
            DraftKind::Group,
            Cells::default(),
            extension.clone(),
        )
    };
    let meta = tree.add(container, group("meta"));
    let node = tree.add(meta, group("entity"));
    let label = entity.label.as_ref()?;
    let question = DraftQuestion::new(QuestionType::Calculate, ValueType::String);
    let cells = Cells {
        readonly: Some(Cell::generated("true()")),
        ..Cells::default()
    };
    let node = tree.add(
        node,
        Draft::generated(
            "label",
            entity.row,
            DraftKind::Question(question),
            cells,
            extension.clone(),
        ),
    );
    Some(Late {
        node,
        source: label.text.clone(),
        at: table.at_column(entity.row, label.column),
    })
}
