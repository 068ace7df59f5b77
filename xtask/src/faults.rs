//! `cargo xtask faults` and `cargo xtask tamper`: the vault under kills, failing disks, power cuts and flipped bits.

use crate::checkout::Checkout;
use crate::{Outcome, command, needs};

const PROGRAM: &str = "saring-faults";
/// As many flips as the vault has to withstand.
const FLIPS: u64 = 20_000;

/// What follows on the command line goes to `saring-faults` (tests/src/bin/faults.rs).
pub(crate) fn run(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    needs::packages(&[needs::BUILD])?;
    let mut faults = checkout.cargo(&["run", "--package", "saring-tests", "--bin", PROGRAM, "--"]);
    command::open("faults", faults.args(arguments))
}

/// The vault's own test of flipped bits, at length: it opens vaults without deriving their keys anew, which nothing
/// outside of that package can.
pub(crate) fn tamper(checkout: &Checkout, arguments: &[&str]) -> Outcome {
    let flips = match arguments {
        [] => FLIPS,
        ["--flips", number] => number.parse().map_err(|_| "--flips wants a number")?,
        _ => return Err("cargo xtask tamper [--flips N]".to_owned()),
    };
    needs::packages(&[needs::BUILD])?;
    let mut test = checkout.cargo(&[
        "test",
        "--package",
        "saring-vault",
        "--lib",
        "tamper",
        "--",
        "--nocapture",
    ]);
    command::open("tamper", test.env("SARING_TAMPER_FLIPS", flips.to_string()))
}
