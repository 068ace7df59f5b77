//! Text beyond XPath 1.0 (ODK function reference: strings, utilities).

use super::{pattern, random, xpath};
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{EvalError, Scope};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::Digest;

type Answer = Result<Value, EvalError>;

pub(super) fn ends_with(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope
        .text_of(&args[0])?
        .ends_with(&scope.text_of(&args[1])?)
        .into())
}

/// The first argument unless it is empty or no number.
pub(super) fn coalesce(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let first = scope.evaluate(&args[0])?;
    let nothing = match &first {
        Value::Number(number) => number.is_nan(),
        other => scope.text(other).is_empty(),
    };
    let found = if nothing {
        scope.evaluate(&args[1])?
    } else {
        first
    };
    Ok(match found {
        Value::Nodes(_) | Value::Days(_) => scope.text(&found).into(),
        // As JavaRosa has it, what is chosen stays what it is.
        single => single,
    })
}

pub(super) fn join(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let glue = scope.text_of(&args[0])?;
    Ok(xpath::joined(&xpath::texts(scope, &args[1..])?, &glue)?.into())
}

/// Characters from `start` up to `end`, counted from 0; negative ones count from the end.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
pub(super) fn substr(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let text: Vec<char> = scope.text_of(&args[0])?.chars().collect();
    let length = text.len() as i64;
    let place = |number: f64| {
        let index = number as i64;
        (if index < 0 {
            length.saturating_add(index)
        } else {
            index
        })
        .clamp(0, length) as usize
    };
    let start = place(scope.number_of(&args[1])?);
    let end = match args.get(2) {
        None => text.len(),
        Some(end) => place(scope.number_of(end)?),
    };
    Ok(text
        .get(start..end)
        .unwrap_or_default()
        .iter()
        .collect::<String>()
        .into())
}

/// Whether the whole text matches.
pub(super) fn regex(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (text, pattern) = (scope.text_of(&args[0])?, scope.text_of(&args[1])?);
    pattern::matches(&text, &pattern).map(Value::Boolean)
}

pub(super) fn boolean_from_string(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(matches!(scope.text_of(&args[0])?.as_str(), "1" | "true").into())
}

/// `digest(text, algorithm, encoding)`; the encoding is base64 unless it says hex.
pub(super) fn digest(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let text = scope.text_of(&args[0])?;
    let bytes = match scope.text_of(&args[1])?.as_str() {
        "MD5" => md5::Md5::digest(&text).to_vec(),
        "SHA-1" => sha1::Sha1::digest(&text).to_vec(),
        "SHA-256" => sha2::Sha256::digest(&text).to_vec(),
        "SHA-384" => sha2::Sha384::digest(&text).to_vec(),
        "SHA-512" => sha2::Sha512::digest(&text).to_vec(),
        _ => return Err(EvalError::new("unknown-algorithm", "digest")),
    };
    match args
        .get(2)
        .map(|e| scope.text_of(e))
        .transpose()?
        .as_deref()
    {
        None | Some("base64") => Ok(STANDARD.encode(bytes).into()),
        Some("hex") => Ok(hex::encode(bytes).into()),
        Some(_) => Err(EvalError::new("unknown-encoding", "digest")),
    }
}

/// A random UUID, or as many characters of such as are asked for.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
pub(super) fn uuid(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let Some(length) = args.first() else {
        return Ok(random::uuid_v4(scope.world.random).into());
    };
    let length = scope.number_of(length)?.clamp(0.0, 10_000.0) as usize;
    let mut out = String::new();
    while out.len() < length {
        out.push_str(&random::uuid_v4(scope.world.random));
    }
    out.truncate(length);
    Ok(out.into())
}
