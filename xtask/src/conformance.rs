//! `cargo xtask conformance`: our form engine beside ODK's on every form at hand, at length.

use crate::checkout::Checkout;
use crate::{Outcome, command, desktop, judges, needs};
use std::process::Command;

const PROGRAM: &str = "saring-conformance";

/// Runs it; what follows on the command line goes to `saring-conformance` (tests/src/bin/conformance.rs).
pub(crate) fn run(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    needs::packages(&[needs::JUDGE])?;
    needs::node()?;
    judges::install(checkout)?;
    desktop::build_program(checkout, PROGRAM)?;
    let mut judge = Command::new(checkout.built(PROGRAM));
    command::open("conformance", judge.args(arguments))
}
