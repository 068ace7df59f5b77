//! What the vault is: one row.

use crate::migration::Migration;
use crate::{Role, VaultError, column};
use rusqlite::{Connection, named_params};
use saring_record::{Moment, VaultId};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE meta (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            vault TEXT NOT NULL,
            label TEXT NOT NULL,
            station TEXT NOT NULL,
            role TEXT NOT NULL,
            training INTEGER NOT NULL,
            created TEXT NOT NULL,
            slots_generation INTEGER NOT NULL,
            slots_digest TEXT NOT NULL
          ) STRICT;",
}];

/// The row as stored.
pub(crate) struct MetaRow {
    pub(crate) vault: VaultId,
    pub(crate) label: String,
    pub(crate) station: String,
    pub(crate) role: Role,
    pub(crate) training: bool,
    pub(crate) created: Moment,
    /// Generation of the slot set that was current when it was last changed from inside.
    pub(crate) slots_generation: u64,
    /// Its digest.
    pub(crate) slots_digest: String,
}

pub(crate) fn insert(connection: &Connection, row: &MetaRow) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO meta VALUES (1, :vault, :label, :station, :role, :training, :created, :generation, :digest)",
        named_params! {
            ":vault": row.vault.to_string(),
            ":label": row.label,
            ":station": row.station,
            ":role": row.role.as_str(),
            ":training": row.training,
            ":created": row.created.to_string(),
            ":generation": row.slots_generation as i64,
            ":digest": row.slots_digest,
        },
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection) -> Result<MetaRow, VaultError> {
    Ok(connection.query_row("SELECT * FROM meta", [], |row| {
        let role: String = row.get("role")?;
        Ok(MetaRow {
            vault: column::parsed(row, "vault")?,
            label: row.get("label")?,
            station: row.get("station")?,
            role: Role::parse(&role).ok_or_else(|| column::unreadable("role"))?,
            training: row.get("training")?,
            created: column::moment(row, "created")?,
            slots_generation: column::count(row, "slots_generation")?,
            slots_digest: row.get("slots_digest")?,
        })
    })?)
}

/// Records which slot set is current.
pub(crate) fn set_slots(
    connection: &Connection,
    generation: u64,
    digest: &str,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE meta SET slots_generation = ?1, slots_digest = ?2",
        (generation as i64, digest),
    )?;
    Ok(())
}
