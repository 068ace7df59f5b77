//! Saving what can be saved of a damaged vault into a new one, row by row. The damaged one is only read.
//!
//! The new vault has a key, an id and an audit log of its own. Its log begins with where it comes from and goes on with
//! the entries that could be read, each in its old words; what they say of content that could not be saved is entered
//! as lost. So the new chain holds, and tells what is missing. It starts a new signing epoch.

use crate::check::{audit_row, document_holds, keeps_its_word, keys_of, part_of, reader};
use crate::damage::{Damage, Fault, Part};
use crate::files::{self, Places};
use crate::keys::KeySet;
use crate::lock::Lock;
use crate::open::{self, Mode};
use crate::rows::{self, Found, Reader, Row, Table, quoted};
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{Bound, PassphraseSlot, Slot};
use crate::table::audit::{self, Entry, action};
use crate::table::form::{self, NewForm};
use crate::table::meta::{self, MetaRow};
use crate::table::{attachment, event, interview, search};
use crate::{Cost, OfficerId, Role, VaultError, attachments, backup, epoch, migration};
use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, params_from_iter};
use saring_record::{Digest, FormRef, InterviewId, Moment, VaultId};
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
        let _ = backup::clear(&places);
    }
    finished
}

fn saved(
    salvage: &Salvage<'_>,
    (damaged, keys, old): (&Places, &[VaultKey], &KeySet),
    (places, key, set): (&Places, &VaultKey, &KeySet),
    officer: OfficerId,
) -> Result<SalvageReport, VaultError> {
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
        report: SalvageReport::default(),
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

/// What an entry of the new log tells of. Two documents of one number are a conflict.
const ENTERED: &str = "CREATE TEMP TABLE IF NOT EXISTS entered (kind TEXT, interview INTEGER, number INTEGER, \
     commitment TEXT, PRIMARY KEY (kind, interview, number, commitment)) WITHOUT ROWID";

/// A history whose rows have no number of their own yet.
fn of_first_schema(table: &Table) -> bool {
    table.name == "event" && !table.columns.iter().any(|column| column == "nr")
}

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

    /// An entry that the saving itself makes.
    fn enter(&self, action: &str, subject: &str, vault: VaultId) -> Result<(), VaultError> {
        let entry = Entry {
            at: self.now,
            officer: self.officer,
            action,
            subject,
            commitment: None,
        };
        audit::append(self.new, vault, &entry, false)
    }

    /// Copies every row that can be read and holds.
    fn copy(&mut self, reader: &mut Reader<'_>, table: &Table) -> Result<(), VaultError> {
        let mut known = self.columns(&table.name)?;
        let foreign = known.is_empty();
        if foreign {
            // A registry's, which keeps its own tables in the same file.
            self.make_like(reader, &table.name, "type = 'table'")?;
            known = self.columns(&table.name)?;
        }
        let taken: Vec<usize> = (0..table.columns.len())
            .filter(|index| known.contains(&table.columns[*index]))
            // Reckoned anew from the documents that are saved.
            .filter(|index| {
                (table.name.as_str(), table.columns[*index].as_str()) != ("interview", "conflict")
            })
            .collect();
        let mut names: Vec<String> = taken.iter().map(|i| quoted(&table.columns[*i])).collect();
        if of_first_schema(table) {
            names.extend(["nr".to_owned(), "doubtful".to_owned()]);
        }
        let places = vec!["?"; names.len()].join(", ");
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({places})",
            quoted(&table.name),
            names.join(", ")
        );
        rows::walk(reader, table, &mut |found| {
            match found {
                Found::Gap { after, before } => {
                    let fault = Fault::new(part_of(&table.name), Damage::Unreadable)
                        .named(&table.name)
                        .number(after.1.max(0).unsigned_abs() + 1)
                        .through(before.map(|before| before.1.unsigned_abs().saturating_sub(1)));
                    let fault = match self.interview_of(table, after.0)? {
                        Some(id) => fault.of(id),
                        None => fault,
                    };
                    self.lost(fault);
                }
                Found::Row(row) => self.insert(table, &row, &sql, &taken)?,
            }
            Ok(())
        })?;
        if foreign {
            self.make_like(reader, &table.name, "type <> 'table'")?;
        }
        Ok(())
    }

    /// Makes a table, or what belongs to it, as the damaged file describes it.
    fn make_like(
        &self,
        reader: &mut Reader<'_>,
        table: &str,
        which: &str,
    ) -> Result<(), VaultError> {
        let statements: Vec<String> = reader.read(|connection| {
            let mut statement = connection.prepare(&format!(
                "SELECT sql FROM sqlite_master WHERE tbl_name = ?1 AND sql IS NOT NULL AND {which}"
            ))?;
            let rows = statement
                .query_map([table], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            Ok(rows)
        })?;
        for statement in statements {
            self.new.execute_batch(&statement)?;
        }
        Ok(())
    }

    fn insert(
        &mut self,
        table: &Table,
        row: &Row<'_>,
        sql: &str,
        taken: &[usize],
    ) -> Result<(), VaultError> {
        let part = part_of(&table.name);
        let number = row
            .number("seq")
            .or(row.number("number"))
            .unwrap_or(row.key.1);
        let mut changed = Fault::new(part, Damage::Changed)
            .named(&table.name)
            .number(number.unsigned_abs());
        if let Some(id) = self.interview_of(table, row.number("interview").unwrap_or(0))? {
            changed = changed.of(id);
        }
        let holds = match part {
            Part::History => keeps_its_word(row, "body"),
            Part::Documents => document_holds(row),
            _ => true,
        };
        if !holds {
            self.lost(changed);
            return Ok(());
        }
        // Who is named must be there, even if the row with the name could not be read.
        for officer in ["officer", "holder"] {
            if let Some(officer) = row.text(officer) {
                self.ensure_officer(officer)?;
            }
        }
        if table.name == "interview"
            && let Some(digest) = row.text("form").and_then(Digest::parse)
        {
            self.ensure_form(digest)?;
        }
        let mut values: Vec<Value> = taken.iter().map(|i| row.values[*i].clone()).collect();
        if of_first_schema(table) {
            let number = |name| row.number(name).unwrap_or(0);
            let place = event::place(number("interview"), number("seq"));
            values.extend([Value::Integer(place), Value::Integer(0)]);
        }
        let mut done = self.try_insert(sql, &values)?;
        if !done && table.name == "revision" {
            // The document it corrects could not be saved; what it says of it stays in its bytes.
            let parent = taken.iter().position(|i| table.columns[*i] == "parent");
            if let Some(parent) = parent {
                values[parent] = Value::Null;
                done = self.try_insert(sql, &values)?;
            }
        }
        match (done, part) {
            (true, Part::Interviews) => self.report.interviews += 1,
            (true, Part::History) => self.report.history += 1,
            (true, Part::Documents) => self.report.documents += 1,
            (true, _) => {}
            (false, _) => self.lost(changed),
        }
        Ok(())
    }

    /// False when the row points to one that is not there.
    fn try_insert(&self, sql: &str, values: &[Value]) -> Result<bool, VaultError> {
        let done = self
            .new
            .prepare_cached(sql)?
            .execute(params_from_iter(values));
        match done {
            Ok(_) => Ok(true),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    fn columns(&self, table: &str) -> Result<Vec<String>, VaultError> {
        let mut statement = self.new.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let rows = statement
            .query_map([table], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }

    fn interview_of(&self, table: &Table, nr: i64) -> Result<Option<InterviewId>, VaultError> {
        if !table.columns.iter().any(|column| column == "interview") {
            return Ok(None);
        }
        let mut statement = self
            .new
            .prepare_cached("SELECT id FROM interview WHERE nr = ?1")?;
        let mut rows = statement.query([nr])?;
        Ok(match rows.next()? {
            Some(row) => row.get::<_, String>(0)?.parse().ok(),
            None => None,
        })
    }

    fn ensure_officer(&self, id: &str) -> Result<(), VaultError> {
        self.new.execute(
            "INSERT INTO officer (id, name, created) VALUES (?1, '', ?2) ON CONFLICT (id) DO NOTHING",
            (id, self.now.to_string()),
        )?;
        Ok(())
    }

    /// A form whose own row could not be read keeps its digest, and an empty source that the form itself replaces when
    /// it is stored again.
    fn ensure_form(&self, digest: Digest) -> Result<(), VaultError> {
        let form = FormRef {
            id: String::new(),
            version: String::new(),
            digest,
        };
        let empty = NewForm {
            form: &form,
            title: "",
            source: b"",
            imported: self.now,
        };
        form::insert(self.new, &empty)?;
        Ok(())
    }

    /// Interviews whose rows could not be read: SQLite's index of their ids says which there were, so that their
    /// answers have a place.
    fn bare_interviews(&mut self, reader: &mut Reader<'_>) -> Result<(), VaultError> {
        let indexed = reader.read(|connection| {
            let mut statement = connection.prepare(
                "SELECT rowid, id FROM interview INDEXED BY sqlite_autoindex_interview_1",
            )?;
            let rows = statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(i64, String)>, _>>()?;
            Ok(rows)
        });
        let unknown = Digest::of(b"");
        for (nr, id) in indexed.unwrap_or_default() {
            let there: bool = self.new.query_row(
                "SELECT EXISTS (SELECT 1 FROM interview WHERE nr = ?1 OR id = ?2)",
                (nr, &id),
                |row| row.get(0),
            )?;
            if there {
                continue;
            }
            self.ensure_form(unknown.clone())?;
            self.new.execute(
                "INSERT INTO interview
                   (nr, id, form, slip, officer_language, person_language, stage, officer, holder, started, updated)
                 VALUES (?1, ?2, ?3, '', '', '', 'full', ?4, ?4, ?5, ?5)",
                (nr, &id, unknown.as_str(), self.officer.to_string(), self.now.to_string()),
            )?;
            self.report.interviews += 1;
            self.report.interviews_bare += 1;
        }
        Ok(())
    }

    /// Takes the old entries over, in their order; what they commit to and was not saved is entered as lost.
    fn carry_audit(
        &mut self,
        reader: &mut Reader<'_>,
        table: &Table,
        vault: VaultId,
    ) -> Result<(), VaultError> {
        self.new.execute_batch(ENTERED)?;
        rows::walk(reader, table, &mut |found| {
            match found {
                Found::Gap { after, before } => {
                    let fault = Fault::new(Part::Audit, Damage::Unreadable)
                        .number(after.1.max(0).unsigned_abs() + 1)
                        .through(before.map(|before| before.1.unsigned_abs().saturating_sub(1)));
                    self.lost(fault);
                }
                Found::Row(row) => match audit_row(&row, self.old) {
                    Some(old) => self.carry(&old, vault)?,
                    None => {
                        let number = row.key.1.unsigned_abs();
                        self.lost(Fault::new(Part::Audit, Damage::Changed).number(number));
                    }
                },
            }
            Ok(())
        })
    }

    fn carry(&mut self, old: &audit::AuditRow, vault: VaultId) -> Result<(), VaultError> {
        let (kind, found) = match old.action.as_str() {
            action::RECORDED => ("event", self.find("event", "seq", old)?),
            action::FINALIZED => ("revision", self.find("revision", "number", old)?),
            action::REVISION_TAKEN_IN => ("revision", self.find("revision", "number", old)?),
            action::ATTACHED => ("attachment", self.find_attachment(old)?),
            _ => ("", Some((0, 0))),
        };
        let entered = match found {
            Some((nr, number)) if !kind.is_empty() => {
                let sql = "INSERT INTO temp.entered VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
                let commitment = old.commitment.as_ref().map_or("", Digest::as_str);
                self.new.execute(sql, (kind, nr, number, commitment))? > 0
            }
            Some(_) => true,
            None => false,
        };
        let action = if entered {
            old.action.clone()
        } else {
            format!("lost-{}", old.action)
        };
        self.report.audit_entries += 1;
        let entry = Entry {
            at: old.at,
            officer: old.officer,
            action: &action,
            subject: &old.subject,
            commitment: old.commitment.as_ref(),
        };
        audit::append(self.new, vault, &entry, old.doubtful)
    }

    /// The saved row that an entry commits to: interview's row and number.
    fn find(
        &self,
        table: &str,
        number: &str,
        old: &audit::AuditRow,
    ) -> Result<Option<(i64, i64)>, VaultError> {
        let (Some((id, nth)), Some(commitment)) = (old.subject.split_once('#'), &old.commitment)
        else {
            return Ok(None);
        };
        let sql = format!(
            "SELECT interview.nr, {table}.{number} FROM interview JOIN {table} ON {table}.interview = interview.nr
             WHERE interview.id = ?1 AND {table}.{number} = CAST(?2 AS INTEGER) AND {table}.commitment = ?3
               AND {table}.at = ?4 AND {table}.officer = ?5"
        );
        let mut statement = self.new.prepare_cached(&sql)?;
        let mut rows = statement.query((
            id,
            nth,
            commitment.as_str(),
            old.at.to_string(),
            old.officer.to_string(),
        ))?;
        Ok(match rows.next()? {
            Some(row) => Some((row.get(0)?, row.get(1)?)),
            None => None,
        })
    }

    /// The saved attachment or tombstone that an entry commits to: its row, and nothing.
    fn find_attachment(&self, old: &audit::AuditRow) -> Result<Option<(i64, i64)>, VaultError> {
        let mut statement = self.new.prepare_cached(
            "SELECT nr FROM attachment WHERE id = ?1 AND commitment = ?2 AND state <> 'arriving'",
        )?;
        let commitment = old.commitment.as_ref().map(Digest::as_str);
        let mut rows = statement.query((&old.subject, commitment))?;
        Ok(match rows.next()? {
            Some(row) => Some((row.get(0)?, 0)),
            None => None,
        })
    }

    /// Says of which attachments a part could not be saved. What is there of them stays: most of a recording is worth
    /// more than none of it.
    fn hold_attachments(&mut self) -> Result<(), VaultError> {
        self.report.attachments = attachment::all(self.new)?.len() as u64;
        for id in attachments::damaged(self.new)? {
            let lying = attachment::lying(self.new, id)?;
            let fault = Fault::new(Part::Attachments, Damage::Damaged);
            self.lost(fault.of(lying.interview).named(&id.to_string()));
        }
        Ok(())
    }

    /// What was saved and no entry that could be read tells of is entered anew, under its own time and officer.
    fn enter_unknown(&mut self, vault: VaultId) -> Result<(), VaultError> {
        self.new.execute_batch(ENTERED)?;
        let of_interview = |table: &str, number: &str| {
            format!(
                "SELECT interview.id || '#' || {table}.{number}, {table}.at, {table}.officer, {table}.commitment,
                   {table}.doubtful
                 FROM {table} JOIN interview ON interview.nr = {table}.interview
                 WHERE NOT EXISTS (SELECT 1 FROM temp.entered WHERE kind = '{table}'
                   AND entered.interview = {table}.interview AND entered.number = {table}.{number}
                   AND entered.commitment = {table}.commitment)"
            )
        };
        let attachments = "SELECT id, at, officer, commitment, doubtful FROM attachment
             WHERE commitment IS NOT NULL AND NOT EXISTS
               (SELECT 1 FROM temp.entered WHERE kind = 'attachment' AND entered.interview = nr)";
        for (sql, action) in [
            (of_interview("event", "seq"), action::RECORDED),
            (of_interview("revision", "number"), action::FINALIZED),
            (attachments.to_owned(), action::ATTACHED),
        ] {
            let mut statement = self.new.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let commitment = Digest::parse(&row.get::<_, String>(3)?);
                let entry = Entry {
                    at: Moment::parse(&row.get::<_, String>(1)?).unwrap_or(self.now),
                    officer: row.get::<_, String>(2)?.parse().unwrap_or(self.officer),
                    action,
                    subject: &row.get::<_, String>(0)?,
                    commitment: commitment.as_ref(),
                };
                audit::append(self.new, vault, &entry, row.get(4)?)?;
            }
        }
        self.new.execute_batch("DROP TABLE temp.entered")?;
        Ok(())
    }
}
