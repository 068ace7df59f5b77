//! The law of three values on the shipped instrument: what a person did not tell changes what the rules say only into
//! "unknown".

use crate::person::{context, instrument};
use proptest::collection::vec;
use proptest::prelude::*;
use saring_assessment::{Closed, assess};
use saring_form::definition::{Kind, QuestionType};
use saring_form::expression::three_valued::is_askable;
use saring_form::interview::{Event, Interview, Unknown};
use saring_record::{FindingKind, State};

/// An answer to everything, by dice: one that may be hidden is answered too, as if it had been shown before.
fn answers(dice: &[u32]) -> Vec<Event> {
    let mut interview = Interview::start(instrument(), context());
    let mut events = Vec::new();
    let references: Vec<String> = interview
        .nodes()
        .filter(is_askable)
        .map(|n| n.reference())
        .collect();
    for (reference, roll) in references.into_iter().zip(dice.iter().cycle()) {
        let node = interview.node(&reference).expect("a node");
        let Kind::Question(question) = node.kind() else {
            continue;
        };
        let roll = *roll as usize;
        let event = match question.kind {
            QuestionType::SelectOne | QuestionType::SelectMultiple
                if node.definition().name == "consent_interview" && !roll.is_multiple_of(5) =>
            {
                Event::set(&reference, "yes")
            }
            QuestionType::SelectOne => match node.choices(0) {
                choices if choices.is_empty() => continue,
                choices => Event::set(&reference, &*choices[roll % choices.len()].name),
            },
            QuestionType::SelectMultiple => {
                let choices = node.choices(0);
                let chosen = choices
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| (roll >> i) & 3 == 3)
                    .map(|(_, c)| c.name.as_str());
                Event::set(&reference, chosen.collect::<Vec<_>>().join(" "))
            }
            QuestionType::Integer => Event::set(&reference, (roll % 20).to_string()),
            QuestionType::Date => Event::set(&reference, format!("{}-05-01", 1980 + roll % 45)),
            _ => Event::set(&reference, "x"),
        };
        interview
            .apply(&event)
            .unwrap_or_else(|e| panic!("{event:?}: {e}"));
        events.push(event);
    }
    events
}

fn outcomes(events: &[Event], closed: &Closed) -> Vec<(String, State)> {
    let (interview, _) = Interview::resume(instrument(), context(), events.iter().cloned());
    let assessment = assess(&interview, closed);
    let indicators = assessment.indicators.into_iter().map(|i| (i.name, i.state));
    let dimensions = assessment.dimensions.into_iter().map(|d| (d.name, d.state));
    let findings = assessment
        .findings
        .into_iter()
        .filter(|f| f.kind != FindingKind::Process)
        .map(|f| (f.name, f.state));
    indicators.chain(dimensions).chain(findings).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_not_told_is_never_held_for_a_no(
        dice in vec(any::<u32>(), 97),
        silent in vec((any::<usize>(), 0..4u8), 1..6),
        finalized in any::<bool>(),
    ) {
        let closed = if finalized { Closed::Everything } else { Closed::Nothing };
        let told = answers(&dice);
        let mut less = told.clone();
        for (which, how) in silent {
            let index = which % less.len();
            let reference = less[index].reference().to_owned();
            less[index] = match how {
                0 => Event::set(reference, ""),
                1 => Event::skip(reference, Unknown::Unknown),
                2 => Event::skip(reference, Unknown::NotAsked),
                _ => Event::skip(reference, Unknown::Declined),
            };
        }
        for ((name, before), (_, after)) in outcomes(&told, &closed).into_iter().zip(outcomes(&less, &closed)) {
            prop_assert!(
                before == State::Unknown || after == State::Unknown || before == after,
                "{name}: {before:?} became {after:?}\n{told:?}\n{less:?}"
            );
        }
    }
}
