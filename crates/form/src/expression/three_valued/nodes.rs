//! Node-sets whose members are members, are none, or may be: location paths and predicates (XPath 1.0 §2) in three
//! values.

use super::document::Place;
use super::evaluator::{At, Evaluator, Member, Operand};
use super::evidence::{Evidence, Judged, SpotId};
use super::rules::{RuleError, always};
use super::states::{Standing, State};
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::definition::Node;
use crate::expression::{Axis, Expr, NodeTest, Op, Step};

impl<'a> Evaluator<'a> {
    /// The node-set of an expression.
    pub(super) fn nodes(&self, expr: &Expr, at: &At<'a, '_>) -> Result<Vec<Member<'a>>, RuleError> {
        match expr {
            Expr::Question(target) => {
                let places = self
                    .document
                    .question(*target, &at.current, &|range| self.has_extra(range));
                Ok(self.members(places))
            }
            Expr::Path(path) => {
                let start = match (&at.here, path.absolute) {
                    (here, false) => here.clone(),
                    (
                        Place::List(l)
                        | Place::ListRoot(l)
                        | Place::Item(l, _)
                        | Place::Column(l, ..),
                        true,
                    ) => Place::List(l),
                    (_, true) => Place::Document,
                };
                self.steps(self.members(vec![start]), &path.steps, at)
            }
            Expr::Filter {
                base,
                predicates,
                steps,
            } => {
                let mut members = self.nodes(base, at)?;
                for predicate in predicates {
                    members = if matches!(**base, Expr::Question(_)) {
                        self.select_by_parent(&members, predicate, at)?
                    } else {
                        self.select(members, predicate, at)?
                    };
                }
                self.steps(members, steps, at)
            }
            Expr::Union(a, b) => {
                let mut members = self.nodes(a, at)?;
                members.extend(self.nodes(b, at)?);
                Ok(once(members))
            }
            other => match self.evaluate(other, at)? {
                Operand::Nodes(members) => Ok(members),
                Operand::Single(_) => Err(RuleError::new("not-a-node-set", [])),
            },
        }
    }

    fn has_extra(&self, range: SpotId) -> bool {
        self.extra(range).is_some()
    }

    pub(super) fn members(&self, places: Vec<Place<'a>>) -> Vec<Member<'a>> {
        let there = |place: &Place<'a>| match place {
            Place::Missing(range, _) => {
                Judged::new(Truth::Unknown, self.extra(*range).unwrap_or_default())
            }
            _ => always(),
        };
        places
            .into_iter()
            .map(|place| Member {
                there: there(&place),
                place,
            })
            .collect()
    }

    fn steps(
        &self,
        mut members: Vec<Member<'a>>,
        steps: &[Step],
        at: &At<'a, '_>,
    ) -> Result<Vec<Member<'a>>, RuleError> {
        for step in steps {
            let mut found = Vec::new();
            for member in members {
                let places = self.axis(&member.place, step);
                let mut candidates = self.members(places);
                for predicate in &step.predicates {
                    candidates = self.select(candidates, predicate, at)?;
                }
                found.extend(candidates.into_iter().map(|c| Member {
                    there: c.there.and(&member.there),
                    ..c
                }));
            }
            members = once(found);
        }
        Ok(members)
    }

    fn select_by_parent(
        &self,
        members: &[Member<'a>],
        predicate: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Vec<Member<'a>>, RuleError> {
        let mut out = Vec::new();
        let mut rest = members;
        while let Some(first) = rest.first() {
            let parent = self.document.parent(&first.place);
            let length = rest
                .iter()
                .take_while(|m| self.document.parent(&m.place) == parent)
                .count();
            let (siblings, others) = rest.split_at(length);
            out.extend(self.select(siblings.to_vec(), predicate, at)?);
            rest = others;
        }
        Ok(out)
    }

    /// Members for which a predicate holds or may hold (XPath 1.0 §2.4).
    fn select(
        &self,
        members: Vec<Member<'a>>,
        predicate: &Expr,
        at: &At<'a, '_>,
    ) -> Result<Vec<Member<'a>>, RuleError> {
        let size = members
            .iter()
            .fold(Interval::point(0.0), |n, m| n.plus(weight(m)));
        let mut before = Interval::point(0.0);
        let mut out = Vec::new();
        for member in members {
            let mut position = before.plus(Interval::point(1.0));
            if matches!(member.place, Place::Missing(..)) {
                // It stands for any number of nodes.
                position.hi = f64::INFINITY;
            }
            before = before.plus(weight(&member));
            let here = At {
                here: member.place.clone(),
                position,
                size,
                ..at.clone()
            };
            let holds = match self.evaluate(predicate, &here)? {
                Operand::Single(Value {
                    scalar: Scalar::Number(n),
                    evidence,
                }) => Judged::new(n.compare(Op::Equal, position), evidence),
                operand => self.truth(operand, &here)?,
            };
            let there = member.there.and(&holds);
            if there.truth != Truth::False {
                out.push(Member { there, ..member });
            }
        }
        Ok(out)
    }

    /// The places on an axis that pass the test, nearest first.
    fn axis(&self, place: &Place<'a>, step: &Step) -> Vec<Place<'a>> {
        let children = |p: &Place<'a>| {
            let any = |_: &Node| true;
            self.document
                .children(p, &any, &|range| self.has_extra(range))
        };
        let ancestors = |p: &Place<'a>| {
            std::iter::successors(self.document.parent(p), |p| self.document.parent(p))
                .collect::<Vec<_>>()
        };
        let descendants = |p: &Place<'a>| {
            let mut out = Vec::new();
            let mut stack = children(p);
            stack.reverse();
            while let Some(next) = stack.pop() {
                stack.extend(children(&next).into_iter().rev());
                out.push(next);
            }
            out
        };
        let siblings = || {
            let all = self
                .document
                .parent(place)
                .map(|p| children(&p))
                .unwrap_or_default();
            let at = all.iter().position(|p| p == place).unwrap_or(0);
            (
                all[..at].iter().rev().cloned().collect::<Vec<_>>(),
                all.get(at + 1..).unwrap_or_default().to_vec(),
            )
        };
        let with_self = |mut found: Vec<Place<'a>>| {
            found.insert(0, place.clone());
            found
        };
        let mut found = match step.axis {
            // The only text in an element without children is its value.
            Axis::Child if step.test == NodeTest::Text => {
                return if children(place).is_empty() {
                    vec![place.clone()]
                } else {
                    Vec::new()
                };
            }
            Axis::Child => match &step.test {
                NodeTest::Name(name) => {
                    let named = |node: &Node| node.name == *name;
                    self.document
                        .children(place, &named, &|range| self.has_extra(range))
                }
                _ => children(place),
            },
            Axis::SelfNode => vec![place.clone()],
            Axis::Parent => self.document.parent(place).into_iter().collect(),
            Axis::Ancestor => ancestors(place),
            Axis::AncestorOrSelf => with_self(ancestors(place)),
            Axis::Descendant => descendants(place),
            Axis::DescendantOrSelf => with_self(descendants(place)),
            Axis::FollowingSibling => siblings().1,
            Axis::PrecedingSibling => siblings().0,
            Axis::Following | Axis::Preceding => {
                // Told apart by where they stand among all.
                let all = descendants(&Place::Document);
                let at = all.iter().position(|p| p == place).unwrap_or(0);
                let around = ancestors(place);
                let below = descendants(place);
                let side = if step.axis == Axis::Following {
                    all.get(at + 1..)
                } else {
                    all.get(..at)
                };
                let side = side.unwrap_or_default().iter();
                side.filter(|p| !around.contains(p) && !below.contains(p))
                    .cloned()
                    .collect()
            }
            Axis::Attribute | Axis::Namespace => Vec::new(),
        };
        found.retain(|p| match &step.test {
            NodeTest::Node => true,
            NodeTest::Any => *p != Place::Document,
            NodeTest::Name(name) => self.document.is_named(p, name),
            NodeTest::Text | NodeTest::Nothing => false,
        });
        found
    }

    /// Kleene's and of membership and what `judge` says of the member's value; what does not apply is no member.
    pub(super) fn with_value(
        &self,
        member: &Member<'a>,
        judge: impl FnOnce(Value) -> Judged,
    ) -> Judged {
        self.with_state(member, |state| judge(state.value.clone()))
    }

    pub(super) fn with_state(
        &self,
        member: &Member<'a>,
        judge: impl FnOnce(&State) -> Judged,
    ) -> Judged {
        if member.there.truth == Truth::False {
            return member.there.clone();
        }
        let state = self.state_at(&member.place);
        let judged = match state.standing {
            Standing::NotApplicable => Judged::new(Truth::False, state.value.evidence.clone()),
            _ => judge(&state),
        };
        judged.and(&member.there)
    }

    /// One value: of a node-set that of its first node (XPath 1.0 §4.2), of one without nodes an empty text.
    pub(super) fn single(&self, operand: Operand<'a>) -> Value {
        match operand {
            Operand::Single(value) => value,
            Operand::Nodes(members) => {
                self.first(&members, |state| state.value.clone(), &Value::text(""))
            }
        }
    }

    /// What `read` makes of the first node that applies, `none` when there is none; while it is open which is the first,
    /// whatever all that may be it agree on.
    pub(super) fn first(
        &self,
        members: &[Member<'a>],
        read: impl Fn(&State) -> Value,
        none: &Value,
    ) -> Value {
        let mut so_far: Option<Value> = None;
        let mut passed = Evidence::default();
        let join = |so_far: Option<Value>, next: Value| match so_far {
            Some(value) => value.joined(next),
            None => next,
        };
        for member in members {
            let state = self.state_at(&member.place);
            if state.standing == Standing::NotApplicable {
                passed = passed.with(&state.value.evidence);
                continue;
            }
            let mut value = read(&state);
            value.evidence = value.evidence.with(&member.there.evidence);
            match member.there.truth {
                Truth::False => {}
                Truth::Unknown => so_far = Some(join(so_far, value)),
                Truth::True => return join(so_far, value),
            }
        }
        let none = Value {
            scalar: none.scalar.clone(),
            evidence: passed,
        };
        join(so_far, none)
    }
}

/// A member is one node, or perhaps none.
fn weight(member: &Member<'_>) -> Interval {
    let most = if matches!(member.place, Place::Missing(..)) {
        f64::INFINITY
    } else {
        1.0
    };
    match member.there.truth {
        Truth::True => Interval::point(1.0),
        Truth::False => Interval::point(0.0),
        Truth::Unknown => Interval::between(0.0, most),
    }
}

/// Each place once: it is there if one of the ways to it leads there.
fn once(members: Vec<Member<'_>>) -> Vec<Member<'_>> {
    let mut out: Vec<Member<'_>> = Vec::with_capacity(members.len());
    for member in members {
        match out.iter_mut().find(|m| m.place == member.place) {
            Some(same) => same.there = same.there.clone().or(&member.there),
            None => out.push(member),
        }
    }
    out
}
