//! Forms in the vault, and the officer's home that offers them.

use super::holding::People;
use crate::desktop::Open;
use crate::forms;
use crate::view::{FormAdded, FormRow, Home, PersonRow, Waiting};
use crate::{CommandError, Desktop, clock};
use saring_form::xlsform::Workbook;
use saring_record::{Digest, FormRef};
use saring_vault::{DocumentState, Filter, InterviewRow, NewForm};
use std::collections::BTreeSet;
use std::path::Path;

/// As many as come on a long day.
const A_DAY: usize = 500;

/// The forms of this vault: the built-in one first, then the newest.
///
/// # Errors
/// `locked`, `unknown-form`, `form-refused`, those of reading.
pub fn forms(desktop: &Desktop) -> Result<Vec<FormRow>, CommandError> {
    desktop.with_open(rows)
}

fn rows(open: &mut Open) -> Result<Vec<FormRow>, CommandError> {
    let built_in = forms::built_in()?.digest();
    let mut out = Vec::new();
    for stored in open.vault.forms()? {
        let form = open.forms.get(&open.vault, &stored.form.digest)?;
        out.push(forms::row(&form, form.digest == built_in));
    }
    out.sort_by_key(|row| !row.built_in);
    Ok(out)
}

/// Reads a form from a workbook or a CSV folder into the vault. A form with errors is refused with all of them.
///
/// # Errors
/// `locked`, the codes of reading a workbook, those of writing.
pub fn form_add(desktop: &Desktop, path: String) -> Result<FormAdded, CommandError> {
    let workbook = Workbook::open(Path::new(&path)).map_err(|e| forms::unreadable(&e))?;
    let (form, warnings) = match forms::load(&workbook) {
        Ok(loaded) => loaded,
        Err(issues) => {
            return Ok(FormAdded {
                form: None,
                issues: issues.iter().map(forms::issue).collect(),
            });
        }
    };
    desktop.with_open(|open| {
        let digest =
            Digest::parse(&form.digest).ok_or_else(|| CommandError::new("form-refused"))?;
        let reference = FormRef {
            id: form.id.clone(),
            version: form.version.clone(),
            digest,
        };
        open.vault.store_form(&NewForm {
            form: &reference,
            title: &form.title,
            source: &workbook.to_bytes(),
            imported: clock::now(),
        })?;
        Ok(FormAdded {
            form: Some(forms::row(&form, false)),
            issues: warnings.iter().map(forms::issue).collect(),
        })
    })
}

/// The officer's home.
///
/// # Errors
/// `locked`, those of reading.
pub fn home(desktop: &Desktop) -> Result<Home, CommandError> {
    desktop.with_open(|open| {
        let rows_of = People::of(open)?;
        let everybody = Filter::default();
        let mine = Filter {
            state: Some(DocumentState::Incomplete),
            holder: Some(open.vault.meta().officer.id),
        };
        let shown = |rows: Vec<InterviewRow>| -> Vec<PersonRow> {
            let kept = rows.iter().filter(|row| row.erased.is_none());
            kept.map(|row| rows_of.row(row)).collect()
        };
        let mut people = shown(open.vault.list(&everybody, None, A_DAY)?);
        people.sort_by(|a, b| by_number(&a.slip, &b.slip));
        let mut needs_help = shown(open.vault.awaiting()?);
        needs_help.sort_by(|a, b| a.needs_help_at.cmp(&b.needs_help_at));
        let mut unfinished = shown(open.vault.list(&mine, None, A_DAY)?);
        unfinished.sort_by(|a, b| b.updated.cmp(&a.updated));
        let next = open.vault.highest_number()? + 1;
        let bundles = open.vault.outbox()?;
        let waiting = Waiting {
            // A correction and what it corrects are two documents of one interview.
            interviews: distinct(open.vault.unsent()?.into_iter().map(|one| one.interview)),
            bundles: bundles
                .iter()
                .filter(|b| b.kind == "submissions" && b.received.is_none())
                .count() as u32,
        };
        Ok(Home {
            needs_help,
            people,
            unfinished,
            next_slip: next.to_string(),
            form: rows(open)?.into_iter().next(),
            waiting,
        })
    })
}

/// Whether somebody in this vault, a colleague's people too, bears this number already.
///
/// # Errors
/// `locked`, those of reading.
pub fn slip_taken(desktop: &Desktop, slip: String) -> Result<bool, CommandError> {
    desktop.with_open(|open| Ok(open.vault.has_slip(slip.trim())?))
}

/// How many different ones.
pub(super) fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> u32 {
    all.collect::<BTreeSet<T>>().len() as u32
}

/// Numbers in order of size, before words.
fn by_number(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<u64>(), b.parse::<u64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    }
}
