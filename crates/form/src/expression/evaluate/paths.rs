//! Location paths over the live document and over choice lists (XPath 1.0 §2).

use super::value::{Item, Value};
use super::{EvalError, Scope};
use crate::expression::ast::{Axis, Expr, Path, Step};
use crate::interview::{LiveId, Place};

impl<'a> Scope<'a> {
    /// The nodes of a path, as [`Scope::applying`] leaves them.
    pub(super) fn path(&self, path: &Path) -> Result<Vec<Item>, EvalError> {
        // Also in a predicate on a choice list, `/` is the answers: so pyxform writes `${name}` there, and so ODK reads it.
        let start = if path.absolute {
            Item::Document
        } else {
            self.item
        };
        let found = self.steps(vec![start], &path.steps)?;
        Ok(self.applying(found))
    }

    /// Predicates and further steps on the value of `base`.
    pub(super) fn filter(
        &self,
        base: &Expr,
        predicates: &[Expr],
        steps: &[Step],
    ) -> Result<Vec<Item>, EvalError> {
        // Positions count all nodes, also those that do not apply.
        let mut nodes = match base {
            Expr::Question(target) => self.question_nodes(*target),
            other => self.nodes_of(other, "[]")?,
        };
        for predicate in predicates {
            // `${name}[...]` is a path with a predicate on its last step: positions count within one parent.
            nodes = if matches!(base, Expr::Question(_)) {
                self.select_by_parent(&nodes, predicate)?
            } else {
                self.select(nodes, predicate)?
            };
        }
        let found = self.steps(nodes, steps)?;
        Ok(self.applying(found))
    }

    /// Drops what does not apply. Where nothing does, one node stays, which reads as empty: an answer that does not apply
    /// is a blank, not an absence.
    pub(super) fn applying(&self, mut found: Vec<Item>) -> Vec<Item> {
        let first = found.first().copied();
        found.retain(|item| self.applies(*item));
        if found.is_empty() {
            first.into_iter().collect()
        } else {
            found
        }
    }

    /// Whether a node applies; those of choice lists always do.
    pub(crate) fn applies(&self, item: Item) -> bool {
        !matches!(item, Item::Live(id) | Item::Text(id) if !self.world.tree.get(id).relevant)
    }

    fn select_by_parent(&self, nodes: &[Item], predicate: &Expr) -> Result<Vec<Item>, EvalError> {
        let mut out = Vec::new();
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let parent = self.parent(*first);
            let length = rest
                .iter()
                .take_while(|n| self.parent(**n) == parent)
                .count();
            let (siblings, others) = rest.split_at(length);
            out.extend(self.select(siblings.to_vec(), predicate)?);
            rest = others;
        }
        Ok(out)
    }

    /// The nodes for which a predicate holds (§2.4).
    fn select(&self, nodes: Vec<Item>, predicate: &Expr) -> Result<Vec<Item>, EvalError> {
        let size = nodes.len();
        let mut out = Vec::with_capacity(size);
        for (index, item) in nodes.into_iter().enumerate() {
            self.spend(1)?;
            let scope = self.at(item, index + 1, size);
            let value = scope.evaluate(predicate)?;
            #[allow(clippy::cast_precision_loss, reason = "positions are small")]
            let holds = match value {
                Value::Number(number) => (number - (index + 1) as f64).abs() < f64::EPSILON,
                other => scope.boolean(&other),
            };
            if holds {
                out.push(item);
            }
        }
        Ok(out)
    }

    fn steps(&self, mut nodes: Vec<Item>, steps: &[Step]) -> Result<Vec<Item>, EvalError> {
        // While no node lies inside another, what a child step finds is in order and without doubles.
        let mut disjoint = nodes.len() < 2;
        for (index, step) in steps.iter().enumerate() {
            let texts = step.finds_texts(steps.get(index + 1));
            let many = nodes.len() > 1;
            let mut found = Vec::new();
            for item in nodes {
                if step.predicates.is_empty() {
                    let before = found.len();
                    self.axis(item, step, texts, &mut found);
                    self.spend(1 + found.len() - before)?;
                    continue;
                }
                let mut candidates = Vec::new();
                self.axis(item, step, texts, &mut candidates);
                self.spend(1 + candidates.len())?;
                for predicate in &step.predicates {
                    candidates = self.select(candidates, predicate)?;
                }
                found.append(&mut candidates);
            }
            let stays = matches!(step.axis, Axis::Child | Axis::SelfNode);
            if (many && !(stays && disjoint)) || reverse(step.axis) {
                self.document_order(&mut found);
            }
            disjoint = found.len() < 2 || (stays && disjoint);
            nodes = found;
        }
        Ok(nodes)
    }

    /// Sorts and drops doubles.
    pub(super) fn document_order(&self, items: &mut Vec<Item>) {
        let here = |id: LiveId| self.world.tree.place(id);
        items.sort_by_cached_key(|item| match item {
            Item::Document => (0, Place::default(), 0),
            Item::Live(id) => (1, here(*id), 0),
            Item::Text(id) => (1, here(*id), 1),
            Item::List(p) => (2, (p.list, vec![p.row, p.column]), 0),
            Item::ListText(p) => (2, (p.list, vec![p.row, p.column]), 1),
        });
        items.dedup();
    }
}

fn reverse(axis: Axis) -> bool {
    matches!(
        axis,
        Axis::Ancestor | Axis::AncestorOrSelf | Axis::Preceding | Axis::PrecedingSibling
    )
}
