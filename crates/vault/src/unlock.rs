//! Making a vault and unlocking one: the only places where a passphrase meets the file.

use crate::cost::Cost;
use crate::files::{self, Places};
use crate::keys::{Found, KeySet};
use crate::lock::Lock;
use crate::open::{self, Mode};
use crate::secret::{Passphrase, VaultKey};
use crate::slot::{Bound, PassphraseSlot, Slot};
use crate::stop::Stopper;
use crate::table::audit::{self, Entry, action};
use crate::table::meta::{self, MetaRow};
use crate::table::officer::{self, Officer, OfficerId};
use crate::table::secret;
use crate::tries::{self, Tries};
use crate::vault::{CodeUse, Meta, Role, SlotsMismatch, UnlockReport, Vault};
use crate::{SlotKind, VaultError, clock, leftover};
use rusqlite::Connection;
use saring_record::{Moment, VaultId};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// How a file begins that was never encrypted.
const PLAIN: &[u8] = b"SQLite format 3\0";

/// A vault to be made.
#[derive(Clone, Copy)]
pub struct NewVault<'a> {
    /// Where: `FOLDER/NAME.saring-vault`.
    pub path: &'a Path,
    /// What its owner calls it.
    pub label: &'a str,
    /// The officer's name.
    pub officer: &'a str,
    /// The officer's full minisign public key, base64, when it is made beforehand; the key slot is bound to it.
    pub signer: Option<&'a str>,
    /// Post, shelter or organisation.
    pub station: &'a str,
    /// What it is for.
    pub role: Role,
    /// True for a training vault.
    pub training: bool,
    /// What will unlock it.
    pub passphrase: &'a Passphrase,
    /// How much work a try costs: [`Cost::calibrate`].
    pub cost: Cost,
    /// The time.
    pub now: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for NewVault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewVault")
            .field("role", &self.role)
            .field("training", &self.training)
            .field("cost", &self.cost)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Makes a vault and its keys, and opens it.
    ///
    /// It is built under another name and renamed when both keys files stand, so a crash on the way leaves nothing
    /// that looks like a vault; what such a crash left is cleared away here.
    ///
    /// # Errors
    /// [`VaultError::Exists`] when a vault or its keys are there: nothing is overwritten. [`VaultError::InUse`],
    /// [`VaultError::Memory`], [`VaultError::DiskFull`], [`VaultError::Io`].
    pub fn create(new: NewVault<'_>) -> Result<Self, VaultError> {
        Self::create_with(new, OfficerId::generate(), &[])
    }

    /// The same with an officer id chosen beforehand, and with secrets by name that stand in the vault from its first
    /// moment: what a crash leaves either has them or is no vault.
    ///
    /// # Errors
    /// As [`Vault::create`].
    pub fn create_with(
        new: NewVault<'_>,
        officer: OfficerId,
        secrets: &[(&str, &[u8])],
    ) -> Result<Self, VaultError> {
        let places = Places::of(new.path);
        let lock = Lock::take(&places)?;
        let interrupted = places.part.exists();
        if places.vault.exists() || (!interrupted && (places.keys.exists() || places.copy.exists()))
        {
            return Err(VaultError::Exists);
        }
        clear_part(&places)?;

        let made = build(&new, officer, secrets, &places);
        let key = match made {
            Ok(key) => key,
            Err(error) => {
                // The keys of a vault that never came to be open nothing. What cannot be removed now is cleared
                // by the next try. Should it have its name already, it goes before its keys.
                let _ = files::remove(&places.vault).and_then(|()| clear_part(&places));
                return Err(error);
            }
        };
        let connection = open::open(&places.vault, &key, Mode::Existing)?;
        let row = meta::read(&connection)?;
        let officer = first_officer(&connection)?;
        Ok(Self {
            meta: known(row, officer),
            report: UnlockReport::default(),
            stopper: Stopper::of(&connection),
            connection,
            places,
            lock,
        })
    }

    /// Opens a vault with an officer's passphrase.
    ///
    /// # Errors
    /// [`VaultError::NoSuchVault`], [`VaultError::NotAVault`], [`VaultError::InUse`], [`VaultError::KeysMissing`],
    /// [`VaultError::KeysDamaged`], [`VaultError::NoSlot`], [`VaultError::SlotOutOfRange`],
    /// [`VaultError::WrongPassphrase`], [`VaultError::Newer`] (the vault is left untouched),
    /// [`VaultError::KeysDoNotFit`], [`VaultError::VaultDamaged`], [`VaultError::Memory`]; [`VaultError::DiskFull`] only when the tables must be
    /// brought up to date or a damaged log kept aside first.
    pub fn unlock(path: &Path, passphrase: &Passphrase, now: Moment) -> Result<Self, VaultError> {
        let places = Places::of(path);
        if !places.vault.is_file() {
            return Err(VaultError::NoSuchVault);
        }
        let lock = Lock::take(&places)?;
        refuse_plain(&places)?;
        let found = KeySet::read(&places)?;
        let opened = match try_slots(&found.set, passphrase) {
            Err(VaultError::WrongPassphrase) => {
                // The count is a notice and no brake: that it cannot be written changes nothing.
                let _ = tries::add(&places, now);
                return Err(VaultError::WrongPassphrase);
            }
            opened => opened?,
        };
        Self::open_up((places, lock), found, opened, now)
    }

    /// Opens the file with what the slots gave, mends and settles its keys, and enters the unlock.
    pub(crate) fn open_up(
        (places, lock): (Places, Lock),
        Found { set, to_mend }: Found,
        opened: Vec<Opened>,
        now: Moment,
    ) -> Result<Self, VaultError> {
        let mut report = UnlockReport {
            damaged_log: leftover::check(&places)?,
            ..UnlockReport::default()
        };
        let (connection, opened) = open_with(&places, &set, opened)?;
        let row = meta::read(&connection)?;
        if row.vault != set.vault || row.training != set.training {
            return Err(VaultError::NotAVault);
        }
        let recorded = row.slots_generation;
        let interrupted = set.generation == recorded + 1 || !set.next.is_empty();
        let differs = (recorded, row.slots_digest.as_str()) != (set.generation, set.digest());
        if differs && set.next.is_empty() {
            report.slots = Some(SlotsMismatch {
                recorded,
                found: set.generation,
            });
        }
        let officer = officer::read(&connection, opened.officer)?;
        let mut vault = Self {
            meta: known(row, officer),
            report,
            stopper: Stopper::of(&connection),
            connection,
            places,
            lock,
        };
        if let Some(twin) = to_mend {
            match set.mend(&vault.places, twin) {
                Ok(()) => vault.report.mended = Some(twin),
                Err(_) => vault.report.not_mended = Some(twin),
            }
        }
        if interrupted {
            vault.settle(set, opened.next, now)?;
        }
        vault.enter_unlock(now)?;
        Ok(vault)
    }

    /// Whether a passphrase is that of the officer at work: what takes a hidden screen away. A colleague's is not, or the
    /// colleague would go on writing under the officer's name. A wrong one is counted as a failed unlock is.
    ///
    /// # Errors
    /// [`VaultError::KeysMissing`], [`VaultError::KeysDamaged`], [`VaultError::NoSlot`], [`VaultError::SlotOutOfRange`],
    /// [`VaultError::Memory`].
    pub fn opens_with(&self, passphrase: &Passphrase, now: Moment) -> Result<bool, VaultError> {
        let set = KeySet::read(&self.places)?.set;
        let own = |slot: &Slot| matches!(slot, Slot::Passphrase(slot) if slot.officer == self.meta.officer.id);
        let slots = set.slots.iter().filter(|slot| own(slot)).cloned().collect();
        match try_slots(
            &KeySet::new(set.bound(), set.generation, slots)?,
            passphrase,
        ) {
            Ok(_) => Ok(true),
            Err(VaultError::WrongPassphrase) => {
                let _ = tries::add(&self.places, now);
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Enters the unlock in the audit log, with the failed tries before it. A full disk does not keep an officer out.
    fn enter_unlock(&mut self, now: Moment) -> Result<(), VaultError> {
        let tries = tries::read(&self.places, now);
        self.report.clock_behind = self.read(|connection| clock::behind(connection, now))?;
        self.report.rested = self.read(|connection| clock::rested(connection, now))?;
        self.report.failed_tries = tries.as_ref().map_or(0, |tries| tries.failed);
        self.report.code_uses = self
            .read(|connection| audit::code_uses_since_unlock(connection, self.meta.officer.id))?
            .into_iter()
            .map(|(action, at)| CodeUse {
                kind: match action.as_str() {
                    action::ESCROW_USED => SlotKind::Escrow,
                    _ => SlotKind::Recovery,
                },
                at,
            })
            .collect();
        self.report.taken_over =
            self.read(|connection| audit::taken_since_unlock(connection, self.meta.officer.id))?;
        let entered = self.write(|write| {
            if let Some(Tries { failed, last, .. }) = &tries {
                write.enter(*last, action::FAILED_UNLOCKS, &failed.to_string(), None)?;
            }
            write.enter(now, action::UNLOCKED, &write.officer.id.to_string(), None)
        });
        match entered {
            Ok(()) => {
                // If the count stays it is entered once more: twice is better than never.
                let _ = tries::clear(&self.places);
                Ok(())
            }
            Err(VaultError::DiskFull | VaultError::Io { .. }) => {
                self.report.not_logged = true;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    /// Takes over the keys files that an interrupted change of slots left, once and with an audit row. No room for it
    /// keeps nobody out: the next unlock does it then.
    fn settle(&mut self, set: KeySet, next: bool, now: Moment) -> Result<(), VaultError> {
        let settled = if set.next.is_empty() {
            set
        } else {
            let slots = if next { set.next } else { set.slots };
            let bound = Bound {
                vault: set.vault,
                training: set.training,
            };
            let settled = KeySet::new(bound, set.generation + 1, slots)?;
            match settled.write(&self.places) {
                Ok(()) => settled,
                Err(VaultError::DiskFull | VaultError::Io { .. }) => return Ok(()),
                Err(error) => return Err(error),
            }
        };
        let done = self.write(|write| {
            meta::set_slots(write.connection, settled.generation, settled.digest())?;
            let subject = settled.generation.to_string();
            if next {
                write.enter(now, action::NEW_KEY_MADE, &subject, None)
            } else {
                write.enter(now, action::SLOTS_SETTLED, &subject, None)
            }
        });
        match done {
            Err(VaultError::DiskFull | VaultError::Io { .. }) => Ok(()),
            done => done,
        }
    }
}

/// Builds the file under its temporary name, writes the keys, and gives it its name.
fn build(
    new: &NewVault<'_>,
    officer: OfficerId,
    secrets: &[(&str, &[u8])],
    places: &Places,
) -> Result<VaultKey, VaultError> {
    let bound = Bound {
        vault: VaultId::generate(),
        training: new.training,
    };
    let key = VaultKey::generate()?;
    let officer = Officer {
        id: officer,
        name: new.officer.to_owned(),
        signer: new.signer.map(str::to_owned),
    };
    let slot = PassphraseSlot::seal(
        &key,
        new.passphrase,
        new.cost,
        bound,
        (officer.id, new.signer),
        new.now,
    )?;
    let set = KeySet::new(bound, 1, vec![Slot::Passphrase(slot)])?;

    let mut connection = open::open(&places.part, &key, Mode::New)?;
    let transaction = connection.transaction()?;
    let row = MetaRow {
        vault: bound.vault,
        label: new.label.to_owned(),
        station: new.station.to_owned(),
        role: new.role,
        training: bound.training,
        created: new.now,
        slots_generation: set.generation,
        slots_digest: set.digest().to_owned(),
    };
    meta::insert(&transaction, &row)?;
    officer::insert(&transaction, &officer, new.now)?;
    for (name, value) in secrets {
        secret::store(&transaction, name, value)?;
    }
    let subject = bound.vault.to_string();
    let entry = Entry {
        at: new.now,
        officer: officer.id,
        action: action::CREATED,
        subject: &subject,
        commitment: None,
    };
    audit::append(&transaction, bound.vault, &entry, false)?;
    transaction.commit()?;
    open::close(connection)?;

    set.write(places)?;
    std::fs::rename(&places.part, &places.vault)?;
    files::sync_folder(&places.vault)?;
    Ok(key)
}

/// Removes what a creation left that did not come to its end. Only called while no vault stands at the final name.
fn clear_part(places: &Places) -> Result<(), VaultError> {
    for path in [
        &places.keys,
        &places.copy,
        &files::beside(&places.part, "-wal"),
        &files::beside(&places.part, "-journal"),
    ] {
        files::remove(path)?;
    }
    // Last, since it is what tells an interrupted creation from keys whose vault was moved away.
    files::remove(&places.part)
}

/// A database that was never encrypted is no vault, whatever its keys say. The handle is closed before SQLite opens.
pub(crate) fn refuse_plain(places: &Places) -> Result<(), VaultError> {
    let mut begin = Vec::new();
    File::open(&places.vault)?
        .take(PLAIN.len() as u64)
        .read_to_end(&mut begin)?;
    if begin == PLAIN {
        Err(VaultError::NotAVault)
    } else {
        Ok(())
    }
}

/// A key that a slot gave, and whose slot it was.
pub(crate) struct Opened {
    pub(crate) key: VaultKey,
    pub(crate) officer: OfficerId,
    /// It seals the key that is being made.
    pub(crate) next: bool,
}

/// Tries the passphrase on each passphrase slot; while a new key is being made, it may open one under either key. A
/// slot out of range is told before a wrong passphrase is.
pub(crate) fn try_slots(set: &KeySet, passphrase: &Passphrase) -> Result<Vec<Opened>, VaultError> {
    let (mut opened, mut refusal) = (Vec::new(), VaultError::NoSlot);
    for (slots, next) in [(&set.next, true), (&set.slots, false)] {
        for slot in slots {
            let Slot::Passphrase(slot) = slot else {
                continue;
            };
            match slot.open(passphrase, set.bound()) {
                Ok(key) => {
                    let officer = slot.officer;
                    opened.push(Opened { key, officer, next });
                    break;
                }
                Err(VaultError::WrongPassphrase) if !matches!(refusal, VaultError::NoSlot) => {}
                Err(error) => refusal = error,
            }
        }
    }
    if opened.is_empty() {
        Err(refusal)
    } else {
        Ok(opened)
    }
}

/// Opens the file with the first key that fits.
pub(crate) fn open_with(
    places: &Places,
    set: &KeySet,
    opened: Vec<Opened>,
) -> Result<(Connection, Opened), VaultError> {
    let mut refusal = VaultError::NoSlot;
    for opened in opened {
        match open::open(&places.vault, &opened.key, Mode::Existing) {
            Ok(connection) => return Ok((connection, opened)),
            // While there are two keys, the other's slot; or, when it has none, one that was not taken along.
            Err(error @ VaultError::VaultDamaged) => {
                let said = open::refusal(&places.vault, &opened.key, error);
                // Damage is told before a misfit: one of two keys never fits.
                if !matches!(refusal, VaultError::VaultDamaged) {
                    refusal = said;
                }
                if set.next.is_empty() {
                    break;
                }
            }
            Err(error) => return Err(error),
        }
    }
    Err(refusal)
}

fn first_officer(connection: &Connection) -> Result<Officer, VaultError> {
    let id: String = connection.query_row("SELECT id FROM officer", [], |row| row.get(0))?;
    let id = id.parse().map_err(|_| VaultError::Unreadable {
        column: "id".to_owned(),
    })?;
    officer::read(connection, id)
}

pub(crate) fn known(row: MetaRow, officer: Officer) -> Meta {
    let MetaRow {
        vault,
        label,
        station,
        role,
        training,
        created,
        ..
    } = row;
    Meta {
        vault,
        label,
        station,
        role,
        training,
        created,
        officer,
    }
}
