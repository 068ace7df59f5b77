//! `cargo xtask run | test | tour | journeys | conformance | bench | fuzz | faults | tamper | checklist | bindings`: from a fresh machine to the running app, or to a verdict.
//!
//! ```text
//! needs (Debian packages, Node) -> judges and ui/node_modules -> interface -> desktop app -> window, tour or tests
//! ```
//!
//! Every step says what it does, does it only when it is needed, and stops with the remedy when it cannot.
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

mod bench;
mod bindings;
mod checklist;
mod checkout;
mod command;
mod conformance;
mod desktop;
mod faults;
mod fuzz;
mod interface;
mod judges;
mod needs;
mod stamp;
mod tally;
mod test;

use checkout::Checkout;
use std::process::ExitCode;

/// Done, or the sentence that says what to do about it.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "\
cargo xtask run        build the app and open it; without a display, take the tour
cargo xtask test       everything that can be tested here, closing with N passed, N failed
cargo xtask tour       drive the real app through an interview on a virtual display; pictures in target/tour/
cargo xtask journeys   what officers do by keyboard alone, in each language, at 100 and 200 %; pictures in target/journeys/
cargo xtask conformance [FORM...]
                       our form engine beside ODK's own: every form, 20 interviews of 200 steps each
cargo xtask bench      our form engine's speed beside pyxform's and ODK's own engine's, in one run
cargo xtask bench vault
                       a saved answer beside plain SQLite, and a vault of 100,000 interviews
cargo xtask fuzz [--seconds N] [TARGET...]
                       the form engine against made-up workbooks, CSV, expressions and scripts, ten minutes each
cargo xtask faults [--kills N] [--cuts N] [--refusals N] [--full N] [--seed N]
                       the vault under kill -9, power cuts, failing and full disks: every confirmed write is there
cargo xtask tamper [--flips N]
                       single bits flipped in a vault's files, 20,000 of them
cargo xtask checklist  try every item of XLSForm and write crates/form/CONFORMANCE.md
cargo xtask bindings   write what derives from the list of commands: ui/src/host/commands.ts and the window's permissions";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let checkout = match Checkout::find() {
        Ok(checkout) => checkout,
        Err(remedy) => return stop(&remedy),
    };
    let outcome = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["run"] => desktop::run(&checkout),
        ["test"] => test::everything(&checkout),
        ["tour"] => desktop::tour(&checkout),
        ["journeys"] => desktop::journeys(&checkout),
        ["conformance", ref rest @ ..] => conformance::run(&checkout, rest),
        ["bench", "vault", ref rest @ ..] => bench::vault(&checkout, rest),
        ["bench", ref rest @ ..] => bench::run(&checkout, rest),
        ["fuzz", ref rest @ ..] => fuzz::run(&checkout, rest),
        ["faults", ref rest @ ..] => faults::run(&checkout, rest),
        ["tamper", ref rest @ ..] => faults::tamper(&checkout, rest),
        ["checklist"] => checklist::write(&checkout),
        ["bindings"] => bindings::write(&checkout),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("I do not know that.\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(remedy) => stop(&remedy),
    }
}

fn stop(remedy: &str) -> ExitCode {
    eprintln!("\nxtask: {remedy}");
    ExitCode::FAILURE
}
