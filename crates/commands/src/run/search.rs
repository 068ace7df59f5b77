//! Finding interviews again: by what was written in them, and page by page.

use super::holding::People;
use super::interview::loaded;
use crate::desktop::Open;
use crate::interview::findables;
use crate::view::{Found, Listed, PersonRow};
use crate::{CommandError, Desktop};
use saring_vault::{DocumentState, Filter, Findable};

/// So many at once, newest first.
const MOST: usize = 50;

/// The newest of the officer's own interviews in which every word stands; a word may be any part of a name, a note or an answer, in any
/// script.
///
/// # Errors
/// `locked`, those of reading, and of writing for interviews that could not be found so far.
pub fn search(
    desktop: &Desktop,
    query: String,
    listed: Listed,
) -> Result<Vec<Found>, CommandError> {
    desktop.with_open(|open| {
        make_findable(open)?;
        let own = Filter {
            holder: Some(open.vault.meta().officer.id),
            ..filter(listed)
        };
        let hits = open.vault.search(&query, &own, MOST)?;
        let people = People::of(open)?;
        Ok(hits
            .into_iter()
            .filter(|hit| hit.interview.erased.is_none())
            .map(|hit| Found {
                person: people.row(&hit.interview),
                key: hit.key,
            })
            .collect())
    })
}

/// A page of interviews, newest first; with `before`, those older than it.
///
/// # Errors
/// `unknown-interview`, those of reading.
pub fn interview_list(
    desktop: &Desktop,
    listed: Listed,
    before: Option<String>,
) -> Result<Vec<PersonRow>, CommandError> {
    desktop.with_open(|open| {
        let before = before
            .map(|id| id.parse())
            .transpose()
            .map_err(|_| CommandError::new("unknown-interview"))?;
        let rows = open.vault.list(&filter(listed), before, MOST)?;
        let people = People::of(open)?;
        Ok(rows
            .iter()
            .filter(|row| row.erased.is_none())
            .map(|row| people.row(row))
            .collect())
    })
}

fn filter(listed: Listed) -> Filter {
    Filter {
        state: match listed {
            Listed::All => None,
            Listed::Open => Some(DocumentState::Incomplete),
            Listed::Finished => Some(DocumentState::Finalized),
            Listed::Exported => Some(DocumentState::Exported),
            Listed::Received => Some(DocumentState::Received),
        },
        holder: None,
    }
}

/// Interviews of before there was a search, once. One whose history cannot be read stays out and in the way of none.
fn make_findable(open: &mut Open) -> Result<(), CommandError> {
    for id in open.vault.not_indexed()? {
        let Ok(live) = loaded(open, id) else {
            continue;
        };
        let texts = findables(&live);
        let texts: Vec<Findable<'_>> = texts
            .iter()
            .map(|(key, text)| Findable { key, text })
            .collect();
        open.vault.index(id, &texts)?;
    }
    Ok(())
}
