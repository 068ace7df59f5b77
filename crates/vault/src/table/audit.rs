//! The audit log: a hash chain over who did what to which id, committing to content without holding any.

use crate::migration::Migration;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row};
use saring_record::{Digest, Moment, VaultId};
use serde::Serialize;

pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 1,
    sql: "CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            officer TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            commitment TEXT,
            previous TEXT NOT NULL,
            hash TEXT NOT NULL
          ) STRICT;
          CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;
          CREATE TRIGGER audit_is_not_cut BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'append only'); END;",
}, Migration {
    to: 2,
    // Few entries are about unlocking: their indexes cost an answer nothing and spare the door the walk over all.
    sql: "ALTER TABLE audit ADD COLUMN doubtful INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX audit_of_unlocks ON audit (officer, seq) WHERE action = 'unlocked';
          CREATE INDEX audit_of_codes ON audit (seq) WHERE action IN ('recovery-used', 'escrow-used');
          CREATE INDEX audit_of_takings ON audit (seq) WHERE action = 'taken-over';",
}];

/// The codes of what the vault itself enters; commands may enter others.
pub(crate) mod action {
    pub(crate) const CREATED: &str = "created";
    pub(crate) const UNLOCKED: &str = "unlocked";
    pub(crate) const FAILED_UNLOCKS: &str = "failed-unlocks";
    /// A change of slots that a crash interrupted was taken over; its subject is the generation.
    pub(crate) const SLOTS_SETTLED: &str = "slots-settled";
    /// A wrong passphrase or code while the vault was open.
    pub(crate) const FAILED_TRY: &str = "failed-try";
    pub(crate) const PASSPHRASE_CHANGED: &str = "passphrase-changed";
    pub(crate) const OFFICER_ADDED: &str = "officer-added";
    pub(crate) const OFFICER_READMITTED: &str = "officer-readmitted";
    pub(crate) const OFFICER_REMOVED: &str = "officer-removed";
    pub(crate) const RECOVERY_MADE: &str = "recovery-made";
    pub(crate) const RECOVERY_USED: &str = "recovery-used";
    pub(crate) const RECOVERY_REMOVED: &str = "recovery-removed";
    /// Its subject is the recipients, with a space between.
    pub(crate) const ESCROW_MADE: &str = "escrow-made";
    pub(crate) const ESCROW_USED: &str = "escrow-used";
    pub(crate) const ESCROW_REMOVED: &str = "escrow-removed";
    pub(crate) const NEW_KEY_BEGUN: &str = "new-key-begun";
    pub(crate) const NEW_KEY_MADE: &str = "new-key-made";
    pub(crate) const BACKED_UP: &str = "backed-up";
    /// A vault that stands elsewhere than before was moved; in one that does not, the move failed.
    pub(crate) const MOVE_BEGUN: &str = "move-begun";
    pub(crate) const RENAMED: &str = "renamed";
    /// Its subject is the vault that was damaged.
    pub(crate) const SALVAGED: &str = "salvaged";
    /// Its subject is the new full public key.
    pub(crate) const SIGNING_EPOCH_BEGUN: &str = "signing-epoch-begun";
    pub(crate) const BEGUN: &str = "begun";
    /// Its subject is the interview and the officer it went to, with a space between.
    pub(crate) const HANDED_OVER: &str = "handed-over";
    /// Its subject is the interview and the officer it was taken from, with a space between.
    pub(crate) const TAKEN_OVER: &str = "taken-over";
    pub(crate) const RECORDED: &str = "recorded";
    pub(crate) const FINALIZED: &str = "finalized";
    pub(crate) const REOPENED: &str = "reopened";
    pub(crate) const EXPORTED: &str = "exported";
    pub(crate) const RECEIVED: &str = "received";
    pub(crate) const FORM_STORED: &str = "form-stored";
    pub(crate) const PEER_ADDED: &str = "peer-added";
    pub(crate) const PEER_TRUSTED: &str = "peer-trusted";
    pub(crate) const CLOCK_TRUSTED: &str = "clock-trusted";
    pub(crate) const ATTACHED: &str = "attached";
    pub(crate) const ATTACHMENT_READ: &str = "attachment-read";
    pub(crate) const ATTACHMENT_REMOVED: &str = "attachment-removed";
    pub(crate) const REVISION_TAKEN_IN: &str = "revision-taken-in";
    pub(crate) const CONFLICT_RESOLVED: &str = "conflict-resolved";
    pub(crate) const WITHDRAWN: &str = "withdrawn";
    pub(crate) const RETENTION_SET: &str = "retention-set";
    pub(crate) const PURGED: &str = "purged";
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// From 1, without gaps.
    pub seq: u64,
    /// When.
    pub at: Moment,
    /// Who.
    pub officer: OfficerId,
    /// What: a kebab-case code.
    pub action: String,
    /// To what: an id or a digest, never content.
    pub subject: String,
    /// Salted digest of the content it is about, or the digest of a bundle's tag manifest.
    pub commitment: Option<Digest>,
    /// Written under a clock that was behind: the time is no evidence.
    pub doubtful: bool,
    /// Hash of the entry before; for the first, a digest that names the vault.
    pub previous: Digest,
    /// SHA-256 over the canonical form of all the rest.
    pub hash: Digest,
}

/// An entry before it has its place in the chain.
pub(crate) struct Entry<'a> {
    pub(crate) at: Moment,
    pub(crate) officer: OfficerId,
    pub(crate) action: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) commitment: Option<&'a Digest>,
}

/// What the first entry names as its predecessor, so that a chain cannot be moved to another vault.
fn root(vault: VaultId) -> Digest {
    Digest::of(format!("saring-audit/1 {vault}").as_bytes())
}

fn hash(
    seq: u64,
    entry: &Entry<'_>,
    doubtful: bool,
    previous: &Digest,
) -> Result<Digest, VaultError> {
    let Entry {
        at,
        officer,
        action,
        subject,
        commitment,
    } = *entry;
    let hashed = Hashed {
        action,
        at: at.to_string(),
        commitment,
        doubtful,
        officer,
        previous,
        seq,
        subject,
    };
    let bytes = serde_json::to_vec(&hashed).map_err(|_| VaultError::Internal {
        what: "audit entry",
    })?;
    Ok(Digest::of(&bytes))
}

/// What an entry's hash is over. Names in their order, no numbers but whole ones: as it is written it is in canonical
/// form (RFC 8785), which a general writer takes several times as long to find.
#[derive(Serialize)]
struct Hashed<'a> {
    action: &'a str,
    at: String,
    commitment: Option<&'a Digest>,
    /// Only where it is true, so that entries from before it was told keep their hash.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    doubtful: bool,
    officer: OfficerId,
    previous: &'a Digest,
    seq: u64,
    subject: &'a str,
}

/// Number and hash of the last entry; the root when there is none.
pub(crate) fn head(connection: &Connection, vault: VaultId) -> Result<(u64, Digest), VaultError> {
    let last = connection
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            Ok((column::count(row, "seq")?, column::digest(row, "hash")?))
        })
        .optional()?;
    Ok(last.unwrap_or_else(|| (0, root(vault))))
}

pub(crate) fn append(
    connection: &Connection,
    vault: VaultId,
    entry: &Entry<'_>,
    doubtful: bool,
) -> Result<(), VaultError> {
    let (last, previous) = head(connection, vault)?;
    let seq = last + 1;
    let hash = hash(seq, entry, doubtful, &previous)?;
    connection
        .prepare_cached(
            "INSERT INTO audit (seq, at, officer, action, subject, commitment, previous, hash, doubtful)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            seq as i64,
            entry.at.to_string(),
            entry.officer.to_string(),
            entry.action,
            entry.subject,
            entry.commitment.map(Digest::as_str),
            previous.as_str(),
            hash.as_str(),
            doubtful,
        ))?;
    Ok(())
}

/// Whether an entry, looked at by itself, is what its hash says. The first of all names the vault.
pub(crate) fn holds(found: &AuditRow, vault: VaultId) -> Result<bool, VaultError> {
    let entry = Entry {
        at: found.at,
        officer: found.officer,
        action: &found.action,
        subject: &found.subject,
        commitment: found.commitment.as_ref(),
    };
    let rooted = found.seq != 1 || found.previous == root(vault);
    Ok(rooted && hash(found.seq, &entry, found.doubtful, &found.previous)? == found.hash)
}

/// An entry as it lies in its row.
pub(crate) fn row(row: &Row<'_>) -> rusqlite::Result<AuditRow> {
    Ok(AuditRow {
        seq: column::count(row, "seq")?,
        at: column::moment(row, "at")?,
        officer: column::parsed(row, "officer")?,
        action: row.get("action")?,
        subject: row.get("subject")?,
        commitment: column::optional_digest(row, "commitment")?,
        doubtful: row.get("doubtful")?,
        previous: column::digest(row, "previous")?,
        hash: column::digest(row, "hash")?,
    })
}

pub(crate) fn all(connection: &Connection) -> Result<Vec<AuditRow>, VaultError> {
    let mut statement = connection.prepare("SELECT * FROM audit ORDER BY seq")?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// Walks the chain from its root. A tail that was cut off does not show here; whoever received an earlier head sees it.
pub(crate) fn verify_chain(connection: &Connection, vault: VaultId) -> Result<(), VaultError> {
    let mut statement = connection.prepare("SELECT * FROM audit ORDER BY seq")?;
    let mut rows = statement.query([])?;
    let (mut expected, mut previous) = (1, root(vault));
    while let Some(next) = rows.next()? {
        let broken = VaultError::AuditBroken { seq: expected };
        let Ok(found) = row(next) else {
            return Err(broken);
        };
        let entry = Entry {
            at: found.at,
            officer: found.officer,
            action: &found.action,
            subject: &found.subject,
            commitment: found.commitment.as_ref(),
        };
        let holds = found.seq == expected
            && found.previous == previous
            && hash(expected, &entry, found.doubtful, &previous)? == found.hash;
        if !holds {
            return Err(broken);
        }
        (expected, previous) = (expected + 1, found.hash);
    }
    Ok(())
}

/// How many interviews were taken over from an officer since they last unlocked.
pub(crate) fn taken_since_unlock(
    connection: &Connection,
    officer: OfficerId,
) -> Result<u32, VaultError> {
    let sql = "SELECT count(*) FROM audit WHERE action = 'taken-over' AND substr(subject, -36) = ?1 AND seq >
           (SELECT coalesce(max(seq), 0) FROM audit WHERE action = 'unlocked' AND officer = ?1)";
    Ok(connection.query_row(sql, [officer.to_string()], |row| row.get(0))?)
}

/// The uses of recovery and escrow since an officer last unlocked: `(action, when)`, oldest first.
pub(crate) fn code_uses_since_unlock(
    connection: &Connection,
    officer: OfficerId,
) -> Result<Vec<(String, Moment)>, VaultError> {
    let mut statement = connection.prepare(
        // The actions stand in the text, since SQLite takes a partial index only where it sees them.
        "SELECT action, at FROM audit WHERE action IN ('recovery-used', 'escrow-used') AND seq >
           (SELECT coalesce(max(seq), 0) FROM audit WHERE action = 'unlocked' AND officer = ?1)
         ORDER BY seq",
    )?;
    let rows = statement
        .query_map([officer.to_string()], |row| {
            Ok((row.get("action")?, column::moment(row, "at")?))
        })?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// What was done since the last new vault key, or ever where none was made: the actions among these, oldest first.
pub(crate) fn since_new_key(
    connection: &Connection,
    actions: &[&str],
) -> Result<Vec<String>, VaultError> {
    let mut statement = connection.prepare(
        "SELECT action FROM audit WHERE seq > (SELECT coalesce(max(seq), 0) FROM audit WHERE action = ?1) ORDER BY seq",
    )?;
    let mut done: Vec<String> = statement
        .query_map([action::NEW_KEY_MADE], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    done.retain(|action| actions.contains(&action.as_str()));
    Ok(done)
}

/// When the last entry was made under a clock that was not doubted. Receipts bear headquarters' time and do not count.
pub(crate) fn last_certain(connection: &Connection) -> Result<Option<Moment>, VaultError> {
    Ok(connection
        .query_row(
            "SELECT at FROM audit WHERE doubtful = 0 AND action <> ?1 ORDER BY seq DESC LIMIT 1",
            [action::RECEIVED],
            |row| column::moment(row, "at"),
        )
        .optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use saring_record::canonical;

    #[test]
    fn what_is_hashed_is_in_canonical_form() {
        let digest = Digest::of(b"x");
        for (doubtful, commitment) in [(false, None), (true, Some(&digest))] {
            let hashed = Hashed {
                action: "recorded",
                at: "2026-01-19T10:00:00.000+07:00".to_owned(),
                commitment,
                doubtful,
                officer: OfficerId::generate(),
                previous: &digest,
                seq: 9_007_199_254_740_991,
                subject: "\"សុខា\" \\ \n \u{1} \u{7f} / \u{2028}",
            };
            assert_eq!(
                serde_json::to_vec(&hashed).unwrap(),
                canonical::to_bytes(&hashed).unwrap()
            );
        }
    }
}
