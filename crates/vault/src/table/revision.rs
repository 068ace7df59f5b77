//! The finished documents of an interview, and how far each has travelled.

use crate::commitment::Committed;
use crate::migration::Migration;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE revision (
            nr INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            interview INTEGER NOT NULL REFERENCES interview (nr),
            number INTEGER NOT NULL,
            parent TEXT REFERENCES revision (digest),
            reason TEXT NOT NULL,
            document BLOB,
            salt BLOB,
            commitment TEXT NOT NULL,
            state TEXT NOT NULL,
            at TEXT NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id)
          ) STRICT;
          CREATE INDEX revision_of_interview ON revision (interview, number);
          CREATE INDEX revision_by_state ON revision (state);",
}];

/// How far a document has come (design §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentState {
    /// Still being written: the history holds it, no document does.
    Incomplete,
    /// Written, and not yet in any bundle.
    Finalized,
    /// In a bundle.
    Exported,
    /// Headquarters confirmed that it has it.
    Received,
    /// Its content was removed.
    Purged,
}

impl DocumentState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Finalized => "finalized",
            Self::Exported => "exported",
            Self::Received => "received",
            Self::Purged => "purged",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        [
            Self::Incomplete,
            Self::Finalized,
            Self::Exported,
            Self::Received,
            Self::Purged,
        ]
        .into_iter()
        .find(|state| state.as_str() == text)
    }
}

/// One finished document, without its bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct RevisionRow {
    /// The interview.
    pub interview: InterviewId,
    /// 1 for the first.
    pub number: u32,
    /// SHA-256 over the document's bytes as stored.
    pub digest: Digest,
    /// The document it corrects.
    pub parent: Option<Digest>,
    /// Why; empty for the first.
    pub reason: String,
    /// How far it has come.
    pub state: DocumentState,
    /// When it was finalized.
    pub at: Moment,
    /// Who finalized it.
    pub officer: OfficerId,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for RevisionRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevisionRow")
            .field("interview", &self.interview)
            .field("number", &self.number)
            .field("digest", &self.digest)
            .field("parent", &self.parent)
            .field("state", &self.state)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// A document about to be stored.
pub(crate) struct NewRevision<'a> {
    pub(crate) nr: i64,
    pub(crate) number: u32,
    pub(crate) parent: Option<&'a Digest>,
    pub(crate) reason: &'a str,
    pub(crate) digest: &'a Digest,
    pub(crate) document: &'a [u8],
    pub(crate) committed: &'a Committed,
    pub(crate) at: Moment,
    pub(crate) officer: OfficerId,
}

const SELECT: &str = "SELECT revision.*, interview.id AS id
     FROM revision JOIN interview ON interview.nr = revision.interview";

pub(crate) fn insert(connection: &Connection, new: &NewRevision<'_>) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO revision
           (digest, interview, number, parent, reason, document, salt, commitment, state, at, officer)
         VALUES (:digest, :interview, :number, :parent, :reason, :document, :salt, :commitment, :state, :at, :officer)",
        named_params! {
            ":digest": new.digest.as_str(),
            ":interview": new.nr,
            ":number": new.number,
            ":parent": new.parent.map(Digest::as_str),
            ":reason": new.reason,
            ":document": new.document,
            ":salt": new.committed.salt.as_slice(),
            ":commitment": new.committed.digest.as_str(),
            ":state": DocumentState::Finalized.as_str(),
            ":at": new.at.to_string(),
            ":officer": new.officer.to_string(),
        },
    )?;
    Ok(())
}

/// Oldest first.
pub(crate) fn of_interview(
    connection: &Connection,
    nr: i64,
) -> Result<Vec<RevisionRow>, VaultError> {
    let mut statement = connection.prepare(&format!(
        "{SELECT} WHERE revision.interview = ?1 ORDER BY number"
    ))?;
    let rows = statement.query_map([nr], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Finalized and in no bundle yet, oldest first.
pub(crate) fn unsent(connection: &Connection) -> Result<Vec<RevisionRow>, VaultError> {
    let mut statement = connection.prepare(&format!(
        "{SELECT} WHERE revision.state = 'finalized' ORDER BY revision.nr"
    ))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

pub(crate) fn state(
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<DocumentState>, VaultError> {
    Ok(connection
        .query_row(
            "SELECT state FROM revision WHERE digest = ?1",
            [digest.as_str()],
            |row| {
                let state: String = row.get(0)?;
                DocumentState::parse(&state).ok_or_else(|| column::unreadable("state"))
            },
        )
        .optional()?)
}

pub(crate) fn set_state(
    connection: &Connection,
    digest: &Digest,
    state: DocumentState,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE revision SET state = ?2 WHERE digest = ?1",
        (digest.as_str(), state.as_str()),
    )?;
    Ok(())
}

/// The document's bytes; none when there is no such document or it was purged.
pub(crate) fn document(
    connection: &Connection,
    digest: &Digest,
) -> Result<Option<Vec<u8>>, VaultError> {
    let document = connection
        .query_row(
            "SELECT document FROM revision WHERE digest = ?1",
            [digest.as_str()],
            |row| row.get(0),
        )
        .optional()?;
    Ok(document.flatten())
}

/// Holds every document against its digest and its audit entry. Reports the first audit entry that fails.
pub(crate) fn verify(connection: &Connection) -> Result<(), VaultError> {
    let mut statement = connection.prepare(
        "SELECT audit.seq AS entry, revision.digest AS digest, revision.document AS document, revision.salt AS salt,
           revision.commitment AS commitment
         FROM audit
         LEFT JOIN interview ON interview.id = substr(audit.subject, 1, instr(audit.subject, '#') - 1)
         LEFT JOIN revision ON revision.interview = interview.nr AND revision.commitment = audit.commitment
           AND revision.number = CAST(substr(audit.subject, instr(audit.subject, '#') + 1) AS INTEGER)
         WHERE audit.action = 'finalized' ORDER BY audit.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let broken = VaultError::AuditBroken {
            seq: column::count(row, "entry")?,
        };
        let Some(commitment) = column::optional_digest(row, "commitment")? else {
            return Err(broken);
        };
        let digest = column::digest(row, "digest")?;
        let (document, salt): (Option<Vec<u8>>, Option<Vec<u8>>) =
            (row.get("document")?, row.get("salt")?);
        match (document, salt) {
            (None, None) => {}
            (Some(document), Some(salt))
                if Digest::of(&document) == digest
                    && Committed::digest_of(&salt, &document) == commitment => {}
            _ => return Err(broken),
        }
    }
    Ok(())
}

fn row(row: &Row<'_>) -> rusqlite::Result<RevisionRow> {
    let state: String = row.get("state")?;
    Ok(RevisionRow {
        interview: column::parsed(row, "id")?,
        number: row.get("number")?,
        digest: column::digest(row, "digest")?,
        parent: column::optional_digest(row, "parent")?,
        reason: row.get("reason")?,
        state: DocumentState::parse(&state).ok_or_else(|| column::unreadable("state"))?,
        at: column::moment(row, "at")?,
        officer: column::parsed(row, "officer")?,
    })
}
