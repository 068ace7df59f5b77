//! Copies on another drive, vaults that move and get other names, and the signing epoch that a copy begins.

use crate::desk::{Desk, MARKER, answer, at, begin, create, now, passphrase};
use saring_record::InterviewId;
use saring_vault::{Vault, VaultError, check};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};

struct Drive {
    folder: tempfile::TempDir,
}

impl Drive {
    fn empty() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn vault(&self) -> PathBuf {
        self.folder.path().join("Pos A-07 2026-01-19.saring-vault")
    }

    fn clear(&self) {
        for name in self.names() {
            std::fs::remove_file(self.folder.path().join(name)).unwrap();
        }
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| !name.ends_with(".lock"))
            .collect();
        names.sort();
        names
    }
}

fn with_answers(count: usize) -> (Desk, Vault, InterviewId) {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    for number in 0..count {
        answer(&mut vault, id, &format!("{MARKER} {number}")).unwrap();
    }
    vault.store_secret("signing-key", b"old").unwrap();
    (desk, vault, id)
}

fn unlocked(path: &Path) -> Vault {
    Vault::unlock(path, &passphrase(), now()).unwrap()
}

#[test]
fn a_backup_made_while_answers_wait_in_the_log_holds_every_one_and_opens_alone() {
    let (desk, mut vault, id) = with_answers(30);
    assert!(std::fs::metadata(desk.beside("-wal")).unwrap().len() > 0);
    let drive = Drive::empty();
    let report = vault.backup(&drive.vault(), at(100)).unwrap();
    assert_eq!(
        report.bytes,
        std::fs::metadata(drive.vault()).unwrap().len()
    );
    assert_eq!(report.near_largest, None);
    let name = "Pos A-07 2026-01-19.saring-vault";
    assert_eq!(
        drive.names(),
        [
            name.to_owned(),
            format!("{name}.keys"),
            format!("{name}.keys-copy")
        ]
    );
    let bytes = std::fs::read(drive.vault()).unwrap();
    for word in [MARKER, "SQLite format"] {
        assert!(
            !bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes())
        );
    }
    // Work goes on in the vault, and the backup is of the moment it was made.
    answer(&mut vault, id, "later").unwrap();
    assert_eq!(
        vault
            .audit()
            .unwrap()
            .iter()
            .filter(|row| row.action == "backed-up")
            .count(),
        1
    );
    assert!(vault.check().unwrap().is_good());
    assert_eq!(vault.signing_epoch_due().unwrap(), None);

    // The laptop is gone: restoring is carrying the files to another one.
    drop(desk);
    assert!(
        check(&drive.vault(), &passphrase(), now())
            .unwrap()
            .is_good()
    );
    let elsewhere = Drive::empty();
    for suffix in ["", ".keys", ".keys-copy"] {
        let to = format!("{}{suffix}", elsewhere.vault().display());
        std::fs::copy(format!("{}{suffix}", drive.vault().display()), to).unwrap();
    }
    let mut restored = unlocked(&elsewhere.vault());
    assert_eq!(restored.events(id).unwrap().len(), 30);
    assert_eq!(restored.report().slots, None);
    assert!(restored.check().unwrap().is_good());
}

#[test]
fn a_restored_vault_begins_a_signing_epoch_once() {
    let (_desk, mut vault, _) = with_answers(1);
    let drive = Drive::empty();
    vault.backup(&drive.vault(), at(100)).unwrap();
    let mut restored = unlocked(&drive.vault());
    assert_eq!(
        restored.signing_epoch_due().unwrap().as_deref(),
        Some("backup")
    );
    restored
        .begin_signing_epoch(
            "RWNEW",
            &[("signing-key", b"new"), ("signing-key-before", b"old")],
            at(200),
        )
        .unwrap();
    assert_eq!(restored.signing_epoch_due().unwrap(), None);
    restored.lock().unwrap();
    let mut restored = unlocked(&drive.vault());
    assert_eq!(restored.meta().officer.signer.as_deref(), Some("RWNEW"));
    assert_eq!(
        restored.secret("signing-key").unwrap().unwrap().as_slice(),
        b"new"
    );
    assert_eq!(restored.next_sequence("hq").unwrap(), (1, None));
    let entry = restored
        .audit()
        .unwrap()
        .into_iter()
        .find(|row| row.action == "signing-epoch-begun");
    assert_eq!(entry.unwrap().subject, "RWNEW");
    assert!(restored.check().unwrap().is_good());
    // The vault that it came from goes on as it was.
    assert_eq!(
        vault.secret("signing-key").unwrap().unwrap().as_slice(),
        b"old"
    );
}

#[test]
fn a_backup_overwrites_nothing_and_leaves_nothing_when_it_fails() {
    let (desk, mut vault, _) = with_answers(3);
    let drive = Drive::empty();
    std::fs::write(drive.vault(), b"something else").unwrap();
    assert_eq!(
        vault.backup(&drive.vault(), at(100)).unwrap_err().code(),
        "vault-exists"
    );
    assert_eq!(std::fs::read(drive.vault()).unwrap(), b"something else");
    std::fs::remove_file(drive.vault()).unwrap();
    let other = Desk::with_vault();
    std::fs::copy(other.keys(), format!("{}.keys", drive.vault().display())).unwrap();
    assert_eq!(
        vault.backup(&drive.vault(), at(100)).unwrap_err().code(),
        "vault-exists"
    );
    std::fs::remove_file(format!("{}.keys", drive.vault().display())).unwrap();

    // A vault that cannot be read whole is no backup.
    vault.store_secret("large", &[7; 100_000]).unwrap();
    vault.lock().unwrap();
    let mut bytes = std::fs::read(&desk.path).unwrap();
    let place = bytes.len() - 4096 + 2000;
    bytes[place] ^= 1;
    std::fs::write(&desk.path, &bytes).unwrap();
    let mut vault = desk.unlock();
    assert_eq!(
        vault.backup(&drive.vault(), at(100)).unwrap_err().code(),
        "vault-damaged"
    );
    assert!(drive.names().is_empty(), "{:?}", drive.names());
}

#[test]
fn a_vault_moves_to_a_stick_and_back() {
    let (desk, vault, id) = with_answers(12);
    let drive = Drive::empty();
    std::fs::write(desk.beside(".tries"), b"{}").unwrap();
    vault.move_to(&drive.vault(), at(100)).unwrap();
    assert_eq!(desk.files(), []);
    let mut there = unlocked(&drive.vault());
    assert_eq!(there.report().failed_tries, 1);
    assert_eq!(there.events(id).unwrap().len(), 12);
    // It is the same vault, and not a copy of it.
    assert_eq!(there.signing_epoch_due().unwrap(), None);
    answer(&mut there, id, "on the stick").unwrap();
    there.move_to(&desk.path, at(200)).unwrap();
    assert!(drive.names().is_empty(), "{:?}", drive.names());
    let mut back = desk.unlock();
    assert_eq!(back.events(id).unwrap().len(), 13);
    assert!(back.check().unwrap().is_good());
    let rows = back.audit().unwrap();
    let begun = rows.iter().filter(|row| row.action == "move-begun");
    assert_eq!(begun.count(), 2);
}

#[test]
fn a_move_to_where_something_is_or_where_nothing_can_be_written_leaves_the_vault_where_it_was() {
    let (desk, vault, id) = with_answers(3);
    let drive = Drive::empty();
    std::fs::write(drive.vault(), b"something else").unwrap();
    assert_eq!(
        vault.move_to(&drive.vault(), at(100)).unwrap_err().code(),
        "vault-exists"
    );
    let nowhere = drive.folder.path().join("not there/Pos.saring-vault");
    let refused = desk.unlock().move_to(&nowhere, at(100)).unwrap_err();
    assert!(matches!(refused, VaultError::Io { .. }), "{refused:?}");
    assert_eq!(desk.unlock().events(id).unwrap().len(), 3);
    assert_eq!(std::fs::read(drive.vault()).unwrap(), b"something else");
}

#[test]
fn a_vault_gets_another_name_outside_and_inside() {
    let (desk, vault, id) = with_answers(3);
    let target = desk.folder.path().join("Pos B.saring-vault");
    vault.rename(&target, "Pos B", at(100)).unwrap();
    let names: Vec<_> = desk.files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        names,
        ["", ".keys", ".keys-copy", ".lock"].map(|suffix| format!("Pos B.saring-vault{suffix}"))
    );
    let renamed = unlocked(&target);
    assert_eq!(renamed.meta().label, "Pos B");
    assert_eq!(renamed.events(id).unwrap().len(), 3);
    // Another vault's name is not taken.
    create(&desk.path).unwrap().lock().unwrap();
    assert_eq!(
        renamed
            .rename(&desk.path, "Pos A", at(100))
            .unwrap_err()
            .code(),
        "vault-exists"
    );
    assert_eq!(unlocked(&target).events(id).unwrap().len(), 3);
}

/// How often a copy is begun until one of them is called off in time: a machine at other work may be late to do so.
const TRIES: usize = 500;

/// Does this while another thread calls it off again and again.
fn while_called_off<T>(vault: &mut Vault, work: impl FnOnce(&mut Vault) -> T) -> T {
    let (stopper, over, begun) = (vault.stopper(), AtomicBool::new(false), Barrier::new(2));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            begun.wait();
            while !over.load(Ordering::Relaxed) {
                stopper.stop();
                std::thread::yield_now();
            }
        });
        begun.wait();
        let outcome = work(vault);
        over.store(true, Ordering::Relaxed);
        outcome
    })
}

/// Begins this until it is called off before its end, and takes away what came to its end.
fn called_off<T>(
    vault: &mut Vault,
    work: impl Fn(&mut Vault) -> Result<T, VaultError>,
    undo: impl Fn(),
) -> VaultError {
    for _ in 0..TRIES {
        match while_called_off(vault, &work) {
            Err(error) => return error,
            Ok(_) => undo(),
        }
    }
    panic!("never called off");
}

#[test]
fn a_copy_and_a_check_that_are_called_off_leave_nothing_and_the_vault_as_it_was() {
    let (_desk, mut vault, id) = with_answers(30);
    let drive = Drive::empty();
    let logged = Cell::new(0);
    let copied = |vault: &mut Vault| {
        logged.set(vault.audit().unwrap().len());
        vault.backup(&drive.vault(), at(100))
    };
    let stopped = called_off(&mut vault, copied, || drive.clear());
    assert_eq!(stopped.code(), "stopped-early");
    assert_eq!(drive.names(), Vec::<String>::new());
    assert_eq!(vault.audit().unwrap().len(), logged.get());
    let stopped = called_off(&mut vault, Vault::check, || ());
    assert_eq!(stopped.code(), "stopped-early");
    // Nobody calls an answer off, and what is asked for anew is done.
    while_called_off(&mut vault, |vault| answer(vault, id, "sesudahnya")).unwrap();
    vault.backup(&drive.vault(), at(101)).unwrap();
    assert!(vault.check().unwrap().is_good());
    assert_eq!(unlocked(&drive.vault()).events(id).unwrap().len(), 31);
}
