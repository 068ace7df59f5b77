//! Numbers beyond XPath 1.0 (ODK function reference: math).

use super::random;
use super::xpath::round_half_up;
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{EvalError, Scope};

type Answer = Result<Value, EvalError>;

macro_rules! of_one_number {
    ($($name:ident = $function:expr;)*) => {$(
        pub(super) fn $name(scope: &Scope<'_>, args: &[Expr]) -> Answer {
            let function: fn(f64) -> f64 = $function;
            Ok(function(scope.number_of(&args[0])?).into())
        }
    )*};
}

of_one_number! {
    abs = f64::abs;
    acos = f64::acos;
    asin = f64::asin;
    atan = f64::atan;
    cos = f64::cos;
    exp = f64::exp;
    exp10 = |x| 10f64.powf(x);
    int = f64::trunc;
    log = f64::ln;
    log10 = f64::log10;
    sin = f64::sin;
    sqrt = f64::sqrt;
    tan = f64::tan;
}

pub(super) fn atan2(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope
        .number_of(&args[0])?
        .atan2(scope.number_of(&args[1])?)
        .into())
}

/// What is no number stays none, to whatever power; IEEE 754 would make 1 of it here and there.
pub(super) fn pow(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (base, power) = (scope.number_of(&args[0])?, scope.number_of(&args[1])?);
    Ok(if base.is_nan() || power.is_nan() {
        f64::NAN
    } else {
        base.powf(power)
    }
    .into())
}

pub(super) fn pi(_: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(std::f64::consts::PI.into())
}

pub(super) fn random(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(random::unit(scope.world.random).into())
}

/// With one argument XPath 1.0's; with decimals ODK's, which rounds halves away from zero.
#[allow(clippy::cast_possible_truncation, reason = "clamped")]
pub(super) fn round(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let number = scope.number_of(&args[0])?;
    let Some(decimals) = args.get(1) else {
        return Ok(round_half_up(number).into());
    };
    let decimals = scope.number_of(decimals)?;
    if decimals.is_nan() || !number.is_finite() {
        return Ok(if decimals.is_nan() { f64::NAN } else { number }.into());
    }
    let scale = 10f64.powi(decimals.trunc().clamp(-300.0, 300.0) as i32);
    let shifted = number.abs() * scale;
    if !shifted.is_finite() {
        return Ok(number.into());
    }
    Ok(((shifted + 0.5).floor() / scale).copysign(number).into())
}

pub(super) fn max(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    extreme(scope, args, f64::max)
}

pub(super) fn min(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    extreme(scope, args, f64::min)
}

/// Of all numbers in all arguments; NaN among them makes it NaN.
fn extreme(scope: &Scope<'_>, args: &[Expr], better: fn(f64, f64) -> f64) -> Answer {
    let mut best: Option<f64> = None;
    for arg in args {
        let numbers = match scope.evaluate(arg)? {
            Value::Nodes(nodes) => nodes.into_iter().map(|n| scope.item_number(n)).collect(),
            other => vec![scope.number(&other)],
        };
        for number in numbers {
            if number.is_nan() {
                return Ok(f64::NAN.into());
            }
            best = Some(best.map_or(number, |b| better(b, number)));
        }
    }
    Ok(best.unwrap_or(f64::NAN).into())
}
