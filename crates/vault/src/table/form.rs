//! The forms that interviews of this vault were held with. To this room they are bytes under a digest.

use crate::migration::Migration;
use crate::{VaultError, column};
use rusqlite::{Connection, OptionalExtension};
use saring_record::{Digest, FormRef, Moment};

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE form (
            nr INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            id TEXT NOT NULL,
            version TEXT NOT NULL,
            title TEXT NOT NULL,
            source BLOB NOT NULL,
            imported TEXT NOT NULL
          ) STRICT;",
}];

/// A form to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewForm<'a> {
    /// Its id, version and digest. The digest is the caller's: over the sheets in canonical form, not over `source`.
    pub form: &'a FormRef,
    /// Its title.
    pub title: &'a str,
    /// Whatever the caller needs to read it again.
    pub source: &'a [u8],
    /// When it came in.
    pub imported: Moment,
}

/// A stored form, without its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormRow {
    /// Its id, version and digest.
    pub form: FormRef,
    /// Its title.
    pub title: String,
    /// When it came in.
    pub imported: Moment,
}

/// Stores a form; false when its digest is already there.
pub(crate) fn insert(connection: &Connection, new: &NewForm<'_>) -> Result<bool, VaultError> {
    let FormRef {
        id,
        version,
        digest,
    } = new.form;
    let rows = connection.execute(
        "INSERT INTO form (digest, id, version, title, source, imported) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (digest) DO NOTHING",
        (digest.as_str(), id, version, new.title, new.source, new.imported.to_string()),
    )?;
    Ok(rows > 0)
}

/// Newest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<FormRow>, VaultError> {
    let mut statement = connection
        .prepare("SELECT id, version, digest, title, imported FROM form ORDER BY nr DESC")?;
    let rows = statement
        .query_map([], |row| {
            let form = FormRef {
                id: row.get("id")?,
                version: row.get("version")?,
                digest: column::digest(row, "digest")?,
            };
            Ok(FormRow {
                form,
                title: row.get("title")?,
                imported: column::moment(row, "imported")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

pub(crate) fn source(
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<Vec<u8>>, VaultError> {
    Ok(connection
        .query_row(
            "SELECT source FROM form WHERE digest = ?1",
            [digest.as_str()],
            |row| row.get(0),
        )
        .optional()?)
}

pub(crate) fn is_there(connection: &Connection, digest: &Digest) -> Result<bool, VaultError> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM form WHERE digest = ?1)",
        [digest.as_str()],
        |row| row.get(0),
    )?)
}
