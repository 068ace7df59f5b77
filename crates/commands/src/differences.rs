//! What is not the same in several documents of one interview, for a person who decides which of them counts.

use crate::view::{ConflictDifferences, Difference, Differing, Said};
use crate::wording::Wording;
use saring_form::definition::{Kind, Node, QuestionType};
use saring_record::{Answer, Conclusion, Interview};
use std::collections::{BTreeMap, BTreeSet};

/// Compares answers, notes and conclusions. What is calculated is left out: it follows from answers. `names` are those of
/// attachments by id.
pub(crate) fn differences(
    documents: &[Interview],
    wording: &Wording<'_>,
    names: &BTreeMap<String, String>,
) -> ConflictDifferences {
    let references: BTreeSet<&String> = documents
        .iter()
        .flat_map(|document| document.answers.keys())
        .collect();
    let mut same = 0;
    let mut differing = Vec::new();
    for reference in references {
        let node = wording.node(reference);
        let number = node.map_or_else(String::new, |node| wording.numbers.get(node.id));
        if node.is_some() && number.is_empty() {
            continue;
        }
        let answers: Vec<Option<&Answer>> = documents
            .iter()
            .map(|document| document.answers.get(reference))
            .collect();
        let Some(said) = said_differently(&answers, reference, node, wording, names) else {
            same += 1;
            continue;
        };
        let consent = node.is_some_and(|node| node.extension.consent.is_some());
        let difference = Difference {
            what: match consent {
                true => Differing::Consent,
                false => Differing::Answer,
            },
            number,
            question: question(wording, node, reference),
            said,
        };
        differing.push((place(node, reference), difference));
    }
    for (reference, said) in notes(documents) {
        let node = wording.node(reference);
        let difference = Difference {
            what: Differing::Note,
            number: node.map_or_else(String::new, |node| wording.numbers.get(node.id)),
            question: question(wording, node, reference),
            said,
        };
        differing.push((place(node, reference), difference));
    }
    differing.sort_by(|(a, _), (b, _)| a.cmp(b));
    ConflictDifferences {
        same,
        conclusions: conclusions(documents),
        differences: differing.into_iter().map(|(_, one)| one).collect(),
    }
}

/// What each document says to a question, in their order; none when all say the same.
fn said_differently(
    answers: &[Option<&Answer>],
    reference: &str,
    node: Option<&Node>,
    wording: &Wording<'_>,
    names: &BTreeMap<String, String>,
) -> Option<Vec<Said>> {
    let meant: Vec<_> = answers
        .iter()
        .map(|answer| answer.map(|answer| (value_of(answer, node), answer.unknown)))
        .collect();
    if all_same(&meant) {
        return None;
    }
    let said = |raw: bool| -> Vec<Said> {
        answers
            .iter()
            .map(|answer| match answer {
                Some(answer) => say(answer, reference, node.filter(|_| !raw), wording, names),
                None => Said::default(),
            })
            .collect()
    };
    let in_words = said(false);
    if !all_same(&in_words) {
        return Some(in_words);
    }
    // Skipped as declined in one and chosen as declined in the other is the same to whoever reads it; two choices of one
    // label are not.
    let unknown = answers
        .iter()
        .all(|answer| answer.is_some_and(|answer| answer.unknown.is_some()));
    (!unknown).then(|| said(true))
}

/// The value as it is compared: of several choices the order means nothing.
fn value_of(answer: &Answer, node: Option<&Node>) -> String {
    let value = answer.value.clone().unwrap_or_default();
    if kind(node) != Some(QuestionType::SelectMultiple) {
        return value;
    }
    let mut chosen: Vec<&str> = value.split_whitespace().collect();
    chosen.sort_unstable();
    chosen.join(" ")
}

fn say(
    answer: &Answer,
    reference: &str,
    node: Option<&Node>,
    wording: &Wording<'_>,
    names: &BTreeMap<String, String>,
) -> Said {
    let value = answer.value.clone().unwrap_or_default();
    let Some(node) = node else {
        return Said {
            applies: true,
            answer: value,
            why: answer.unknown.map(crate::wording::why),
        };
    };
    let evidence = wording.evidence(node, reference, answer);
    let file = matches!(
        kind(Some(node)),
        Some(QuestionType::File | QuestionType::Image | QuestionType::Audio | QuestionType::Video)
    );
    let named = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    Said {
        applies: true,
        answer: match file {
            true => value
                .split_whitespace()
                .map(named)
                .collect::<Vec<_>>()
                .join(", "),
            // A choice without a label is still no empty answer.
            false if evidence.answer.is_empty() && evidence.why.is_none() => value,
            false => evidence.answer,
        },
        why: evidence.why,
    }
}

/// Notes that are not the same in all, by reference.
fn notes(documents: &[Interview]) -> BTreeMap<&String, Vec<Said>> {
    let references: BTreeSet<&String> = documents
        .iter()
        .flat_map(|document| document.notes.iter().map(|note| &note.reference))
        .collect();
    let said = |reference: &String| -> Vec<Said> {
        let of = |document: &Interview| {
            let note = document
                .notes
                .iter()
                .find(|note| note.reference == *reference);
            Said {
                applies: note.is_some(),
                answer: note.map(|note| note.text.clone()).unwrap_or_default(),
                why: None,
            }
        };
        documents.iter().map(of).collect()
    };
    references
        .into_iter()
        .map(|reference| (reference, said(reference)))
        .filter(|(_, said)| !all_same(said))
        .collect()
}

/// The conclusions in the order of the documents; none when kind and reason are the same in all.
fn conclusions(documents: &[Interview]) -> Vec<Conclusion> {
    let all = documents.iter().map(|document| &document.conclusion);
    let meant: Vec<_> = all.clone().map(|one| (one.kind, &one.reason)).collect();
    match all_same(&meant) {
        true => Vec::new(),
        false => all.cloned().collect(),
    }
}

/// The question's label, in a repeat with the number of its entry; the reference where there is none.
fn question(wording: &Wording<'_>, node: Option<&Node>, reference: &str) -> String {
    let label = node.map_or_else(String::new, |node| wording.words(&node.label));
    if label.trim().is_empty() {
        return reference.to_owned();
    }
    let entries: Vec<String> = entries(reference).iter().map(u32::to_string).collect();
    match entries.is_empty() {
        true => label,
        false => format!("{label} ({})", entries.join(".")),
    }
}

/// Where a question stands in the form; what the form does not know comes last.
fn place(node: Option<&Node>, reference: &str) -> (u32, Vec<u32>, String) {
    (
        node.map_or(u32::MAX, |node| node.id.0),
        entries(reference),
        reference.to_owned(),
    )
}

/// `[2, 1]` of `/data/places[2]/people[1]/name`.
fn entries(reference: &str) -> Vec<u32> {
    reference
        .split('[')
        .skip(1)
        .filter_map(|rest| rest.split(']').next()?.parse().ok())
        .collect()
}

fn kind(node: Option<&Node>) -> Option<QuestionType> {
    match &node?.kind {
        Kind::Question(question) => Some(question.kind),
        _ => None,
    }
}

fn all_same<T: PartialEq>(all: &[T]) -> bool {
    all.windows(2).all(|pair| pair[0] == pair[1])
}
