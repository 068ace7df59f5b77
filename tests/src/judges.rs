//! Programs that are not ours and say whether what Saring writes can be read elsewhere. `cargo xtask test` installs
//! them: tests/judges/requirements.txt and tests/judges/package-lock.json.

use crate::places::{root, target};
use serde_json::Value;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A program of the pinned Python environment.
///
/// # Panics
/// When it is not installed.
#[must_use]
pub fn python(program: &str) -> PathBuf {
    let path = target().join("judges/venv/bin").join(program);
    assert!(
        path.is_file(),
        "{} is not installed: run `cargo xtask test`",
        path.display()
    );
    path
}

/// Converts a workbook to an XForm with pyxform: `{"code", "message", "warnings"}`, where the code is 100 when it is
/// content and 101 when it only warns.
///
/// # Panics
/// When pyxform cannot be started or says nothing.
#[must_use]
pub fn pyxform(workbook: &Path, xform: &Path) -> Value {
    // Validate, the Java program, is left out: the official engine judges the XForm.
    let options = ["--json", "--skip_validate"];
    let run = Command::new(python("xls2xform"))
        .args(options)
        .arg(workbook)
        .arg(xform)
        .env("LANG", "C.UTF-8")
        .output();
    said(&run.expect("xls2xform"))
}

/// Loads an XForm in the official engine: `{"nodes", "languages"}` or `{"error"}`.
///
/// # Panics
/// When the engine is not installed or says nothing.
#[must_use]
pub fn official_engine(xform: &Path) -> Value {
    said(&node("load.mjs").arg(xform).output().expect("node"))
}

/// Converts workbooks with pyxform in one process: `{"workbook", "xform"}` each, answered by
/// `{"content", "message", "warnings"}`.
///
/// # Panics
/// When pyxform is not installed or stops.
#[must_use]
pub fn convert(jobs: &[Value]) -> Vec<Value> {
    let mut pyxform = Command::new(python("python"));
    pyxform
        .arg(root().join("tests/judges/convert.py"))
        .env("LANG", "C.UTF-8");
    each(pyxform, &jobs.iter().collect::<Vec<_>>())
}

/// Answers XForms at random in the official engine, in one process in this zone: see tests/judges/answer.mjs.
///
/// # Panics
/// When the engine is not installed or stops.
#[must_use]
pub fn answer(zone: &str, jobs: &[&Value]) -> Vec<Value> {
    let mut engine = node("answer.mjs");
    engine.env("TZ", zone);
    each(engine, jobs)
}

/// A script of ours that drives the official engine.
fn node(script: &str) -> Command {
    let judges = root().join("tests/judges");
    assert!(
        judges.join("node_modules").is_dir(),
        "the official engine is not installed: run `cargo xtask test`"
    );
    let mut node = Command::new("node");
    node.arg(judges.join(script));
    node
}

/// Hands a program one line of JSON for each job and reads one line back for each.
fn each(mut program: Command, jobs: &[&Value]) -> Vec<Value> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|e| panic!("{}: {e}", program.get_program().display()));
    let (mut questions, answers) = (child.stdin.take(), child.stdout.take());
    let said: Vec<Value> = std::thread::scope(|scope| {
        scope.spawn(move || {
            for job in jobs {
                // A judge that has stopped is noticed by its missing answers.
                let _ = questions.as_mut().map(|q| writeln!(q, "{job}"));
            }
        });
        BufReader::new(answers.expect("its answers"))
            .lines()
            .map(|line| serde_json::from_str(&line.expect("a line")).expect("a verdict"))
            .collect()
    });
    let ended = child.wait().expect("its end");
    assert!(
        ended.success() && said.len() == jobs.len(),
        "{} stopped after {} of {} jobs",
        program.get_program().display(),
        said.len(),
        jobs.len()
    );
    said
}

/// The judge's verdict: the last line of JSON on either stream.
fn said(run: &Output) -> Value {
    let all = [run.stdout.as_slice(), b"\n", run.stderr.as_slice()].concat();
    let all = String::from_utf8_lossy(&all);
    let verdict = all.lines().rev().find_map(|line| {
        serde_json::from_str::<Value>(line)
            .ok()
            .filter(Value::is_object)
    });
    verdict.unwrap_or_else(|| panic!("no verdict: {all}"))
}
