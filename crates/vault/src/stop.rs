//! Calling long work off: a copy or a check ends before its time, and leaves nothing half done.

use crate::VaultError;
use rusqlite::{Connection, InterruptHandle};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Calls off what a vault is at, from another thread. Only work that may be called off: an answer on its way is not.
#[derive(Clone)]
pub struct Stopper(Arc<Shared>);

struct Shared {
    statements: InterruptHandle,
    state: Mutex<State>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing here is to be called off.
    Idle,
    /// Long work goes on.
    Working,
    /// It was called off and has not ended yet.
    Asked,
}

impl Stopper {
    pub(crate) fn of(connection: &Connection) -> Self {
        Self(Arc::new(Shared {
            statements: connection.get_interrupt_handle(),
            state: Mutex::new(State::Idle),
        }))
    }

    /// Calls off the long work that goes on now, if any. It ends soon with [`VaultError::Stopped`].
    pub fn stop(&self) {
        let mut state = self.state();
        if *state == State::Working {
            *state = State::Asked;
            // While the state is held no other statement can have begun.
            self.0.statements.interrupt();
        }
    }

    /// Long work that may be called off. What it began it takes back itself.
    pub(crate) fn during<T>(
        &self,
        work: impl FnOnce() -> Result<T, VaultError>,
    ) -> Result<T, VaultError> {
        *self.state() = State::Working;
        let outcome = work();
        match std::mem::replace(&mut *self.state(), State::Idle) {
            State::Asked => Err(VaultError::Stopped),
            _ => outcome,
        }
    }

    /// Between two parts of long work.
    ///
    /// # Errors
    /// [`VaultError::Stopped`].
    pub(crate) fn still_wanted(&self) -> Result<(), VaultError> {
        match *self.state() {
            State::Asked => Err(VaultError::Stopped),
            _ => Ok(()),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Stopper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stopper").finish_non_exhaustive()
    }
}
