//! Evaluation in two values: XPath 1.0 with ODK's functions over the live document. The clock and randomness are in
//! [`World`]; nothing is asked of the machine.

mod axes;
mod compare;
mod lists;
pub(crate) mod moment;
mod paths;
pub(crate) mod value;

use super::ast::{Expr, Op};
use super::{functions, limits};
use crate::definition::{Form, NodeId, Piece, Text};
use crate::interview::{LiveId, LiveNode, Preloads, Shape, Tree};
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;
use std::cell::Cell;
use value::{Item, Value, number_to_text, text_to_number};

/// Why an expression that parsed has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct EvalError {
    /// `not-a-node-set`, `not-a-number`, `odd-arguments`, `invalid-pattern`, `unknown-algorithm`, `unknown-encoding`,
    /// `unsupported-function`; `too-much` and `text-too-long` when a limit is reached.
    pub code: &'static str,
    /// The function concerned.
    pub function: String,
}

impl EvalError {
    pub(crate) fn new(code: &'static str, function: &str) -> Self {
        Self {
            code,
            function: function.to_owned(),
        }
    }
}

/// What expressions see.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) form: &'a Form,
    pub(crate) tree: &'a Tree,
    pub(crate) now: DateTime<FixedOffset>,
    /// For `property()`.
    pub(crate) preloads: &'a Preloads,
    /// For `jr:choice-name` and `jr:itext`.
    pub(crate) language: usize,
    /// State of the generator behind `random()` and `uuid()`.
    pub(crate) random: &'a Cell<u64>,
    /// What the evaluation has cost so far; see [`Scope::spend`].
    pub(crate) effort: &'a Cell<u64>,
}

/// Where an expression is evaluated.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) world: World<'a>,
    /// The node that the expression belongs to: `current()`.
    pub(crate) current: LiveId,
    /// `.`
    pub(crate) item: Item,
    /// `position()`
    pub(crate) position: usize,
    /// `last()`
    pub(crate) size: usize,
}

impl<'a> Scope<'a> {
    /// An expression that belongs to `current`; what it may cost is counted from here.
    pub(crate) fn new(world: World<'a>, current: LiveId) -> Self {
        world.effort.set(0);
        Self {
            world,
            current,
            item: Item::Live(current),
            position: 1,
            size: 1,
        }
    }

    /// The same expression seen from another node.
    pub(crate) fn at(&self, item: Item, position: usize, size: usize) -> Self {
        Self {
            item,
            position,
            size,
            ..*self
        }
    }

    /// Counts what was done.
    ///
    /// # Errors
    /// `too-much` when that is more than an evaluation may take.
    pub(crate) fn spend(&self, steps: usize) -> Result<(), EvalError> {
        let spent = self.world.effort.get().saturating_add(steps as u64);
        self.world.effort.set(spent);
        if spent > limits::MOST_EFFORT {
            return Err(EvalError::new("too-much", ""));
        }
        Ok(())
    }

    pub(crate) fn zone(&self) -> FixedOffset {
        *self.world.now.offset()
    }

    /// The value of an expression.
    pub(crate) fn evaluate(&self, expr: &Expr) -> Result<Value, EvalError> {
        self.spend(1)?;
        Ok(match expr {
            Expr::Number(n) => Value::Number(*n),
            Expr::Literal(text) => Value::Text(text.clone()),
            Expr::Question(target) => Value::Nodes(self.question(*target)),
            Expr::LastSaved(_) => Value::Nodes(Vec::new()),
            Expr::Path(path) => Value::Nodes(self.path(path)?),
            Expr::Filter {
                base,
                predicates,
                steps,
            } => Value::Nodes(self.filter(base, predicates, steps)?),
            Expr::Call { name, args } => functions::call(self, name, args)?,
            Expr::Negate(inner) => Value::Number(-self.number_of(inner)?),
            Expr::Binary(..) => self.binary(expr)?,
            Expr::Union(..) => Value::Nodes(self.union(expr)?),
        })
    }

    /// A chain of operators leans to the left: its left side is walked, not recursed into, so that long chains are safe.
    fn binary(&self, expr: &Expr) -> Result<Value, EvalError> {
        let mut chain = Vec::new();
        let mut at = expr;
        let mut first = None;
        while let Expr::Binary(op, left, right) = at {
            if let (Op::Equal | Op::NotEqual, Expr::Question(target), Expr::Literal(text)) =
                (op, &**left, &**right)
            {
                first = Some(self.question_is(*op, *target, text)?);
                break;
            }
            chain.push((*op, right));
            at = left;
        }
        let mut value = match first {
            Some(holds) => Value::Boolean(holds),
            None => self.evaluate(at)?,
        };
        for (op, right) in chain.into_iter().rev() {
            value = self.operate(op, &value, right)?;
        }
        Ok(value)
    }

    fn operate(&self, op: Op, left: &Value, right: &Expr) -> Result<Value, EvalError> {
        match op {
            Op::And => {
                return Ok(Value::Boolean(
                    self.boolean(left) && self.boolean_of(right)?,
                ));
            }
            Op::Or => {
                return Ok(Value::Boolean(
                    self.boolean(left) || self.boolean_of(right)?,
                ));
            }
            _ => {}
        }
        let right = self.evaluate(right)?;
        let arithmetic =
            |f: fn(f64, f64) -> f64| Value::Number(f(self.number(left), self.number(&right)));
        Ok(match op {
            Op::Add => arithmetic(|a, b| a + b),
            Op::Subtract => arithmetic(|a, b| a - b),
            Op::Multiply => arithmetic(|a, b| a * b),
            Op::Divide => arithmetic(|a, b| a / b),
            Op::Modulo => arithmetic(|a, b| a % b),
            _ => Value::Boolean(self.compare(op, left, &right)?),
        })
    }

    fn union(&self, expr: &Expr) -> Result<Vec<Item>, EvalError> {
        let mut out = Vec::new();
        let mut at = expr;
        while let Expr::Union(left, right) = at {
            out.extend(self.nodes_of(right, "|")?);
            at = left;
        }
        out.extend(self.nodes_of(at, "|")?);
        self.spend(out.len())?;
        self.document_order(&mut out);
        Ok(out)
    }

    /// `${name}` as pyxform would write it, without nodes that do not apply.
    pub(crate) fn question(&self, target: NodeId) -> Vec<Item> {
        let found = self.question_nodes(target);
        self.applying(found)
    }

    /// Calls `found` for each node of `${name}` that applies, one after the other: for sums and counts over repeats.
    pub(crate) fn each_applying(&self, target: NodeId, mut found: impl FnMut(&'a LiveNode)) {
        let tree = self.world.tree;
        tree.question(self.current, target, &mut |id| {
            let node = tree.get(id);
            if node.relevant {
                found(node);
            }
        });
    }

    /// The same with all nodes.
    fn question_nodes(&self, target: NodeId) -> Vec<Item> {
        let mut found = Vec::new();
        let tree = self.world.tree;
        tree.question(self.current, target, &mut |id| found.push(Item::Live(id)));
        found
    }

    // Conversions of values.

    pub(crate) fn text(&self, value: &Value) -> String {
        match value {
            Value::Nodes(nodes) => nodes
                .first()
                .map(|n| self.item_text(*n).into_owned())
                .unwrap_or_default(),
            Value::Text(text) => text.clone(),
            Value::Number(number) => number_to_text(*number),
            Value::Boolean(true) => "true".to_owned(),
            Value::Boolean(false) => "false".to_owned(),
            Value::Date(moment) => moment.text(),
            Value::Days(moment) => number_to_text(moment.days().floor()),
        }
    }

    pub(crate) fn number(&self, value: &Value) -> f64 {
        match value {
            Value::Nodes(nodes) => nodes.first().map_or(f64::NAN, |n| self.item_number(*n)),
            Value::Text(text) => text_to_number(text, self.zone()),
            Value::Number(number) => *number,
            Value::Boolean(true) => 1.0,
            Value::Boolean(false) => 0.0,
            Value::Date(moment) | Value::Days(moment) => moment.days(),
        }
    }

    /// A node-set is true when it holds anything (XPath 1.0 §4.3), save that a blank answer is false, as ODK's reference
    /// has it.
    pub(crate) fn boolean(&self, value: &Value) -> bool {
        match value {
            Value::Nodes(nodes) => nodes
                .iter()
                .any(|n| self.holds_elements(*n) || !self.item_text(*n).is_empty()),
            Value::Text(text) => !text.is_empty(),
            Value::Number(number) => *number != 0.0 && !number.is_nan(),
            Value::Boolean(value) => *value,
            Value::Date(moment) | Value::Days(moment) => moment.days() != 0.0,
        }
    }

    /// Whether a node is there to hold others, not an answer; one that does not apply reads as a blank answer.
    fn holds_elements(&self, item: Item) -> bool {
        match item {
            Item::Document => true,
            Item::Text(_) | Item::ListText(_) => false,
            Item::Live(id) => {
                let node = self.world.tree.get(id);
                node.relevant && matches!(node.shape, Shape::Root | Shape::Group | Shape::Instance)
            }
            Item::List(place) => place.column == 0,
        }
    }

    pub(crate) fn item_number(&self, item: Item) -> f64 {
        text_to_number(&self.item_text(item), self.zone())
    }

    /// The string-value of a node (XPath 1.0 §5): of an element with children, all text below it.
    pub(crate) fn item_text(&self, item: Item) -> Cow<'a, str> {
        match item {
            Item::Live(id) | Item::Text(id) => self.live_text(id),
            Item::Document => self.live_text(LiveId::ROOT),
            Item::List(place) | Item::ListText(place) => self.list_text(place),
        }
    }

    fn live_text(&self, id: LiveId) -> Cow<'a, str> {
        let tree = self.world.tree;
        let node = tree.get(id);
        if node.children.is_empty() {
            return Cow::Borrowed(node.value());
        }
        Cow::Owned(tree.in_order(id).map(|n| tree.get(n).value()).collect())
    }

    /// A text of the form in a language, references filled in; one that has no value is left empty.
    pub(crate) fn render(&self, text: &Text, language: usize) -> String {
        let scope = Scope {
            world: World {
                language,
                ..self.world
            },
            ..*self
        };
        let mut out = String::new();
        for piece in text.pieces(language, self.world.form.default_language) {
            match piece {
                Piece::Words(words) => out.push_str(words),
                Piece::Output(expression) => {
                    out.push_str(&scope.text_of(&expression.root).unwrap_or_default());
                }
            }
        }
        out
    }

    // Evaluation to one kind.

    pub(crate) fn text_of(&self, expr: &Expr) -> Result<String, EvalError> {
        Ok(self.text(&self.evaluate(expr)?))
    }

    /// The same without a copy where the text stands somewhere: in the expression or in an answer.
    pub(crate) fn borrowed_text_of<'e>(&self, expr: &'e Expr) -> Result<Cow<'e, str>, EvalError>
    where
        'a: 'e,
    {
        let nodes = match expr {
            Expr::Literal(text) => {
                self.spend(1)?;
                return Ok(Cow::Borrowed(text));
            }
            Expr::Question(target) => {
                self.spend(1)?;
                self.question(*target)
            }
            other => return self.text_of(other).map(Cow::Owned),
        };
        Ok(nodes
            .first()
            .map_or(Cow::Borrowed(""), |n| self.item_text(*n)))
    }

    pub(crate) fn number_of(&self, expr: &Expr) -> Result<f64, EvalError> {
        Ok(self.number(&self.evaluate(expr)?))
    }

    pub(crate) fn boolean_of(&self, expr: &Expr) -> Result<bool, EvalError> {
        Ok(self.boolean(&self.evaluate(expr)?))
    }

    /// The nodes that apply, for functions that count or collect.
    pub(crate) fn applicable_of(
        &self,
        expr: &Expr,
        function: &str,
    ) -> Result<Vec<Item>, EvalError> {
        let mut nodes = self.nodes_of(expr, function)?;
        nodes.retain(|item| self.applies(*item));
        Ok(nodes)
    }

    pub(crate) fn nodes_of(&self, expr: &Expr, function: &str) -> Result<Vec<Item>, EvalError> {
        match self.evaluate(expr)? {
            Value::Nodes(nodes) => Ok(nodes),
            _ => Err(EvalError::new("not-a-node-set", function)),
        }
    }
}
