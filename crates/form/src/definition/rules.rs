//! The rule sheets of a form: dimensions, indicators, findings, parsed and with their addresses (extensions.md §1).

use super::Text;
use crate::expression::Expression;
use crate::issue::Address;

/// Whom a dimension is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the sheet")]
pub enum Population {
    Adult,
    Child,
    Any,
}

/// How strong an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named as in the sheet")]
pub enum Strength {
    Strong,
    Medium,
    Weak,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the sheet")]
pub enum RuleKind {
    Reading,
    Urgent,
    Rights,
    Process,
}

/// The stage whose completion a finding needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in the sheet")]
pub enum RuleStage {
    Triage,
    Full,
}

/// A row of `dimensions`.
#[derive(Clone, Debug)]
pub struct DimensionRow {
    /// Name.
    pub name: String,
    /// Whom it is about.
    pub population: Population,
    /// When it is met.
    pub positive: Expression,
    /// What is shown.
    pub label: Text,
    /// Where the rule comes from.
    pub source: String,
    /// V, S or B.
    pub verified: String,
    /// Its row.
    pub address: Address,
}

/// A row of `indicators`.
#[derive(Clone, Debug)]
pub struct IndicatorRow {
    /// Name.
    pub name: String,
    /// Its dimension.
    pub dimension: Option<String>,
    /// `act`, `means`, `purpose`.
    pub elements: Vec<String>,
    /// For adults, and for all while `strength_child` is empty.
    pub strength: Option<Strength>,
    /// For children.
    pub strength_child: Option<Strength>,
    /// Needs help now.
    pub urgent: bool,
    /// When it holds.
    pub when: Expression,
    /// What is shown.
    pub label: Text,
    /// Where it comes from.
    pub source: String,
    /// V, S or B.
    pub verified: String,
    /// Its row.
    pub address: Address,
}

/// A row of `findings`.
#[derive(Clone, Debug)]
pub struct FindingRow {
    /// Name.
    pub name: String,
    /// What it is about.
    pub kind: RuleKind,
    /// The stage it needs.
    pub stage: RuleStage,
    /// When it holds.
    pub when: Expression,
    /// Shown when true.
    pub label: Text,
    /// Shown when unknown.
    pub label_unknown: Text,
    /// What to do.
    pub action: Text,
    /// Where it comes from.
    pub source: String,
    /// Its row.
    pub address: Address,
}

/// All rule sheets.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// `attribute::saring:rules`.
    pub version: String,
    /// In the sheet's order.
    pub dimensions: Vec<DimensionRow>,
    /// In the sheet's order.
    pub indicators: Vec<IndicatorRow>,
    /// In the sheet's order.
    pub findings: Vec<FindingRow>,
}
