//! A folder with a terminal in it.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub(crate) struct Terminal {
    folder: TempDir,
}

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}\n{}", self.out, self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }
}

impl Terminal {
    /// An empty folder with a passphrase in `pass`.
    pub(crate) fn new() -> Self {
        let terminal = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        terminal.write("pass", "tujuh payung di gudang\n");
        terminal
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs `saring` in the folder with arguments separated by spaces.
    pub(crate) fn saring(&self, arguments: &str) -> Answer {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_saring"))
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        Answer {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The only file in a folder whose name begins so.
    pub(crate) fn only(&self, folder: &str, begins: &str) -> PathBuf {
        let found: Vec<PathBuf> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|e| e.unwrap().path())
            .filter(|p| name(p).starts_with(begins))
            .collect();
        assert_eq!(found.len(), 1, "{found:?}");
        found.into_iter().next().unwrap()
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}
