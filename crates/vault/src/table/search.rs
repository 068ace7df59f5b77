//! What can be searched for: folded text of an interview, one row a question, and the index of its trigrams. Rows of one
//! interview lie together and those of a newer one come before, with numbers below zero: FTS5 walks forwards several
//! times faster than backwards, and so a search comes to the newest first.
//!
//! The texts change with every answer; the index follows them when somebody searches. For one answer FTS5 makes some two
//! thousand allocations, each of which SQLCipher locks into memory and wipes, which takes longer than all the rest of
//! saving. `search_change` says of which places the index knows something else than stands there.

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
            text TEXT NOT NULL
          ) STRICT;
          CREATE VIRTUAL TABLE search USING fts5(
            text, content = 'search_text', content_rowid = 'nr', columnsize = 0, tokenize = 'trigram');
          INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
          CREATE TABLE search_change (
            nr INTEGER PRIMARY KEY,
            indexed TEXT
          ) STRICT;
          ALTER TABLE interview ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX interview_not_indexed ON interview (nr) WHERE indexed = 0;",
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
        Some((_, old)) if old == text => {}
        Some((place, old)) => {
            change(connection, place, Some(&old))?;
            if text.is_empty() {
                remove(connection, place)?;
            } else {
                connection
                    .prepare_cached("UPDATE search_text SET text = ?2 WHERE nr = ?1")?
                    .execute((place, text))?;
            }
        }
        None if text.is_empty() => {}
        None => {
            let place = free_place(connection, first, last)?;
            change(connection, place, None)?;
            connection
                .prepare_cached("INSERT INTO search_text (nr, key, text) VALUES (?1, ?2, ?3)")?
                .execute((place, key, text))?;
        }
    }
    Ok(())
}

/// A place of an interview that nothing stands at, and where the index knows nothing.
fn free_place(connection: &Connection, first: i64, last: i64) -> Result<i64, VaultError> {
    let place: i64 = connection
        .prepare_cached(
            "SELECT 1 + max(coalesce((SELECT max(nr) FROM search_text WHERE nr BETWEEN ?1 AND ?2), ?1 - 1),
               coalesce((SELECT max(nr) FROM search_change WHERE nr BETWEEN ?1 AND ?2), ?1 - 1))",
        )?
        .query_row((first, last), |row| row.get(0))?;
    if place > last {
        return Err(VaultError::Internal {
            what: "places of a search",
        });
    }
    Ok(place)
}

/// Notes that a place changes, and what the index knows of it, unless that was noted before.
fn change(connection: &Connection, place: i64, indexed: Option<&str>) -> Result<(), VaultError> {
    connection
        .prepare_cached(
            "INSERT INTO search_change (nr, indexed) VALUES (?1, ?2) ON CONFLICT (nr) DO NOTHING",
        )?
        .execute((place, indexed))?;
    Ok(())
}

fn remove(connection: &Connection, place: i64) -> Result<(), VaultError> {
    connection
        .prepare_cached("DELETE FROM search_text WHERE nr = ?1")?
        .execute([place])?;
    Ok(())
}

/// Brings the index to what stands in the texts. How many places that were.
pub(crate) fn settle(connection: &Connection) -> Result<usize, VaultError> {
    settle_between(connection, i64::MIN, i64::MAX)
}

/// Whether the index has to follow.
pub(crate) fn is_settled(connection: &Connection) -> Result<bool, VaultError> {
    Ok(connection
        .prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM search_change)")?
        .query_row([], |row| row.get(0))?)
}

fn settle_between(connection: &Connection, first: i64, last: i64) -> Result<usize, VaultError> {
    let changes: Vec<(i64, Option<String>, Option<String>)> = connection
        .prepare_cached(
            "SELECT search_change.nr AS nr, indexed, text FROM search_change
             LEFT JOIN search_text ON search_text.nr = search_change.nr
             WHERE search_change.nr BETWEEN ?1 AND ?2 ORDER BY search_change.nr",
        )?
        .query_map((first, last), |row| {
            Ok((row.get("nr")?, row.get("indexed")?, row.get("text")?))
        })?
        .collect::<Result<_, _>>()?;
    // FTS5 is told what it knew; in the order of the places, since it writes a segment whenever it goes back.
    for (place, indexed, text) in &changes {
        if indexed == text {
            continue;
        }
        if let Some(indexed) = indexed {
            connection
                .prepare_cached(
                    "INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)",
                )?
                .execute((place, indexed))?;
        }
        if let Some(text) = text {
            connection
                .prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")?
                .execute((place, text))?;
        }
    }
    connection
        .prepare_cached("DELETE FROM search_change WHERE nr BETWEEN ?1 AND ?2")?
        .execute((first, last))?;
    Ok(changes.len())
}

/// Takes away all that an interview was found by, out of the index too.
pub(crate) fn clear(connection: &Connection, interview: i64) -> Result<(), VaultError> {
    let (first, last) = (first_of(interview), last_of(interview));
    let texts: Vec<(i64, String)> = connection
        .prepare_cached("SELECT nr, text FROM search_text WHERE nr BETWEEN ?1 AND ?2")?
        .query_map((first, last), |row| Ok((row.get("nr")?, row.get("text")?)))?
        .collect::<Result<_, _>>()?;
    for (place, text) in texts {
        change(connection, place, Some(&text))?;
        remove(connection, place)?;
    }
    settle_between(connection, first, last)?;
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
