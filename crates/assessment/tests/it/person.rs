//! People as scripts: what somebody answered to the shipped instrument, and what the rules say of it.

use saring_assessment::{Closed, assess};
use saring_form::Form;
use saring_form::definition::{Kind, QuestionType};
use saring_form::expression::three_valued::is_askable;
use saring_form::interview::{Context, Event, Interview, NodeView, Unknown};
use saring_form::xlsform::{Workbook, load};
use saring_record::{Assessment, Finding, State};
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// The instrument that ships with the application.
pub(crate) fn instrument() -> Arc<Form> {
    static FORM: OnceLock<Arc<Form>> = OnceLock::new();
    FORM.get_or_init(|| {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/forms/tppo-screening");
        let loaded = load(&Workbook::open(&folder).expect("the shipped form"));
        Arc::new(loaded.unwrap_or_else(|issues| panic!("{issues:?}")).form)
    })
    .clone()
}

pub(crate) fn context() -> Context {
    Context::new("2026-11-24T08:00:00+07:00".parse().expect("a time"), 1, "1")
}

/// Somebody at the desk.
pub(crate) struct Person {
    pub(crate) interview: Interview,
    pub(crate) closed: Closed,
}

impl Person {
    pub(crate) fn arrives() -> Self {
        Self::before(instrument())
    }

    pub(crate) fn before(form: Arc<Form>) -> Self {
        Self {
            interview: Interview::start(form, context()),
            closed: Closed::Nothing,
        }
    }

    /// `name=value` or `name?reason`; a question in a repeat is that of the first instance.
    pub(crate) fn says(mut self, script: &[&str]) -> Self {
        for line in script {
            let (name, value, reason) = match line.split_once('=') {
                Some((name, value)) => (name, value, None),
                None => {
                    let (name, reason) = line.split_once('?').expect("a reason");
                    let reason = match reason {
                        "declined" => Unknown::Declined,
                        "not_asked" => Unknown::NotAsked,
                        _ => Unknown::Unknown,
                    };
                    (name, "", Some(reason))
                }
            };
            let node = self.interview.nodes().find(|n| n.definition().name == name);
            let reference = node
                .unwrap_or_else(|| panic!("no question {name}"))
                .reference();
            let event = match reason {
                Some(reason) => Event::skip(reference, reason),
                None => Event::set(reference, value),
            };
            self.interview
                .apply(&event)
                .unwrap_or_else(|e| panic!("{line}: {e}"));
        }
        self
    }

    /// Everything else that is asked has the answer of somebody who came to no harm; then the interview is finalized.
    pub(crate) fn and_nothing_else(mut self) -> Self {
        while let Some(event) = self.next_answer() {
            self.interview
                .apply(&event)
                .unwrap_or_else(|e| panic!("{event:?}: {e}"));
        }
        self.closed = Closed::Everything;
        self
    }

    fn next_answer(&self) -> Option<Event> {
        let open = |n: &NodeView<'_>| {
            is_askable(n) && n.relevant() && n.value().is_empty() && n.unknown().is_none()
        };
        let node = self.interview.nodes().find(open)?;
        let reference = node.reference();
        let Kind::Question(question) = node.kind() else {
            return None;
        };
        Some(match question.kind {
            QuestionType::SelectOne | QuestionType::SelectMultiple => {
                let calm = match node.definition().name.as_str() {
                    "consent_interview" | "t_private" | "t_tonight" | "safe_home" => "yes",
                    "recruitment_channel"
                    | "pay_received"
                    | "travel_arranged"
                    | "place_kind"
                    | "place_left" => "other",
                    _ => "",
                };
                let harmless = [
                    calm,
                    "no",
                    "none",
                    "adult",
                    "free",
                    "same",
                    "not_known",
                    "full",
                    "self",
                    "own_choice",
                    "could",
                    "house",
                ];
                let offered = node.choices(0);
                let wanted = harmless
                    .iter()
                    .find(|h| offered.iter().any(|c| c.name == **h));
                let choice = match wanted {
                    Some(name) => (*name).to_owned(),
                    None => offered.iter().find(|c| c.unknown.is_none())?.name.clone(),
                };
                Event::set(reference, choice)
            }
            QuestionType::Integer => Event::set(reference, "5"),
            QuestionType::Date => Event::set(
                reference,
                if node.definition().name == "birth_date" {
                    "1990-01-01"
                } else {
                    "2026-01-01"
                },
            ),
            _ => Event::skip(reference, Unknown::Declined),
        })
    }

    pub(crate) fn assessed(&self) -> Assessment {
        assess(&self.interview, &self.closed)
    }
}

pub(crate) fn finding<'a>(assessment: &'a Assessment, name: &str) -> &'a Finding {
    assessment
        .findings
        .iter()
        .find(|f| f.name == name)
        .unwrap_or_else(|| panic!("no finding {name}"))
}

pub(crate) fn indicator(assessment: &Assessment, name: &str) -> State {
    assessment
        .indicators
        .iter()
        .find(|i| i.name == name)
        .unwrap_or_else(|| panic!("no indicator {name}"))
        .state
}

pub(crate) fn dimension(assessment: &Assessment, name: &str) -> State {
    assessment
        .dimensions
        .iter()
        .find(|d| d.name == name)
        .unwrap_or_else(|| panic!("no dimension {name}"))
        .state
}
