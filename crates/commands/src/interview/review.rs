//! The review page: the assessment laid out by element and dimension, with the words of the form. It concludes nothing.

use super::live::Live;
use super::present::answer_text;
use crate::view::{
    DimensionView, ElementView, EvidenceView, FindingView, IndicatorView, Review, UnknownCount,
};
use saring_form::Form;
use saring_form::definition::{IndicatorRow, Strength};
use saring_form::interview::Interview;
use saring_record::{
    Assessment, Conclusion, ConclusionKind, Evidence, Finding, FindingKind, Indicator, Stage,
    State, UnknownEvidence, Why,
};

use super::steps::Numbers;

/// The review of an interview. `conclusion` once it was signed.
pub(crate) fn review(
    live: &Live,
    assessment: &Assessment,
    stage: Stage,
    conclusion: Option<Conclusion>,
) -> Review {
    let form = live.interview.form();
    let words = Words {
        interview: &live.interview,
        numbers: &live.numbers,
        language: live.officer_language,
    };
    let unknowns = saring_assessment::unknowns(&live.interview);
    let summary = live.summary();
    let of = |wanted: &[Why]| unknowns.iter().filter(|u| wanted.contains(&u.why)).count() as u32;
    let unknown = of(&[Why::Unknown]);
    let declined = of(&[Why::Declined]);
    let offered = offered(stage);
    let findings = findings_of(&assessment.findings, form, live.officer_language);
    let points = findings
        .iter()
        .any(|f| f.kind == FindingKind::Reading && f.state == State::True);
    let reason_needed = offered
        .iter()
        .copied()
        .filter(|kind| match kind {
            ConclusionKind::Indicated => !points,
            ConclusionKind::NotIndicatedAtThisStage => true,
            ConclusionKind::NotEnoughKnown | ConclusionKind::NotAssessed => points,
        })
        .collect();
    Review {
        id: live.id.to_string(),
        slip: live.slip.clone(),
        stage,
        answered: summary.answered,
        total: summary.total,
        unknown: UnknownCount {
            not_asked: unknowns.len() as u32 - unknown - declined,
            unknown,
            declined,
        },
        unknown_questions: unknowns.iter().map(|u| words.unknown(u)).collect(),
        half_typed: half_typed(live, &words),
        urgent: live.urgent.clone(),
        elements: elements(form, assessment, &words),
        findings,
        offered,
        reason_needed,
        reason_draft: live.drafts.get("conclusion").cloned().unwrap_or_default(),
        revisions: Vec::new(),
        conclusion,
        saved_at: live.saved_at.to_string(),
        rules_version: assessment.rules_version.clone(),
        form_version: form.version.clone(),
    }
}

/// The questions that are half typed, in the form's order. What no question is to be found for stays out of the way.
fn half_typed(live: &Live, words: &Words<'_>) -> Vec<EvidenceView> {
    let mut questions: Vec<_> = live
        .drafts
        .keys()
        .filter_map(|reference| Some((live.interview.node(reference)?.definition().id, reference)))
        .collect();
    questions.sort();
    questions
        .into_iter()
        .map(|(_, reference)| EvidenceView {
            answer: String::new(),
            ..words.known(reference)
        })
        .collect()
}

/// After a triage nobody is "not indicated".
fn offered(stage: Stage) -> Vec<ConclusionKind> {
    let mut kinds = vec![ConclusionKind::Indicated, ConclusionKind::NotEnoughKnown];
    if stage == Stage::Full {
        kinds.push(ConclusionKind::NotIndicatedAtThisStage);
    }
    kinds.push(ConclusionKind::NotAssessed);
    kinds
}

/// What findings say, in the form's words.
pub(crate) fn findings_of(findings: &[Finding], form: &Form, language: usize) -> Vec<FindingView> {
    findings
        .iter()
        .map(|finding| {
            let row = form.rules.findings.iter().find(|r| r.name == finding.name);
            let text = |pick: fn(
                &saring_form::definition::FindingRow,
            ) -> &saring_form::definition::Text| {
                row.map_or_else(String::new, |r| {
                    plain(pick(r), language, form.default_language)
                })
            };
            let (label, action) = match finding.state {
                State::True => (text(|r| &r.label), text(|r| &r.action)),
                State::Unknown => (text(|r| &r.label_unknown), String::new()),
                State::False => (text(|r| &r.label), String::new()),
            };
            FindingView {
                name: finding.name.clone(),
                kind: finding.kind,
                state: finding.state,
                assessed: finding.assessed,
                label,
                action,
            }
        })
        .collect()
}

/// The words of a text that holds no references, as texts of rule sheets do.
fn plain(text: &saring_form::definition::Text, language: usize, fallback: usize) -> String {
    text.pieces(language, fallback)
        .iter()
        .map(|piece| match piece {
            saring_form::definition::Piece::Words(words) => words.as_str(),
            saring_form::definition::Piece::Output(_) => "",
        })
        .collect()
}

fn elements(form: &Form, assessment: &Assessment, words: &Words<'_>) -> Vec<ElementView> {
    ["act", "means", "purpose", "other"]
        .into_iter()
        .filter_map(|element| {
            let rows: Vec<(&IndicatorRow, &Indicator)> = form
                .rules
                .indicators
                .iter()
                .filter(|row| {
                    if element == "other" {
                        row.elements.is_empty()
                    } else {
                        row.elements.iter().any(|e| e == element)
                    }
                })
                .filter_map(|row| {
                    Some((
                        row,
                        assessment.indicators.iter().find(|i| i.name == row.name)?,
                    ))
                })
                .collect();
            if rows.is_empty() {
                return None;
            }
            let count = |state: State| rows.iter().filter(|(_, i)| i.state == state).count() as u32;
            Some(ElementView {
                element: element.to_owned(),
                supported: count(State::True),
                against: count(State::False),
                unknown: count(State::Unknown),
                dimensions: dimensions(form, assessment, &rows, words),
            })
        })
        .collect()
}

fn dimensions(
    form: &Form,
    assessment: &Assessment,
    rows: &[(&IndicatorRow, &Indicator)],
    words: &Words<'_>,
) -> Vec<DimensionView> {
    let mut names: Vec<&str> = Vec::new();
    for (row, _) in rows {
        let name = row.dimension.as_deref().unwrap_or_default();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
        .into_iter()
        .map(|name| {
            let definition = form.rules.dimensions.iter().find(|d| d.name == name);
            let outcome = assessment.dimensions.iter().find(|d| d.name == name);
            let counts = outcome.map_or([[0, 0]; 3], |d| [d.strong, d.medium, d.weak]);
            DimensionView {
                name: name.to_owned(),
                label: definition.map_or_else(String::new, |d| {
                    plain(&d.label, words.language, form.default_language)
                }),
                state: outcome.map_or(State::Unknown, |d| d.state),
                holds: counts.map(|c| c[0]),
                open: counts.map(|c| c[1] - c[0]),
                verified: definition.map(|d| d.verified.clone()).unwrap_or_default(),
                indicators: rows
                    .iter()
                    .filter(|(row, _)| row.dimension.as_deref().unwrap_or_default() == name)
                    .map(|(row, indicator)| indicator_view(form, row, indicator, words))
                    .collect(),
            }
        })
        .collect()
}

fn indicator_view(
    form: &Form,
    row: &IndicatorRow,
    indicator: &Indicator,
    words: &Words<'_>,
) -> IndicatorView {
    let (because, against, unknown) = evidence_of(
        &indicator.evidence,
        words.interview,
        words.numbers,
        words.language,
    );
    IndicatorView {
        name: row.name.clone(),
        label: plain(&row.label, words.language, form.default_language),
        strength: row.strength.map(|s| {
            match s {
                Strength::Strong => "strong",
                Strength::Medium => "medium",
                Strength::Weak => "weak",
            }
            .to_owned()
        }),
        state: indicator.state,
        because,
        against,
        unknown,
    }
}

/// Evidence with questions and answers in words.
pub(crate) fn evidence_of(
    evidence: &Evidence,
    interview: &Interview,
    numbers: &Numbers,
    language: usize,
) -> (Vec<EvidenceView>, Vec<EvidenceView>, Vec<EvidenceView>) {
    let words = Words {
        interview,
        numbers,
        language,
    };
    (
        evidence.because.iter().map(|r| words.known(r)).collect(),
        evidence.against.iter().map(|r| words.known(r)).collect(),
        evidence.unknown.iter().map(|u| words.unknown(u)).collect(),
    )
}

struct Words<'a> {
    interview: &'a Interview,
    numbers: &'a Numbers,
    language: usize,
}

impl Words<'_> {
    fn known(&self, reference: &str) -> EvidenceView {
        let node = self.interview.node(reference);
        EvidenceView {
            reference: reference.to_owned(),
            number: node
                .as_ref()
                .map_or_else(String::new, |n| self.numbers.get(n.definition().id)),
            question: node
                .as_ref()
                .map_or_else(String::new, |n| n.label(self.language)),
            answer: node
                .as_ref()
                .map_or_else(String::new, |n| answer_text(n, self.language)),
            why: None,
        }
    }

    fn unknown(&self, unknown: &UnknownEvidence) -> EvidenceView {
        EvidenceView {
            answer: String::new(),
            why: Some(unknown.why),
            ..self.known(&unknown.reference)
        }
    }
}
