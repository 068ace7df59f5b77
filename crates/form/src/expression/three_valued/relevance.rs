//! Relevance in three values, ancestors included, and what may still come to an open repeat.

use super::evaluator::Evaluator;
use super::evidence::{Evidence, Judged, SpotId, Why};
use super::rules::{Mode, always};
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::definition::Kind;
use crate::expression::{Expression, Op};
use crate::interview::Shape;

impl Evaluator<'_> {
    /// Whether a node applies, with its ancestors.
    pub(super) fn relevance(&self, spot: SpotId) -> Judged {
        if let Some(known) = self.relevances.borrow().get(&spot) {
            // In a circle of gates nothing is known.
            return known
                .clone()
                .unwrap_or_else(|| Judged::new(Truth::Unknown, Evidence::default()));
        }
        self.relevances.borrow_mut().insert(spot, None);
        let relevance = self.compute_relevance(spot);
        self.relevances
            .borrow_mut()
            .insert(spot, Some(relevance.clone()));
        relevance
    }

    fn compute_relevance(&self, spot: SpotId) -> Judged {
        let Some(parent) = self.document.element_parent(spot) else {
            return always();
        };
        let around = self.relevance(parent);
        if around.truth == Truth::False {
            return around;
        }
        let view = self.document.spot(spot).view;
        let mut relevance = around;
        if let Some(gate) = &view.definition().bind.relevant {
            relevance = relevance.and(&self.gate(gate, spot));
        }
        if view.shape() == Shape::Instance {
            relevance = relevance.and(&self.within_count(spot));
        }
        relevance
    }

    fn gate(&self, gate: &Expression, spot: SpotId) -> Judged {
        let at = self.at(spot, Mode::Form);
        if let Some(operand) = self.computed_operand(gate, spot)
            && let Ok(judged) = self.truth(operand, &at)
        {
            return judged;
        }
        // A gate on the clock, or one that cannot be computed, is what the screen says while all it reads is known.
        let inputs = self.inputs(&gate.root, spot);
        let shown = Truth::known(self.document.spot(spot).view.relevant());
        Judged::new(
            if inputs.unknown.is_empty() {
                shown
            } else {
                Truth::Unknown
            },
            inputs,
        )
    }

    /// How many instances a range has by its count, if it has one.
    fn counted(&self, range: SpotId) -> Option<Value> {
        let view = self.document.spot(range).view;
        let Kind::Repeat { count: Some(count) } = view.kind() else {
            return None;
        };
        let value = self.computed(count, range).unwrap_or_else(|| {
            let inputs = self.inputs(&count.root, range);
            let scalar = if inputs.unknown.is_empty() {
                Scalar::Number(has(view.count()))
            } else {
                Scalar::Unknown
            };
            Value {
                scalar,
                evidence: inputs,
            }
        });
        let number = value.scalar.to_number(self.zone);
        if number.exact().is_some_and(f64::is_nan) {
            // A count that is no number leaves what instances there are, and nobody knows whether they count.
            let evidence = value
                .evidence
                .with(&Evidence::of_unknown(range, Why::Relevance));
            let number = Interval::point(0.0).hull(has(view.count()));
            return Some(Value {
                scalar: Scalar::Number(number),
                evidence,
            });
        }
        let mut asked = Interval {
            nan: false,
            ..number.rising(f64::trunc).greatest(Interval::point(0.0))
        };
        if number.nan {
            asked = asked.hull(Interval::point(0.0)).hull(has(view.count()));
        }
        Some(Value {
            scalar: Scalar::Number(asked),
            evidence: value.evidence,
        })
    }

    /// Whether an instance is among those that the count asks for.
    fn within_count(&self, instance: SpotId) -> Judged {
        let spot = self.document.spot(instance);
        let Some(counted) = spot.parent.and_then(|range| self.counted(range)) else {
            return always();
        };
        let position = has(spot.view.position());
        let truth = counted
            .scalar
            .to_number(self.zone)
            .compare(Op::GreaterOrEqual, position);
        Judged::new(truth, counted.evidence)
    }

    /// Whether a node is in the document at all: whether its instances are among those that their counts ask for. What does
    /// not apply is there, and reads as an empty text; what no count asks for is not.
    pub(super) fn exists(&self, spot: SpotId) -> Judged {
        let around = std::iter::successors(Some(spot), |s| self.document.element_parent(*s));
        around
            .filter(|s| self.document.spot(*s).view.shape() == Shape::Instance)
            .fold(always(), |all, instance| {
                all.and(&self.within_count(instance))
            })
    }

    /// What is unknown about instances that a range may still get; nothing when it cannot get any.
    pub(super) fn extra(&self, range: SpotId) -> Option<Evidence> {
        if let Some(known) = self.extras.borrow().get(&range) {
            return known.clone();
        }
        let open = Some(Evidence::of_unknown(range, Why::Unanswered));
        self.extras.borrow_mut().insert(range, open);
        let extra = self.compute_extra(range);
        self.extras.borrow_mut().insert(range, extra.clone());
        extra
    }

    fn compute_extra(&self, range: SpotId) -> Option<Evidence> {
        let relevance = self.relevance(range);
        let spot = self.document.spot(range);
        let gate = match relevance.truth {
            // Nobody adds to what does not apply; but its count may make instances of it.
            Truth::False | Truth::True => None,
            Truth::Unknown => {
                Some(Evidence::of_unknown(range, Why::Relevance).with(&relevance.evidence))
            }
        };
        let here = has(spot.view.count());
        match self.counted(range) {
            Some(counted) => {
                let more = counted
                    .scalar
                    .to_number(self.zone)
                    .compare(Op::Greater, here)
                    != Truth::False;
                let waiting = gate.unwrap_or_else(|| Evidence::of_unknown(range, Why::Unanswered));
                more.then(|| {
                    waiting.with(&Evidence {
                        unknown: counted.evidence.unknown,
                        ..Evidence::default()
                    })
                })
            }
            None if relevance.truth == Truth::False => None,
            None if gate.is_some() => gate,
            None if self.closed.contains(&spot.reference) => None,
            None => Some(Evidence::of_unknown(range, Why::Unanswered)),
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "repeats are short")]
fn has(count: Option<usize>) -> Interval {
    Interval::point(count.unwrap_or(0) as f64)
}
