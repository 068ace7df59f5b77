//! What rule sheets may do besides a form's expressions, and what they may not.

use super::evidence::{Judged, Why};
use super::value::Value;
use super::{Interval, Truth};
use std::collections::BTreeMap;
use std::fmt;

/// Why a rule has no outcome: the form would have been refused for it. Same codes as the form's own check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// `bare-reference`, `compares-unknown-choice`, `not-in-rules`, `name-not-literal`, `not-a-reference`,
    /// `unknown-function`, `unknown-dimension`, `unknown-indicator`, `unknown-element`, `rule-loop`, `not-a-node-set`.
    pub code: &'static str,
    /// What the sentence needs.
    pub params: BTreeMap<&'static str, String>,
}

impl RuleError {
    /// An error with parameters.
    #[must_use]
    pub fn new<const N: usize>(code: &'static str, params: [(&'static str, &str); N]) -> Self {
        Self {
            code,
            params: params
                .into_iter()
                .map(|(key, value)| (key, value.to_owned()))
                .collect(),
        }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for RuleError {}

/// `strong` `medium` `weak` `dimension` `indicator` `element`: answered by whoever knows the rule sheets.
pub trait RuleFunctions {
    /// The value of `function('name')`.
    ///
    /// # Errors
    /// No such function, no such name, or a rule that needs itself.
    fn call(&self, function: &str, name: &str) -> Result<Value, RuleError>;
}

/// No rule sheets: every such call is an error.
#[derive(Clone, Copy, Debug)]
pub struct NoRules;

impl RuleFunctions for NoRules {
    fn call(&self, function: &str, _: &str) -> Result<Value, RuleError> {
        Err(RuleError::new("unknown-function", [("function", function)]))
    }
}

/// What a rule may do.
#[derive(Clone, Copy)]
pub(super) enum Mode<'r> {
    /// A relevance or calculation of the form itself.
    Form,
    /// A rule; `process` also allows `is-unknown()` and the like.
    Rule {
        functions: &'r dyn RuleFunctions,
        process: bool,
    },
}

impl Mode<'_> {
    pub(super) fn is_rule(self) -> bool {
        matches!(self, Self::Rule { .. })
    }
}

/// Functions that take the name of a rule.
pub(super) const BY_NAME: &[&str] = &[
    "strong",
    "medium",
    "weak",
    "dimension",
    "indicator",
    "element",
];

/// Functions whose answer differs by day, machine or chance.
pub(super) const UNSTABLE: &[&str] = &["today", "now", "random", "uuid", "once", "pulldata"];

/// The outcome of a rule, with references in document order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What came out.
    pub truth: Truth,
    /// What it rests on when true.
    pub because: Vec<String>,
    /// What it rests on when false.
    pub against: Vec<String>,
    /// What it waits for when unknown.
    pub unknown: Vec<(String, Why)>,
}

/// A count in a rule, as whole numbers.
#[must_use]
pub fn bounds(value: &Value) -> Option<[u32; 2]> {
    let (super::Scalar::Number(Interval { lo, hi, .. })
    | super::Scalar::Written(Interval { lo, hi, .. })) = value.scalar
    else {
        return None;
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and counts are whole"
    )]
    Some([lo as u32, hi as u32])
}

/// True with nothing behind it.
pub(super) fn always() -> Judged {
    Judged::plain(true)
}
