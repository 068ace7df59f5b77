//! `cargo xtask fuzz`: the form engine against whatever libFuzzer thinks of, at length.
//!
//! The instrumentation is LLVM's, asked for by flags that a stable compiler takes; no sanitizer is needed, since the
//! engine has no `unsafe`. What it finds is kept in target/fuzz/TARGET; what it learns, in target/fuzz/corpus/TARGET.

use crate::checkout::Checkout;
use crate::{Outcome, command, needs};
use std::fs;
use std::path::Path;

const TARGETS: [&str; 4] = ["workbook", "csv", "expression", "replay"];

/// Beside a crash, what counts as found: an input that takes over a second, memory over 256 MB.
const LIMITS: [&str; 3] = ["-timeout=1", "-rss_limit_mb=256", "-malloc_limit_mb=256"];

const INSTRUMENTED: [&str; 7] = [
    "--cfg=fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "-Ccodegen-units=1",
];

/// Published forms, beside a checkout or not there.
const PUBLISHED: &str = "../shared/forms";

/// `cargo xtask fuzz [--seconds N] [TARGET...]`; without a number ten minutes for each target.
pub(crate) fn run(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    let mut seconds = 600_u32;
    let mut wanted = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if *argument == "--seconds" {
            let number = rest.next().and_then(|n| n.parse().ok());
            seconds = number.ok_or("--seconds wants a number")?;
        } else if TARGETS.contains(argument) {
            wanted.push(*argument);
        } else {
            let targets = TARGETS.join(", ");
            return Err(format!("{argument} is no target; there are {targets}"));
        }
    }
    if wanted.is_empty() {
        wanted.extend(TARGETS);
    }
    needs::packages(&[needs::BUILD])?;
    let programs = build(checkout)?;
    for target in wanted {
        fuzz(checkout, &programs.join(target), target, seconds)?;
    }
    Ok(())
}

/// Builds all targets; where they are. Naming the platform keeps the flags from build scripts.
fn build(checkout: &Checkout) -> Outcome<std::path::PathBuf> {
    let said = command::ask("rustc", &["--print", "host-tuple"]);
    let host = said.ok_or("rustc does not say what machine this is")?;
    let folder = checkout.target.join("fuzz");
    let mut cargo = checkout.cargo(&["build", "--release", "--bins", "--target", &host]);
    cargo
        .current_dir(checkout.root.join("crates/form/fuzz"))
        .env("RUSTFLAGS", INSTRUMENTED.join(" "))
        .env("CARGO_TARGET_DIR", &folder);
    command::open("fuzz targets", &mut cargo)?;
    Ok(folder.join(host).join("release"))
}

fn fuzz(checkout: &Checkout, program: &Path, target: &str, seconds: u32) -> Outcome {
    let home = checkout.root.join("crates/form/fuzz");
    let corpus = checkout.target.join("fuzz/corpus").join(target);
    let found = checkout.target.join("fuzz/found").join(target);
    for folder in [&corpus, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut fuzzer = std::process::Command::new(program);
    fuzzer.arg(&corpus);
    if target == "expression" {
        let seeds = fs::read_to_string(home.join("seeds/expressions.txt"));
        for (number, line) in seeds
            .map_err(|error| error.to_string())?
            .lines()
            .enumerate()
        {
            fs::write(corpus.join(format!("seed-{number}")), line).map_err(|e| e.to_string())?;
        }
    } else {
        fuzzer.arg(home.join("seeds").join(target));
    }
    let published = checkout.root.join(PUBLISHED);
    if target == "workbook" && published.is_dir() {
        fuzzer.arg(published);
    }
    let words = if target == "expression" {
        "xpath"
    } else {
        "xlsform"
    };
    fuzzer
        .args(LIMITS)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!(
            "-dict={}",
            home.join(words).with_extension("dict").display()
        ))
        .arg(format!("-artifact_prefix={}/", found.display()))
        // A process for each stretch of inputs: the memory that is limited is the input's, not what the fuzzer keeps.
        .arg("-fork=1")
        // Memory that a thread of the reader gave back is memory that the next one gets.
        .env("MALLOC_ARENA_MAX", "1")
        // Where the target lays its temporary file.
        .env("TMPDIR", &found);
    command::open(&format!("fuzz {target}"), &mut fuzzer)
        .map_err(|_| format!("{target}: something was found, see {}", found.display()))
}
