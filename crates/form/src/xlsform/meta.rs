//! The `meta` group that every form ends with: audit, instance id, instance name, beside what entities put there.

use super::draft::{Cells, Draft, DraftKind, DraftQuestion, Tree};
use super::entities::Late;
use super::settings::Settings;
use super::sheet::Cell;
use crate::definition::{QuestionType, ValueType};

/// Adds the group, unless it would be empty. `rows` are those of the survey that stand in `meta`.
pub(super) fn add(tree: &mut Tree, rows: Vec<Draft>, settings: &Settings) -> Option<Late> {
    let extension = tree.0[0].extension.clone();
    let mut leaves = rows;
    let calculate = |name: &str, cells: Cells| {
        let question = DraftQuestion::new(QuestionType::Calculate, ValueType::String);
        Draft::generated(
            name,
            1,
            DraftKind::Question(question),
            cells,
            extension.clone(),
        )
    };
    if !settings.is("omit_instanceID") {
        // Made once with the instance; random, so handed in like every other chance.
        let default = Some(Cell::generated("concat('uuid:', uuid())"));
        let cells = Cells {
            default,
            readonly: Some(Cell::generated("true()")),
            ..Cells::default()
        };
        leaves.push(Draft {
            named: true,
            ..calculate("instanceID", cells)
        });
    }
    let name = settings.get("instance_name");
    if name.is_some() {
        leaves.push(calculate("instanceName", Cells::default()));
    }
    if leaves.is_empty() {
        return None;
    }
    let existing = tree.0[0]
        .children
        .iter()
        .copied()
        .find(|c| tree.0[*c].name == "meta");
    let meta = existing.unwrap_or_else(|| {
        tree.add(
            0,
            Draft::generated(
                "meta",
                1,
                DraftKind::Group,
                Cells::default(),
                extension.clone(),
            ),
        )
    });
    let last = leaves.into_iter().map(|leaf| tree.add(meta, leaf)).last()?;
    name.map(|source| Late {
        node: Some(last),
        source: source.to_owned(),
        at: settings.at("instance_name"),
    })
}
