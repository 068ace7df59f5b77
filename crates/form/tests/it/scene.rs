//! A form with answers, and questions in three values put to it.

use crate::table::form;
use saring_form::Form;
use saring_form::expression::parse_rule;
use saring_form::expression::three_valued::{
    Closed, Evaluator, NoRules, Outcome, RuleError, Standing, Truth, bounds,
};
use saring_form::interview::{Context, Event, Interview, Unknown};
use std::sync::Arc;

pub(crate) const T: Truth = Truth::True;
pub(crate) const F: Truth = Truth::False;
pub(crate) const U: Truth = Truth::Unknown;

/// A form with answers, and questions put to it.
pub(crate) struct Scene {
    pub(crate) form: Arc<Form>,
    pub(crate) interview: Interview,
    closed: Closed,
}

impl Scene {
    pub(crate) fn new(tables: &str) -> Self {
        let form = Arc::new(form(tables).form);
        let context = Context::new("2026-11-24T08:00:00+07:00".parse().unwrap(), 1, "1");
        Self {
            interview: Interview::start(form.clone(), context),
            form,
            closed: Closed::Nothing,
        }
    }

    /// `name=value`, `name?reason`, `+repeat`; names stand for `/data/name` unless they are references.
    pub(crate) fn with(mut self, script: &[&str]) -> Self {
        for line in script {
            let reference = |name: &str| {
                if name.starts_with('/') {
                    name.to_owned()
                } else {
                    format!("/data/{name}")
                }
            };
            let event = if let Some(repeat) = line.strip_prefix('+') {
                Event::add(reference(repeat))
            } else if let Some((name, value)) = line.split_once('=') {
                Event::set(reference(name), value)
            } else {
                let (name, reason) = line.split_once('?').unwrap();
                let reason = match reason {
                    "not_asked" => Unknown::NotAsked,
                    "declined" => Unknown::Declined,
                    _ => Unknown::Unknown,
                };
                Event::skip(reference(name), reason)
            };
            self.interview
                .apply(&event)
                .unwrap_or_else(|e| panic!("{line}: {e}"));
        }
        self
    }

    pub(crate) fn closed(mut self) -> Self {
        self.closed = Closed::Everything;
        self
    }

    pub(crate) fn ask(&self, rule: &str, process: bool) -> Result<Outcome, RuleError> {
        let rule = parse_rule(rule, &|name| self.form.by_name(name).map(|n| n.id)).unwrap();
        let evaluator = Evaluator::new(&self.interview, &self.closed);
        evaluator
            .rule(&rule, &NoRules, process)
            .map(|judged| evaluator.outcome(&judged))
    }

    pub(crate) fn truth(&self, rule: &str) -> Truth {
        self.ask(rule, false)
            .unwrap_or_else(|e| panic!("{rule}: {e} {:?}", e.params))
            .truth
    }

    pub(crate) fn outcome(&self, rule: &str) -> Outcome {
        self.ask(rule, false).unwrap()
    }

    pub(crate) fn error(&self, rule: &str) -> &'static str {
        self.ask(rule, false).expect_err(rule).code
    }

    pub(crate) fn standing(&self, name: &str) -> Standing {
        let evaluator = Evaluator::new(&self.interview, &self.closed);
        evaluator.standing(&format!("/data/{name}")).unwrap()
    }

    pub(crate) fn bounds(&self, rule: &str) -> [u32; 2] {
        let rule = parse_rule(rule, &|name| self.form.by_name(name).map(|n| n.id)).unwrap();
        bounds(
            &Evaluator::new(&self.interview, &self.closed)
                .value(&rule, &NoRules)
                .unwrap(),
        )
        .unwrap()
    }

    pub(crate) fn check(&self, expected: &[(&str, Truth)]) {
        for (rule, truth) in expected {
            assert_eq!(self.truth(rule), *truth, "{rule}");
        }
    }
}

/// A gate and what hangs on it, choices of several kinds, numbers.
const TABLES: &str = "
    | survey |
    | | type | name | label | relevant | constraint | calculation | default | appearance |
    | | select_one yn | gate | Gate | | | | | |
    | | select_one yn | inner | Inner | ${gate} = 'yes' | | | | |
    | | integer | n | Number | ${gate} = 'yes' | | | | |
    | | select_multiple abc | m | Several | ${gate} = 'yes' | | | | |
    | | text | t | Text | ${gate} = 'yes' | | | | |
    | | integer | small | Small | | . < 10 | | | |
    | | select_one yn | usual | Usual | | | | yes | |
    | | date | day | Day | | | | | |
    | | date | month | Month | | | | | month-year |
    | | date | year | Year | | | | | year |
    | | calculate | double | | | | ${n} * 2 | | |
    | | calculate | points | | | | if(${inner} = 'yes', 1, 0) | | |
    | choices |
    | | list_name | name | label | saring_unknown |
    | | yn | yes | Yes | |
    | | yn | no | No | |
    | | yn | dk | Does not know | unknown |
    | | yn | declined | Declined | declined |
    | | abc | a | A | |
    | | abc | b | B | |
    | | abc | c | C | |
    | | abc | dk | Does not know | unknown |
    | settings |
    | | namespaces |
    | | saring=\"urn:saring:xlsform:1\" |
";

pub(crate) fn scene(script: &[&str]) -> Scene {
    Scene::new(TABLES).with(script)
}
