//! Pictures, scans, sound and documents of an interview, in rows of at most [`CHUNK`] bytes. A row of `attachment`
//! counts only once it is `whole`; what is `arriving` or `leaving` has chunks that nobody sees and that are cleared.

use crate::commitment::Committed;
use crate::migration::Migration;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId, Moment};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 2,
    sql: "CREATE TABLE attachment (
            nr INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            interview INTEGER NOT NULL REFERENCES interview (nr),
            state TEXT NOT NULL CHECK (state IN ('arriving', 'whole', 'leaving', 'removed')),
            reference TEXT,
            name TEXT,
            media TEXT,
            bytes INTEGER,
            digest TEXT,
            thumbnail BLOB,
            salt BLOB,
            commitment TEXT,
            at TEXT NOT NULL,
            doubtful INTEGER NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id)
          ) STRICT;
          CREATE INDEX attachment_of_interview ON attachment (interview);
          CREATE INDEX attachment_to_clear ON attachment (nr) WHERE state IN ('arriving', 'leaving');
          CREATE TABLE attachment_chunk (
            nr INTEGER PRIMARY KEY,
            attachment INTEGER NOT NULL REFERENCES attachment (nr),
            seq INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            UNIQUE (attachment, seq)
          ) STRICT;",
}];

/// Bytes in one row; the last one of an attachment holds the rest.
pub(crate) const CHUNK: usize = 512 * 1024;

/// An attachment for ever: a UUID that says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttachmentId(Uuid);

impl AttachmentId {
    /// A new id (UUID version 7).
    #[must_use]
    pub fn generate() -> Self {
        Self(Uuid::now_v7())
    }
}

impl fmt::Display for AttachmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for AttachmentId {
    type Err = uuid::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// An attachment as lists show it, without its content.
#[derive(Clone, PartialEq, Eq)]
pub struct AttachmentRow {
    /// Its id.
    pub id: AttachmentId,
    /// The interview it belongs to.
    pub interview: InterviewId,
    /// The question it belongs to; opaque to the vault.
    pub reference: Option<String>,
    /// What the officer calls it.
    pub name: String,
    /// Its media type, recognised by content.
    pub media: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 over its bytes.
    pub digest: Digest,
    /// Whether [`crate::Vault::thumbnail`] has a picture of it.
    pub has_thumbnail: bool,
    /// When it was added.
    pub at: Moment,
    /// Added under a clock that was behind.
    pub doubtful: bool,
    /// Who added it.
    pub officer: OfficerId,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for AttachmentRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AttachmentRow")
            .field("id", &self.id)
            .field("interview", &self.interview)
            .field("bytes", &self.bytes)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// An attachment that begins to arrive.
pub(crate) struct Arriving<'a> {
    pub(crate) id: AttachmentId,
    pub(crate) interview: i64,
    pub(crate) at: Moment,
    pub(crate) doubtful: bool,
    pub(crate) officer: OfficerId,
    pub(crate) reference: Option<&'a str>,
    pub(crate) name: &'a str,
    pub(crate) media: &'a str,
}

/// What is known of an attachment once its last chunk is there.
pub(crate) struct Whole<'a> {
    pub(crate) bytes: u64,
    pub(crate) digest: &'a Digest,
    pub(crate) committed: &'a Committed,
    pub(crate) thumbnail: Option<&'a [u8]>,
}

/// Where the content of an attachment lies.
pub(crate) struct Lying {
    pub(crate) nr: i64,
    pub(crate) interview: InterviewId,
    pub(crate) bytes: u64,
    pub(crate) digest: Digest,
}

/// Makes its row and returns its number.
pub(crate) fn insert(connection: &Connection, new: &Arriving<'_>) -> Result<i64, VaultError> {
    connection.execute(
        "INSERT INTO attachment (id, interview, state, reference, name, media, at, doubtful, officer)
         VALUES (:id, :interview, 'arriving', :reference, :name, :media, :at, :doubtful, :officer)",
        named_params! {
            ":id": new.id.to_string(),
            ":interview": new.interview,
            ":reference": new.reference,
            ":name": new.name,
            ":media": new.media,
            ":at": new.at.to_string(),
            ":doubtful": new.doubtful,
            ":officer": new.officer.to_string(),
        },
    )?;
    Ok(connection.last_insert_rowid())
}

pub(crate) fn insert_chunk(
    connection: &Connection,
    nr: i64,
    seq: u64,
    bytes: &[u8],
) -> Result<(), VaultError> {
    connection
        .prepare_cached(
            "INSERT INTO attachment_chunk (attachment, seq, bytes) VALUES (?1, ?2, ?3)",
        )?
        .execute((nr, seq as i64, bytes))?;
    Ok(())
}

pub(crate) fn set_whole(
    connection: &Connection,
    nr: i64,
    whole: &Whole<'_>,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE attachment SET state = 'whole', bytes = ?2, digest = ?3, salt = ?4, commitment = ?5, thumbnail = ?6
         WHERE nr = ?1",
        (
            nr,
            whole.bytes as i64,
            whole.digest.as_str(),
            whole.committed.salt.as_slice(),
            whole.committed.digest.as_str(),
            whole.thumbnail,
        ),
    )?;
    Ok(())
}

/// Those of an interview, whatever came first first.
pub(crate) fn of_interview(
    connection: &Connection,
    interview: i64,
) -> Result<Vec<AttachmentRow>, VaultError> {
    let mut statement = connection.prepare_cached(
        "SELECT attachment.id AS id, interview.id AS interview, reference, name, media, bytes, digest,
           thumbnail IS NOT NULL AS has_thumbnail, at, doubtful, attachment.officer AS officer
         FROM attachment JOIN interview ON interview.nr = attachment.interview
         WHERE attachment.interview = ?1 AND attachment.state = 'whole' ORDER BY attachment.nr",
    )?;
    let rows = statement
        .query_map([interview], row)?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

pub(crate) fn lying(connection: &Connection, id: AttachmentId) -> Result<Lying, VaultError> {
    connection
        .query_row(
            "SELECT attachment.nr AS nr, interview.id AS interview, bytes, digest
             FROM attachment JOIN interview ON interview.nr = attachment.interview
             WHERE attachment.id = ?1 AND attachment.state = 'whole'",
            [id.to_string()],
            |row| {
                Ok(Lying {
                    nr: row.get("nr")?,
                    interview: column::parsed(row, "interview")?,
                    bytes: column::count(row, "bytes")?,
                    digest: column::digest(row, "digest")?,
                })
            },
        )
        .optional()?
        .ok_or(VaultError::NoSuchAttachment { attachment: id })
}

/// The whole ones of every interview, for a check.
pub(crate) fn all(connection: &Connection) -> Result<Vec<AttachmentId>, VaultError> {
    let mut statement =
        connection.prepare("SELECT id FROM attachment WHERE state = 'whole' ORDER BY nr")?;
    let ids = statement
        .query_map([], |row| column::parsed(row, "id"))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

pub(crate) fn thumbnail(
    connection: &Connection,
    id: AttachmentId,
) -> Result<Option<Vec<u8>>, VaultError> {
    let thumbnail = connection
        .query_row(
            "SELECT thumbnail FROM attachment WHERE id = ?1 AND state = 'whole'",
            [id.to_string()],
            |row| row.get(0),
        )
        .optional()?;
    thumbnail.ok_or(VaultError::NoSuchAttachment { attachment: id })
}

/// One chunk; none beyond the last.
pub(crate) fn chunk(
    connection: &Connection,
    nr: i64,
    seq: u64,
) -> Result<Option<Vec<u8>>, VaultError> {
    Ok(connection
        .prepare_cached("SELECT bytes FROM attachment_chunk WHERE attachment = ?1 AND seq = ?2")?
        .query_row((nr, seq as i64), |row| row.get(0))
        .optional()?)
}

/// Takes away what was known of one attachment, or of all of an interview, and lets the chunks go: a tombstone with its
/// commitment stays. How many that were.
pub(crate) fn let_go(connection: &Connection, of: LetGo) -> Result<usize, VaultError> {
    let (column, nr) = match of {
        LetGo::Attachment(nr) => ("nr", nr),
        LetGo::Interview(nr) => ("interview", nr),
    };
    Ok(connection.execute(
        &format!(
            "UPDATE attachment SET state = 'leaving', reference = NULL, name = NULL, media = NULL, bytes = NULL,
               digest = NULL, thumbnail = NULL, salt = NULL
             WHERE {column} = ?1 AND state = 'whole'"
        ),
        [nr],
    )?)
}

/// What is let go.
#[derive(Clone, Copy)]
pub(crate) enum LetGo {
    Attachment(i64),
    Interview(i64),
}

/// The first one whose chunks are to be cleared.
pub(crate) fn to_clear(connection: &Connection) -> Result<Option<i64>, VaultError> {
    Ok(connection
        .query_row(
            "SELECT nr FROM attachment WHERE state IN ('arriving', 'leaving') ORDER BY nr LIMIT 1",
            [],
            |row| row.get(0),
        )
        .optional()?)
}

/// Deletes at most so many of its chunks; when none is left, a removed one is done and one that never arrived is no
/// more. False when there is nothing left to do.
pub(crate) fn clear_some(
    connection: &Connection,
    nr: i64,
    chunks: usize,
) -> Result<bool, VaultError> {
    let gone = connection
        .prepare_cached(
            "DELETE FROM attachment_chunk WHERE nr IN
               (SELECT nr FROM attachment_chunk WHERE attachment = ?1 LIMIT ?2)",
        )?
        .execute((nr, chunks as i64))?;
    if gone > 0 {
        return Ok(true);
    }
    connection.execute(
        "UPDATE attachment SET state = 'removed' WHERE nr = ?1 AND state = 'leaving'",
        [nr],
    )?;
    connection.execute(
        "DELETE FROM attachment WHERE nr = ?1 AND state = 'arriving'",
        [nr],
    )?;
    Ok(false)
}

/// Holds every attachment against its audit entry: what is known of it commits to the same. Its content is held against
/// its digest elsewhere, since that takes time. Reports the first audit entry that fails.
pub(crate) fn verify(connection: &Connection) -> Result<(), VaultError> {
    let mut statement = connection.prepare(
        "SELECT audit.seq AS entry, attachment.digest AS digest, attachment.salt AS salt,
           attachment.commitment AS commitment
         FROM audit
         LEFT JOIN attachment ON attachment.id = audit.subject AND attachment.commitment = audit.commitment
         WHERE audit.action = 'attached' ORDER BY audit.seq",
    )?;
    let mut rows = statement.query([])?;
    let mut entries = 0;
    while let Some(row) = rows.next()? {
        let broken = VaultError::AuditBroken {
            seq: column::count(row, "entry")?,
        };
        let Some(commitment) = column::optional_digest(row, "commitment")? else {
            return Err(broken);
        };
        match (
            column::optional_digest(row, "digest")?,
            row.get::<_, Option<Vec<u8>>>("salt")?,
        ) {
            (None, None) => {}
            (Some(digest), Some(salt))
                if Committed::digest_of(&salt, digest.as_str().as_bytes()) == commitment => {}
            _ => return Err(broken),
        }
        entries += 1;
    }
    let known: i64 = connection.query_row(
        "SELECT count(*) FROM attachment WHERE state <> 'arriving'",
        [],
        |row| row.get(0),
    )?;
    if known == entries {
        Ok(())
    } else {
        Err(VaultError::AuditBroken { seq: 0 })
    }
}

fn row(row: &Row<'_>) -> rusqlite::Result<AttachmentRow> {
    Ok(AttachmentRow {
        id: column::parsed(row, "id")?,
        interview: column::parsed(row, "interview")?,
        reference: row.get("reference")?,
        name: row.get("name")?,
        media: row.get("media")?,
        bytes: column::count(row, "bytes")?,
        digest: column::digest(row, "digest")?,
        has_thumbnail: row.get("has_thumbnail")?,
        at: column::moment(row, "at")?,
        doubtful: row.get("doubtful")?,
        officer: column::parsed(row, "officer")?,
    })
}
