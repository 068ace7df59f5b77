//! The check of a vault: keys files, leftover log, pages, tables, audit chain, digests; and, where something is wrong,
//! what can still be read.

use crate::commitment::Committed;
use crate::damage::{CheckReport, Damage, Fault, Part, Readable};
use crate::files::Places;
use crate::keys::{KeySet, Twin};
use crate::leftover::{self, Verdict};
use crate::lock::Lock;
use crate::rows::{self, Found, Reader, Row};
use crate::secret::{Passphrase, VaultKey};
use crate::table::{attachment, audit, event, meta, revision};
use crate::unlock::Opened;
use crate::{AttachmentId, Vault, VaultError, attachments, migration, open, tries, unlock};
use rusqlite::Connection;
use saring_record::{Digest, InterviewId, Moment, VaultId};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

impl Vault {
    /// Reads the whole file and says what is wrong with it. Takes time with its size. Where pages are broken nothing
    /// more is said here: [`check`] tells what can be read.
    ///
    /// # Errors
    /// Those of reading and of the checkpoint before it.
    pub fn check(&mut self) -> Result<CheckReport, VaultError> {
        // Page authentication is checked in the file alone, so the log goes into it first.
        open::checkpoint(&self.connection)?;
        let mut report = CheckReport::default();
        keys_files(&self.places, &mut report);
        broken_pages(&self.connection, &BTreeSet::new(), &mut report)?;
        if !report.has(Part::Pages) {
            tables(&self.connection, self.meta.vault, &mut report)?;
            self.still_sound()?;
        }
        Ok(report)
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
    if let Verdict::Damaged { transactions } = left.verdict {
        let fault = Fault::new(Part::Log, Damage::Damaged);
        report.faults.push(match transactions {
            Some(lost) => fault.number(lost.into()),
            None => fault,
        });
    }
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

fn lines(connection: &Connection, pragma: &str) -> Result<Vec<String>, VaultError> {
    let mut statement = connection.prepare(pragma)?;
    let rows = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The pages of the encrypted file that are not authentic, but for those that the log replaces.
fn broken_pages(
    connection: &Connection,
    in_log: &BTreeSet<u32>,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    for line in lines(connection, "PRAGMA cipher_integrity_check")? {
        let digits = line.rsplit(|c: char| !c.is_ascii_digit());
        let number = digits.filter_map(|word| word.parse::<u32>().ok()).next();
        if number.is_some_and(|number| in_log.contains(&number)) {
            continue;
        }
        let fault = Fault::new(Part::Pages, Damage::Damaged);
        report.faults.push(match number {
            Some(number) => fault.number(number.into()),
            None => fault,
        });
    }
    Ok(())
}

/// What holds of the tables of a file whose pages are whole.
fn tables(
    connection: &Connection,
    vault: VaultId,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let mut names = lines(connection, "SELECT name FROM sqlite_master")?;
    // The longest name that a line holds is the one it is about: `interview` stands in many.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let structure = |line: &str| {
        let fault = Fault::new(Part::Structure, Damage::Damaged);
        match names.iter().find(|name| line.contains(name.as_str())) {
            Some(name) => fault.named(name),
            None => fault,
        }
    };
    for line in lines(connection, "PRAGMA integrity_check")? {
        if line != "ok" {
            report.faults.push(structure(&line));
        }
    }
    let dangling: BTreeSet<String> = lines(connection, "PRAGMA foreign_key_check")?
        .into_iter()
        .collect();
    for table in dangling {
        let fault = Fault::new(Part::Structure, Damage::Missing).named(&table);
        report.faults.push(fault);
    }
    if meta::read(connection)?.vault != vault {
        report
            .faults
            .push(Fault::new(Part::Officers, Damage::Changed));
    }
    let checks: [(Part, Result<(), VaultError>); 4] = [
        (Part::Audit, audit::verify_chain(connection, vault)),
        (Part::History, event::verify(connection)),
        (Part::Documents, revision::verify(connection)),
        (Part::Attachments, attachment::verify(connection)),
    ];
    for (part, outcome) in checks {
        match outcome {
            Ok(()) => {}
            Err(VaultError::AuditBroken { seq }) => {
                report.faults.push(about(connection, part, seq)?);
            }
            Err(error) => return Err(error),
        }
    }
    for id in attachments::damaged(connection)? {
        let lying = attachment::lying(connection, id)?;
        let fault = Fault::new(Part::Attachments, Damage::Changed);
        report
            .faults
            .push(fault.of(lying.interview).named(&id.to_string()));
    }
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    report.interviews = count("SELECT count(*) FROM interview")?.unsigned_abs();
    report.audit_entries = count("SELECT count(*) FROM audit")?.unsigned_abs();
    Ok(())
}

/// What an audit entry that fails is about.
fn about(connection: &Connection, part: Part, seq: u64) -> Result<Fault, VaultError> {
    let fault = Fault::new(part, Damage::Changed);
    if part == Part::Audit {
        return Ok(fault.number(seq));
    }
    let subject = "SELECT subject FROM audit WHERE seq = ?1";
    let mut statement = connection.prepare(subject)?;
    let mut rows = statement.query([seq as i64])?;
    let Some(row) = rows.next()? else {
        return Ok(fault);
    };
    let subject: String = row.get(0)?;
    Ok(match parted(&subject) {
        _ if part == Part::Attachments => fault.named(&subject),
        Some((interview, number)) => fault.of(interview).number(number),
        None => fault,
    })
}

/// An interview and a number within it, as audit entries name them.
fn parted(subject: &str) -> Option<(InterviewId, u64)> {
    let (interview, number) = subject.split_once('#')?;
    Some((interview.parse().ok()?, number.parse().ok()?))
}

/// What is there and what is not, as far as rows can be read.
#[derive(Default)]
struct Tally {
    /// Interviews by the numbers of their rows.
    interviews: BTreeMap<i64, InterviewId>,
    /// Entries of the history and documents that hold: interview's row and their own numbers.
    history: BTreeMap<i64, BTreeSet<u64>>,
    documents: BTreeMap<i64, BTreeSet<u64>>,
    documents_lost: BTreeMap<i64, u64>,
    /// What the audit log knows of: the commitments to entries and to documents.
    recorded: BTreeMap<InterviewId, BTreeSet<u64>>,
    finalized: BTreeMap<InterviewId, BTreeSet<u64>>,
    /// Attachments by the numbers of their rows, and what was read of each.
    attachments: BTreeMap<i64, Attached>,
    chunks: BTreeMap<i64, (u64, Sha256)>,
    attached: BTreeSet<AttachmentId>,
    last_audit: Option<(u64, Digest)>,
}

/// An attachment as its row describes it.
struct Attached {
    id: AttachmentId,
    interview: i64,
    /// What it has to be; none for a tombstone and for what is still arriving.
    content: Option<(u64, Digest)>,
}

impl Attached {
    fn read(row: &Row<'_>) -> Option<Self> {
        let whole = row.text("state")? == "whole";
        let bytes = || row.number("bytes")?.try_into().ok();
        let digest = || row.text("digest").and_then(Digest::parse);
        Some(Self {
            id: row.text("id")?.parse().ok()?,
            interview: row.number("interview")?,
            content: match whole {
                true => Some((bytes()?, digest()?)),
                false => None,
            },
        })
    }
}

/// Walks through every table.
fn row_by_row(
    reader: &mut Reader<'_>,
    vault: VaultId,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let Ok(tables) = rows::tables(reader) else {
        let first = Fault::new(Part::Pages, Damage::Unreadable).number(1);
        report.faults.push(first);
        return Ok(());
    };
    let mut tally = Tally::default();
    for table in &tables {
        let part = part_of(&table.name);
        rows::walk(reader, table, &mut |found| {
            match found {
                Found::Row(row) => {
                    if let Some(fault) = tally.take(part, &row, vault)? {
                        report.faults.push(fault);
                    }
                }
                Found::Gap { after, before } => {
                    let fault = Fault::new(part, Damage::Unreadable).named(&table.name);
                    report
                        .faults
                        .push(match (part, tally.interviews.get(&after.0)) {
                            (Part::History, Some(id)) => {
                                let end = before.filter(|before| before.0 == after.0);
                                let from = after.1.max(0).unsigned_abs() + 1;
                                let through = end.map(|end| end.1.unsigned_abs() - 1);
                                fault.of(*id).number(from).through(through)
                            }
                            _ => fault
                                .number(after.1.max(0).unsigned_abs() + 1)
                                .through(before.map(|before| before.1.unsigned_abs() - 1)),
                        });
                }
            }
            Ok(())
        })?;
    }
    tally.close(report)
}

/// Which part a table belongs to.
pub(crate) fn part_of(table: &str) -> Part {
    match table {
        "meta" | "officer" => Part::Officers,
        "audit" => Part::Audit,
        "interview" => Part::Interviews,
        "event" => Part::History,
        "revision" => Part::Documents,
        "attachment" | "attachment_chunk" => Part::Attachments,
        "form" => Part::Forms,
        "outbox" | "outbox_document" | "outbox_withdrawal" | "withdrawal" | "peer" => {
            Part::Exchange
        }
        "secret" | "setting" => Part::Settings,
        _ => Part::Table,
    }
}

/// Whether content and salt are what a row commits to; both gone is as good.
pub(crate) fn keeps_its_word(row: &Row<'_>, content: &str) -> bool {
    match (
        row.bytes(content),
        row.bytes("salt"),
        row.text("commitment"),
    ) {
        (None, None, Some(_)) => true,
        (Some(content), Some(salt), Some(commitment)) => {
            Committed::digest_of(salt, content).as_str() == commitment
        }
        _ => false,
    }
}

/// Whether a document's bytes are those of its digest; purged ones are as good.
pub(crate) fn document_holds(row: &Row<'_>) -> bool {
    let digest = row
        .bytes("document")
        .is_none_or(|bytes| Some(Digest::of(bytes).as_str()) == row.text("digest"));
    digest && keeps_its_word(row, "document")
}

/// The audit entry of a row, and whether it holds by itself.
pub(crate) fn audit_row(row: &Row<'_>, vault: VaultId) -> Option<audit::AuditRow> {
    let found = audit::AuditRow {
        seq: row.number("seq")?.try_into().ok()?,
        at: Moment::parse(row.text("at")?).ok()?,
        officer: row.text("officer")?.parse().ok()?,
        action: row.text("action")?.to_owned(),
        subject: row.text("subject")?.to_owned(),
        commitment: row
            .text("commitment")
            .map(Digest::parse)
            .map_or(Some(None), |digest| digest.map(Some))?,
        // Before there was such a column nothing was doubted.
        doubtful: row.number("doubtful").unwrap_or(0) != 0,
        previous: Digest::parse(row.text("previous")?)?,
        hash: Digest::parse(row.text("hash")?)?,
    };
    audit::holds(&found, vault).ok()?.then_some(found)
}

impl Tally {
    /// Takes a row in; what is wrong with it, if anything.
    fn take(
        &mut self,
        part: Part,
        row: &Row<'_>,
        vault: VaultId,
    ) -> Result<Option<Fault>, VaultError> {
        let changed = Fault::new(part, Damage::Changed);
        let number = |name| row.number(name).unwrap_or(0).unsigned_abs();
        let interview = row.number("interview").unwrap_or(0);
        let of = |fault: Fault| match self.interviews.get(&interview) {
            Some(id) => fault.of(*id),
            None => fault,
        };
        Ok(match part {
            Part::Interviews => {
                match row.text("id").and_then(|id| id.parse().ok()) {
                    Some(id) => self.interviews.insert(row.key.1, id),
                    None => return Ok(Some(changed.number(row.key.1.unsigned_abs()))),
                };
                None
            }
            Part::History if keeps_its_word(row, "body") => {
                let entries = self.history.entry(interview).or_default();
                entries.insert(number("seq"));
                None
            }
            Part::History => Some(of(changed.number(number("seq")))),
            Part::Documents if document_holds(row) => {
                let documents = self.documents.entry(interview).or_default();
                documents.insert(number("number"));
                None
            }
            Part::Documents => {
                let fault = of(changed.number(number("number")));
                *self.documents_lost.entry(interview).or_default() += 1;
                Some(fault)
            }
            Part::Attachments => match row.bytes("bytes") {
                // Chunks of one attachment come in their order.
                Some(bytes) => {
                    let of = row.number("attachment").unwrap_or(0);
                    let (read, sum) = self.chunks.entry(of).or_default();
                    if *read != u64::MAX && number("seq") * attachment::CHUNK as u64 == *read {
                        *read += bytes.len() as u64;
                        sum.update(bytes);
                    } else {
                        *read = u64::MAX;
                    }
                    None
                }
                None => match Attached::read(row) {
                    Some(found) => {
                        self.attachments.insert(row.key.1, found);
                        None
                    }
                    None => Some(of(changed.number(row.key.1.unsigned_abs()))),
                },
            },
            Part::Audit => {
                let seq = number("seq");
                let Some(found) = audit_row(row, vault) else {
                    self.last_audit = None;
                    return Ok(Some(changed.number(seq)));
                };
                let follows = self
                    .last_audit
                    .as_ref()
                    .is_none_or(|(last, hash)| *last + 1 == seq && *hash == found.previous);
                if let Some((interview, number)) = parted(&found.subject) {
                    let known = match found.action.as_str() {
                        audit::action::RECORDED => Some(&mut self.recorded),
                        audit::action::FINALIZED | audit::action::REVISION_TAKEN_IN => {
                            Some(&mut self.finalized)
                        }
                        _ => None,
                    };
                    if let Some(known) = known {
                        known.entry(interview).or_default().insert(number);
                    }
                }
                if found.action == audit::action::ATTACHED
                    && let Ok(id) = found.subject.parse()
                {
                    self.attached.insert(id);
                }
                self.last_audit = Some((seq, found.hash));
                (!follows).then(|| changed.number(seq))
            }
            _ => None,
        })
    }

    /// Attachments by interview: those that are whole and those that are not, each of which is reported.
    fn close_attachments(
        &mut self,
        report: &mut CheckReport,
    ) -> Result<BTreeMap<i64, (u64, u64)>, VaultError> {
        let mut counts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for (nr, row) in std::mem::take(&mut self.attachments) {
            self.attached.remove(&row.id);
            let Some(content) = row.content else { continue };
            let (bytes, sum) = self.chunks.remove(&nr).unwrap_or_default();
            let count = counts.entry(row.interview).or_default();
            if (bytes, attachments::digest_of(sum)?) == content {
                count.0 += 1;
                continue;
            }
            count.1 += 1;
            let fault = Fault::new(Part::Attachments, Damage::Changed).named(&row.id.to_string());
            report
                .faults
                .push(match self.interviews.get(&row.interview) {
                    Some(id) => fault.of(*id),
                    None => fault,
                });
        }
        for id in &self.attached {
            let fault = Fault::new(Part::Attachments, Damage::Missing);
            report.faults.push(fault.named(&id.to_string()));
        }
        Ok(counts)
    }

    /// What can be read of each interview.
    fn close(mut self, report: &mut CheckReport) -> Result<(), VaultError> {
        let attachments = self.close_attachments(report)?;
        report.interviews = self.interviews.len() as u64;
        report.audit_entries = self.last_audit.map_or(0, |(seq, _)| seq);
        for (nr, interview) in self.interviews {
            let history = self.history.get(&nr).cloned().unwrap_or_default();
            let known = self.recorded.get(&interview);
            let lost = known.map_or(0, |known| known.difference(&history).count());
            // What the audit log cannot tell any more shows as a number left out.
            let left_out = history.last().map_or(0, |last| last - history.len() as u64);
            let documents = self.documents.get(&nr).cloned().unwrap_or_default();
            let finalized = self.finalized.get(&interview);
            let gone = finalized.map_or(0, |known| known.difference(&documents).count() as u64);
            let wrong = self.documents_lost.get(&nr).copied().unwrap_or(0);
            report.readable.push(Readable {
                interview,
                history: history.len() as u64,
                history_lost: (lost as u64).max(left_out),
                documents: documents.len() as u64,
                documents_lost: gone.max(wrong),
                attachments: attachments.get(&nr).map_or(0, |count| count.0),
                attachments_lost: attachments.get(&nr).map_or(0, |count| count.1),
            });
        }
        Ok(())
    }
}
