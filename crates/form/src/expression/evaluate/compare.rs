//! Comparison of two values (XPath 1.0 §3.4).

use super::value::{Item, Value};
use super::{EvalError, Scope};
use crate::definition::NodeId;
use crate::expression::ast::Op;

impl Scope<'_> {
    /// `left op right` for the six comparisons; other operators are false.
    pub(crate) fn compare(&self, op: Op, left: &Value, right: &Value) -> Result<bool, EvalError> {
        let size = |v: &Value| {
            if let Value::Nodes(nodes) = v {
                nodes.len()
            } else {
                1
            }
        };
        self.spend(size(left).saturating_mul(size(right)))?;
        Ok(match (left, right) {
            // A node-set beside a boolean becomes one itself, whatever the operator.
            (Value::Nodes(_), Value::Boolean(_)) => {
                self.compare_single(op, &self.boolean(left).into(), right)
            }
            (Value::Boolean(_), Value::Nodes(_)) => {
                self.compare_single(op, left, &self.boolean(right).into())
            }
            (Value::Nodes(a), Value::Nodes(b)) => {
                let b: Vec<Value> = b.iter().map(|y| self.single(*y)).collect();
                a.iter().any(|x| {
                    let x = self.single(*x);
                    b.iter().any(|y| self.compare_single(op, &x, y))
                })
            }
            (Value::Nodes(a), _) => a
                .iter()
                .any(|x| self.compare_single(op, &self.single(*x), right)),
            (_, Value::Nodes(b)) => b
                .iter()
                .any(|y| self.compare_single(op, left, &self.single(*y))),
            _ => self.compare_single(op, left, right),
        })
    }

    /// `${name} = 'text'` and `!=`, as [`Scope::compare`] has it, without a copy of anything: what forms ask most.
    pub(super) fn question_is(
        &self,
        op: Op,
        target: NodeId,
        text: &str,
    ) -> Result<bool, EvalError> {
        let tree = self.world.tree;
        let holds = |found: &str| (found == text) == (op == Op::Equal);
        let (mut all, mut applying, mut any) = (0, 0, false);
        tree.question(self.current, target, &mut |id| {
            all += 1;
            if tree.get(id).relevant {
                applying += 1;
                any |= holds(&self.item_text(Item::Live(id)));
            }
        });
        self.spend(2 + all)?;
        // What does not apply reads as one blank.
        Ok(any || (applying == 0 && all > 0 && holds("")))
    }

    fn single(&self, item: Item) -> Value {
        Value::Text(self.item_text(item).into_owned())
    }

    fn compare_single(&self, op: Op, left: &Value, right: &Value) -> bool {
        match op {
            Op::Equal => self.equal(left, right),
            Op::NotEqual => !self.equal(left, right),
            Op::Less => self.number(left) < self.number(right),
            Op::LessOrEqual => self.number(left) <= self.number(right),
            Op::Greater => self.number(left) > self.number(right),
            Op::GreaterOrEqual => self.number(left) >= self.number(right),
            _ => false,
        }
    }

    #[allow(clippy::float_cmp, reason = "XPath compares numbers exactly")]
    fn equal(&self, left: &Value, right: &Value) -> bool {
        let is_number = |v: &Value| matches!(v, Value::Number(_) | Value::Date(_) | Value::Days(_));
        match (left, right) {
            (Value::Boolean(_), _) | (_, Value::Boolean(_)) => {
                self.boolean(left) == self.boolean(right)
            }
            (a, b) if is_number(a) || is_number(b) => self.number(left) == self.number(right),
            (Value::Text(a), Value::Text(b)) => a == b,
            _ => self.text(left) == self.text(right),
        }
    }
}
