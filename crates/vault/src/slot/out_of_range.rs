//! A slot that asks for too little work, or too much, is refused on every path into a vault, even when it is authentic:
//! sealed by somebody who had the key. Only whoever weakens the vault on purpose could make one, and that is who it is
//! refused to.

use super::envelope::{self, SALT};
use super::{Bound, EscrowSlot, Kdf, PassphraseSlot, RecoverySlot, Seal, Slot, fixed};
use crate::code::Code;
use crate::keys::KeySet;
use crate::secret::{Passphrase, VaultKey};
use crate::{Cost, NewVault, PrintedSlot, Recovery, Role, SlotKind, Vault, VaultError};
use age::secrecy::ExposeSecret as _;
use argon2::{Algorithm, Argon2, Params, Version};
use saring_record::Moment;
use serde::Serialize;
use std::path::PathBuf;

/// `(KiB, passes)`: below the floor in memory, in passes, and above the ceiling. More memory than the ceiling is
/// refused by the same comparison, and would not fit every machine that tests.
const OUTSIDE: [(u32, u32); 3] = [(1024, 3), (64 * 1024, 2), (64 * 1024, 21)];

fn passphrase() -> Passphrase {
    Passphrase::new("tujuh payung di gudang".to_owned())
}

fn now() -> Moment {
    Moment::parse("2026-01-19T10:00:00+07:00").unwrap()
}

/// What every slot has.
trait Parts: Clone + Serialize {
    fn parts(&mut self) -> (&mut Kdf, &mut Seal, &mut String);
}

macro_rules! parts {
    ($($slot:ty),*) => {
        $(impl Parts for $slot {
            fn parts(&mut self) -> (&mut Kdf, &mut Seal, &mut String) {
                (&mut self.kdf, &mut self.seal, &mut self.sealed)
            }
        })*
    };
}
parts!(PassphraseSlot, RecoverySlot, EscrowSlot);

/// The slot with another cost and all of it authentic, by Argon2id itself where this crate's own derivation refuses.
fn forged<S: Parts>(
    slot: &S,
    (memory_kib, passes): (u32, u32),
    secret: &[u8],
    key: &VaultKey,
    bound: Bound,
) -> S {
    let mut slot = slot.clone();
    let (kdf, _, sealed) = slot.parts();
    (kdf.memory_kib, kdf.passes) = (memory_kib, passes);
    sealed.clear();
    let params = Params::new(memory_kib, passes, 1, Some(32)).unwrap();
    let salt: [u8; SALT] = fixed(&kdf.salt).unwrap();
    let mut derived = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, &salt, &mut derived)
        .unwrap();
    let aad = bound.associated(&slot).unwrap();
    let (_, seal, sealed) = slot.parts();
    *sealed = envelope::seal_under(&derived, seal, key, &aad).unwrap();
    slot
}

struct Desk {
    _folder: tempfile::TempDir,
    path: PathBuf,
    key: VaultKey,
    set: KeySet,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Pos A.saring-vault");
        let mut vault = Vault::create(NewVault {
            path: &path,
            label: "Pos A",
            officer: "Dewi",
            signer: None,
            station: "Pos A",
            role: Role::Field,
            training: false,
            passphrase: &passphrase(),
            cost: Cost::FLOOR,
            now: now(),
        })
        .unwrap();
        let (key, set) = vault.key_and_set(&passphrase(), now()).unwrap();
        vault.lock().unwrap();
        Self {
            _folder: folder,
            path,
            key,
            set,
        }
    }

    /// Puts these slots beside the vault, as a next generation.
    fn place(&self, slots: Vec<Slot>) {
        let set = KeySet::new(self.set.bound(), self.set.generation + 1, slots).unwrap();
        set.write(&crate::files::Places::of(&self.path)).unwrap();
    }

    fn recover(&self, kind: SlotKind, code: &Code, printed: Option<&PrintedSlot>) -> &'static str {
        Vault::recover(Recovery {
            path: &self.path,
            kind,
            code,
            printed,
            officer: None,
            passphrase: &passphrase(),
            cost: Cost::FLOOR,
            now: now(),
        })
        .map_or_else(|error| error.code(), |_| "opened")
    }

    fn unlock(&self) -> &'static str {
        Vault::unlock(&self.path, &passphrase(), now())
            .map_or_else(|error| error.code(), |_| "opened")
    }

    fn passphrase_slot(&self) -> PassphraseSlot {
        let Some(Slot::Passphrase(slot)) = self.set.slots.first() else {
            panic!("a vault begins with a passphrase");
        };
        slot.clone()
    }
}

/// Within the bounds, so that the forger's way of sealing is seen to make slots that open.
const INSIDE: (u32, u32) = (64 * 1024, 4);

#[test]
fn a_weakened_passphrase_slot_does_not_unlock() {
    let desk = Desk::new();
    let slot = desk.passphrase_slot();
    let place = |cost| {
        let secret = passphrase();
        let forged = forged(&slot, cost, secret.bytes(), &desk.key, desk.set.bound());
        desk.place(vec![Slot::Passphrase(forged)]);
    };
    for cost in OUTSIDE {
        place(cost);
        assert_eq!(desk.unlock(), "slot-out-of-range", "{cost:?}");
    }
    place(INSIDE);
    assert_eq!(desk.unlock(), "opened");
}

#[test]
fn a_weakened_recovery_slot_opens_neither_from_the_files_nor_from_its_page() {
    let desk = Desk::new();
    let (bound, code) = (desk.set.bound(), Code::generate().unwrap());
    let slot = RecoverySlot::seal(&desk.key, &code, bound, now()).unwrap();
    let forged = |cost| forged(&slot, cost, code.bytes(), &desk.key, bound);
    let own = Slot::Passphrase(desk.passphrase_slot());
    for cost in OUTSIDE {
        let slot = forged(cost);
        let printed = PrintedSlot { bound, slot };
        let typed = PrintedSlot::parse(&printed.lines().unwrap().join("\n"));
        assert!(
            matches!(typed, Err(VaultError::SlotOutOfRange { .. })),
            "{cost:?}"
        );
        // Also one that never was typed.
        desk.place(vec![own.clone()]);
        let page = desk.recover(SlotKind::Recovery, &code, Some(&printed));
        assert_eq!(page, "slot-out-of-range", "{cost:?}");
        desk.place(vec![own.clone(), Slot::Recovery(printed.slot)]);
        let files = desk.recover(SlotKind::Recovery, &code, None);
        assert_eq!(files, "slot-out-of-range", "{cost:?}");
    }
    desk.place(vec![own, Slot::Recovery(forged(INSIDE))]);
    assert_eq!(desk.recover(SlotKind::Recovery, &code, None), "opened");
}

#[test]
fn a_weakened_escrow_slot_does_not_open() {
    let desk = Desk::new();
    let bound = desk.set.bound();
    let identity = age::x25519::Identity::generate();
    let recipients = [identity.to_public().to_string()];
    let slot = EscrowSlot::seal(&desk.key, &recipients, bound, now()).unwrap();
    let secret = identity.to_string().expose_secret().to_owned();
    let code = crate::open_escrow(&slot.age, &secret).unwrap().code;
    let forged = |cost| forged(&slot, cost, code.bytes(), &desk.key, bound);
    let own = Slot::Passphrase(desk.passphrase_slot());
    for cost in OUTSIDE {
        desk.place(vec![own.clone(), Slot::Escrow(forged(cost))]);
        let refused = desk.recover(SlotKind::Escrow, &code, None);
        assert_eq!(refused, "slot-out-of-range", "{cost:?}");
    }
    desk.place(vec![own, Slot::Escrow(forged(INSIDE))]);
    assert_eq!(desk.recover(SlotKind::Escrow, &code, None), "opened");
}
