//! Saving what can be saved of a damaged vault into a new one, row by row. The damaged one is only read.
//!
//! The new vault has a key, an id and an audit log of its own. Its log begins with where it comes from and goes on with
//! the entries that could be read, each in its old words; what they say of content that could not be saved is entered
//! as lost. So the new chain holds, and tells what is missing. It starts a new signing epoch.

mod copy;
mod log;

use crate::check::{keys_of, log_fault, reader};
use crate::damage::{Damage, Fault, Part};
use crate::files::{self, Places};
use crate::keys::KeySet;
use crate::lock::Lock;
use crate::open::{self, Mode};
use crate::rows::{self, Reader, Table};
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{Bound, PassphraseSlot, Slot};
use crate::table::audit::action;
use crate::table::form::{self, NewForm};
use crate::table::meta::{self, MetaRow};
use crate::table::{interview, search};
use crate::{Cost, OfficerId, Role, VaultError, backup, epoch, leftover, migration};
use rusqlite::Connection;
use saring_record::{Moment, VaultId};
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// The tables of this crate, each after those it points to. What else is in the file follows them.
const ORDER: [&str; 13] = [
    "officer",
    "form",
    "interview",
    "event",
    "revision",
    "attachment",
    "attachment_chunk",
    "outbox",
    "outbox_document",
    "withdrawal",
    "outbox_withdrawal",
    "peer",
    "secret",
];

/// What is not copied row by row: two are written anew, and what a search finds derives from the histories.
const APART: [&str; 3] = ["meta", "audit", "search_text"];

/// A vault to be saved.
#[derive(Clone, Copy)]
pub struct Salvage<'a> {
    /// The damaged one. Nothing of it is changed.
    pub damaged: &'a Path,
    /// Where the new one is made; there is nothing yet.
    pub target: &'a Path,
    /// Opens the damaged one, and will open the new one.
    pub passphrase: &'a Passphrase,
    /// How much work a try at that costs.
    pub cost: Cost,
    /// Forms that are at hand, in case their pages are broken.
    pub forms: &'a [NewForm<'a>],
    /// The time.
    pub now: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Salvage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Salvage")
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

/// What was saved, and what was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SalvageReport {
    /// Interviews in the new vault.
    pub interviews: u64,
    /// Of these, how many are without their form, languages and slip, because their rows could not be read.
    pub interviews_bare: u64,
    /// Entries of their histories.
    pub history: u64,
    /// Finished documents.
    pub documents: u64,
    /// Attachments, those included of which a part is missing.
    pub attachments: u64,
    /// Entries of the audit log that were taken over.
    pub audit_entries: u64,
    /// What could not be saved, by part.
    pub faults: Vec<Fault>,
}

/// Saves what can be saved. Only the officer whose passphrase it is has a slot in the new vault; others are readmitted
/// there, and recovery and escrow are made anew.
///
/// # Errors
/// As [`crate::check`]; [`VaultError::VaultDamaged`] when the pages that describe the tables are broken, so that nothing
/// can be read; [`VaultError::Exists`] and those of writing for the new vault. What was not finished is taken away again.
pub fn salvage(salvage: &Salvage<'_>) -> Result<SalvageReport, VaultError> {
    let damaged = Places::of(salvage.damaged);
    if !damaged.vault.is_file() {
        return Err(VaultError::NoSuchVault);
    }
    let _damaged_lock = Lock::take(&damaged)?;
    let (set, opened) = keys_of(&damaged, salvage.passphrase, salvage.now)?;
    let officer = opened.iter().map(|opened| opened.officer).next();
    let officer = officer.ok_or(VaultError::NoSlot)?;
    let keys: Vec<VaultKey> = opened.into_iter().map(|opened| opened.key).collect();
    let places = Places::of(salvage.target);
    let _lock = Lock::take(&places)?;
    let bound = Bound {
        vault: VaultId::generate(),
        training: set.training,
    };
    let key = VaultKey::generate()?;
    let slot = PassphraseSlot::seal(
        &key,
        salvage.passphrase,
        salvage.cost,
        bound,
        (officer, None),
        salvage.now,
    )?;
    let new_set = KeySet::new(bound, 1, vec![Slot::Passphrase(slot)])?;
    backup::make_room(&places, &new_set)?;

    let log_was_there = damaged.log.exists();
    let saved = saved(
        salvage,
        (&damaged, &keys, &set),
        (&places, &key, &new_set),
        officer,
    );
    if !log_was_there {
        // Looking made an empty log where none was.
        files::remove(&damaged.log)?;
    }
    let finished = saved.and_then(|report| {
        new_set.write(&places)?;
        std::fs::rename(&places.part, &places.vault)?;
        files::sync_folder(&places.vault)?;
        Ok(report)
    });
    if finished.is_err() {
        let _ = files::remove(&files::beside(&places.part, "-wal"));
        let _ = backup::take_back(&places);
    }
    finished
}

fn saved(
    salvage: &Salvage<'_>,
    (damaged, keys, old): (&Places, &[VaultKey], &KeySet),
    (places, key, set): (&Places, &VaultKey, &KeySet),
    officer: OfficerId,
) -> Result<SalvageReport, VaultError> {
    // Before anything reads through it: SQLite passes over what it cannot read there, and says nothing.
    let left = leftover::examine(&damaged.log)?;
    let mut reader = reader(&damaged.vault, keys).ok_or(VaultError::VaultDamaged)?;
    reader.read(migration::refuse_newer)?;
    let tables = rows::tables(&mut reader)?;
    let mut connection = open::open(&places.part, key, Mode::New)?;
    let transaction = connection.transaction()?;
    let mut builder = Builder {
        new: &transaction,
        officer,
        old: old.vault,
        now: salvage.now,
        report: SalvageReport {
            faults: log_fault(&left.verdict).into_iter().collect(),
            ..SalvageReport::default()
        },
    };
    builder.describe(&mut reader, &tables, salvage, set)?;
    let mut order: Vec<&Table> = Vec::new();
    order.extend(
        ORDER
            .iter()
            .filter_map(|name| tables.iter().find(|table| table.name == *name)),
    );
    let other = |table: &&Table| {
        !ORDER.contains(&table.name.as_str()) && !APART.contains(&table.name.as_str())
    };
    order.extend(tables.iter().filter(other));
    for table in order {
        builder.copy(&mut reader, table)?;
        match table.name.as_str() {
            "officer" => builder.ensure_officer(&officer.to_string())?,
            "form" => {
                for at_hand in salvage.forms {
                    form::insert(builder.new, at_hand)?;
                }
            }
            "interview" => {
                builder.bare_interviews(&mut reader)?;
                search::forget(builder.new)?;
                interview::everybody_has_a_holder(builder.new)?;
            }
            _ => {}
        }
    }
    builder.hold_attachments()?;
    if let Some(audit) = tables.iter().find(|table| table.name == "audit") {
        builder.carry_audit(&mut reader, audit, set.vault)?;
    }
    builder.enter_unknown(set.vault)?;
    epoch::mark(builder.new, "main", epoch::SALVAGED)?;
    let mut report = builder.report;
    transaction.commit()?;
    open::sound(&connection)?;
    open::close(connection)?;
    report.faults.sort();
    Ok(report)
}

/// The new vault while it is being filled.
struct Builder<'a> {
    new: &'a Connection,
    officer: OfficerId,
    old: VaultId,
    now: Moment,
    report: SalvageReport,
}

impl Builder<'_> {
    fn lost(&mut self, fault: Fault) {
        self.report.faults.push(fault);
    }

    /// What the vault is, as far as it can be read, and the first entries of its log.
    fn describe(
        &mut self,
        reader: &mut Reader<'_>,
        tables: &[Table],
        salvage: &Salvage<'_>,
        set: &KeySet,
    ) -> Result<(), VaultError> {
        let there = tables.iter().any(|table| table.name == "meta");
        let read = if there {
            reader.read(meta::read)
        } else {
            Err(VaultError::VaultDamaged)
        };
        let label = salvage.damaged.file_stem().unwrap_or_default();
        let row = match read {
            Ok(row) => MetaRow {
                vault: set.vault,
                slots_generation: set.generation,
                slots_digest: set.digest().to_owned(),
                ..row
            },
            Err(_) => {
                self.lost(Fault::new(Part::Officers, Damage::Unreadable).named("meta"));
                MetaRow {
                    vault: set.vault,
                    label: label.to_string_lossy().into_owned(),
                    station: String::new(),
                    role: Role::Field,
                    training: set.training,
                    created: salvage.now,
                    slots_generation: set.generation,
                    slots_digest: set.digest().to_owned(),
                }
            }
        };
        meta::insert(self.new, &row)?;
        self.enter(action::CREATED, &set.vault.to_string(), set.vault)?;
        self.enter(action::SALVAGED, &self.old.to_string(), set.vault)
    }
}
