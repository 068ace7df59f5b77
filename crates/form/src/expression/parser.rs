//! Tokens to syntax tree: a recursive-descent parser of XPath 1.0 §3 with limits on depth and height, so that no text can
//! exhaust the stack. Function names and argument counts are checked here, values are not.

use super::ast::{Axis, Expr, Expression, NodeTest, Op, Path, Step};
use super::lexer::{Mark, Placed, Token, Word, tokens};
use super::limits::{DEEPEST, HIGHEST, LONGEST_PATH, LONGEST_SOURCE};
use super::{FunctionCheck, ParseError};
use crate::definition::NodeId;

/// Parses `source`; `check` says which functions there are, `beside` whether a reference may stand right behind another,
/// which every engine reads as one path that leads nowhere.
pub(super) fn parse(
    source: &str,
    resolve: &dyn Fn(&str) -> Option<NodeId>,
    check: &dyn Fn(&str, usize) -> FunctionCheck,
    beside: bool,
) -> Result<Expression, ParseError> {
    if source.len() > LONGEST_SOURCE {
        return Err(ParseError::too_long());
    }
    let root = tokens(source).and_then(|tokens| {
        let mut parser = Parser {
            tokens: &tokens,
            next: 0,
            end: source.len(),
            depth: 0,
            height: 0,
            resolve,
            check,
            beside,
        };
        let root = parser.expression()?;
        if parser.next < tokens.len() {
            return Err(parser.unexpected());
        }
        Ok(root)
    });
    Ok(Expression {
        source: source.to_owned(),
        root: Box::new(root.map_err(|error| error.in_characters(source))?),
    })
}

struct Parser<'a> {
    tokens: &'a [Placed],
    next: usize,
    end: usize,
    depth: usize,
    /// Levels of the tree that was read last.
    height: usize,
    resolve: &'a dyn Fn(&str) -> Option<NodeId>,
    check: &'a dyn Fn(&str, usize) -> FunctionCheck,
    beside: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|p| &p.token)
    }

    fn before(&self) -> Option<Mark> {
        match self.next.checked_sub(1).map(|at| &self.tokens[at].token) {
            Some(Token::Mark(mark)) => Some(*mark),
            _ => None,
        }
    }

    fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.next + 1).map(|p| &p.token)
    }

    fn at(&self, mark: Mark) -> bool {
        self.peek() == Some(&Token::Mark(mark))
    }

    fn eat(&mut self, mark: Mark) -> bool {
        let found = self.at(mark);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, mark: Mark) -> Result<(), ParseError> {
        if self.eat(mark) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    fn unexpected(&self) -> ParseError {
        ParseError::syntax(self.tokens.get(self.next).map_or(self.end, |p| p.at))
    }

    /// The tree under way has this many levels.
    fn grown(&mut self, height: usize) -> Result<(), ParseError> {
        self.height = height;
        if height > HIGHEST {
            return Err(ParseError::too_deep());
        }
        Ok(())
    }

    fn expression(&mut self) -> Result<Expr, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(ParseError::too_deep());
        }
        let expr = self.binary(0)?;
        self.depth -= 1;
        Ok(expr)
    }

    /// The operator here and how strongly it binds (XPath 1.0 §3.4, §3.5).
    fn operator(&self) -> Option<(Op, u8)> {
        Some(match self.peek()? {
            Token::Word(Word::Or) => (Op::Or, 1),
            Token::Word(Word::And) => (Op::And, 2),
            Token::Mark(Mark::Equal) => (Op::Equal, 3),
            Token::Mark(Mark::NotEqual) => (Op::NotEqual, 3),
            Token::Mark(Mark::Less) => (Op::Less, 4),
            Token::Mark(Mark::LessOrEqual) => (Op::LessOrEqual, 4),
            Token::Mark(Mark::Greater) => (Op::Greater, 4),
            Token::Mark(Mark::GreaterOrEqual) => (Op::GreaterOrEqual, 4),
            Token::Mark(Mark::Plus) => (Op::Add, 5),
            Token::Mark(Mark::Minus) => (Op::Subtract, 5),
            Token::Mark(Mark::Multiply) => (Op::Multiply, 6),
            Token::Word(Word::Div) => (Op::Divide, 6),
            Token::Word(Word::Mod) => (Op::Modulo, 6),
            _ => return None,
        })
    }

    /// Operators that bind at least as strongly as `least`; all of them associate to the left.
    fn binary(&mut self, least: u8) -> Result<Expr, ParseError> {
        let mut left = self.unary()?;
        while let Some((op, strength)) = self.operator() {
            if strength < least {
                break;
            }
            self.next += 1;
            let before = self.height;
            let right = self.binary(strength + 1)?;
            self.grown(1 + before.max(self.height))?;
            left = Expr::Binary(op, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Result<Expr, ParseError> {
        let mut signs = 0;
        while self.eat(Mark::Minus) {
            signs += 1;
        }
        if signs > DEEPEST {
            return Err(ParseError::too_deep());
        }
        let operand = self.union()?;
        self.grown(signs + self.height)?;
        Ok((0..signs).fold(operand, |expr, _| Expr::Negate(Box::new(expr))))
    }

    fn union(&mut self) -> Result<Expr, ParseError> {
        let mut left = self.path()?;
        while self.eat(Mark::Pipe) {
            let before = self.height;
            left = Expr::Union(Box::new(left), Box::new(self.path()?));
            self.grown(1 + before.max(self.height))?;
        }
        Ok(left)
    }

    fn path(&mut self) -> Result<Expr, ParseError> {
        self.height = 0;
        if self.eat(Mark::Slash) {
            let steps = if self.step_follows() {
                self.steps(Vec::new())?
            } else {
                Vec::new()
            };
            return Ok(Expr::Path(Path {
                absolute: true,
                steps,
            }));
        }
        if self.eat(Mark::SlashSlash) {
            let steps = self.steps(vec![anywhere()])?;
            return Ok(Expr::Path(Path {
                absolute: true,
                steps,
            }));
        }
        if self.primary_follows() {
            return self.filter();
        }
        if self.step_follows() {
            let steps = self.steps(Vec::new())?;
            return Ok(Expr::Path(Path {
                absolute: false,
                steps,
            }));
        }
        Err(self.unexpected())
    }

    fn primary_follows(&self) -> bool {
        match self.peek() {
            Some(
                Token::Number(_)
                | Token::Literal(_)
                | Token::Reference(_)
                | Token::Mark(Mark::Open),
            ) => true,
            Some(Token::Name(name)) => {
                self.peek_second() == Some(&Token::Mark(Mark::Open)) && node_type(name).is_none()
            }
            _ => false,
        }
    }

    fn step_follows(&self) -> bool {
        matches!(
            self.peek(),
            Some(Token::Name(_) | Token::Mark(Mark::Dot | Mark::DotDot | Mark::At | Mark::Star))
        )
    }

    fn filter(&mut self) -> Result<Expr, ParseError> {
        let base = self.primary()?;
        let mut height = self.height;
        let predicates = self.predicates()?;
        height = height.max(self.height);
        self.height = 0;
        let steps = if self.eat(Mark::Slash) {
            self.steps(Vec::new())?
        } else if self.eat(Mark::SlashSlash) {
            self.steps(vec![anywhere()])?
        } else if matches!(
            base,
            Expr::Question(_) | Expr::LastSaved(_) | Expr::Path(_) | Expr::Filter { .. }
        ) && self.reference_follows()
        {
            self.steps(Vec::new())?
        } else {
            Vec::new()
        };
        if predicates.is_empty() && steps.is_empty() {
            self.height = height;
            return Ok(base);
        }
        self.grown(1 + height.max(self.height))?;
        Ok(Expr::Filter {
            base: Box::new(base),
            predicates,
            steps,
        })
    }

    fn primary(&mut self) -> Result<Expr, ParseError> {
        let token = self.peek().cloned().ok_or_else(|| self.unexpected())?;
        self.next += 1;
        self.height = 1;
        match token {
            Token::Number(n) => Ok(Expr::Number(n)),
            Token::Literal(text) => Ok(Expr::Literal(text)),
            Token::Reference(name) => self.reference(&name),
            Token::Mark(Mark::Open) => {
                let inner = self.expression()?;
                self.expect(Mark::Close)?;
                Ok(inner)
            }
            Token::Name(name) => self.call(name),
            _ => {
                self.next -= 1;
                Err(self.unexpected())
            }
        }
    }

    fn reference(&self, name: &str) -> Result<Expr, ParseError> {
        let (saved, name) = match name.strip_prefix("last-saved#") {
            Some(name) => (true, name),
            None => (false, name),
        };
        let id = (self.resolve)(name).ok_or_else(|| ParseError::unknown_reference(name))?;
        Ok(if saved {
            Expr::LastSaved(id)
        } else {
            Expr::Question(id)
        })
    }

    fn call(&mut self, name: String) -> Result<Expr, ParseError> {
        self.expect(Mark::Open)?;
        let mut args = Vec::new();
        let mut height = 0;
        if !self.eat(Mark::Close) {
            loop {
                args.push(self.expression()?);
                height = height.max(self.height);
                if self.eat(Mark::Close) {
                    break;
                }
                self.expect(Mark::Comma)?;
            }
        }
        args.shrink_to_fit();
        self.grown(1 + height)?;
        match (self.check)(&name, args.len()) {
            FunctionCheck::Known => Ok(Expr::Call { name, args }),
            FunctionCheck::Unknown => Err(ParseError::unknown_function(&name)),
            FunctionCheck::WrongArgumentCount { min, max } => {
                Err(ParseError::argument_count(&name, args.len(), min, max))
            }
        }
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, ParseError> {
        let mut out = Vec::new();
        let mut height = 0;
        while self.eat(Mark::OpenBracket) {
            out.push(self.expression()?);
            self.expect(Mark::CloseBracket)?;
            height = height.max(1 + self.height);
        }
        self.height = height;
        Ok(out)
    }

    fn steps(&mut self, mut steps: Vec<Step>) -> Result<Vec<Step>, ParseError> {
        let mut height = 0;
        loop {
            let slash = !self.reference_follows()
                || matches!(self.before(), Some(Mark::Slash | Mark::SlashSlash));
            steps.push(if slash { self.step()? } else { self.beside()? });
            height = height.max(1 + self.height);
            if steps.len() > LONGEST_PATH {
                return Err(ParseError::too_deep());
            }
            if self.eat(Mark::SlashSlash) {
                steps.push(anywhere());
            } else if !self.eat(Mark::Slash) && !self.reference_follows() {
                self.height = height;
                steps.shrink_to_fit();
                return Ok(steps);
            }
        }
    }

    fn reference_follows(&self) -> bool {
        self.beside && matches!(self.peek(), Some(Token::Reference(_)))
    }

    /// A reference right behind a path: what stands for it begins at the root, which nothing has below it.
    fn beside(&mut self) -> Result<Step, ParseError> {
        Ok(Step {
            axis: Axis::Child,
            test: NodeTest::Nothing,
            predicates: vec![self.primary()?],
        })
    }

    /// A step; an abbreviated one takes no predicate (§2.5).
    fn step(&mut self) -> Result<Step, ParseError> {
        if self.eat(Mark::Dot) {
            return Ok(Step {
                axis: Axis::SelfNode,
                test: NodeTest::Node,
                predicates: Vec::new(),
            });
        }
        if self.eat(Mark::DotDot) {
            return Ok(Step {
                axis: Axis::Parent,
                test: NodeTest::Node,
                predicates: Vec::new(),
            });
        }
        let axis = self.axis()?;
        let test = self.node_test()?;
        Ok(Step {
            axis,
            test,
            predicates: self.predicates()?,
        })
    }

    fn axis(&mut self) -> Result<Axis, ParseError> {
        if self.eat(Mark::At) {
            return Ok(Axis::Attribute);
        }
        let (Some(Token::Name(name)), Some(Token::Mark(Mark::ColonColon))) =
            (self.peek(), self.peek_second())
        else {
            return Ok(Axis::Child);
        };
        let axis = match name.as_str() {
            "child" => Axis::Child,
            "parent" => Axis::Parent,
            "self" => Axis::SelfNode,
            "descendant" => Axis::Descendant,
            "descendant-or-self" => Axis::DescendantOrSelf,
            "ancestor" => Axis::Ancestor,
            "ancestor-or-self" => Axis::AncestorOrSelf,
            "following" => Axis::Following,
            "following-sibling" => Axis::FollowingSibling,
            "preceding" => Axis::Preceding,
            "preceding-sibling" => Axis::PrecedingSibling,
            "attribute" => Axis::Attribute,
            "namespace" => Axis::Namespace,
            _ => return Err(self.unexpected()),
        };
        self.next += 2;
        Ok(axis)
    }

    fn node_test(&mut self) -> Result<NodeTest, ParseError> {
        if self.eat(Mark::Star) {
            return Ok(NodeTest::Any);
        }
        let Some(Token::Name(name)) = self.peek() else {
            return Err(self.unexpected());
        };
        let name = name.clone();
        let test = node_type(&name);
        self.next += 1;
        if !self.at(Mark::Open) {
            // `prefix:*` names no element that a form instance has.
            return Ok(if name.ends_with(":*") {
                NodeTest::Nothing
            } else {
                NodeTest::Name(name)
            });
        }
        let Some(test) = test else {
            return Err(self.unexpected());
        };
        self.expect(Mark::Open)?;
        if name == "processing-instruction" && matches!(self.peek(), Some(Token::Literal(_))) {
            self.next += 1;
        }
        self.expect(Mark::Close)?;
        Ok(test)
    }
}

fn node_type(name: &str) -> Option<NodeTest> {
    Some(match name {
        "node" => NodeTest::Node,
        "text" => NodeTest::Text,
        "comment" | "processing-instruction" => NodeTest::Nothing,
        _ => return None,
    })
}

/// What `//` stands for (XPath 1.0 §2.5).
fn anywhere() -> Step {
    Step {
        axis: Axis::DescendantOrSelf,
        test: NodeTest::Node,
        predicates: Vec::new(),
    }
}
