//! `cargo xtask checklist`: what of XLSForm works, tried item by item and written down.

use crate::checkout::Checkout;
use crate::{Outcome, command, desktop};
use std::process::Command;

const PROGRAM: &str = "saring-checklist";

/// Writes `crates/form/CONFORMANCE.md`, or says which trial went wrong.
pub(crate) fn write(checkout: &Checkout) -> Outcome {
    desktop::build_program(checkout, PROGRAM)?;
    command::open("checklist", &mut Command::new(checkout.built(PROGRAM)))
}
