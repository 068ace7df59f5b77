//! The order in which questions are asked: sections, steps, numbers as on paper. No words, no storage.

use crate::view::StepKind;
use saring_form::Form;
use saring_form::definition::{Kind, NodeId, QuestionType};
use saring_form::interview::{Interview, NodeView, Shape};
use std::collections::HashMap;

/// One stop on the way through the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    /// Question, `field-list` group or repeat; empty at the end.
    pub(crate) reference: String,
    pub(crate) kind: StepKind,
    /// Index of the section.
    pub(crate) section: usize,
    /// The repeat instance that the step stands in: `/data/places[2]`.
    pub(crate) inside: Option<String>,
}

/// A section: a group at the top of the form, or a run of loose questions there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SectionAt {
    /// The group; the first question for loose ones.
    pub(crate) reference: String,
    /// Nodes at the top that belong to it.
    pub(crate) nodes: Vec<String>,
    /// Loose questions bear the form's title.
    pub(crate) loose: bool,
}

/// Whether a node is something a person is asked or shown.
pub(crate) fn visible(node: &NodeView<'_>) -> bool {
    let Some(kind) = node.question_type() else {
        return false;
    };
    let shown = !matches!(
        kind,
        QuestionType::Calculate
            | QuestionType::Hidden
            | QuestionType::Metadata(_)
            | QuestionType::Audit
            | QuestionType::StartGeopoint
            | QuestionType::BackgroundGeopoint
            | QuestionType::BackgroundAudio
    );
    shown
        && node.relevant()
        && !(node.definition().label.is_empty()
            && node.definition().hint.is_empty()
            && node.readonly())
}

/// Whether a node waits for an answer: visible, not a note, not only read.
pub(crate) fn askable(node: &NodeView<'_>) -> bool {
    visible(node) && node.question_type() != Some(QuestionType::Note) && !node.readonly()
}

/// All questions at or below a node, in document order.
pub(crate) fn questions<'a>(
    node: NodeView<'a>,
    wanted: &dyn Fn(&NodeView<'a>) -> bool,
    out: &mut Vec<NodeView<'a>>,
) {
    if node.shape() == Shape::Question {
        if wanted(&node) {
            out.push(node);
        }
        return;
    }
    for child in node.children() {
        questions(child, wanted, out);
    }
}

fn is_page(node: &NodeView<'_>) -> bool {
    let listed = node
        .definition()
        .appearance
        .iter()
        .any(|a| a == "field-list" || a == "table-list");
    listed && !holds_range(*node)
}

fn holds_range(node: NodeView<'_>) -> bool {
    node.children()
        .any(|c| c.shape() == Shape::Range || holds_range(c))
}

/// The sections of the form as it stands, those that do not apply left out.
pub(crate) fn sections(interview: &Interview) -> Vec<SectionAt> {
    let mut out: Vec<SectionAt> = Vec::new();
    for node in interview.root().children() {
        if node.shape() == Shape::Question {
            if !visible(&node) {
                continue;
            }
            let reference = node.reference();
            match out.last_mut() {
                Some(last) if last.loose => last.nodes.push(reference),
                _ => out.push(SectionAt {
                    reference: reference.clone(),
                    nodes: vec![reference],
                    loose: true,
                }),
            }
        } else if node.relevant() && has_visible(node) {
            let reference = node.reference();
            out.push(SectionAt {
                reference: reference.clone(),
                nodes: vec![reference],
                loose: false,
            });
        }
    }
    out
}

fn has_visible(node: NodeView<'_>) -> bool {
    match node.shape() {
        Shape::Question => visible(&node),
        Shape::Range => node.relevant(),
        _ => node.relevant() && node.children().any(has_visible),
    }
}

/// Whether anything after the section `triage` was answered or skipped. A form without such a section has no triage.
pub(crate) fn beyond_triage(live: &super::Live) -> bool {
    let root = live.interview.root();
    let Some(triage) = root
        .children()
        .position(|n| n.definition().name == "triage")
    else {
        return true;
    };
    root.children().skip(triage + 1).any(|section| {
        let mut touched = Vec::new();
        questions(
            section,
            &|n| askable(n) && (n.unknown().is_some() || !n.value().is_empty()),
            &mut touched,
        );
        !touched.is_empty()
    })
}

/// Name of a section in a language.
pub(crate) fn section_label(interview: &Interview, section: &SectionAt, language: usize) -> String {
    if section.loose {
        return interview.form().title.clone();
    }
    interview
        .node(&section.reference)
        .map_or_else(String::new, |node| {
            let label = node.label(language);
            if label.is_empty() {
                node.definition().name.clone()
            } else {
                label
            }
        })
}

/// Every step of the form as it stands, the end last. Steps inside instances follow their repeat.
pub(crate) fn steps(interview: &Interview) -> Vec<Step> {
    let mut out = Vec::new();
    for (section, at) in sections(interview).iter().enumerate() {
        for reference in &at.nodes {
            if let Some(node) = interview.node(reference) {
                walk(node, section, None, &mut out);
            }
        }
    }
    let section = out.last().map_or(0, |s| s.section);
    out.push(Step {
        reference: String::new(),
        kind: StepKind::End,
        section,
        inside: None,
    });
    out
}

fn walk(node: NodeView<'_>, section: usize, inside: Option<&str>, out: &mut Vec<Step>) {
    let step = |kind| Step {
        reference: node.reference(),
        kind,
        section,
        inside: inside.map(str::to_owned),
    };
    match node.shape() {
        Shape::Question => {
            if visible(&node) {
                out.push(step(StepKind::Question));
            }
        }
        Shape::Range => {
            if node.relevant() {
                out.push(step(StepKind::Repeat));
                for instance in node.children() {
                    let reference = instance.reference();
                    for child in instance.children() {
                        walk(child, section, Some(&reference), out);
                    }
                }
            }
        }
        Shape::Group if node.relevant() && is_page(&node) => {
            if has_visible(node) {
                out.push(step(StepKind::Page));
            }
        }
        Shape::Root | Shape::Group | Shape::Instance => {
            if node.relevant() {
                for child in node.children() {
                    walk(child, section, inside, out);
                }
            }
        }
    }
}

/// The step after this one: within the same instance, then back to its repeat; the end stays the end.
pub(crate) fn next(steps: &[Step], at: usize) -> usize {
    let here = &steps[at];
    let same = |s: &Step| s.inside == here.inside;
    if let Some(i) = (at + 1..steps.len()).find(|i| same(&steps[*i])) {
        let contiguous =
            here.inside.is_none() || steps[at + 1..=i].iter().all(|s| deeper(s, here) || same(s));
        if contiguous {
            return i;
        }
    }
    repeat_of(steps, here).unwrap_or(steps.len() - 1)
}

/// The step before this one; from the first of an instance, its repeat.
pub(crate) fn back(steps: &[Step], at: usize) -> usize {
    let here = &steps[at];
    (0..at)
        .rev()
        .find(|i| steps[*i].inside == here.inside)
        .or_else(|| repeat_of(steps, here))
        .unwrap_or(at)
}

fn deeper(step: &Step, than: &Step) -> bool {
    match (&step.inside, &than.inside) {
        (Some(inner), Some(outer)) => {
            inner.starts_with(outer.as_str()) && inner.len() > outer.len()
        }
        (Some(_), None) => true,
        _ => false,
    }
}

fn repeat_of(steps: &[Step], step: &Step) -> Option<usize> {
    let instance = step.inside.as_deref()?;
    let range = instance.rsplit_once('[')?.0;
    steps
        .iter()
        .position(|s| s.kind == StepKind::Repeat && s.reference == range)
}

/// The step that shows a reference: itself, the page it stands on, the first step of a section or instance (the first
/// one with an open question, when there is one).
pub(crate) fn find(interview: &Interview, steps: &[Step], reference: &str) -> Option<usize> {
    if let Some(i) = steps
        .iter()
        .position(|s| s.reference == reference && s.kind != StepKind::End)
    {
        return Some(i);
    }
    let under = |s: &Step, parent: &str| {
        s.reference
            .strip_prefix(parent)
            .is_some_and(|rest| rest.starts_with('/') || rest.starts_with('['))
    };
    let below: Vec<usize> = (0..steps.len())
        .filter(|i| under(&steps[*i], reference))
        .collect();
    if !below.is_empty() {
        let open = below.iter().copied().find(|i| {
            interview.node(&steps[*i].reference).is_some_and(|node| {
                let mut found = Vec::new();
                questions(
                    node,
                    &|n| askable(n) && n.value().is_empty() && n.unknown().is_none(),
                    &mut found,
                );
                !found.is_empty() && steps[*i].inside.is_none()
            })
        });
        return open.or_else(|| below.first().copied());
    }
    steps.iter().position(|s| {
        s.kind == StepKind::Page
            && reference
                .strip_prefix(s.reference.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
    })
}

/// Numbers of questions as on paper, `6.4`: section and place in it, the same whatever applies now.
pub(crate) struct Numbers(HashMap<NodeId, String>);

impl Numbers {
    /// Numbers every question of a form that a person can be asked.
    pub(crate) fn of(form: &Form) -> Self {
        let mut numbers = HashMap::new();
        let mut section = 0_u32;
        let mut loose = false;
        for id in &form.nodes[0].children {
            let node = form.node(*id);
            let is_question = matches!(node.kind, Kind::Question(_));
            let mut found = Vec::new();
            collect(form, *id, &mut found);
            if found.is_empty() {
                continue;
            }
            if !(is_question && loose) {
                section += 1;
            }
            let before = if is_question && loose {
                numbers.len() as u32
            } else {
                0
            };
            loose = is_question;
            for (i, question) in found.into_iter().enumerate() {
                numbers.insert(question, format!("{section}.{}", before + i as u32 + 1));
            }
        }
        Self(numbers)
    }

    /// The number of a question; empty for what is never asked.
    pub(crate) fn get(&self, id: NodeId) -> String {
        self.0.get(&id).cloned().unwrap_or_default()
    }

    /// How many questions there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

fn collect(form: &Form, id: NodeId, out: &mut Vec<NodeId>) {
    let node = form.node(id);
    match &node.kind {
        Kind::Question(question) => {
            let asked = !matches!(
                question.kind,
                QuestionType::Calculate
                    | QuestionType::Hidden
                    | QuestionType::Note
                    | QuestionType::Metadata(_)
                    | QuestionType::Audit
                    | QuestionType::StartGeopoint
                    | QuestionType::BackgroundGeopoint
                    | QuestionType::BackgroundAudio
            );
            if asked {
                out.push(id);
            }
        }
        _ => node
            .children
            .iter()
            .for_each(|child| collect(form, *child, out)),
    }
}
