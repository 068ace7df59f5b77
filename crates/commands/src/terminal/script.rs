//! A whole interview from a script: the lines of `saring form replay`, and beside them what an officer does.

use crate::desktop::Open;
use crate::interview::Entry;
use crate::run::internal::{begin, finish, keep};
use crate::view::{Home, PersonRow, Review, StartInterview};
use crate::{CommandError, Desktop, clock, forms};
use saring_form::interview::Event;
use saring_form::xlsform::Workbook;
use saring_record::{ConclusionKind, Digest, FormRef, Interview, Moment, UrgentKind, canonical};
use saring_vault::NewForm;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// One line of a script.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Line {
    /// What an officer does beside answering.
    Act(Act),
    /// An answer, a skip, a repeat added or removed.
    Answer(Event),
}

/// What an officer does beside answering.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Act {
    /// `{"op":"note","ref":...,"text":...}`
    Note {
        #[serde(rename = "ref")]
        reference: String,
        text: String,
    },
    /// `{"op":"needs_help","kind":"medical","note":...}`
    NeedsHelp { kind: UrgentKind, note: String },
    /// `{"op":"help_given"}`
    HelpGiven,
    /// `{"op":"conclude","kind":"indicated","reason":...}`: signs and closes.
    Conclude {
        kind: ConclusionKind,
        reason: String,
    },
}

/// An interview to run.
#[derive(Clone, Debug)]
pub struct RunInterview<'a> {
    /// Workbook or CSV folder; without one, the instrument that ships with Saring.
    pub form: Option<&'a Path>,
    /// Number of the person; without one, the next.
    pub slip: Option<String>,
    /// The officer's language by name or code; without one, the form's default.
    pub officer_language: Option<String>,
    /// The person's; without one, the officer's.
    pub person_language: Option<String>,
    /// Script, one JSON object a line.
    pub script: &'a str,
    /// Every line happens at this moment; without one, now.
    pub now: Option<Moment>,
}

/// What came of a script.
#[derive(Clone, Debug, Serialize)]
pub struct RunReport {
    /// The interview.
    pub interview: String,
    /// Number of the person.
    pub slip: String,
    /// Lines that were refused, with their codes; the others stand.
    pub errors: Vec<LineError>,
    /// The review as it stands now.
    pub review: Review,
}

/// A line that was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineError {
    /// From 1.
    pub line: usize,
    /// Why.
    pub code: String,
}

/// Runs a script as a new interview in the open vault.
///
/// # Errors
/// `locked`, `form-refused`, `script-unreadable` with the line, and those of beginning an interview.
pub fn interview_run(desktop: &Desktop, run: &RunInterview<'_>) -> Result<RunReport, CommandError> {
    let lines = parse(run.script)?;
    let next = match &run.slip {
        Some(slip) => slip.clone(),
        None => crate::run::home(desktop)?.next_slip,
    };
    desktop.with_open(|open| {
        let workbook = match run.form {
            Some(path) => Workbook::open(path).map_err(|e| forms::unreadable(&e))?,
            None => forms::built_in()?,
        };
        let (form, _) = forms::load(&workbook).map_err(|issues| forms::refused(&issues))?;
        let digest =
            Digest::parse(&form.digest).ok_or_else(|| CommandError::new("form-refused"))?;
        let at = run.now.unwrap_or_else(clock::now);
        open.vault.store_form(&NewForm {
            form: &FormRef {
                id: form.id.clone(),
                version: form.version.clone(),
                digest,
            },
            title: &form.title,
            source: &workbook.to_bytes(),
            imported: at,
        })?;
        let officer = run
            .officer_language
            .clone()
            .unwrap_or_else(|| form.languages[form.default_language].name.clone());
        let start = StartInterview {
            form: form.digest.clone(),
            slip: next.clone(),
            person_language: run
                .person_language
                .clone()
                .unwrap_or_else(|| officer.clone()),
            officer_language: officer,
        };
        let id = begin(open, &start, at)?.id.to_string();
        let errors = play(open, &id, &lines, at)?;
        let review = crate::run::internal::reviewed(open, &id)?;
        Ok(RunReport {
            interview: id,
            slip: next.clone(),
            errors,
            review,
        })
    })
}

fn parse(script: &str) -> Result<Vec<(usize, Line)>, CommandError> {
    script
        .lines()
        .enumerate()
        .filter(|(_, text)| !text.trim().is_empty())
        .map(|(i, text)| {
            serde_json::from_str(text)
                .map(|line| (i + 1, line))
                .map_err(|_| CommandError::new("script-unreadable").with("line", i + 1))
        })
        .collect()
}

/// Plays lines into an interview. What the form refuses is listed; what the vault cannot keep ends the run.
pub(crate) fn play(
    open: &mut Open,
    id: &str,
    lines: &[(usize, Line)],
    at: Moment,
) -> Result<Vec<LineError>, CommandError> {
    const FATAL: [&str; 3] = ["disk-full", "io", "database"];
    let mut errors = Vec::new();
    for (number, line) in lines {
        let done = match line.clone() {
            Line::Answer(event) => keep(
                open,
                id,
                &Entry::Answer {
                    event,
                    because: None,
                },
                at,
            ),
            Line::Act(Act::Note { reference, text }) => {
                keep(open, id, &Entry::Note { reference, text }, at)
            }
            Line::Act(Act::NeedsHelp { kind, note }) => {
                keep(open, id, &Entry::NeedsHelp { kind, note }, at)
            }
            Line::Act(Act::HelpGiven) => keep(open, id, &Entry::HelpGiven, at),
            Line::Act(Act::Conclude { kind, reason }) => {
                finish(open, id, kind, reason, at).map(|_| ())
            }
        };
        match done {
            Ok(()) => {}
            Err(error) if FATAL.contains(&error.code.as_str()) => return Err(error),
            Err(error) => errors.push(LineError {
                line: *number,
                code: error.code,
            }),
        }
    }
    Ok(errors)
}

/// The interviews of the open vault, by number.
///
/// # Errors
/// `locked`, those of reading.
pub fn interview_list(desktop: &Desktop) -> Result<Vec<PersonRow>, CommandError> {
    let Home { people, .. } = crate::run::home(desktop)?;
    Ok(people)
}

/// One interview: its review, and the signed document once there is one.
#[derive(Clone, Debug, Serialize)]
pub struct InterviewShown {
    /// As it stands.
    pub review: Review,
    /// The newest signed document.
    pub document: Option<Interview>,
}

/// Shows one interview of the open vault.
///
/// # Errors
/// `unknown-interview`, those of reading.
pub fn interview_show(desktop: &Desktop, id: &str) -> Result<InterviewShown, CommandError> {
    desktop.with_open(|open| {
        let review = crate::run::internal::reviewed(open, id)?;
        let interview = id
            .parse()
            .map_err(|_| CommandError::new("unknown-interview"))?;
        let newest = open.vault.revisions(interview)?.pop();
        let bytes = match newest {
            Some(row) => open.vault.document(&row.digest)?,
            None => None,
        };
        let document = bytes
            .map(|b| canonical::from_bytes(&b).map_err(|_| CommandError::new("vault-damaged")))
            .transpose()?;
        Ok(InterviewShown { review, document })
    })
}
