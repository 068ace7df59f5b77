//! `cargo xtask conformance`: our form engine beside ODK's on every form at hand, at length.

use crate::checkout::Checkout;
use crate::{Outcome, command, judges, needs};

/// Runs it; what follows on the command line goes to `saring-conformance` (tests/src/bin/conformance.rs).
pub(crate) fn run(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    needs::packages(&[needs::JUDGE])?;
    needs::node()?;
    judges::install(checkout)?;
    let mut cargo = checkout.cargo(&[
        "run",
        "--quiet",
        "--package",
        "saring-tests",
        "--bin",
        "saring-conformance",
        "--",
    ]);
    command::open("conformance", cargo.args(arguments))
}
