//! The state behind the window: which vault is open, which forms are loaded, which interview is on the screen.

use crate::CommandError;
use crate::forms::Forms;
use crate::hiding::Hiding;
use crate::interview::Live;
use saring_vault::{Stopper, Vault};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

/// Where the app keeps its files. Nothing readable about anybody is ever written to either.
#[derive(Clone, Debug)]
pub struct Paths {
    /// Vaults.
    pub data: PathBuf,
    /// Preferences of this machine.
    pub config: PathBuf,
}

/// An open vault with what was read out of it.
pub(crate) struct Open {
    pub(crate) vault: Vault,
    pub(crate) forms: Forms,
    pub(crate) live: Option<Live>,
    pub(crate) reports: Vec<CommandError>,
}

/// Everything the desktop can be asked stands behind this. One vault at a time.
pub struct Desktop {
    paths: Paths,
    open: Mutex<Option<Open>>,
    hiding: Hiding,
    left: Mutex<Left>,
    /// Calls off the long work that goes on, if any.
    stopper: Mutex<Option<Stopper>>,
}

/// Which vault the door begins with, once one was moved or renamed; and why that did not come to its end, or why it was
/// locked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Where the vault is now.
    pub path: Option<PathBuf>,
    /// What went wrong, if anything.
    pub problem: Option<CommandError>,
}

impl Desktop {
    /// A desktop at its door.
    #[must_use]
    pub fn new(paths: Paths) -> Self {
        Self {
            paths,
            open: Mutex::new(None),
            hiding: Hiding::default(),
            left: Mutex::default(),
            stopper: Mutex::default(),
        }
    }

    /// A desktop whose door begins with this vault.
    #[must_use]
    pub fn beginning_with(self, left: Left) -> Self {
        self.leave(left);
        self
    }

    /// What the next door begins with.
    #[must_use]
    pub fn left(&self) -> Left {
        let left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.clone()
    }

    pub(crate) fn leave(&self, new: Left) {
        *self.left.lock().unwrap_or_else(PoisonError::into_inner) = new;
    }

    pub(crate) fn paths(&self) -> &Paths {
        &self.paths
    }

    pub(crate) fn hiding(&self) -> &Hiding {
        &self.hiding
    }

    /// Whether a vault is open. Does not wait: while a command is at work it may be, and counts as open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        match self.open.try_lock() {
            Ok(slot) => slot.is_some(),
            Err(TryLockError::WouldBlock) => true,
            Err(TryLockError::Poisoned(slot)) => slot.into_inner().is_some(),
        }
    }

    /// Whether no vault is open, once whatever is at work has ended.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.slot().is_none()
    }

    pub(crate) fn slot(&self) -> MutexGuard<'_, Option<Open>> {
        // A command that panicked left at worst a stale cache; what is confirmed stands in the vault.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs with the open vault.
    ///
    /// # Errors
    /// `locked` when no vault is open; else what `work` answers.
    pub(crate) fn with_open<T>(
        &self,
        work: impl FnOnce(&mut Open) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let mut slot = self.slot();
        let open = slot.as_mut().ok_or_else(|| CommandError::new("locked"))?;
        work(open)
    }

    /// Runs long work with the open vault, which [`Desktop::stop`] calls off.
    ///
    /// # Errors
    /// As [`Desktop::with_open`].
    pub(crate) fn with_open_at_length<T>(
        &self,
        work: impl FnOnce(&mut Open) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        self.with_open(|open| {
            *self.stopper() = Some(open.vault.stopper());
            let outcome = work(open);
            *self.stopper() = None;
            outcome
        })
    }

    /// Calls off the long work that goes on, if any. Does not wait for it.
    pub(crate) fn stop(&self) {
        if let Some(stopper) = &*self.stopper() {
            stopper.stop();
        }
    }

    fn stopper(&self) -> MutexGuard<'_, Option<Stopper>> {
        self.stopper.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
