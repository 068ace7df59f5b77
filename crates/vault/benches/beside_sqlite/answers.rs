//! A saved answer beside plain SQLite: the same library without a key, the same tables, pragmas and statements, in one
//! run, round about, each in a process of its own. That the statements are the same is checked against what SQLite was asked.
//!
//! What the vault does besides (salts, digests, the chain) counts against it.

use crate::figures::{milliseconds, percentile, timed};
use crate::plain::Plain;
use crate::{begin, create, now};
use saring_record::InterviewId;
use saring_vault::rusqlite::Connection;
use saring_vault::rusqlite::trace::{TraceEvent, TraceEventCodes};
use saring_vault::{Findable, Index, NewEvent, Progress, Vault};
use std::cell::RefCell;
use std::path::Path;
use std::time::Duration;

thread_local! {
    /// What SQLite was asked, without what FTS5 asks of its own.
    static ASKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

#[allow(clippy::needless_pass_by_value, reason = "as the library calls it")]
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

pub(crate) fn asked(connection: &mut Connection) -> Vec<String> {
    connection
        .trace_v2(TraceEventCodes::empty(), None::<fn(TraceEvent<'_>)>)
        .unwrap();
    ASKED.take()
}

pub(crate) fn listen(connection: &mut Connection) {
    connection
        .trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(note))
        .unwrap();
}

/// An answer as it is kept: the line, and what it is found by.
pub(crate) struct Answer {
    pub(crate) body: String,
    pub(crate) key: String,
    pub(crate) text: String,
}

/// Every fifth answer corrects the one before. Without words to be found by there are only history and audit row.
pub(crate) fn answer(number: usize, found: bool) -> Answer {
    let text = format!("Sukha Chan {number} dari Phnom Penh");
    Answer {
        body: format!(
            "{{\"answer\":{{\"event\":{{\"op\":\"set\",\"ref\":\"/data/person/question_{number}\",\"value\":\"{text}\"}}}}}}"
        ),
        key: format!(
            "/data/person/question_{}",
            number - usize::from(number % 5 == 4)
        ),
        text: if found {
            text.to_lowercase()
        } else {
            String::new()
        },
    }
}

pub(crate) const POSITION: &str = "/data/person/name";
pub(crate) const SUMMARY: &str = "{\"answered\":12,\"unknown\":3,\"total\":64,\"section\":\"2 · Perjalanan\",\"triage_complete\":true}";

fn save_in_vault(vault: &mut Vault, id: InterviewId, answer: &Answer) {
    let event = NewEvent {
        at: now(),
        body: answer.body.as_bytes(),
    };
    let progress = Progress {
        position: Some(POSITION),
        summary: Some(SUMMARY.as_bytes()),
        attention: Some(false),
    };
    let findable = [Findable {
        key: &answer.key,
        text: &answer.text,
    }];
    let findable = if answer.text.is_empty() {
        &[][..]
    } else {
        &findable
    };
    vault
        .record_findable(id, &[event], progress, Index::Change(findable))
        .unwrap();
}

/// The plain database with the vault's tables and interviews.
fn copy(path: &Path, vault: &mut Vault) {
    let connection = Connection::open(path).unwrap();
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
}

pub(crate) fn run(rounds: usize, answers: usize, found: bool) {
    let folder = tempfile::tempdir().unwrap();
    let mut vault = create(&folder.path().join("Bench.saring-vault"));
    // One interview to warm up with, and one a round, each newer than those before, as they are led.
    let ids: Vec<InterviewId> = (0..=rounds).map(|_| begin(&mut vault)).collect();
    let path = folder.path().join("plain");
    copy(&path, &mut vault);
    let mut plain = Plain::start(&path, &vault.meta().officer.id.to_string(), found);

    for number in 0..answers {
        let answer = answer(number, found);
        listen(vault.connection());
        save_in_vault(&mut vault, ids[0], &answer);
        let ours = asked(vault.connection());
        let theirs = plain.statements(&ids[0].to_string(), number);
        assert_eq!(ours, theirs, "the same statements");
        let begins = ours.iter().filter(|sql| sql.starts_with("BEGIN")).count();
        assert_eq!(begins, 1, "one transaction");
    }

    let (mut ratios, mut ours, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
    for (round, id) in ids[1..].iter().enumerate() {
        let mut both = [Vec::new(), Vec::new()];
        // Who goes first changes.
        for side in [round % 2, 1 - round % 2] {
            both[side] = if side == 0 {
                let one = |number| {
                    let answer = answer(number, found);
                    timed(|| save_in_vault(&mut vault, *id, &answer)).1
                };
                (0..answers).map(one).collect()
            } else {
                plain.save(&id.to_string(), answers)
            };
        }
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
