//! Circles of calculations and of relevance. Finds them between nodes of the form, not between repeat instances.

use super::codes;
use crate::definition::{Form, Node, NodeId};
use crate::expression::dependencies::takes_nodes;
use crate::expression::{Axis, Expr, NodeTest, Step};
use crate::issue::{Address, Issue};
use std::collections::HashMap;

/// Reports each circle once, at the calculation or relevance that closes it.
pub(super) fn check(form: &Form, columns: (&str, &str), issues: &mut Vec<Issue>) {
    let paths: HashMap<&str, NodeId> = form.nodes.iter().map(|n| (n.path.as_str(), n.id)).collect();
    let calculated: Vec<Vec<NodeId>> = form
        .nodes
        .iter()
        .map(|n| {
            n.bind
                .calculate
                .as_ref()
                .filter(|_| n.bind.trigger.is_empty())
                .map_or_else(Vec::new, |e| {
                    let mut found = Vec::new();
                    let mut texts = Vec::new();
                    collect(&e.root, n, &paths, true, &mut |id, as_text| {
                        found.push(id);
                        if as_text {
                            texts.push(id);
                        }
                    });
                    // The text of what holds others is that of all of them.
                    while let Some(id) = texts.pop() {
                        let children = &form.node(id).children;
                        found.extend(children);
                        texts.extend(children);
                    }
                    found
                })
        })
        .collect();
    for circle in circles(&calculated) {
        issues.push(issue(
            form,
            &circle,
            Issue::error(codes::CALCULATION_LOOP, address(form, &circle, columns.0)),
        ));
    }
    // A question is relevant only with everything above it, so a mention is a mention of its groups too.
    let gated: Vec<Vec<NodeId>> = form
        .nodes
        .iter()
        .map(|n| {
            let mentioned = n
                .bind
                .relevant
                .as_ref()
                .map_or_else(Vec::new, |e| mentions(&e.root, n, &paths));
            mentioned
                .into_iter()
                .flat_map(|id| std::iter::successors(Some(id), |id| form.node(*id).parent))
                .collect()
        })
        .collect();
    for circle in circles(&gated) {
        issues.push(issue(
            form,
            &circle,
            Issue::warning(codes::RELEVANCE_LOOP, address(form, &circle, columns.1)),
        ));
    }
}

fn address(form: &Form, circle: &[NodeId], column: &str) -> Address {
    let address = circle
        .first()
        .map(|id| form.node(*id).address.clone())
        .unwrap_or_default();
    Address {
        column: (!column.is_empty()).then(|| column.to_owned()),
        ..address
    }
}

fn issue(form: &Form, circle: &[NodeId], issue: Issue) -> Issue {
    let names: Vec<&str> = circle
        .iter()
        .map(|id| form.node(*id).name.as_str())
        .collect();
    issue.with("names", names.join(" "))
}

/// Depth-first search without recursion: a form may chain thousands of calculations.
pub(super) fn circles(edges: &[Vec<NodeId>]) -> Vec<Vec<NodeId>> {
    const NEW: u8 = 0;
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let mut state = vec![NEW; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if state[start] != NEW || edges[start].is_empty() {
            continue;
        }
        let mut path: Vec<(usize, usize)> = vec![(start, 0)];
        state[start] = OPEN;
        while let Some((at, next)) = path.last_mut() {
            let Some(to) = edges[*at].get(*next).map(|id| id.index()) else {
                state[*at] = DONE;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                NEW => {
                    state[to] = OPEN;
                    path.push((to, 0));
                }
                OPEN => {
                    let from = path.iter().position(|(n, _)| *n == to).unwrap_or(0);
                    found.push(
                        path[from..]
                            .iter()
                            .filter_map(|(n, _)| u32::try_from(*n).ok().map(NodeId))
                            .collect(),
                    );
                }
                _ => {}
            }
        }
    }
    found
}

/// The nodes that an expression mentions. What a predicate narrows, or `indexed-repeat` picks, may be another
/// instance than the one asking, so it is no circle.
pub(super) fn mentions(
    expression: &Expr,
    from: &Node,
    paths: &HashMap<&str, NodeId>,
) -> Vec<NodeId> {
    let mut found = Vec::new();
    collect(expression, from, paths, true, &mut |id, _| found.push(id));
    found
}

/// `as_text`: the value becomes a text or a number, so that of a node its text is read.
fn collect(
    expression: &Expr,
    from: &Node,
    paths: &HashMap<&str, NodeId>,
    as_text: bool,
    found: &mut dyn FnMut(NodeId, bool),
) {
    let mut reach = |start: &str, steps: &[Step]| {
        if let Some(id) = walk(start, steps).and_then(|p| paths.get(p.as_str()).copied()) {
            found(id, as_text);
        }
    };
    match expression {
        Expr::Question(id) => found(*id, as_text),
        Expr::Path(path) if path.absolute => reach("", &path.steps),
        Expr::Path(path) => reach(&from.path, &path.steps),
        Expr::Filter {
            base,
            predicates,
            steps,
        } => match &**base {
            Expr::Call { name, .. } if name == "current" && predicates.is_empty() => {
                reach(&from.path, steps);
            }
            base => collect(base, from, paths, false, found),
        },
        Expr::Call { name, .. }
            if name == "indexed-repeat" || name == "position" || name == "once" => {}
        Expr::Call { name, args } => {
            for (index, arg) in args.iter().enumerate() {
                let as_text = !takes_nodes(name, index);
                collect(arg, from, paths, as_text, found);
            }
        }
        Expr::Negate(inner) => collect(inner, from, paths, true, found),
        Expr::Binary(_, a, b) => {
            collect(a, from, paths, true, found);
            collect(b, from, paths, true, found);
        }
        Expr::Union(a, b) => {
            collect(a, from, paths, as_text, found);
            collect(b, from, paths, as_text, found);
        }
        Expr::Number(_) | Expr::Literal(_) | Expr::LastSaved(_) => {}
    }
}

/// The path that plain steps lead to; `None` when a step is not plain. `.` alone is the node's own value, which every
/// engine has before it calculates.
fn walk(start: &str, steps: &[Step]) -> Option<String> {
    let mut path = start.to_owned();
    let mut moved = false;
    for step in steps {
        if !step.predicates.is_empty() {
            return None;
        }
        match (step.axis, &step.test) {
            (Axis::Parent, _) => {
                let up = path.rfind('/')?;
                path.truncate(up);
                moved = true;
            }
            (Axis::Child, NodeTest::Name(name)) => {
                path.push('/');
                path.push_str(name);
                moved = true;
            }
            (Axis::SelfNode, NodeTest::Node) => {}
            _ => return None,
        }
    }
    moved.then_some(path)
}
