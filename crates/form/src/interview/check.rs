//! Finds calculations that go in a circle, before anybody answers.

use super::plan::{Aspect, Plan};
use super::{Context, Interview};
use crate::definition::{Form, NodeId};
use crate::issue::{Address, Issue};
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Errors `calculation-loop` with the cell of each calculation that depends on itself: through others, or alone in a way
/// that never settles. Parameter `names`: the questions of the circle.
#[must_use]
pub fn check(form: &Arc<Form>) -> Vec<Issue> {
    let mut loops: BTreeMap<(NodeId, Aspect), String> = BTreeMap::new();
    for circle in circles(&Plan::new(form)) {
        let names = circle
            .iter()
            .map(|id| form.node(*id).name.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        for id in circle {
            loops.insert((id, Aspect::Calculate), names.clone());
        }
    }
    if loops.is_empty() {
        // A calculation that reads itself is fine once it settles (`if(. = '', ..., .)`): try.
        let interview = Interview::start(form.clone(), Context::new(epoch(), 0, ""));
        for (id, aspect) in interview.unsettled() {
            loops.insert((id, aspect), form.node(id).name.clone());
        }
    }
    loops
        .into_iter()
        .map(|((id, aspect), names)| {
            let address = Address {
                column: Some(column(aspect).to_owned()),
                ..form.node(id).address.clone()
            };
            Issue::error("calculation-loop", address)
                .with("name", form.node(id).name.clone())
                .with("names", names)
        })
        .collect()
}

fn epoch() -> DateTime<FixedOffset> {
    DateTime::UNIX_EPOCH.fixed_offset()
}

fn column(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Relevant => "relevant",
        Aspect::Count => "repeat_count",
        Aspect::Calculate | Aspect::Triggered => "calculation",
        Aspect::Choices => "choice_filter",
        Aspect::Readonly => "read_only",
        Aspect::Required => "required",
        Aspect::Constraint => "constraint",
    }
}

/// Groups of two or more calculations that read one another, each exactly one live node: a running total over the
/// instances of a repeat is none.
fn circles(plan: &Plan) -> Vec<BTreeSet<NodeId>> {
    let calculated: BTreeMap<NodeId, Vec<NodeId>> = plan
        .vertices
        .iter()
        .filter(|v| v.aspect == Aspect::Calculate)
        .map(|v| {
            (
                v.node,
                v.reads
                    .iter()
                    .filter(|r| r.single && r.target != v.node)
                    .map(|r| r.target)
                    .collect(),
            )
        })
        .collect();
    let reach = |from: NodeId| {
        let mut seen = BTreeSet::new();
        let mut next = vec![from];
        while let Some(id) = next.pop() {
            for target in calculated.get(&id).into_iter().flatten() {
                if calculated.contains_key(target) && seen.insert(*target) {
                    next.push(*target);
                }
            }
        }
        seen
    };
    // Only what is left after taking away, again and again, what reads nothing that is left.
    let mut left: BTreeSet<NodeId> = calculated.keys().copied().collect();
    loop {
        let before = left.len();
        let rest = left.clone();
        left.retain(|id| calculated[id].iter().any(|t| rest.contains(t)));
        if left.len() == before {
            break;
        }
    }
    let mut circles: Vec<BTreeSet<NodeId>> = Vec::new();
    for id in &left {
        if circles.iter().any(|c| c.contains(id)) {
            continue;
        }
        let forward = reach(*id);
        if forward.contains(id) {
            circles.push(
                forward
                    .iter()
                    .copied()
                    .filter(|other| reach(*other).contains(id))
                    .collect(),
            );
        }
    }
    circles
}
