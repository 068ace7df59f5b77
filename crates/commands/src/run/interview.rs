//! Leading an interview: every answer goes into the vault before the screen says that it is saved.

use super::{draft, holding};
use crate::desktop::Open;
use crate::interview::{
    Entry, Live, Seats, changed, find_step, findables, present, step_after, step_before, unknown_of,
};
use crate::view::{Go, InterviewView, SkipReason, StartInterview};
use crate::{CommandError, Desktop, audit, clock};
use saring_form::interview::{Event, Violation};
use saring_record::{Digest, InterviewId, Languages, Moment, Stage, UrgentKind};
use saring_vault::{Findable, Index, NewEvent, NewInterview, Progress};

/// Begins an interview.
///
/// # Errors
/// `unknown-form`, `unknown-language`, `slip-missing`, those of writing.
pub fn interview_start(
    desktop: &Desktop,
    start: StartInterview,
) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| begin(open, &start, clock::now()).map(|live| present(live)))
}

/// Begins an interview at a moment, for scripts and made-up people too.
pub(crate) fn begin<'a>(
    open: &'a mut Open,
    start: &StartInterview,
    at: Moment,
) -> Result<&'a mut Live, CommandError> {
    let digest = Digest::parse(&start.form).ok_or_else(|| CommandError::new("unknown-form"))?;
    let form = open.forms.get(&open.vault, &digest)?;
    let language = |wanted: &str| {
        form.language(wanted)
            .ok_or_else(|| CommandError::new("unknown-language"))
    };
    let slip = start.slip.trim();
    if slip.is_empty() || slip.chars().count() > 40 {
        return Err(CommandError::new("slip-missing"));
    }
    let seats = Seats {
        slip: slip.to_owned(),
        officer_language: language(&start.officer_language)?,
        person_language: language(&start.person_language)?,
    };
    let id = InterviewId::generate();
    open.vault.create_interview(&NewInterview {
        id,
        form: digest,
        slip: slip.to_owned(),
        languages: Languages {
            officer: form.languages[seats.officer_language].name.clone(),
            person: form.languages[seats.person_language].name.clone(),
        },
        stage: Stage::Full,
        started: at,
    })?;
    let officer = open.vault.meta().officer.name.clone();
    let mut live = Live::start(id, form, seats, &officer, at);
    live.findables = findables(&live);
    let texts: Vec<Findable<'_>> = live
        .findables
        .iter()
        .map(|(key, text)| Findable { key, text })
        .collect();
    let summary = live.summary();
    let attention = Some(summary.needs_help.is_some());
    let summary = bytes_of(&summary)?;
    let position = live.position.clone();
    open.vault.record_findable(
        id,
        &[],
        Progress {
            position: Some(&position),
            summary: Some(&summary),
            attention,
        },
        Index::Whole(&texts),
    )?;
    drop(texts);
    Ok(open.live.insert(live))
}

/// Opens an interview where it stopped: the history is played again, so that the state is the one that answering led
/// to.
///
/// # Errors
/// `unknown-interview`, `history-unreadable` when an entry cannot be read, those of reading.
pub fn interview_open(desktop: &Desktop, id: String) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| at_table(open, &id).map(|live| present(live)))
}

/// The interview with this id, brought onto the table if it is not there yet, which is entered in the audit log; only
/// the officer who holds it sits there.
pub(crate) fn at_table<'a>(open: &'a mut Open, id: &str) -> Result<&'a mut Live, CommandError> {
    let unknown = || CommandError::new("unknown-interview");
    let id: InterviewId = id.parse().map_err(|_| unknown())?;
    if open.live.as_ref().is_none_or(|live| live.id != id) {
        holding::mine(open, id)?;
        let live = loaded(open, id)?;
        open.vault
            .log(audit::VIEWED, &id.to_string(), clock::now())?;
        open.live = Some(live);
    }
    open.live.as_mut().ok_or_else(unknown)
}

/// An interview as its history led to it, beside the one on the table.
pub(crate) fn loaded(open: &mut Open, id: InterviewId) -> Result<Live, CommandError> {
    let unknown = || CommandError::new("unknown-interview");
    let row = open.vault.interview(id)?.ok_or_else(unknown)?;
    if row.erased.is_some() {
        return Err(CommandError::new("interview-erased"));
    }
    let form = open.forms.get(&open.vault, &row.form)?;
    let language = |wanted: &str| form.language(wanted).unwrap_or(form.default_language);
    let seats = Seats {
        slip: row.slip.clone(),
        officer_language: language(&row.languages.officer),
        person_language: language(&row.languages.person),
    };
    let officer = open.vault.meta().officer.name.clone();
    let mut live = Live::start(id, form, seats, &officer, row.started);
    for event in open.vault.events(id)? {
        let Some(body) = event.body else { continue };
        let entry: Entry = serde_json::from_slice(&body)
            .map_err(|_| CommandError::new("history-unreadable").with("seq", event.seq))?;
        live.play(&entry, event.at).map_err(|e| {
            CommandError::new("history-unreadable")
                .with("seq", event.seq)
                .with("why", e.code)
        })?;
    }
    live.finished = !row.is_open();
    if let Some(position) = row.position {
        live.position = position;
    }
    if let Some(draft) = open.vault.draft(id)? {
        live.drafts = serde_json::from_slice(&draft).unwrap_or_default();
    }
    live.findables = findables(&live);
    Ok(live)
}

/// Plays an entry and keeps it: the form engine first, because it may refuse; then the vault; and when the vault cannot
/// keep it, the interview is read from the vault again, so that the screen never shows what is not kept.
pub(crate) fn keep(
    open: &mut Open,
    id: &str,
    entry: &Entry,
    at: Moment,
) -> Result<(), CommandError> {
    if at_table(open, id)?.finished {
        return Err(CommandError::new("finished"));
    }
    let Open {
        vault,
        live: Some(live),
        ..
    } = &mut *open
    else {
        return Err(CommandError::new("unknown-interview"));
    };
    live.play(entry, at)?;
    let body = serde_json::to_vec(entry).map_err(|_| CommandError::new("history-unreadable"))?;
    let summary = live.summary();
    let attention = Some(summary.needs_help.is_some());
    let summary = bytes_of(&summary)?;
    let progress = Progress {
        position: Some(&live.position),
        summary: Some(&summary),
        attention,
    };
    let now = findables(live);
    let texts: Vec<Findable<'_>> = changed(&live.findables, &now)
        .into_iter()
        .map(|(key, text)| Findable { key, text })
        .collect();
    let event = NewEvent { at, body: &body };
    let kept = vault.record_findable(live.id, &[event], progress, Index::Change(&texts));
    drop(texts);
    live.findables = now;
    if let Err(error) = kept {
        // Onto the table it came before; a disk that is full would not take another entry that it did.
        let id = live.id;
        open.live = loaded(open, id).ok();
        return Err(error.into());
    }
    Ok(())
}

pub(super) fn bytes_of(summary: &crate::interview::Summary) -> Result<Vec<u8>, CommandError> {
    serde_json::to_vec(summary).map_err(|_| CommandError::new("history-unreadable"))
}

fn kept(desktop: &Desktop, id: &str, entry: &Entry) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| {
        keep(open, id, entry, clock::now())?;
        at_table(open, id).map(|live| present(live))
    })
}

fn answered(event: Event) -> Entry {
    Entry::Answer {
        event,
        because: None,
    }
}

/// Keeps an answer; empty clears it.
///
/// # Errors
/// `invalid-value` and `not-a-choice` when the question cannot hold it, `finished`, `disk-full`, `io`.
pub fn interview_answer(
    desktop: &Desktop,
    id: String,
    reference: String,
    value: String,
) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| {
        let entry = answered(Event::set(reference.clone(), value));
        keep(open, &id, &entry, clock::now())?;
        draft::answered(open, &reference);
        at_table(open, &id).map(|live| present(live))
    })
}

/// Skips a question with a reason. It stays unknown.
///
/// # Errors
/// As [`interview_answer`].
pub fn interview_skip(
    desktop: &Desktop,
    id: String,
    reference: String,
    reason: SkipReason,
) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| {
        let entry = Entry::Answer {
            event: Event::skip(reference.clone(), unknown_of(reason)),
            because: Some(reason),
        };
        keep(open, &id, &entry, clock::now())?;
        draft::answered(open, &reference);
        at_table(open, &id).map(|live| present(live))
    })
}

/// Adds an instance to a repeat and goes to its first question.
///
/// # Errors
/// `not-a-repeat`, `repeat-count-fixed`, and as [`interview_answer`].
pub fn interview_repeat_add(
    desktop: &Desktop,
    id: String,
    reference: String,
) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| {
        keep(
            open,
            &id,
            &answered(Event::add(reference.clone())),
            clock::now(),
        )?;
        let live = at_table(open, &id)?;
        let last = live
            .interview
            .node(&reference)
            .and_then(|range| range.children().last())
            .map(|n| n.reference());
        moved(
            open,
            &id,
            &Go::To {
                reference: last.unwrap_or(reference),
            },
        )
    })
}

/// Removes an instance of a repeat; what stood in it stays in the history.
///
/// # Errors
/// As [`interview_repeat_add`].
pub fn interview_repeat_remove(
    desktop: &Desktop,
    id: String,
    reference: String,
) -> Result<InterviewView, CommandError> {
    kept(desktop, &id, &answered(Event::remove(reference)))
}

/// Writes a note beside a question; empty takes it away. No rule reads it.
///
/// # Errors
/// `unknown-reference`, and as [`interview_answer`].
pub fn interview_note(
    desktop: &Desktop,
    id: String,
    reference: String,
    text: String,
) -> Result<InterviewView, CommandError> {
    kept(desktop, &id, &Entry::Note { reference, text })
}

/// Flags that this person needs help now.
///
/// # Errors
/// As [`interview_answer`].
pub fn interview_needs_help(
    desktop: &Desktop,
    id: String,
    kind: UrgentKind,
    note: String,
) -> Result<InterviewView, CommandError> {
    kept(desktop, &id, &Entry::NeedsHelp { kind, note })
}

/// Notes that help was given.
///
/// # Errors
/// As [`interview_answer`].
pub fn interview_help_given(desktop: &Desktop, id: String) -> Result<InterviewView, CommandError> {
    kept(desktop, &id, &Entry::HelpGiven)
}

/// Moves to another step and remembers it.
///
/// # Errors
/// `answer-required` and `answer-breaks-rule` when the step cannot be left by going on: it can be skipped with a
/// reason. `unknown-reference` when there is no such place.
pub fn interview_go(desktop: &Desktop, id: String, to: Go) -> Result<InterviewView, CommandError> {
    desktop.with_open(|open| moved(open, &id, &to))
}

fn moved(open: &mut Open, id: &str, to: &Go) -> Result<InterviewView, CommandError> {
    let live = at_table(open, id)?;
    let (steps, at) = live.here();
    let target = match to {
        Go::Next => {
            leave(live, &steps[at].reference)?;
            step_after(&steps, at)
        }
        Go::Back => step_before(&steps, at),
        Go::To { reference } if reference.is_empty() => steps.len() - 1,
        Go::To { reference } => find_step(&live.interview, &steps, reference)
            .ok_or_else(|| CommandError::new("unknown-reference").with("ref", reference))?,
    };
    live.position.clone_from(&steps[target].reference);
    let (interview, position) = (live.id, live.position.clone());
    open.vault.move_position(interview, &position)?;
    at_table(open, id).map(|live| present(live))
}

/// Whether a step can be left by going on.
fn leave(live: &Live, reference: &str) -> Result<(), CommandError> {
    let Some(node) = live.interview.node(reference) else {
        return Ok(());
    };
    let mut questions = Vec::new();
    crate::interview::questions(node, &|n| n.violation().is_some(), &mut questions);
    let stuck = questions
        .first()
        .and_then(|n| n.violation().map(|v| (v, n.reference())));
    match stuck {
        Some((Violation::Constraint, reference)) => {
            Err(CommandError::new("answer-breaks-rule").with("ref", reference))
        }
        Some((Violation::Required, reference)) => {
            Err(CommandError::new("answer-required").with("ref", reference))
        }
        None => Ok(()),
    }
}
