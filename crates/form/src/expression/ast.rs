//! The parsed form of an expression: XPath 1.0 as XLSForm uses it, with `${name}` resolved to a node of the form.

use crate::definition::NodeId;

/// A compiled expression with its source text.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// As the author wrote it.
    pub source: String,
    /// Parsed and resolved. Boxed: most places for an expression of a form are empty.
    pub root: Box<Expr>,
}

/// One expression node (XPath 1.0 §3).
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A number literal.
    Number(f64),
    /// A string literal.
    Literal(String),
    /// `${name}`: a question, group or repeat of the form, seen from the expression's own node as pyxform resolves
    /// it (relative through the nearest repeat that both share, otherwise absolute).
    Question(NodeId),
    /// `${last-saved#name}`: always empty here.
    LastSaved(NodeId),
    /// A location path.
    Path(Path),
    /// A primary expression with predicates and further steps: `instance('x')/root/item[...]/label`.
    Filter {
        /// What is filtered.
        base: Box<Expr>,
        /// Predicates on it.
        predicates: Vec<Expr>,
        /// Steps from there.
        steps: Vec<Step>,
    },
    /// A function call; the name is as written (`jr:choice-name`).
    Call {
        /// Function name.
        name: String,
        /// Arguments.
        args: Vec<Expr>,
    },
    /// Unary minus.
    Negate(Box<Expr>),
    /// A binary operator.
    Binary(Op, Box<Expr>, Box<Expr>),
    /// Node-set union `|`.
    Union(Box<Expr>, Box<Expr>),
}

/// Binary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    /// `or`
    Or,
    /// `and`
    And,
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `div`
    Divide,
    /// `mod`
    Modulo,
}

/// A location path (XPath 1.0 §2).
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Begins at the root (`/data/...`), not at the context node.
    pub absolute: bool,
    /// Its steps.
    pub steps: Vec<Step>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Direction.
    pub axis: Axis,
    /// Which nodes.
    pub test: NodeTest,
    /// Which of them.
    pub predicates: Vec<Expr>,
}

impl Step {
    /// Whether texts are among what it finds: not on the way of `//name`, since a text has nothing below it.
    pub(crate) fn finds_texts(&self, next: Option<&Self>) -> bool {
        let downwards = matches!(
            self.axis,
            Axis::Child
                | Axis::Descendant
                | Axis::DescendantOrSelf
                | Axis::Following
                | Axis::Preceding
        );
        let passing = self.axis == Axis::DescendantOrSelf
            && self.predicates.is_empty()
            && next.is_some_and(|next| {
                next.axis == Axis::Child && matches!(next.test, NodeTest::Name(_) | NodeTest::Any)
            });
        downwards && !passing && matches!(self.test, NodeTest::Node | NodeTest::Text)
    }
}

/// The axes of XPath 1.0 §2.2 that a form instance has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in XPath 1.0 §2.2")]
pub enum Axis {
    Child,
    Parent,
    SelfNode,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    Following,
    FollowingSibling,
    Preceding,
    PrecedingSibling,
    Attribute,
    Namespace,
}

/// The node test of a step (XPath 1.0 §2.3).
#[derive(Clone, Debug, PartialEq)]
pub enum NodeTest {
    /// A name, prefix included.
    Name(String),
    /// `*`
    Any,
    /// `node()`
    Node,
    /// `text()`
    Text,
    /// `comment()` and `processing-instruction()`: no form instance has any.
    Nothing,
}
