//! A lint of the survey itself: a gate on a low age hides what follows from a child whose age is blank.

use super::codes;
use crate::definition::{Form, NodeId};
use crate::expression::{Expr, Op};
use crate::issue::{Address, Issue};

/// Warns about every relevance that compares an age with "less than".
pub(super) fn check(form: &Form, column: &str, issues: &mut Vec<Issue>) {
    for node in &form.nodes {
        let Some(relevant) = &node.bind.relevant else {
            continue;
        };
        let mut found = None;
        find(
            &relevant.root,
            &|id| form.node(id).extension.concept.as_deref() == Some("age"),
            &mut found,
        );
        if let Some(id) = found {
            let at = Address {
                column: Some(column.to_owned()),
                ..node.address.clone()
            };
            issues.push(Issue::warning(codes::AGE_GATE, at).with("name", &form.node(id).name));
        }
    }
}

fn find(expression: &Expr, is_age: &dyn Fn(NodeId) -> bool, found: &mut Option<NodeId>) {
    match expression {
        Expr::Binary(op, a, b) => {
            let low = match op {
                Op::Less | Op::LessOrEqual => a,
                Op::Greater | Op::GreaterOrEqual => b,
                _ => {
                    find(a, is_age, found);
                    find(b, is_age, found);
                    return;
                }
            };
            if let Expr::Question(id) = &**low
                && is_age(*id)
            {
                *found = Some(*id);
            }
        }
        Expr::Call { args, .. } => args.iter().for_each(|a| find(a, is_age, found)),
        _ => {}
    }
}
