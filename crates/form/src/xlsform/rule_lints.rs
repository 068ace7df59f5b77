//! What is wrong with rules that parse: names that do not exist, circles, comparisons that would mislead.

use super::codes;
use super::rules::{ELEMENTS, RuleTables};
use crate::definition::{Form, Kind, NodeId, RuleKind};
use crate::expression::{Expr, Expression, Op};
use crate::issue::{Address, Issue};
use std::collections::{HashMap, HashSet};

/// Functions whose answer differs by day, machine or chance.
const UNSTABLE: &[&str] = &["today", "now", "random", "uuid", "once", "pulldata"];

/// Functions for findings of kind `process`.
const PROCESS_ONLY: &[&str] = &["is-unknown", "is-declined", "is-applicable"];

/// Functions that take a rule's name.
const BY_NAME: &[&str] = &[
    "strong",
    "medium",
    "weak",
    "dimension",
    "indicator",
    "element",
];

struct Lint<'a> {
    form: &'a Form,
    dimensions: HashSet<String>,
    indicators: HashSet<String>,
    issues: &'a mut Vec<Issue>,
    at: Address,
    process: bool,
}

/// Checks all rules of a form.
pub(super) fn check(form: &Form, tables: &RuleTables<'_>, issues: &mut Vec<Issue>) {
    let dimensions = RuleTables::names(tables.dimensions.as_ref());
    let indicators = RuleTables::names(tables.indicators.as_ref());
    let column = |address: &Address, column: &str| Address {
        column: Some(column.to_owned()),
        ..address.clone()
    };
    for row in &form.rules.indicators {
        if let Some(name) = row.dimension.as_ref().filter(|d| !dimensions.contains(*d)) {
            issues.push(
                Issue::error(codes::UNKNOWN_DIMENSION, column(&row.address, "dimension"))
                    .with("name", name),
            );
        }
    }
    let mut lint = Lint {
        form,
        dimensions,
        indicators,
        issues,
        at: Address::default(),
        process: false,
    };
    for row in &form.rules.dimensions {
        lint.rule(&row.positive, column(&row.address, "positive"), false);
    }
    for row in &form.rules.indicators {
        lint.rule(&row.when, column(&row.address, "when"), false);
    }
    for row in &form.rules.findings {
        lint.rule(
            &row.when,
            column(&row.address, "when"),
            row.kind == RuleKind::Process,
        );
    }
    circles(form, issues);
}

impl Lint<'_> {
    fn rule(&mut self, expression: &Expression, at: Address, process: bool) {
        self.at = at;
        self.process = process;
        self.truth(&expression.root);
        self.visit(&expression.root, false);
    }

    fn report(&mut self, issue: Issue) {
        if !self.issues.contains(&issue) {
            self.issues.push(issue);
        }
    }

    fn error(&self, code: &'static str) -> Issue {
        Issue::error(code, self.at.clone())
    }

    /// A reference where a truth value is asked for means different things to different engines.
    fn truth(&mut self, expression: &Expr) {
        match expression {
            Expr::Question(id) | Expr::LastSaved(id) => {
                let name = self.form.node(*id).name.clone();
                self.report(self.error(codes::BARE_REFERENCE).with("name", name));
            }
            Expr::Path(_) | Expr::Filter { .. } => {
                self.report(self.error(codes::BARE_REFERENCE).with("name", ""));
            }
            Expr::Binary(Op::And | Op::Or, a, b) => {
                self.truth(a);
                self.truth(b);
            }
            Expr::Call { name, args } if matches!(name.as_str(), "not" | "boolean") => {
                args.iter().for_each(|a| self.truth(a));
            }
            Expr::Call { name, args } if name == "if" => {
                args.first().into_iter().for_each(|a| self.truth(a));
            }
            Expr::Call { name, args } if name == "at-least" => {
                args.iter().skip(1).for_each(|a| self.truth(a));
            }
            _ => {}
        }
    }

    /// `denied`: under an odd number of negations.
    fn visit(&mut self, expression: &Expr, denied: bool) {
        match expression {
            Expr::Question(id) => self.question(*id, denied),
            Expr::Binary(op, a, b) => {
                if matches!(op, Op::Equal | Op::NotEqual) {
                    self.comparison(a, b);
                    self.comparison(b, a);
                }
                if matches!(op, Op::And | Op::Or) {
                    // What stands inside is asked for its truth wherever this stands.
                    self.truth(expression);
                }
                let denied = denied ^ (*op == Op::NotEqual);
                self.visit(a, denied);
                self.visit(b, denied);
            }
            Expr::Call { name, args } => {
                self.call(name, args);
                self.truth(expression);
                let denied = denied ^ (name == "not");
                args.iter().for_each(|a| self.visit(a, denied));
            }
            Expr::Negate(inner) => self.visit(inner, denied),
            Expr::Union(a, b) => {
                self.visit(a, denied);
                self.visit(b, denied);
            }
            Expr::Filter {
                base, predicates, ..
            } => {
                self.visit(base, denied);
                predicates.iter().for_each(|p| self.visit(p, denied));
            }
            Expr::Number(_) | Expr::Literal(_) | Expr::LastSaved(_) | Expr::Path(_) => {}
        }
    }

    fn question(&mut self, id: NodeId, denied: bool) {
        let node = self.form.node(id);
        let gated = std::iter::successors(Some(id), |id| self.form.node(*id).parent)
            .any(|id| self.form.node(id).bind.relevant.is_some());
        if denied && gated && !self.process {
            self.report(
                Issue::warning(codes::NEGATION_OVER_GATE, self.at.clone()).with("name", &node.name),
            );
        }
        if let Kind::Question(question) = &node.kind
            && question.control
            && (question.default.is_some() || question.dynamic_default.is_some())
        {
            self.report(
                Issue::warning(codes::RULE_OVER_DEFAULT, self.at.clone()).with("name", &node.name),
            );
        }
    }

    fn call(&mut self, name: &str, args: &[Expr]) {
        if UNSTABLE.contains(&name) || (PROCESS_ONLY.contains(&name) && !self.process) {
            self.report(self.error(codes::NOT_IN_RULES).with("function", name));
        }
        if matches!(name, "selected" | "is-selected")
            && let [question, choice] = args
        {
            self.comparison(question, choice);
        }
        if !BY_NAME.contains(&name) {
            return;
        }
        let Some(Expr::Literal(of)) = args.first() else {
            self.report(self.error(codes::NAME_NOT_LITERAL).with("function", name));
            return;
        };
        let (known, code) = match name {
            "indicator" => (self.indicators.contains(of), codes::UNKNOWN_INDICATOR),
            "element" => (ELEMENTS.contains(&of.as_str()), codes::UNKNOWN_ELEMENT),
            _ => (self.dimensions.contains(of), codes::UNKNOWN_DIMENSION),
        };
        if !known {
            self.report(self.error(code).with("name", of));
        }
    }

    /// A question compared with a choice.
    fn comparison(&mut self, question: &Expr, choice: &Expr) {
        let (Expr::Question(id), Expr::Literal(choice)) = (question, choice) else {
            return;
        };
        let node = self.form.node(*id);
        let Kind::Question(crate::definition::Question {
            select: Some(select),
            ..
        }) = &node.kind
        else {
            return;
        };
        let Some(list) = self.form.lists.get(&select.list) else {
            return;
        };
        if choice.is_empty() {
            return;
        }
        let code = match list.choices.iter().find(|c| c.name == *choice) {
            Some(c) if c.unknown.is_some() => codes::COMPARES_UNKNOWN_CHOICE,
            None if !list.choices.is_empty() => codes::NO_SUCH_CHOICE,
            _ => return,
        };
        self.report(
            self.error(code)
                .with("name", &node.name)
                .with("choice", choice),
        );
    }
}

/// Rules that need one another: dimensions count indicators, indicators may ask for dimensions.
fn circles(form: &Form, issues: &mut Vec<Issue>) {
    let rules = &form.rules;
    let count = rules.dimensions.len();
    let dimensions: HashMap<&str, usize> = rules
        .dimensions
        .iter()
        .enumerate()
        .map(|(i, d)| (d.name.as_str(), i))
        .collect();
    let indicators: HashMap<&str, usize> = rules
        .indicators
        .iter()
        .enumerate()
        .map(|(i, d)| (d.name.as_str(), count + i))
        .collect();
    let of = |test: &dyn Fn(&crate::definition::IndicatorRow) -> bool| -> Vec<usize> {
        rules
            .indicators
            .iter()
            .enumerate()
            .filter(|(_, r)| test(r))
            .map(|(i, _)| count + i)
            .collect()
    };
    let edges: Vec<Vec<NodeId>> = rules
        .dimensions
        .iter()
        .map(|d| &d.positive)
        .chain(rules.indicators.iter().map(|i| &i.when))
        .map(|expression| {
            let mut to = Vec::new();
            calls(&expression.root, &mut |function, name| match function {
                "dimension" => to.extend(dimensions.get(name)),
                "indicator" => to.extend(indicators.get(name)),
                "element" => to.extend(of(&|r| r.elements.iter().any(|e| e == name))),
                _ => to.extend(of(&|r| r.dimension.as_deref() == Some(name))),
            });
            to.into_iter()
                .filter_map(|i| u32::try_from(i).ok().map(NodeId))
                .collect()
        })
        .collect();
    for circle in super::cycles::circles(&edges) {
        let named: Vec<(&str, &Address, &str)> = circle
            .iter()
            .map(|id| match rules.dimensions.get(id.index()) {
                Some(d) => (d.name.as_str(), &d.address, "positive"),
                None => (
                    rules.indicators[id.index() - count].name.as_str(),
                    &rules.indicators[id.index() - count].address,
                    "when",
                ),
            })
            .collect();
        let Some((_, address, column)) = named.first() else {
            continue;
        };
        let names: Vec<&str> = named.iter().map(|(name, ..)| *name).collect();
        let at = Address {
            column: Some((*column).to_owned()),
            ..(*address).clone()
        };
        issues.push(Issue::error(codes::RULE_LOOP, at).with("names", names.join(" ")));
    }
}

fn calls(expression: &Expr, visit: &mut dyn FnMut(&str, &str)) {
    match expression {
        Expr::Call { name, args } => {
            if let (true, Some(Expr::Literal(of))) =
                (BY_NAME.contains(&name.as_str()), args.first())
            {
                visit(name, of);
            }
            args.iter().for_each(|a| calls(a, visit));
        }
        Expr::Binary(_, a, b) | Expr::Union(a, b) => {
            calls(a, visit);
            calls(b, visit);
        }
        Expr::Negate(inner) => calls(inner, visit),
        Expr::Filter {
            base, predicates, ..
        } => {
            calls(base, visit);
            predicates.iter().for_each(|p| calls(p, visit));
        }
        _ => {}
    }
}
