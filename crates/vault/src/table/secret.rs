//! Secrets that live only inside the encrypted file: the signing key, the age identity.

use crate::VaultError;
use crate::migration::Migration;
use rusqlite::{Connection, OptionalExtension};
use zeroize::Zeroizing;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;",
}];

pub(crate) fn store(connection: &Connection, name: &str, value: &[u8]) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO secret VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )?;
    Ok(())
}

pub(crate) fn read(
    connection: &Connection,
    name: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>, VaultError> {
    Ok(connection
        .query_row("SELECT value FROM secret WHERE name = ?1", [name], |row| {
            row.get(0).map(Zeroizing::new)
        })
        .optional()?)
}
