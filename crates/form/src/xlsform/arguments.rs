//! What parses and never works: a pattern that is none, a label asked of a question without choices, two references with
//! nothing between them. Found without an answer.

use super::codes;
use super::references;
use super::sheet::Table;
use crate::definition::{Form, Kind, Node, NodeId};
use crate::expression::{Expr, Expression, NodeTest, Op, Step};
use crate::issue::{Address, Issue};

/// What `digest` knows.
const ALGORITHMS: &[&str] = &["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"];

struct Check<'a> {
    form: &'a Form,
    issues: &'a mut Vec<Issue>,
}

/// One expression on its way through.
struct Place<'a> {
    node: &'a Node,
    source: &'a str,
    at: Address,
}

/// Checks the logic of every node.
pub(super) fn check(form: &Form, survey: &Table<'_>, issues: &mut Vec<Issue>) {
    let mut check = Check { form, issues };
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
        };
        self.visit(&expression.root, !waits, &place);
    }

    /// `certain`: engines evaluate it as soon as the form is opened.
    fn visit(&mut self, expr: &Expr, certain: bool, place: &Place<'a>) {
        match expr {
            Expr::Call { name, args } => {
                self.call(name, args, certain, place);
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
                self.visit(left, certain, place);
                self.visit(right, certain, place);
            }
            Expr::Negate(of) => self.visit(of, certain, place),
            Expr::Filter {
                base,
                predicates,
                steps,
            } => {
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

    fn call(&mut self, function: &str, args: &[Expr], certain: bool, place: &Place<'a>) {
        let value = match (function, args) {
            ("regex", [_, Expr::Literal(pattern)]) if is_broken(pattern) => pattern.clone(),
            ("digest", [_, Expr::Literal(name), ..]) if !ALGORITHMS.contains(&name.as_str()) => {
                name.clone()
            }
            ("jr:choice-name", [_, Expr::Literal(path)]) => match self.target(path) {
                Some(true) | None => return,
                Some(false) => path.clone(),
            },
            // Not in quotes: the answer would have to be a path.
            ("jr:choice-name", [_, Expr::Question(id)]) => {
                format!("${{{}}}", self.form.node(*id).name)
            }
            _ => return,
        };
        let at = place.at.clone();
        let issue = if certain {
            Issue::error(codes::INVALID_ARGUMENT, at)
        } else {
            Issue::warning(codes::INVALID_ARGUMENT, at)
        };
        self.issues
            .push(issue.with("function", function).with("value", value));
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

/// Whether no engine takes this for a regular expression: brackets that do not match, a repetition of nothing.
fn is_broken(pattern: &str) -> bool {
    let (mut groups, mut in_class, mut nothing) = (0usize, false, true);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let before = std::mem::replace(&mut nothing, false);
        match c {
            '\\' if chars.next().is_none() => return true,
            '\\' => {}
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => {
                groups += 1;
                nothing = true;
                if chars.peek() == Some(&'?') {
                    chars.next();
                }
            }
            ')' if groups == 0 => return true,
            ')' => groups -= 1,
            '|' => nothing = true,
            '*' | '+' | '?' if before => return true,
            _ => {}
        }
    }
    groups > 0 || in_class
}

#[cfg(test)]
mod tests {
    use super::is_broken;

    #[test]
    fn patterns_that_are_none() {
        for broken in ["[", "(", ")", "*", "a|+", "(*)", "^[a-z", "a\\", "(a))"] {
            assert!(is_broken(broken), "{broken}");
        }
        for good in [
            "", "a*", "\\[", "[(]", "[*+?]", "(?:a)?", "(?<=a)b", "a{2}", "{", "[\\]]+", "^\\d+$",
            "]",
        ] {
            assert!(!is_broken(good), "{good}");
        }
    }
}
