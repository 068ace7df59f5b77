//! Comparisons in three values: over node-sets Kleene's or (XPath 1.0 §3.4).

use super::Truth;
use super::document::Place;
use super::evaluator::{At, Evaluator, Member, Operand};
use super::evidence::{Evidence, Judged};
use super::rules::RuleError;
use super::states::Standing;
use super::value::{Scalar, Value};
use crate::definition::{Form, Kind, NodeId};
use crate::expression::{Expr, Op};

impl<'a> Evaluator<'a> {
    pub(super) fn compare(
        &self,
        op: Op,
        left: &Operand<'a>,
        right: &Operand<'a>,
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let boolean = |o: &Operand<'a>| {
            matches!(
                o,
                Operand::Single(Value {
                    scalar: Scalar::Truth(_),
                    ..
                })
            )
        };
        Ok(match (left, right) {
            (Operand::Single(a), Operand::Single(b)) => self.compare_values(op, a, b),
            // A node-set beside a boolean is converted as a whole.
            (Operand::Nodes(_), b) if boolean(b) => {
                let a = self.truth(left.clone(), at)?;
                self.compare(op, &a.into(), b, at)?
            }
            (a, Operand::Nodes(_)) if boolean(a) => {
                let b = self.truth(right.clone(), at)?;
                self.compare(op, a, &b.into(), at)?
            }
            (Operand::Nodes(members), Operand::Single(b)) => {
                self.any_against(members, b, |a| self.compare_values(op, &a, b))
            }
            (Operand::Single(a), Operand::Nodes(members)) => {
                self.any_against(members, a, |b| self.compare_values(op, a, &b))
            }
            (Operand::Nodes(a), Operand::Nodes(b)) => {
                self.any(a, |x| self.any(b, |y| self.compare_values(op, &x, &y)))
            }
        })
    }

    /// Whether something holds for any member.
    pub(super) fn any(&self, members: &[Member<'a>], judge: impl Fn(Value) -> Judged) -> Judged {
        members.iter().fold(Judged::plain(false), |any, member| {
            any.or(&self.with_value(member, &judge))
        })
    }

    /// As [`Evaluator::any`]; but beside an empty text, what does not apply is an empty text too.
    fn any_against(
        &self,
        members: &[Member<'a>],
        other: &Value,
        judge: impl Fn(Value) -> Judged,
    ) -> Judged {
        if other.scalar != Scalar::Text(String::new()) {
            return self.any(members, judge);
        }
        members.iter().fold(Judged::plain(false), |any, member| {
            let state = self.state_at(&member.place);
            let mut judged = judge(state.value.clone()).and(&member.there);
            if let (Standing::NotApplicable, Place::Spot(spot)) = (state.standing, &member.place) {
                judged = judged.and(&self.exists(*spot));
            }
            any.or(&judged)
        })
    }

    pub(super) fn compare_values(&self, op: Op, a: &Value, b: &Value) -> Judged {
        let truth = a.scalar.compare(op, &b.scalar, self.zone);
        // "At least two" rests on the two, not on what did not add to them.
        let reached = |value: &Value, high: bool| {
            let mut evidence = value.evidence.clone();
            if truth == Truth::True && high && !evidence.known.is_empty() {
                evidence.idle.clear();
            }
            evidence
        };
        let (a, b): (Evidence, Evidence) = (
            reached(a, matches!(op, Op::Greater | Op::GreaterOrEqual)),
            reached(b, matches!(op, Op::Less | Op::LessOrEqual)),
        );
        Judged::new(truth, a.with(&b))
    }

    /// A choice that means "unknown" is never compared with: its question is unknown then, and the comparison too.
    pub(super) fn refuse_unknown_choice(
        &self,
        question: &Expr,
        operand: &Operand<'a>,
        other: &Expr,
    ) -> Result<(), RuleError> {
        let Expr::Literal(choice) = other else {
            return Ok(());
        };
        let mut asked: Vec<NodeId> = Vec::new();
        if let Expr::Question(id) = question {
            asked.push(*id);
        }
        if let Operand::Nodes(members) = operand {
            asked.extend(
                members
                    .iter()
                    .filter_map(|m: &Member<'a>| self.definition_of(&m.place)),
            );
        }
        for id in asked {
            if means_unknown(self.document.form, id, choice) {
                let name = &self.document.form.node(id).name;
                return Err(RuleError::new(
                    "compares-unknown-choice",
                    [("name", name), ("choice", choice)],
                ));
            }
        }
        Ok(())
    }

    fn definition_of(&self, place: &Place<'a>) -> Option<NodeId> {
        self.document.definition(place)
    }
}

fn means_unknown(form: &Form, id: NodeId, choice: &str) -> bool {
    let Kind::Question(question) = &form.node(id).kind else {
        return false;
    };
    let list = question
        .select
        .as_ref()
        .and_then(|select| form.lists.get(&select.list));
    list.is_some_and(|list| {
        list.choices
            .iter()
            .any(|c| c.name == choice && c.unknown.is_some())
    })
}
