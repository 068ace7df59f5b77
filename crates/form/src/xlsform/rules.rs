//! The sheets `dimensions`, `indicators` and `findings` (extensions.md §1) become the rules of a form.

use super::codes;
use super::compile::{Compiler, parse_issue};
use super::languages::Languages;
use super::sheet::{Row, Table};
use crate::definition::{
    DimensionRow, FindingRow, IndicatorRow, Population, RuleKind, RuleStage, Rules, Strength, Text,
};
use crate::expression::{self, Expression};
use crate::issue::Issue;
use std::collections::{HashMap, HashSet};

/// The sheets that make the rules, as their digest takes them.
pub(super) const SHEETS: [&str; 3] = ["dimensions", "indicators", "findings"];

/// What `element` may say.
pub(super) const ELEMENTS: [&str; 3] = ["act", "means", "purpose"];

/// The rule sheets of a workbook.
#[derive(Default)]
pub(super) struct RuleTables<'a> {
    pub(super) dimensions: Option<Table<'a>>,
    pub(super) indicators: Option<Table<'a>>,
    pub(super) findings: Option<Table<'a>>,
}

impl<'a> RuleTables<'a> {
    /// The names in a sheet, of rows that turn out wrong too: a rule that mentions one is not wrong for that.
    pub(super) fn names(table: Option<&Table<'a>>) -> HashSet<String> {
        let names = table.map(|t| {
            t.rows
                .iter()
                .filter_map(|r| Some(t.text(*r, t.column(&["name"]))?.into_owned()))
        });
        names.into_iter().flatten().collect()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Table<'a>> {
        [&self.dimensions, &self.indicators, &self.findings]
            .into_iter()
            .flatten()
    }
}

/// Reads the rules; what cannot be used is reported and left out.
pub(super) fn read(
    tables: &RuleTables<'_>,
    languages: &Languages,
    version: &str,
    compiler: &mut Compiler<'_>,
) -> Rules {
    let mut rules = Rules {
        version: version.to_owned(),
        ..Rules::default()
    };
    if let Some(table) = &tables.dimensions {
        for (row, name) in rows(table, compiler) {
            let mut row = RuleRow {
                table,
                row,
                name,
                languages,
                compiler,
            };
            let population = row.word(
                "population",
                &[
                    ("", Population::Any),
                    ("any", Population::Any),
                    ("adult", Population::Adult),
                    ("child", Population::Child),
                ],
            );
            let (Some(positive), Some(population)) = (row.expression("positive"), population)
            else {
                continue;
            };
            rules.dimensions.push(DimensionRow {
                name: row.name.clone(),
                population,
                positive,
                label: row.text("label"),
                source: row.plain("source"),
                verified: row.plain("verified"),
                address: row.table.at(row.row.number),
            });
        }
    }
    if let Some(table) = &tables.indicators {
        for (row, name) in rows(table, compiler) {
            let mut row = RuleRow {
                table,
                row,
                name,
                languages,
                compiler,
            };
            let strengths = &[
                ("", None),
                ("strong", Some(Strength::Strong)),
                ("medium", Some(Strength::Medium)),
                ("weak", Some(Strength::Weak)),
            ];
            let (strength, strength_child) = (
                row.word("strength", strengths),
                row.word("strength_child", strengths),
            );
            let urgent = row.word("urgent", &[("", false), ("no", false), ("yes", true)]);
            let elements = row.elements();
            let dimension = Some(row.plain("dimension")).filter(|d| !d.is_empty());
            let (Some(when), Some(strength), Some(strength_child), Some(urgent)) =
                (row.expression("when"), strength, strength_child, urgent)
            else {
                continue;
            };
            rules.indicators.push(IndicatorRow {
                name: row.name.clone(),
                dimension,
                elements,
                strength,
                strength_child,
                urgent,
                when,
                label: row.text("label"),
                source: row.plain("source"),
                verified: row.plain("verified"),
                address: row.table.at(row.row.number),
            });
        }
    }
    if let Some(table) = &tables.findings {
        for (row, name) in rows(table, compiler) {
            let mut row = RuleRow {
                table,
                row,
                name,
                languages,
                compiler,
            };
            let kind = row.word(
                "kind",
                &[
                    ("reading", RuleKind::Reading),
                    ("urgent", RuleKind::Urgent),
                    ("rights", RuleKind::Rights),
                    ("process", RuleKind::Process),
                ],
            );
            let stage = row.word(
                "stage",
                &[
                    ("", RuleStage::Full),
                    ("full", RuleStage::Full),
                    ("triage", RuleStage::Triage),
                ],
            );
            let (Some(when), Some(kind), Some(stage)) = (row.expression("when"), kind, stage)
            else {
                continue;
            };
            rules.findings.push(FindingRow {
                name: row.name.clone(),
                kind,
                stage,
                when,
                label: row.text("label"),
                label_unknown: row.text("label_unknown"),
                action: row.text("action"),
                source: row.plain("source"),
                address: row.table.at(row.row.number),
            });
        }
    }
    rules
}

/// A row with a name.
struct RuleRow<'a, 't, 'c, 'd> {
    table: &'a Table<'t>,
    row: Row<'t>,
    name: String,
    languages: &'a Languages,
    compiler: &'c mut Compiler<'d>,
}

/// The rows with a name of their own.
fn rows<'t>(table: &Table<'t>, compiler: &mut Compiler<'_>) -> Vec<(Row<'t>, String)> {
    let column = table.column(&["name"]);
    if column.is_none() && !table.rows.is_empty() {
        compiler
            .issues
            .push(Issue::error(codes::MISSING_COLUMN, table.at(1)).with("column", "name"));
        return Vec::new();
    }
    let mut seen: HashMap<String, u32> = HashMap::new();
    let mut named = Vec::new();
    for row in &table.rows {
        let at = table.at_column(row.number, column);
        let Some(name) = table.text(*row, column).map(std::borrow::Cow::into_owned) else {
            compiler.issues.push(Issue::error(codes::MISSING_NAME, at));
            continue;
        };
        if let Some(first) = seen.get(&name) {
            compiler.issues.push(
                Issue::error(codes::DUPLICATE_RULE, at)
                    .with("name", &name)
                    .with("first", first.to_string()),
            );
            continue;
        }
        seen.insert(name.clone(), row.number);
        named.push((*row, name));
    }
    named
}

impl RuleRow<'_, '_, '_, '_> {
    fn plain(&self, column: &str) -> String {
        self.table
            .text(self.row, self.table.column(&[column]))
            .unwrap_or_default()
            .into_owned()
    }

    fn refuse(&mut self, column: &str, value: &str, accepted: &[&str]) {
        let at = self
            .table
            .at_column(self.row.number, self.table.column(&[column]));
        let accepted: Vec<&str> = accepted.iter().copied().filter(|a| !a.is_empty()).collect();
        let issue = Issue::error(codes::INVALID_VALUE, at)
            .with("value", value)
            .with("accepted", accepted.join(" "));
        self.compiler.issues.push(issue);
    }

    fn word<T: Copy>(&mut self, column: &str, accepted: &[(&str, T)]) -> Option<T> {
        let word = self.plain(column);
        let found = accepted
            .iter()
            .find(|(w, _)| *w == word)
            .map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = accepted.iter().map(|(w, _)| *w).collect();
            self.refuse(column, &word, &words);
        }
        found
    }

    fn elements(&mut self) -> Vec<String> {
        let words = self.plain("element");
        for word in words.split_whitespace().filter(|w| !ELEMENTS.contains(w)) {
            self.refuse("element", word, &ELEMENTS);
        }
        words
            .split_whitespace()
            .filter(|w| ELEMENTS.contains(w))
            .map(str::to_owned)
            .collect()
    }

    fn text(&mut self, column: &str) -> Text {
        let columns = self.languages.columns(self.table, &[column]);
        let raw = self.languages.read(self.table, self.row, &columns);
        self.compiler.text(self.table, self.row.number, raw)
    }

    fn expression(&mut self, column: &str) -> Option<Expression> {
        let index = self.table.column(&[column]);
        let at = self.table.at_column(self.row.number, index);
        let compiler = &mut *self.compiler;
        let Some(source) = self.table.text(self.row, index) else {
            compiler
                .issues
                .push(Issue::error(codes::MISSING_RULE, at).with("name", &self.name));
            return None;
        };
        if index.is_some_and(|c| {
            compiler
                .reported
                .contains(&(self.table.name, self.row.number, c))
        }) {
            return None;
        }
        match expression::parse_rule(&source, &|name| compiler.names.one(name)) {
            Ok(expression) => Some(expression),
            Err(error) => {
                compiler.issues.push(parse_issue(&error, at));
                None
            }
        }
    }
}
