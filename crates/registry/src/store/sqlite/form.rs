//! Forms: the sheets as they travelled, by their digest.

use super::Result;
use rusqlite::{Connection, OptionalExtension};
use saring_record::{Digest, Moment};

pub(super) const TABLE: &str = "
    CREATE TABLE registry_form (
      digest TEXT PRIMARY KEY,
      source BLOB NOT NULL,
      received TEXT NOT NULL
    ) STRICT;";

pub(super) fn one(connection: &Connection, digest: &Digest) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT source FROM registry_form WHERE digest = ?1";
    Ok(connection
        .query_row(sql, [digest.as_str()], |row| row.get(0))
        .optional()?)
}

pub(super) fn add(
    connection: &Connection,
    digest: &Digest,
    source: &[u8],
    at: Moment,
) -> Result<()> {
    let sql = "INSERT INTO registry_form (digest, source, received) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.execute(sql, (digest.as_str(), source, at.to_string()))?;
    Ok(())
}
