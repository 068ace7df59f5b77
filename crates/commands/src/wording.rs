//! What the answers of a finished document say in a form's words. It has the document alone, not the interview that led to
//! it: what a label takes from another answer stands as three dots.

use crate::interview::Numbers;
use crate::view::EvidenceView;
use saring_form::Form;
use saring_form::definition::{Kind, Node, Piece, QuestionType, Text};
use saring_record::{Answer, Unknown, Why};

/// A form in one of its languages.
pub(crate) struct Wording<'a> {
    pub(crate) form: &'a Form,
    pub(crate) language: usize,
    pub(crate) numbers: Numbers,
}

impl<'a> Wording<'a> {
    /// In the language with this code, else in the form's own.
    pub(crate) fn of(form: &'a Form, language: &str) -> Self {
        Self {
            form,
            language: form.language(language).unwrap_or(form.default_language),
            numbers: Numbers::of(form),
        }
    }

    /// The question that a document's reference is about.
    pub(crate) fn node(&self, reference: &str) -> Option<&'a Node> {
        self.form.by_path(&without_indexes(reference))
    }

    /// One answer. Of several choices those that are known are told also where another of them is unknown.
    pub(crate) fn evidence(&self, node: &Node, reference: &str, answer: &Answer) -> EvidenceView {
        EvidenceView {
            reference: reference.to_owned(),
            number: self.numbers.get(node.id),
            question: self.words(&node.label),
            answer: self.text(node, answer),
            why: answer.unknown.map(why),
        }
    }

    /// A text in the language.
    pub(crate) fn words(&self, text: &Text) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Output(_) => "…".to_owned(),
        };
        text.pieces(self.language, self.form.default_language)
            .iter()
            .map(piece)
            .collect()
    }

    /// Labels of choices, without those that say that it is unknown; else the value as it is.
    fn text(&self, node: &Node, answer: &Answer) -> String {
        let value = answer.value.as_deref().unwrap_or_default();
        let Kind::Question(question) = &node.kind else {
            return value.to_owned();
        };
        let list = question
            .select
            .as_ref()
            .and_then(|select| self.form.lists.get(&select.list));
        let Some(list) = list else {
            return value.to_owned();
        };
        let label = |name: &str| {
            let choice = list.choices.iter().find(|choice| choice.name == name);
            match choice {
                Some(choice) if answer.unknown.is_some() && choice.unknown.is_some() => None,
                Some(choice) => Some(self.words(&choice.label)),
                None => Some(name.to_owned()),
            }
        };
        match question.kind {
            QuestionType::SelectOne => label(value).unwrap_or_default(),
            _ => value
                .split_whitespace()
                .filter_map(label)
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
}

/// Why an answer is unknown, as screens say it.
pub(crate) fn why(unknown: Unknown) -> Why {
    match unknown {
        Unknown::NotAsked => Why::NotAsked,
        Unknown::Unknown => Why::Unknown,
        Unknown::Declined => Why::Declined,
    }
}

/// Whether a document's reference is about this question, in whichever instance.
pub(crate) fn is_about(reference: &str, node: &Node) -> bool {
    without_indexes(reference) == node.path
}

/// `/data/places[2]/name` as the form has it: `/data/places/name`.
fn without_indexes(reference: &str) -> String {
    let mut out = String::with_capacity(reference.len());
    let mut inside = false;
    for c in reference.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
