//! Whose interviews are whose: each officer of a team sees their own in full and of others' that they are there, until
//! one hands one over. A rule of the screens, which say so: the vault's key opens all of it.

use crate::desktop::Open;
use crate::interview::Summary;
use crate::view::{PersonRow, PersonState};
use crate::{CommandError, Desktop, clock};
use saring_record::InterviewId;
use saring_vault::{DocumentState, InterviewRow, OfficerId};
use std::collections::BTreeMap;

/// Hands an interview to a colleague, who can lead it from then on.
///
/// # Errors
/// `held-by-other` when it is another officer's, `unknown-interview`, `no-such-officer`, those of writing.
pub fn interview_hand_over(
    desktop: &Desktop,
    id: String,
    officer: String,
) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        let id = parsed(&id)?;
        mine(open, id)?;
        let to: OfficerId = officer
            .parse()
            .map_err(|_| CommandError::new("no-such-officer"))?;
        open.vault.hand_over(id, to, clock::now())?;
        open.live = None;
        Ok(())
    })
}

/// Takes over the interview of a colleague who cannot hand it over. It is written down, and the colleague is told at
/// the next unlock.
///
/// # Errors
/// `unknown-interview`, `interview-erased`, those of writing.
pub fn interview_take_over(desktop: &Desktop, id: String) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        let me = open.vault.meta().officer.id;
        Ok(open.vault.hand_over(parsed(&id)?, me, clock::now())?)
    })
}

/// Refuses an interview that another officer holds.
pub(super) fn mine(open: &Open, id: InterviewId) -> Result<(), CommandError> {
    let row = open.vault.interview(id)?;
    let row = row.ok_or_else(|| CommandError::new("unknown-interview"))?;
    if row.holder == open.vault.meta().officer.id {
        return Ok(());
    }
    let people = People::of(open)?;
    Err(CommandError::new("held-by-other").with("officer", people.name(row.holder)))
}

/// The id of an interview that the officer at work holds.
pub(crate) fn own(open: &Open, id: &str) -> Result<InterviewId, CommandError> {
    let id = parsed(id)?;
    mine(open, id)?;
    Ok(id)
}

fn parsed(id: &str) -> Result<InterviewId, CommandError> {
    id.parse()
        .map_err(|_| CommandError::new("unknown-interview"))
}

/// How lists show interviews to the officer at work.
pub(super) struct People {
    me: OfficerId,
    names: BTreeMap<OfficerId, String>,
}

impl People {
    pub(super) fn of(open: &Open) -> Result<Self, CommandError> {
        let officers = open.vault.officers()?;
        Ok(Self {
            me: open.vault.meta().officer.id,
            names: officers
                .into_iter()
                .map(|officer| (officer.id, officer.name))
                .collect(),
        })
    }

    pub(super) fn name(&self, officer: OfficerId) -> String {
        self.names.get(&officer).cloned().unwrap_or_default()
    }

    /// A row; of a colleague's interview how far it is and whether somebody needs help, and nothing else.
    pub(super) fn row(&self, row: &InterviewRow) -> PersonRow {
        let mut summary: Summary = row
            .summary
            .as_deref()
            .and_then(|bytes| serde_json::from_slice(bytes).ok())
            .unwrap_or_default();
        let state = match row.state {
            DocumentState::Incomplete if summary.triage_complete => PersonState::Triaged,
            DocumentState::Incomplete => PersonState::Started,
            DocumentState::Finalized => PersonState::Finished,
            _ => PersonState::Exported,
        };
        let held_by = (row.holder != self.me).then(|| self.name(row.holder));
        if held_by.is_some() {
            summary = Summary {
                needs_help: summary.needs_help,
                needs_help_at: summary.needs_help_at,
                person_language: summary.person_language,
                ..Summary::default()
            };
        }
        PersonRow {
            id: row.id.to_string(),
            slip: row.slip.clone(),
            state,
            held_by,
            correcting: row.correcting.is_some(),
            needs_help: summary.needs_help,
            needs_help_at: summary.needs_help_at,
            not_enough_known: summary.not_enough_known,
            section: (!summary.section.is_empty()).then_some(summary.section),
            answered: summary.answered,
            unknown: summary.unknown,
            total: summary.total,
            updated: row.updated.to_string(),
            person_language: summary.person_language,
        }
    }
}
