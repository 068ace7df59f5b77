//! Programs that are not ours and say whether what Saring writes can be read elsewhere. `cargo xtask test` installs
//! them: tests/judges/requirements.txt and tests/judges/package-lock.json.

use crate::places::{root, target};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
    let judges = root().join("tests/judges");
    assert!(
        judges.join("node_modules").is_dir(),
        "the official engine is not installed: run `cargo xtask test`"
    );
    said(
        &Command::new("node")
            .arg(judges.join("load.mjs"))
            .arg(xform)
            .output()
            .expect("node"),
    )
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
