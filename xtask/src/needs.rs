//! What a machine must have before anything can be built: says what is missing and installs it on Debian.

use crate::Outcome;
use crate::command::{self, ask};
use std::collections::BTreeSet;
use std::process::Command;

/// To build the desktop app.
pub(crate) const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "libwebkit2gtk-4.1-dev",
    "libssl-dev",
];

/// To drive it where nobody looks.
pub(crate) const DRIVE: &[&str] = &["xvfb", "webkit2gtk-driver", "fonts-noto-core"];

/// Stock tools that judge what it writes, and what the judges need.
pub(crate) const JUDGE: &[&str] = &["age", "minisign", "zstd", "python3-venv", "iproute2"];

/// The browser of the interface's accessibility tests.
pub(crate) const BROWSER: &[&str] = &["chromium"];

/// The oldest Node that the interface's tools run on.
const NODE: u32 = 20;

/// Sees to it that these Debian packages are there.
pub(crate) fn packages(lists: &[&[&str]]) -> Outcome {
    let wanted: BTreeSet<&str> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    let missing: Vec<&str> = match installed() {
        Some(there) => wanted
            .iter()
            .copied()
            .filter(|name| !there.contains(*name))
            .collect(),
        None => {
            let names: Vec<&str> = wanted.into_iter().collect();
            println!(
                "This is not Debian: I install nothing. Needed, by their Debian names: {}",
                names.join(" ")
            );
            return Ok(());
        }
    };
    if missing.is_empty() {
        return Ok(());
    }
    let missing_names = missing.join(" ");
    println!("Missing here: {missing_names}");
    if ask("id", &["-u"]).as_deref() != Some("0") && ask("sudo", &["--version"]).is_none() {
        return Err(format!(
            "as root, run: apt-get update && apt-get install {missing_names}"
        ));
    }
    command::open("package list", apt().args(["update", "-q"]))?;
    let install = ["install", "-q", "-y", "--no-install-recommends"];
    command::open("Debian packages", apt().args(install).args(&missing))
}

/// Sees to it that Node is there and new enough.
pub(crate) fn node() -> Outcome {
    let remedy = format!(
        "Node {NODE} or newer with npm is needed to build the interface: https://nodejs.org"
    );
    let version = ask("node", &["--version"]).ok_or(&remedy)?;
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) || ask("npm", &["--version"]).is_none() {
        return Err(format!("{remedy} (here: {version})"));
    }
    Ok(())
}

/// `apt-get` with the rights it needs and no questions.
fn apt() -> Command {
    let root = ask("id", &["-u"]).as_deref() == Some("0");
    let mut command = Command::new(if root { "env" } else { "sudo" });
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

/// Names of all installed packages; none where there is no dpkg.
fn installed() -> Option<BTreeSet<String>> {
    let list = ask(
        "dpkg-query",
        &["--show", "--showformat=${db:Status-Abbrev} ${Package}\n"],
    )?;
    Some(
        list.lines()
            .filter_map(|line| line.strip_prefix("ii "))
            .map(|name| name.trim().to_owned())
            .collect(),
    )
}
