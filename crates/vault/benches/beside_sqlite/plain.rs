//! The plain side: a process of its own, because SQLCipher's care for memory holds for a whole process and would slow
//! plain SQLite down too. It is told by lines what to save, and answers how long each took.

use crate::answers::{Answer, POSITION, SUMMARY, answer, asked, listen};
use crate::figures::timed;
use crate::now;
use saring_vault::rusqlite::config::DbConfig;
use saring_vault::rusqlite::{Connection, OptionalExtension};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

/// The process that saves into the plain database.
pub(crate) struct Plain {
    child: Child,
    ask: ChildStdin,
    told: BufReader<ChildStdout>,
}

impl Plain {
    pub(crate) fn start(path: &Path, officer: &str, found: bool) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .arg("--plain")
            .arg(path)
            .arg(officer)
            .args(found.then_some("--found"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        Self {
            ask: child.stdin.take().unwrap(),
            told: BufReader::new(child.stdout.take().unwrap()),
            child,
        }
    }

    fn asked(&mut self, what: &str) -> String {
        writeln!(self.ask, "{what}").unwrap();
        let mut line = String::new();
        self.told.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Saves so many answers of an interview and says how long each took.
    pub(crate) fn save(&mut self, interview: &str, answers: usize) -> Vec<Duration> {
        let line = self.asked(&format!("save {interview} {answers}"));
        let nanoseconds = line.split(' ').map(|word| word.parse().unwrap());
        nanoseconds.map(Duration::from_nanos).collect()
    }

    /// Saves one answer and says what SQLite was asked for it.
    pub(crate) fn statements(&mut self, interview: &str, number: usize) -> Vec<String> {
        let line = self.asked(&format!("statements {interview} {number}"));
        line.split('\u{1f}').map(str::to_owned).collect()
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the process does until its parent is gone.
pub(crate) fn serve(path: &Path, officer: &str, found: bool) {
    let mut plain = Connection::open(path).unwrap();
    plain
        .execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;
             PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
             PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;",
        )
        .unwrap();
    plain.set_prepared_statement_cache_capacity(64);
    plain
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .unwrap();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let words: Vec<&str> = line.split(' ').collect();
        let (interview, number) = (words[1], words[2].parse().unwrap());
        let said: Vec<String> = if words[0] == "statements" {
            listen(&mut plain);
            save(&plain, (interview, officer), &answer(number, found));
            asked(&mut plain)
        } else {
            let took = (0..number).map(|number| {
                let answer = answer(number, found);
                timed(|| save(&plain, (interview, officer), &answer)).1
            });
            took.map(|took| took.as_nanos().to_string()).collect()
        };
        let between = if words[0] == "statements" {
            "\u{1f}"
        } else {
            " "
        };
        println!("{}", said.join(between));
    }
}

/// The vault's statements for one answer, one after the other, with what is reckoned for them left out.
fn save(plain: &Connection, (id, officer): (&str, &str), answer: &Answer) {
    let digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let at = now().to_string();
    plain
        .prepare_cached("BEGIN IMMEDIATE")
        .unwrap()
        .execute([])
        .unwrap();
    let nr: i64 = plain
        .prepare_cached(STANDING)
        .unwrap()
        .query_row([id], |row| row.get(0))
        .unwrap();
    if !answer.text.is_empty() {
        be_found(plain, nr, answer);
    }
    let seq: i64 = plain
        .prepare_cached("SELECT seq FROM event WHERE nr BETWEEN ?1 AND ?2 ORDER BY nr DESC LIMIT 1")
        .unwrap()
        .query_row(((nr << 20) + 1, (nr << 20) + 1_048_575), |row| row.get(0))
        .optional()
        .unwrap()
        .unwrap_or(0);
    plain
        .prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
        .unwrap()
        .execute((
            (nr << 20) + seq + 1,
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
        .execute((nr, POSITION, SUMMARY.as_bytes(), &at, false))
        .unwrap();
    let _: Option<String> = plain
        .query_row("PRAGMA cipher_status", [], |row| row.get(0))
        .optional()
        .unwrap();
    plain.prepare_cached("COMMIT").unwrap().execute([]).unwrap();
}

fn be_found(plain: &Connection, nr: i64, answer: &Answer) {
    let (first, last) = (-nr << 16, (-nr << 16) + 65_535);
    let old: Option<(i64, String)> = plain
        .prepare_cached("SELECT nr, text FROM search_text WHERE nr BETWEEN ?1 AND ?2 AND key = ?3")
        .unwrap()
        .query_row((first, last, &answer.key), |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()
        .unwrap();
    match old {
        Some((place, _)) => plain
            .prepare_cached("UPDATE search_text SET text = ?2 WHERE nr = ?1")
            .unwrap()
            .execute((place, &answer.text))
            .unwrap(),
        None => {
            let place: i64 = plain
                .prepare_cached(
                    "SELECT coalesce(max(nr) + 1, ?1) FROM search_text WHERE nr BETWEEN ?1 AND ?2",
                )
                .unwrap()
                .query_row((first, last), |row| row.get(0))
                .unwrap();
            plain
                .prepare_cached("INSERT INTO search_text (nr, key, text) VALUES (?1, ?2, ?3)")
                .unwrap()
                .execute((place, &answer.key, &answer.text))
                .unwrap()
        }
    };
    plain
        .prepare_cached("UPDATE interview SET to_settle = 1 WHERE nr = ?1 AND to_settle = 0")
        .unwrap()
        .execute([nr])
        .unwrap();
}

const STANDING: &str = "SELECT nr, correcting, holder, conflict, erased IS NOT NULL AS erased,
       EXISTS (SELECT 1 FROM revision WHERE revision.interview = interview.nr) AS finalized
     FROM interview WHERE id = ?1";
const AUDIT: &str =
    "INSERT INTO audit (seq, at, officer, action, subject, commitment, previous, hash, doubtful)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
const PROGRESS: &str =
    "UPDATE interview SET position = coalesce(?2, position), summary = coalesce(?3, summary),
       updated = coalesce(?4, updated), attention = coalesce(?5, attention) WHERE nr = ?1";
