//! A vault that changes its place: to a stick and back, or to another name. At every moment at least one place holds a
//! vault that opens, keys included; a crash between the last two steps leaves it at both.

use crate::backup::{CopyReport, clear, folder_of, make_room, take_back};
use crate::files::{self, Places};
use crate::keys::KeySet;
use crate::lock::Lock;
use crate::table::audit::action;
use crate::{Vault, VaultError, drive, open};
use saring_record::Moment;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Bytes compared at a time.
const CHUNK: usize = 1024 * 1024;

impl Vault {
    /// Locks the vault and moves it, with both keys files, to where nothing is yet: copied, synced, read back and held
    /// against the original, and only then is the original removed.
    ///
    /// # Errors
    /// [`VaultError::Exists`], [`VaultError::TooLarge`], [`VaultError::CopyDiffers`], [`VaultError::KeysMissing`],
    /// [`VaultError::KeysDamaged`], and those of writing. The vault is then locked and where it was; on a disk that does
    /// not take the copy or the original away, it stands at both places.
    pub fn move_to(mut self, target: &Path, at: Moment) -> Result<CopyReport, VaultError> {
        let to = Places::of(target);
        let _target_lock = Lock::take(&to)?;
        let set = KeySet::read(&self.places)?.set;
        make_room(&to, &set)?;
        self.log(action::MOVE_BEGUN, "", at)?;
        let Self {
            connection,
            places: from,
            lock,
            ..
        } = self;
        open::close(connection)?;
        let bytes = from.vault.metadata()?.len();
        let largest = drive::largest_file(folder_of(target));
        if largest.is_some_and(|largest| bytes > largest) {
            return Err(VaultError::TooLarge);
        }
        if let Err(error) = carry(&from, &to, &set) {
            let _ = take_back(&to);
            return Err(error);
        }
        files::remove(&from.vault)?;
        files::sync_folder(&from.vault)?;
        remove_companions(&from);
        drop(lock);
        Ok(CopyReport {
            path: to.vault,
            bytes,
            near_largest: largest.filter(|largest| drive::is_near(bytes, *largest)),
        })
    }

    /// Locks the vault and gives it another name within its folder, and another label inside.
    ///
    /// # Errors
    /// [`VaultError::Exists`], [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`], and those of writing. The
    /// vault then keeps its file name, or, on a disk that takes not even that back, stands whole under the new one.
    pub fn rename(mut self, target: &Path, label: &str, at: Moment) -> Result<(), VaultError> {
        if folder_of(target) != folder_of(&self.places.vault) {
            return Err(VaultError::Io {
                kind: std::io::ErrorKind::CrossesDevices,
            });
        }
        let to = Places::of(target);
        let same = to.vault == self.places.vault;
        let set = KeySet::read(&self.places)?.set;
        let _target_lock = if same {
            None
        } else {
            let lock = Lock::take(&to)?;
            make_room(&to, &set)?;
            Some(lock)
        };
        self.write(|write| {
            write
                .connection
                .execute("UPDATE meta SET label = ?1", [label])?;
            write.enter(at, action::RENAMED, "", None)
        })?;
        let Self {
            connection,
            places: from,
            lock,
            ..
        } = self;
        open::close(connection)?;
        if same {
            return Ok(());
        }
        // The keys stand under the new name before the vault does.
        let renamed = set
            .write(&to)
            .and_then(|()| carry_tries(&from, &to))
            .and_then(|()| Ok(std::fs::rename(&from.vault, &to.vault)?))
            .and_then(|()| files::sync_folder(&to.vault));
        if let Err(error) = renamed {
            // Back to where its keys are too. Where it does not go back, it stands there with keys of its own.
            if !to.vault.exists() || std::fs::rename(&to.vault, &from.vault).is_ok() {
                let _ = clear(&to);
            }
            return Err(error);
        }
        remove_companions(&from);
        drop(lock);
        Ok(())
    }
}

/// Copies a closed vault under its temporary name, holds it against the original, and gives it its name.
fn carry(from: &Places, to: &Places, set: &KeySet) -> Result<(), VaultError> {
    if from.log.metadata().is_ok_and(|log| log.len() > 0) {
        // What is in the log is not in the file yet.
        return Err(VaultError::InUse);
    }
    files::copy_aside(&from.vault, &to.part)?;
    drive::forget(&File::open(&to.part)?);
    if !same(&from.vault, &to.part)? {
        return Err(VaultError::CopyDiffers);
    }
    set.write(to)?;
    if KeySet::read(to)?.set != *set {
        return Err(VaultError::CopyDiffers);
    }
    carry_tries(from, to)?;
    std::fs::rename(&to.part, &to.vault)?;
    files::sync_folder(&to.vault)
}

fn carry_tries(from: &Places, to: &Places) -> Result<(), VaultError> {
    match files::read_small(&from.tries)? {
        Some(bytes) => files::replace(&to.tries, &bytes),
        None => Ok(()),
    }
}

/// Takes away what stood beside a vault that is gone from there. What does not go opens nothing, is in the way of another
/// vault of this name alone, and gives way when this one comes back.
fn remove_companions(from: &Places) {
    for path in [&from.log, &from.keys, &from.copy, &from.tries, &from.lock] {
        let _ = files::remove(path);
    }
    let _ = files::sync_folder(&from.vault);
}

fn same(one: &Path, other: &Path) -> Result<bool, VaultError> {
    let (one, other) = (File::open(one)?, File::open(other)?);
    if one.metadata()?.len() != other.metadata()?.len() {
        return Ok(false);
    }
    let mut left = one.metadata()?.len();
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    let (mut here, mut there) = (vec![0; CHUNK], vec![0; CHUNK]);
    while left > 0 {
        let length = usize::try_from(left).map_or(CHUNK, |left| left.min(CHUNK));
        one.read_exact(&mut here[..length])?;
        other.read_exact(&mut there[..length])?;
        if here[..length] != there[..length] {
            return Ok(false);
        }
        left -= length as u64;
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn files_are_the_same_in_every_byte_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("one"), folder.path().join("other"));
        let bytes = vec![7; super::CHUNK + 10];
        std::fs::write(&one, &bytes).unwrap();
        std::fs::write(&other, &bytes).unwrap();
        assert!(same(&one, &other).unwrap());
        for place in [0, super::CHUNK - 1, super::CHUNK, super::CHUNK + 9] {
            let mut changed = bytes.clone();
            changed[place] ^= 1;
            std::fs::write(&other, &changed).unwrap();
            assert!(!same(&one, &other).unwrap(), "at {place}");
        }
        std::fs::write(&other, &bytes[1..]).unwrap();
        assert!(!same(&one, &other).unwrap());
    }
}
