//! The check of a vault: keys files, leftover log, pages, tables, audit chain, digests; and, where something is wrong,
//! what can still be read.

mod judge;
mod tally;
mod whole;

pub(crate) use judge::{audit_row, document_holds, keeps_its_word, part_of};

use crate::damage::{CheckReport, Damage, Fault, Part};
use crate::files::Places;
use crate::keys::{KeySet, Twin};
use crate::leftover::{self, Verdict};
use crate::lock::Lock;
use crate::rows::Reader;
use crate::secret::{Passphrase, VaultKey};
use crate::unlock::Opened;
use crate::{Vault, VaultError, migration, open, tries, unlock};
use saring_record::Moment;
use std::collections::BTreeSet;
use std::path::Path;
use tally::row_by_row;
use whole::{broken_pages, tables};

impl Vault {
    /// Reads the whole file and says what is wrong with it. Takes time with its size. Where pages are broken nothing
    /// more is said here: [`check`] tells what can be read.
    ///
    /// # Errors
    /// [`VaultError::Stopped`] when [`crate::Stopper::stop`] called it off, those of reading and of the checkpoint
    /// before it.
    pub fn check(&mut self) -> Result<CheckReport, VaultError> {
        // Page authentication is checked in the file alone, so the log goes into it first.
        open::checkpoint(&self.connection)?;
        self.stopper.during(|| {
            let mut report = CheckReport::default();
            keys_files(&self.places, &mut report);
            broken_pages(&self.connection, &BTreeSet::new(), &mut report)?;
            self.stopper.still_wanted()?;
            if !report.has(Part::Pages) {
                tables(&self.connection, self.meta.vault, &mut report)?;
                self.still_sound()?;
            }
            Ok(report)
        })
    }
}

/// Checks a vault that is locked, without changing any of its files, however damaged it is; a failed try is counted.
///
/// # Errors
/// As [`Vault::unlock`], as far as the keys; [`VaultError::Newer`]. Damage to the encrypted file is no error here.
pub fn check(path: &Path, passphrase: &Passphrase, now: Moment) -> Result<CheckReport, VaultError> {
    let places = Places::of(path);
    if !places.vault.is_file() {
        return Err(VaultError::NoSuchVault);
    }
    let _lock = Lock::take(&places)?;
    let (set, opened) = keys_of(&places, passphrase, now)?;
    let keys: Vec<VaultKey> = opened.into_iter().map(|opened| opened.key).collect();
    let mut report = CheckReport::default();
    keys_files(&places, &mut report);
    let left = leftover::examine(&places.log)?;
    report.faults.extend(log_fault(&left.verdict));
    let log_was_there = places.log.exists();
    let looked = look_with(&places, &keys, &set, &left.pages, &mut report);
    if !log_was_there {
        // Looking made an empty log where none was.
        crate::files::remove(&places.log)?;
    }
    looked?;
    report.faults.sort();
    Ok(report)
}

/// What is wrong with the leftover log, if anything.
pub(crate) fn log_fault(verdict: &Verdict) -> Option<Fault> {
    let Verdict::Damaged { transactions } = *verdict else {
        return None;
    };
    let fault = Fault::new(Part::Log, Damage::Damaged);
    Some(match transactions {
        Some(lost) => fault.number(lost.into()),
        None => fault,
    })
}

/// The slots, and those that a passphrase opens; a failed try is counted.
pub(crate) fn keys_of(
    places: &Places,
    passphrase: &Passphrase,
    now: Moment,
) -> Result<(KeySet, Vec<Opened>), VaultError> {
    unlock::refuse_plain(places)?;
    let set = KeySet::read(places)?.set;
    match unlock::try_slots(&set, passphrase) {
        Ok(opened) => Ok((set, opened)),
        Err(VaultError::WrongPassphrase) => {
            let _ = tries::add(places, now);
            Err(VaultError::WrongPassphrase)
        }
        Err(error) => Err(error),
    }
}

/// The first key that opens the file; where the first page is broken none does, and nothing can be read.
pub(crate) fn reader<'a>(path: &'a Path, keys: &'a [VaultKey]) -> Option<Reader<'a>> {
    keys.iter().find_map(|key| Reader::open(path, key).ok())
}

fn look_with(
    places: &Places,
    keys: &[VaultKey],
    set: &KeySet,
    in_log: &BTreeSet<u32>,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let Some(mut reader) = reader(&places.vault, keys) else {
        return nothing_readable(places, keys, in_log, report);
    };
    reader.read(migration::refuse_newer)?;
    // This one statement meets broken pages and says so; the reader begins anew behind it.
    let mut pages = CheckReport::default();
    let _ = reader.read(|connection| broken_pages(connection, in_log, &mut pages));
    report.faults.append(&mut pages.faults);
    if report.has(Part::Pages) {
        return row_by_row(&mut reader, set.vault, report);
    }
    let mut whole = CheckReport::default();
    match reader.read(|connection| tables(connection, set.vault, &mut whole)) {
        Ok(()) if whole.is_good() => {
            report.interviews = whole.interviews;
            report.audit_entries = whole.audit_entries;
            Ok(())
        }
        _ => {
            let structure = |fault: &Fault| fault.part == Part::Structure;
            report
                .faults
                .extend(whole.faults.into_iter().filter(structure));
            row_by_row(&mut reader, set.vault, report)
        }
    }
}

/// The first page, or one of those that describe the tables, is broken: what else is can still be said.
fn nothing_readable(
    places: &Places,
    keys: &[VaultKey],
    in_log: &BTreeSet<u32>,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let tables = Fault::new(Part::Structure, Damage::Unreadable);
    report.faults.push(tables.named("sqlite_master"));
    let mut fewest: Option<CheckReport> = None;
    // Under a key that is not the file's every page is broken.
    for key in keys {
        let mut pages = CheckReport::default();
        let connection = open::unread(&places.vault, key)?;
        broken_pages(&connection, in_log, &mut pages)?;
        if fewest
            .as_ref()
            .is_none_or(|few| few.faults.len() > pages.faults.len())
        {
            fewest = Some(pages);
        }
    }
    report
        .faults
        .extend(fewest.into_iter().flat_map(|pages| pages.faults));
    Ok(())
}

/// Both keys files.
fn keys_files(places: &Places, report: &mut CheckReport) {
    let each = KeySet::each(places);
    let latest = each
        .iter()
        .filter_map(|(_, state)| state.as_ref().ok())
        .max()
        .copied();
    for (twin, state) in &each {
        let damage = match state {
            Ok(generation) if Some(*generation) == latest => continue,
            Ok(_) => Damage::Older,
            Err(VaultError::KeysMissing) => Damage::Missing,
            Err(VaultError::Newer { .. }) => Damage::Newer,
            Err(VaultError::KeysDamaged) => Damage::Damaged,
            Err(_) => Damage::Unreadable,
        };
        let part = match twin {
            Twin::Keys => Part::Keys,
            Twin::Copy => Part::KeysCopy,
        };
        report.faults.push(Fault::new(part, damage));
    }
}
