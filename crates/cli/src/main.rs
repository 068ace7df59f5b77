//! `saring`: everything the desktop can be asked, for terminals and scripts.
//!
//! Answers go to standard output, as words or with `--json`; what went wrong goes to standard error as one sentence with
//! its code. Exit status: 0 done, 1 refused or a check failed, 2 wrong usage.
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "printing is what a terminal command does"
)]

mod bundle;
mod care;
mod form;
mod hq;
mod interview;
mod output;
mod passphrase;
mod sentence;
mod slots;
mod vault;

use clap::{Parser, Subcommand};
use output::{Failure, Out};
use saring_commands::{Desktop, Paths, panics, process};
use std::path::PathBuf;
use std::process::ExitCode;

/// Screening interviews in one encrypted file, sent as signed, sealed bundles. Works without a network.
#[derive(Parser)]
#[command(name = "saring", version, max_term_width = 100)]
struct Arguments {
    /// Answer as JSON.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check, convert, evaluate and replay forms.
    #[command(subcommand)]
    Form(form::Command),
    /// Make and check vaults.
    #[command(subcommand)]
    Vault(vault::Command),
    /// Run, list and show interviews.
    #[command(subcommand)]
    Interview(interview::Command),
    /// Write, inspect, verify and open bundles.
    #[command(subcommand)]
    Bundle(bundle::Command),
    /// Headquarters: import bundles, list cases, count.
    #[command(subcommand)]
    Hq(hq::Command),
}

fn main() -> ExitCode {
    process::harden();
    panics::keep_quiet(|place| eprintln!("saring: {place}"));
    let arguments = Arguments::parse();
    let out = Out {
        json: arguments.json,
    };
    let desktop = Desktop::new(paths());
    let done = match arguments.command {
        Command::Form(command) => form::run(command, out),
        Command::Vault(command) => vault::run(command, &desktop, out),
        Command::Interview(command) => interview::run(command, &desktop, out),
        Command::Bundle(command) => bundle::run(command, &desktop, out),
        Command::Hq(command) => hq::run(command, &desktop, out),
    };
    let locked = saring_commands::run::lock(&desktop).map_err(Failure::from);
    match done.and(locked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(out),
    }
}

/// The terminal names every vault by its path; these folders are only where relative state would go.
fn paths() -> Paths {
    let here = PathBuf::from(".");
    Paths {
        data: here.clone(),
        config: here,
    }
}
