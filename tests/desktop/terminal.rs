//! What the terminal says of a vault that the window has closed.

use saring_tests::{Machine, journey, places};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The interviews that the terminal lists.
pub(crate) fn interviews(machine: &Machine, vault: &Path) -> Value {
    ask(machine, &["interview", "list"], vault, journey::PASSPHRASE).unwrap()
}

/// Fails unless the terminal finds the vault whole.
pub(crate) fn is_whole(machine: &Machine, vault: &Path) {
    ask(machine, &["vault", "check"], vault, journey::PASSPHRASE).unwrap();
}

/// What it answers, or the code that it refuses with.
pub(crate) fn ask(
    machine: &Machine,
    command: &[&str],
    vault: &Path,
    passphrase: &str,
) -> Result<Value, String> {
    let secret = machine.home().join("tmp/passphrase");
    fs::write(&secret, passphrase).unwrap();
    let mut saring = machine.command(places::saring());
    saring.arg("--json").args(command).arg("--vault").arg(vault);
    saring.arg("--passphrase-file").arg(&secret);
    let answer = saring.output().unwrap();
    fs::remove_file(&secret).unwrap();
    if !answer.status.success() {
        return Err(String::from_utf8_lossy(&answer.stderr).into_owned());
    }
    Ok(serde_json::from_slice(&answer.stdout).unwrap())
}
