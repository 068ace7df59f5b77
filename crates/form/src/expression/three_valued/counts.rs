//! Counting and adding up in three values: lists of conditions, chosen answers, the nodes of a node-set.

use super::document::Place;
use super::evaluator::{At, Evaluator, Member, Operand};
use super::evidence::{Evidence, Judged, Why};
use super::rules::{RuleError, always};
use super::states::{Standing, State};
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::definition::{Kind, ValueType};
use crate::expression::evaluate::value::{trim, words};
use crate::expression::{Expr, Op};

impl<'a> Evaluator<'a> {
    /// Whether at least so many conditions hold.
    pub(super) fn at_least(
        &self,
        least: &Expr,
        items: &[Expr],
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let least = self.single_of(least, at)?;
        let items = items
            .iter()
            .map(|item| self.truth_of(item, at))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(self.compare_values(Op::GreaterOrEqual, &Value::count(&items), &least))
    }

    pub(super) fn checklist(
        &self,
        least: &Expr,
        most: &Expr,
        items: &[Expr],
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let mut met = Vec::new();
        for item in items {
            met.extend(self.conditions(item, at)?);
        }
        self.between(&Value::count(&met), least, most, at)
    }

    pub(super) fn weighted_checklist(
        &self,
        least: &Expr,
        most: &Expr,
        items: &[Expr],
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let mut met = Vec::new();
        let mut evidence = Evidence::default();
        for pair in items.chunks(2) {
            let [item, weight] = pair else {
                return Err(RuleError::new("not-a-node-set", []));
            };
            let (weight, of_weight) = self.number_of(weight, at)?;
            evidence = evidence.with(&of_weight);
            met.extend(
                self.conditions(item, at)?
                    .into_iter()
                    .map(|judged| (judged, weight)),
            );
        }
        let mut total = Value::weigh(met.iter().map(|(judged, weight)| (judged, *weight)));
        total.evidence = total.evidence.with(&evidence);
        self.between(&total, least, most, at)
    }

    /// Least and most come first; -1 leaves a bound open.
    fn between(
        &self,
        met: &Value,
        least: &Expr,
        most: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let bound = |bound: &Expr, op: Op| -> Result<Judged, RuleError> {
            let bound = self.single_of(bound, at)?;
            let open = bound.scalar.to_number(self.zone).exact() == Some(-1.0);
            Ok(if open {
                always()
            } else {
                self.compare_values(op, met, &bound)
            })
        };
        Ok(bound(least, Op::GreaterOrEqual)?.and(&bound(most, Op::LessOrEqual)?))
    }

    /// An item of a checklist, one condition for each node: a text counts when it is `yes` or a number above 0.
    fn conditions(&self, item: &Expr, at: &At<'a, '_>) -> Result<Vec<Judged>, RuleError> {
        Ok(match self.evaluate(item, at)? {
            Operand::Single(value) => vec![self.counts(value)],
            Operand::Nodes(members) => members
                .iter()
                .map(|m| self.with_value(m, |value| self.counts(value)))
                .collect(),
        })
    }

    fn counts(&self, value: Value) -> Judged {
        let truth = match &value.scalar {
            Scalar::Truth(truth) => *truth,
            Scalar::Text(text) if matches!(text.as_str(), "yes" | "true") => Truth::True,
            // It may be `yes`.
            Scalar::Unknown => Truth::Unknown,
            other => other
                .to_number(self.zone)
                .compare(Op::Greater, Interval::point(0.0)),
        };
        Judged::new(truth, value.evidence)
    }

    pub(super) fn selected(
        &self,
        list: &Expr,
        choice: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Judged, RuleError> {
        let answer = self.evaluate(list, at)?;
        if at.mode.is_rule() {
            self.refuse_unknown_choice(list, &answer, choice)?;
        }
        let wanted = self.single_of(choice, at)?;
        let Some(choice) = wanted.scalar.to_text() else {
            let evidence = self.single(answer).evidence.with(&wanted.evidence);
            return Ok(Judged::new(Truth::Unknown, evidence));
        };
        let choice = trim(&choice);
        let among = |state: &State| {
            let truth = match (&state.standing, state.value.scalar.to_text()) {
                (Standing::Partial(_), _) if state.chosen.iter().any(|c| c == choice) => {
                    Truth::True
                }
                (Standing::Partial(_) | Standing::Unknown(_), _) | (_, None) => Truth::Unknown,
                (_, Some(text)) => Truth::known(has_word(&text, choice)),
            };
            Judged::new(truth, state.value.evidence.clone().with(&wanted.evidence))
        };
        Ok(match answer {
            Operand::Nodes(members) => members.iter().fold(Judged::plain(false), |any, m| {
                any.or(&self.with_state(m, among))
            }),
            Operand::Single(value) => {
                let truth = value
                    .scalar
                    .to_text()
                    .map_or(Truth::Unknown, |text| Truth::known(has_word(&text, choice)));
                Judged::new(truth, value.evidence.with(&wanted.evidence))
            }
        })
    }

    pub(super) fn count_selected(&self, list: &Expr, at: &At<'a, '_>) -> Result<Value, RuleError> {
        let of_text = |text: Option<String>| match text {
            Some(text) => Interval::point(size(words(&text).count())),
            None => Interval::between(0.0, f64::INFINITY),
        };
        let members = match self.evaluate(list, at)? {
            Operand::Single(value) => {
                return Ok(Value {
                    scalar: Scalar::Number(of_text(value.scalar.to_text())),
                    evidence: value.evidence,
                });
            }
            Operand::Nodes(members) => members,
        };
        let all = members
            .iter()
            .map(|m| self.choices(&m.place))
            .fold(0.0, f64::max);
        let read = |state: &State| {
            let number = match state.standing {
                Standing::Partial(_) => Interval::between(size(state.chosen.len()), all),
                Standing::Unknown(_) if state.value.scalar.to_text().is_none() => {
                    Interval::between(0.0, all)
                }
                _ => of_text(state.value.scalar.to_text()),
            };
            Value {
                scalar: Scalar::Number(number),
                evidence: state.value.evidence.clone(),
            }
        };
        Ok(self.first(&members, read, &Value::number(0.0)))
    }

    /// How many choices a question has that say something.
    fn choices(&self, place: &Place<'a>) -> f64 {
        let form = self.document.form;
        let kind = self
            .document
            .definition(place)
            .map(|id| &form.node(id).kind);
        let Some(Kind::Question(question)) = kind else {
            return f64::INFINITY;
        };
        let list = question
            .select
            .as_ref()
            .filter(|s| s.repeat.is_none() && !s.from_file);
        let list = list.and_then(|select| form.lists.get(&select.list));
        list.map_or(f64::INFINITY, |list| {
            size(list.choices.iter().filter(|c| c.unknown.is_none()).count())
        })
    }

    /// How many nodes there are, answered or not.
    pub(super) fn count(&self, members: &[Member<'a>]) -> Value {
        self.tally(members, |place| match place {
            Place::Spot(spot) => {
                let applies = self.relevance(*spot);
                let mut own = Evidence::of_known(*spot);
                if applies.truth == Truth::Unknown {
                    own = Evidence::of_unknown(*spot, Why::Relevance);
                }
                Judged::new(applies.truth, own.with(&applies.evidence))
            }
            _ => always(),
        })
    }

    /// How many nodes have a value.
    pub(super) fn count_non_empty(&self, members: &[Member<'a>]) -> Value {
        self.tally(members, |place| {
            let state = self.state_at(place);
            let truth = match (state.standing, &state.value.scalar) {
                (Standing::NotApplicable, _) => Truth::False,
                (Standing::Unknown(_), _) => Truth::Unknown,
                (Standing::Known, Scalar::Text(text)) => Truth::known(!text.is_empty()),
                (Standing::Known | Standing::Partial(_), _) => Truth::True,
            };
            Judged::new(truth, state.value.evidence.clone())
        })
    }

    fn tally(&self, members: &[Member<'a>], counts: impl Fn(&Place<'a>) -> Judged) -> Value {
        let judged: Vec<(Judged, Interval)> = members
            .iter()
            .map(|member| {
                // An open repeat may get any number.
                let most = if matches!(member.place, Place::Missing(..)) {
                    f64::INFINITY
                } else {
                    1.0
                };
                (
                    counts(&member.place).and(&member.there),
                    Interval::between(1.0, most),
                )
            })
            .collect();
        Value::weigh(judged.iter().map(|(judged, weight)| (judged, *weight)))
    }

    /// Blanks are skipped, and so is what does not apply.
    pub(super) fn sum(&self, of: &Expr, at: &At<'a, '_>) -> Result<Value, RuleError> {
        let members = match self.evaluate(of, at)? {
            Operand::Single(value) => {
                return Ok(Value {
                    scalar: Scalar::Number(value.scalar.to_number(self.zone)),
                    evidence: value.evidence,
                });
            }
            Operand::Nodes(members) => members,
        };
        let mut total = Interval::point(0.0);
        let mut evidence = Evidence::default();
        for (number, certain, of_member) in self.numbers(&members, true) {
            total = total.plus(if certain {
                number
            } else {
                number.hull(Interval::point(0.0))
            });
            evidence = evidence.with(&of_member);
        }
        Ok(Value {
            scalar: Scalar::Number(total),
            evidence,
        })
    }

    pub(super) fn extreme(
        &self,
        args: &[Expr],
        better: fn(Interval, Interval) -> Interval,
        at: &At<'a, '_>,
    ) -> Result<Value, RuleError> {
        let mut numbers = Vec::new();
        for arg in args {
            match self.evaluate(arg, at)? {
                Operand::Single(value) => {
                    numbers.push((value.scalar.to_number(self.zone), true, value.evidence));
                }
                Operand::Nodes(members) => numbers.extend(self.numbers(&members, false)),
            }
        }
        // What may be left out can only widen what the others make.
        numbers.sort_by_key(|(_, certain, _)| !certain);
        let mut best: Option<Interval> = None;
        let mut evidence = Evidence::default();
        for (number, certain, of_member) in numbers {
            evidence = evidence.with(&of_member);
            best = Some(match best {
                None if certain => number,
                None => Interval {
                    nan: true,
                    ..number
                },
                Some(so_far) if certain => better(so_far, number),
                Some(so_far) if so_far.exact().is_some_and(f64::is_nan) => so_far.hull(number),
                Some(so_far) if so_far.nan => so_far.hull(better(so_far, number)).hull(number),
                Some(so_far) => so_far.hull(better(so_far, number)),
            });
        }
        let scalar = Scalar::Number(best.unwrap_or_else(|| Interval::point(f64::NAN)));
        Ok(Value { scalar, evidence })
    }

    /// The numbers of all members that apply or may apply, and whether each surely is one of them.
    fn numbers(
        &self,
        members: &[Member<'a>],
        skip_blanks: bool,
    ) -> Vec<(Interval, bool, Evidence)> {
        let mut out = Vec::new();
        for member in members {
            let state = self.state_at(&member.place);
            let blank = skip_blanks
                && matches!(&state.value.scalar, Scalar::Text(text) if trim(text).is_empty());
            if member.there.truth == Truth::False
                || state.standing == Standing::NotApplicable
                || blank
            {
                continue;
            }
            let evidence = state.value.evidence.clone().with(&member.there.evidence);
            let known = state.value.scalar.is_known() && member.there.truth == Truth::True;
            let number = match &state.value.scalar {
                Scalar::Unknown if self.is_numeric(&member.place) => Interval::any_number(),
                scalar => scalar.to_number(self.zone),
            };
            out.push((number, known, evidence));
        }
        out
    }

    fn is_numeric(&self, place: &Place<'a>) -> bool {
        let kind = self
            .document
            .definition(place)
            .map(|id| &self.document.form.node(id).kind);
        matches!(kind, Some(Kind::Question(q)) if matches!(q.value, ValueType::Int | ValueType::Decimal))
    }
}

fn has_word(text: &str, choice: &str) -> bool {
    // Nothing is selected in an empty answer, and that is what an empty text asks for.
    words(text).any(|word| word == choice) || (choice.is_empty() && trim(text).is_empty())
}

#[allow(clippy::cast_precision_loss, reason = "lists are short")]
fn size(count: usize) -> f64 {
    count as f64
}
