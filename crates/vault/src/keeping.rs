//! What a vault keeps besides interviews: forms, secrets, settings, the audit log.

use crate::table::audit::{self, AuditRow, action};
use crate::table::form::{self, FormRow, NewForm};
use crate::table::{attachment, event, revision, secret, setting};
use crate::{Vault, VaultError};
use saring_record::{Digest, Moment};
use zeroize::Zeroizing;

impl Vault {
    /// Stores a form; one with the same digest that is there already stays as it is, but for one that a salvage left
    /// without its source.
    ///
    /// # Errors
    /// Those of writing.
    pub fn store_form(&mut self, new: &NewForm<'_>) -> Result<(), VaultError> {
        self.write(|write| {
            let bare = write.connection.execute(
                "UPDATE form SET id = ?2, version = ?3, title = ?4, source = ?5 WHERE digest = ?1 AND source = x''",
                (
                    new.form.digest.as_str(),
                    &new.form.id,
                    &new.form.version,
                    new.title,
                    new.source,
                ),
            )?;
            if bare > 0 || form::insert(write.connection, new)? {
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

    /// The source a form was stored with; none where a salvage could not read it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn form_source(&self, digest: &Digest) -> Result<Option<Vec<u8>>, VaultError> {
        let source = self.read(|connection| form::source(connection, digest))?;
        Ok(source.filter(|source| !source.is_empty()))
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
}
