//! The files around a vault: their names, and writing one so that either the old or the new stands there whole.

use crate::{VaultError, between};
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

/// What a vault's file name ends in, without the dot.
pub(crate) const EXTENSION: &str = "saring-vault";

/// No file beside a vault that is read whole may be larger.
const SMALL: u64 = 4 * 1024 * 1024;

/// Where everything about one vault lies: the encrypted file and its companions in the same folder.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    /// `NAME.saring-vault`, the encrypted file.
    pub(crate) vault: PathBuf,
    /// `.keys`, the key slots.
    pub(crate) keys: PathBuf,
    /// `.keys-copy`, the same once more.
    pub(crate) copy: PathBuf,
    /// `.lock`, empty; who opens the vault holds a lock on it.
    pub(crate) lock: PathBuf,
    /// `.tries`, the count of failed unlocks.
    pub(crate) tries: PathBuf,
    /// `-wal`, SQLite's log; its name is SQLite's.
    pub(crate) log: PathBuf,
    /// `.part`, a vault that is being made.
    pub(crate) part: PathBuf,
}

impl Places {
    pub(crate) fn of(vault: &Path) -> Self {
        Self {
            vault: vault.to_owned(),
            keys: beside(vault, ".keys"),
            copy: beside(vault, ".keys-copy"),
            lock: beside(vault, ".lock"),
            tries: beside(vault, ".tries"),
            log: beside(vault, "-wal"),
            part: beside(vault, ".part"),
        }
    }
}

/// The same path with something after the whole name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Replaces a file in one step: temporary file, file sync, rename, directory sync.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let temporary = beside(path, ".new");
    let written = write_synced(&temporary, bytes).and_then(|()| {
        between::writes();
        Ok(std::fs::rename(&temporary, path)?)
    });
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written?;
    between::writes();
    sync_folder(path)
}

fn write_synced(path: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    own_only(&mut options);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// Copies a file and syncs the copy; an existing one is never overwritten.
pub(crate) fn copy_aside(from: &Path, to: &Path) -> Result<(), VaultError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    own_only(&mut options);
    let mut target = options.open(to)?;
    std::io::copy(&mut File::open(from)?, &mut target)?;
    target.sync_all()?;
    Ok(())
}

/// A small file's bytes; none when it is not there.
pub(crate) fn read_small(path: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut bytes = Vec::new();
    file.take(SMALL).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Removes a file; that it is not there is as good.
pub(crate) fn remove(path: &Path) -> Result<(), VaultError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// Makes a rename or a removal last: syncs the folder that holds this path.
#[cfg(unix)]
pub(crate) fn sync_folder(path: &Path) -> Result<(), VaultError> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    Ok(File::open(folder)?.sync_all()?)
}

/// Windows offers no handle on a folder to sync; NTFS journals the rename.
#[cfg(not(unix))]
pub(crate) fn sync_folder(_: &Path) -> Result<(), VaultError> {
    Ok(())
}

/// Readable by its owner only, where the system knows such a thing.
#[cfg(unix)]
pub(crate) fn own_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

/// Windows gives new files the rights of their folder.
#[cfg(not(unix))]
pub(crate) fn own_only(_: &mut OpenOptions) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_leaves_nothing_else_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Pos A.saring-vault.keys");
        replace(&path, b"one").unwrap();
        replace(&path, b"two").unwrap();
        assert_eq!(read_small(&path).unwrap().unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_copy_never_overwrites() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("a"), folder.path().join("b"));
        replace(&from, b"new").unwrap();
        replace(&to, b"old").unwrap();
        assert!(copy_aside(&from, &to).is_err());
        assert_eq!(read_small(&to).unwrap().unwrap(), b"old");
    }
}
