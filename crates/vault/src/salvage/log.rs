//! The new audit log: where the vault comes from, the old entries in their old words, and what nobody told of.

use super::Builder;
use crate::VaultError;
use crate::check::audit_row;
use crate::damage::{Damage, Fault, Part};
use crate::rows::{self, Found, Reader, Table};
use crate::table::audit::{self, Entry, action};
use saring_record::{Digest, Moment, VaultId};

/// What an entry of the new log tells of. Two documents of one number are a conflict.
const ENTERED: &str = "CREATE TEMP TABLE IF NOT EXISTS entered (kind TEXT, interview INTEGER, number INTEGER, \
     commitment TEXT, PRIMARY KEY (kind, interview, number, commitment)) WITHOUT ROWID";

impl Builder<'_> {
    /// An entry that the saving itself makes.
    pub(super) fn enter(
        &self,
        action: &str,
        subject: &str,
        vault: VaultId,
    ) -> Result<(), VaultError> {
        let entry = Entry {
            at: self.now,
            officer: self.officer,
            action,
            subject,
            commitment: None,
        };
        audit::append(self.new, vault, &entry, false)
    }

    /// Takes the old entries over, in their order; what they commit to and was not saved is entered as lost.
    pub(super) fn carry_audit(
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

    /// What was saved and no entry that could be read tells of is entered anew, under its own time and officer.
    pub(super) fn enter_unknown(&mut self, vault: VaultId) -> Result<(), VaultError> {
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
