//! What stands at the door: the vaults of a folder, told without unlocking any.

use crate::VaultError;
use crate::files::{EXTENSION, Places};
use crate::keys::KeySet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A vault that could be unlocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VaultFile {
    /// The encrypted file.
    pub path: PathBuf,
    /// Its name without the extension. What its owner calls it stands inside.
    pub name: String,
    /// When the file was last written, which is at the latest when it was last locked.
    pub last_opened: Option<SystemTime>,
    /// Whether at least one of its two keys files is there.
    pub keys_present: bool,
    /// Whether its keys say that it is a training vault; none when they cannot be read. Unlocking proves it.
    pub training: Option<bool>,
}

/// The vaults of a folder, by name. A folder that is not there has none.
///
/// # Errors
/// [`VaultError::Io`] when the folder cannot be read.
pub fn find(folder: &Path) -> Result<Vec<VaultFile>, VaultError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path
            .extension()
            .is_none_or(|extension| extension != EXTENSION)
            || !path.is_file()
        {
            continue;
        }
        let places = Places::of(&path);
        found.push(VaultFile {
            name: path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            last_opened: path
                .metadata()
                .and_then(|metadata| metadata.modified())
                .ok(),
            keys_present: places.keys.exists() || places.copy.exists(),
            training: KeySet::training_at_the_door(&places),
            path,
        });
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}
