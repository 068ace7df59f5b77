//! The judges' side: pyxform's conversion and the official engine, each in a process of its own, timed from inside.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// Where the judges are.
pub(crate) struct Judges {
    /// Python with pyxform.
    pub(crate) python: PathBuf,
    /// The folder of their scripts, with the engine's `node_modules`.
    pub(crate) scripts: PathBuf,
}

/// What one round of both showed.
pub(crate) struct Round {
    /// The workbook converted.
    pub(crate) convert: Duration,
    /// The XForm loaded.
    pub(crate) load: Duration,
    /// Each answer, every node's relevance read.
    pub(crate) answers: Vec<Duration>,
    /// What was answered, one event a line.
    pub(crate) script: String,
    /// When.
    pub(crate) now: String,
    /// Nodes below the root in the end, by reference, and whether they apply.
    pub(crate) relevant: BTreeMap<String, bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Converted {
    convert_ms: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paced {
    load_ms: f64,
    now: String,
    script: Vec<serde_json::Value>,
    answer_ms: Vec<f64>,
    relevant: BTreeMap<String, bool>,
}

impl Judges {
    /// Converts, loads and answers; `seed` decides what is answered.
    pub(crate) fn round(&self, form: &Path, seed: u64, answers: usize) -> Result<Round, String> {
        let xform = form.with_extension("xml");
        let mut convert = Command::new(&self.python);
        convert
            .arg(self.scripts.join("pace.py"))
            .args([form, &xform]);
        let Converted { convert_ms } = said(&mut convert)?;
        let mut pace = Command::new("node");
        pace.arg(self.scripts.join("pace.mjs"))
            .arg(&xform)
            .args([seed.to_string(), answers.to_string()]);
        let paced: Paced = said(&mut pace)?;
        let script = paced.script.iter().map(|line| format!("{line}\n"));
        Ok(Round {
            convert: milliseconds(convert_ms),
            load: milliseconds(paced.load_ms),
            answers: paced.answer_ms.into_iter().map(milliseconds).collect(),
            script: script.collect(),
            now: paced.now,
            relevant: paced.relevant,
        })
    }
}

fn milliseconds(number: f64) -> Duration {
    Duration::from_secs_f64(number / 1000.0)
}

/// The JSON that a judge closes with.
fn said<T: DeserializeOwned>(command: &mut Command) -> Result<T, String> {
    let output = command.output().map_err(|e| format!("{command:?}: {e}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .next_back()
        .and_then(|line| serde_json::from_str(line).ok())
        .ok_or_else(|| {
            let complaint = String::from_utf8_lossy(&output.stderr);
            format!("{command:?}: {}", complaint.trim_end())
        })
}
