//! What a vault keeps besides interviews: forms, secrets, settings, the audit log; and the check of it all.

use crate::table::audit::{self, AuditRow, action};
use crate::table::form::{self, FormRow, NewForm};
use crate::table::{attachment, event, revision, secret, setting};
use crate::{Vault, VaultError, open};
use saring_record::{Digest, Moment};
use zeroize::Zeroizing;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Pages of the encrypted file whose authentication fails. When there are any, the rest was not looked at.
    pub pages: usize,
    /// Faults in the structure of the tables, as SQLite counts them.
    pub structure: usize,
    /// Rows that point to a row that is not there.
    pub references: usize,
    /// The first audit entry that does not hold; 0 for a history entry that the audit log does not know.
    pub audit: Option<u64>,
}

impl CheckReport {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_good(&self) -> bool {
        *self == Self::default()
    }
}

impl Vault {
    /// Stores a form; one with the same digest that is there already stays as it is.
    ///
    /// # Errors
    /// Those of writing.
    pub fn store_form(&mut self, new: &NewForm<'_>) -> Result<(), VaultError> {
        self.write(|write| {
            if form::insert(write.connection, new)? {
                write.enter(
                    new.imported,
                    action::FORM_STORED,
                    new.form.digest.as_str(),
                    None,
                )?;
            }
            Ok(())
        })
    }

    /// The forms, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn forms(&self) -> Result<Vec<FormRow>, VaultError> {
        self.read(form::all)
    }

    /// The source a form was stored with.
    ///
    /// # Errors
    /// Those of reading.
    pub fn form_source(&self, digest: &Digest) -> Result<Option<Vec<u8>>, VaultError> {
        self.read(|connection| form::source(connection, digest))
    }

    /// A secret by its name, wiped when dropped.
    ///
    /// # Errors
    /// Those of reading.
    pub fn secret(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
        self.read(|connection| secret::read(connection, name))
    }

    /// Stores a secret, in place of one of the same name.
    ///
    /// # Errors
    /// Those of writing.
    pub fn store_secret(&mut self, name: &str, value: &[u8]) -> Result<(), VaultError> {
        self.write(|write| secret::store(write.connection, name, value))
    }

    /// A setting by its name.
    ///
    /// # Errors
    /// Those of reading.
    pub fn setting(&self, name: &str) -> Result<Option<String>, VaultError> {
        self.read(|connection| setting::read(connection, name))
    }

    /// Stores a setting, in place of one of the same name.
    ///
    /// # Errors
    /// Those of writing.
    pub fn set_setting(&mut self, name: &str, value: &str) -> Result<(), VaultError> {
        self.write(|write| setting::store(write.connection, name, value))
    }

    /// The audit log, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn audit(&self) -> Result<Vec<AuditRow>, VaultError> {
        self.read(audit::all)
    }

    /// Number and hash of the last audit entry: what a bundle carries, so that a cut tail shows.
    ///
    /// # Errors
    /// Those of reading.
    pub fn audit_head(&self) -> Result<(u64, Digest), VaultError> {
        self.read(|connection| audit::head(connection, self.meta.vault))
    }

    /// Enters something in the audit log: a kebab-case code and an id, never content.
    ///
    /// # Errors
    /// Those of writing.
    pub fn log(&mut self, action: &str, subject: &str, at: Moment) -> Result<(), VaultError> {
        self.write(|write| write.enter(at, action, subject, None))
    }

    /// Walks the audit chain and holds history and documents against it.
    ///
    /// # Errors
    /// [`VaultError::AuditBroken`] with the first entry that fails.
    pub fn verify_audit(&self) -> Result<(), VaultError> {
        self.read(|connection| {
            audit::verify_chain(connection, self.meta.vault)?;
            event::verify(connection)?;
            revision::verify(connection)?;
            attachment::verify(connection)
        })
    }

    /// Reads the whole file and says what is wrong with it. Takes time with its size.
    ///
    /// # Errors
    /// Those of reading and of the checkpoint before it.
    pub fn check(&mut self) -> Result<CheckReport, VaultError> {
        // Page authentication is checked in the file alone, so the log goes into it first.
        open::checkpoint(&self.connection)?;
        let pages = self.lines("PRAGMA cipher_integrity_check")?.len();
        if pages > 0 {
            // What lies on a broken page cannot be read, so nothing more can be said.
            return Ok(CheckReport {
                pages,
                ..CheckReport::default()
            });
        }
        let structure = self
            .lines("PRAGMA integrity_check")?
            .iter()
            .filter(|line| *line != "ok")
            .count();
        let references = self.lines("PRAGMA foreign_key_check")?.len();
        let audit = match self.verify_audit() {
            Ok(()) => None,
            Err(VaultError::AuditBroken { seq }) => Some(seq),
            Err(error) => return Err(error),
        };
        Ok(CheckReport {
            pages,
            structure,
            references,
            audit,
        })
    }

    fn lines(&self, pragma: &str) -> Result<Vec<String>, VaultError> {
        let mut statement = self.connection.prepare(pragma)?;
        let rows = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(rows)
    }
}
