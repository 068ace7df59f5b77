//! One case in words: its answers by section with the form's labels, identifying ones hidden.

use crate::interview::{Numbers, findings_of};
use crate::view::{AnswerRow, CaseRow, CaseSection, CaseView, EvidenceView};
use crate::{CommandError, forms};
use saring_form::Form;
use saring_form::definition::{Kind, Node, NodeId, Piece, QuestionType, Text};
use saring_record::{Answer, State, Unknown, Why};
use saring_registry::view::{Case, CaseSummary, Known};

/// A case in the list.
pub(crate) fn row(summary: &CaseSummary, findings: Vec<String>) -> CaseRow {
    CaseRow {
        id: summary.interview.to_string(),
        code: summary.code.clone(),
        station: summary.station.clone(),
        officer: summary.interviewer.clone(),
        started: summary.started.to_string(),
        stage: summary.stage,
        country: match &summary.country {
            Known::Known { label, .. } => Some(label.clone()),
            _ => None,
        },
        conclusion: summary.conclusion,
        findings,
        urgent: summary.urgent.len() as u32,
    }
}

/// The form's labels of findings that hold.
pub(crate) fn finding_labels(
    case: &Case,
    names: &[&str],
    language: &str,
) -> Result<Vec<String>, CommandError> {
    let form = forms::from_source(&case.form)?;
    let language = form.language(language).unwrap_or(form.default_language);
    let rows = form
        .rules
        .findings
        .iter()
        .filter(|row| names.contains(&row.name.as_str()));
    Ok(rows.map(|row| words(&row.label, language, &form)).collect())
}

/// A whole case.
pub(crate) fn view(case: &Case, language: &str) -> Result<CaseView, CommandError> {
    let form = forms::from_source(&case.form)?;
    let language = form.language(language).unwrap_or(form.default_language);
    let document = &case.document;
    let findings = findings_of(&document.assessment.findings, &form, language);
    let holds = findings
        .iter()
        .filter(|f| f.state == State::True && f.kind == saring_record::FindingKind::Reading);
    let labels = holds.map(|f| f.label.clone()).collect();
    let current = case.revisions.iter().find(|r| r.current);
    Ok(CaseView {
        row: row(&case.summary, labels),
        languages: format!(
            "{} / {}",
            document.languages.officer, document.languages.person
        ),
        finished: document.finished.to_string(),
        arrived: current.map(|r| r.received.to_string()).unwrap_or_default(),
        digest: current.map(|r| r.digest.to_string()).unwrap_or_default(),
        findings,
        conclusion: document.conclusion.clone(),
        urgent: document.urgent.clone(),
        sections: sections(case, &form, language),
        revisions: case.revisions.len() as u32,
    })
}

fn sections(case: &Case, form: &Form, language: usize) -> Vec<CaseSection> {
    let numbers = Numbers::of(form);
    let page = Page {
        case,
        form,
        language,
        numbers: &numbers,
    };
    let mut out: Vec<CaseSection> = Vec::new();
    for id in &form.nodes[0].children {
        let node = form.node(*id);
        let mut answers = Vec::new();
        page.collect(*id, &mut answers);
        if answers.is_empty() {
            continue;
        }
        let label = words(&node.label, language, form);
        let label = if matches!(node.kind, Kind::Question(_)) {
            form.title.clone()
        } else {
            label
        };
        match out.last_mut() {
            Some(last) if last.label == label => last.answers.append(&mut answers),
            _ => out.push(CaseSection { label, answers }),
        }
    }
    out
}

struct Page<'a> {
    case: &'a Case,
    form: &'a Form,
    language: usize,
    numbers: &'a Numbers,
}

impl Page<'_> {
    fn collect(&self, id: NodeId, out: &mut Vec<AnswerRow>) {
        let node = self.form.node(id);
        let Kind::Question(_) = &node.kind else {
            node.children
                .iter()
                .for_each(|child| self.collect(*child, out));
            return;
        };
        if self.numbers.get(id).is_empty() {
            return;
        }
        for (reference, answer) in &self.case.document.answers {
            if without_indexes(reference) == node.path {
                out.push(self.answer(node, reference, answer));
            }
        }
    }

    fn answer(&self, node: &Node, reference: &str, answer: &Answer) -> AnswerRow {
        let known = answer.unknown.is_none();
        let hidden = known && node.extension.identifying;
        AnswerRow {
            evidence: EvidenceView {
                reference: reference.to_owned(),
                number: self.numbers.get(node.id),
                question: words(&node.label, self.language, self.form),
                answer: if hidden || !known {
                    String::new()
                } else {
                    self.text(node, answer)
                },
                why: answer.unknown.map(|u| match u {
                    Unknown::NotAsked => Why::NotAsked,
                    Unknown::Unknown => Why::Unknown,
                    Unknown::Declined => Why::Declined,
                }),
            },
            hidden,
        }
    }

    /// Labels of choices, else the value as it is.
    fn text(&self, node: &Node, answer: &Answer) -> String {
        let value = answer.value.as_deref().unwrap_or_default();
        let Kind::Question(question) = &node.kind else {
            return value.to_owned();
        };
        let list = question
            .select
            .as_ref()
            .and_then(|s| self.form.lists.get(&s.list));
        let Some(list) = list else {
            return value.to_owned();
        };
        let name = |name: &str| {
            let choice = list.choices.iter().find(|c| c.name == name);
            choice.map_or_else(
                || name.to_owned(),
                |c| words(&c.label, self.language, self.form),
            )
        };
        match question.kind {
            QuestionType::SelectOne => name(value),
            _ => value
                .split_whitespace()
                .map(name)
                .collect::<Vec<_>>()
                .join(", "),
        }
    }
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

fn words(text: &Text, language: usize, form: &Form) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Output(_) => "…".to_owned(),
    };
    text.pieces(language, form.default_language)
        .iter()
        .map(piece)
        .collect()
}
