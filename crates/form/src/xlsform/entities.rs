//! The `entities` sheet: which lists a form would write to, checked and placed as pyxform does. Nothing here writes an
//! entity.

use super::codes;
use super::draft::{Cells, Draft, DraftId, DraftKind, DraftQuestion, Tree};
use super::references;
use super::sheet::{Cell, Row, Table};
use super::text::is_name;
use super::types::{self, TypeCell};
use crate::definition::{Extension, QuestionType, ValueType};
use crate::issue::{Address, Issue};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A declared list.
struct Entity {
    name: String,
    row: u32,
    label: Option<Cell>,
    /// Names that its expressions refer to.
    mentions: Vec<String>,
    /// Its expressions other than the label.
    conditions: Vec<Cell>,
    /// What is saved to it and what it refers to, in the order of the rows.
    uses: Vec<Use>,
}

/// A question that an entity has to do with.
#[derive(Clone, Copy)]
struct Use {
    container: DraftId,
    row: u32,
    /// Saved to the entity, or merely mentioned by it.
    saved: bool,
}

/// An expression that stands in another sheet than the node that calculates it.
pub(super) struct Late {
    /// The node; none for a condition of an entity, which is checked and not kept.
    pub(super) node: Option<DraftId>,
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
    let kind = survey.column(&["type"]);
    let mut taken: HashMap<(usize, String), u32> = HashMap::new();
    for row in &survey.rows {
        let draft = by_row.get(&row.number).copied();
        let word = save_to.and_then(|c| survey.get(*row, c));
        if let Some(word) = word {
            let at = survey.at_column(row.number, save_to);
            let said = match draft {
                Some(draft) => {
                    let question = matches!(tree.0[draft].kind, DraftKind::Question(_));
                    saved(&word, question, &entities)
                }
                // The end of a group is no question either; a data file counts as one, though it saves nothing.
                None => {
                    let kind = survey.text(*row, kind).unwrap_or_default();
                    match types::read(&kind) {
                        TypeCell::End(_) => Err("not-a-question"),
                        TypeCell::DataFile => saved(&word, true, &entities),
                        _ => continue,
                    }
                }
            };
            match said {
                Ok((entity, property)) => {
                    if taken.insert((entity, property), row.number).is_some() {
                        issues.push(invalid(at, "duplicate-property"));
                    }
                    entities[entity].uses.extend(use_of(tree, draft, true));
                }
                Err(detail) => issues.push(invalid(at, detail)),
            }
        }
        if let Some(draft) = draft {
            let name = &tree.0[draft].name;
            for entity in entities.iter_mut().filter(|e| e.mentions.contains(name)) {
                entity.uses.extend(use_of(tree, Some(draft), false));
            }
        }
    }
    let (Some(table), false) = (table, entities.is_empty()) else {
        return Vec::new();
    };
    issues.push(Issue::warning(
        codes::UNSUPPORTED_ENTITIES,
        table.at(entities[0].row),
    ));
    let mut late = Vec::new();
    for (container, entity) in place(tree, &entities, survey, save_to, table, issues) {
        late.extend(attach(tree, container, &entities[entity], table));
    }
    late.extend(entities.iter().flat_map(|entity| {
        entity.conditions.iter().map(|cell| Late {
            node: None,
            source: cell.text.clone(),
            at: table.at_column(entity.row, cell.column),
        })
    }));
    late
}

fn use_of(tree: &Tree, draft: Option<DraftId>, saved: bool) -> Option<Use> {
    let draft = &tree.0[draft?];
    Some(Use {
        container: draft.parent?,
        row: draft.row,
        saved,
    })
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
    let mut expected = 2;
    for row in &table.rows {
        // An empty row before another is an entity without a name.
        for empty in expected..row.number {
            issues.push(invalid(
                table.at_column(empty, table.column(&["dataset"])),
                "invalid-name",
            ));
        }
        expected = row.number + 1;
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
        conditions: ["entity_id", "create_if", "update_if"]
            .into_iter()
            .filter_map(cell)
            .collect(),
        label: cell("label"),
        mentions,
        uses: Vec::new(),
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
fn saved(word: &str, question: bool, entities: &[Entity]) -> Result<(usize, String), &'static str> {
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
    if !question {
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

/// How many repeats stand around a container, itself included.
fn repeats(tree: &Tree, id: DraftId) -> usize {
    around(tree, id)
        .into_iter()
        .filter(|c| matches!(tree.0[*c].kind, DraftKind::Repeat(_)))
        .count()
}

/// How far a container is from the repeat or root around it.
fn depth_in_scope(tree: &Tree, id: DraftId) -> usize {
    around(tree, id)
        .into_iter()
        .take_while(|c| !matches!(tree.0[*c].kind, DraftKind::Repeat(_) | DraftKind::Root))
        .count()
}

/// Where an entity wants to stand: the repeat (or root) it belongs to, and a container in there. The error is the row
/// of a question that belongs elsewhere, or none when the entity itself is to blame.
fn wanted(tree: &Tree, uses: &[Use]) -> Result<(DraftId, DraftId), Option<u32>> {
    let mut innermost: Option<DraftId> = None;
    let mut deepest: Option<DraftId> = None;
    let mut deepest_saved: Option<DraftId> = None;
    let depth = |id| depth_in_scope(tree, id);
    for one in uses {
        let boundary = scope(tree, one.container);
        if innermost.is_none_or(|i| repeats(tree, boundary) > repeats(tree, i)) {
            if innermost != Some(boundary) {
                deepest = Some(one.container);
                if one.saved {
                    deepest_saved = Some(one.container);
                }
            }
            innermost = Some(boundary);
        }
        let deeper = |than: Option<DraftId>| {
            than.is_none_or(|d| Some(boundary) == innermost && depth(one.container) > depth(d))
        };
        if deeper(deepest) {
            deepest = Some(one.container);
        }
        if one.saved && deeper(deepest_saved) {
            deepest_saved = Some(one.container);
        }
    }
    let innermost = innermost.unwrap_or(0);
    let saved: Vec<DraftId> = uses
        .iter()
        .filter(|u| u.saved)
        .map(|u| u.container)
        .collect();
    let requested = match (deepest_saved, &saved[..]) {
        (Some(deepest), [first, others @ ..]) => {
            let shared = around(tree, *first)
                .into_iter()
                .find(|c| others.iter().all(|s| around(tree, *s).contains(c)))
                .unwrap_or(0);
            if others.iter().all(|o| o == first) {
                shared
            } else {
                // Of two equally deep the first is taken.
                let own = scope(tree, deepest);
                let rank = |c| (repeats(tree, c), depth(c));
                if rank(shared) > rank(own) {
                    shared
                } else {
                    own
                }
            }
        }
        _ => deepest.unwrap_or(0),
    };
    let reachable = around(tree, innermost);
    for one in uses {
        let boundary = scope(tree, one.container);
        if !reachable.contains(&boundary) {
            return Err(one.saved.then_some(one.row));
        }
        if one.saved && scope(tree, requested) != boundary {
            return Err(Some(one.row));
        }
    }
    Ok((innermost, requested))
}

/// One container for each entity: the innermost that all it saves share, else the innermost it refers to; further out
/// where that one is taken, but never out of the repeat.
fn place(
    tree: &Tree,
    entities: &[Entity],
    survey: &Table<'_>,
    save_to: Option<usize>,
    table: &Table<'_>,
    issues: &mut Vec<Issue>,
) -> BTreeMap<DraftId, usize> {
    let mut placed: BTreeMap<DraftId, usize> = BTreeMap::new();
    let mut reserved: HashSet<DraftId> = HashSet::new();
    for (index, entity) in entities.iter().enumerate() {
        let (innermost, requested) = match wanted(tree, &entity.uses) {
            Ok(found) => found,
            Err(row) => {
                let at = row.map_or_else(
                    || table.at(entity.row),
                    |row| survey.at_column(row, save_to),
                );
                issues.push(invalid(at, "no-place"));
                continue;
            }
        };
        // A single entity of the whole form stands in the form's own meta.
        if entities.len() == 1 && innermost == 0 {
            placed.insert(0, index);
            continue;
        }
        let candidates: Vec<DraftId> = around(tree, requested)
            .into_iter()
            .take_while(|c| around(tree, *c).contains(&innermost))
            .collect();
        let saves = || entity.uses.iter().filter(|u| u.saved).map(|u| u.container);
        let taken = |c: DraftId| placed.contains_key(&c) || reserved.contains(&c);
        let found = candidates.iter().copied().find(|c| !taken(*c));
        let blocked = taken(requested) && saves().any(|c| reserved.contains(&c));
        match found {
            Some(container) if !blocked => {
                placed.insert(container, index);
                reserved.insert(container);
                for leaf in saves() {
                    // Everything between a saved question and its entity belongs to that entity.
                    let between = around(tree, leaf)
                        .into_iter()
                        .take_while(|c| around(tree, *c).contains(&container));
                    reserved.extend(between);
                }
            }
            // What refers into a repeat that it does not save from is left without a place, as in pyxform.
            None if candidates.is_empty() => {}
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
        node: Some(node),
        source: label.text.clone(),
        at: table.at_column(entity.row, label.column),
    })
}
