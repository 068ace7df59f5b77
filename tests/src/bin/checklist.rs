//! `cargo xtask checklist`: tries every item of the checklist and writes `crates/form/CONFORMANCE.md`.
#![forbid(unsafe_code)]
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

use saring_tests::{checklist, places};
use std::fs;
use std::process::ExitCode;

fn main() -> ExitCode {
    let page = match checklist::page() {
        Ok(page) => page,
        Err(failures) => {
            eprintln!("{}", failures.join("\n"));
            eprintln!(
                "{} trials went otherwise than they say; nothing is written",
                failures.len()
            );
            return ExitCode::FAILURE;
        }
    };
    let path = places::root().join("crates/form/CONFORMANCE.md");
    match fs::write(&path, &page) {
        Ok(()) => {
            println!("{}", page.lines().last().unwrap_or_default());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            ExitCode::FAILURE
        }
    }
}
