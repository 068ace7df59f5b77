//! What the officer set: short texts under short names, opaque to the vault.

use crate::VaultError;
use crate::migration::Migration;
use rusqlite::{Connection, OptionalExtension};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;",
}];

pub(crate) fn store(connection: &Connection, name: &str, value: &str) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, name: &str) -> Result<Option<String>, VaultError> {
    Ok(connection
        .query_row("SELECT value FROM setting WHERE name = ?1", [name], |row| {
            row.get(0)
        })
        .optional()?)
}
