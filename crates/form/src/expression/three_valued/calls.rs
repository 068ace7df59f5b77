//! Functions in three values. What has a rule of its own is here and in `counts`; everything else is computed in two
//! values once all it needs is known, and is unknown until then (extensions.md §2).

use super::document::Place;
use super::evaluator::{At, Evaluator, Member, Operand};
use super::evidence::{Evidence, Judged, Why};
use super::rules::{BY_NAME, Mode, RuleError, UNSTABLE};
use super::states::Standing;
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::definition::NodeId;
use crate::expression::evaluate::value::Value as Plain;
use crate::expression::{Expr, Op, functions};

/// Functions that take every node of a node-set, not only the first.
const OF_ALL_NODES: &[&str] = &[
    "concat",
    "join",
    "area",
    "enclosed-area",
    "distance",
    "intersects",
];

/// Functions that read the node they stand at when called without an argument.
const OF_HERE: &[&str] = &["string", "number", "string-length", "normalize-space"];

impl<'a> Evaluator<'a> {
    pub(super) fn call(
        &self,
        name: &str,
        args: &[Expr],
        whole: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Operand<'a>, RuleError> {
        if let Mode::Rule { functions, process } = at.mode {
            if BY_NAME.contains(&name) {
                let [Expr::Literal(of)] = args else {
                    return Err(RuleError::new("name-not-literal", [("function", name)]));
                };
                return Ok(functions.call(name, of)?.into());
            }
            if let "is-unknown" | "is-declined" | "is-applicable" = name {
                if !process {
                    return Err(RuleError::new("not-in-rules", [("function", name)]));
                }
                return Ok(self.about(name, args, at)?.into());
            }
            if UNSTABLE.contains(&name) {
                return Err(RuleError::new("not-in-rules", [("function", name)]));
            }
        }
        let number = |f: fn(f64) -> f64| -> Result<Operand<'a>, RuleError> {
            let (n, evidence) = self.number_of(&args[0], at)?;
            Ok(Value {
                scalar: Scalar::Number(n.rising(f)),
                evidence,
            }
            .into())
        };
        Ok(match (name, args) {
            ("true", []) => Judged::plain(true).into(),
            ("false", []) => Judged::plain(false).into(),
            ("not", [of]) => self.truth_of(of, at)?.negated().into(),
            ("boolean", [of]) => self.truth_of(of, at)?.into(),
            ("if", [condition, yes, no]) => self.choose(condition, yes, no, at)?,
            ("coalesce", [first, second]) => self.coalesce(first, second, at)?,
            ("checklist", [least, most, items @ ..]) => {
                self.checklist(least, most, items, at)?.into()
            }
            ("weighted-checklist", [least, most, items @ ..]) => {
                self.weighted_checklist(least, most, items, at)?.into()
            }
            ("at-least", [least, items @ ..]) => self.at_least(least, items, at)?.into(),
            ("selected" | "is-selected", [list, choice]) => self.selected(list, choice, at)?.into(),
            ("count-selected", [list]) => self.count_selected(list, at)?.into(),
            ("count", [of]) => self.count(&self.nodes(of, at)?).into(),
            ("count-non-empty", [of]) => self.count_non_empty(&self.nodes(of, at)?).into(),
            ("sum", [of]) => self.sum(of, at)?.into(),
            ("min", of) => self.extreme(of, Interval::least, at)?.into(),
            ("max", of) => self.extreme(of, Interval::greatest, at)?.into(),
            ("abs", [of]) => {
                let (n, evidence) = self.number_of(of, at)?;
                Value {
                    scalar: Scalar::Number(n.magnitude()),
                    evidence,
                }
                .into()
            }
            ("int", [_]) => number(f64::trunc)?,
            ("floor", [_]) => number(f64::floor)?,
            ("ceiling", [_]) => number(f64::ceil)?,
            ("round", [_]) => number(functions::round_half_up)?,
            ("number", [of]) => {
                let (n, evidence) = self.number_of(of, at)?;
                Value {
                    scalar: Scalar::Number(n),
                    evidence,
                }
                .into()
            }
            ("position", []) => Value::plain(Scalar::Number(at.position)).into(),
            ("last", []) => Value::plain(Scalar::Number(at.size)).into(),
            ("current", []) => Operand::Nodes(self.members(vec![at.current.clone()])),
            ("randomize", [of, ..]) => Operand::Nodes(self.nodes(of, at)?),
            ("instance", [name]) => self.instance(name, at)?,
            ("indexed-repeat", [of, pairs @ ..]) => self.indexed_repeat(of, pairs, at)?,
            ("date", [of]) => match self.single_of(of, at)? {
                value @ Value {
                    scalar: Scalar::Period(..),
                    ..
                } => value.into(),
                _ => self.plainly(name, args, whole, at)?.into(),
            },
            _ => self.plainly(name, args, whole, at)?.into(),
        })
    }

    /// `if()`: while the condition is unknown, what both sides agree on.
    fn choose(
        &self,
        condition: &Expr,
        yes: &Expr,
        no: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Operand<'a>, RuleError> {
        let condition = self.truth_of(condition, at)?;
        let side = match condition.truth {
            Truth::True => self.evaluate(yes, at)?,
            Truth::False => self.evaluate(no, at)?,
            Truth::Unknown => {
                let value = self.single_of(yes, at)?.joined(self.single_of(no, at)?);
                if value.scalar.is_known() {
                    return Ok(value.into());
                }
                return Ok(Value {
                    evidence: value.evidence.with(&condition.evidence),
                    ..value
                }
                .into());
            }
        };
        Ok(match side {
            Operand::Single(value) => Value {
                evidence: value.evidence.with(&condition.evidence),
                ..value
            }
            .into(),
            Operand::Nodes(members) => Operand::Nodes(
                members
                    .into_iter()
                    .map(|m| Member {
                        there: m.there.and(&condition),
                        ..m
                    })
                    .collect(),
            ),
        })
    }

    /// The first value unless it is surely empty; while it is unknown, so is the result.
    fn coalesce(
        &self,
        first: &Expr,
        second: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Operand<'a>, RuleError> {
        let value = self.single_of(first, at)?;
        if value.scalar != Scalar::Text(String::new()) {
            return Ok(value.into());
        }
        let other = self.single_of(second, at)?;
        Ok(Value {
            evidence: other.evidence.with(&value.evidence),
            ..other
        }
        .into())
    }

    /// `is-unknown()`, `is-declined()`, `is-applicable()`: yes or no about what is known, for findings about the
    /// interview itself. What was declined is not called unknown besides.
    fn about(&self, name: &str, args: &[Expr], at: &At<'a, '_>) -> Result<Judged, RuleError> {
        let [of @ (Expr::Question(_) | Expr::Path(_) | Expr::Filter { .. })] = args else {
            return Err(RuleError::new("not-a-reference", [("function", name)]));
        };
        let mut any = Judged::plain(false);
        for member in self.nodes(of, at)? {
            let holds = match (name, self.state_at(&member.place).standing) {
                ("is-applicable", standing) => standing != Standing::NotApplicable,
                (_, Standing::Unknown(why) | Standing::Partial(why)) => {
                    (name == "is-declined") == (why == Why::Declined)
                }
                _ => false,
            };
            let evidence = match member.place {
                Place::Spot(spot) | Place::Missing(spot, _) => Evidence::of_known(spot),
                _ => Evidence::default(),
            };
            any = any.or(&Judged::new(Truth::known(holds), evidence));
        }
        Ok(any)
    }

    fn instance(&self, name: &Expr, at: &At<'a, '_>) -> Result<Operand<'a>, RuleError> {
        let name = self
            .single_of(name, at)?
            .scalar
            .to_text()
            .unwrap_or_default();
        let list = self.document.form.lists.get(&name);
        Ok(Operand::Nodes(
            self.members(list.map(Place::List).into_iter().collect()),
        ))
    }

    /// `indexed-repeat(question, repeat, index, ...)`: what it names is seen from outside all repeats.
    fn indexed_repeat(
        &self,
        of: &Expr,
        pairs: &[Expr],
        at: &At<'a, '_>,
    ) -> Result<Operand<'a>, RuleError> {
        let outside = At {
            current: Place::Spot(self.document.root()),
            ..at.clone()
        };
        let mut members = self.nodes(of, &outside)?;
        for pair in pairs.chunks(2) {
            let [repeat, index] = pair else {
                return Err(RuleError::new("not-a-node-set", []));
            };
            let (index, evidence) = self.number_of(index, at)?;
            let repeat = match repeat {
                Expr::Question(id) => Some(*id),
                other => self
                    .nodes(other, at)?
                    .first()
                    .and_then(|m| self.document.definition(&m.place)),
            };
            for member in &mut members {
                let position = repeat
                    .and_then(|r| self.position_in(&member.place, r))
                    .unwrap_or_else(Interval::unknown);
                let here = Judged::new(index.compare(Op::Equal, position), evidence.clone());
                member.there = member.there.clone().and(&here);
            }
        }
        members.retain(|m| m.there.truth != Truth::False);
        Ok(Operand::Nodes(members))
    }

    /// Which instance of a repeat a place stands in.
    fn position_in(&self, place: &Place<'a>, repeat: NodeId) -> Option<Interval> {
        #[allow(clippy::cast_precision_loss, reason = "repeats are short")]
        std::iter::successors(Some(place.clone()), |p| self.document.parent(p)).find_map(
            |p| match p {
                Place::Spot(spot) if self.document.definition_of(spot) == repeat => self
                    .document
                    .spot(spot)
                    .view
                    .position()
                    .map(|n| Interval::point(n as f64)),
                Place::Missing(range, definition) if definition == repeat => {
                    let here = self.document.spot(range).children.len();
                    Some(Interval::between((here + 1) as f64, f64::INFINITY))
                }
                _ => None,
            },
        )
    }

    /// A function without a rule of its own: any needed argument unknown makes it unknown; otherwise it is computed in two
    /// values from the known arguments.
    fn plainly(
        &self,
        name: &str,
        args: &[Expr],
        whole: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Value, RuleError> {
        let mut evidence = Evidence::default();
        let mut known = Vec::new();
        let mut operands = Vec::new();
        for arg in args {
            operands.push(self.evaluate(arg, at)?);
        }
        if args.is_empty() && OF_HERE.contains(&name) {
            operands.push(Operand::Nodes(self.members(vec![at.here.clone()])));
        }
        let mut all_known = true;
        for (index, operand) in operands.into_iter().enumerate() {
            // What stands between the texts of a join is one text, whatever it is.
            let one = name == "join" && index == 0;
            let values = match operand {
                Operand::Nodes(members) if OF_ALL_NODES.contains(&name) && !one => {
                    self.each(&members)
                }
                operand => vec![self.single(operand)],
            };
            for value in values {
                evidence = evidence.with(&value.evidence);
                match (&value.scalar, name) {
                    (Scalar::Period(from, to), "decimal-date-time") => {
                        let end = |day: &String| {
                            self.in_two_values(name, &[Expr::Literal(day.clone())], whole, at)
                        };
                        let ends = (end(from).to_number(self.zone), end(to).to_number(self.zone));
                        return Ok(Value {
                            scalar: Scalar::Number(ends.0.hull(ends.1)),
                            evidence,
                        });
                    }
                    (scalar, _) => match literal(scalar) {
                        Some(expr) => known.push(expr),
                        None => all_known = false,
                    },
                }
            }
        }
        let scalar = if all_known {
            self.in_two_values(name, &known, whole, at)
        } else {
            Scalar::Unknown
        };
        Ok(Value { scalar, evidence })
    }

    /// The values of all members that apply.
    fn each(&self, members: &[Member<'a>]) -> Vec<Value> {
        let applying = members.iter().filter_map(|member| {
            let state = self.state_at(&member.place);
            match (state.standing, member.there.truth) {
                (Standing::NotApplicable, _) | (_, Truth::False) => None,
                (_, Truth::True) => Some(state.value.clone()),
                // Whether it is one of them is open, and so is what they are together.
                (_, Truth::Unknown) => Some(Value {
                    scalar: Scalar::Unknown,
                    evidence: state.value.evidence.clone().with(&member.there.evidence),
                }),
            }
        });
        applying.collect()
    }

    /// A function of known arguments, as the screen computes it.
    fn in_two_values(&self, name: &str, args: &[Expr], whole: &Expr, at: &At<'a, '_>) -> Scalar {
        let Place::Spot(current) = at.current else {
            return Scalar::Unknown;
        };
        let scope = self.document.spot(current).view.scope();
        // Functions that ask for nodes, not for their values, are given the nodes.
        let result = match functions::call(&scope, name, args) {
            Err(error) if error.code == "not-a-node-set" => scope.evaluate(whole),
            result => result,
        };
        match result {
            Ok(Plain::Number(n)) => Scalar::Number(Interval::point(n)),
            Ok(Plain::Days(moment)) => Scalar::Number(Interval::point(moment.days())),
            Ok(Plain::Boolean(b)) => Scalar::Truth(Truth::known(b)),
            Ok(value @ (Plain::Text(_) | Plain::Date(_) | Plain::Nodes(_))) => {
                Scalar::Text(scope.text(&value))
            }
            Err(_) => Scalar::Unknown,
        }
    }
}

/// A known value as an expression.
fn literal(scalar: &Scalar) -> Option<Expr> {
    match scalar {
        Scalar::Text(_) | Scalar::Written(_) => scalar.to_text().map(Expr::Literal),
        Scalar::Number(n) => n.exact().map(Expr::Number),
        Scalar::Truth(Truth::True) => Some(Expr::Call {
            name: "true".to_owned(),
            args: Vec::new(),
        }),
        Scalar::Truth(Truth::False) => Some(Expr::Call {
            name: "false".to_owned(),
            args: Vec::new(),
        }),
        Scalar::Truth(Truth::Unknown) | Scalar::Period(..) | Scalar::Unknown => None,
    }
}
