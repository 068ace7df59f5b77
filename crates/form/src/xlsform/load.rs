//! From a workbook to a form: which sheet is read when, and what is checked once all of it is known.

use super::arguments;
use super::attributes;
use super::codes;
use super::compile::{Compiler, Numbered};
use super::cycles;
use super::data_files;
use super::draft::DraftLists;
use super::entities::{self, Late};
use super::files;
use super::headers::{CHOICES, ENTITIES, RULES, SETTINGS, SURVEY, Vocabulary};
use super::languages::Languages;
use super::meta;
use super::references::{self, Reported};
use super::rule_lints;
use super::rules::{self, RuleTables};
use super::settings::Settings;
use super::sheet::Table;
use super::support;
use super::survey::{self, Around};
use super::workbook::Workbook;
use super::{choices, loops};
use crate::definition::{Form, Node};
use crate::expression::Expression;
use crate::issue::{Address, Issue, Severity};
use std::borrow::Cow;

/// A form that can be used.
#[derive(Debug)]
pub struct Loaded {
    /// The form.
    pub form: Form,
    /// What its author should know.
    pub warnings: Vec<Issue>,
}

/// Loads a form whose settings name it; one that does not is called `data`, as in XLSForm tools.
///
/// # Errors
/// All issues of the form, errors and warnings, when there is any error.
pub fn load(workbook: &Workbook) -> Result<Loaded, Vec<Issue>> {
    load_named(workbook, "data")
}

/// Loads a form; `fallback_id` is what it is called when settings do not say (usually the file's name).
///
/// # Errors
/// As [`load`].
pub fn load_named(workbook: &Workbook, fallback_id: &str) -> Result<Loaded, Vec<Issue>> {
    let mut issues = Vec::new();
    let form = read(workbook, fallback_id, &mut issues);
    let order = |i: &Issue| {
        let sheet = workbook
            .sheets
            .iter()
            .position(|s| s.name.eq_ignore_ascii_case(&i.address.sheet));
        (
            i.severity,
            sheet,
            i.address.row,
            i.address.column.clone(),
            i.code,
        )
    };
    issues.sort_by_cached_key(order);
    issues.dedup();
    match form {
        Some(form) if issues.iter().all(|i| i.severity == Severity::Warning) => Ok(Loaded {
            form,
            warnings: issues,
        }),
        _ => Err(issues),
    }
}

/// The sheets that a form is read from.
struct Sheets<'a> {
    survey: Option<Table<'a>>,
    choices: Option<Table<'a>>,
    external: Option<Table<'a>>,
    osm: Option<Table<'a>>,
    settings: Option<Table<'a>>,
    entities: Option<Table<'a>>,
    rules: RuleTables<'a>,
}

/// Whether a sheet of this name says something else than the survey does.
fn is_other(name: &str) -> bool {
    const OTHERS: [&str; 5] = ["choices", "settings", "external_choices", "entities", "osm"];
    OTHERS.iter().any(|other| name.eq_ignore_ascii_case(other))
}

impl<'a> Sheets<'a> {
    fn read(workbook: &'a Workbook, issues: &mut Vec<Issue>) -> (Self, Settings) {
        let mut table = |name: &'static str, vocabulary: &Vocabulary, collapse: bool| {
            let sheet = workbook
                .sheet(name)
                .or_else(|| match &workbook.sheets[..] {
                    // A workbook of one sheet is a survey, whatever the sheet is called but for another sheet's name.
                    [only] if name == "survey" && !is_other(&only.name) => Some(only),
                    _ => None,
                })?;
            Some(Table::read(name, sheet, vocabulary, collapse, issues))
        };
        let settings = table("settings", &SETTINGS, false);
        let choices = table("choices", &CHOICES, false);
        let external = table("external_choices", &CHOICES, false);
        let osm = table("osm", &CHOICES, false);
        let entities = table("entities", &ENTITIES, false).filter(|t| !t.rows.is_empty());
        let rules = RuleTables {
            dimensions: table("dimensions", &RULES, false),
            indicators: table("indicators", &RULES, false),
            findings: table("findings", &RULES, false),
        };
        let survey = table("survey", &SURVEY, true).filter(|t| !t.headers.is_empty());
        let said = settings
            .as_ref()
            .map(|t| Settings::read(t, issues))
            .unwrap_or_default();
        let mut sheets = Self {
            survey,
            choices,
            external,
            osm,
            settings,
            entities,
            rules,
        };
        if said.get("clean_text_values").and_then(super::text::yes_no) == Some(false)
            && let Some(survey) = &mut sheets.survey
        {
            survey.collapse = false;
        }
        (sheets, said)
    }

    fn all(&self) -> impl Iterator<Item = &Table<'a>> {
        [
            &self.survey,
            &self.choices,
            &self.external,
            &self.osm,
            &self.settings,
            &self.entities,
        ]
        .into_iter()
        .flatten()
        .chain(self.rules.all())
    }
}

fn read(workbook: &Workbook, fallback_id: &str, issues: &mut Vec<Issue>) -> Option<Form> {
    let (sheets, mut settings) = Sheets::read(workbook, issues);
    let names: Vec<&str> = workbook.sheets.iter().map(|s| s.name.as_str()).collect();
    support::check_sheet_names(&names, issues);
    let Some(survey_table) = &sheets.survey else {
        let at = Address {
            sheet: "survey".to_owned(),
            row: None,
            column: None,
        };
        issues.push(Issue::error(codes::MISSING_SURVEY_SHEET, at));
        return None;
    };
    let texts: Vec<&Table<'_>> = [Some(survey_table), sheets.choices.as_ref()]
        .into_iter()
        .flatten()
        .chain(sheets.rules.all())
        .collect();
    let languages = Languages::find(&texts, settings.get("default_language"), issues);
    for table in &texts {
        languages.check(table, issues);
    }
    let allow_duplicates = settings.is("allow_choice_duplicates");
    let list = |table: &Option<Table<'_>>, allow, issues: &mut Vec<Issue>| {
        table
            .as_ref()
            .map(|t| choices::read(t, &languages, allow, issues))
            .unwrap_or_default()
    };
    let mut lists: DraftLists = list(&sheets.choices, allow_duplicates, issues);
    let external: DraftLists = list(&sheets.external, true, issues);
    support::check_columns(survey_table, issues);
    let plain: Vec<&Table<'_>> = [
        Some(survey_table),
        sheets.choices.as_ref(),
        sheets.settings.as_ref(),
    ]
    .into_iter()
    .flatten()
    .collect();
    attributes::check(&plain, &workbook.files, &languages, issues);
    if settings.is("omit_instanceID") && settings.get("public_key").is_some() {
        issues.push(
            Issue::error(codes::INVALID_VALUE, settings.at("omit_instanceID"))
                .with("value", "yes")
                .with("accepted", "no"),
        );
    }
    let root = settings.get("name").unwrap_or("data").to_owned();
    let around = Around {
        files: &workbook.files,
        languages: &languages,
        lists: &mut lists,
        external: &external,
        choice_sheets: (sheets.choices.is_some(), sheets.external.is_some()),
        settings: &mut settings,
    };
    let survey::Survey {
        mut tree,
        meta: meta_rows,
        columns,
        stray,
    } = survey::read(survey_table, around, &root, issues);
    let all: Vec<&Table<'_>> = sheets.all().collect();
    let rule_sheets = sheets.rules.all().next().is_some();
    settings.check_namespaces(&all, rule_sheets || columns.extension.any(), issues);
    loops::expand(&mut tree, &lists, survey_table, issues);
    let save_to = survey_table.column(&["bind", "entities:saveto"]);
    let mut late = entities::add(
        sheets.entities.as_ref(),
        survey_table,
        save_to,
        &mut tree,
        issues,
    );
    late.extend(meta::add(&mut tree, meta_rows, &settings));

    let entity_lists = sheets.entities.as_ref().map_or_else(Vec::new, |table| {
        let column = table.column(&["dataset"]);
        let names = table.rows.iter().filter_map(|row| table.text(*row, column));
        names.map(Cow::into_owned).collect()
    });
    files::check(&tree, survey_table, &lists, &entity_lists, issues);
    // After the check: a list of the form and a file must not share a name.
    for (name, bytes) in &workbook.files {
        if !lists.contains_key(name)
            && let Some(items) = data_files::read(name, bytes)
        {
            let columns = data_files::usual_columns(name);
            lists.insert(
                name.clone(),
                data_files::choices(&items, columns, &languages),
            );
        }
    }

    let numbered = Numbered::new(&tree);
    let names = numbered.names(&tree);
    let reported = check_references(&sheets, &names, issues);
    let mut compiler = Compiler {
        names: &names,
        reported: &reported,
        files: &stray.files,
        issues,
    };
    compiler.stray(survey_table, &tree, &stray.triggers, &numbered);
    let mut nodes = compiler.nodes(survey_table, tree, &numbered);
    let instance_name = calculate_late(&late, &numbered, &mut nodes, &mut compiler);
    for (name, choices) in external {
        let key = if lists.contains_key(&name) {
            support::external_key(&name)
        } else {
            name
        };
        lists.insert(key, choices);
    }
    let choice_table = sheets.choices.as_ref().or(sheets.external.as_ref());
    let lists = compiler.lists(choice_table, lists);
    let version = settings.get("attribute::saring:rules").unwrap_or_default();
    let rules = rules::read(&sheets.rules, &languages, version, &mut compiler);

    let id = settings.get("id_string").unwrap_or(fallback_id).to_owned();
    let form = Form {
        version: settings.get("version").unwrap_or_default().to_owned(),
        title: settings.get("title").unwrap_or(&id).to_owned(),
        id,
        root,
        settings: settings.into_values(),
        languages: languages.all,
        default_language: languages.default,
        nodes,
        lists,
        rules,
        instance_name,
        files: workbook.files.clone(),
        digest: workbook.digest(),
        rules_digest: workbook.digest_of(&rules::SHEETS),
    };
    let header = |words: &[&str]| {
        survey_table
            .column(words)
            .map_or("", |c| survey_table.headers[c].written.as_str())
    };
    cycles::check(
        &form,
        (
            header(&["bind", "calculate"]),
            header(&["bind", "relevant"]),
        ),
        issues,
    );
    arguments::check(&form, survey_table, issues);
    rule_lints::check(&form, &sheets.rules, issues);
    if rule_sheets || columns.extension.any() {
        super::gates::check(&form, header(&["bind", "relevant"]), issues);
    }
    Some(form)
}

/// Checks every cell that may hold references, also those of columns that nobody reads: pyxform does.
fn check_references(
    sheets: &Sheets<'_>,
    names: &references::Names,
    issues: &mut Vec<Issue>,
) -> Reported {
    let mut reported = Reported::new();
    for table in sheets.all() {
        let wanted: fn(&[&str]) -> bool = match table.name {
            "survey" => |words| !matches!(words, [] | ["type" | "name" | "trigger", ..]),
            "choices" | "osm" => |words| matches!(words, ["label" | "media", ..]),
            "external_choices" => |_| false,
            "entities" => |words| !matches!(words, [] | ["dataset" | "repeat", ..]),
            _ => |words| !words.is_empty(),
        };
        references::check(table, wanted, names, &mut reported, issues);
    }
    reported
}

/// What stands in other sheets than its node; gives the expression of the instance's name.
fn calculate_late(
    late: &[Late],
    numbered: &Numbered,
    nodes: &mut [Node],
    compiler: &mut Compiler<'_>,
) -> Option<Expression> {
    let mut instance_name = None;
    for Late { node, source, at } in late {
        let broken = references::find(source)
            .iter()
            .any(|r| r.name.is_none_or(|n| compiler.names.one(n).is_none()));
        let node = node
            .and_then(|n| numbered.id(n))
            .and_then(|id| nodes.get_mut(id.index()));
        if let Some(expression) = (!broken)
            .then(|| compiler.parse(source, || at.clone()))
            .flatten()
            && let Some(node) = node
        {
            if node.name == "instanceName" {
                instance_name = Some(expression.clone());
            }
            node.bind.calculate = Some(expression);
        }
    }
    instance_name
}
