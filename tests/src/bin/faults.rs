//! `cargo xtask faults`: the vault under kills, refusals and power cuts, at length; exit 1 when anything was lost.
//!
//! ```text
//! saring-faults [--kills N] [--cuts N] [--refusals N] [--full N] [--seed N] [--aim AIM]     rounds; the seed differs from run to run
//! saring-faults worker FOLDER COPIES AIM PASSPHRASE SEED                        what is killed
//! ```
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

use saring_tests::faults::{Aim, Outcome, Trouble, kills, troubles, work};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    if let ["worker", folder, copies, aim, passphrase, seed] = words[..] {
        let (Some(aim), Ok(passphrase), Ok(seed)) =
            (Aim::named(aim), passphrase.parse(), seed.parse())
        else {
            return ExitCode::FAILURE;
        };
        work(Path::new(folder), Path::new(copies), aim, passphrase, seed);
        return ExitCode::SUCCESS;
    }
    let mut rounds = [
        ("--kills", 1000),
        ("--cuts", 300),
        ("--refusals", 300),
        ("--full", 100),
    ];
    let mut aims = Aim::ALL.to_vec();
    let mut seed = fastrand::u64(..);
    for pair in words.chunks(2) {
        if let ["--aim", name] = pair {
            aims.retain(|aim| aim.name() == *name);
            continue;
        }
        let Some(number) = pair.get(1).and_then(|number| number.parse().ok()) else {
            eprintln!("{} wants a number", pair[0]);
            return ExitCode::FAILURE;
        };
        if pair[0] == "--seed" {
            seed = number;
        } else if let Some(row) = rounds.iter_mut().find(|row| row.0 == pair[0]) {
            row.1 = number;
        } else {
            eprintln!("I do not know {}", pair[0]);
            return ExitCode::FAILURE;
        }
    }
    let program: PathBuf = std::env::current_exe().unwrap_or_default();
    println!("seed {seed}");
    let mut all = Outcome::default();
    let mut tell = |what: &str, aim: Aim, outcome: Outcome| {
        println!("{what:<8} {:<11} {outcome}", aim.name());
        for loss in outcome.losses.iter().take(20) {
            println!("    {loss}");
        }
        all += outcome;
    };
    // Answers twice as often as each of the others.
    let share = |rounds: u64, aim: Aim| {
        if aim == Aim::Answers {
            rounds - rounds / 9 * 7
        } else {
            rounds / 9
        }
    };
    for aim in aims.iter().copied() {
        tell(
            "kill -9",
            aim,
            kills(&program, aim, share(rounds[0].1, aim), seed),
        );
    }
    let what = ["cut", "refusal", "full"];
    for ((trouble, what), (_, rounds)) in Trouble::ALL.into_iter().zip(what).zip(&rounds[1..]) {
        for aim in aims.iter().copied() {
            match troubles(&program, trouble, aim, share(*rounds, aim), seed) {
                Some(outcome) => tell(what, aim, outcome),
                None => println!("skipped: {what}: no file system can be mounted here"),
            }
        }
    }
    println!("all                  {all}");
    if all.losses.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
