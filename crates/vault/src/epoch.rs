//! The signing epoch (design §4): a vault that was restored from a backup or salvaged must not go on under the signing
//! key of the vault it came from, since both could then write bundles of the same number. So every copy is marked when
//! it is made, officer by officer, and whoever opens it gets a new key before anything is signed.

use crate::table::audit::action;
use crate::table::{secret, setting};
use crate::{OfficerId, Vault, VaultError};
use rusqlite::Connection;
use saring_record::Moment;

/// Begins the name of the setting that stands for as long as an officer has no key of the new epoch.
const DUE: &str = "signing-epoch-due:";

/// How a vault came to need a new signing key.
pub(crate) const BACKUP: &str = "backup";
pub(crate) const SALVAGED: &str = "salvaged";

/// Marks a copy for every officer in it; `schema` is the name it is attached under.
pub(crate) fn mark(connection: &Connection, schema: &str, why: &str) -> Result<(), VaultError> {
    connection.execute(
        &format!(
            "INSERT INTO {schema}.setting SELECT ?1 || id, ?2 FROM {schema}.officer WHERE true
             ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        ),
        (DUE, why),
    )?;
    Ok(())
}

fn due(officer: OfficerId) -> String {
    format!("{DUE}{officer}")
}

impl Vault {
    /// Why the officer at work must get a new signing key before anything is signed here: `backup` or `salvaged`; none
    /// on any other day.
    ///
    /// # Errors
    /// Those of reading.
    pub fn signing_epoch_due(&self) -> Result<Option<String>, VaultError> {
        let name = due(self.meta.officer.id);
        self.read(|connection| setting::read(connection, &name))
    }

    /// Begins a signing epoch for the officer at work: the new full public key, and the secrets that go with it, stand
    /// together or not at all.
    ///
    /// # Errors
    /// Those of writing.
    pub fn begin_signing_epoch(
        &mut self,
        signer: &str,
        secrets: &[(&str, &[u8])],
        at: Moment,
    ) -> Result<(), VaultError> {
        self.write(|write| {
            let id = write.officer.id;
            for (name, value) in secrets {
                secret::store(write.connection, name, value)?;
            }
            write.connection.execute(
                "UPDATE officer SET signer = ?2 WHERE id = ?1",
                (id.to_string(), signer),
            )?;
            write
                .connection
                .execute("DELETE FROM setting WHERE name = ?1", [due(id)])?;
            write.enter(at, action::SIGNING_EPOCH_BEGUN, signer, None)
        })?;
        self.meta.officer.signer = Some(signer.to_owned());
        Ok(())
    }
}
