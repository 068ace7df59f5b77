//! `cargo xtask test`: everything that can be tested on this machine. The interface is checked beside cargo's builds.

use crate::checkout::Checkout;
use crate::command::{self, Said};
use crate::tally::{Tally, closing};
use crate::{Outcome, desktop, interface, judges, needs};
use std::process::Command;
use std::thread;
use std::time::Instant;

/// One thing that was tested, with its runner's closing lines.
struct Part {
    name: String,
    tally: Tally,
    closing: Vec<String>,
    seconds: u64,
}

/// Runs it all; an error when anything failed.
pub(crate) fn everything(checkout: &Checkout) -> Outcome {
    let start = Instant::now();
    needs::packages(&[needs::BUILD, needs::DRIVE, needs::JUDGE, needs::BROWSER])?;
    // The window does not compile before the interface is built.
    interface::build(checkout)?;

    let (house, page) = thread::scope(|scope| {
        let page = scope.spawn(|| interface_parts(checkout));
        let house = house_parts(checkout);
        (
            house,
            page.join()
                .unwrap_or_else(|_| vec![Part::broken("interface", "the checks stopped")]),
        )
    });
    close(house.into_iter().chain(page).collect(), start)
}

/// Formatting, lints, all Rust tests, the window end to end.
fn house_parts(checkout: &Checkout) -> Vec<Part> {
    let mut parts = vec![
        check(
            "formatting",
            &mut checkout.cargo(&["fmt", "--all", "--check"]),
        ),
        check(
            "lints",
            &mut checkout.cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                desktop::DRIVEN,
                "--",
                "--deny",
                "warnings",
            ]),
        ),
    ];
    if let Err(why) = build_desktop(checkout) {
        parts.push(Part::broken("build", &why));
        return parts;
    }
    if let Err(why) = judges::install(checkout) {
        parts.push(Part::broken("judges", &why));
    }
    command::headline("tests");
    let mut tests = checkout.cargo(&[
        "test",
        "--workspace",
        "--no-fail-fast",
        "--features",
        desktop::DRIVEN,
    ]);
    parts.push(heard("cargo test", &mut tests, true));
    parts
}

/// The app in both variants, with all tests, so that `cargo test` finds everything built.
fn build_desktop(checkout: &Checkout) -> Outcome {
    for (variant, features) in [("plain", desktop::PLAIN), ("driven", desktop::DRIVEN)] {
        desktop::build(checkout, "--all-targets", features)?;
        desktop::keep(checkout, variant)?;
    }
    Ok(())
}

/// The interface's own scripts.
fn interface_parts(checkout: &Checkout) -> Vec<Part> {
    [
        ("interface types", "check"),
        ("interface lints", "lint"),
        ("interface tests", "test"),
        ("interface looks", "looks"),
    ]
    .map(|(name, script)| {
        heard(
            name,
            interface::npm(&checkout.ui()).args(["run", script]),
            false,
        )
    })
    .into()
}

/// A tool that is content or not.
fn check(name: &str, command: &mut Command) -> Part {
    command::headline(name);
    heard(name, command, true)
}

/// Runs a part and reads its closing lines. What was not shown while it ran is shown when it failed.
fn heard(name: &str, command: &mut Command, live: bool) -> Part {
    let start = Instant::now();
    let Said { lines, content } = match command::heard(command, live) {
        Ok(said) => said,
        Err(why) => return Part::broken(name, &why),
    };
    if !live && !content {
        command::headline(name);
        println!("{}", lines.join("\n"));
    }
    let mut part = Part {
        name: name.to_owned(),
        tally: Tally::default(),
        closing: Vec::new(),
        seconds: 0,
    };
    for line in &lines {
        if let Some(counts) = closing(line) {
            part.tally += counts;
            part.closing.push(line.trim().to_owned());
        }
    }
    // A tool that counts nothing counts as one; one that stopped without naming a failure has failed all the same.
    match (content, part.tally.failed) {
        (true, 0) if part.closing.is_empty() => part.tally.passed = 1,
        (false, 0) => part.tally.failed = 1,
        _ => {}
    }
    part.seconds = start.elapsed().as_secs();
    part
}

impl Part {
    fn broken(name: &str, why: &str) -> Self {
        let tally = Tally {
            failed: 1,
            ..Tally::default()
        };
        Self {
            name: name.to_owned(),
            tally,
            closing: vec![why.to_owned()],
            seconds: 0,
        }
    }
}

/// Each part with its runner's own words, then the sum alone on the last line.
fn close(parts: Vec<Part>, start: Instant) -> Outcome {
    command::headline(&format!("summary, {} s", start.elapsed().as_secs()));
    let mut sum = Tally::default();
    for part in parts {
        println!("{} ({} s): {}", part.name, part.seconds, part.tally);
        for line in part.closing {
            println!("    {line}");
        }
        sum += part.tally;
    }
    if sum.failed > 0 {
        eprintln!("\nxtask: something failed; look above");
    }
    println!("\n{sum}");
    if sum.failed > 0 {
        std::process::exit(1)
    } else {
        Ok(())
    }
}
