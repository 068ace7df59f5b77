//! The bundles that were written here, numbered for each signer and destination, and the documents in them.

use crate::migration::Migration;
use crate::{VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId, Moment};

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        to: 1,
        sql: "CREATE TABLE outbox (
            nr INTEGER PRIMARY KEY,
            bundle TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            signer TEXT NOT NULL,
            destination TEXT NOT NULL,
            sequence INTEGER NOT NULL,
            previous TEXT,
            tag_manifest TEXT NOT NULL UNIQUE,
            at TEXT NOT NULL,
            count INTEGER NOT NULL,
            received TEXT,
            UNIQUE (signer, destination, sequence)
          ) STRICT;
          CREATE TABLE outbox_document (
            outbox INTEGER NOT NULL REFERENCES outbox (nr),
            revision INTEGER NOT NULL REFERENCES revision (nr),
            PRIMARY KEY (outbox, revision)
          ) STRICT, WITHOUT ROWID;",
    },
    Migration {
        to: 2,
        sql: "CREATE INDEX outbox_document_of_revision ON outbox_document (revision);",
    },
];

/// One bundle that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// The bundle's id.
    pub bundle: String,
    /// The bundle's kind: `submissions`, `enrolment`, ...
    pub kind: String,
    /// Whom it is for: an organisation or a vault.
    pub destination: String,
    /// Its number for this destination, from 1.
    pub sequence: u64,
    /// Digest of its tag manifest.
    pub tag_manifest: Digest,
    /// Digest of the tag manifest of the one before; none for the first.
    pub previous: Option<Digest>,
    /// When it was written.
    pub at: Moment,
    /// How many documents it holds.
    pub count: u32,
    /// How many withdrawals it holds; counted when it is read.
    pub withdrawals: u32,
    /// When its receipt was written, once there is one.
    pub received: Option<Moment>,
}

pub(crate) fn insert(
    connection: &Connection,
    signer: &str,
    row: &OutboxRow,
) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO outbox
           (bundle, kind, signer, destination, sequence, previous, tag_manifest, at, count, received)
         VALUES (:bundle, :kind, :signer, :destination, :sequence, :previous, :tag_manifest, :at, :count, :received)",
        named_params! {
            ":bundle": row.bundle,
            ":kind": row.kind,
            ":signer": signer,
            ":destination": row.destination,
            ":sequence": row.sequence as i64,
            ":previous": row.previous.as_ref().map(Digest::as_str),
            ":tag_manifest": row.tag_manifest.as_str(),
            ":at": row.at.to_string(),
            ":count": row.count,
            ":received": row.received.map(|at| at.to_string()),
        },
    )?;
    Ok(())
}

/// Notes that a bundle holds a document.
pub(crate) fn insert_document(
    connection: &Connection,
    bundle: &str,
    digest: &Digest,
) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO outbox_document SELECT outbox.nr, revision.nr FROM outbox, revision
         WHERE outbox.bundle = ?1 AND revision.digest = ?2",
        (bundle, digest.as_str()),
    )?;
    Ok(())
}

/// The number that is next for a destination, and the tag manifest it follows.
pub(crate) fn next(
    connection: &Connection,
    signer: &str,
    destination: &str,
) -> Result<(u64, Option<Digest>), VaultError> {
    let last = connection
        .query_row(
            "SELECT sequence, tag_manifest FROM outbox WHERE signer = ?1 AND destination = ?2
             ORDER BY sequence DESC LIMIT 1",
            (signer, destination),
            |row| {
                Ok((
                    column::count(row, "sequence")?,
                    column::digest(row, "tag_manifest")?,
                ))
            },
        )
        .optional()?;
    Ok(last.map_or((1, None), |(sequence, digest)| (sequence + 1, Some(digest))))
}

/// Newest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<OutboxRow>, VaultError> {
    let mut statement = connection.prepare(
        "SELECT outbox.*, (SELECT count(*) FROM outbox_withdrawal AS one WHERE one.outbox = outbox.nr) AS withdrawals
         FROM outbox ORDER BY nr DESC",
    )?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The documents of one bundle.
pub(crate) fn documents(
    connection: &Connection,
    tag_manifest: &Digest,
) -> Result<Vec<Digest>, VaultError> {
    let mut statement = connection.prepare(
        "SELECT revision.digest AS digest FROM outbox_document
         JOIN outbox ON outbox.nr = outbox_document.outbox
         JOIN revision ON revision.nr = outbox_document.revision
         WHERE outbox.tag_manifest = ?1 ORDER BY revision.nr",
    )?;
    let rows = statement
        .query_map([tag_manifest.as_str()], |row| column::digest(row, "digest"))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The interviews whose newest document headquarters acknowledged, and when the first receipt for it was written; none
/// with documents in conflict.
pub(crate) fn acknowledged(
    connection: &Connection,
) -> Result<Vec<(InterviewId, Moment)>, VaultError> {
    let mut statement = connection.prepare(
        "SELECT interview.id AS id, outbox.received AS received FROM interview
         JOIN revision ON revision.nr = (SELECT newest.nr FROM revision AS newest
           WHERE newest.interview = interview.nr AND newest.set_aside IS NULL
           ORDER BY newest.number DESC, newest.nr DESC LIMIT 1)
         JOIN outbox_document ON outbox_document.revision = revision.nr
         JOIN outbox ON outbox.nr = outbox_document.outbox
         WHERE interview.state = 'received' AND interview.conflict = 0 AND outbox.received IS NOT NULL
         ORDER BY interview.nr",
    )?;
    let rows = statement
        .query_map([], |row| {
            Ok((column::parsed(row, "id")?, column::moment(row, "received")?))
        })?
        .collect::<Result<Vec<(InterviewId, Moment)>, _>>()?;
    // Texts with different offsets do not sort as moments do.
    let mut first: Vec<(InterviewId, Moment)> = Vec::new();
    for (id, received) in rows {
        match first.last_mut() {
            Some((last, at)) if *last == id => {
                if received.instant() < at.instant() {
                    *at = received;
                }
            }
            _ => first.push((id, received)),
        }
    }
    Ok(first)
}

/// Notes a receipt; false when no such bundle was written here.
pub(crate) fn set_received(
    connection: &Connection,
    tag_manifest: &Digest,
    at: Moment,
) -> Result<bool, VaultError> {
    let rows = connection.execute(
        "UPDATE outbox SET received = coalesce(received, ?2) WHERE tag_manifest = ?1",
        (tag_manifest.as_str(), at.to_string()),
    )?;
    Ok(rows > 0)
}

fn row(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    let received: Option<String> = row.get("received")?;
    Ok(OutboxRow {
        bundle: row.get("bundle")?,
        kind: row.get("kind")?,
        destination: row.get("destination")?,
        sequence: column::count(row, "sequence")?,
        tag_manifest: column::digest(row, "tag_manifest")?,
        previous: column::optional_digest(row, "previous")?,
        at: column::moment(row, "at")?,
        count: row.get("count")?,
        withdrawals: row.get("withdrawals")?,
        received: received
            .map(|_| column::moment(row, "received"))
            .transpose()?,
    })
}
