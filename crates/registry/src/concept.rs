//! From an interview's answers to concepts: what each answer is about, read from the very form that was asked.

use saring_form::definition::{Form, Kind, Piece, QuestionType, Text, UnknownChoice};
use saring_form::xlsform::{Workbook, load};
use saring_record::{Answer, Digest, Interview, Unknown};
use std::collections::BTreeMap;

/// The use that a question must have, and the consent item that a person may give, for its answers to be counted.
const STATISTICS: &str = "statistics";

/// What the registry must know of a form.
#[derive(Clone, Debug)]
pub(crate) struct FormIndex {
    form: Form,
    questions: BTreeMap<String, Question>,
}

/// A question with a concept.
#[derive(Clone, Debug)]
struct Question {
    concept: String,
    several: bool,
    countable: bool,
    list: Option<String>,
}

/// What one answer says about one concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConceptValue {
    /// The concept.
    pub concept: String,
    /// The question's reference, with indexes; empty when nothing was asked.
    pub reference: String,
    /// What it says.
    pub state: ValueState,
    /// Whether it may be counted: for statistics, not identifying, and the person did not say no.
    pub countable: bool,
}

/// What stands behind a concept in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueState {
    /// A value: one choice, or the text.
    Known(String),
    /// A reason why there is none.
    Unknown(Unknown),
    /// The question did not apply.
    NotApplicable,
}

impl FormIndex {
    /// Reads a form's sheets as they travelled; none when they are no form, or not this one.
    pub(crate) fn read(sheets: &[u8], digest: &Digest) -> Option<Self> {
        let workbook = Workbook::from_bytes(sheets).ok()?;
        let form = load(&workbook).ok()?.form;
        (form.digest == digest.as_str()).then(|| Self::new(form))
    }

    fn new(form: Form) -> Self {
        let questions = form.nodes.iter().filter_map(|node| {
            let Kind::Question(question) = &node.kind else {
                return None;
            };
            let concept = node
                .extension
                .concept
                .clone()
                .filter(|_| question.kind != QuestionType::Note)?;
            let counted = node.extension.uses.iter().any(|one| one == STATISTICS)
                && !node.extension.identifying;
            let several = matches!(
                question.kind,
                QuestionType::SelectMultiple | QuestionType::Rank
            );
            let list = question.select.as_ref().map(|select| select.list.clone());
            Some((
                node.path.clone(),
                Question {
                    concept,
                    several,
                    countable: counted,
                    list,
                },
            ))
        });
        Self {
            questions: questions.collect(),
            form,
        }
    }

    /// Everything the interview says about concepts. A concept of the form without any answer did not apply.
    pub(crate) fn values(&self, interview: &Interview) -> Vec<ConceptValue> {
        let consent = interview
            .consent
            .iter()
            .find(|consent| consent.item == STATISTICS);
        let agreed = consent.is_none_or(|consent| consent.given == Some(true));
        let mut values = Vec::new();
        for (reference, answer) in &interview.answers {
            if let Some(question) = self.questions.get(&without_indexes(reference)) {
                values.extend(self.states(question, answer).into_iter().map(|state| {
                    ConceptValue {
                        concept: question.concept.clone(),
                        reference: reference.clone(),
                        state,
                        countable: question.countable && agreed,
                    }
                }));
            }
        }
        for question in self.questions.values() {
            if !values.iter().any(|value| value.concept == question.concept) {
                values.push(ConceptValue {
                    concept: question.concept.clone(),
                    reference: String::new(),
                    state: ValueState::NotApplicable,
                    countable: question.countable && agreed,
                });
            }
        }
        values
    }

    /// A choice that means "not known" is no value; beside others it leaves the rest of the answer unknown.
    fn states(&self, question: &Question, answer: &Answer) -> Vec<ValueState> {
        let text = answer.value.as_deref().unwrap_or("").trim();
        let parts: Vec<&str> = if question.several {
            text.split_whitespace().collect()
        } else {
            vec![text]
        };
        let mut unknown = answer.unknown;
        let mut states = Vec::new();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            match self.unknown_choice(question, part) {
                Some(reason) => unknown = unknown.or(Some(reason)),
                // An answer that the document itself calls unknown is no value, whatever its text.
                None if unknown.is_some() && !question.several => {}
                None => states.push(ValueState::Known(part.to_owned())),
            }
        }
        if unknown.is_none() && states.is_empty() {
            unknown = Some(Unknown::NotAsked);
        }
        states.extend(unknown.map(ValueState::Unknown));
        states
    }

    fn unknown_choice(&self, question: &Question, value: &str) -> Option<Unknown> {
        let list = self.form.lists.get(question.list.as_ref()?)?;
        let choice = list.choices.iter().find(|choice| choice.name == value)?;
        choice.unknown.map(|unknown| match unknown {
            UnknownChoice::Unknown => Unknown::Unknown,
            UnknownChoice::Declined => Unknown::Declined,
            UnknownChoice::NotAsked => Unknown::NotAsked,
        })
    }

    /// The label of a concept's value in this language (full name or code), if a choice has one.
    pub(crate) fn label(&self, concept: &str, value: &str, language: &str) -> Option<String> {
        let language = self
            .form
            .language(language)
            .unwrap_or(self.form.default_language);
        let lists = self
            .questions
            .values()
            .filter(|question| question.concept == concept);
        let mut lists = lists.filter_map(|question| self.form.lists.get(question.list.as_ref()?));
        let choice =
            lists.find_map(|list| list.choices.iter().find(|choice| choice.name == value))?;
        Some(words(&choice.label, language, self.form.default_language))
            .filter(|label| !label.is_empty())
    }
}

fn words(text: &Text, language: usize, fallback: usize) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Output(_) => "…".to_owned(),
    };
    text.pieces(language, fallback).iter().map(piece).collect()
}

/// `/data/places[2]/country` is asked by the question at `/data/places/country`.
fn without_indexes(reference: &str) -> String {
    let part = |part: &str| {
        part.split_once('[')
            .map_or(part, |(name, _)| name)
            .to_owned()
    };
    reference.split('/').map(part).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_found_by_its_question() {
        assert_eq!(
            without_indexes("/data/places[2]/rooms[11]/country"),
            "/data/places/rooms/country"
        );
        assert_eq!(without_indexes("/data/country"), "/data/country");
    }
}
