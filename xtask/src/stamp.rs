//! Remembers from which lock file something was installed, so that a second run is quick.

use crate::Outcome;
use std::fs;
use std::path::{Path, PathBuf};

/// A copy of the lock file beside what was installed from it.
#[derive(Debug)]
pub(crate) struct Stamp {
    file: PathBuf,
    wanted: String,
}

impl Stamp {
    /// For what is installed into this folder from this lock file.
    pub(crate) fn new(folder: &Path, lock: &Path) -> Outcome<Self> {
        let wanted =
            fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
        Ok(Self {
            file: folder.join(".installed-from"),
            wanted,
        })
    }

    /// True when the folder holds what the lock file says.
    pub(crate) fn holds(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|had| had == self.wanted)
    }

    /// Remembers a finished installation.
    pub(crate) fn set(&self) -> Outcome {
        fs::write(&self.file, &self.wanted)
            .map_err(|error| format!("{}: {error}", self.file.display()))
    }
}
