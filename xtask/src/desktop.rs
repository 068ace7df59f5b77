//! Builds the desktop app and opens it, or takes the tour where there is no display; and drives it by keyboard in every
//! language.

use crate::checkout::Checkout;
use crate::{Outcome, command, interface, needs};
use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

/// The app as people get it: the interface inside the binary.
pub(crate) const PLAIN: &str = "saring-desktop/custom-protocol";

/// The app as tests drive it.
pub(crate) const DRIVEN: &str = "saring-desktop/custom-protocol,saring-desktop/automation";

/// `cargo xtask run`.
pub(crate) fn run(checkout: &Checkout) -> Outcome {
    if !has_display() {
        println!(
            "There is no display here, so instead of opening the window I drive it on a virtual one."
        );
        return tour(checkout);
    }
    needs::packages(&[needs::BUILD])?;
    interface::build(checkout)?;
    build(checkout, "--bins", PLAIN)?;
    command::open(
        "Saring",
        &mut Command::new(checkout.built("saring-desktop")),
    )
}

/// `cargo xtask tour`.
pub(crate) fn tour(checkout: &Checkout) -> Outcome {
    build_driven(checkout, "--bins")?;
    let folder = empty(checkout, "tour")?;
    command::open(
        "tour",
        Command::new(checkout.built("saring-tour")).arg(&folder),
    )
}

/// `cargo xtask journeys`: the journeys by keyboard, each in all languages of the interface and twice as
/// large; the test walks each in one language.
pub(crate) fn journeys(checkout: &Checkout) -> Outcome {
    build_driven(checkout, "--all-targets")?;
    let folder = empty(checkout, "journeys")?;
    for language in ["id", "en", "km"] {
        for (size, large) in [("100", None), ("200", Some("1"))] {
            let what = ["test", "--workspace", "--features", DRIVEN];
            let mut walk = checkout.cargo(&what);
            walk.args(["--test", "desktop", "by_keyboard"])
                .env("SARING_JOURNEYS", language)
                .env("SARING_ALBUM", folder.join(format!("{language}-{size}")))
                .envs(large.map(|large| ("SARING_JOURNEYS_LARGE", large)));
            command::open(&format!("journeys in {language} at {size} %"), &mut walk)?;
        }
    }
    Ok(())
}

/// All that is needed to drive the app, from the system's packages on.
fn build_driven(checkout: &Checkout, targets: &str) -> Outcome {
    needs::packages(&[needs::BUILD, needs::DRIVE])?;
    interface::build(checkout)?;
    build(checkout, targets, DRIVEN)?;
    keep(checkout, "driven")
}

/// A folder for pictures, without those of the time before.
fn empty(checkout: &Checkout, name: &str) -> Outcome<PathBuf> {
    let folder = checkout.target.join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(folder)
}

/// Builds the app with all that stands beside it. Always the whole workspace: cargo gives a library that several rooms
/// share other features when only some of them are built, and would build it once for each choice.
pub(crate) fn build(checkout: &Checkout, targets: &str, features: &str) -> Outcome {
    let what = ["build", "--workspace", targets, "--features", features];
    command::open("desktop app", &mut checkout.cargo(&what))
}

/// Builds one program of the workspace with the features that the tests are built with, so that nothing is built twice.
pub(crate) fn build_program(checkout: &Checkout, program: &str) -> Outcome {
    build(checkout, &format!("--bin={program}"), DRIVEN)
}

/// Puts the app just built where tests look for it: a build with other features replaces it.
pub(crate) fn keep(checkout: &Checkout, variant: &str) -> Outcome {
    let folder = checkout.target.join("desktop").join(variant);
    let kept = folder.join("saring-desktop");
    let put = || {
        fs::create_dir_all(&folder)?;
        // One that is still running must not be written over.
        let _ = fs::remove_file(&kept);
        fs::copy(checkout.built("saring-desktop"), &kept)
    };
    put()
        .map(drop)
        .map_err(|error| format!("{}: {error}", kept.display()))
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
