//! Builds the interface: its packages when the lock file changed, its pages when a source is newer than they are.

use crate::checkout::Checkout;
use crate::stamp::Stamp;
use crate::{Outcome, command, needs};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

/// Folders below ui/ that are made, not written.
const MADE: &[&str] = &[
    "node_modules",
    "dist",
    "compiled",
    ".svelte-kit",
    "test-results",
];

/// Sees to it that ui/dist holds what the sources say.
pub(crate) fn build(checkout: &Checkout) -> Outcome {
    needs::node()?;
    let ui = checkout.ui();
    packages(&ui)?;
    let built = fs::metadata(ui.join("dist/index.html"))
        .and_then(|page| page.modified())
        .ok();
    let written = [ui.clone(), checkout.root.join("assets/fonts")]
        .iter()
        .filter_map(|folder| newest(folder))
        .max();
    if built.is_some() && built >= written {
        return Ok(());
    }
    command::open("interface", npm(&ui).args(["run", "build"]))
}

/// Sees to it that node_modules holds what the lock file says.
pub(crate) fn packages(folder: &Path) -> Outcome {
    let modules = folder.join("node_modules");
    let stamp = Stamp::new(&modules, &folder.join("package-lock.json"))?;
    if stamp.holds() {
        return Ok(());
    }
    let what = format!(
        "npm packages of {}",
        folder.file_name().unwrap_or_default().display()
    );
    command::open(&what, npm(folder).args(["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// npm in a folder.
pub(crate) fn npm(folder: &Path) -> Command {
    let mut npm = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(folder);
    npm
}

/// When the newest written file below a folder was changed.
fn newest(folder: &Path) -> Option<SystemTime> {
    let entries = fs::read_dir(folder).ok()?;
    entries
        .flatten()
        .filter(|entry| !MADE.iter().any(|made| entry.file_name() == *made))
        .filter_map(|entry| match entry.file_type() {
            Ok(kind) if kind.is_dir() => newest(&entry.path()),
            _ => entry.metadata().and_then(|file| file.modified()).ok(),
        })
        .max()
}
