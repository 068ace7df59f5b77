//! The core library of XPath 1.0 (§4), with ODK's reading of a node-set in `concat`.

use crate::expression::ast::Expr;
use crate::expression::evaluate::moment::Moment;
use crate::expression::evaluate::value::{Item, Value, text_to_number, trim, whole_number, words};
use crate::expression::evaluate::{EvalError, Scope};
use crate::expression::limits::LONGEST_TEXT;
use crate::interview::Shape;
use std::collections::HashMap;

type Answer = Result<Value, EvalError>;

/// The first argument, or the context node where it is left out.
fn first_or_self(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    args.first()
        .map_or(Ok(Value::Nodes(vec![scope.item])), |arg| {
            scope.evaluate(arg)
        })
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
fn size(count: usize) -> Value {
    Value::Number(count as f64)
}

// Node-sets (§4.1).

pub(super) fn last(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(size(scope.size))
}

/// With an argument, ODK's: which of the siblings of its name a node is.
pub(super) fn position(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let Some(arg) = args.first() else {
        return Ok(size(scope.position));
    };
    let Some(item) = scope.nodes_of(arg, "position")?.first().copied() else {
        return Ok(Value::Number(f64::NAN));
    };
    if let Item::Live(id) = item {
        let node = scope.world.tree.get(id);
        if node.shape == Shape::Instance {
            return Ok(size(node.position));
        }
    }
    let name = scope.item_name(item);
    let siblings = scope
        .parent(item)
        .map(|p| scope.children(p))
        .unwrap_or_default();
    let at = siblings.iter().position(|i| *i == item).unwrap_or(0);
    let run = siblings[..at]
        .iter()
        .rev()
        .take_while(|i| scope.item_name(**i) == name)
        .count();
    Ok(size(run + 1))
}

pub(super) fn count(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    if let Expr::Question(target) = &args[0] {
        let mut count = 0;
        scope.each_applying(*target, |_| count += 1);
        return Ok(size(count));
    }
    Ok(size(scope.applicable_of(&args[0], "count")?.len()))
}

/// No node of a form has an id.
pub(super) fn id(_: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(Value::Nodes(Vec::new()))
}

pub(super) fn local_name(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let full = name_of(scope, args, "local-name")?;
    Ok(full.rsplit(':').next().unwrap_or_default().into())
}

pub(super) fn name(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(name_of(scope, args, "name")?.into())
}

fn name_of(scope: &Scope<'_>, args: &[Expr], function: &str) -> Result<String, EvalError> {
    let item = match args.first() {
        None => Some(scope.item),
        Some(arg) => scope.nodes_of(arg, function)?.first().copied(),
    };
    Ok(item
        .map(|i| scope.item_name(i).into_owned())
        .unwrap_or_default())
}

/// An XForm's instance stands in the namespace of XForms, its metadata in that of OpenRosa.
pub(super) fn namespace_uri(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let name = name_of(scope, args, "namespace-uri")?;
    Ok(match name.split_once(':') {
        None if name.is_empty() => "",
        None => "http://www.w3.org/2002/xforms",
        Some(("orx", _)) => "http://openrosa.org/xforms",
        Some(_) => "",
    }
    .into())
}

// Strings (§4.2).

pub(super) fn string(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = first_or_self(scope, args)?;
    Ok(scope.text(&value).into())
}

/// ODK: a node-set gives the text of all its nodes.
pub(super) fn concat(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(joined(&texts(scope, args)?, "")?.into())
}

/// The texts of all arguments, one for each node of a node-set.
pub(super) fn texts(scope: &Scope<'_>, args: &[Expr]) -> Result<Vec<String>, EvalError> {
    let mut out = Vec::new();
    let mut length = 0;
    let mut keep = |text: String| {
        length += text.len();
        out.push(text);
        if length > LONGEST_TEXT {
            return Err(EvalError::new("text-too-long", ""));
        }
        Ok(())
    };
    for arg in args {
        match scope.evaluate(arg)? {
            Value::Nodes(nodes) => {
                for node in nodes.into_iter().filter(|n: &Item| scope.applies(*n)) {
                    keep(scope.item_text(node).into_owned())?;
                }
            }
            other => keep(scope.text(&other))?,
        }
    }
    Ok(out)
}

/// Texts with something between them.
///
/// # Errors
/// `text-too-long`.
pub(super) fn joined(texts: &[String], between: &str) -> Result<String, EvalError> {
    let length = texts.iter().map(String::len).sum::<usize>() + between.len() * texts.len();
    if length > LONGEST_TEXT {
        return Err(EvalError::new("text-too-long", ""));
    }
    Ok(texts.join(between))
}

pub(super) fn starts_with(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope
        .text_of(&args[0])?
        .starts_with(&scope.text_of(&args[1])?)
        .into())
}

pub(super) fn contains(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope
        .text_of(&args[0])?
        .contains(&scope.text_of(&args[1])?)
        .into())
}

pub(super) fn substring_before(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (text, mark) = (scope.text_of(&args[0])?, scope.text_of(&args[1])?);
    Ok(text
        .split_once(mark.as_str())
        .map_or("", |(before, _)| before)
        .into())
}

pub(super) fn substring_after(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (text, mark) = (scope.text_of(&args[0])?, scope.text_of(&args[1])?);
    Ok(text
        .split_once(mark.as_str())
        .map_or("", |(_, after)| after)
        .into())
}

/// Characters count from 1; the bounds are rounded; infinities and NaN behave as §4.2 shows.
pub(super) fn substring(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let text = scope.text_of(&args[0])?;
    let start = round_half_up(scope.number_of(&args[1])?);
    let end = match args.get(2) {
        None => f64::INFINITY,
        Some(length) => start + round_half_up(scope.number_of(length)?),
    };
    #[allow(clippy::cast_precision_loss, reason = "texts are short")]
    let within = |index: usize| (index + 1) as f64 >= start && ((index + 1) as f64) < end;
    Ok(text
        .chars()
        .enumerate()
        .filter(|(i, _)| within(*i))
        .map(|(_, c)| c)
        .collect::<String>()
        .into())
}

pub(super) fn string_length(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = first_or_self(scope, args)?;
    Ok(size(scope.text(&value).chars().count()))
}

pub(super) fn normalize_space(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = first_or_self(scope, args)?;
    Ok(words(trim(&scope.text(&value)))
        .collect::<Vec<_>>()
        .join(" ")
        .into())
}

pub(super) fn translate(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (from, to) = (scope.text_of(&args[1])?, scope.text_of(&args[2])?);
    let mut to = to.chars();
    let mut table = HashMap::new();
    for c in from.chars() {
        // The first of two alike counts, but the second uses up its place.
        let replacement = to.next();
        table.entry(c).or_insert(replacement);
    }
    let replaced = |c: char| table.get(&c).copied().unwrap_or(Some(c));
    Ok(scope
        .text_of(&args[0])?
        .chars()
        .filter_map(replaced)
        .collect::<String>()
        .into())
}

// Booleans (§4.3).

pub(super) fn boolean(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope.boolean_of(&args[0])?.into())
}

pub(super) fn not(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok((!scope.boolean_of(&args[0])?).into())
}

pub(super) fn true_(_: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(true.into())
}

pub(super) fn false_(_: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(false.into())
}

/// No node of a form carries `xml:lang`.
pub(super) fn lang(_: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(false.into())
}

// Numbers (§4.4).

pub(super) fn number(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = first_or_self(scope, args)?;
    // ODK: a date reckons as its days since the epoch and is written as the whole of them.
    let moment = match &value {
        Value::Date(moment) | Value::Days(moment) => Some(*moment),
        Value::Nodes(_) | Value::Text(_) => Moment::parse(trim(&scope.text(&value)), scope.zone()),
        Value::Number(_) | Value::Boolean(_) => None,
    };
    Ok(moment.map_or_else(|| scope.number(&value).into(), Value::Days))
}

/// ODK: blanks are skipped, so that a sum over unanswered questions is a number.
pub(super) fn sum(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    // Not `Iterator::sum`, whose empty sum is -0.
    let mut sum = 0.0;
    let zone = scope.zone();
    let mut add = |text: &str| {
        if let Some(number) = whole_number(text) {
            sum += number;
        } else if !trim(text).is_empty() {
            sum += text_to_number(text, zone);
        }
    };
    match &args[0] {
        // An answer of each instance of a repeat: what forms sum, and many.
        Expr::Question(target) if scope.world.form.node(*target).children.is_empty() => {
            scope.each_applying(*target, |node| add(node.value()));
        }
        other => match scope.evaluate(other)? {
            Value::Nodes(nodes) => nodes.into_iter().for_each(|n| add(&scope.item_text(n))),
            value => return Ok(scope.number(&value).into()),
        },
    }
    Ok(sum.into())
}

pub(super) fn floor(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope.number_of(&args[0])?.floor().into())
}

pub(super) fn ceiling(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok(scope.number_of(&args[0])?.ceil().into())
}

/// §4.4: of two integers equally near, the greater.
pub(crate) fn round_half_up(number: f64) -> f64 {
    if !number.is_finite() {
        return number;
    }
    let below = number.floor();
    // Not the floor of the number and a half, which is already rounded.
    let rounded = if number - below >= 0.5 {
        below + 1.0
    } else {
        below
    };
    // A negative number that rounds to zero is the negative zero.
    rounded.copysign(number)
}
