//! Select answers and labels (ODK function reference: select questions).

use crate::definition::{Kind, Node, Question, Text};
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::{Item, Value, trim, words};
use crate::expression::evaluate::{EvalError, Scope};
use crate::expression::parse;

type Answer = Result<Value, EvalError>;

pub(super) fn selected(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (list, wanted) = (
        scope.borrowed_text_of(&args[0])?,
        scope.borrowed_text_of(&args[1])?,
    );
    let wanted = trim(&wanted);
    // Nothing is selected in an empty answer, and that is what an empty text asks for.
    Ok((words(&list).any(|w| w == wanted) || (wanted.is_empty() && trim(&list).is_empty())).into())
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "checked"
)]
pub(super) fn selected_at(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let (list, index) = (scope.text_of(&args[0])?, scope.number_of(&args[1])?);
    let found = if index >= 0.0 {
        words(&list).nth(index as usize)
    } else {
        None
    };
    Ok(found.unwrap_or_default().into())
}

#[allow(clippy::cast_precision_loss, reason = "counts are small")]
pub(super) fn count_selected(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    Ok((words(&scope.borrowed_text_of(&args[0])?).count() as f64).into())
}

/// `jr:choice-name(value, '${question}')`: the label of a choice in the language in use.
pub(super) fn choice_name(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let name = scope.text_of(&args[0])?;
    let Some(node) = named_node(scope, &scope.text_of(&args[1])?) else {
        return Ok("".into());
    };
    let Kind::Question(Question {
        select: Some(select),
        ..
    }) = &node.kind
    else {
        return Ok("".into());
    };
    let list = scope.world.form.lists.get(&select.list);
    let choice = list.and_then(|l| l.choices.iter().find(|c| c.name == trim(&name)));
    Ok(choice
        .map(|c| scope.render(&c.label, scope.world.language))
        .unwrap_or_default()
        .into())
}

/// The form's node that a text refers to: `${name}`, or a path seen from here.
fn named_node<'a>(scope: &Scope<'a>, text: &str) -> Option<&'a Node> {
    let form = scope.world.form;
    let text = trim(text);
    if let Some(name) = text.strip_prefix("${").and_then(|t| t.strip_suffix('}')) {
        return form.by_name(name.trim());
    }
    if let Some(node) = form.by_path(text) {
        return Some(node);
    }
    let path = parse(text, &|_| None).ok()?;
    match scope.nodes_of(&path.root, "jr:choice-name").ok()?.first()? {
        Item::Live(id) => Some(form.node(scope.world.tree.get(*id).definition)),
        _ => None,
    }
}

/// `jr:itext(id)`, with the ids that pyxform gives: `list-0` for choices, `/data/question:label` for the rest.
pub(super) fn itext(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let id = scope.text_of(&args[0])?;
    let text = translation(scope, &id).map(|t| scope.render(t, scope.world.language));
    Ok(text.unwrap_or_default().into())
}

fn translation<'a>(scope: &Scope<'a>, id: &str) -> Option<&'a Text> {
    let form = scope.world.form;
    if let Some((path, part)) = id.split_once(':') {
        let node = form.by_path(path)?;
        return match part {
            "label" => Some(&node.label),
            "hint" => Some(&node.hint),
            "jr:constraintMsg" => Some(&node.constraint_message),
            "jr:requiredMsg" => Some(&node.required_message),
            _ => None,
        };
    }
    let (list, index) = id.rsplit_once('-')?;
    Some(
        &form
            .lists
            .get(list)?
            .choices
            .get(index.parse::<usize>().ok()?)?
            .label,
    )
}
