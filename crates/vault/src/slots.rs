//! Who opens an open vault: passphrases changed, officers added and removed, recovery and escrow made, listed.
//!
//! None of it touches the encrypted pages. Both keys files are written before the vault records the new set and before
//! anything is shown as done; when that fails, the old set is put back. An older copy of the keys files, and an older
//! recovery page, keep opening the vault until [`Vault::new_key`].

use crate::code::Code;
use crate::cost::Cost;
use crate::keys::KeySet;
use crate::printed::PrintedSlot;
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{Bound, EscrowSlot, PassphraseSlot, RecoverySlot, Slot};
use crate::table::audit::action;
use crate::table::{meta, officer, secret};
use crate::vault::Write;
use crate::{Officer, OfficerId, Vault, VaultError};
use saring_record::Moment;
use serde::Serialize;
use std::fmt;

/// What a slot is opened by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SlotKind {
    /// An officer's passphrase.
    Passphrase,
    /// The code of the printed page.
    Recovery,
    /// A code that headquarters holds.
    Escrow,
    /// Something that a later Saring knows.
    Unknown,
}

/// One slot, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotRow {
    /// What opens it.
    pub kind: SlotKind,
    /// Whose it is; only of passphrases.
    pub officer: Option<Officer>,
    /// The day it was made; unknown for some.
    pub made: Option<String>,
    /// Headquarters' age recipients; only of an escrow.
    pub recipients: Vec<String>,
}

/// An officer to be added to a team's vault.
#[derive(Clone, Copy)]
pub struct NewOfficer<'a> {
    /// Chosen beforehand, so that the secrets can be named after it.
    pub id: OfficerId,
    /// As the officer writes it.
    pub name: &'a str,
    /// The full minisign public key, base64: the slot is bound to it.
    pub signer: Option<&'a str>,
    /// The officer's secrets by name: they stand in the vault from the moment that the officer does.
    pub secrets: &'a [(&'a str, &'a [u8])],
}

/// Without content: debug output may end in a log.
impl fmt::Debug for NewOfficer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewOfficer")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// What is printed, once, and kept at the mission: never with the laptop.
#[derive(Debug)]
pub struct RecoveryPage {
    /// The code; it is nowhere else.
    pub code: Code,
    /// The slot, for when both keys files are gone.
    pub slot: PrintedSlot,
}

impl Vault {
    /// The officers who ever worked here, whoever came first first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn officers(&self) -> Result<Vec<Officer>, VaultError> {
        self.read(officer::all)
    }

    /// The slots as the keys files hold them.
    ///
    /// # Errors
    /// [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`], those of reading.
    pub fn slots(&self) -> Result<Vec<SlotRow>, VaultError> {
        let officers = self.officers()?;
        let row = |kind, made: Option<&String>| SlotRow {
            kind,
            officer: None,
            made: made.cloned(),
            recipients: Vec::new(),
        };
        let slots = KeySet::read(&self.places)?.set.slots;
        Ok(slots
            .iter()
            .map(|slot| match slot {
                Slot::Passphrase(slot) => SlotRow {
                    officer: officers.iter().find(|o| o.id == slot.officer).cloned(),
                    ..row(SlotKind::Passphrase, slot.made.as_ref())
                },
                Slot::Recovery(slot) => row(SlotKind::Recovery, Some(&slot.made)),
                Slot::Escrow(slot) => SlotRow {
                    recipients: slot.recipients.clone(),
                    ..row(SlotKind::Escrow, Some(&slot.made))
                },
                Slot::Other(_) => row(SlotKind::Unknown, None),
            })
            .collect())
    }

    /// Puts another passphrase in the place of the current one.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] when the current one does not open the officer's slot,
    /// [`VaultError::PassphraseTaken`], and those of writing.
    pub fn change_passphrase(
        &mut self,
        current: &Passphrase,
        new: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultError> {
        let (key, set) = self.key_and_set(current, at)?;
        let Officer { id, signer, .. } = self.meta.officer.clone();
        refuse_taken(&set, new, id)?;
        let who = (id, signer.as_deref());
        let slot = PassphraseSlot::seal(&key, new, cost, set.bound(), who, at)?;
        let slots = with_passphrase(&set.slots, slot);
        self.change(&set, slots, |write| {
            write.enter(at, action::PASSPHRASE_CHANGED, &id.to_string(), None)
        })
    }

    /// Gives another officer of the team a slot. No two officers bear the same name, since a name is how one is chosen.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], [`VaultError::PassphraseTaken`], [`VaultError::OfficerExists`], and those of
    /// writing. When the slot could not be written the officer is known without one, and can be readmitted.
    pub fn add_officer(
        &mut self,
        current: &Passphrase,
        new: NewOfficer<'_>,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultError> {
        let (key, set) = self.key_and_set(current, at)?;
        let known = self.officers()?;
        if known.iter().any(|o| o.id == new.id || o.name == new.name) {
            return Err(VaultError::OfficerExists);
        }
        refuse_taken(&set, passphrase, new.id)?;
        let who = (new.id, new.signer);
        let slot = PassphraseSlot::seal(&key, passphrase, cost, set.bound(), who, at)?;
        // The officer first: a slot must never stand whose officer the vault does not know.
        let added = Officer {
            id: new.id,
            name: new.name.to_owned(),
            signer: new.signer.map(str::to_owned),
        };
        self.write(|write| {
            officer::insert(write.connection, &added, at)?;
            for (name, value) in new.secrets {
                secret::store(write.connection, name, value)?;
            }
            Ok(())
        })?;
        let slots = with_passphrase(&set.slots, slot);
        self.change(&set, slots, |write| {
            write.enter(at, action::OFFICER_ADDED, &new.id.to_string(), None)
        })
    }

    /// Gives an officer whom the vault knows a slot with a new passphrase: one who forgot it, was removed, or was not
    /// there when a new vault key was made.
    ///
    /// # Errors
    /// [`VaultError::NoSuchOfficer`], [`VaultError::WrongPassphrase`], [`VaultError::PassphraseTaken`], and those of
    /// writing.
    pub fn readmit_officer(
        &mut self,
        current: &Passphrase,
        id: OfficerId,
        passphrase: &Passphrase,
        cost: Cost,
        at: Moment,
    ) -> Result<(), VaultError> {
        let (key, set) = self.key_and_set(current, at)?;
        let known = self.officers()?.into_iter().find(|o| o.id == id);
        let signer = known.ok_or(VaultError::NoSuchOfficer)?.signer;
        refuse_taken(&set, passphrase, id)?;
        let who = (id, signer.as_deref());
        let slot = PassphraseSlot::seal(&key, passphrase, cost, set.bound(), who, at)?;
        let slots = with_passphrase(&set.slots, slot);
        self.change(&set, slots, |write| {
            write.enter(at, action::OFFICER_READMITTED, &id.to_string(), None)
        })
    }

    /// Takes an officer's slot away. What the officer wrote stays, under that name.
    ///
    /// # Errors
    /// [`VaultError::LastSlot`], [`VaultError::NoSuchOfficer`] when that officer has no slot,
    /// [`VaultError::WrongPassphrase`], and those of writing.
    pub fn remove_officer(
        &mut self,
        current: &Passphrase,
        id: OfficerId,
        at: Moment,
    ) -> Result<(), VaultError> {
        let (_, set) = self.key_and_set(current, at)?;
        let is = |slot: &Slot| matches!(slot, Slot::Passphrase(slot) if slot.officer == id);
        if !set.slots.iter().any(is) {
            return Err(VaultError::NoSuchOfficer);
        }
        let slots: Vec<_> = set.slots.iter().filter(|s| !is(s)).cloned().collect();
        if !slots.iter().any(|s| matches!(s, Slot::Passphrase(_))) {
            return Err(VaultError::LastSlot);
        }
        self.change(&set, slots, |write| {
            write.enter(at, action::OFFICER_REMOVED, &id.to_string(), None)
        })
    }

    /// Makes a recovery code, in place of an earlier one, and what is printed. It is shown once.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`], and those of writing.
    pub fn make_recovery(
        &mut self,
        current: &Passphrase,
        at: Moment,
    ) -> Result<RecoveryPage, VaultError> {
        let (key, set) = self.key_and_set(current, at)?;
        let (bound, code) = (set.bound(), Code::generate()?);
        let slot = RecoverySlot::seal(&key, &code, bound, at)?;
        let mut slots = without(&set.slots, SlotKind::Recovery);
        slots.push(Slot::Recovery(slot.clone()));
        self.change(&set, slots, |write| {
            write.enter(at, action::RECOVERY_MADE, &slot.made, None)
        })?;
        let slot = PrintedSlot { bound, slot };
        Ok(RecoveryPage { code, slot })
    }

    /// Makes an escrow for headquarters' age recipients (`age1...`), in place of an earlier one, and returns the age
    /// text that headquarters keeps. Nobody at this desk sees the code.
    ///
    /// # Errors
    /// [`VaultError::BadRecipient`], [`VaultError::WrongPassphrase`], and those of writing.
    pub fn make_escrow(
        &mut self,
        current: &Passphrase,
        recipients: &[String],
        at: Moment,
    ) -> Result<String, VaultError> {
        if recipients.is_empty() {
            return Err(VaultError::BadRecipient);
        }
        let (key, set) = self.key_and_set(current, at)?;
        let slot = EscrowSlot::seal(&key, recipients, set.bound(), at)?;
        let text = slot.age.clone();
        let mut slots = without(&set.slots, SlotKind::Escrow);
        slots.push(Slot::Escrow(slot));
        self.change(&set, slots, |write| {
            write.enter(at, action::ESCROW_MADE, &recipients.join(" "), None)
        })?;
        Ok(text)
    }

    /// The age text of the escrow, for headquarters; none when there is no escrow.
    ///
    /// # Errors
    /// [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`], those of reading.
    pub fn escrow_text(&self) -> Result<Option<String>, VaultError> {
        let slots = KeySet::read(&self.places)?.set.slots;
        Ok(slots.into_iter().find_map(|slot| match slot {
            Slot::Escrow(slot) => Some(slot.age),
            _ => None,
        }))
    }

    /// Takes the recovery or the escrow slot away.
    ///
    /// # Errors
    /// [`VaultError::NoSlot`] when there is none of this kind, or it is a passphrase; [`VaultError::WrongPassphrase`],
    /// and those of writing.
    pub fn remove_slot(
        &mut self,
        current: &Passphrase,
        kind: SlotKind,
        at: Moment,
    ) -> Result<(), VaultError> {
        let done = match kind {
            SlotKind::Recovery => action::RECOVERY_REMOVED,
            SlotKind::Escrow => action::ESCROW_REMOVED,
            SlotKind::Passphrase | SlotKind::Unknown => return Err(VaultError::NoSlot),
        };
        let (_, set) = self.key_and_set(current, at)?;
        let slots = without(&set.slots, kind);
        if slots.len() == set.slots.len() {
            return Err(VaultError::NoSlot);
        }
        self.change(&set, slots, |write| write.enter(at, done, "", None))
    }

    /// The vault key and the slots, for who knows the passphrase of the officer at work. A wrong one is an audit row.
    pub(crate) fn key_and_set(
        &mut self,
        current: &Passphrase,
        at: Moment,
    ) -> Result<(VaultKey, KeySet), VaultError> {
        let set = KeySet::read(&self.places)?.set;
        if !set.next.is_empty() {
            // A new key was not settled. The slots may not be those of the key that the file has.
            return Err(VaultError::Unsettled);
        }
        let id = self.meta.officer.id;
        let mine = set.slots.iter().find_map(|slot| match slot {
            Slot::Passphrase(slot) if slot.officer == id => Some(slot),
            _ => None,
        });
        match mine.ok_or(VaultError::NoSlot)?.open(current, set.bound()) {
            Ok(key) => Ok((key, set)),
            Err(VaultError::WrongPassphrase) => {
                // The refusal counts, also where there is no room to note it.
                let _ =
                    self.write(|write| write.enter(at, action::FAILED_TRY, &id.to_string(), None));
                Err(VaultError::WrongPassphrase)
            }
            Err(error) => Err(error),
        }
    }

    /// Puts other slots in the place of a set. Both files first: were the vault to record a set that is nowhere,
    /// nothing would open it. When anything fails the old set is put back, so that a failure changes nothing.
    pub(crate) fn change(
        &mut self,
        old: &KeySet,
        slots: Vec<Slot>,
        note: impl FnOnce(&Write<'_>) -> Result<(), VaultError>,
    ) -> Result<(), VaultError> {
        let set = KeySet::new(old.bound(), old.generation + 1, slots)?;
        let done = set.write(&self.places).and_then(|()| {
            self.write(|write| {
                meta::set_slots(write.connection, set.generation, set.digest())?;
                note(write)
            })
        });
        match done {
            Ok(()) => {
                self.report.slots = None;
                Ok(())
            }
            Err(error) => {
                // Where not even this can be written, the later set stands and is told at the next unlock.
                let _ = old.write(&self.places);
                Err(error)
            }
        }
    }
}

/// The slots with this one in the place of the officer's own.
pub(crate) fn with_passphrase(slots: &[Slot], new: PassphraseSlot) -> Vec<Slot> {
    let own = |slot: &Slot| matches!(slot, Slot::Passphrase(slot) if slot.officer == new.officer);
    let place = slots.iter().position(own);
    let mut others: Vec<_> = slots.iter().filter(|s| !own(s)).cloned().collect();
    others.insert(
        place.unwrap_or(others.len()).min(others.len()),
        Slot::Passphrase(new),
    );
    others
}

fn without(slots: &[Slot], kind: SlotKind) -> Vec<Slot> {
    let is = |slot: &Slot| match slot {
        Slot::Recovery(_) => kind == SlotKind::Recovery,
        Slot::Escrow(_) => kind == SlotKind::Escrow,
        Slot::Passphrase(_) | Slot::Other(_) => false,
    };
    slots.iter().filter(|slot| !is(slot)).cloned().collect()
}

/// One passphrase opens one officer's slot: who unlocks is who writes.
pub(crate) fn refuse_taken(
    set: &KeySet,
    passphrase: &Passphrase,
    officer: OfficerId,
) -> Result<(), VaultError> {
    let bound: Bound = set.bound();
    for slot in &set.slots {
        let Slot::Passphrase(slot) = slot else {
            continue;
        };
        if slot.officer != officer && slot.open(passphrase, bound).is_ok() {
            return Err(VaultError::PassphraseTaken);
        }
    }
    Ok(())
}
