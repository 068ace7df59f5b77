//! One comparison of many forms: convert, answer, replay, compare.

use super::{Deviations, Difference, Judged, compare};
use crate::judges;
use saring_form::xlsform::load_named;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How much is played.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Interviews of each form.
    pub seeds: u64,
    /// Steps of each interview.
    pub steps: u64,
}

/// What came of one form.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The form.
    pub name: String,
    /// Interviews that were compared.
    pub interviews: usize,
    /// Events played in them.
    pub steps: usize,
    /// Nodes compared at their ends.
    pub nodes: usize,
    /// Differences that the table of deviations explains.
    pub explained: usize,
    /// What is wrong, a line each.
    pub faults: Vec<String>,
    /// Steps at which the official engine threw, a line each: no verdict.
    pub thrown: Vec<String>,
}

/// The clocks and zones in which forms are answered; interviews take turns.
const ZONES: [(&str, &str); 2] = [
    ("Asia/Phnom_Penh", "2026-01-19T10:00:00.000+07:00"),
    ("UTC", "2026-03-31T22:45:30.500+00:00"),
];

/// Judges the forms; one outcome each, in order.
///
/// # Panics
/// When a judge is not installed or stops.
#[must_use]
pub fn judge(forms: &[Judged], extent: Extent, known: &Deviations) -> Vec<Outcome> {
    let folder = tempfile::tempdir().expect("a folder");
    let xforms = convert(forms, folder.path());
    // Each zone is a process of its own, since an engine asks for its zone once.
    let mut jobs: Vec<Vec<(usize, Value)>> = vec![Vec::new(); ZONES.len()];
    for (index, xform) in xforms.iter().enumerate() {
        let Ok(xform) = xform else { continue };
        // A script says all there is to say, once, in the last zone.
        let seeds = match forms[index].script {
            Some(_) => ZONES.len() as u64..=ZONES.len() as u64,
            None => 1..=extent.seeds,
        };
        for seed in seeds {
            let zone = usize::try_from(seed - 1).unwrap_or(0) % ZONES.len();
            let job = json!({
                "form": xform,
                "files": beside(&folder.path().join(index.to_string()), &forms[index]),
                "seed": seed,
                "steps": extent.steps,
                "language": seed / 2,
                "script": forms[index].script,
                "now": ZONES[zone].1,
            });
            jobs[zone].push((index, job));
        }
    }
    let mut outcomes: Vec<Outcome> = forms
        .iter()
        .zip(&xforms)
        .map(|(form, xform)| Outcome {
            name: form.name.clone(),
            faults: xform.as_ref().err().cloned().into_iter().collect(),
            ..Outcome::default()
        })
        .collect();
    let answered = std::thread::scope(|scope| {
        let running: Vec<_> = ZONES
            .iter()
            .zip(&jobs)
            .map(|((zone, _), jobs)| {
                let jobs: Vec<&Value> = jobs.iter().map(|(_, job)| job).collect();
                scope.spawn(move || judges::answer(zone, &jobs))
            })
            .collect();
        running
            .into_iter()
            .map(|thread| thread.join().expect("the official engine"))
            .collect::<Vec<_>>()
    });
    for (jobs, answers) in jobs.iter().zip(answered) {
        for ((index, job), answer) in jobs.iter().zip(answers) {
            settle(&forms[*index], job, &answer, known, &mut outcomes[*index]);
        }
    }
    outcomes
}

/// Lays the files that a form names beside it.
fn beside(place: &Path, form: &Judged) -> PathBuf {
    for (name, bytes) in &form.workbook.files {
        std::fs::write(place.join(name), bytes).expect("a file");
    }
    place.to_owned()
}

/// Writes each form with our own writer and converts it with pyxform: the XForm's path, or why there is none.
fn convert(forms: &[Judged], folder: &Path) -> Vec<Result<String, String>> {
    let jobs: Vec<Value> = forms
        .iter()
        .enumerate()
        .map(|(index, form)| {
            // The file's name is the form's id where its settings name none.
            let place = folder.join(index.to_string());
            std::fs::create_dir(&place).expect("a folder");
            let workbook = place.join(format!("{}.xlsx", form.name));
            form.workbook.write_xlsx(&workbook).expect("a workbook");
            json!({ "workbook": workbook, "xform": place.join("form.xml") })
        })
        .collect();
    let verdicts = judges::convert(&jobs);
    jobs.iter()
        .zip(verdicts)
        .map(|(job, verdict)| {
            if verdict["content"] == true {
                Ok(job["xform"].as_str().unwrap_or_default().to_owned())
            } else {
                Err(format!("pyxform: {}", verdict["message"]))
            }
        })
        .collect()
}

/// Plays what the official engine was answered on ours and compares the ends.
fn settle(form: &Judged, job: &Value, answer: &Value, known: &Deviations, outcome: &mut Outcome) {
    let seed = &job["seed"];
    if let Some(error) = answer["error"].as_str() {
        outcome
            .faults
            .push(format!("seed {seed}: the official engine: {error}"));
        return;
    }
    for thrown in answer["thrown"].as_array().into_iter().flatten() {
        outcome.thrown.push(format!("seed {seed}: {thrown}"));
    }
    let loaded = match load_named(&form.workbook, &form.name) {
        Ok(loaded) => loaded,
        Err(issues) => {
            let refused = issues
                .iter()
                .map(|issue| format!("{} {}", issue.code, issue.address))
                .collect::<Vec<_>>()
                .join(", ");
            outcome.faults.push(format!("refused: {refused}"));
            return;
        }
    };
    let script: Vec<String> = answer["script"]
        .as_array()
        .into_iter()
        .flatten()
        .map(Value::to_string)
        .collect();
    let now = job["now"].as_str().unwrap_or_default();
    let in_default = loaded.form.languages[loaded.form.default_language]
        .name
        .clone();
    let loaded = Arc::new(loaded.form);
    let play = |language: Option<&str>| {
        let now = now.parse().expect("a time");
        saring_form::replay::run(loaded.clone(), &script.join("\n"), now, language)
    };
    let ours = play(answer["language"].as_str());
    let fallback = play(Some(&in_default));
    let chance: BTreeSet<String> = answer["chance"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|reference| reference.as_str().map(str::to_owned))
        .collect();
    let (Some(theirs), Some(mine)) = (answer["nodes"].as_object(), ours["nodes"].as_object())
    else {
        outcome.faults.push(format!("seed {seed}: no state"));
        return;
    };
    outcome.interviews += 1;
    outcome.steps += script.len();
    outcome.nodes += theirs.len();
    let mut unexplained: Vec<Difference> = compare(theirs, mine, &chance);
    let all = unexplained.len();
    unexplained.retain(|difference| {
        let label = fallback["nodes"][&difference.reference]["label"].to_string();
        !known.explain(&form.name, difference, Some(&label))
    });
    outcome.explained += all - unexplained.len();
    for difference in unexplained {
        let source = form.calculation(&difference.reference);
        outcome
            .faults
            .push(format!("seed {seed}: {difference}{source}"));
    }
}
