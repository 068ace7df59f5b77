//! The end of an interview: what was gathered is laid out, a person concludes and signs.

use super::holding;
use super::interview::{at_table, bytes_of};
use crate::desktop::Open;
use crate::interview::{Live, document, review};
use crate::view::{Review, RevisionView};
use crate::{CommandError, Desktop, clock};
use saring_assessment::Closed;
use saring_record::{Conclusion, ConclusionKind, Interview, Moment, Revision, Stage, canonical};
use saring_vault::Progress;

/// Lays out what was gathered, for a person to conclude.
///
/// # Errors
/// `unknown-interview`, those of reading.
pub fn interview_review(desktop: &Desktop, id: String) -> Result<Review, CommandError> {
    desktop.with_open(|open| reviewed(open, &id))
}

pub(crate) fn reviewed(open: &mut Open, id: &str) -> Result<Review, CommandError> {
    let conclusion = signed(open, id)?.map(|document| document.conclusion);
    let live = at_table(open, id)?;
    let stage = stage(live);
    let page = review(
        live,
        &saring_assessment::assess(&live.interview, &Closed::Everything),
        stage,
        // While it is corrected, what was concluded before stands among the revisions only.
        conclusion.filter(|_| live.finished),
    );
    with_revisions(open, id, page)
}

/// The page with what was signed so far.
fn with_revisions(open: &mut Open, id: &str, mut page: Review) -> Result<Review, CommandError> {
    let id = at_table(open, id)?.id;
    let people = holding::People::of(open)?;
    page.revisions = open
        .vault
        .revisions(id)?
        .into_iter()
        .map(|row| RevisionView {
            number: row.number,
            officer: people.name(row.officer),
            at: row.at.to_string(),
            doubtful: row.doubtful,
            reason: row.reason,
            set_aside: row.set_aside.is_some(),
        })
        .collect();
    Ok(page)
}

/// The newest signed document of this interview.
fn signed(open: &mut Open, id: &str) -> Result<Option<Interview>, CommandError> {
    let id = at_table(open, id)?.id;
    let newest = open.vault.revisions(id)?;
    let Some(newest) = newest.into_iter().rfind(|one| one.set_aside.is_none()) else {
        return Ok(None);
    };
    let bytes = open.vault.document(&newest.digest)?;
    bytes
        .map(|b| canonical::from_bytes(&b).map_err(|_| CommandError::new("vault-damaged")))
        .transpose()
}

/// How far an interview went: a triage until anything beyond it was answered or skipped.
pub(crate) fn stage(live: &Live) -> Stage {
    if crate::interview::beyond_triage(live) {
        Stage::Full
    } else {
        Stage::Triage
    }
}

/// Signs the officer's conclusion and closes the interview.
///
/// # Errors
/// `conclusion-not-offered` ("not indicated" after a triage), `reason-needed`, `finished`, those of writing.
pub fn interview_finish(
    desktop: &Desktop,
    id: String,
    conclusion: ConclusionKind,
    reason: String,
) -> Result<Review, CommandError> {
    desktop.with_open(|open| finish(open, &id, conclusion, reason, clock::now()))
}

/// Signs at a moment, for scripts and made-up people too.
pub(crate) fn finish(
    open: &mut Open,
    id: &str,
    kind: ConclusionKind,
    reason: String,
    at: Moment,
) -> Result<Review, CommandError> {
    let meta = open.vault.meta().clone();
    let live = at_table(open, id)?;
    if live.finished {
        return Err(CommandError::new("finished"));
    }
    let stage = stage(live);
    let assessment = saring_assessment::assess(&live.interview, &Closed::Everything);
    let page = review(live, &assessment, stage, None);
    if !page.offered.contains(&kind) {
        return Err(CommandError::new("conclusion-not-offered"));
    }
    if reason.trim().is_empty() && page.reason_needed.contains(&kind) {
        return Err(CommandError::new("reason-needed"));
    }
    let interview = live.id;
    let (number, parent) = open.vault.next_revision(interview)?;
    let correcting = open
        .vault
        .interview(interview)?
        .and_then(|row| row.correcting);
    let revision = Revision {
        number,
        parent,
        reason: correcting.unwrap_or_default(),
    };
    let conclusion = Conclusion {
        kind,
        reason: reason.trim().to_owned(),
        at,
    };
    let live = at_table(open, id)?;
    let document = document(
        live,
        &meta,
        assessment.clone(),
        stage,
        conclusion.clone(),
        revision,
    )
    .ok_or_else(|| CommandError::new("form-refused"))?;
    let mut summary = live.summary();
    summary.not_enough_known = kind == ConclusionKind::NotEnoughKnown;
    let summary = bytes_of(&summary)?;
    let bytes = canonical::to_bytes(&document).map_err(|_| CommandError::new("vault-damaged"))?;
    open.vault.record(
        interview,
        &[],
        Progress {
            position: None,
            summary: Some(&summary),
            attention: None,
        },
    )?;
    open.vault.finalize(interview, &bytes, at)?;
    let live = at_table(open, id)?;
    live.finished = true;
    live.drafts.clear();
    let page = review(live, &assessment, stage, Some(conclusion));
    with_revisions(open, id, page)
}
