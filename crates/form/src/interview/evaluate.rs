//! One expression by itself, for terminals and tests: its value as text, number and truth.

use super::{Context, Interview};
use crate::definition::{Bind, Extension, Form, Kind, Language, Node, NodeId, Rules, Text};
use crate::expression::{EvalError, Expr, ParseError, parse};
use crate::issue::Address;
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The value of an expression in the three kinds that XPath converts to.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// As text.
    pub string: String,
    /// As a number; NaN where it is none.
    pub number: f64,
    /// As a condition.
    pub boolean: bool,
}

/// Why there is no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExpressionError {
    /// The text is no expression.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// It cannot be evaluated.
    #[error(transparent)]
    Value(#[from] EvalError),
    /// No such node to evaluate it at.
    #[error("unknown-reference")]
    UnknownNode,
}

impl ExpressionError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Parse(error) => error.code,
            Self::Value(error) => error.code,
            Self::UnknownNode => "unknown-reference",
        }
    }
}

impl Interview {
    /// The value of an expression seen from the node `at`, or from the root.
    ///
    /// # Errors
    /// See [`ExpressionError`].
    pub fn evaluate(&self, source: &str, at: Option<&str>) -> Result<Evaluated, ExpressionError> {
        let expression = parse(source, &|name| self.form.by_name(name).map(|n| n.id))?;
        let id = match at {
            None => super::LiveId::ROOT,
            Some(reference) => self
                .tree
                .resolve(&self.form, reference)
                .ok_or(ExpressionError::UnknownNode)?,
        };
        let scope = self.scope(id);
        let value = scope.evaluate(&expression.root)?;
        Ok(Evaluated {
            string: scope.text(&value),
            number: scope.number(&value),
            boolean: scope.boolean(&value),
        })
    }
}

/// The value of an expression that is about no form.
///
/// # Errors
/// See [`ExpressionError`].
pub fn evaluate_str(source: &str, context: Context) -> Result<Evaluated, ExpressionError> {
    Interview::start(Arc::new(empty_form()), context).evaluate(source, None)
}

/// The text of an expression that gives the same in every form, whatever is answered; `None` for any other.
pub(crate) fn constant(expr: &Expr) -> Option<Result<String, EvalError>> {
    match expr {
        Expr::Literal(text) => Some(Ok(text.clone())),
        _ if is_constant(expr) => {
            let empty = Interview::start(Arc::new(empty_form()), Context::unmoving());
            Some(empty.scope(super::LiveId::ROOT).text_of(expr))
        }
        _ => None,
    }
}

fn is_constant(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Literal(_) => true,
        Expr::Negate(of) => is_constant(of),
        Expr::Binary(_, left, right) => is_constant(left) && is_constant(right),
        Expr::Call { name, args } => {
            let constant = matches!(
                name.as_str(),
                "boolean"
                    | "concat"
                    | "distance"
                    | "false"
                    | "if"
                    | "not"
                    | "number"
                    | "string"
                    | "substr"
                    | "true"
            );
            constant
                && (!args.is_empty() || matches!(name.as_str(), "true" | "false"))
                && args.iter().all(is_constant)
        }
        Expr::Question(_)
        | Expr::LastSaved(_)
        | Expr::Path(_)
        | Expr::Filter { .. }
        | Expr::Union(..) => false,
    }
}

/// A form of nothing but its root.
fn empty_form() -> Form {
    let root = Node {
        id: NodeId(0),
        parent: None,
        children: Vec::new(),
        name: "data".to_owned(),
        path: "/data".to_owned(),
        kind: Kind::Root,
        label: Text::default(),
        hint: Text::default(),
        guidance: Text::default(),
        constraint_message: Text::default(),
        required_message: Text::default(),
        appearance: Vec::new(),
        bind: Bind::default(),
        extension: Extension::default(),
        parameters: BTreeMap::new(),
        media: BTreeMap::new(),
        address: Address::default(),
    };
    Form {
        id: "data".to_owned(),
        version: String::new(),
        title: String::new(),
        root: "data".to_owned(),
        settings: BTreeMap::new(),
        languages: vec![Language {
            name: "default".to_owned(),
            code: None,
        }],
        default_language: 0,
        nodes: vec![root],
        lists: IndexMap::new(),
        files: BTreeMap::new(),
        rules: Rules::default(),
        instance_name: None,
        digest: String::new(),
        rules_digest: String::new(),
    }
}
