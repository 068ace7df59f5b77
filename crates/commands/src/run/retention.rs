//! After an interview was signed: corrected with a reason, withdrawn, kept for its time and then erased; and whether the
//! clock is right, which only a person can say.

use super::holding;
use super::interview::at_table;
use crate::desktop::Open;
use crate::interview::present;
use crate::view::{InterviewView, RetentionView};
use crate::{CommandError, Desktop, clock};
use saring_record::{WITHDRAWAL_FORMAT, Withdrawal, canonical};
use saring_vault::Retention;

/// Opens a signed interview for a correction. What stood before stays.
///
/// # Errors
/// `reason-needed`, `unknown-interview`, `interview-not-finalized`, `interview-erased`, `revision-conflict`, those of
/// writing.
pub fn interview_reopen(
    desktop: &Desktop,
    id: String,
    reason: String,
) -> Result<InterviewView, CommandError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(CommandError::new("reason-needed"));
    }
    desktop.with_open(|open| {
        open.vault
            .reopen(holding::own(open, &id)?, reason, clock::now())?;
        open.live = None;
        at_table(open, &id).map(|live| present(live))
    })
}

/// Erases an interview because the person withdrew. Nothing of it can be read afterwards, by nobody.
///
/// # Errors
/// `unknown-interview`, `interview-erased`, those of writing: then nothing was erased.
pub fn interview_withdraw(desktop: &Desktop, id: String) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        let (interview, at) = (holding::own(open, &id)?, clock::now());
        let record = canonical::to_bytes(&Withdrawal {
            saring: WITHDRAWAL_FORMAT.to_owned(),
            interview,
            vault: open.vault.meta().vault,
            at,
        })
        .map_err(|_| CommandError::new("document"))?;
        open.vault.withdraw(interview, &record, at)?;
        open.live = None;
        Ok(())
    })
}

/// How long interviews stay after their receipt, and how many are due.
///
/// # Errors
/// `locked`, those of reading.
pub fn retention(desktop: &Desktop) -> Result<RetentionView, CommandError> {
    desktop.with_open(|open| view(open))
}

/// Changes how long; none keeps them until somebody erases them.
///
/// # Errors
/// `locked`, those of writing.
pub fn retention_set(desktop: &Desktop, days: Option<u16>) -> Result<RetentionView, CommandError> {
    desktop.with_open(|open| {
        let retention = days.map_or(Retention::Keep, Retention::Days);
        open.vault.set_retention(retention, clock::now())?;
        view(open)
    })
}

/// Erases the interviews whose time is over and answers how many that were.
///
/// # Errors
/// `locked`, those of writing: then nothing was erased.
pub fn purge(desktop: &Desktop) -> Result<u32, CommandError> {
    desktop.with_open(|open| {
        let gone = open.vault.purge_due(clock::now())?;
        if open
            .live
            .as_ref()
            .is_some_and(|live| gone.contains(&live.id))
        {
            open.live = None;
        }
        Ok(gone.len() as u32)
    })
}

/// Notes that the officer looked at the clock and found it right.
///
/// # Errors
/// `locked`, those of writing.
pub fn clock_trust(desktop: &Desktop) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        open.vault.trust_clock(clock::now())?;
        open.reports.retain(|report| report.code != "clock-behind");
        Ok(())
    })
}

fn view(open: &Open) -> Result<RetentionView, CommandError> {
    Ok(RetentionView {
        days: match open.vault.retention()? {
            Retention::Days(days) => Some(days),
            Retention::Keep => None,
        },
        due: open.vault.due(clock::now())?.len() as u32,
    })
}
