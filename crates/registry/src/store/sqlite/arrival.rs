//! The inbox: everything that ever arrived, and the bytes of what is held.

use super::Result;
use super::column::{Read, count, digest, moment, number, optional, optional_count, text};
use crate::view::{Arrival, ArrivalState, Described};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::Digest;

pub(super) const TABLES: &str = "
    CREATE TABLE registry_arrival (
      nr INTEGER PRIMARY KEY AUTOINCREMENT,
      arrived TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('imported', 'quarantined', 'refused', 'repeated')),
      reason TEXT,
      interviews INTEGER,
      new INTEGER,
      bundle TEXT,
      kind TEXT,
      signer TEXT,
      destination TEXT,
      sequence INTEGER,
      previous TEXT,
      tag_manifest TEXT,
      date TEXT,
      audit BLOB
    ) STRICT;
    CREATE UNIQUE INDEX registry_arrival_once ON registry_arrival (tag_manifest) WHERE state = 'imported';
    CREATE INDEX registry_arrival_name ON registry_arrival (tag_manifest);
    CREATE TABLE registry_held (
      arrival INTEGER NOT NULL REFERENCES registry_arrival (nr),
      part INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (arrival, part)
    ) STRICT;";

pub(super) const WITHDRAWALS: &str = "ALTER TABLE registry_arrival ADD COLUMN withdrawals INTEGER;";

const SELECT: &str = "SELECT registry_arrival.*, registry_signer.station AS station
    FROM registry_arrival LEFT JOIN registry_signer ON registry_signer.signer = registry_arrival.signer";

pub(super) fn add(connection: &Connection, arrival: &Arrival, audit: Option<&[u8]>) -> Result<i64> {
    let described = arrival.described.as_ref();
    connection.execute(
        "INSERT INTO registry_arrival
           (arrived, state, reason, interviews, new, withdrawals, bundle, kind, signer, destination, sequence, previous,
            tag_manifest, date, audit)
         VALUES (:arrived, :state, :reason, :interviews, :new, :withdrawals, :bundle, :kind, :signer, :destination,
                 :sequence, :previous, :tag_manifest, :date, :audit)",
        named_params! {
            ":arrived": arrival.arrived.to_string(),
            ":state": arrival.state.as_str(),
            ":reason": arrival.reason,
            ":interviews": arrival.interviews.map(number),
            ":new": arrival.new.map(number),
            ":withdrawals": arrival.withdrawals.map(number),
            ":bundle": described.map(|d| &d.id),
            ":kind": described.map(|d| &d.kind),
            ":signer": described.map(|d| &d.signer),
            ":destination": described.map(|d| &d.destination),
            ":sequence": described.map(|d| number(d.sequence)),
            ":previous": described.and_then(|d| d.previous.as_ref()).map(Digest::as_str),
            ":tag_manifest": described.map(|d| d.tag_manifest.as_str()),
            ":date": described.map(|d| &d.date),
            ":audit": audit,
        },
    )?;
    Ok(connection.last_insert_rowid())
}

pub(super) fn settle(
    connection: &Connection,
    arrival: &Arrival,
    audit: Option<&[u8]>,
) -> Result<()> {
    connection.execute(
        "UPDATE registry_arrival
         SET state = :state, reason = :reason, interviews = :interviews, new = :new,
           withdrawals = :withdrawals, audit = :audit WHERE nr = :nr",
        named_params! {
            ":nr": arrival.nr,
            ":state": arrival.state.as_str(),
            ":reason": arrival.reason,
            ":interviews": arrival.interviews.map(number),
            ":new": arrival.new.map(number),
            ":withdrawals": arrival.withdrawals.map(number),
            ":audit": audit,
        },
    )?;
    Ok(())
}

pub(super) fn all(connection: &Connection) -> Result<Vec<Arrival>> {
    let mut statement = connection.prepare(&format!("{SELECT} ORDER BY nr"))?;
    let rows = statement
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn by_name(connection: &Connection, tag_manifest: &Digest) -> Result<Vec<Arrival>> {
    let mut statement =
        connection.prepare(&format!("{SELECT} WHERE tag_manifest = ?1 ORDER BY nr"))?;
    let rows = statement
        .query_map([tag_manifest.as_str()], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn hold(connection: &Connection, arrival: i64, part: u32, bytes: &[u8]) -> Result<()> {
    let sql = "INSERT INTO registry_held (arrival, part, bytes) VALUES (?1, ?2, ?3)";
    connection.execute(sql, (arrival, part, bytes))?;
    Ok(())
}

pub(super) fn held(connection: &Connection, arrival: i64, part: u32) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT bytes FROM registry_held WHERE arrival = ?1 AND part = ?2";
    Ok(connection
        .query_row(sql, (arrival, part), |row| row.get(0))
        .optional()?)
}

pub(super) fn drop_held(connection: &Connection, arrival: i64) -> Result<()> {
    connection.execute("DELETE FROM registry_held WHERE arrival = ?1", [arrival])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Read<Arrival> {
    let described = match row.get::<_, Option<String>>("signer")? {
        None => None,
        Some(signer) => Some(Described {
            id: row.get("bundle")?,
            kind: row.get("kind")?,
            signer,
            destination: row.get("destination")?,
            sequence: count(row, "sequence")?,
            previous: optional(row, "previous", Digest::parse)?,
            tag_manifest: digest(row, "tag_manifest")?,
            date: row.get("date")?,
        }),
    };
    Ok(Arrival {
        nr: row.get("nr")?,
        arrived: moment(row, "arrived")?,
        state: text(row, "state", ArrivalState::parse)?,
        reason: row.get("reason")?,
        described,
        station: row.get("station")?,
        interviews: optional_count(row, "interviews")?,
        new: optional_count(row, "new")?,
        withdrawals: optional_count(row, "withdrawals")?,
    })
}
