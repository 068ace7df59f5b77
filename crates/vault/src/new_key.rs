//! A new vault key: every page is written anew under it, and no older copy of the keys files opens the vault any more.
//!
//! At every moment one of the two keys is the file's, and both keys files hold slots for it:
//! 1. both files get the slots of the new key beside those of the old one;
//! 2. SQLCipher writes every page under the new key, as one transaction: before its commit the old key opens the file,
//!    after it the new one does;
//! 3. both files get the slots of the new key alone.
//!
//! What a crash leaves is settled at the next unlock, to whichever key the file is under.

use crate::keys::KeySet;
use crate::open::{self, Mode};
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{EscrowSlot, PassphraseSlot, Slot};
use crate::table::audit::action;
use crate::table::meta;
use crate::{OfficerId, Vault, VaultError, between};
use rusqlite::Connection;
use saring_record::Moment;

/// What a new vault key left behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewKeyReport {
    /// Officers whose passphrase was not there: they have no slot until they are readmitted.
    pub officers_left_out: Vec<OfficerId>,
    /// The recovery page is void; a new one is to be made.
    pub recovery_ended: bool,
    /// The escrow's new age text, for headquarters: its recipients stay the same, the code does not.
    pub escrow: Option<String>,
    /// Slots of a later Saring that could not be taken along.
    pub unknown_left_out: usize,
}

impl Vault {
    /// Makes a new vault key. The officer at work and those whose passphrases are given keep their slots; the escrow is
    /// sealed anew; all others end. Needs room for the vault once more while it runs.
    ///
    /// # Errors
    /// [`VaultError::WrongPassphrase`] when the current one, or one of the others, opens no slot;
    /// [`VaultError::Unsettled`]; those of writing: then lock the vault. The next unlock finds it under the key it had,
    /// or finishes the last step.
    pub fn new_key(
        &mut self,
        current: &Passphrase,
        others: &[Passphrase],
        at: Moment,
    ) -> Result<NewKeyReport, VaultError> {
        let (old_key, set) = self.key_and_set(current, at)?;
        let new_key = VaultKey::generate()?;
        let (next, report) = taken_along(&set, &new_key, current, others, at)?;

        let both = KeySet::with_next(set.bound(), set.generation + 1, set.slots.clone(), next)?;
        let begun = both.write(&self.places).and_then(|()| {
            self.write(|write| {
                meta::set_slots(write.connection, both.generation, both.digest())?;
                let subject = both.generation.to_string();
                write.enter(at, action::NEW_KEY_BEGUN, &subject, None)
            })
        });
        if let Err(error) = begun {
            let _ = set.write(&self.places);
            return Err(error);
        }

        match self.rekey(&old_key, &new_key) {
            Rekeyed::Done => {}
            Rekeyed::NotDone(error) => {
                // The slots of a key that never came to be; the next unlock does it where this cannot.
                let _ = self.change(&both, set.slots, |_| Ok(()));
                return Err(error);
            }
            // Both keys keep their slots, since either may be the file's. The next unlock settles it.
            Rekeyed::Unknown(error) => return Err(error),
        }

        let alone = KeySet::new(both.bound(), both.generation + 1, both.next.clone())?;
        alone.write(&self.places)?;
        self.write(|write| {
            meta::set_slots(write.connection, alone.generation, alone.digest())?;
            let subject = alone.generation.to_string();
            write.enter(at, action::NEW_KEY_MADE, &subject, None)?;
            for slot in &alone.slots {
                if let Slot::Escrow(slot) = slot {
                    write.enter(at, action::ESCROW_MADE, &slot.recipients.join(" "), None)?;
                }
            }
            Ok(())
        })?;
        self.report.slots = None;
        Ok(report)
    }

    /// Writes every page under the new key and takes the log into the file, so that no page of the old key stays in
    /// use. SQLCipher reports no failure of this (nor of its commit), and its connection holds the new key either way:
    /// so the file is opened anew, and says itself which key it has.
    fn rekey(&mut self, old: &VaultKey, new: &VaultKey) -> Rekeyed {
        let refusal = match self
            .connection
            .execute_batch(&new.rekey())
            .map_err(Into::into)
        {
            Err(VaultError::DiskFull) => VaultError::DiskFull,
            // Of a page that could not be written it says at most that something went wrong.
            Ok(()) | Err(_) => VaultError::Io {
                kind: std::io::ErrorKind::Other,
            },
        };
        between::writes();
        match Connection::open_in_memory() {
            // Closing the one before takes the log into the file, or undoes what was not committed.
            Ok(none) => self.connection = none,
            Err(error) => return Rekeyed::Unknown(error.into()),
        }
        between::writes();
        for (key, is_new) in [(new, true), (old, false)] {
            match open::open(&self.places.vault, key, Mode::Existing) {
                Ok(connection) => {
                    self.connection = connection;
                    if !is_new {
                        return Rekeyed::NotDone(refusal);
                    }
                    // Where it fails the log is taken in at the latest when the vault is locked.
                    let _ = open::checkpoint(&self.connection);
                    return Rekeyed::Done;
                }
                Err(VaultError::VaultDamaged) => {}
                Err(error) => return Rekeyed::Unknown(error),
            }
        }
        Rekeyed::Unknown(refusal)
    }
}

/// Which key the file is under.
enum Rekeyed {
    /// The new one.
    Done,
    /// The old one.
    NotDone(VaultError),
    /// It could not be opened to see.
    Unknown(VaultError),
}

/// The slots that can be sealed anew.
fn taken_along(
    set: &KeySet,
    key: &VaultKey,
    current: &Passphrase,
    others: &[Passphrase],
    at: Moment,
) -> Result<(Vec<Slot>, NewKeyReport), VaultError> {
    let bound = set.bound();
    let (mut next, mut report) = (Vec::new(), NewKeyReport::default());
    let mut fits = vec![false; others.len()];
    for slot in &set.slots {
        match slot {
            Slot::Passphrase(slot) => {
                let mut passphrase = slot.open(current, bound).is_ok().then_some(current);
                for (index, other) in others.iter().enumerate() {
                    if passphrase.is_none() && !fits[index] && slot.open(other, bound).is_ok() {
                        fits[index] = true;
                        passphrase = Some(other);
                    }
                }
                let Some(passphrase) = passphrase else {
                    report.officers_left_out.push(slot.officer);
                    continue;
                };
                let who = (slot.officer, slot.signer.as_deref());
                let slot = PassphraseSlot::seal(key, passphrase, slot.cost()?, bound, who, at)?;
                next.push(Slot::Passphrase(slot));
            }
            Slot::Recovery(_) => report.recovery_ended = true,
            Slot::Escrow(slot) => {
                let slot = EscrowSlot::seal(key, &slot.recipients, bound, at)?;
                report.escrow = Some(slot.age.clone());
                next.push(Slot::Escrow(slot));
            }
            Slot::Other(_) => report.unknown_left_out += 1,
        }
    }
    if fits.contains(&false) {
        return Err(VaultError::WrongPassphrase);
    }
    Ok((next, report))
}
