//! What parses and never works: a pattern that is none, a count of what is no node, a label asked of a question without
//! choices, two references with nothing between them. Found without an answer.

use super::codes;
use super::references;
use super::sheet::Table;
use crate::definition::{Form, Kind, Node, NodeId};
use crate::expression::{Axis, Expr, Expression, NodeTest, Op, Path, Step, is_broken};
use crate::interview::{self, Context, Interview};
use crate::issue::{Address, Issue, Severity};
use std::sync::Arc;

struct Check<'a> {
    form: &'a Form,
    issues: &'a mut Vec<Issue>,
    asked: Vec<Asked<'a>>,
}

/// An issue that is an error only if the expression fails as soon as the form is opened.
struct Asked<'a> {
    issue: Issue,
    node: NodeId,
    source: &'a str,
    /// Whether it is worth a warning otherwise.
    doubtful: bool,
}

/// One expression on its way through.
struct Place<'a> {
    node: &'a Node,
    source: &'a str,
    at: Address,
    /// Engines do not evaluate it when the form is opened.
    waits: bool,
}

/// Checks the logic of every node.
pub(super) fn check(form: &Form, survey: &Table<'_>, issues: &mut Vec<Issue>) {
    let mut check = Check {
        form,
        issues,
        asked: Vec::new(),
    };
    for node in &form.nodes {
        let waits = !node.bind.trigger.is_empty() || check.is_counted(node);
        let bind = &node.bind;
        for (column, expression, waits) in [
            (&["bind", "calculate"][..], &bind.calculate, waits),
            (
                &["bind", "relevant"],
                &bind.relevant,
                check.is_counted(node),
            ),
            (
                &["bind", "required"],
                &bind.required,
                check.is_counted(node),
            ),
            (
                &["bind", "readonly"],
                &bind.readonly,
                check.is_counted(node),
            ),
            (
                &["bind", "constraint"],
                &bind.constraint,
                check.is_counted(node),
            ),
        ] {
            check.expression(node, survey, column, expression.as_ref(), waits);
        }
        if let Kind::Question(question) = &node.kind {
            let default = question.dynamic_default.as_ref();
            check.expression(node, survey, &["default"], default, check.is_counted(node));
            if let Some(select) = question.select.as_ref().filter(|s| !s.distinct) {
                let waits = select.from_file || select.repeat.is_some() || check.is_counted(node);
                let filter = select.filter.as_ref();
                check.expression(node, survey, &["choice_filter"], filter, waits);
            }
        }
    }
    check.ask();
}

impl<'a> Check<'a> {
    fn above(&self, node: &'a Node) -> impl Iterator<Item = &'a Node> {
        let form = self.form;
        std::iter::successors(Some(node), |n| n.parent.map(|p| form.node(p)))
    }

    /// Whether it stands in a repeat that may begin with no instance.
    fn is_counted(&self, node: &'a Node) -> bool {
        self.above(node)
            .any(|n| matches!(&n.kind, Kind::Repeat { count } if count.is_some()))
    }

    fn expression(
        &mut self,
        node: &'a Node,
        survey: &Table<'_>,
        column: &[&str],
        expression: Option<&'a Expression>,
        waits: bool,
    ) {
        let Some(expression) = expression else {
            return;
        };
        let row = node.address.row.unwrap_or(1);
        let place = Place {
            node,
            source: &expression.source,
            at: survey.at_column(row, survey.column(column)),
            waits,
        };
        self.visit(&expression.root, !waits, &place);
    }

    /// `certain`: engines evaluate it as soon as the form is opened.
    fn visit(&mut self, expr: &Expr, certain: bool, place: &Place<'a>) {
        match expr {
            Expr::Call { name, args } => {
                self.call(expr, (name, args), certain, place);
                let lazy = matches!(name.as_str(), "if" | "coalesce");
                for (index, arg) in args.iter().enumerate() {
                    self.visit(arg, certain && (index == 0 || !lazy), place);
                }
            }
            Expr::Binary(op, left, right) => {
                let lazy = matches!(op, Op::And | Op::Or);
                self.visit(left, certain, place);
                self.visit(right, certain && !lazy, place);
            }
            Expr::Union(left, right) => {
                for side in [left, right] {
                    if !may_be_nodes(side) {
                        self.ask_of("|", written(side), certain, place);
                    }
                    self.visit(side, certain, place);
                }
            }
            Expr::Negate(of) => self.visit(of, certain, place),
            Expr::Filter {
                base,
                predicates,
                steps,
            } => {
                if !steps.is_empty() && !may_be_nodes(base) {
                    self.ask_of("/", written(base), certain, place);
                }
                self.visit(base, certain, place);
                predicates.iter().for_each(|p| self.visit(p, false, place));
                self.steps(steps, place);
            }
            Expr::Path(path) => self.steps(&path.steps, place),
            Expr::Number(_) | Expr::Literal(_) | Expr::Question(_) | Expr::LastSaved(_) => {}
        }
    }

    fn steps(&mut self, steps: &[Step], place: &Place<'a>) {
        for step in steps {
            if let (NodeTest::Nothing, [Expr::Question(id) | Expr::LastSaved(id)]) =
                (&step.test, step.predicates.as_slice())
            {
                self.beside(*id, place);
                continue;
            }
            let predicates = step.predicates.iter();
            predicates.for_each(|p| self.visit(p, false, place));
        }
    }

    /// Two references side by side are one path, which leads nowhere; no path at all where the second is relative.
    fn beside(&mut self, second: NodeId, place: &Place<'a>) {
        let repeats = |node| {
            self.above(node)
                .filter(|n| matches!(n.kind, Kind::Repeat { .. }))
                .map(|n| n.id)
        };
        let target = self.form.node(second);
        let shared = repeats(target).any(|r| repeats(place.node).any(|own| own == r));
        let at = place.at.clone();
        let found = references::find(place.source);
        let reference = found.iter().skip(1).find(|r| r.name == Some(&target.name));
        self.issues.push(if shared {
            let before = reference.map_or(0, |r| place.source[..r.start].chars().count());
            Issue::error(codes::SYNTAX_ERROR, at).with("position", before.to_string())
        } else {
            Issue::warning(codes::NOTHING_BETWEEN, at).with("name", &target.name)
        });
    }

    fn call(
        &mut self,
        call: &Expr,
        (function, args): (&str, &[Expr]),
        certain: bool,
        place: &Place<'a>,
    ) {
        let value = match (function, args) {
            (
                "count" | "count-non-empty" | "indexed-repeat" | "local-name" | "name"
                | "namespace-uri" | "position" | "randomize",
                [first, ..],
            ) if !may_be_nodes(first) => {
                return self.ask_of(function, written(first), certain, place);
            }
            ("regex", [_, pattern]) => match interview::constant(pattern) {
                Some(Ok(pattern)) if is_broken(&pattern) => {
                    return self.ask_of(function, pattern, certain, place);
                }
                _ => return,
            },
            ("digest", [_, words @ ..]) => {
                let known: [&[&str]; 2] = [
                    &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"],
                    &["base64", "hex"],
                ];
                for (word, known) in words.iter().zip(known) {
                    if let Some(Ok(word)) = interview::constant(word)
                        && !known.contains(&word.as_str())
                    {
                        self.ask_of(function, word, certain, place);
                    }
                }
                return;
            }
            // Whether there is a number is asked; above the root there is no place.
            ("uuid", [length]) if !place.waits => {
                let issue = invalid(function, written(length), false, place);
                return self.asked(issue, false, place);
            }
            ("position", [Expr::Path(path)]) if !place.waits && climbs(path) => {
                let issue = invalid(function, "..".to_owned(), false, place);
                return self.asked(issue, false, place);
            }
            ("distance", args) if !args.is_empty() => match interview::constant(call) {
                Some(Ok(none)) if none == "NaN" => written(&args[0]),
                _ => return,
            },
            // Not in quotes: the answer would have to be a path.
            ("jr:choice-name", [_, Expr::Question(id)]) => {
                format!("${{{}}}", self.form.node(*id).name)
            }
            ("jr:choice-name", [_, path]) => match interview::constant(path) {
                Some(Ok(path)) if self.target(&path) == Some(false) => path,
                _ => return,
            },
            _ => return,
        };
        self.issues.push(invalid(function, value, certain, place));
    }

    /// Notes what fails wherever it is evaluated; whether it is, when the form is opened, is asked once all is known.
    fn ask_of(&mut self, function: &str, value: String, certain: bool, place: &Place<'a>) {
        let issue = invalid(function, value, certain, place);
        if certain || place.waits {
            self.issues.push(issue);
        } else {
            self.asked(issue, true, place);
        }
    }

    fn asked(&mut self, issue: Issue, doubtful: bool, place: &Place<'a>) {
        self.asked.push(Asked {
            issue,
            node: place.node.id,
            source: place.source,
            doubtful,
        });
    }

    /// Opens the form and evaluates what may fail, as an engine would; what fails makes the form unusable. Only the rare
    /// form pays for it, and one that is refused already is not opened.
    fn ask(self) {
        let refused = self.issues.iter().any(|i| i.severity == Severity::Error);
        let opened = (!self.asked.is_empty() && !refused)
            .then(|| Interview::start(Arc::new(self.form.clone()), Context::unmoving()));
        for asked in self.asked {
            let reference = first_instance(self.form, asked.node);
            let fails = opened.as_ref().is_some_and(|opened| {
                let value = opened.evaluate(asked.source, Some(&reference));
                matches!(value, Err(interview::ExpressionError::Value(_)))
            });
            if fails || asked.doubtful {
                let mut issue = asked.issue;
                if fails {
                    issue.severity = Severity::Error;
                }
                self.issues.push(issue);
            }
        }
    }

    /// Whether a question that `jr:choice-name` names has choices; `None` for what is only known with the answers.
    fn target(&self, path: &str) -> Option<bool> {
        let path = path.trim();
        let node = match references::only(path) {
            Some(name) => Some(self.form.by_name(name)?),
            None if path.starts_with('/') => self.form.by_path(path),
            None if path.starts_with('.') || path.contains(['$', '(', '/']) => return None,
            None => None,
        };
        Some(node.is_some_and(|n| matches!(&n.kind, Kind::Question(q) if q.select.is_some())))
    }
}

fn invalid(function: &str, value: String, certain: bool, place: &Place<'_>) -> Issue {
    let at = place.at.clone();
    let issue = if certain {
        Issue::error(codes::INVALID_ARGUMENT, at)
    } else {
        Issue::warning(codes::INVALID_ARGUMENT, at)
    };
    issue.with("function", function).with("value", value)
}

/// The reference to a node in the first instance of each repeat that it stands in.
fn first_instance(form: &Form, id: NodeId) -> String {
    let node = form.node(id);
    let above = node.parent.map_or_else(String::new, |parent| {
        let index = if matches!(form.node(parent).kind, Kind::Repeat { .. }) {
            "[1]"
        } else {
            ""
        };
        first_instance(form, parent) + index
    });
    format!("{above}/{}", node.name)
}

/// Whether it may lead above the root.
fn climbs(path: &Path) -> bool {
    let up = |step: &&Step| step.axis == Axis::Parent;
    path.steps.iter().filter(up).count() > 1
}

/// Whether nodes may come of it, and not a text, a number or a truth whatever the answers are.
fn may_be_nodes(expr: &Expr) -> bool {
    match expr {
        Expr::Question(_) | Expr::LastSaved(_) | Expr::Path(_) | Expr::Union(..) => true,
        Expr::Filter { base, steps, .. } => !steps.is_empty() || may_be_nodes(base),
        Expr::Call { name, args } => match name.as_str() {
            "current" | "id" | "indexed-repeat" | "instance" | "randomize" => true,
            "if" => args.iter().skip(1).any(may_be_nodes),
            _ => false,
        },
        Expr::Number(_) | Expr::Literal(_) | Expr::Negate(_) | Expr::Binary(..) => false,
    }
}

/// An argument as its author knows it again.
fn written(expr: &Expr) -> String {
    match expr {
        Expr::Number(number) => number.to_string(),
        Expr::Literal(text) => text.clone(),
        Expr::Call { name, .. } => format!("{name}(…)"),
        Expr::Filter { base, .. } => written(base),
        _ => "…".to_owned(),
    }
}
