//! Node-sets beyond XPath 1.0: repeats, secondary instances, order, `once` (ODK function reference).

use super::random::shuffle;
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::{Item, Value};
use crate::expression::evaluate::{EvalError, Scope};
use crate::interview::LiveId;
use sha2::{Digest, Sha256};

type Answer = Result<Value, EvalError>;

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn count_non_empty(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let nodes = scope.nodes_of(&args[0], "count-non-empty")?;
    Ok((nodes
        .into_iter()
        .filter(|n| !scope.item_text(*n).is_empty())
        .count() as f64)
        .into())
}

pub(super) fn current(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(Value::Nodes(vec![Item::Live(scope.current)]))
}

/// A choice list, or a file beside the form, as a document.
pub(super) fn instance(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let name = scope.text_of(&args[0])?;
    Ok(Value::Nodes(scope.list(&name).into_iter().collect()))
}

/// What the first argument is; the others are there to be depended on.
pub(super) fn depend(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    scope.evaluate(&args[0])
}

/// The form's version.
pub(super) fn version(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(scope.world.form.version.as_str().into())
}

/// What metadata questions are filled with, by the names that Collect gives it; empty for any other name.
pub(super) fn property(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let preloads = scope.world.preloads;
    Ok(match scope.text_of(&args[0])?.as_str() {
        "deviceid" => preloads.device_id.as_str(),
        "username" => preloads.username.as_str(),
        "email" => preloads.email.as_str(),
        "phonenumber" => preloads.phone_number.as_str(),
        "subscriberid" => preloads.subscriber_id.as_str(),
        "simserial" => preloads.sim_serial.as_str(),
        _ => "",
    }
    .into())
}

/// The value of the node itself once it has one.
pub(super) fn once(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let own = scope.world.tree.get(scope.current).value();
    Ok(if own.is_empty() {
        scope.text_of(&args[0])?
    } else {
        own.to_owned()
    }
    .into())
}

/// `pulldata(list, wanted column, key column, key)`: from a choice list or a file beside the form.
pub(super) fn pulldata(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let mut texts = Vec::with_capacity(4);
    for arg in args {
        texts.push(scope.text_of(arg)?);
    }
    let [list, wanted, column, key] = texts.as_slice() else {
        return Ok("".into());
    };
    let form = &scope.world.form;
    let found = form.list_index(list).and_then(|i| form.lists.get_index(i));
    let Some((_, list)) = found else {
        return Ok("".into());
    };
    let cell = |choice: &crate::definition::Choice, column: &str| match column {
        "name" => Some(choice.name.clone()),
        "label" => Some(scope.render(&choice.label, scope.world.language)),
        _ => choice.columns.get(column).cloned(),
    };
    let found = list
        .choices
        .iter()
        .find(|c| cell(c, column).as_deref() == Some(key));
    Ok(found
        .and_then(|c| cell(c, wanted))
        .unwrap_or_default()
        .into())
}

/// `indexed-repeat(question, repeat, index, ...)`: what it names is seen from outside all repeats.
pub(super) fn indexed_repeat(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let none = Ok(Value::Nodes(Vec::new()));
    if let Some(found) = indexed_question(scope, args)? {
        return Ok(Value::Nodes(found));
    }
    let mut pairs: Vec<(Vec<LiveId>, f64)> = Vec::new();
    for pair in args[1..].chunks(2) {
        let [repeat, index] = pair else {
            return Err(EvalError::new("odd-arguments", "indexed-repeat"));
        };
        let index = scope.number_of(index)?;
        let instances = everywhere(scope, repeat)?;
        if index.is_nan() || instances.is_empty() {
            return none;
        }
        pairs.push((instances, index));
    }
    // Outer repeats first, in whatever order they were written.
    let depth = |instances: &[LiveId]| {
        std::iter::successors(instances.first().copied(), |id| {
            scope.world.tree.element_parent(*id)
        })
        .count()
    };
    pairs.sort_by_key(|(instances, _)| depth(instances));
    let mut within: Option<LiveId> = None;
    for (instances, index) in pairs {
        let mut inside = instances
            .into_iter()
            .filter(|id| within.is_none_or(|outer| is_below(scope, *id, outer)));
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked"
        )]
        let nth = if index >= 1.0 && index.fract() == 0.0 {
            inside.nth(index as usize - 1)
        } else {
            None
        };
        match nth {
            Some(id) => within = Some(id),
            None => return none,
        }
    }
    let mut found = everywhere(scope, &args[0])?;
    found.retain(|id| within.is_none_or(|outer| is_below(scope, *id, outer)));
    Ok(Value::Nodes(found.into_iter().map(Item::Live).collect()))
}

/// The same where all that is named is `${name}`, as in most forms: looked up without a list of all instances.
fn indexed_question(scope: &Scope<'_>, args: &[Expr]) -> Result<Option<Vec<Item>>, EvalError> {
    let tree = scope.world.tree;
    let Expr::Question(target) = &args[0] else {
        return Ok(None);
    };
    let mut pairs = Vec::new();
    for pair in args[1..].chunks(2) {
        let [Expr::Question(repeat), index] = pair else {
            return Ok(None);
        };
        if !tree.layout.is_repeat(*repeat) {
            return Ok(None);
        }
        pairs.push((*repeat, index));
    }
    // Outer repeats first, in whatever order they were written.
    pairs.sort_by_key(|(repeat, _)| tree.layout.repeats(*repeat).len());
    let mut within = LiveId::ROOT;
    for (repeat, index) in pairs {
        let index = scope.number_of(index)?;
        if index < 1.0 || index.fract() != 0.0 {
            return Ok(Some(Vec::new()));
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked"
        )]
        match tree.nth_instance(within, repeat, index as usize) {
            Some(instance) => within = instance,
            None => return Ok(Some(Vec::new())),
        }
    }
    let mut found = Vec::new();
    tree.below(within, *target, &mut |id| found.push(Item::Live(id)));
    Ok(Some(found))
}

fn everywhere(scope: &Scope<'_>, arg: &Expr) -> Result<Vec<LiveId>, EvalError> {
    if let Expr::Question(target) = arg {
        let mut found = Vec::new();
        scope
            .world
            .tree
            .below(LiveId::ROOT, *target, &mut |id| found.push(id));
        return Ok(found);
    }
    let nodes = scope.nodes_of(arg, "indexed-repeat")?;
    Ok(nodes
        .into_iter()
        .filter_map(|item| {
            if let Item::Live(id) = item {
                Some(id)
            } else {
                None
            }
        })
        .collect())
}

fn is_below(scope: &Scope<'_>, id: LiveId, outer: LiveId) -> bool {
    std::iter::successors(Some(id), |id| scope.world.tree.element_parent(*id)).any(|id| id == outer)
}

/// Shuffled by a seed (a number, or any text) or by the randomness handed in.
pub(super) fn randomize(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let nodes = scope.nodes_of(&args[0], "randomize")?;
    let seed = args.get(1).map(|e| seed(scope, e)).transpose()?;
    Ok(Value::Nodes(shuffle(&nodes, seed, scope.world.random)))
}

/// A seed as ODK reads it: whole numbers as they are, other text by the first eight bytes of its SHA-256, blank as 0.
pub(crate) fn seed(scope: &Scope<'_>, expr: &Expr) -> Result<i64, EvalError> {
    let value = scope.evaluate(expr)?;
    let number = scope.number(&value);
    if !number.is_nan() {
        #[allow(clippy::cast_possible_truncation, reason = "saturates as Java's does")]
        return Ok(number as i64);
    }
    let text = scope.text(&value);
    if text.is_empty() || matches!(value, Value::Number(_) | Value::Date(_) | Value::Days(_)) {
        return Ok(0);
    }
    let digest = Sha256::digest(text);
    Ok(digest
        .iter()
        .take(8)
        .fold(0, |number: i64, byte| (number << 8) | i64::from(*byte)))
}
