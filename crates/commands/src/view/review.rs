//! The review before signing: what supports, what speaks against, what is unknown; the person concludes.

use saring_record::{Conclusion, ConclusionKind, FindingKind, Stage, State, UrgentNeed, Why};
use serde::Serialize;
use ts_rs::TS;

/// One answer as evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceView {
    /// Reference, to go there.
    pub reference: String,
    /// `6.4`.
    pub number: String,
    /// The question in the officer's language.
    pub question: String,
    /// The answer in the officer's language; empty when unknown.
    pub answer: String,
    /// Why it is unknown.
    pub why: Option<Why>,
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorView {
    /// Name in the sheet.
    pub name: String,
    /// Label in the officer's language.
    pub label: String,
    /// `strong`, `medium`, `weak` or absent.
    pub strength: Option<String>,
    /// Outcome.
    pub state: State,
    /// What supports it.
    pub because: Vec<EvidenceView>,
    /// What speaks against it.
    pub against: Vec<EvidenceView>,
    /// What is unknown.
    pub unknown: Vec<EvidenceView>,
}

/// Indicators of one dimension under one element. An indicator without a dimension stands under an empty name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DimensionView {
    /// Name in the sheet; may be empty.
    pub name: String,
    /// Label in the officer's language.
    pub label: String,
    /// Whether the published rule is met.
    pub state: State,
    /// Strong, medium, weak indicators that hold, at least.
    pub holds: [u32; 3],
    /// How many more may hold once the unknown is known.
    pub open: [u32; 3],
    /// V, S or B: how well the source of the rule is known.
    pub verified: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorView>,
}

/// Act, means or purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ElementView {
    /// `act`, `means`, `purpose`, or `other` for indicators that name no element.
    pub element: String,
    /// Indicators that hold.
    pub supported: u32,
    /// Indicators that do not.
    pub against: u32,
    /// Indicators that are unknown.
    pub unknown: u32,
    /// By dimension.
    pub dimensions: Vec<DimensionView>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FindingView {
    /// Name in the sheet.
    pub name: String,
    /// What it is about.
    pub kind: FindingKind,
    /// Outcome.
    pub state: State,
    /// Whether its stage is complete; a false finding is "not assessed" before that.
    pub assessed: bool,
    /// What it is about, in the officer's language: the words for unknown when it is unknown, else those for true. That it
    /// is not indicated at this stage, or not assessed, the interface says beside it.
    pub label: String,
    /// What to do.
    pub action: String,
}

/// Unknown answers, told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct UnknownCount {
    /// Not reached or not asked.
    pub not_asked: u32,
    /// The person does not know.
    pub unknown: u32,
    /// The person does not want to answer.
    pub declined: u32,
}

/// One signed document of an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RevisionView {
    /// 1 for the first.
    pub number: u32,
    /// Who signed it.
    pub officer: String,
    /// When.
    pub at: String,
    /// Under a clock that was behind.
    pub doubtful: bool,
    /// Why it was corrected; empty for the first.
    pub reason: String,
    /// A person decided that another one counts.
    pub set_aside: bool,
}

/// The review page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Review {
    /// Interview id.
    pub id: String,
    /// The number the person wears.
    pub slip: String,
    /// How far the interview went.
    pub stage: Stage,
    /// Answered questions.
    pub answered: u32,
    /// All questions that apply.
    pub total: u32,
    /// Unknown ones.
    pub unknown: UnknownCount,
    /// Every unknown question, to go there.
    pub unknown_questions: Vec<EvidenceView>,
    /// Questions at which something stands that is half typed and no answer: it goes with the signature.
    pub half_typed: Vec<EvidenceView>,
    /// Needs flagged by the officer.
    pub urgent: Vec<UrgentNeed>,
    /// Act, means, purpose, other.
    pub elements: Vec<ElementView>,
    /// All findings in the sheet's order.
    pub findings: Vec<FindingView>,
    /// Conclusions that may be chosen; after a triage "not indicated" is not among them.
    pub offered: Vec<ConclusionKind>,
    /// True when the chosen conclusion must carry a reason because a reading points elsewhere: kinds that need one.
    pub reason_needed: Vec<ConclusionKind>,
    /// The reason of the officer's own, as far as it was typed before the vault was locked or the page left.
    pub reason_draft: String,
    /// What was signed of it so far, oldest first.
    pub revisions: Vec<RevisionView>,
    /// Once signed, and not open again.
    pub conclusion: Option<Conclusion>,
    /// When the last answer was kept.
    pub saved_at: String,
    /// Version of the rules.
    pub rules_version: String,
    /// Version of the form.
    pub form_version: String,
}
