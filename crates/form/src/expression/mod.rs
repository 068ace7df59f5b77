//! Expressions: lexer, parser, resolution of names, evaluation in two and in three values.
//!
//! [`parse`] reads an expression of a form, [`parse_rule`] one of a rule sheet, which may also call what
//! extensions.md §1 adds (`strong`, `dimension`, `is-unknown` ...). Both check function names and argument counts.

pub mod ast;
pub(crate) mod dependencies;
mod error;
pub(crate) mod evaluate;
pub mod functions;
mod lexer;
mod limits;
mod parser;
pub mod three_valued;

pub use ast::{Axis, Expr, Expression, NodeTest, Op, Path, Step};
pub use error::ParseError;
pub use evaluate::EvalError;
pub use functions::{FunctionCheck, known_function, known_rule_function};

use crate::definition::NodeId;

/// Parses an expression of a form. `resolve` says which node a `${name}` is.
///
/// # Errors
/// Codes `syntax-error`, `unknown-reference`, `unknown-function`, `wrong-argument-count`, `too-deep`, `too-long`.
pub fn parse(
    source: &str,
    resolve: &dyn Fn(&str) -> Option<NodeId>,
) -> Result<Expression, ParseError> {
    parser::parse(source, resolve, &known_function, true)
}

/// Parses an expression of a rule sheet (`dimensions`, `indicators`, `findings`).
///
/// # Errors
/// As [`parse`].
pub fn parse_rule(
    source: &str,
    resolve: &dyn Fn(&str) -> Option<NodeId>,
) -> Result<Expression, ParseError> {
    parser::parse(source, resolve, &known_rule_function, false)
}
