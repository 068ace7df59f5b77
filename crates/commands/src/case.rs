//! One case in words: its answers by section with the form's labels, identifying ones hidden.

use crate::interview::findings_of;
use crate::view::{AnswerRow, CaseRow, CaseSection, CaseView};
use crate::wording::{Wording, is_about};
use crate::{CommandError, forms};
use saring_form::definition::{Kind, Node, NodeId};
use saring_record::{Answer, State};
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
    let wording = Wording::of(&form, language);
    let rows = form
        .rules
        .findings
        .iter()
        .filter(|row| names.contains(&row.name.as_str()));
    Ok(rows.map(|row| wording.words(&row.label)).collect())
}

/// A whole case.
pub(crate) fn view(case: &Case, language: &str) -> Result<CaseView, CommandError> {
    let form = forms::from_source(&case.form)?;
    let wording = Wording::of(&form, language);
    let document = &case.document;
    let findings = findings_of(&document.assessment.findings, &form, wording.language);
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
        sections: sections(case, &wording),
        revisions: case.revisions.len() as u32,
    })
}

fn sections(case: &Case, wording: &Wording<'_>) -> Vec<CaseSection> {
    let mut out: Vec<CaseSection> = Vec::new();
    for id in &wording.form.nodes[0].children {
        let node = wording.form.node(*id);
        let mut answers = Vec::new();
        collect(case, wording, *id, &mut answers);
        if answers.is_empty() {
            continue;
        }
        let label = if matches!(node.kind, Kind::Question(_)) {
            wording.form.title.clone()
        } else {
            wording.words(&node.label)
        };
        match out.last_mut() {
            Some(last) if last.label == label => last.answers.append(&mut answers),
            _ => out.push(CaseSection { label, answers }),
        }
    }
    out
}

fn collect(case: &Case, wording: &Wording<'_>, id: NodeId, out: &mut Vec<AnswerRow>) {
    let node = wording.form.node(id);
    let Kind::Question(_) = &node.kind else {
        node.children
            .iter()
            .for_each(|child| collect(case, wording, *child, out));
        return;
    };
    if wording.numbers.get(id).is_empty() {
        return;
    }
    for (reference, answer) in &case.document.answers {
        if is_about(reference, node) {
            out.push(row_of(wording, node, reference, answer));
        }
    }
}

fn row_of(wording: &Wording<'_>, node: &Node, reference: &str, answer: &Answer) -> AnswerRow {
    let known = answer.unknown.is_none();
    let hidden = known && node.extension.identifying;
    let mut evidence = wording.evidence(node, reference, answer);
    if hidden || !known {
        evidence.answer = String::new();
    }
    AnswerRow { evidence, hidden }
}
