//! One trial of the checklist: a form, answers, and what must come of them.

use saring_form::definition::Text;
use saring_form::interview::{Context, Event, Interview, NodeView, Violation};
use saring_form::issue::{Issue, Severity};
use saring_form::replay;
use saring_form::xlsform::{Loaded, Workbook, load};
use std::sync::Arc;

/// A trial.
#[derive(Clone, Debug)]
pub struct Trial {
    /// What of the checklist it shows.
    pub item: String,
    /// The form alone.
    pub form: Workbook,
    /// Codes of the warnings that loading must give, sorted, and no others.
    pub warnings: Vec<String>,
    /// Codes of the errors that loading must give; empty for a form that loads.
    pub refused: Vec<String>,
    /// Why ODK's engine has no verdict on it, where it has none.
    pub alone: Option<String>,
    answers: Vec<(String, String)>,
    ends: Vec<[String; 3]>,
    language: Option<String>,
}

/// How a trial went, and so the item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As XLSForm has it.
    Works,
    /// The form loads and says with these codes what has no meaning here.
    Warned(Vec<String>),
    /// The form is refused with these codes, as it should be.
    Refused(Vec<String>),
    /// It went otherwise than the trial says.
    Fails(String),
}

const OWN: &[&str] = &[
    "answers", "ends", "warnings", "refused", "files", "language", "alone",
];

impl Trial {
    /// Takes a trial's tables apart.
    pub(super) fn new(item: &str, tables: &Workbook) -> Self {
        // Empty cells at a row's end are not kept.
        let rows = |name: &str, skip: usize| -> Vec<[String; 3]> {
            let rows = tables.sheet(name).map_or(&[][..], |sheet| &sheet.rows);
            let cell = |row: &[String], at: usize| row.get(at).cloned().unwrap_or_default();
            rows.iter()
                .skip(skip)
                .map(|row| [0, 1, 2].map(|at| cell(row, at)))
                .collect()
        };
        let words = |name: &str| -> Vec<String> {
            let mut words: Vec<String> = rows(name, 0).into_iter().flatten().collect();
            words.retain(|word| !word.is_empty());
            words.sort();
            words
        };
        let files = rows("files", 1)
            .into_iter()
            .map(|[file, contents, _]| (file, contents.as_bytes().into()))
            .collect();
        let mut sheets = tables.sheets.clone();
        sheets.retain(|sheet| !OWN.contains(&sheet.name.as_str()));
        Self {
            item: item.to_owned(),
            form: Workbook::new(sheets).with_files(files),
            warnings: words("warnings"),
            refused: words("refused"),
            answers: rows("answers", 1)
                .into_iter()
                .map(|[reference, value, _]| (reference, value))
                .collect(),
            ends: rows("ends", 1),
            language: words("language").pop(),
            alone: words("alone").pop(),
        }
    }

    /// Tries it.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        match (load(&self.form), self.refused.is_empty()) {
            (Err(issues), false) => {
                let found = codes(&issues, Severity::Error);
                if found == self.refused {
                    Outcome::Refused(found)
                } else {
                    Outcome::Fails(format!("refused with {found:?}"))
                }
            }
            (Ok(_), false) => Outcome::Fails("it loads".to_owned()),
            (Err(issues), true) => Outcome::Fails(format!("refused with {issues:?}")),
            (Ok(loaded), true) => {
                let found = codes(&loaded.warnings, Severity::Warning);
                if found != self.warnings {
                    return Outcome::Fails(format!("warns with {found:?}"));
                }
                match self.play(loaded) {
                    Err(why) => Outcome::Fails(why),
                    Ok(()) if found.is_empty() => Outcome::Works,
                    Ok(()) => {
                        let mut found = found;
                        found.dedup();
                        Outcome::Warned(found)
                    }
                }
            }
        }
    }

    fn play(&self, loaded: Loaded) -> Result<(), String> {
        if self.ends.is_empty() {
            return Err("it looks at nothing".to_owned());
        }
        let form = Arc::new(loaded.form);
        let now = "2026-01-19T10:00:00+07:00".parse().expect("a time");
        let context = Context::new(now, 1, "uuid:00000000-0000-4000-8000-000000000000");
        let mut interview = Interview::start(form.clone(), context);
        let wanted = self.language.as_deref().and_then(|l| form.language(l));
        let language = wanted.unwrap_or(form.default_language);
        interview.set_language(language);
        for (reference, value) in self
            .answers
            .iter()
            .filter(|(r, v)| r.starts_with('+') || !v.is_empty())
        {
            let event = match reference.strip_prefix("+ ") {
                Some(repeat) => Event::add(repeat),
                None => Event::set(reference, value),
            };
            interview
                .apply(&event)
                .map_err(|error| format!("{reference} = {value}: {}", error.code()))?;
        }
        for [reference, field, wanted] in &self.ends {
            let found = if reference == "form" {
                of_form(&interview, field)
            } else {
                let node = interview.node(reference).ok_or(format!("no {reference}"))?;
                of_node(&interview, &node, field, language)
            };
            let found = found.ok_or(format!("no field {field}"))?;
            if found != *wanted {
                return Err(format!("{reference} {field} is {found:?}, not {wanted:?}"));
            }
        }
        Ok(())
    }
}

fn codes(issues: &[Issue], severity: Severity) -> Vec<String> {
    let of = issues.iter().filter(|issue| issue.severity == severity);
    let mut codes: Vec<String> = of.map(|issue| issue.code.to_owned()).collect();
    codes.sort();
    codes
}

fn of_form(interview: &Interview, field: &str) -> Option<String> {
    let form = interview.form();
    Some(match field {
        "title" => form.title.clone(),
        "id" => form.id.clone(),
        "version" => form.version.clone(),
        _ => return None,
    })
}

fn of_node(
    interview: &Interview,
    node: &NodeView<'_>,
    field: &str,
    language: usize,
) -> Option<String> {
    let definition = node.definition();
    let media = |column: &str| {
        let none = Text::default();
        node.text(definition.media.get(column).unwrap_or(&none), language)
    };
    let violation = |violation: Option<Violation>| match violation {
        Some(Violation::Required) => "required",
        Some(Violation::Constraint) => "constraint",
        None => "",
    };
    Some(match field {
        "value" => node.value().to_owned(),
        "relevant" => node.relevant().to_string(),
        "readonly" => node.readonly().to_string(),
        "required" => node.required().to_string(),
        "violation" => violation(node.violation()).to_owned(),
        "count" => node.count()?.to_string(),
        "label" => node.label(language),
        "hint" => node.hint(language),
        "guidance" => node.guidance(language),
        "constraint_message" => node.constraint_message(language),
        "required_message" => node.required_message(language),
        "appearance" => definition.appearance.join(" "),
        "image" | "big-image" | "audio" | "video" => media(field),
        "choices" => {
            let offered = node.choices(language).into_iter();
            offered.map(|c| c.name).collect::<Vec<_>>().join(" ")
        }
        // What `saring form replay` calls a node's type and the type of its value.
        "type" | "valueType" => {
            let form = interview.form().clone();
            let end = replay::run(form, "", interview.context().now, None);
            end["nodes"][node.reference()][field].as_str()?.to_owned()
        }
        _ => return None,
    })
}
