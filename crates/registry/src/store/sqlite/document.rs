//! Documents as they were received, the cases they make, and which arrival carried them.

use super::Result;
use super::column::{
    Read, count, digest, from_word, interview, moment, optional, text, to_word, word,
};
use crate::store::{CaseRow, DocumentRow, NewDocument};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId};

pub(super) const TABLES: &str = "
    CREATE TABLE registry_document (
      interview TEXT NOT NULL,
      digest TEXT NOT NULL,
      number INTEGER NOT NULL,
      parent TEXT,
      form TEXT NOT NULL REFERENCES registry_form (digest),
      slip TEXT NOT NULL,
      station TEXT NOT NULL,
      interviewer TEXT NOT NULL,
      stage TEXT NOT NULL,
      started TEXT NOT NULL,
      finished TEXT NOT NULL,
      conclusion TEXT NOT NULL,
      urgent TEXT NOT NULL,
      arrival INTEGER NOT NULL REFERENCES registry_arrival (nr),
      signer TEXT NOT NULL REFERENCES registry_signer (signer),
      received TEXT NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (interview, digest)
    ) STRICT;
    CREATE INDEX registry_document_digest ON registry_document (digest);
    CREATE TABLE registry_case (
      interview TEXT PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      current TEXT,
      conflict INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE registry_carried (
      interview TEXT NOT NULL,
      arrival INTEGER NOT NULL REFERENCES registry_arrival (nr),
      digest TEXT NOT NULL,
      PRIMARY KEY (interview, arrival, digest)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX registry_carried_arrival ON registry_carried (arrival);";

const COLUMNS: &str =
    "interview, digest, number, parent, form, slip, station, interviewer, stage, started, finished,
    conclusion, urgent, signer, received";

pub(super) fn bytes(connection: &Connection, digest: &Digest) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT bytes FROM registry_document WHERE digest = ?1";
    Ok(connection
        .query_row(sql, [digest.as_str()], |row| row.get(0))
        .optional()?)
}

pub(super) fn add(connection: &Connection, document: &NewDocument) -> Result<()> {
    let read = &document.interview;
    let urgent: Vec<_> = read.urgent.iter().map(|need| to_word(&need.kind)).collect();
    connection.execute(
        "INSERT INTO registry_document
           (interview, digest, number, parent, form, slip, station, interviewer, stage, started, finished, conclusion,
            urgent, arrival, signer, received, bytes)
         VALUES (:interview, :digest, :number, :parent, :form, :slip, :station, :interviewer, :stage, :started,
                 :finished, :conclusion, :urgent, :arrival, :signer, :received, :bytes)",
        named_params! {
            ":interview": read.interview.to_string(),
            ":digest": document.digest.as_str(),
            ":number": read.revision.number,
            ":parent": read.revision.parent.as_ref().map(Digest::as_str),
            ":form": read.form.digest.as_str(),
            ":slip": read.slip,
            ":station": read.station.label,
            ":interviewer": read.interviewer.name,
            ":stage": to_word(&read.stage),
            ":started": read.started.to_string(),
            ":finished": read.finished.to_string(),
            ":conclusion": to_word(&read.conclusion.kind),
            ":urgent": urgent.join(" "),
            ":arrival": document.arrival,
            ":signer": document.signer,
            ":received": document.received.to_string(),
            ":bytes": document.bytes,
        },
    )?;
    Ok(())
}

/// Leaves the case's code.
pub(super) fn erase(connection: &Connection, id: InterviewId) -> Result<()> {
    for sql in [
        "DELETE FROM registry_document WHERE interview = ?1",
        "DELETE FROM registry_carried WHERE interview = ?1",
        "UPDATE registry_case SET current = NULL, conflict = 0 WHERE interview = ?1",
    ] {
        connection.execute(sql, [id.to_string()])?;
    }
    Ok(())
}

pub(super) fn revisions(connection: &Connection, id: InterviewId) -> Result<Vec<DocumentRow>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM registry_document WHERE interview = ?1 ORDER BY number, digest"
    );
    let mut statement = connection.prepare(&sql)?;
    let rows = statement
        .query_map([id.to_string()], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn note_carried(
    connection: &Connection,
    arrival: i64,
    id: InterviewId,
    digest: &Digest,
) -> Result<()> {
    let sql = "INSERT INTO registry_carried (interview, arrival, digest) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.execute(sql, (id.to_string(), arrival, digest.as_str()))?;
    Ok(())
}

pub(super) fn arrived_with(
    connection: &Connection,
    arrival: i64,
) -> Result<Vec<(InterviewId, Digest)>> {
    let sql = "SELECT interview, digest FROM registry_carried WHERE arrival = ?1 ORDER BY interview, digest";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([arrival], |row| {
        Ok((interview(row, "interview")?, digest(row, "digest")?))
    })?;
    let rows = rows.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub(super) fn case_code(connection: &Connection, id: InterviewId) -> Result<Option<String>> {
    let sql = "SELECT code FROM registry_case WHERE interview = ?1";
    Ok(connection
        .query_row(sql, [id.to_string()], |row| row.get(0))
        .optional()?)
}

pub(super) fn add_case(connection: &Connection, id: InterviewId, code: &str) -> Result<bool> {
    let sql = "INSERT INTO registry_case (interview, code) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    Ok(connection.execute(sql, (id.to_string(), code))? == 1)
}

pub(super) fn settle_case(
    connection: &Connection,
    id: InterviewId,
    current: &Digest,
    conflict: bool,
) -> Result<()> {
    let sql = "UPDATE registry_case SET current = ?2, conflict = ?3 WHERE interview = ?1";
    connection.execute(sql, (id.to_string(), current.as_str(), conflict))?;
    Ok(())
}

/// All cases or one, without their findings. The documents' bytes stay where they are.
pub(super) fn cases(connection: &Connection, only: Option<InterviewId>) -> Result<Vec<CaseRow>> {
    let mut statement = connection.prepare(&format!(
        "SELECT document.*, registry_case.code AS code, registry_case.conflict AS conflict,
           (SELECT count(*) FROM registry_document AS every WHERE every.interview = document.interview) AS revisions
         FROM registry_case JOIN (SELECT {COLUMNS} FROM registry_document) AS document
           ON document.interview = registry_case.interview AND document.digest = registry_case.current
         WHERE ?1 IS NULL OR registry_case.interview = ?1",
    ))?;
    let row = |row: &Row<'_>| {
        Ok(CaseRow {
            code: row.get("code")?,
            conflict: row.get("conflict")?,
            revisions: count(row, "revisions")?,
            document: read(row)?,
            findings: Vec::new(),
        })
    };
    let rows = statement
        .query_map([only.map(|id| id.to_string())], row)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn read(row: &Row<'_>) -> Read<DocumentRow> {
    Ok(DocumentRow {
        digest: digest(row, "digest")?,
        interview: interview(row, "interview")?,
        number: row.get("number")?,
        parent: optional(row, "parent", Digest::parse)?,
        form: digest(row, "form")?,
        slip: row.get("slip")?,
        station: row.get("station")?,
        interviewer: row.get("interviewer")?,
        stage: word(row, "stage")?,
        started: moment(row, "started")?,
        finished: moment(row, "finished")?,
        conclusion: word(row, "conclusion")?,
        urgent: text(row, "urgent", |words| {
            words.split_whitespace().map(from_word).collect()
        })?,
        signer: row.get("signer")?,
        received: moment(row, "received")?,
    })
}
