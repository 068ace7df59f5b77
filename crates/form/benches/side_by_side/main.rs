//! The form engine beside its judges in one run, round by round: a workbook to a live interview, an answer with all its
//! consequences, growth with the size of the form, memory, and a repeat that grows. It tells; it asserts nothing.
//!
//! `cargo xtask bench` installs the judges and runs it. By itself, `cargo bench -p saring-form`, it measures only us.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

mod figures;
mod generated;
mod judges;
mod ours;
mod roster;

use figures::{median, quantile, ratio, table, time};
use judges::Judges;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Questions of the generated forms.
const SIZES: [usize; 3] = [100, 1000, 5000];

/// Answers a round.
const ANSWERS: usize = 300;

/// The most memory that the largest form may take, in bytes.
const MOST_MEMORY: u64 = 40_000_000;

/// One form under both.
struct Form {
    name: String,
    path: PathBuf,
    questions: Option<usize>,
    ours: Vec<ours::Round>,
    judges: Vec<judges::Round>,
}

#[derive(Default)]
struct Options {
    python: Option<PathBuf>,
    scripts: Option<PathBuf>,
    forms: Vec<PathBuf>,
    rounds: Option<usize>,
    most: Option<usize>,
}

fn main() {
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let done = match &arguments[..] {
        [alone, form, script, now] if alone == "--alone" => alone_round(form, script, now),
        _ => options(&arguments).and_then(|options| compare(&options)),
    };
    if let Err(why) = done {
        eprintln!("{why}");
        std::process::exit(1);
    }
}

fn alone_round(form: &str, script: &str, now: &str) -> Result<(), String> {
    let round = ours::alone(Path::new(form), Path::new(script), now)?;
    println!(
        "{}",
        serde_json::to_string(&round).map_err(|e| e.to_string())?
    );
    Ok(())
}

/// `--python PYTHON --scripts FOLDER`: the judges. `--form FILE`: one more form. `--rounds N`. `--most N`: generated forms
/// up to this many questions only.
fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(option) = rest.next() {
        let value = rest.next().ok_or("an option without its value")?;
        let number = || value.parse().map_err(|_| format!("{value} is no number"));
        match option.as_str() {
            "--python" => options.python = Some(value.into()),
            "--scripts" => options.scripts = Some(value.into()),
            "--form" => options.forms.push(value.into()),
            "--rounds" => options.rounds = Some(number()?),
            "--most" => options.most = Some(number()?),
            _ => return Err(format!("I do not know {option}")),
        }
    }
    Ok(options)
}

fn compare(options: &Options) -> Result<(), String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let judges = match (&options.python, &options.scripts) {
        (Some(python), Some(scripts)) => Some(Judges {
            python: python.clone(),
            scripts: scripts.clone(),
        }),
        _ => None,
    };
    let mut forms = Vec::new();
    for questions in SIZES
        .into_iter()
        .filter(|q| options.most.is_none_or(|most| *q <= most))
    {
        let path = folder.path().join(format!("sections_{questions}.xlsx"));
        generated::sections(questions)
            .write_xlsx(&path)
            .map_err(|e| e.to_string())?;
        forms.push(Form::new(
            format!("{questions} questions"),
            path,
            Some(questions),
        ));
    }
    for given in &options.forms {
        // The judges write beside it.
        let name = given.file_name().unwrap_or_default();
        let path = folder.path().join(name);
        std::fs::copy(given, &path).map_err(|e| format!("{}: {e}", given.display()))?;
        forms.push(Form::new(name.to_string_lossy().into_owned(), path, None));
    }
    let rounds = options.rounds.unwrap_or(3);
    for round in 1..=rounds {
        for form in &mut forms {
            eprintln!("round {round} of {rounds}: {}", form.name);
            form.round(folder.path(), judges.as_ref(), round)?;
        }
    }
    report(&forms)
}

impl Form {
    fn new(name: String, path: PathBuf, questions: Option<usize>) -> Self {
        Self {
            name,
            path,
            questions,
            ours: Vec::new(),
            judges: Vec::new(),
        }
    }

    /// The judges first: what they answered is what we answer.
    fn round(
        &mut self,
        folder: &Path,
        judges: Option<&Judges>,
        round: usize,
    ) -> Result<(), String> {
        let script = folder.join("script.jsonl");
        let (mut text, mut now) = (String::new(), "2026-01-19T10:00:00Z".to_owned());
        if let Some(judges) = judges {
            let judged = judges.round(&self.path, round as u64, ANSWERS)?;
            text.clone_from(&judged.script);
            now.clone_from(&judged.now);
            self.judges.push(judged);
        } else {
            for number in 0..ANSWERS {
                // Without a judge to choose, the gates and first questions of the sections in turn.
                let section = number / 2 % self.questions.map_or(1, |q| q / 50) + 1;
                let name = if number % 2 == 0 {
                    format!("gate_{section}")
                } else {
                    format!("section_{section}/s{section}_q1")
                };
                let value = if number % 3 == 0 { "no" } else { "yes" };
                text.push_str(&format!(
                    "{{\"ref\":\"/data/{name}\",\"value\":\"{value}\"}}\n"
                ));
            }
        }
        std::fs::write(&script, text).map_err(|e| e.to_string())?;
        self.ours.push(ours::round(&self.path, &script, &now)?);
        Ok(())
    }

    fn our_answers(&self) -> Vec<Duration> {
        self.ours.iter().flat_map(|r| r.answers.clone()).collect()
    }

    fn judges_answers(&self) -> Vec<Duration> {
        self.judges.iter().flat_map(|r| r.answers.clone()).collect()
    }

    /// Nodes whose relevance differs in the end, over all rounds.
    fn differences(&self) -> usize {
        let rounds = self.ours.iter().zip(&self.judges);
        rounds
            .map(|(ours, judge)| {
                let both = ours.relevant.keys().chain(judge.relevant.keys());
                let both: std::collections::BTreeSet<_> = both.collect();
                both.into_iter()
                    .filter(|r| ours.relevant.get(*r) != judge.relevant.get(*r))
                    .count()
            })
            .sum()
    }
}

fn report(forms: &[Form]) -> Result<(), String> {
    let mut aims = Vec::new();
    ready(forms, &mut aims);
    answers(forms, &mut aims);
    growth(forms, &mut aims);
    aims.extend(roster::compare()?);
    println!();
    for (aim, met) in aims {
        println!("{}  {aim}", if met { "met     " } else { "NOT MET " });
    }
    Ok(())
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|c| (*c).to_owned()).collect()
}

fn ready(forms: &[Form], aims: &mut Vec<(String, bool)>) {
    println!("\nFrom a workbook to a live interview, medians of rounds\n");
    let header = [
        "form",
        "open",
        "load",
        "start",
        "ready",
        "pyxform",
        "engine",
        "both / ready",
        "engine / ready",
    ];
    let mut rows = vec![row(&header)];
    for form in forms {
        let ours = |part: fn(&ours::Round) -> Duration| median(form.ours.iter().map(part));
        let ready = ours(ours::Round::ready);
        let mut cells = vec![form.name.clone()];
        cells.extend([ours(|r| r.open), ours(|r| r.load), ours(|r| r.start), ready].map(time));
        if !form.judges.is_empty() {
            let convert = median(form.judges.iter().map(|r| r.convert));
            let load = median(form.judges.iter().map(|r| r.load));
            let (both, engine) = (ratio(convert + load, ready), ratio(load, ready));
            cells.extend([
                time(convert),
                time(load),
                format!("{both:.0}"),
                format!("{engine:.0}"),
            ]);
            aims.push((
                format!(
                    "{}: ready 100 times faster than pyxform and engine together ({both:.0})",
                    form.name
                ),
                both >= 100.0,
            ));
            aims.push((
                format!(
                    "{}: ready 50 times faster than the engine alone ({engine:.0})",
                    form.name
                ),
                engine >= 50.0,
            ));
        }
        rows.push(cells);
    }
    table(&rows);
}

fn answers(forms: &[Form], aims: &mut Vec<(String, bool)>) {
    println!("\nAn answer with all its consequences, every node's relevance read\n");
    let header = [
        "form",
        "nodes",
        "median",
        "p99",
        "engine median",
        "engine p99",
        "median ratio",
        "p99 ratio",
        "refused",
        "relevance differs",
    ];
    let mut rows = vec![row(&header)];
    for form in forms {
        let (ours, judges) = (form.our_answers(), form.judges_answers());
        let nodes = form.ours.iter().map(|r| r.relevant.len()).max();
        let refused: usize = form.ours.iter().map(|r| r.refused).sum();
        let mut cells = vec![form.name.clone(), nodes.unwrap_or(0).to_string()];
        cells.extend([0.5, 0.99].map(|share| time(quantile(&ours, share))));
        if judges.is_empty() {
            cells.extend(row(&["", "", "", ""]));
            cells.push(refused.to_string());
        } else {
            let ratios = [0.5, 0.99].map(|s| ratio(quantile(&judges, s), quantile(&ours, s)));
            cells.extend([0.5, 0.99].map(|share| time(quantile(&judges, share))));
            cells.extend(ratios.map(|r| format!("{r:.0}")));
            cells.extend([refused.to_string(), form.differences().to_string()]);
            for (what, ratio) in ["median", "99th percentile"].iter().zip(ratios) {
                aims.push((
                    format!(
                        "{}: answers 50 times faster at the {what} ({ratio:.0})",
                        form.name
                    ),
                    ratio >= 50.0,
                ));
            }
        }
        rows.push(cells);
    }
    table(&rows);
}

/// What a question costs in forms of different sizes.
fn growth(forms: &[Form], aims: &mut Vec<(String, bool)>) {
    println!(
        "\nGrowth with the size of the form, the fastest round divided by its questions; memory as a whole\n"
    );
    let header = [
        "form",
        "open",
        "load",
        "start",
        "answer",
        "peak memory",
        "held memory",
    ];
    let mut rows = vec![row(&header)];
    let mut per_question = Vec::new();
    for form in forms {
        let mib = |bytes: Option<u64>| {
            bytes.map_or("?".to_owned(), |b| {
                format!("{:.1} MiB", b as f64 / 1_048_576.0)
            })
        };
        let most = |part: fn(&ours::Round) -> Option<u64>| form.ours.iter().filter_map(part).max();
        let (peak, held) = (most(|r| r.peak), most(|r| r.held));
        let mut cells = vec![form.name.clone()];
        if let Some(questions) = form.questions.and_then(|q| u32::try_from(q).ok()) {
            // What others on the machine take of a round is no growth.
            let part = |part: fn(&ours::Round) -> Duration| {
                form.ours.iter().map(part).min().unwrap_or_default() / questions
            };
            let answer = median(form.our_answers()) / questions;
            cells.extend(
                [
                    part(|r| r.open),
                    part(|r| r.load),
                    part(|r| r.start),
                    answer,
                ]
                .map(|d| format!("{} ns", d.as_nanos())),
            );
            per_question.push(part(ours::Round::ready));
        } else {
            cells.extend(row(&["", "", "", ""]));
        }
        cells.extend([mib(peak), mib(held)]);
        rows.push(cells);
        if let (Some(5000), Some(peak)) = (form.questions, peak) {
            aims.push((
                format!(
                    "{}: loaded and begun within 40 MB ({})",
                    form.name,
                    mib(Some(peak))
                ),
                peak <= MOST_MEMORY,
            ));
        }
    }
    table(&rows);
    if let [_, middle, .., last] = per_question[..] {
        let factor = ratio(last, middle);
        aims.push((
            format!("growth is linear: a question of the largest form costs {factor:.2} times one of the middle"),
            factor < 1.3,
        ));
    }
}
