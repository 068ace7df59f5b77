//! Withdrawals: one row for each interview that its person no longer wants to be in.

use super::Result;
use super::column::{Read, digest, interview, moment};
use crate::store::WithdrawalRow;
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::InterviewId;

pub(super) const TABLE: &str = "
    CREATE TABLE registry_withdrawal (
      interview TEXT PRIMARY KEY,
      digest TEXT NOT NULL,
      record BLOB NOT NULL,
      arrival INTEGER NOT NULL REFERENCES registry_arrival (nr),
      signer TEXT NOT NULL REFERENCES registry_signer (signer),
      at TEXT NOT NULL,
      received TEXT NOT NULL
    ) STRICT;";

pub(super) fn add(connection: &Connection, row: &WithdrawalRow) -> Result<()> {
    connection.execute(
        "INSERT INTO registry_withdrawal (interview, digest, record, arrival, signer, at, received)
         VALUES (:interview, :digest, :record, :arrival, :signer, :at, :received) ON CONFLICT DO NOTHING",
        named_params! {
            ":interview": row.interview.to_string(),
            ":digest": row.digest.as_str(),
            ":record": row.record,
            ":arrival": row.arrival,
            ":signer": row.signer,
            ":at": row.at.to_string(),
            ":received": row.received.to_string(),
        },
    )?;
    Ok(())
}

pub(super) fn one(connection: &Connection, id: InterviewId) -> Result<Option<WithdrawalRow>> {
    let sql = "SELECT * FROM registry_withdrawal WHERE interview = ?1";
    Ok(connection
        .query_row(sql, [id.to_string()], read)
        .optional()?)
}

pub(super) fn all(connection: &Connection) -> Result<Vec<WithdrawalRow>> {
    let sql = "SELECT * FROM registry_withdrawal ORDER BY arrival DESC, interview";
    let mut statement = connection.prepare(sql)?;
    let rows = statement
        .query_map([], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn read(row: &Row<'_>) -> Read<WithdrawalRow> {
    Ok(WithdrawalRow {
        interview: interview(row, "interview")?,
        digest: digest(row, "digest")?,
        record: row.get("record")?,
        arrival: row.get("arrival")?,
        signer: row.get("signer")?,
        at: moment(row, "at")?,
        received: moment(row, "received")?,
    })
}
