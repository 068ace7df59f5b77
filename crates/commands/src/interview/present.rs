//! What the interview screen shows of a live interview.
#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "the methods' lifetimes are narrower than the functions asked for here"
)]

use super::live::{Live, only_unknown_choices};
use super::steps::{self, Step, askable, section_label, visible};
use crate::view::{
    Choice, FormLanguage, Grain, InterviewView, Parallel, Question, QuestionKind, RepeatInstance,
    RepeatView, Section, Skipped, StepKind, StepView, UnknownMark, Violation,
};
use saring_form::definition::{Kind, QuestionType, Text, UnknownChoice};
use saring_form::interview::{NodeView, Shape, Unknown, Violation as Broken};

/// The whole interview screen.
pub(crate) fn present(live: &Live) -> InterviewView {
    let form = live.interview.form();
    let (steps, at) = live.here();
    let language = |i: usize| FormLanguage {
        name: form.languages[i].name.clone(),
        code: form.languages[i].code.clone(),
    };
    InterviewView {
        id: live.id.to_string(),
        slip: live.slip.clone(),
        form_title: form.title.clone(),
        officer_language: language(live.officer_language),
        person_language: language(live.person_language),
        sections: sections(live, steps[at].section),
        step: step(live, &steps, at),
        can_go_back: at > 0,
        saved_at: live.saved_at.to_string(),
        urgent: live.urgent.clone(),
        finished: live.finished,
        drafts: live.drafts.clone(),
        triage_complete: saring_assessment::completion(&live.interview).triage,
    }
}

fn sections(live: &Live, current: usize) -> Vec<Section> {
    steps::sections(&live.interview)
        .iter()
        .enumerate()
        .map(|(i, at)| {
            let mut asked = Vec::new();
            for node in at.nodes.iter().filter_map(|r| live.interview.node(r)) {
                steps::questions(node, &askable, &mut asked);
            }
            let grains: Vec<Grain> = asked
                .iter()
                .map(|n| Live::grain(n, live.officer_language))
                .collect();
            Section {
                reference: at.reference.clone(),
                label: section_label(&live.interview, at, live.officer_language),
                done: grains.iter().filter(|g| **g != Grain::Open).count() as u32,
                unknown: grains.iter().filter(|g| **g == Grain::Unknown).count() as u32,
                grains,
                current: i == current,
            }
        })
        .collect()
}

fn step(live: &Live, steps: &[Step], at: usize) -> StepView {
    let here = &steps[at];
    let sections = steps::sections(&live.interview);
    let mates: Vec<usize> = (0..steps.len())
        .filter(|i| {
            steps[*i].section == here.section
                && steps[*i].inside == here.inside
                && steps[*i].kind != StepKind::End
        })
        .collect();
    let node = live.interview.node(&here.reference);
    let parallel = |text: fn(&NodeView<'_>, usize) -> String| {
        node.as_ref()
            .map_or_else(Parallel::default, |n| both(live, n, text))
    };
    let (questions, repeat) = match (&node, here.kind) {
        (Some(node), StepKind::Question) => (vec![question(live, node)], None),
        (Some(node), StepKind::Page) => {
            let mut shown = Vec::new();
            steps::questions(*node, &visible, &mut shown);
            (shown.iter().map(|n| question(live, n)).collect(), None)
        }
        (Some(node), StepKind::Repeat) => (Vec::new(), Some(repeat_view(live, node))),
        _ => (Vec::new(), None),
    };
    StepView {
        reference: here.reference.clone(),
        kind: here.kind,
        section: here.section as u32 + 1,
        section_label: sections.get(here.section).map_or_else(String::new, |s| {
            section_label(&live.interview, s, live.officer_language)
        }),
        index: mates
            .iter()
            .position(|i| *i == at)
            .map_or(0, |i| i as u32 + 1),
        of: mates.len() as u32,
        label: parallel(|n, l| n.label(l)),
        hint: parallel(|n, l| n.hint(l)),
        guidance: node
            .as_ref()
            .map_or_else(String::new, |n| n.guidance(live.officer_language)),
        questions,
        repeat,
        inside: here
            .inside
            .as_deref()
            .and_then(|r| live.interview.node(r))
            .map(|n| instance(live, &n)),
    }
}

fn both(live: &Live, node: &NodeView<'_>, text: fn(&NodeView<'_>, usize) -> String) -> Parallel {
    Parallel {
        officer: text(node, live.officer_language),
        person: text(node, live.person_language),
    }
}

fn repeat_view(live: &Live, range: &NodeView<'_>) -> RepeatView {
    let open = matches!(&range.definition().kind, Kind::Repeat { count: None });
    RepeatView {
        reference: range.reference(),
        instances: range.children().map(|n| instance(live, &n)).collect(),
        open,
    }
}

fn instance(live: &Live, node: &NodeView<'_>) -> RepeatInstance {
    let mut asked = Vec::new();
    steps::questions(*node, &askable, &mut asked);
    let grains: Vec<Grain> = asked
        .iter()
        .map(|n| Live::grain(n, live.officer_language))
        .collect();
    let title = asked
        .iter()
        .find(|n| n.question_type() == Some(QuestionType::Text) && !n.value().is_empty())
        .map_or_else(String::new, |n| n.value().to_owned());
    RepeatInstance {
        reference: node.reference(),
        title,
        done: grains.iter().filter(|g| **g != Grain::Open).count() as u32,
        unknown: grains.iter().filter(|g| **g == Grain::Unknown).count() as u32,
        grains,
    }
}

fn question(live: &Live, node: &NodeView<'_>) -> Question {
    let definition = node.definition();
    let reference = node.reference();
    Question {
        number: live.numbers.get(definition.id),
        kind: kind(node),
        label: both(live, node, |n, l| n.label(l)),
        hint: both(live, node, |n, l| n.hint(l)),
        guidance: node.guidance(live.officer_language),
        appearance: definition.appearance.clone(),
        required: node.required(),
        readonly: node.readonly(),
        value: node.value().to_owned(),
        choices: choices(live, node),
        range: range(node),
        skipped: node.unknown().map(|u| Skipped {
            unknown: record_unknown(u),
        }),
        violation: node.violation().map(|v| violation(live, node, v)),
        consent: definition.extension.consent.clone(),
        note: live
            .notes
            .get(&reference)
            .map(|n| n.text.clone())
            .unwrap_or_default(),
        reference,
    }
}

/// The engine's reason as the document words it.
pub(crate) fn record_unknown(unknown: Unknown) -> saring_record::Unknown {
    match unknown {
        Unknown::NotAsked => saring_record::Unknown::NotAsked,
        Unknown::Unknown => saring_record::Unknown::Unknown,
        Unknown::Declined => saring_record::Unknown::Declined,
    }
}

fn kind(node: &NodeView<'_>) -> QuestionKind {
    let readonly = node.readonly();
    match node.question_type() {
        Some(QuestionType::Note) => QuestionKind::Note,
        _ if readonly && node.value().is_empty() => QuestionKind::Note,
        Some(QuestionType::Text) => QuestionKind::Text,
        Some(QuestionType::Integer) => QuestionKind::Integer,
        Some(QuestionType::Decimal) => QuestionKind::Decimal,
        Some(QuestionType::Range) => QuestionKind::Range,
        Some(QuestionType::Date) => QuestionKind::Date,
        Some(QuestionType::Time) => QuestionKind::Time,
        Some(QuestionType::DateTime) => QuestionKind::DateTime,
        Some(QuestionType::SelectOne) => QuestionKind::SelectOne,
        Some(QuestionType::SelectMultiple) => QuestionKind::SelectMultiple,
        Some(QuestionType::Rank) => QuestionKind::Rank,
        Some(QuestionType::Acknowledge) => QuestionKind::Acknowledge,
        Some(QuestionType::Geopoint) => QuestionKind::Geopoint,
        Some(
            QuestionType::File | QuestionType::Image | QuestionType::Audio | QuestionType::Video,
        ) => QuestionKind::File,
        _ => QuestionKind::Other,
    }
}

fn choices(live: &Live, node: &NodeView<'_>) -> Vec<Choice> {
    let chosen: Vec<&str> = node.value().split_whitespace().collect();
    let officer = node.choices(live.officer_language);
    let person = node.choices(live.person_language);
    let (known, unknown): (Vec<_>, Vec<_>) = officer
        .into_iter()
        .zip(person)
        .map(|(officer, person)| Choice {
            chosen: chosen.contains(&officer.name.as_str()),
            unknown: officer.unknown.map(mark),
            label: Parallel {
                officer: officer.label,
                person: person.label,
            },
            name: officer.name,
        })
        .partition(|c| c.unknown.is_none());
    known.into_iter().chain(unknown).collect()
}

fn mark(unknown: UnknownChoice) -> UnknownMark {
    match unknown {
        UnknownChoice::Unknown => UnknownMark::Unknown,
        UnknownChoice::Declined => UnknownMark::Declined,
        UnknownChoice::NotAsked => UnknownMark::NotAsked,
    }
}

fn range(node: &NodeView<'_>) -> Option<[String; 3]> {
    if node.question_type() != Some(QuestionType::Range) {
        return None;
    }
    let get = |key: &str, fallback: &str| {
        node.definition()
            .parameters
            .get(key)
            .cloned()
            .unwrap_or_else(|| fallback.to_owned())
    };
    Some([get("start", "1"), get("end", "10"), get("step", "1")])
}

fn violation(live: &Live, node: &NodeView<'_>, broken: Broken) -> Violation {
    let definition = node.definition();
    let (kind, text): (&str, &Text) = match broken {
        Broken::Required => ("required", &definition.required_message),
        Broken::Constraint => ("constraint", &definition.constraint_message),
    };
    let message = if text.is_empty() {
        Parallel::default()
    } else {
        Parallel {
            officer: node.text(text, live.officer_language),
            person: node.text(text, live.person_language),
        }
    };
    Violation {
        kind: kind.to_owned(),
        message,
    }
}

/// What an answer says in a language: labels of choices, else the value as it is.
pub(crate) fn answer_text(node: &NodeView<'_>, language: usize) -> String {
    let is_select = matches!(
        node.question_type(),
        Some(QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Rank)
    );
    if node.shape() != Shape::Question
        || !is_select
        || only_unknown_choices(node, language).is_some()
    {
        return if is_select {
            String::new()
        } else {
            node.value().to_owned()
        };
    }
    let choices = node.choices(language);
    let labels = node.value().split_whitespace().filter_map(|name| {
        choices
            .iter()
            .find(|c| c.name == name && c.unknown.is_none())
            .map(|c| c.label.clone())
    });
    labels.collect::<Vec<_>>().join(", ")
}
