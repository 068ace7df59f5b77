//! Rows: every one that can be read and holds goes into the new vault, with those that others point to.

use super::Builder;
use crate::check::{document_holds, keeps_its_word, part_of};
use crate::damage::{Damage, Fault, Part};
use crate::rows::{self, Found, Reader, Row, Table, quoted};
use crate::table::form::{self, NewForm};
use crate::table::{attachment, event};
use crate::{VaultError, attachments};
use rusqlite::types::Value;
use rusqlite::{ErrorCode, params_from_iter};
use saring_record::{Digest, FormRef, InterviewId};

/// A history whose rows have no number of their own yet.
fn of_first_schema(table: &Table) -> bool {
    table.name == "event" && !table.columns.iter().any(|column| column == "nr")
}

impl Builder<'_> {
    /// Copies every row that can be read and holds.
    pub(super) fn copy(
        &mut self,
        reader: &mut Reader<'_>,
        table: &Table,
    ) -> Result<(), VaultError> {
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

    pub(super) fn ensure_officer(&self, id: &str) -> Result<(), VaultError> {
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
    pub(super) fn bare_interviews(&mut self, reader: &mut Reader<'_>) -> Result<(), VaultError> {
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

    /// Says of which attachments a part could not be saved. What is there of them stays: most of a recording is worth
    /// more than none of it.
    pub(super) fn hold_attachments(&mut self) -> Result<(), VaultError> {
        self.report.attachments = attachment::all(self.new)?.len() as u64;
        for id in attachments::damaged(self.new)? {
            let lying = attachment::lying(self.new, id)?;
            let fault = Fault::new(Part::Attachments, Damage::Damaged);
            self.lost(fault.of(lying.interview).named(&id.to_string()));
        }
        Ok(())
    }
}
