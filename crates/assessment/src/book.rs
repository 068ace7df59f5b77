//! The rule sheets as functions: `strong` `medium` `weak` `dimension` `indicator` `element`, each rule judged once.
//!
//! Which strength an indicator has, and whether a dimension is about the person at all, may depend on age. While nobody
//! knows the age, both readings are evaluated, and what they do not agree on is unknown.

use saring_form::Form;
use saring_form::definition::{IndicatorRow, Population, RuleKind, Strength};
use saring_form::expression::Expression;
use saring_form::expression::three_valued::{
    Evaluator, Evidence, Judged, RuleError, RuleFunctions, Truth, Value,
};
use std::cell::RefCell;
use std::collections::HashMap;

/// The indicator that says whether the person is a child.
const CHILD: &str = "under_18";

/// As whom the person is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Age {
    /// As the answers say; while they do not, both ways.
    AsKnown,
    Adult,
    Child,
}

/// A rule of the sheets, by its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Rule {
    Indicator(usize),
    Dimension(usize),
}

type Judgement = Result<Judged, RuleError>;

/// All rules of a form over one interview.
pub(crate) struct Book<'a> {
    form: &'a Form,
    evaluator: &'a Evaluator<'a>,
    /// `None` while it is being judged.
    judged: RefCell<HashMap<(Rule, Age), Option<Judgement>>>,
}

/// The book with the person read as of one age.
struct Reading<'b, 'a> {
    book: &'b Book<'a>,
    age: Age,
}

impl RuleFunctions for Reading<'_, '_> {
    fn call(&self, function: &str, name: &str) -> Result<Value, RuleError> {
        let book = self.book;
        match function {
            "indicator" => Ok(book.indicator(book.indicator_row(name)?, self.age)?.into()),
            "dimension" => Ok(book.dimension_named(name, self.age)?.into()),
            "element" => Ok(book.element(name, self.age)?.into()),
            "strong" => book.count(name, Strength::Strong, self.age),
            "medium" => book.count(name, Strength::Medium, self.age),
            "weak" => book.count(name, Strength::Weak, self.age),
            _ => Err(RuleError::new("unknown-function", [("function", function)])),
        }
    }
}

impl<'a> Book<'a> {
    pub(crate) fn new(form: &'a Form, evaluator: &'a Evaluator<'a>) -> Self {
        Self {
            form,
            evaluator,
            judged: RefCell::default(),
        }
    }

    fn indicator_row(&self, name: &str) -> Result<usize, RuleError> {
        let row = self
            .form
            .rules
            .indicators
            .iter()
            .position(|row| row.name == name);
        row.ok_or_else(|| RuleError::new("unknown-indicator", [("name", name)]))
    }

    /// A rule of any sheet.
    pub(crate) fn finding(&self, when: &Expression, kind: RuleKind) -> Judgement {
        self.evaluate(when, Age::AsKnown, kind == RuleKind::Process)
    }

    fn evaluate(&self, rule: &Expression, age: Age, process: bool) -> Judgement {
        self.evaluator
            .rule(rule, &Reading { book: self, age }, process)
    }

    fn once(&self, rule: Rule, age: Age, judge: impl FnOnce() -> Judgement) -> Judgement {
        if let Some(known) = self.judged.borrow().get(&(rule, age)) {
            return known
                .clone()
                .unwrap_or_else(|| Err(RuleError::new("rule-loop", [])));
        }
        self.judged.borrow_mut().insert((rule, age), None);
        let judged = judge();
        self.judged
            .borrow_mut()
            .insert((rule, age), Some(judged.clone()));
        judged
    }

    /// The indicator in this row.
    pub(crate) fn indicator(&self, row: usize, age: Age) -> Judgement {
        self.once(Rule::Indicator(row), age, || {
            self.evaluate(&self.form.rules.indicators[row].when, age, false)
        })
    }

    /// The dimension in this row.
    pub(crate) fn dimension(&self, row: usize, age: Age) -> Judgement {
        let sheet_row = &self.form.rules.dimensions[row];
        self.once(Rule::Dimension(row), age, || {
            match (age, sheet_row.population) {
                (Age::AsKnown, _) => self.by_age(|age| self.dimension(row, age)),
                // It is about somebody else.
                (Age::Adult, Population::Child) | (Age::Child, Population::Adult) => {
                    Ok(Judged::plain(false))
                }
                _ => self.evaluate(&sheet_row.positive, age, false),
            }
        })
    }

    fn dimension_named(&self, name: &str, age: Age) -> Judgement {
        let row = self
            .form
            .rules
            .dimensions
            .iter()
            .position(|row| row.name == name);
        self.dimension(
            row.ok_or_else(|| RuleError::new("unknown-dimension", [("name", name)]))?,
            age,
        )
    }

    /// Whether any indicator of this element holds; weak ones alone make none.
    fn element(&self, element: &str, age: Age) -> Judgement {
        if age == Age::AsKnown {
            return self.by_age(|age| self.element(element, age));
        }
        let rows = self.form.rules.indicators.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.elements.iter().any(|e| e == element));
        rows.filter(|(_, row)| strength(row, age) != Some(Strength::Weak))
            .try_fold(Judged::plain(false), |any, (index, _)| {
                Ok(any.or(&self.indicator(index, age)?))
            })
    }

    /// How many indicators of a dimension hold that are this strong.
    pub(crate) fn count(
        &self,
        dimension: &str,
        wanted: Strength,
        age: Age,
    ) -> Result<Value, RuleError> {
        if age == Age::AsKnown {
            let (adult, minor) = (
                self.count(dimension, wanted, Age::Adult)?,
                self.count(dimension, wanted, Age::Child)?,
            );
            if adult == minor {
                return Ok(adult);
            }
            let child = self.child()?;
            let value = match child.truth {
                Truth::True => minor,
                Truth::False => adult,
                Truth::Unknown => adult.joined(minor),
            };
            return Ok(Value {
                evidence: value.evidence.with(&child.evidence),
                ..value
            });
        }
        let rows = self.form.rules.indicators.iter().enumerate();
        let rows = rows.filter(|(_, row)| row.dimension.as_deref() == Some(dimension));
        let rows = rows.filter(|(_, row)| strength(row, age) == Some(wanted));
        let judged = rows
            .map(|(index, _)| self.indicator(index, age))
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Value::count(&judged))
    }

    /// Whether the person is a child. A form without that indicator never knows.
    fn child(&self) -> Judgement {
        match self.indicator_row(CHILD) {
            Ok(row) => self.indicator(row, Age::AsKnown),
            Err(_) => Ok(Judged::new(Truth::Unknown, Evidence::default())),
        }
    }

    /// A judgement that may depend on age. Where both readings agree, age is no part of the evidence.
    fn by_age(&self, judge: impl Fn(Age) -> Judgement) -> Judgement {
        let (adult, minor) = (judge(Age::Adult)?, judge(Age::Child)?);
        if adult == minor {
            return Ok(adult);
        }
        let child = self.child()?;
        let agree = adult.truth == minor.truth;
        let joined = match child.truth {
            Truth::True => minor,
            Truth::False => adult,
            Truth::Unknown => adult.joined(&minor),
        };
        if agree {
            return Ok(joined);
        }
        Ok(Judged::new(
            joined.truth,
            joined.evidence.with(&child.evidence),
        ))
    }
}

fn strength(row: &IndicatorRow, age: Age) -> Option<Strength> {
    match age {
        Age::Child => row.strength_child.or(row.strength),
        Age::Adult | Age::AsKnown => row.strength,
    }
}
