//! The officers of the vault: a team's has one row for each, and one key slot for each who may unlock it.

use crate::migration::Migration;
use crate::{VaultError, column};
use rusqlite::Connection;
use saring_record::Moment;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE officer (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            signer TEXT,
            created TEXT NOT NULL
          ) STRICT;",
}];

/// An officer within one vault: a UUID that says nothing, so that it may stand in the keys file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficerId(Uuid);

impl OfficerId {
    /// A new id (UUID version 7).
    #[must_use]
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for OfficerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for OfficerId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Who works in the vault.
#[derive(Clone, PartialEq, Eq)]
pub struct Officer {
    /// What history and audit name.
    pub id: OfficerId,
    /// As the officer wrote it.
    pub name: String,
    /// The full minisign public key, base64, where there is one.
    pub signer: Option<String>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Officer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Officer")
            .field("id", &self.id)
            .field("signer", &self.signer)
            .finish_non_exhaustive()
    }
}

pub(crate) fn insert(
    connection: &Connection,
    officer: &Officer,
    created: Moment,
) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO officer VALUES (?1, ?2, ?3, ?4)",
        (
            officer.id.to_string(),
            &officer.name,
            &officer.signer,
            created.to_string(),
        ),
    )?;
    Ok(())
}

pub(crate) fn read(connection: &Connection, id: OfficerId) -> Result<Officer, VaultError> {
    Ok(connection.query_row(
        "SELECT * FROM officer WHERE id = ?1",
        [id.to_string()],
        |row| {
            Ok(Officer {
                id: column::parsed(row, "id")?,
                name: row.get("name")?,
                signer: row.get("signer")?,
            })
        },
    )?)
}

/// All of them, whoever came first first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Officer>, VaultError> {
    let mut statement = connection.prepare("SELECT * FROM officer ORDER BY rowid")?;
    let rows = statement
        .query_map([], |row| {
            Ok(Officer {
                id: column::parsed(row, "id")?,
                name: row.get("name")?,
                signer: row.get("signer")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
