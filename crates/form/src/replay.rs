//! Plays a script of answers on a form and tells the state it ends in, in the words of design.md §7, so that it can be
//! held against other engines.

use crate::definition::{Form, Kind, Node, QuestionType, ValueType};
use crate::expression::Expr;
use crate::interview::{AnswerError, Context, Event, Interview, NodeView, Shape, Violation};
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Plays `script`, one event a line, with the clock standing at `now`; labels are in `language` (name or code), else in
/// the form's default language. A value that a question cannot hold clears it and is listed in `errors`, as is any line
/// that cannot be played.
#[must_use]
pub fn run(
    form: Arc<Form>,
    script: &str,
    now: DateTime<FixedOffset>,
    language: Option<&str>,
) -> Value {
    let language = language
        .and_then(|l| form.language(l))
        .unwrap_or(form.default_language);
    let context = Context::new(now, 1, "uuid:00000000-0000-4000-8000-000000000000");
    let mut interview = Interview::start(form, context);
    interview.set_language(language);
    let mut errors = Vec::new();
    for (index, line) in script
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        if let Err(code) = play(&mut interview, line) {
            errors.push(json!({ "line": index + 1, "code": code }));
        }
    }
    json!({
        "now": now.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string(),
        "errors": errors,
        "nodes": state(&interview, language),
    })
}

fn play(interview: &mut Interview, line: &str) -> Result<(), &'static str> {
    let event: Event = serde_json::from_str(line).map_err(|_| "invalid-line")?;
    let Err(error) = interview.apply(&event) else {
        return Ok(());
    };
    if let (
        AnswerError::InvalidValue { .. } | AnswerError::NotAChoice { .. },
        Event::Set { reference, value },
    ) = (&error, &event)
    {
        let kept = kept_choices(interview, reference, value);
        interview
            .apply(&Event::set(reference, kept))
            .map_err(|e| e.code())?;
    }
    Err(error.code())
}

/// Of an answer of several choices, those that are offered; of any other answer nothing.
fn kept_choices(interview: &Interview, reference: &str, value: &str) -> String {
    let Some(node) = interview.node(reference) else {
        return String::new();
    };
    if !matches!(
        node.question_type(),
        Some(QuestionType::SelectMultiple | QuestionType::Rank)
    ) {
        return String::new();
    }
    let choices = node.choices(interview.language());
    let offered = |word: &&str| choices.iter().any(|c| c.name == **word);
    value
        .split_whitespace()
        .filter(offered)
        .collect::<Vec<_>>()
        .join(" ")
}

/// Every node by reference.
fn state(interview: &Interview, language: usize) -> Map<String, Value> {
    interview
        .nodes()
        .map(|node| (node.reference(), describe(&node, language)))
        .collect()
}

fn describe(node: &NodeView<'_>, language: usize) -> Value {
    let leaf = node.shape() == Shape::Question;
    let mut out = json!({
        "type": node_type(node),
        "valueType": value_type(node.kind()),
        "relevant": node.relevant(),
        "readonly": node.readonly(),
        "required": leaf && node.required(),
        "value": leaf.then(|| node.value()),
        "violation": node.violation().map(|v| match v {
            Violation::Required => "required",
            Violation::Constraint => "constraint",
        }),
        "label": label(node, language),
    });
    if let (Some(count), Some(fields)) = (node.count(), out.as_object_mut()) {
        fields.insert("count".to_owned(), count.into());
    }
    out
}

fn label(node: &NodeView<'_>, language: usize) -> Option<String> {
    let hidden = matches!(node.kind(), Kind::Question(question) if !question.control);
    if hidden || node.definition().label.is_empty() {
        return None;
    }
    Some(
        node.label(language)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// The kinds of node that ODK's engine tells apart.
fn node_type(node: &NodeView<'_>) -> &'static str {
    let question = match (node.shape(), node.kind()) {
        (Shape::Root, _) => return "root",
        (Shape::Group, _) => return "group",
        (Shape::Instance, _) => return "repeat-instance",
        (_, Kind::Repeat { count: Some(_) }) => return "repeat-range:controlled",
        (_, Kind::Repeat { count: None }) => return "repeat-range:uncontrolled",
        (_, Kind::Question(question)) => question,
        _ => return "group",
    };
    if !question.control {
        return "model-value";
    }
    match question.kind {
        QuestionType::SelectOne | QuestionType::SelectMultiple => "select",
        QuestionType::Rank => "rank",
        QuestionType::Range => "range",
        QuestionType::Acknowledge => "trigger",
        QuestionType::File | QuestionType::Image | QuestionType::Audio | QuestionType::Video => {
            "upload"
        }
        _ if is_note(node.definition()) => "note",
        _ => "input",
    }
}

/// What is always read-only and has words is a note, whatever the form calls it.
fn is_note(node: &Node) -> bool {
    let always = match node.bind.readonly.as_ref().map(|e| &*e.root) {
        Some(Expr::Call { name, args }) => name == "true" && args.is_empty(),
        Some(Expr::Number(number)) => *number != 0.0,
        Some(Expr::Literal(text)) => !text.is_empty(),
        _ => matches!(&node.kind, Kind::Question(question) if question.kind == QuestionType::Note),
    };
    always && !(node.label.is_empty() && node.hint.is_empty())
}

fn value_type(kind: &Kind) -> Option<&'static str> {
    let Kind::Question(question) = kind else {
        return None;
    };
    Some(match question.value {
        ValueType::String => "string",
        ValueType::Int => "int",
        ValueType::Decimal => "decimal",
        ValueType::Boolean => "boolean",
        ValueType::Date => "date",
        ValueType::Time => "time",
        ValueType::DateTime => "dateTime",
        ValueType::Geopoint => "geopoint",
        ValueType::Geotrace => "geotrace",
        ValueType::Geoshape => "geoshape",
        ValueType::Barcode => "barcode",
        ValueType::Binary => "binary",
        ValueType::Intent => "intent",
    })
}
