//! The cards of others (headquarters, colleagues). A card is believed only once its fingerprint was compared.

use crate::migration::Migration;
use crate::{VaultError, column};
use rusqlite::Connection;
use saring_record::{Digest, Moment};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE peer (
            nr INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            card BLOB NOT NULL,
            added TEXT NOT NULL,
            trusted TEXT
          ) STRICT;",
}];

/// One card.
#[derive(Clone, PartialEq, Eq)]
pub struct PeerRow {
    /// SHA-256 over the card's bytes.
    pub digest: Digest,
    /// The card's bytes as they came.
    pub card: Vec<u8>,
    /// When it came in.
    pub added: Moment,
    /// When its fingerprint was compared; none before.
    pub trusted: Option<Moment>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for PeerRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PeerRow")
            .field("digest", &self.digest)
            .field("added", &self.added)
            .field("trusted", &self.trusted)
            .finish_non_exhaustive()
    }
}

/// Adds a card; false when it is already there.
pub(crate) fn insert(
    connection: &Connection,
    digest: &Digest,
    card: &[u8],
    added: Moment,
) -> Result<bool, VaultError> {
    let rows = connection.execute(
        "INSERT INTO peer (digest, card, added) VALUES (?1, ?2, ?3) ON CONFLICT (digest) DO NOTHING",
        (digest.as_str(), card, added.to_string()),
    )?;
    Ok(rows > 0)
}

/// Marks a card as compared; false when there is no such card.
pub(crate) fn trust(
    connection: &Connection,
    digest: &Digest,
    at: Moment,
) -> Result<bool, VaultError> {
    let rows = connection.execute(
        "UPDATE peer SET trusted = coalesce(trusted, ?2) WHERE digest = ?1",
        (digest.as_str(), at.to_string()),
    )?;
    Ok(rows > 0)
}

/// Newest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<PeerRow>, VaultError> {
    let mut statement = connection.prepare("SELECT * FROM peer ORDER BY nr DESC")?;
    let rows = statement
        .query_map([], |row| {
            let trusted: Option<String> = row.get("trusted")?;
            Ok(PeerRow {
                digest: column::digest(row, "digest")?,
                card: row.get("card")?,
                added: column::moment(row, "added")?,
                trusted: trusted
                    .map(|_| column::moment(row, "trusted"))
                    .transpose()?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}
