//! A saved answer beside plain SQLite: the same library without a key, the same tables, pragmas and statements, in one
//! run, round about. That the statements are the same is checked against what SQLite was asked.
//!
//! What the vault does besides (salts, digests, the chain) counts against it.

use crate::figures::{milliseconds, percentile, timed};
use crate::{begin, create, now};
use saring_record::InterviewId;
use saring_vault::rusqlite::trace::{TraceEvent, TraceEventCodes};
use saring_vault::rusqlite::{Connection, OptionalExtension};
use saring_vault::{Findable, Index, NewEvent, Progress, Vault};
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

thread_local! {
    /// What SQLite was asked, without what FTS5 asks of its own.
    static ASKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn note(event: TraceEvent<'_>) {
    if let TraceEvent::Stmt(_, sql) = event
        && !sql.starts_with("--")
        && !sql.contains("'main'.")
    {
        ASKED.with_borrow_mut(|asked| {
            asked.push(sql.split_whitespace().collect::<Vec<_>>().join(" "));
        });
    }
}

fn asked(connection: &mut Connection) -> Vec<String> {
    connection
        .trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)
        .unwrap();
    ASKED.take()
}

fn listen(connection: &mut Connection) {
    connection
        .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note))
        .unwrap();
}

/// An answer as it is kept: the line, what lists show, what it is found by.
struct Answer {
    body: String,
    key: String,
    text: String,
}

fn answer(number: usize) -> Answer {
    let text = format!("Sukha Chan {number} dari Phnom Penh");
    Answer {
        body: format!(
            "{{\"answer\":{{\"event\":{{\"op\":\"set\",\"ref\":\"/data/person/question_{number}\",\"value\":\"{text}\"}}}}}}"
        ),
        key: format!("/data/person/question_{}", number % 40),
        text: text.to_lowercase(),
    }
}

const POSITION: &str = "/data/person/name";
const SUMMARY: &str = "{\"answered\":12,\"unknown\":3,\"total\":64,\"section\":\"2 · Perjalanan\",\"triage_complete\":true}";

fn save_in_vault(vault: &mut Vault, id: InterviewId, answer: &Answer) {
    let event = NewEvent {
        at: now(),
        body: answer.body.as_bytes(),
    };
    let progress = Progress {
        position: Some(POSITION),
        summary: Some(SUMMARY.as_bytes()),
    };
    let findable = [Findable {
        key: &answer.key,
        text: &answer.text,
    }];
    vault
        .record_findable(id, &[event], progress, Index::Change(&findable))
        .unwrap();
}

/// The plain database with the vault's tables and one interview.
fn plain(path: &Path, vault: &mut Vault) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;
             PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
             PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )
        .unwrap();
    let mut statement = vault
        .connection()
        .prepare(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
               AND name NOT IN ('search_data', 'search_idx', 'search_config') ORDER BY rowid",
        )
        .unwrap();
    let tables: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for table in tables {
        connection.execute_batch(&table).unwrap();
    }
    connection
        .execute_batch("INSERT INTO search (search, rank) VALUES ('secure-delete', 1)")
        .unwrap();
    drop(statement);
    for table in ["officer", "form", "interview", "audit"] {
        let rows: Vec<Vec<saring_vault::rusqlite::types::Value>> = {
            let mut statement = vault
                .connection()
                .prepare(&format!("SELECT * FROM {table}"))
                .unwrap();
            let columns = statement.column_count();
            statement
                .query_map([], |row| {
                    (0..columns).map(|column| row.get(column)).collect()
                })
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap()
        };
        for row in rows {
            let marks = vec!["?"; row.len()].join(", ");
            connection
                .execute(
                    &format!("INSERT INTO {table} VALUES ({marks})"),
                    saring_vault::rusqlite::params_from_iter(row),
                )
                .unwrap();
        }
    }
    connection
}

/// The vault's statements for one answer, one after the other.
fn save_in_plain(plain: &Connection, (id, officer): (&str, &str), answer: &Answer) {
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let at = now().to_string();
    plain.execute_batch("BEGIN IMMEDIATE").unwrap();
    let nr: i64 = plain
        .prepare_cached(STANDING)
        .unwrap()
        .query_row([id], |row| row.get(0))
        .unwrap();
    let (first, last) = (-nr << 16, (-nr << 16) + 65_535);
    let old: Option<(i64, String)> = plain
        .prepare_cached("SELECT nr, text FROM search_text WHERE nr BETWEEN ?1 AND ?2 AND key = ?3")
        .unwrap()
        .query_row((first, last, &answer.key), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
        .unwrap();
    let place = match old {
        Some((place, text)) => {
            plain
                .prepare_cached(
                    "INSERT INTO search (search, rowid, text) VALUES ('delete', ?1, ?2)",
                )
                .unwrap()
                .execute((place, text))
                .unwrap();
            plain
                .prepare_cached("DELETE FROM search_text WHERE nr = ?1")
                .unwrap()
                .execute([place])
                .unwrap();
            place
        }
        None => plain
            .prepare_cached(
                "SELECT coalesce(max(nr) + 1, ?1) FROM search_text WHERE nr BETWEEN ?1 AND ?2",
            )
            .unwrap()
            .query_row((first, last), |row| row.get(0))
            .unwrap(),
    };
    plain
        .prepare_cached("INSERT INTO search_text (nr, key, text) VALUES (?1, ?2, ?3)")
        .unwrap()
        .execute((place, &answer.key, &answer.text))
        .unwrap();
    plain
        .prepare_cached("INSERT INTO search (rowid, text) VALUES (?1, ?2)")
        .unwrap()
        .execute((place, &answer.text))
        .unwrap();
    let seq: i64 = plain
        .prepare_cached("SELECT coalesce(max(seq), 0) AS last FROM event WHERE interview = ?1")
        .unwrap()
        .query_row([nr], |row| row.get(0))
        .unwrap();
    plain
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .unwrap()
        .execute((
            nr,
            seq + 1,
            &at,
            officer,
            answer.body.as_bytes(),
            [7u8; 32].as_slice(),
            digest,
            false,
        ))
        .unwrap();
    let (head, previous): (i64, String) = plain
        .prepare_cached("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
        .unwrap()
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    plain
        .prepare_cached(AUDIT)
        .unwrap()
        .execute((
            head + 1,
            &at,
            officer,
            "recorded",
            format!("{id}#{}", seq + 1),
            digest,
            previous,
            digest,
            false,
        ))
        .unwrap();
    plain
        .prepare_cached(PROGRESS)
        .unwrap()
        .execute((nr, POSITION, SUMMARY.as_bytes(), &at))
        .unwrap();
    let _: Option<String> = plain
        .query_row("PRAGMA cipher_status", [], |row| row.get(0))
        .optional()
        .unwrap();
    plain.execute_batch("COMMIT").unwrap();
}

const STANDING: &str = "SELECT nr, correcting, erased IS NOT NULL AS erased,
       EXISTS (SELECT 1 FROM revision WHERE revision.interview = interview.nr) AS finalized,
       (SELECT count(*) > count(DISTINCT coalesce(parent, '')) FROM revision
        WHERE revision.interview = interview.nr AND set_aside IS NULL) AS conflict
     FROM interview WHERE id = ?1";
const AUDIT: &str =
    "INSERT INTO audit (seq, at, officer, action, subject, commitment, previous, hash, doubtful)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const PROGRESS: &str =
    "UPDATE interview SET position = coalesce(?2, position), summary = coalesce(?3, summary),
       updated = coalesce(?4, updated) WHERE nr = ?1";

pub(crate) fn run(rounds: usize, answers: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(&folder.path().join("Bench.saring-vault"));
    let id = begin(&mut vault);
    let mut plain = plain(&folder.path().join("plain"), &mut vault);
    let (text, officer) = (id.to_string(), vault.meta().officer.id.to_string());
    let who = (text.as_str(), officer.as_str());

    // Once listened to, and warm.
    for number in 0..120 {
        let answer = answer(number);
        listen(vault.connection());
        save_in_vault(&mut vault, id, &answer);
        let ours = asked(vault.connection());
        listen(&mut plain);
        save_in_plain(&plain, who, &answer);
        let theirs = asked(&mut plain);
        assert_eq!(ours, theirs, "the same statements");
        let begins = ours.iter().filter(|sql| sql.starts_with("BEGIN")).count();
        assert_eq!(begins, 1, "one transaction");
    }

    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    let mut number = 120;
    for round in 0..rounds {
        let mut both = [Vec::new(), Vec::new()];
        // Who goes first changes.
        for side in [round % 2, 1 - round % 2] {
            for offset in 0..answers {
                let answer = answer(number + offset);
                let took = if side == 0 {
                    timed(|| save_in_vault(&mut vault, id, &answer)).1
                } else {
                    timed(|| save_in_plain(&plain, who, &answer)).1
                };
                both[side].push(took);
            }
        }
        number += answers;
        let median = |durations: &mut Vec<Duration>| percentile(durations, 50);
        let (one, other) = (median(&mut both[0]), median(&mut both[1]));
        ratios.push(one.as_secs_f64() / other.as_secs_f64());
        ours.push(one);
        theirs.push(other);
    }
    ratios.sort_by(f64::total_cmp);
    println!(
        "  vault {}, plain SQLite {} (medians of {rounds} rounds of {answers}); vault/plain {:.2} at the median of rounds, {:.2} to {:.2}; at most 1.5 is asked",
        milliseconds(percentile(&mut ours, 50)),
        milliseconds(percentile(&mut theirs, 50)),
        ratios[ratios.len() / 2],
        ratios[0],
        ratios[ratios.len() - 1],
    );
}
