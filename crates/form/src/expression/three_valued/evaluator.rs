//! Expressions over a live interview in three values: operators and truth. What nodes are is in `states`, what functions
//! do in `calls`.

use super::closed::Closed;
use super::document::{Document, Place};
use super::evidence::{Evidence, Judged, SpotId};
use super::rules::{Mode, Outcome, RuleError, RuleFunctions};
use super::states::State;
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::expression::{Expr, Expression, Op};
use crate::interview::Interview;
use chrono::FixedOffset;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What can be asked of an interview in three values. It sees the interview as it is now; after an event, make another.
pub struct Evaluator<'a> {
    pub(super) document: Document<'a>,
    pub(super) closed: &'a Closed,
    pub(super) zone: FixedOffset,
    pub(super) states: RefCell<HashMap<SpotId, Rc<State>>>,
    pub(super) relevances: RefCell<HashMap<SpotId, Option<Judged>>>,
    pub(super) extras: RefCell<HashMap<SpotId, Option<Evidence>>>,
}

/// Where an expression stands.
#[derive(Clone)]
pub(super) struct At<'a, 'r> {
    pub(super) mode: Mode<'r>,
    /// The node it belongs to: `current()`.
    pub(super) current: Place<'a>,
    /// `.`
    pub(super) here: Place<'a>,
    pub(super) position: Interval,
    pub(super) size: Interval,
}

/// A member of a node-set, as far as it is one.
#[derive(Clone, Debug)]
pub(super) struct Member<'a> {
    pub(super) place: Place<'a>,
    pub(super) there: Judged,
}

/// The value of an expression.
#[derive(Clone, Debug)]
pub(super) enum Operand<'a> {
    Single(Value),
    Nodes(Vec<Member<'a>>),
}

impl From<Value> for Operand<'_> {
    fn from(value: Value) -> Self {
        Self::Single(value)
    }
}

impl From<Judged> for Operand<'_> {
    fn from(judged: Judged) -> Self {
        Self::Single(judged.into())
    }
}

impl<'a> Evaluator<'a> {
    /// An evaluator over the interview as it is now. `closed` says where no instance can come any more.
    #[must_use]
    pub fn new(interview: &'a Interview, closed: &'a Closed) -> Self {
        let evaluator = Self {
            document: Document::new(interview),
            closed,
            zone: *interview.context().now.offset(),
            states: RefCell::default(),
            relevances: RefCell::default(),
            extras: RefCell::default(),
        };
        // In document order most of what a node needs is known by then, so that chains do not pile up.
        for spot in evaluator.document.ids() {
            evaluator.state(spot);
        }
        evaluator
    }

    /// The truth of a rule, seen from the root. `process` is for findings of that kind.
    ///
    /// # Errors
    /// What rules may not do, see [`RuleError`].
    pub fn rule(
        &self,
        rule: &Expression,
        functions: &dyn RuleFunctions,
        process: bool,
    ) -> Result<Judged, RuleError> {
        let at = self.at(self.document.root(), Mode::Rule { functions, process });
        self.truth_of(&rule.root, &at)
    }

    /// The value of a rule, seen from the root; of a reference, that of its first node.
    ///
    /// # Errors
    /// As [`Evaluator::rule`].
    pub fn value(
        &self,
        rule: &Expression,
        functions: &dyn RuleFunctions,
    ) -> Result<Value, RuleError> {
        let at = self.at(
            self.document.root(),
            Mode::Rule {
                functions,
                process: false,
            },
        );
        let operand = self.evaluate(&rule.root, &at)?;
        Ok(self.single(operand))
    }

    /// A judgement with its references.
    #[must_use]
    pub fn outcome(&self, judged: &Judged) -> Outcome {
        let known: Vec<String> = judged
            .evidence
            .known
            .iter()
            .map(|s| self.document.spot(*s).reference.clone())
            .collect();
        let unknown = judged.evidence.unknown.iter();
        let (because, against) = match judged.truth {
            Truth::True => (known, Vec::new()),
            Truth::False => (Vec::new(), known),
            Truth::Unknown => (Vec::new(), Vec::new()),
        };
        Outcome {
            truth: judged.truth,
            because,
            against,
            unknown: unknown
                .map(|(s, why)| (self.document.spot(*s).reference.clone(), *why))
                .collect(),
        }
    }

    pub(super) fn at<'r>(&self, spot: SpotId, mode: Mode<'r>) -> At<'a, 'r> {
        let one = Interval::point(1.0);
        At {
            mode,
            current: Place::Spot(spot),
            here: Place::Spot(spot),
            position: one,
            size: one,
        }
    }

    pub(super) fn evaluate(&self, expr: &Expr, at: &At<'a, '_>) -> Result<Operand<'a>, RuleError> {
        Ok(match expr {
            Expr::Number(n) => Value::number(*n).into(),
            Expr::Literal(text) => Value::text(text).into(),
            Expr::Question(_) | Expr::Path(_) | Expr::Filter { .. } | Expr::Union(..) => {
                Operand::Nodes(self.nodes(expr, at)?)
            }
            Expr::LastSaved(_) => Operand::Nodes(Vec::new()),
            Expr::Call { name, args } => self.call(name, args, expr, at)?,
            Expr::Negate(inner) => {
                let (n, evidence) = self.number_of(inner, at)?;
                Value {
                    scalar: Scalar::Number(n.negated()),
                    evidence,
                }
                .into()
            }
            Expr::Binary(..) => self.binary(expr, at)?,
        })
    }

    /// A chain of operators leans to the left: its left side is walked, not recursed into, so that long chains are safe.
    fn binary(&self, expr: &Expr, at: &At<'a, '_>) -> Result<Operand<'a>, RuleError> {
        let mut chain = Vec::new();
        let mut first = expr;
        while let Expr::Binary(op, left, right) = first {
            chain.push((*op, left, right));
            first = left;
        }
        let mut value = self.evaluate(first, at)?;
        for (op, left, right) in chain.into_iter().rev() {
            value = self.operate(op, value, left, right, at)?;
        }
        Ok(value)
    }

    fn operate(
        &self,
        op: Op,
        value: Operand<'a>,
        left: &Expr,
        right: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Operand<'a>, RuleError> {
        match op {
            Op::And => {
                return Ok(self
                    .truth(value, at)?
                    .and(&self.truth_of(right, at)?)
                    .into());
            }
            Op::Or => return Ok(self.truth(value, at)?.or(&self.truth_of(right, at)?).into()),
            _ => {}
        }
        let other = self.evaluate(right, at)?;
        let arithmetic: fn(Interval, Interval) -> Interval = match op {
            Op::Add => Interval::plus,
            Op::Subtract => Interval::minus,
            Op::Multiply => Interval::times,
            Op::Divide => Interval::divided_by,
            Op::Modulo => Interval::modulo,
            _ => {
                if at.mode.is_rule() {
                    self.refuse_unknown_choice(left, &value, right)?;
                    self.refuse_unknown_choice(right, &other, left)?;
                }
                return Ok(self.compare(op, &value, &other, at)?.into());
            }
        };
        let (a, b) = (self.single(value), self.single(other));
        let result = arithmetic(a.scalar.to_number(self.zone), b.scalar.to_number(self.zone));
        Ok(Value {
            scalar: Scalar::Number(result),
            evidence: a.evidence.with(&b.evidence),
        }
        .into())
    }

    pub(super) fn truth_of(&self, expr: &Expr, at: &At<'a, '_>) -> Result<Judged, RuleError> {
        let value = self.evaluate(expr, at)?;
        self.truth(value, at)
    }

    /// XPath's `boolean()`; of a node-set, as this engine reads it on screen: whether any node has text. In a rule a
    /// node-set is refused, because engines disagree.
    pub(super) fn truth(&self, operand: Operand<'a>, at: &At<'a, '_>) -> Result<Judged, RuleError> {
        match operand {
            Operand::Single(value) => Ok(Judged::new(value.scalar.to_truth(), value.evidence)),
            Operand::Nodes(members) => {
                if at.mode.is_rule() {
                    return Err(RuleError::new("bare-reference", []));
                }
                let mut any = Judged::plain(false);
                for member in &members {
                    let has_text = self.with_value(member, |value| {
                        Judged::new(value.scalar.to_truth(), value.evidence)
                    });
                    any = any.or(&has_text);
                }
                Ok(any)
            }
        }
    }

    pub(super) fn single_of(&self, expr: &Expr, at: &At<'a, '_>) -> Result<Value, RuleError> {
        let operand = self.evaluate(expr, at)?;
        Ok(self.single(operand))
    }

    pub(super) fn number_of(
        &self,
        expr: &Expr,
        at: &At<'a, '_>,
    ) -> Result<(Interval, Evidence), RuleError> {
        let value = self.single_of(expr, at)?;
        Ok((value.scalar.to_number(self.zone), value.evidence))
    }
}
