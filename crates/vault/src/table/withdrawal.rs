//! The withdrawals of consent: each a record of its own that travels to headquarters when something had gone there.

use crate::migration::Migration;
use crate::table::revision::DocumentState;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, Row, named_params};
use saring_record::{Digest, InterviewId, Moment};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 2,
    sql: "CREATE TABLE withdrawal (
            nr INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            interview INTEGER NOT NULL REFERENCES interview (nr),
            record BLOB NOT NULL,
            travels INTEGER NOT NULL,
            state TEXT NOT NULL,
            at TEXT NOT NULL,
            doubtful INTEGER NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id)
          ) STRICT;
          CREATE INDEX withdrawal_to_send ON withdrawal (nr) WHERE travels = 1 AND state = 'finalized';
          CREATE TABLE outbox_withdrawal (
            outbox INTEGER NOT NULL REFERENCES outbox (nr),
            withdrawal INTEGER NOT NULL REFERENCES withdrawal (nr),
            PRIMARY KEY (outbox, withdrawal)
          ) STRICT, WITHOUT ROWID;",
}];

/// One withdrawal.
#[derive(Clone, PartialEq, Eq)]
pub struct WithdrawalRow {
    /// The interview, which holds nothing any more.
    pub interview: InterviewId,
    /// SHA-256 over the record's bytes.
    pub digest: Digest,
    /// The record's bytes; they hold ids and times and no answer.
    pub record: Vec<u8>,
    /// Whether headquarters has to hear of it, since something of the interview had left.
    pub travels: bool,
    /// How far it has come.
    pub state: DocumentState,
    /// When the person withdrew.
    pub at: Moment,
    /// Under a clock that was behind.
    pub doubtful: bool,
    /// Who took it down.
    pub officer: OfficerId,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for WithdrawalRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithdrawalRow")
            .field("interview", &self.interview)
            .field("digest", &self.digest)
            .field("state", &self.state)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

pub(crate) fn insert(
    connection: &Connection,
    interview: i64,
    row: &WithdrawalRow,
) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO withdrawal (digest, interview, record, travels, state, at, doubtful, officer)
         VALUES (:digest, :interview, :record, :travels, :state, :at, :doubtful, :officer)",
        named_params! {
            ":digest": row.digest.as_str(),
            ":interview": interview,
            ":record": row.record,
            ":travels": row.travels,
            ":state": row.state.as_str(),
            ":at": row.at.to_string(),
            ":doubtful": row.doubtful,
            ":officer": row.officer.to_string(),
        },
    )?;
    Ok(())
}

const SELECT: &str = "SELECT withdrawal.*, interview.id AS id
     FROM withdrawal JOIN interview ON interview.nr = withdrawal.interview";

/// Oldest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<WithdrawalRow>, VaultError> {
    listed(connection, "")
}

/// Those that travel and are in no bundle yet, oldest first.
pub(crate) fn unsent(connection: &Connection) -> Result<Vec<WithdrawalRow>, VaultError> {
    listed(
        connection,
        "WHERE withdrawal.travels = 1 AND withdrawal.state = 'finalized'",
    )
}

fn listed(connection: &Connection, condition: &str) -> Result<Vec<WithdrawalRow>, VaultError> {
    let mut statement =
        connection.prepare(&format!("{SELECT} {condition} ORDER BY withdrawal.nr"))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Notes that a bundle holds a withdrawal; false when there is no such withdrawal.
pub(crate) fn set_exported(
    connection: &Connection,
    bundle: &str,
    digest: &Digest,
) -> Result<bool, VaultError> {
    let rows = connection.execute(
        "INSERT INTO outbox_withdrawal SELECT outbox.nr, withdrawal.nr FROM outbox, withdrawal
         WHERE outbox.bundle = ?1 AND withdrawal.digest = ?2",
        (bundle, digest.as_str()),
    )?;
    connection.execute(
        "UPDATE withdrawal SET state = 'exported' WHERE digest = ?1 AND state = 'finalized'",
        [digest.as_str()],
    )?;
    Ok(rows > 0)
}

/// Notes that headquarters has a withdrawal that was in this bundle; false when it was not in it.
pub(crate) fn set_received(
    connection: &Connection,
    tag_manifest: &Digest,
    digest: &Digest,
) -> Result<bool, VaultError> {
    let rows = connection.execute(
        "UPDATE withdrawal SET state = 'received' WHERE digest = ?2 AND nr IN
           (SELECT withdrawal FROM outbox_withdrawal JOIN outbox ON outbox.nr = outbox_withdrawal.outbox
            WHERE outbox.tag_manifest = ?1)",
        (tag_manifest.as_str(), digest.as_str()),
    )?;
    Ok(rows > 0)
}

fn row(row: &Row<'_>) -> rusqlite::Result<WithdrawalRow> {
    let state: String = row.get("state")?;
    Ok(WithdrawalRow {
        interview: column::parsed(row, "id")?,
        digest: column::digest(row, "digest")?,
        record: row.get("record")?,
        travels: row.get("travels")?,
        state: DocumentState::parse(&state).ok_or_else(|| column::unreadable("state"))?,
        at: column::moment(row, "at")?,
        doubtful: row.get("doubtful")?,
        officer: column::parsed(row, "officer")?,
    })
}
