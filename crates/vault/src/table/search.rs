//! What can be searched for: folded text of an interview, one row a question, and the index of its trigrams. Rows of one
//! interview lie together and those of a newer one come before, with numbers below zero: FTS5 walks forwards several
//! times faster than backwards, and so a search comes to the newest first.
//!
//! The texts change with every answer; the index follows them when somebody searches. For one answer FTS5 makes some two
//! thousand allocations, each of which SQLCipher locks into memory and wipes, which takes longer than all the rest of
//! saving. `indexed` is what the index knows of a place, and the interview's row says whether it has to follow, so that
//! an answer writes no page more.

use crate::migration::Migration;
use crate::{VaultError, column};
use rusqlite::{Connection, OptionalExtension};
use saring_record::InterviewId;

// FTS5 keeps what was deleted in its own pages until they are merged, unless it is told not to.
pub(crate) const MIGRATIONS: &[Migration] = &[Migration {
    to: 2,
    sql: "CREATE TABLE search_text (
            nr INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            text TEXT NOT NULL,
            indexed TEXT
          ) STRICT;
          CREATE VIRTUAL TABLE search USING fts5(
            text, content = 'search_text', content_rowid = 'nr', columnsize = 0, tokenize = 'trigram');
          INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
          ALTER TABLE interview ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX interview_not_indexed ON interview (nr) WHERE indexed = 0;
          ALTER TABLE interview ADD COLUMN to_settle INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX interview_to_settle ON interview (nr) WHERE to_settle = 1;",
}];

/// Places of one interview, as a power of two: more than any form has questions.
const PLACES: u32 = 16;

/// The row of an interview that a place belongs to.
pub(crate) fn interview_of(place: i64) -> i64 {
    -(place >> PLACES)
}

/// The first place of an interview.
pub(crate) fn first_of(interview: i64) -> i64 {
    -interview << PLACES
}

fn last_of(interview: i64) -> i64 {
    first_of(interview) + (1 << PLACES) - 1
}

/// Puts a folded text in place of the one of the same key; an empty one takes it away.
pub(crate) fn set(
    connection: &Connection,
    interview: i64,
    key: &str,
    text: &str,
) -> Result<(), VaultError> {
    let (first, last) = (first_of(interview), last_of(interview));
    let old: Option<(i64, String)> = connection
        .prepare_cached("SELECT nr, text FROM search_text WHERE nr BETWEEN ?1 AND ?2 AND key = ?3")?
        .query_row((first, last, key), |row| {
            Ok((row.get("nr")?, row.get("text")?))
        })
        .optional()?;
    match old {
        Some((_, old)) if old == text => return Ok(()),
        // An empty text stays until the index has forgotten what it knew.
        Some((place, _)) => connection
            .prepare_cached("UPDATE search_text SET text = ?2 WHERE nr = ?1")?
            .execute((place, text))?,
        None if text.is_empty() => return Ok(()),
        None => {
            let place: i64 = connection
                .prepare_cached(
                    "SELECT coalesce(max(nr) + 1, ?1) FROM search_text WHERE nr BETWEEN ?1 AND ?2",
                )?
                .query_row((first, last), |row| row.get(0))?;
            if place > last {
                return Err(VaultError::Internal {
                    what: "places of a search",
                });
            }
            connection
                .prepare_cached("INSERT INTO search_text (nr, key, text) VALUES (?1, ?2, ?3)")?
                .execute((place, key, text))?
        }
    };
    connection
        .prepare_cached("UPDATE interview SET to_settle = 1 WHERE nr = ?1 AND to_settle = 0")?
        .execute([interview])?;
    Ok(())
}

/// The interviews whose texts the index has to follow.
pub(crate) fn to_settle(connection: &Connection) -> Result<Vec<i64>, VaultError> {
    let mut statement = connection
        .prepare_cached("SELECT nr FROM interview WHERE to_settle = 1 ORDER BY nr DESC")?;
    let interviews = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(interviews)
}

/// Brings the index to what stands in the texts of an interview.
pub(crate) fn settle(connection: &Connection, interview: i64) -> Result<(), VaultError> {
    let (first, last) = (first_of(interview), last_of(interview));
    let changed: Vec<(i64, Option<String>, String)> = connection
        .prepare_cached(
            "SELECT nr, indexed, text FROM search_text
             WHERE nr BETWEEN ?1 AND ?2 AND indexed IS NOT text ORDER BY nr",
        )?
        .query_map((first, last), |row| {
            Ok((row.get("nr")?, row.get("indexed")?, row.get("text")?))
        })?
        .collect::<Result<_, _>>()?;
    for (place, indexed, text) in changed {
        // FTS5 has to be told what it knew.
        if let Some(indexed) = indexed {
            connection
                .prepare_cached(
                    "INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)",
                )?
                .execute((place, indexed))?;
        }
        if text.is_empty() {
            connection
                .prepare_cached("DELETE FROM search_text WHERE nr = ?1")?
                .execute([place])?;
        } else {
            connection
                .prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
                .execute((place, &text))?;
            connection
                .prepare_cached("UPDATE search_text SET indexed = text WHERE nr = ?1")?
                .execute([place])?;
        }
    }
    connection
        .prepare_cached("UPDATE interview SET to_settle = 0 WHERE nr = ?1")?
        .execute([interview])?;
    Ok(())
}

/// Takes away all that an interview was found by, out of the index too.
pub(crate) fn clear(connection: &Connection, interview: i64) -> Result<(), VaultError> {
    connection
        .prepare_cached("UPDATE search_text SET text = '' WHERE nr BETWEEN ?1 AND ?2")?
        .execute((first_of(interview), last_of(interview)))?;
    settle(connection, interview)
}

/// Notes that nothing can be found, where interviews came without their texts.
pub(crate) fn forget(connection: &Connection) -> Result<(), VaultError> {
    connection.execute("UPDATE interview SET indexed = 0, to_settle = 0", [])?;
    Ok(())
}

/// Notes that everything of an interview can be found.
pub(crate) fn set_indexed(connection: &Connection, interview: i64) -> Result<(), VaultError> {
    connection
        .prepare_cached("UPDATE interview SET indexed = 1 WHERE nr = ?1 AND indexed = 0")?
        .execute([interview])?;
    Ok(())
}

/// Interviews that cannot be found yet, newest first.
pub(crate) fn not_indexed(connection: &Connection) -> Result<Vec<InterviewId>, VaultError> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM interview WHERE indexed = 0 ORDER BY nr DESC")?;
    let ids = statement
        .query_map([], |row| column::parsed(row, "id"))?
        .collect::<Result<_, _>>()?;
    Ok(ids)
}

/// Places whose text holds a folded word, from this one on. The index knows words of three characters and more;
/// for shorter ones the texts themselves are read.
pub(crate) fn places(
    connection: &Connection,
    word: &str,
    from: i64,
    most: usize,
) -> Result<Vec<i64>, VaultError> {
    let places = if word.chars().count() >= 3 {
        let phrase = format!("\"{}\"", word.replace('"', "\"\""));
        connection
            .prepare_cached(
                "SELECT rowid FROM search WHERE search MATCH ?1 AND rowid >= ?2 ORDER BY rowid LIMIT ?3",
            )?
            .query_map((phrase, from, most as i64), |row| row.get(0))?
            .collect::<Result<_, _>>()?
    } else {
        let escaped = word
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        connection
            .prepare_cached(
                "SELECT nr FROM search_text WHERE nr >= ?2 AND text LIKE ?1 ESCAPE '\\' ORDER BY nr LIMIT ?3",
            )?
            .query_map((format!("%{escaped}%"), from, most as i64), |row| row.get(0))?
            .collect::<Result<_, _>>()?
    };
    Ok(places)
}

/// Whether a folded word stands in any text of an interview.
pub(crate) fn holds(
    connection: &Connection,
    interview: i64,
    word: &str,
) -> Result<bool, VaultError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM search_text WHERE nr BETWEEN ?1 AND ?2 AND instr(text, ?3) > 0)",
        )?
        .query_row((first_of(interview), last_of(interview), word), |row| row.get(0))?)
}

/// The key of a place.
pub(crate) fn key(connection: &Connection, place: i64) -> Result<String, VaultError> {
    Ok(connection
        .prepare_cached("SELECT key FROM search_text WHERE nr = ?1")?
        .query_row([place], |row| row.get(0))?)
}
