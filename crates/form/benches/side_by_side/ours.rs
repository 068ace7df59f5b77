//! Saring's side: a form opened, loaded, begun and answered in a process of its own, so that every round starts cold and
//! its memory is its own.

use saring_form::interview::{Context, Event, Interview};
use saring_form::xlsform::{Workbook, load};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What one round showed.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Round {
    /// The workbook read.
    pub(crate) open: Duration,
    /// The form checked and compiled.
    pub(crate) load: Duration,
    /// The interview begun.
    pub(crate) start: Duration,
    /// Each answer with all its consequences, every node's relevance read.
    pub(crate) answers: Vec<Duration>,
    /// How much more memory the process had held at most once the interview had begun than before the workbook was read,
    /// in bytes; not known on systems without /proc.
    pub(crate) peak: Option<u64>,
    /// The same as held at that moment.
    pub(crate) held: Option<u64>,
    /// Nodes below the root in the end, by reference, and whether they apply.
    pub(crate) relevant: BTreeMap<String, bool>,
    /// Answers that were refused.
    pub(crate) refused: usize,
}

impl Round {
    /// From a workbook to a live interview.
    pub(crate) fn ready(&self) -> Duration {
        self.open + self.load + self.start
    }
}

/// A round in a new process.
pub(crate) fn round(form: &Path, script: &Path, now: &str) -> Result<Round, String> {
    let own = std::env::current_exe().map_err(|e| e.to_string())?;
    let output = Command::new(own)
        .arg("--alone")
        .args([form, script])
        .arg(now)
        .output()
        .map_err(|e| e.to_string())?;
    serde_json::from_slice(&output.stdout)
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// What [`round`] runs.
pub(crate) fn alone(form: &Path, script: &Path, now: &str) -> Result<Round, String> {
    let text = std::fs::read_to_string(script).map_err(|e| e.to_string())?;
    let events: Vec<Event> = text
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|e| e.to_string()))
        .collect::<Result<_, _>>()?;
    let now = now.parse().map_err(|_| "no time".to_owned())?;
    let before = memory("VmRSS");

    let clock = Instant::now();
    let workbook = Workbook::open(form).map_err(|e| e.to_string())?;
    let open = clock.elapsed();
    let clock = Instant::now();
    let loaded = load(&workbook).map_err(|issues| format!("{issues:#?}"))?;
    drop(workbook);
    let load = clock.elapsed();
    let clock = Instant::now();
    let mut interview = Interview::start(Arc::new(loaded.form), Context::new(now, 1, ""));
    let start = clock.elapsed();
    let grown = |what: &str| Some(memory(what)?.saturating_sub(before?));
    let (peak, held) = (grown("VmHWM"), grown("VmRSS"));

    let mut refused = 0;
    let mut answers = Vec::with_capacity(events.len());
    for event in &events {
        let clock = Instant::now();
        refused += usize::from(interview.apply(event).is_err());
        std::hint::black_box(
            interview
                .nodes()
                .filter(saring_form::interview::NodeView::relevant)
                .count(),
        );
        answers.push(clock.elapsed());
    }
    let relevant = interview
        .nodes()
        .map(|node| (node.reference(), node.relevant()))
        .collect();
    Ok(Round {
        open,
        load,
        start,
        answers,
        peak,
        held,
        relevant,
        refused,
    })
}

/// A line of /proc/self/status, in bytes.
fn memory(what: &str) -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(what))?;
    let kib: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib * 1024)
}
