//! `cargo xtask conformance`: every form at length in both engines; exit 1 when they differ where nothing explains it.
//!
//! ```text
//! saring-conformance [--seeds N] [--steps N] [--invented N] [--folder FOLDER] [FORM...]
//!     only these forms, by name (`invented`, `expressions`: those made up; `checklist`: those of the checklist), or the
//!     forms of a folder, Markdown tables; deviations that are not met are then let be
//! ```
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

use saring_tests::conformance::{
    Deviations, Extent, Judged, Outcome, built_in, expressions, invented, judge, own, published,
    tried, written,
};
use std::path::PathBuf;
use std::process::ExitCode;

/// A form from a seed.
type Maker = fn(u64) -> Judged;

fn main() -> ExitCode {
    let mut extent = Extent {
        seeds: 20,
        steps: 200,
    };
    let mut wanted: Vec<String> = Vec::new();
    let mut made_up: u64 = 100;
    let mut extra: Option<PathBuf> = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--folder" {
            extra = arguments.next().map(PathBuf::from);
            continue;
        }
        let target = match argument.as_str() {
            "--seeds" => &mut extent.seeds,
            "--steps" => &mut extent.steps,
            "--invented" => &mut made_up,
            _ => {
                wanted.push(argument);
                continue;
            }
        };
        let Some(number) = arguments.next().and_then(|n| n.parse().ok()) else {
            eprintln!("{argument} wants a number");
            return ExitCode::FAILURE;
        };
        *target = number;
    }
    let published = published();
    if published.is_empty() {
        println!("skipped: published forms: none beside the checkout");
    }
    let mut forms: Vec<Judged> = match &extra {
        Some(folder) => written(folder),
        None => [own(), built_in(), published].concat(),
    };
    forms.retain(|form| wanted.is_empty() || wanted.contains(&form.name));
    let known = Deviations::shipped();
    let outcomes = judge(&forms, extent, &known);
    let mut faults = report(&outcomes);
    let makers: [(&str, Maker); 2] = [("invented", invented), ("expressions", expressions)];
    for (name, make) in makers {
        if extra.is_some() || (!wanted.is_empty() && wanted != [name]) {
            continue;
        }
        let forms: Vec<Judged> = (1..=made_up).map(make).collect();
        let short = Extent {
            seeds: 2,
            steps: 80,
        };
        let outcomes = judge(&forms, short, &known);
        faults += report(&outcomes);
        let worst = outcomes
            .iter()
            .position(|outcome| !outcome.faults.is_empty());
        if let Some(index) = worst {
            println!("the first of them:\n{}", forms[index].markdown());
        }
    }
    if extra.is_none() && (wanted.is_empty() || wanted == ["checklist"]) {
        let short = Extent {
            seeds: 2,
            steps: 30,
        };
        let (alone, forms): (Vec<_>, Vec<_>) = tried().into_iter().partition(|t| t.1.is_some());
        for (form, why) in &alone {
            println!(
                "{}: no verdict: {}",
                form.name,
                why.as_deref().unwrap_or_default()
            );
        }
        let forms: Vec<Judged> = forms.into_iter().map(|(form, _)| form).collect();
        faults += report(&judge(&forms, short, &known));
    }
    if wanted.is_empty() && extra.is_none() {
        for row in known.unmet() {
            faults += 1;
            println!("never met: {} {} {}", row.form, row.reference, row.field);
        }
    }
    if faults == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// A line a form, what is wrong below it; how much is wrong.
fn report(outcomes: &[Outcome]) -> usize {
    let mut sum = Outcome::default();
    for outcome in outcomes {
        println!(
            "{}: {} interviews, {} steps, {} nodes, {} explained, {} thrown, {} wrong",
            outcome.name,
            outcome.interviews,
            outcome.steps,
            outcome.nodes,
            outcome.explained,
            outcome.thrown.len(),
            outcome.faults.len()
        );
        for line in outcome.faults.iter().take(30) {
            println!("    {line}");
        }
        for line in outcome.thrown.iter().take(2) {
            println!("    thrown: {line}");
        }
        sum.interviews += outcome.interviews;
        sum.steps += outcome.steps;
        sum.nodes += outcome.nodes;
        sum.explained += outcome.explained;
        sum.thrown.extend(outcome.thrown.clone());
        sum.faults.extend(outcome.faults.clone());
    }
    println!(
        "{} forms, {} interviews, {} steps, {} nodes compared: {} differences explained, {} steps thrown, {} wrong",
        outcomes.len(),
        sum.interviews,
        sum.steps,
        sum.nodes,
        sum.explained,
        sum.thrown.len(),
        sum.faults.len()
    );
    sum.faults.len()
}
