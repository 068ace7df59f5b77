//! Expressions in three values over a live interview (extensions.md §2): what rules make of answers that are not there.
//!
//! The screen follows ODK's two values (`evaluate`); rules follow these. A node is known, unknown with a reason, partly
//! known or not applicable ([`Standing`]); a boolean is true, false or unknown ([`Truth`]) with what it rests on
//! ([`Judged`]); a number is an interval. The law: making any given answer unknown changes true or false only into
//! unknown, never into the other. So nothing here may be narrower than what the missing answers could still make of it.
//!
//! [`Evaluator`] is the door. It knows no rule sheets: `strong()`, `indicator()` and the like come in through
//! [`RuleFunctions`].

mod calls;
mod closed;
mod compare;
mod counts;
mod document;
mod evaluator;
mod evidence;
mod interval;
mod nodes;
mod relevance;
mod report;
mod rules;
mod states;
mod truth;
mod value;

pub use closed::Closed;
pub use evaluator::Evaluator;
pub use evidence::{Evidence, Judged, Why};
pub use interval::Interval;
pub use report::{Completion, OpenQuestion};
pub use rules::{NoRules, Outcome, RuleError, RuleFunctions, bounds};
pub use states::{Standing, is_askable};
pub use truth::Truth;
pub use value::{Scalar, Value};
