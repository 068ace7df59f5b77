//! One opener at a time: a lock on an empty file beside the vault, which the system drops with the process.

use crate::VaultError;
use crate::files::{self, Places};
use std::fs::{File, OpenOptions, TryLockError};

/// Held for as long as the vault is open. The file stays; only the lock on it means something. It is a file of its
/// own because a second handle on the vault, when closed, would drop SQLite's locks (POSIX).
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Lock {
    pub(crate) fn take(places: &Places) -> Result<Self, VaultError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        files::own_only(&mut options);
        let file = options.open(&places.lock)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(VaultError::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
