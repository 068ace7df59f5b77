//! The finished documents of an interview, and how far each has travelled.

use crate::commitment::Committed;
use crate::migration::Migration;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
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
    },
    Migration {
        to: 2,
        // State and conflict stand in the interview's row too, so that each is found by an index; only these triggers write
        // them there. An update of `correcting` to itself reckons them anew.
        sql: "ALTER TABLE revision ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE revision ADD COLUMN set_aside TEXT;
          CREATE TRIGGER interview_state AFTER UPDATE OF correcting, erased ON interview BEGIN
            UPDATE interview SET state = CASE
                WHEN new.erased IS NOT NULL THEN 'purged'
                WHEN new.correcting IS NOT NULL THEN 'incomplete'
                ELSE coalesce((SELECT revision.state FROM revision
                  WHERE revision.interview = new.nr AND revision.set_aside IS NULL
                  ORDER BY revision.number DESC, revision.nr DESC LIMIT 1), 'incomplete') END,
                conflict = new.erased IS NULL AND EXISTS (SELECT 1 FROM revision AS one JOIN revision AS other
                  ON other.interview = one.interview AND other.nr > one.nr AND other.parent IS one.parent
                  WHERE one.interview = new.nr AND one.set_aside IS NULL AND other.set_aside IS NULL)
              WHERE nr = new.nr;
          END;
          CREATE TRIGGER interview_state_of_new_revision AFTER INSERT ON revision
            BEGIN UPDATE interview SET correcting = correcting WHERE nr = new.interview; END;
          CREATE TRIGGER interview_state_of_revision AFTER UPDATE OF state, set_aside ON revision
            BEGIN UPDATE interview SET correcting = correcting WHERE nr = new.interview; END;
          UPDATE interview SET correcting = correcting;",
    },
];

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
    /// Finalized under a clock that was behind: the time is no evidence.
    pub doubtful: bool,
    /// When a person decided that another document with the same parent counts.
    pub set_aside: Option<Moment>,
    /// Who finalized it, or took it in.
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
    pub(crate) doubtful: bool,
    pub(crate) officer: OfficerId,
}

const SELECT: &str = "SELECT revision.*, interview.id AS id
     FROM revision JOIN interview ON interview.nr = revision.interview";

pub(crate) fn insert(connection: &Connection, new: &NewRevision<'_>) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO revision
           (digest, interview, number, parent, reason, document, salt, commitment, state, at, doubtful, officer)
         VALUES (:digest, :interview, :number, :parent, :reason, :document, :salt, :commitment, :state, :at, :doubtful, :officer)",
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
            ":doubtful": new.doubtful,
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
        "{SELECT} WHERE revision.interview = ?1 ORDER BY number, revision.nr"
    ))?;
    let rows = statement.query_map([nr], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Finalized and in no bundle yet, oldest first.
pub(crate) fn unsent(connection: &Connection) -> Result<Vec<RevisionRow>, VaultError> {
    let mut statement = connection.prepare(&format!(
        "{SELECT} WHERE revision.state = 'finalized' AND revision.set_aside IS NULL ORDER BY revision.nr"
    ))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Documents that share their parent with another of the same interview, none of them set aside; by interview, newest
/// interview first. Looks at interviews in conflict alone, however many there are: without that index it does not run.
pub(crate) fn in_conflict(connection: &Connection) -> Result<Vec<RevisionRow>, VaultError> {
    let mut statement = connection.prepare_cached(
        "SELECT revision.*, interview.id AS id
         FROM interview INDEXED BY interview_in_conflict CROSS JOIN revision ON revision.interview = interview.nr
         WHERE interview.conflict = 1 AND revision.set_aside IS NULL AND EXISTS (
           SELECT 1 FROM revision AS other WHERE other.interview = revision.interview AND other.set_aside IS NULL
             AND other.nr <> revision.nr AND other.parent IS revision.parent)
         ORDER BY interview.nr DESC, revision.number, revision.nr",
    )?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Sets aside every document that shares its parent with this one, and what was built on those. How many that were.
pub(crate) fn set_others_aside(
    connection: &Connection,
    kept: &Digest,
    at: Moment,
) -> Result<usize, VaultError> {
    Ok(connection.execute(
        "WITH RECURSIVE
           kept AS (SELECT nr, interview, parent FROM revision WHERE digest = ?1 AND set_aside IS NULL),
           aside (nr, digest) AS (
             SELECT revision.nr, revision.digest FROM revision, kept
               WHERE revision.interview = kept.interview AND revision.parent IS kept.parent
                 AND revision.nr <> kept.nr AND revision.set_aside IS NULL
             UNION SELECT revision.nr, revision.digest FROM revision JOIN aside ON revision.parent = aside.digest)
         UPDATE revision SET set_aside = ?2 WHERE nr IN (SELECT nr FROM aside) AND set_aside IS NULL",
        (kept.as_str(), at.to_string()),
    )?)
}

/// Takes away content and salt of all documents of an interview, and blinds their digests by a secret that nobody keeps:
/// a digest without salt would let somebody try out what a short document said.
pub(crate) fn erase(connection: &Connection, nr: i64, blind: &[u8]) -> Result<(), VaultError> {
    // The parents follow within the transaction.
    connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    for one in of_interview(connection, nr)? {
        let blinded = |digest: &Digest| Committed::digest_of(blind, digest.as_str().as_bytes());
        connection.execute(
            "UPDATE revision SET digest = ?2, parent = ?3, reason = '', document = NULL, salt = NULL, state = 'purged'
             WHERE digest = ?1",
            (
                one.digest.as_str(),
                blinded(&one.digest).as_str(),
                one.parent.as_ref().map(|parent| blinded(parent).as_str().to_owned()),
            ),
        )?;
    }
    Ok(())
}

/// Whether any document of an interview has left in a bundle.
pub(crate) fn any_left(connection: &Connection, nr: i64) -> Result<bool, VaultError> {
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM revision WHERE interview = ?1 AND state IN ('exported', 'received'))",
        [nr],
        |row| row.get(0),
    )?)
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
         WHERE audit.action IN ('finalized', 'revision-taken-in') ORDER BY audit.seq",
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
        doubtful: row.get("doubtful")?,
        set_aside: column::optional_moment(row, "set_aside")?,
        officer: column::parsed(row, "officer")?,
    })
}
