//! The history of an interview: what was recorded, in order. Entries are added and never changed; only a purge takes
//! their content and salt away.

use crate::commitment::Committed;
use crate::migration::Migration;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension};
use saring_record::{Digest, InterviewId, Moment};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        to: 1,
        sql: "CREATE TABLE event (
            interview INTEGER NOT NULL REFERENCES interview (nr),
            seq INTEGER NOT NULL,
            at TEXT NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id),
            body BLOB,
            salt BLOB,
            commitment TEXT NOT NULL,
            PRIMARY KEY (interview, seq)
          ) STRICT, WITHOUT ROWID;
          CREATE TRIGGER event_is_not_changed
            BEFORE UPDATE OF interview, seq, at, officer, commitment ON event
            BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER event_content_only_goes
            BEFORE UPDATE OF body, salt ON event WHEN new.body IS NOT NULL OR new.salt IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER event_is_not_cut BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'append only'); END;",
    },
    Migration {
        to: 2,
        // Numbered rows: an answer to the newest interview goes to the end of the table and moves nothing else, where a
        // key of two columns moved half a page of others every second time, and wrote those pages too.
        sql: "ALTER TABLE event RENAME TO event_1;
          CREATE TABLE event (
            nr INTEGER PRIMARY KEY CHECK (nr = interview * 1048576 + seq),
            interview INTEGER NOT NULL REFERENCES interview (nr),
            seq INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 1048575),
            at TEXT NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id),
            body BLOB,
            salt BLOB,
            commitment TEXT NOT NULL,
            doubtful INTEGER NOT NULL
          ) STRICT;
          INSERT INTO event SELECT interview * 1048576 + seq, interview, seq, at, officer, body, salt, commitment, 0
            FROM event_1 ORDER BY interview, seq;
          DROP TABLE event_1;
          CREATE TRIGGER event_is_not_changed
            BEFORE UPDATE OF nr, interview, seq, at, officer, commitment ON event
            BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER event_content_only_goes
            BEFORE UPDATE OF body, salt ON event WHEN new.body IS NOT NULL OR new.salt IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER event_is_not_cut BEFORE DELETE ON event
            BEGIN SELECT RAISE(ABORT, 'append only'); END;",
    },
];

/// Entries that one interview's history may have, as a power of two: the number of a row is its interview's, moved up by
/// so many bits, and its own.
pub(crate) const PLACES: u32 = 20;

/// The row of an entry.
pub(crate) fn place(interview: i64, seq: i64) -> i64 {
    (interview << PLACES) + seq
}

/// The rows that an interview's entries have.
fn places(interview: i64) -> (i64, i64) {
    (place(interview, 1), place(interview, (1 << PLACES) - 1))
}

/// Something to be recorded.
#[derive(Clone, Copy)]
pub struct NewEvent<'a> {
    /// When it happened.
    pub at: Moment,
    /// What happened; opaque to the vault.
    pub body: &'a [u8],
}

/// Without content: debug output may end in a log.
impl fmt::Debug for NewEvent<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewEvent")
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// One entry of the history.
#[derive(Clone, PartialEq, Eq)]
pub struct EventRow {
    /// From 1, without gaps, within the interview.
    pub seq: u64,
    /// When it happened.
    pub at: Moment,
    /// Recorded under a clock that was behind: the time is no evidence.
    pub doubtful: bool,
    /// Who recorded it.
    pub officer: OfficerId,
    /// What happened; none once purged.
    pub body: Option<Vec<u8>>,
    /// Salted digest of the body; the audit entry `recorded` for this event commits to the same.
    pub commitment: Digest,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for EventRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventRow")
            .field("seq", &self.seq)
            .field("at", &self.at)
            .field("officer", &self.officer)
            .field("commitment", &self.commitment)
            .finish_non_exhaustive()
    }
}

/// How an audit entry names an event or a document of an interview.
pub(crate) fn subject(interview: InterviewId, number: u64) -> String {
    format!("{interview}#{number}")
}

/// The number of the last event; 0 when there is none.
pub(crate) fn last(connection: &Connection, nr: i64) -> Result<u64, VaultError> {
    Ok(connection
        .prepare_cached(
            "SELECT seq FROM event WHERE nr BETWEEN ?1 AND ?2 ORDER BY nr DESC LIMIT 1",
        )?
        .query_row(places(nr), |row| column::count(row, "seq"))
        .optional()?
        .unwrap_or(0))
}

pub(crate) fn insert(
    connection: &Connection,
    nr: i64,
    seq: u64,
    event: &NewEvent<'_>,
    committed: &Committed,
    (officer, doubtful): (OfficerId, bool),
) -> Result<(), VaultError> {
    connection
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute((
            place(nr, seq as i64),
            nr,
            seq as i64,
            event.at.to_string(),
            officer.to_string(),
            event.body,
            committed.salt.as_slice(),
            committed.digest.as_str(),
            doubtful,
        ))?;
    Ok(())
}

pub(crate) fn all(connection: &Connection, nr: i64) -> Result<Vec<EventRow>, VaultError> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM event WHERE nr BETWEEN ?1 AND ?2 ORDER BY nr")?;
    let rows = statement
        .query_map(places(nr), |row| {
            Ok(EventRow {
                seq: column::count(row, "seq")?,
                at: column::moment(row, "at")?,
                doubtful: row.get("doubtful")?,
                officer: column::parsed(row, "officer")?,
                body: row.get("body")?,
                commitment: column::digest(row, "commitment")?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Takes away content and salt of an interview's history.
pub(crate) fn erase(connection: &Connection, nr: i64) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE event SET body = NULL, salt = NULL WHERE nr BETWEEN ?1 AND ?2 AND salt IS NOT NULL",
        places(nr),
    )?;
    Ok(())
}

/// Holds the whole history against the audit log: every event has its entry, every entry its event, and what content
/// there is still matches. Reports the first audit entry that fails.
pub(crate) fn verify(connection: &Connection) -> Result<(), VaultError> {
    let mut statement = connection.prepare(
        "SELECT audit.seq AS entry, event.body AS body, event.salt AS salt, event.commitment AS commitment
         FROM audit
         LEFT JOIN interview ON interview.id = substr(audit.subject, 1, instr(audit.subject, '#') - 1)
         LEFT JOIN event
           ON event.nr = interview.nr * 1048576 + CAST(substr(audit.subject, instr(audit.subject, '#') + 1) AS INTEGER)
           AND event.commitment = audit.commitment AND event.at = audit.at AND event.officer = audit.officer
         WHERE audit.action = 'recorded' ORDER BY audit.seq",
    )?;
    let mut rows = statement.query([])?;
    let mut entries = 0;
    while let Some(row) = rows.next()? {
        let seq = column::count(row, "entry")?;
        let Some(commitment) = column::optional_digest(row, "commitment")? else {
            return Err(VaultError::AuditBroken { seq });
        };
        let (body, salt): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get("body")?, row.get("salt")?);
        match (body, salt) {
            (None, None) => {}
            (Some(body), Some(salt)) if Committed::digest_of(&salt, &body) == commitment => {}
            _ => return Err(VaultError::AuditBroken { seq }),
        }
        entries += 1;
    }
    let events: i64 = connection.query_row("SELECT count(*) FROM event", [], |row| row.get(0))?;
    if events == entries {
        Ok(())
    } else {
        Err(VaultError::AuditBroken { seq: 0 })
    }
}
