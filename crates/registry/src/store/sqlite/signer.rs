//! Signers: keys, cards, and what was decided about them.

use super::Result;
use super::column::{Read, moment, number, optional, optional_count, text};
use crate::view::{Signer, Trust};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::Moment;

pub(super) const TABLE: &str = "
    CREATE TABLE registry_signer (
      signer TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      trust TEXT NOT NULL CHECK (trust IN ('unknown', 'known', 'refused', 'revoked')),
      card BLOB,
      station TEXT,
      name TEXT,
      recipient TEXT,
      vault TEXT,
      compared_by TEXT,
      read_by TEXT,
      decided_at TEXT,
      last_accepted INTEGER,
      first_seen TEXT NOT NULL,
      CHECK (trust <> 'known' OR (compared_by <> '' AND read_by <> ''))
    ) STRICT;";

pub(super) fn one(connection: &Connection, signer: &str) -> Result<Option<Signer>> {
    let sql = "SELECT * FROM registry_signer WHERE signer = ?1";
    Ok(connection.query_row(sql, [signer], read).optional()?)
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Signer>> {
    let mut statement = connection.prepare("SELECT * FROM registry_signer ORDER BY rowid")?;
    let rows = statement
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn put(connection: &Connection, signer: &Signer) -> Result<()> {
    connection.execute(
        "INSERT INTO registry_signer
           (signer, fingerprint, trust, card, station, name, recipient, vault, compared_by, read_by, decided_at,
            last_accepted, first_seen)
         VALUES (:signer, :fingerprint, :trust, :card, :station, :name, :recipient, :vault, :compared_by, :read_by,
                 :decided_at, :last_accepted, :first_seen)
         ON CONFLICT (signer) DO UPDATE SET
           trust = :trust, card = :card, station = :station, name = :name, recipient = :recipient, vault = :vault,
           compared_by = :compared_by, read_by = :read_by, decided_at = :decided_at, last_accepted = :last_accepted",
        named_params! {
            ":signer": signer.signer,
            ":fingerprint": signer.fingerprint,
            ":trust": signer.trust.as_str(),
            ":card": signer.card,
            ":station": signer.station,
            ":name": signer.name,
            ":recipient": signer.recipient,
            ":vault": signer.vault,
            ":compared_by": signer.compared_by,
            ":read_by": signer.read_by,
            ":decided_at": signer.decided_at.map(|at| at.to_string()),
            ":last_accepted": signer.last_accepted.map(number),
            ":first_seen": signer.first_seen.to_string(),
        },
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Read<Signer> {
    Ok(Signer {
        signer: row.get("signer")?,
        fingerprint: row.get("fingerprint")?,
        trust: text(row, "trust", Trust::parse)?,
        card: row.get("card")?,
        station: row.get("station")?,
        name: row.get("name")?,
        recipient: row.get("recipient")?,
        vault: row.get("vault")?,
        compared_by: row.get("compared_by")?,
        read_by: row.get("read_by")?,
        decided_at: optional(row, "decided_at", |text| Moment::parse(text).ok())?,
        last_accepted: optional_count(row, "last_accepted")?,
        first_seen: moment(row, "first_seen")?,
    })
}
