//! What opens a vault besides its slots: older copies of its keys files, and recovery pages that were replaced. All of
//! it does until a new vault key is made, and the screen says so.

use crate::slot::Slot;
use crate::table::audit::{self, action};
use crate::{Vault, VaultError, keys::KeySet};

/// What ends something that opened the vault. A change that a crash cut off may have been any.
const ENDING: [&str; 7] = [
    action::PASSPHRASE_CHANGED,
    action::OFFICER_READMITTED,
    action::OFFICER_REMOVED,
    action::RECOVERY_REMOVED,
    action::ESCROW_REMOVED,
    action::ESCROW_USED,
    action::SLOTS_SETTLED,
];
/// What ends one of its kind when there was one: the first of them ends nothing.
const REPLACING: [&str; 2] = [action::RECOVERY_MADE, action::ESCROW_MADE];

/// What would still open the vault, wherever it lies. Only [`Vault::new_key`] ends it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OlderKeys {
    /// Recovery pages that were replaced or taken back: with its code, a page opens the vault from its own print.
    pub pages: usize,
    /// Whether a passphrase, an officer or a code that opens nothing here any more was in the keys files since: a copy
    /// of those from then, on a stick or in a backup, opens this vault with it.
    pub copies: bool,
}

impl Vault {
    /// What would still open the vault besides its slots.
    ///
    /// # Errors
    /// [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`], those of reading.
    pub fn older_keys(&self) -> Result<OlderKeys, VaultError> {
        let slots = KeySet::read(&self.places)?.set.slots;
        let current = slots.iter().any(|slot| matches!(slot, Slot::Recovery(_)));
        let done = self.read(|connection| {
            audit::since_new_key(connection, &[&ENDING[..], &REPLACING[..]].concat())
        })?;
        let made = |action: &str| done.iter().filter(|done| *done == action).count();
        let pages = made(action::RECOVERY_MADE).saturating_sub(current.into());
        let ended = done.iter().any(|done| ENDING.contains(&done.as_str()));
        let copies = ended || pages > 0 || made(action::ESCROW_MADE) > 1;
        Ok(OlderKeys { pages, copies })
    }
}
