//! What is half typed and no answer yet: kept in the vault beside the interview, so that it is there again after a lock.

use super::interview::at_table;
use crate::desktop::Open;
use crate::{CommandError, Desktop};

/// Keeps what is half typed; empty text takes it away. The reference is a question's, or `conclusion` for the reason of
/// the officer's own conclusion.
///
/// # Errors
/// `unknown-interview`, `held-by-other`, `finished`, those of writing.
pub fn interview_draft(
    desktop: &Desktop,
    id: String,
    reference: String,
    text: String,
) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        if at_table(open, &id)?.finished {
            return Err(CommandError::new("finished"));
        }
        set(open, reference, text)
    })
}

/// A question that has an answer is half typed no more. That this could not be written keeps no answer up.
pub(super) fn answered(open: &mut Open, reference: &str) {
    let live = open.live.as_ref();
    if live.is_some_and(|live| live.drafts.contains_key(reference)) {
        let _ = set(open, reference.to_owned(), String::new());
    }
}

fn set(open: &mut Open, reference: String, text: String) -> Result<(), CommandError> {
    let Some(live) = &mut open.live else {
        return Ok(());
    };
    let mut drafts = live.drafts.clone();
    if text.is_empty() {
        drafts.remove(&reference);
    } else {
        drafts.insert(reference, text);
    }
    let bytes = serde_json::to_vec(&drafts).map_err(|_| CommandError::new("document"))?;
    let bytes = (!drafts.is_empty()).then_some(&*bytes);
    open.vault.keep_draft(live.id, bytes)?;
    live.drafts = drafts;
    Ok(())
}
