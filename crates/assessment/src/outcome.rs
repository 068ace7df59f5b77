//! Everything the rules say about an interview, as data.

use crate::book::{Age, Book};
use crate::evidence;
use saring_form::definition::{RuleStage, Strength};
use saring_form::expression::three_valued::{
    Closed, Completion, Evaluator, Evidence, Judged, RuleError, Truth, Value, bounds,
};
use saring_form::interview::Interview;
use saring_record::{Assessment, Digest, Dimension, Finding, Indicator, UnknownEvidence};

/// Every indicator, dimension and finding of the form's sheets, each row for itself: none suppresses another.
///
/// `closed` says which repeats get no further instance; everything else is read from the interview as it is. A finding
/// that is false before its stage is complete is "not assessed" (`Finding::assessed`), never "no". A rule that the form's
/// own check would have refused is unknown.
#[must_use]
pub fn assess(interview: &Interview, closed: &Closed) -> Assessment {
    let form = interview.form();
    let evaluator = Evaluator::new(interview, closed);
    let book = Book::new(form, &evaluator);
    let completion = evaluator.completion();
    let rules = &form.rules;
    let outcome = |judged: Result<Judged, RuleError>| {
        let judged = judged.unwrap_or_else(|_| Judged::new(Truth::Unknown, Evidence::default()));
        let outcome = evaluator.outcome(&judged);
        (evidence::state(outcome.truth), evidence::evidence(outcome))
    };
    let indicators = rules.indicators.iter().enumerate().map(|(row, sheet_row)| {
        let (state, evidence) = outcome(book.indicator(row, Age::AsKnown));
        Indicator {
            name: sheet_row.name.clone(),
            state,
            evidence,
        }
    });
    let dimensions = rules.dimensions.iter().enumerate().map(|(row, sheet_row)| {
        let count = |strength| whole(book.count(&sheet_row.name, strength, Age::AsKnown));
        Dimension {
            name: sheet_row.name.clone(),
            state: outcome(book.dimension(row, Age::AsKnown)).0,
            strong: count(Strength::Strong),
            medium: count(Strength::Medium),
            weak: count(Strength::Weak),
        }
    });
    let findings = rules.findings.iter().map(|row| {
        let (state, evidence) = outcome(book.finding(&row.when, row.kind));
        let assessed = match row.stage {
            RuleStage::Triage => completion.triage,
            RuleStage::Full => completion.full,
        };
        Finding {
            name: row.name.clone(),
            kind: evidence::kind(row.kind),
            stage: evidence::stage(row.stage),
            state,
            assessed,
            evidence,
        }
    });
    Assessment {
        rules_version: rules.version.clone(),
        rules_digest: Digest::parse(&form.rules_digest).unwrap_or_else(|| Digest::of(b"")),
        indicators: indicators.collect(),
        dimensions: dimensions.collect(),
        findings: findings.collect(),
    }
}

/// A count that could not be made may be anything.
fn whole(count: Result<Value, RuleError>) -> [u32; 2] {
    count
        .ok()
        .and_then(|value| bounds(&value))
        .unwrap_or([0, u32::MAX])
}

/// Which stages are complete: every question shown in the top-level sections up to and including `triage` (or in all of
/// them) is answered, or skipped with a reason. A form without a section `triage` has been triaged when it is done.
#[must_use]
pub fn completion(interview: &Interview) -> Completion {
    Evaluator::new(interview, &Closed::Everything).completion()
}

/// All questions whose answer is not or not fully known, with the reason, in document order.
#[must_use]
pub fn unknowns(interview: &Interview) -> Vec<UnknownEvidence> {
    let open = Evaluator::new(interview, &Closed::Everything).open_questions();
    open.into_iter()
        .map(|q| UnknownEvidence {
            reference: q.reference,
            why: evidence::why(q.why),
        })
        .collect()
}
