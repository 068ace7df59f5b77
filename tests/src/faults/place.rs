//! Where a vault that moves stands: at home, elsewhere, or for a moment at both.

use super::worker::vault_in;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

/// Where it goes from home, and comes back from.
pub(super) fn elsewhere(folder: &Path) -> PathBuf {
    folder.join("Pos B-02.saring-vault")
}

/// Where it stands; where it stands nowhere, where it would at home.
pub(super) fn standing(folder: &Path) -> PathBuf {
    let (home, elsewhere) = (vault_in(folder), elsewhere(folder));
    if !home.exists() && elsewhere.exists() {
        elsewhere
    } else {
        home
    }
}

/// Of a vault that a move left at both places, the one elsewhere goes for good: from now on they would differ.
pub(super) fn leave_one(folder: &Path) -> io::Result<()> {
    let gone = elsewhere(folder);
    if !(vault_in(folder).exists() && gone.exists()) {
        return Ok(());
    }
    // Its log goes before it, so that none is left for whatever comes to stand there.
    for ending in ["-wal", "", ".keys", ".keys-copy", ".tries"] {
        let path = format!("{}{ending}", gone.display());
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    File::open(folder)?.sync_all()
}
