//! Opening a vault whose passphrase is lost: by the printed recovery code, or by a code that headquarters reads back.

use crate::code::Code;
use crate::cost::Cost;
use crate::files::Places;
use crate::keys::KeySet;
use crate::lock::Lock;
use crate::open::{self, Mode};
use crate::printed::PrintedSlot;
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{EscrowSlot, PassphraseSlot, Slot};
use crate::slots::{refuse_taken, with_passphrase};
use crate::stop::Stopper;
use crate::table::audit::action;
use crate::table::meta;
use crate::table::officer::{self, Officer};
use crate::vault::{UnlockReport, Vault};
use crate::{SlotKind, VaultError, leftover, tries, unlock};
use saring_record::Moment;
use std::fmt;
use std::path::Path;

/// How a vault is opened without a passphrase. An officer gets a new one with it.
#[derive(Clone, Copy)]
pub struct Recovery<'a> {
    /// The vault.
    pub path: &'a Path,
    /// [`SlotKind::Recovery`] or [`SlotKind::Escrow`].
    pub kind: SlotKind,
    /// What was read from the page, or over the phone.
    pub code: &'a Code,
    /// The slot as printed, where both keys files are gone or hold no slot that the code opens; only of a recovery.
    pub printed: Option<&'a PrintedSlot>,
    /// Whose new passphrase it is; without a name, of who made the vault.
    pub officer: Option<&'a str>,
    /// What will unlock it from now on.
    pub passphrase: &'a Passphrase,
    /// How much work a try at that costs.
    pub cost: Cost,
    /// The time.
    pub now: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Recovery<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recovery")
            .field("kind", &self.kind)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Opens a vault by a code and writes its keys files with a new passphrase for one officer. It stands in the audit
    /// log, and every officer is told at the next unlock. The officer, whom nothing but the code vouches for, is who
    /// writes here from then on, and keeps signing key and numbers: the file is the same. An escrow code that was used was said aloud: another takes
    /// its place, sealed to the same recipients.
    ///
    /// # Errors
    /// [`VaultError::WrongCode`], [`VaultError::NoSlot`], [`VaultError::OtherVault`], [`VaultError::NoSuchOfficer`],
    /// [`VaultError::PassphraseTaken`], [`VaultError::KeysDoNotFit`] also for a page from before a new vault key, else as [`Vault::unlock`], and those of writing.
    pub fn recover(recovery: Recovery<'_>) -> Result<Self, VaultError> {
        let places = Places::of(recovery.path);
        if !places.vault.is_file() {
            return Err(VaultError::NoSuchVault);
        }
        let lock = Lock::take(&places)?;
        unlock::refuse_plain(&places)?;
        let (key, set) = match find_key(&places, &recovery) {
            Err(VaultError::WrongCode) => {
                let _ = tries::add(&places, recovery.now);
                return Err(VaultError::WrongCode);
            }
            found => found?,
        };
        let damaged_log = leftover::check(&places)?;
        let connection = open::open(&places.vault, &key, Mode::Existing)
            .map_err(|error| open::refusal(&places.vault, &key, error))?;
        let row = meta::read(&connection)?;
        if row.vault != set.vault || row.training != set.training {
            return Err(VaultError::NotAVault);
        }
        // A set that was typed back, or put back from an older copy, must not stand before the one that is recorded.
        let generation = set.generation.max(row.slots_generation);
        let set = KeySet::new(set.bound(), generation, set.slots)?;
        let officer = chosen(officer::all(&connection)?, recovery.officer)?;
        refuse_taken(&set, recovery.passphrase, officer.id)?;
        let (id, at) = (officer.id, recovery.now);
        let mut vault = Self {
            meta: unlock::known(row, officer),
            report: UnlockReport {
                damaged_log,
                ..UnlockReport::default()
            },
            stopper: Stopper::of(&connection),
            connection,
            places,
            lock,
        };
        let who = (id, vault.meta.officer.signer.as_deref());
        let slot = PassphraseSlot::seal(
            &key,
            recovery.passphrase,
            recovery.cost,
            set.bound(),
            who,
            at,
        )?;
        let mut slots = with_passphrase(&set.slots, slot);
        if recovery.kind == SlotKind::Escrow {
            for slot in &mut slots {
                if let Slot::Escrow(escrow) = slot {
                    *escrow = EscrowSlot::seal(&key, &escrow.recipients, set.bound(), at)?;
                }
            }
        }
        let used = match recovery.kind {
            SlotKind::Escrow => action::ESCROW_USED,
            _ => action::RECOVERY_USED,
        };
        let failed = tries::read(&vault.places, at);
        vault.report.failed_tries = failed.as_ref().map_or(0, |tries| tries.failed);
        // The use first and on its own: it has happened, whatever becomes of the new keys.
        vault.write(|write| {
            if let Some(tries) = &failed {
                let count = tries.failed.to_string();
                write.enter(tries.last, action::FAILED_UNLOCKS, &count, None)?;
            }
            write.enter(at, used, &id.to_string(), None)
        })?;
        let _ = tries::clear(&vault.places);
        vault.change(&set, slots, |write| {
            write.enter(at, action::PASSPHRASE_CHANGED, &id.to_string(), None)
        })?;
        Ok(vault)
    }
}

/// The key that the code gives, and the slots to go on from: those of the keys files, or of the page alone.
fn find_key(places: &Places, recovery: &Recovery<'_>) -> Result<(VaultKey, KeySet), VaultError> {
    let code = recovery.code;
    let (mut refusal, files) = match KeySet::read(places) {
        Ok(found) => (VaultError::NoSlot, Some(found.set)),
        Err(error @ VaultError::Newer { .. }) => return Err(error),
        Err(error) => (error, None),
    };
    if let Some(set) = &files {
        // While a new key is being made there are slots of two keys. What goes on are those of the key that the code
        // gave; the others are dropped.
        for slots in [&set.slots, &set.next] {
            for slot in slots {
                let opened = match (slot, recovery.kind) {
                    (Slot::Recovery(slot), SlotKind::Recovery) => slot.open(code, set.bound()),
                    (Slot::Escrow(slot), SlotKind::Escrow) => slot.open(code, set.bound()),
                    _ => continue,
                };
                match opened {
                    Ok(key) => {
                        let set = KeySet::new(set.bound(), set.generation, slots.clone())?;
                        return Ok((key, set));
                    }
                    Err(VaultError::WrongPassphrase) => refusal = VaultError::WrongCode,
                    Err(error) => refusal = error,
                }
            }
        }
    }
    let Some(printed) = recovery
        .printed
        .filter(|_| recovery.kind == SlotKind::Recovery)
    else {
        return Err(refusal);
    };
    if files
        .as_ref()
        .is_some_and(|set| set.bound() != printed.bound)
    {
        return Err(VaultError::OtherVault);
    }
    let key = match printed.slot.open(code, printed.bound) {
        Err(VaultError::WrongPassphrase) => return Err(VaultError::WrongCode),
        opened => opened?,
    };
    let set = match files {
        Some(set) => set,
        None => KeySet::new(printed.bound, 0, vec![Slot::Recovery(printed.slot.clone())])?,
    };
    Ok((key, set))
}

/// Who gets the new passphrase.
fn chosen(officers: Vec<Officer>, name: Option<&str>) -> Result<Officer, VaultError> {
    officers
        .into_iter()
        .find(|officer| name.is_none_or(|name| officer.name == name))
        .ok_or(VaultError::NoSuchOfficer)
}
