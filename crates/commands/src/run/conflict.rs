//! Two corrections of one interview: which of them counts only a person can decide, who sees what differs.

use super::holding::{self, People};
use super::preferences;
use crate::desktop::Open;
use crate::differences::differences;
use crate::view::{Branch, ConflictDifferences, ConflictView};
use crate::wording::Wording;
use crate::{CommandError, Desktop, audit, clock};
use saring_record::{Digest, Interview, canonical};
use saring_vault::{Conflict, RevisionRow};
use std::collections::BTreeMap;

/// Interviews that were corrected in two places; of a colleague's only that there is a conflict.
///
/// # Errors
/// `locked`, those of reading.
pub fn conflicts(desktop: &Desktop) -> Result<Vec<ConflictView>, CommandError> {
    desktop.with_open(|open| conflicts_of(open))
}

/// What is not the same in the corrections of one interview. `digest` is any of them.
///
/// # Errors
/// `no-such-document` when it is in no conflict, `held-by-other`, `unknown-form`, `vault-damaged`, those of reading.
pub fn conflict_differences(
    desktop: &Desktop,
    digest: String,
) -> Result<ConflictDifferences, CommandError> {
    let language = preferences(desktop)?.language;
    desktop.with_open(|open| {
        let digest = parsed(&digest)?;
        let conflict = own(open, &digest)?.ok_or_else(no_such)?;
        let interview = conflict.interview;
        let row = open.vault.interview(interview)?.ok_or_else(no_such)?;
        let form = open.forms.get(&open.vault, &row.form)?;
        let all = open.vault.revisions(interview)?;
        let documents = conflict
            .revisions
            .iter()
            .map(|branch| document(open, newest(&all, &branch.digest)))
            .collect::<Result<Vec<Interview>, _>>()?;
        let attached = open.vault.attachments(interview)?;
        open.vault
            .log(audit::VIEWED, &interview.to_string(), clock::now())?;
        let names: BTreeMap<String, String> = attached
            .into_iter()
            .map(|row| (row.id.to_string(), row.name))
            .collect();
        Ok(differences(
            &documents,
            &Wording::of(&form, &language),
            &names,
        ))
    })
}

/// Notes which of two corrections counts; answers what is still in conflict.
///
/// # Errors
/// `no-such-document`, `held-by-other`, those of writing.
pub fn conflict_resolve(
    desktop: &Desktop,
    digest: String,
) -> Result<Vec<ConflictView>, CommandError> {
    desktop.with_open(|open| {
        let digest = parsed(&digest)?;
        own(open, &digest)?;
        open.vault.resolve_conflict(&digest, clock::now())?;
        conflicts_of(open)
    })
}

fn conflicts_of(open: &Open) -> Result<Vec<ConflictView>, CommandError> {
    let people = People::of(open)?;
    let me = open.vault.meta().officer.id;
    let mut out = Vec::new();
    for conflict in open.vault.conflicts()? {
        let Some(row) = open.vault.interview(conflict.interview)? else {
            continue;
        };
        let mine = row.holder == me;
        let branch = |one: &RevisionRow| Branch {
            digest: one.digest.to_string(),
            number: one.number,
            reason: one.reason.clone(),
            at: one.at.to_string(),
            officer: people.name(one.officer),
        };
        out.push(ConflictView {
            interview: conflict.interview.to_string(),
            slip: row.slip,
            held_by: (!mine).then(|| people.name(row.holder)),
            branches: match mine {
                true => conflict.revisions.iter().map(branch).collect(),
                false => Vec::new(),
            },
        });
    }
    Ok(out)
}

/// The conflict that a document is in; refused when a colleague holds the interview.
fn own(open: &Open, digest: &Digest) -> Result<Option<Conflict>, CommandError> {
    let of = |conflict: &Conflict| conflict.revisions.iter().any(|one| one.digest == *digest);
    let found = open.vault.conflicts()?.into_iter().find(of);
    if let Some(conflict) = &found {
        holding::mine(open, conflict.interview)?;
    }
    Ok(found)
}

/// What was built on a document, as far as it is one line: that is what would count.
fn newest<'a>(all: &'a [RevisionRow], digest: &'a Digest) -> &'a Digest {
    let mut newest = digest;
    loop {
        let mut next = all
            .iter()
            .filter(|one| one.set_aside.is_none() && one.parent.as_ref() == Some(newest));
        match (next.next(), next.next()) {
            (Some(only), None) => newest = &only.digest,
            _ => return newest,
        }
    }
}

fn document(open: &Open, digest: &Digest) -> Result<Interview, CommandError> {
    let bytes = open.vault.document(digest)?.ok_or_else(no_such)?;
    canonical::from_bytes(&bytes).map_err(|_| CommandError::new("vault-damaged"))
}

fn parsed(digest: &str) -> Result<Digest, CommandError> {
    Digest::parse(digest).ok_or_else(no_such)
}

fn no_such() -> CommandError {
    CommandError::new("no-such-document")
}
