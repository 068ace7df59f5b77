//! The interview as a document states it: answers with what is unknown about them, and consent.

use saring_form::definition::UnknownChoice;
use saring_form::expression::three_valued::{Closed, Evaluator, Standing, Why, is_askable};
use saring_form::interview::{Interview, NodeView, Shape, Violation};
use saring_record::{Answer, Consent, Unknown};
use std::collections::BTreeMap;

/// Every question that applies and was answered, skipped with a reason, or calculated, by reference; `at` is left to
/// whoever kept the time.
///
/// An unknown choice keeps its value and says what it means. A calculation over unknown answers, and a default that
/// nobody confirmed, have no value: what the screen shows for them is not known.
#[must_use]
pub fn answers(interview: &Interview) -> BTreeMap<String, Answer> {
    let evaluator = Evaluator::new(interview, &Closed::Everything);
    let questions = interview
        .nodes()
        .filter(|node| node.shape() == Shape::Question && node.relevant());
    questions
        .filter_map(|node| Some((node.reference(), answer(&evaluator, &node)?)))
        .collect()
}

fn answer(evaluator: &Evaluator<'_>, node: &NodeView<'_>) -> Option<Answer> {
    let plain = |value: Option<String>, unknown| {
        Some(Answer {
            value,
            unknown,
            at: None,
        })
    };
    if let Some(reason) = node.unknown() {
        return plain(None, Some(reason_of(reason.into())));
    }
    if node.value().is_empty() {
        return None;
    }
    let value = Some(node.value().to_owned());
    match evaluator.standing(&node.reference())? {
        Standing::Unknown(Why::Defaulted) => plain(None, Some(Unknown::NotAsked)),
        Standing::Unknown(why) if !is_askable(node) => plain(None, Some(reason_of(why))),
        // Here the value itself says that it is unknown.
        Standing::Unknown(why @ (Why::Unknown | Why::Declined | Why::NotAsked))
        | Standing::Partial(why @ (Why::Unknown | Why::Declined | Why::NotAsked)) => {
            plain(value, Some(reason_of(why)))
        }
        _ => plain(value, None),
    }
}

fn reason_of(why: Why) -> Unknown {
    match why {
        Why::Declined => Unknown::Declined,
        Why::Unknown | Why::Invalid | Why::NotOffered => Unknown::Unknown,
        Why::NotAsked | Why::Unanswered | Why::Defaulted | Why::Relevance => Unknown::NotAsked,
    }
}

/// Every consent question of the form: given only by the choice `yes`, refused by any other choice. Not asked, not
/// known, skipped, hidden or filled by default is neither, and permits nothing.
#[must_use]
pub fn consent(interview: &Interview) -> Vec<Consent> {
    let asked = interview.nodes().filter_map(|node| {
        let item = node.definition().extension.consent.clone()?;
        Some(Consent {
            item,
            reference: node.reference(),
            given: given(&node),
        })
    });
    asked.collect()
}

fn given(node: &NodeView<'_>) -> Option<bool> {
    let counts = node.relevant()
        && !node.value().is_empty()
        && !node.is_default()
        && node.violation() != Some(Violation::Constraint);
    if !counts {
        return None;
    }
    if node.value() == "yes" {
        return Some(true);
    }
    let choice = node
        .choices(0)
        .into_iter()
        .find(|choice| choice.name == node.value());
    match choice.and_then(|choice| choice.unknown) {
        Some(UnknownChoice::Unknown | UnknownChoice::NotAsked) => None,
        // To decline is to refuse.
        Some(UnknownChoice::Declined) | None => Some(false),
    }
}
