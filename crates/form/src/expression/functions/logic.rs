//! Choosing and counting conditions (ODK function reference).

use crate::expression::ast::Expr;
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{EvalError, Scope};

type Answer = Result<Value, EvalError>;

/// Evaluates only the side it takes.
pub(super) fn if_(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    scope.evaluate(if scope.boolean_of(&args[0])? {
        &args[1]
    } else {
        &args[2]
    })
}

pub(super) fn checklist(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let mut met = 0.0;
    for arg in &args[2..] {
        for value in singles(scope, arg)? {
            met += if counts(scope, &value) { 1.0 } else { 0.0 };
        }
    }
    between(scope, args, met)
}

pub(super) fn weighted_checklist(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let mut met = 0.0;
    for pair in args[2..].chunks(2) {
        let [item, weight] = pair else {
            return Err(EvalError::new("odd-arguments", "weighted-checklist"));
        };
        let weights = singles(scope, weight)?;
        for (value, weight) in singles(scope, item)?.iter().zip(&weights) {
            met += if counts(scope, value) {
                scope.number(weight)
            } else {
                0.0
            };
        }
    }
    between(scope, args, met)
}

/// Least and most come first; -1 leaves a bound open.
#[allow(clippy::float_cmp, reason = "-1 is exact")]
fn between(scope: &Scope<'_>, args: &[Expr], met: f64) -> Answer {
    let (least, most) = (scope.number_of(&args[0])?, scope.number_of(&args[1])?);
    Ok(((least == -1.0 || met >= least) && (most == -1.0 || met <= most)).into())
}

fn singles(scope: &Scope<'_>, arg: &Expr) -> Result<Vec<Value>, EvalError> {
    Ok(match scope.evaluate(arg)? {
        Value::Nodes(nodes) => nodes
            .into_iter()
            .map(|n| Value::Text(scope.item_text(n).into_owned()))
            .collect(),
        other => vec![other],
    })
}

/// A text counts when it is `yes` (ODK documentation) or a number above 0 (ODK XForms specification).
fn counts(scope: &Scope<'_>, value: &Value) -> bool {
    match value {
        Value::Text(text) => matches!(text.as_str(), "yes" | "true") || scope.number(value) > 0.0,
        Value::Boolean(value) => *value,
        other => scope.number(other) > 0.0,
    }
}
