//! A copy of the vault on another drive: encrypted like the vault, taken while it is in use, and read back from the
//! drive before it gets its name.

use crate::drive::DriveRoom;
use crate::files::{self, Places};
use crate::keys::KeySet;
use crate::lock::Lock;
use crate::table::audit::action;
use crate::{Vault, VaultError, column, drive, epoch};
use rusqlite::{Connection, OptionalExtension};
use saring_record::{Digest, Moment};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Bytes of a page, as SQLCipher 4 has it.
const PAGE: u64 = 4096;

/// A copy that was written and read back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CopyReport {
    /// The copy's encrypted file.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// The largest file that this drive holds, when the copy has grown near to it: time for a drive of another format.
    pub near_largest: Option<u64>,
}

impl Vault {
    /// Writes a copy with both its keys files, under a name at which there is nothing yet. It opens with the same
    /// passphrases and codes as this vault does now, and starts a new signing epoch when it is opened.
    ///
    /// # Errors
    /// [`VaultError::Exists`], [`VaultError::TooLarge`] for a file that the drive cannot hold,
    /// [`VaultError::CopyDiffers`] when what was read back is not what was written, [`VaultError::VaultDamaged`] when
    /// this vault cannot be read whole, [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`],
    /// [`VaultError::Stopped`] when [`crate::Stopper::stop`] called it off, and those of writing. What was not finished
    /// is taken away again.
    pub fn backup(&mut self, target: &Path, at: Moment) -> Result<CopyReport, VaultError> {
        let places = Places::of(target);
        let _lock = Lock::take(&places)?;
        let set = KeySet::read(&self.places)?.set;
        make_room(&places, &set)?;
        let largest = drive::largest_file(folder_of(target));
        let size = self.read(size)?;
        if largest.is_some_and(|largest| size > largest) {
            return Err(VaultError::TooLarge);
        }
        // From here on it has a name, and is no longer called off.
        let finished = self
            .stopper
            .during(|| self.write_copy(&places, &set))
            .and_then(|()| name(&places));
        if let Err(error) = finished {
            let _ = take_back(&places);
            return Err(error);
        }
        let bytes = places.vault.metadata()?.len();
        self.log(action::BACKED_UP, "", at)?;
        Ok(CopyReport {
            path: places.vault,
            bytes,
            near_largest: largest.filter(|largest| drive::is_near(bytes, *largest)),
        })
    }

    /// What a copy of this vault takes, and what the drive under a folder holds.
    ///
    /// # Errors
    /// Those of reading.
    pub fn room_on(&self, folder: &Path) -> Result<DriveRoom, VaultError> {
        Ok(DriveRoom::on(folder, self.read(size)?))
    }

    /// When the last copy was made, as the audit log has it; a copy itself knows of those before it.
    ///
    /// # Errors
    /// Those of reading.
    pub fn last_backup(&self) -> Result<Option<Moment>, VaultError> {
        self.read(|connection| {
            let last = "SELECT at FROM audit WHERE action = ?1 ORDER BY seq DESC LIMIT 1";
            let at = connection
                .query_row(last, [action::BACKED_UP], |row| column::moment(row, "at"))
                .optional()?;
            Ok(at)
        })
    }

    fn write_copy(&self, places: &Places, set: &KeySet) -> Result<(), VaultError> {
        let part = places.part.to_str().ok_or(VaultError::Io {
            kind: std::io::ErrorKind::InvalidFilename,
        })?;
        // One reading transaction: what is confirmed when it begins is in the copy. The copy gets this vault's key,
        // because SQLCipher gives it to every database that a connection attaches.
        self.read(|connection| {
            connection.execute("VACUUM INTO ?1", [part])?;
            Ok(())
        })?;
        self.stopper.still_wanted()?;
        let head = self.audit_head()?;
        attached(&self.connection, part, |connection| {
            connection.execute_batch("PRAGMA copy.synchronous = FULL")?;
            epoch::mark(connection, "copy", epoch::BACKUP)
        })?;
        let file = File::open(&places.part)?;
        file.sync_all()?;
        drive::forget(&file);
        drop(file);
        self.stopper.still_wanted()?;
        self.read(|connection| attached(connection, part, |connection| holds(connection, &head)))?;

        set.write(places)?;
        if KeySet::read(places)?.set != *set {
            return Err(VaultError::CopyDiffers);
        }
        Ok(())
    }
}

/// Gives a copy that was read back its name.
fn name(places: &Places) -> Result<(), VaultError> {
    std::fs::rename(&places.part, &places.vault)?;
    files::sync_folder(&places.vault)
}

/// Refuses what would overwrite another vault's files, and clears away what an earlier try at the same left.
pub(crate) fn make_room(places: &Places, set: &KeySet) -> Result<(), VaultError> {
    if places.vault.exists() {
        return Err(VaultError::Exists);
    }
    let interrupted = places.part.exists()
        || KeySet::read(places).is_ok_and(|found| found.set.vault == set.vault);
    if !interrupted && (places.keys.exists() || places.copy.exists()) {
        return Err(VaultError::Exists);
    }
    clear(places)
}

/// Takes away what has not come to its end. Only called while nothing stands at the final name.
pub(crate) fn clear(places: &Places) -> Result<(), VaultError> {
    for path in [
        &places.keys,
        &places.copy,
        &files::beside(&places.part, "-journal"),
    ] {
        files::remove(path)?;
    }
    files::remove(&places.part)
}

/// Takes away what failed, also where it had its name already and only that could not be made to last: the vault before
/// its keys, so that none stands anywhere without. Only called by who made it.
pub(crate) fn take_back(places: &Places) -> Result<(), VaultError> {
    files::remove(&places.vault)?;
    clear(places)
}

pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// What the vault takes at most, its log included.
fn size(connection: &Connection) -> Result<u64, VaultError> {
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    Ok(pages.unsigned_abs() * PAGE)
}

/// Works on another encrypted file under the same key.
fn attached<T>(
    connection: &Connection,
    path: &str,
    work: impl FnOnce(&Connection) -> Result<T, VaultError>,
) -> Result<T, VaultError> {
    connection.execute("ATTACH ?1 AS copy", [path])?;
    let outcome = work(connection);
    connection.execute_batch("DETACH copy")?;
    outcome
}

/// Whether the copy is whole and ends with the same audit entry.
fn holds(connection: &Connection, head: &(u64, Digest)) -> Result<(), VaultError> {
    let whole = |pragma: &str, good: &[&str]| -> Result<bool, VaultError> {
        let mut statement = connection.prepare(pragma)?;
        let lines: Vec<String> = statement
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(lines == good)
    };
    let sound: String = connection.query_row("PRAGMA copy.cipher_status", [], |row| row.get(0))?;
    let last: (i64, String) = connection.query_row(
        "SELECT seq, hash FROM copy.audit ORDER BY seq DESC LIMIT 1",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let holds = sound == "1"
        && whole("PRAGMA copy.cipher_integrity_check", &[])?
        && whole("PRAGMA copy.integrity_check", &["ok"])?
        && (last.0.unsigned_abs(), last.1.as_str()) == (head.0, head.1.as_str());
    if holds {
        Ok(())
    } else {
        Err(VaultError::CopyDiffers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cost, NewVault, Passphrase, Role};

    /// Whether a copy that lies there passes for one of this vault.
    fn held(vault: &Vault, copy: &Path, head: &(u64, Digest)) -> Result<(), VaultError> {
        let path = copy.to_str().unwrap();
        vault.read(|connection| attached(connection, path, |connection| holds(connection, head)))
    }

    #[test]
    fn a_copy_that_is_not_what_was_written_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let now = Moment::parse("2026-01-19T10:00:00+07:00").unwrap();
        let mut vault = Vault::create(NewVault {
            path: &folder.path().join("Pos.saring-vault"),
            label: "Pos",
            officer: "Dewi",
            signer: None,
            station: "Pos",
            role: Role::Field,
            training: false,
            passphrase: &Passphrase::new("tujuh payung di gudang".to_owned()),
            cost: Cost::FLOOR,
            now,
        })
        .unwrap();
        let head = vault.audit_head().unwrap();
        let copy = folder.path().join("copy.saring-vault");
        vault.backup(&copy, now).unwrap();
        held(&vault, &copy, &head).unwrap();

        // Of another moment.
        let older = held(&vault, &copy, &vault.audit_head().unwrap());
        assert_eq!(older.unwrap_err().code(), "copy-differs");
        // With a bit in it that the drive gave back otherwise.
        let whole = std::fs::read(&copy).unwrap();
        for place in (2000..whole.len()).step_by(4096) {
            let mut bytes = whole.clone();
            bytes[place] ^= 1;
            std::fs::write(&copy, &bytes).unwrap();
            assert!(held(&vault, &copy, &head).is_err(), "at {place}");
        }
    }
}
