//! The words of the form engine in the words of the document.

use saring_form::definition::{RuleKind, RuleStage};
use saring_form::expression::three_valued::{Outcome, Truth, Why};
use saring_record as record;

pub(crate) fn state(truth: Truth) -> record::State {
    match truth {
        Truth::True => record::State::True,
        Truth::False => record::State::False,
        Truth::Unknown => record::State::Unknown,
    }
}

pub(crate) fn why(why: Why) -> record::Why {
    match why {
        Why::Unanswered => record::Why::Unanswered,
        Why::NotAsked => record::Why::NotAsked,
        Why::Unknown => record::Why::Unknown,
        Why::Declined => record::Why::Declined,
        Why::NotOffered => record::Why::NotOffered,
        Why::Invalid => record::Why::Invalid,
        Why::Defaulted => record::Why::Defaulted,
        Why::Relevance => record::Why::Relevance,
    }
}

pub(crate) fn evidence(outcome: Outcome) -> record::Evidence {
    let unknown = outcome.unknown.into_iter();
    record::Evidence {
        because: outcome.because,
        against: outcome.against,
        unknown: unknown
            .map(|(reference, w)| record::UnknownEvidence {
                reference,
                why: why(w),
            })
            .collect(),
    }
}

pub(crate) fn kind(kind: RuleKind) -> record::FindingKind {
    match kind {
        RuleKind::Reading => record::FindingKind::Reading,
        RuleKind::Urgent => record::FindingKind::Urgent,
        RuleKind::Rights => record::FindingKind::Rights,
        RuleKind::Process => record::FindingKind::Process,
    }
}

pub(crate) fn stage(stage: RuleStage) -> record::Stage {
    match stage {
        RuleStage::Triage => record::Stage::Triage,
        RuleStage::Full => record::Stage::Full,
    }
}
