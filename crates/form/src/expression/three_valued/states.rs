//! What a node is, as seen from a rule: known, unknown and why, partly known, or not applicable (extensions.md §2).

use super::document::Place;
use super::evaluator::{Evaluator, Operand};
use super::evidence::{Evidence, SpotId, Why};
use super::rules::{Mode, UNSTABLE};
use super::value::{Scalar, Value};
use super::{Interval, Truth};
use crate::definition::{
    Choice, Form, Kind, Node, Question, QuestionType, UnknownChoice, ValueType,
};
use crate::expression::evaluate::value::words;
use crate::expression::{Expr, Expression};
use crate::interview::{NodeView, Shape, Unknown, Violation};
use std::rc::Rc;

/// What a node is to a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It applies and has a value that was given or confirmed.
    Known,
    /// Its value is not known.
    Unknown(Why),
    /// Several choices, one of which leaves open what else there is.
    Partial(Why),
    /// It surely does not apply.
    NotApplicable,
}

/// A node as seen from a rule.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) standing: Standing,
    /// What is known of its value; for what does not apply, an empty text.
    pub(super) value: Value,
    /// `Partial`: the choices that surely were made.
    pub(super) chosen: Vec<String>,
}

impl State {
    fn known(scalar: Scalar, evidence: Evidence) -> Self {
        Self {
            standing: Standing::Known,
            value: Value { scalar, evidence },
            chosen: Vec::new(),
        }
    }

    pub(super) fn unknown(why: Why, evidence: Evidence) -> Self {
        let value = Value {
            scalar: Scalar::Unknown,
            evidence,
        };
        Self {
            standing: Standing::Unknown(why),
            value,
            chosen: Vec::new(),
        }
    }

    fn not_applicable(evidence: Evidence) -> Self {
        Self {
            standing: Standing::NotApplicable,
            ..Self::known(Scalar::Text(String::new()), evidence)
        }
    }

    /// Of a number nobody knows, at least that it is one.
    fn typed(mut self, question: &Question) -> Self {
        if matches!(question.value, ValueType::Int | ValueType::Decimal) {
            self.value.scalar = Scalar::Written(Interval::any_number());
        }
        self
    }
}

impl<'a> Evaluator<'a> {
    /// What the node at this reference is to a rule.
    #[must_use]
    pub fn standing(&self, reference: &str) -> Option<Standing> {
        self.document
            .find(reference)
            .map(|spot| self.state(spot).standing)
    }

    pub(super) fn state(&self, spot: SpotId) -> Rc<State> {
        if let Some(state) = self.states.borrow().get(&spot) {
            return state.clone();
        }
        // Until it is known, whoever asks in a circle is told so.
        let unknown = State::unknown(Why::Relevance, Evidence::of_unknown(spot, Why::Relevance));
        self.states.borrow_mut().insert(spot, Rc::new(unknown));
        let state = Rc::new(self.compute(spot));
        self.states.borrow_mut().insert(spot, state.clone());
        state
    }

    pub(super) fn state_at(&self, place: &Place<'a>) -> Rc<State> {
        match place {
            Place::Spot(spot) => self.state(*spot),
            Place::Missing(range, definition) => {
                let relevance = self.relevance(*range);
                if relevance.truth == Truth::False {
                    return Rc::new(State::not_applicable(relevance.evidence));
                }
                let state = State::unknown(Why::Unanswered, self.extra(*range).unwrap_or_default());
                Rc::new(match &self.document.form.node(*definition).kind {
                    Kind::Question(question) => state.typed(question),
                    _ => state,
                })
            }
            Place::Column(list, item, column) => {
                let text = self.column(&list.choices[*item], column);
                Rc::new(State::known(Scalar::Text(text), Evidence::default()))
            }
            Place::Document | Place::List(_) | Place::ListRoot(_) | Place::Item(..) => {
                Rc::new(State::unknown(Why::Unanswered, Evidence::default()))
            }
        }
    }

    fn column(&self, choice: &Choice, column: &str) -> String {
        match column {
            "name" => choice.name.clone(),
            "label" => {
                let root = self.document.spot(self.document.root()).view;
                root.text(&choice.label, self.document.form.default_language)
            }
            _ => choice.columns.get(column).cloned().unwrap_or_default(),
        }
    }

    fn compute(&self, spot: SpotId) -> State {
        let view = self.document.spot(spot).view;
        let relevance = self.relevance(spot);
        if relevance.truth == Truth::False {
            return State::not_applicable(Evidence::of_known(spot));
        }
        let node = view.definition();
        let Kind::Question(question) = &node.kind else {
            return State::unknown(Why::Unanswered, Evidence::of_unknown(spot, Why::Unanswered));
        };
        if relevance.truth == Truth::Unknown || !view.relevant() {
            // A question on the screen can be answered now; everything else waits for its gate.
            let open = view.relevant()
                && is_askable(&view)
                && view.value().is_empty()
                && view.unknown().is_none();
            let why = if open {
                Why::Unanswered
            } else {
                Why::Relevance
            };
            return State::unknown(
                why,
                Evidence::of_unknown(spot, why).with(&relevance.evidence),
            );
        }
        match question.kind {
            QuestionType::Metadata(_)
            | QuestionType::Note
            | QuestionType::Hidden
            | QuestionType::Audit
                if node.bind.calculate.is_none() =>
            {
                State::known(
                    Scalar::Text(view.stored().to_owned()),
                    Evidence::of_known(spot),
                )
            }
            _ => match &node.bind.calculate {
                Some(calculation) => self.calculated(spot, view, question, calculation),
                None => given(spot, view, question, self.document.form).unwrap_or_else(|why| {
                    State::unknown(why, Evidence::of_unknown(spot, why)).typed(question)
                }),
            },
        }
    }

    /// A calculation is worth what its expression is worth here. Where the stored text is needed instead (it runs only on
    /// a trigger, can be overwritten, or reads the clock), it is unknown as soon as something it reads is.
    fn calculated(
        &self,
        spot: SpotId,
        view: NodeView<'a>,
        question: &Question,
        calculation: &Expression,
    ) -> State {
        let bind = &view.definition().bind;
        let own = Evidence::of_known(spot);
        let locked =
            question.kind == QuestionType::Calculate || !question.control || view.readonly();
        if locked
            && bind.trigger.is_empty()
            && let Some(value) = self.computed(calculation, spot)
        {
            let scalar = as_stored(value.scalar, question);
            let evidence = value.evidence.with(&own);
            if scalar.is_known() {
                return State::known(scalar, evidence);
            }
            // A calculation that is itself unknown without cause divides by what may be 0.
            let why = evidence
                .unknown
                .values()
                .next()
                .copied()
                .unwrap_or(Why::Invalid);
            return State {
                standing: Standing::Unknown(why),
                value: Value { scalar, evidence },
                chosen: Vec::new(),
            };
        }
        if let Some(reason) = view.unknown() {
            return State::unknown(reason.into(), Evidence::of_unknown(spot, reason.into()));
        }
        let mut inputs = self.inputs(&calculation.root, spot);
        for trigger in &bind.trigger {
            inputs = inputs.with(&self.inputs(&Expr::Question(*trigger), spot));
        }
        match inputs.unknown.values().next().copied() {
            Some(why) => State::unknown(why, inputs.with(&own)),
            None => State::known(Scalar::Text(view.stored().to_owned()), inputs.with(&own)),
        }
    }

    /// An expression of the form at its own node; nothing where it reads the clock or chance, or cannot be computed.
    pub(super) fn computed(&self, expression: &Expression, spot: SpotId) -> Option<Value> {
        let operand = self.computed_operand(expression, spot)?;
        Some(self.single(operand))
    }

    pub(super) fn computed_operand(
        &self,
        expression: &Expression,
        spot: SpotId,
    ) -> Option<Operand<'a>> {
        if is_unstable(&expression.root) {
            return None;
        }
        self.evaluate(&expression.root, &self.at(spot, Mode::Form))
            .ok()
    }

    /// The states of all that an expression reads.
    pub(super) fn inputs(&self, expr: &Expr, spot: SpotId) -> Evidence {
        let mut evidence = Evidence::default();
        let at = self.at(spot, Mode::Form);
        walk(expr, &mut |part| {
            if matches!(
                part,
                Expr::Question(_) | Expr::Path(_) | Expr::Filter { .. }
            ) {
                for member in self.nodes(part, &at).unwrap_or_default() {
                    evidence = std::mem::take(&mut evidence).with(&member.there.evidence);
                    if member.place != Place::Spot(spot) {
                        evidence = std::mem::take(&mut evidence)
                            .with(&self.state_at(&member.place).value.evidence);
                    }
                }
            }
        });
        evidence
    }
}

/// A given answer, or why there is none.
fn given(spot: SpotId, view: NodeView<'_>, question: &Question, form: &Form) -> Result<State, Why> {
    if let Some(reason) = view.unknown() {
        return Err(reason.into());
    }
    if view.stored().is_empty() {
        return Err(Why::Unanswered);
    }
    // What is read-only with a fixed default is no question but a constant.
    let constant = view.readonly() && question.dynamic_default.is_none();
    if view.is_default() && !constant {
        return Err(Why::Defaulted);
    }
    let value = view.value();
    let evidence = Evidence::of_known(spot);
    let invalid = view.violation() == Some(Violation::Constraint);
    let meaning = |name: &str| {
        let list = form.lists.get(&question.select.as_ref()?.list)?;
        list.choices
            .iter()
            .find(|c| c.name == name)?
            .unknown
            .map(Why::from)
    };
    if question.select.is_some()
        && matches!(
            question.kind,
            QuestionType::SelectMultiple | QuestionType::Rank
        )
    {
        let (open, chosen): (Vec<&str>, Vec<&str>) =
            words(value).partition(|w| meaning(w).is_some());
        let dropped = words(view.stored()).any(|w| !words(value).any(|kept| kept == w));
        let why = open
            .first()
            .and_then(|w| meaning(w))
            .or(dropped.then_some(Why::NotOffered));
        return match why {
            Some(why) if chosen.is_empty() => Err(why),
            _ if invalid => Err(Why::Invalid),
            Some(why) => Ok(State {
                standing: Standing::Partial(why),
                value: Value {
                    scalar: Scalar::Unknown,
                    evidence: evidence.with(&Evidence::of_unknown(spot, why)),
                },
                chosen: chosen.into_iter().map(str::to_owned).collect(),
            }),
            None => Ok(State::known(Scalar::Text(value.to_owned()), evidence)),
        };
    }
    if value.is_empty() {
        return Err(Why::NotOffered);
    }
    if let Some(why) = meaning(value) {
        return Err(why);
    }
    if invalid {
        return Err(Why::Invalid);
    }
    if let Some(period) = period(view.definition(), question, value) {
        // A comparison that the month does not settle waits for the day.
        let evidence = evidence.with(&Evidence::of_unknown(spot, Why::Unknown));
        return Ok(State::known(period, evidence));
    }
    Ok(State::known(Scalar::Text(value.to_owned()), evidence))
}

/// A date that was asked for to the month or to the year only: its first and last day.
fn period(node: &Node, question: &Question, value: &str) -> Option<Scalar> {
    if question.kind != QuestionType::Date {
        return None;
    }
    let asked = |word: &str| node.appearance.iter().any(|a| a == word);
    let year = value.get(..4)?;
    if asked("year") {
        return Some(Scalar::Period(
            format!("{year}-01-01"),
            format!("{year}-12-31"),
        ));
    }
    if asked("month-year") {
        let month = value.get(5..7)?;
        let first: chrono::NaiveDate = format!("{year}-{month}-01").parse().ok()?;
        let last = first
            .checked_add_months(chrono::Months::new(1))?
            .pred_opt()?;
        return Some(Scalar::Period(first.to_string(), last.to_string()));
    }
    None
}

/// A calculated value as it would be stored: what is no number is blank, a whole number has no fraction.
fn as_stored(scalar: Scalar, question: &Question) -> Scalar {
    match scalar {
        Scalar::Number(n) if n.exact().is_some_and(f64::is_nan) => Scalar::Text(String::new()),
        Scalar::Number(n) | Scalar::Written(n) if question.value == ValueType::Int => {
            Scalar::Written(n.rising(f64::trunc))
        }
        Scalar::Number(n) => Scalar::Written(n),
        Scalar::Truth(truth) => match truth {
            Truth::True => Scalar::Text("true".to_owned()),
            Truth::False => Scalar::Text("false".to_owned()),
            Truth::Unknown => Scalar::Unknown,
        },
        other => other,
    }
}

/// Whether a person can be asked this at all: it is no note, calculation or metadata, and not read-only.
#[must_use]
pub fn is_askable(view: &NodeView<'_>) -> bool {
    let (Shape::Question, Kind::Question(question)) = (view.shape(), view.kind()) else {
        return false;
    };
    let filled_without_asking = matches!(
        question.kind,
        QuestionType::Calculate
            | QuestionType::Hidden
            | QuestionType::Metadata(_)
            | QuestionType::Note
            | QuestionType::Audit
            | QuestionType::StartGeopoint
            | QuestionType::BackgroundGeopoint
            | QuestionType::BackgroundAudio
    );
    question.control && !filled_without_asking && !view.readonly()
}

/// Whether an expression reads the clock, chance or another machine.
pub(super) fn is_unstable(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= matches!(part, Expr::Call { name, .. } if UNSTABLE.contains(&name.as_str()));
    });
    found
}

/// An expression and all expressions in it.
pub(super) fn walk(expr: &Expr, visit: &mut dyn FnMut(&Expr)) {
    visit(expr);
    match expr {
        Expr::Call { args, .. } => args.iter().for_each(|a| walk(a, visit)),
        Expr::Negate(inner) => walk(inner, visit),
        Expr::Binary(_, a, b) | Expr::Union(a, b) => {
            walk(a, visit);
            walk(b, visit);
        }
        Expr::Filter {
            base,
            predicates,
            steps,
        } => {
            walk(base, visit);
            predicates
                .iter()
                .chain(steps.iter().flat_map(|s| &s.predicates))
                .for_each(|p| walk(p, visit));
        }
        Expr::Path(path) => path
            .steps
            .iter()
            .flat_map(|s| &s.predicates)
            .for_each(|p| walk(p, visit)),
        Expr::Number(_) | Expr::Literal(_) | Expr::Question(_) | Expr::LastSaved(_) => {}
    }
}

impl From<Unknown> for Why {
    fn from(reason: Unknown) -> Self {
        match reason {
            Unknown::NotAsked => Self::NotAsked,
            Unknown::Unknown => Self::Unknown,
            Unknown::Declined => Self::Declined,
        }
    }
}

impl From<UnknownChoice> for Why {
    fn from(choice: UnknownChoice) -> Self {
        match choice {
            UnknownChoice::NotAsked => Self::NotAsked,
            UnknownChoice::Unknown => Self::Unknown,
            UnknownChoice::Declined => Self::Declined,
        }
    }
}
