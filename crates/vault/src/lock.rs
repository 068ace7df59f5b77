//! One opener at a time: a lock on an empty file beside the vault, which the system drops with the process.

use crate::VaultError;
use crate::files::{self, Places};
use std::fs::{File, OpenOptions, TryLockError};

/// Held for as long as the vault is open. The file stays; only the lock on it means something. It is a file of its
/// own because a second handle on the vault, when closed, would drop SQLite's locks (POSIX).
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    pub(crate) fn take(places: &Places) -> Result<Self, VaultError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        files::own_only(&mut options);
        let file = options.open(&places.lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

impl Drop for Lock {
    /// Given back by name and not only by closing: a process that is being started holds every handle of ours until it
    /// runs its own program, and the next one at the door would find the vault in use.
    fn drop(&mut self) {
        // Closing gives it back all the same, a moment later.
        let _ = self.file.unlock();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_that_is_left_is_free_though_a_process_being_started_still_holds_the_handle() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::of(&folder.path().join("Pos A-07.saring-vault"));
        let lock = Lock::take(&places).unwrap();
        let inherited = lock.file.try_clone().unwrap();
        assert_eq!(Lock::take(&places).unwrap_err().code(), "vault-in-use");
        drop(lock);
        Lock::take(&places).unwrap();
        drop(inherited);
    }
}
