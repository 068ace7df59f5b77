//! At the door: making, unlocking, and every way of being refused.

use crate::desk::{Desk, MARKER, answer, at, begin, create, now, passphrase};
use saring_vault::{Cost, NewVault, Passphrase, Role, Twin, Vault, VaultError, find};

fn wrong() -> Passphrase {
    Passphrase::new("delapan payung di gudang".to_owned())
}

#[test]
fn nothing_readable_rests_outside_the_encrypted_file() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    for _ in 0..20 {
        answer(&mut vault, id, MARKER).unwrap();
    }
    vault
        .store_secret("signing-key", MARKER.as_bytes())
        .unwrap();
    vault.set_setting("note", MARKER).unwrap();
    // Once while the log lies beside the file, and once when it is locked.
    let mut seen = desk.files();
    vault.lock().unwrap();
    seen.extend(desk.files());
    for (name, bytes) in seen {
        for word in [
            MARKER,
            "Dewi",
            "SQLite format",
            "saring_full",
            "CREATE TABLE",
        ] {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word} in {name}");
        }
    }
    assert_eq!(
        desk.files()
            .into_iter()
            .map(|(name, _)| name)
            .collect::<Vec<_>>(),
        [
            "Pos A-07.saring-vault",
            "Pos A-07.saring-vault.keys",
            "Pos A-07.saring-vault.keys-copy",
            "Pos A-07.saring-vault.lock"
        ]
    );
}

#[test]
fn a_vault_is_never_overwritten() {
    let desk = Desk::with_vault();
    let before = desk.digests();
    assert_eq!(create(&desk.path).unwrap_err().code(), "vault-exists");
    assert_eq!(desk.digests(), before);
    // Nor are keys whose vault was moved away.
    std::fs::rename(&desk.path, desk.beside(".moved")).unwrap();
    assert_eq!(create(&desk.path).unwrap_err().code(), "vault-exists");
    std::fs::rename(desk.beside(".moved"), &desk.path).unwrap();
    desk.unlock();
}

#[test]
fn an_interrupted_creation_is_begun_anew() {
    let desk = Desk::empty();
    std::fs::write(desk.beside(".part"), b"half").unwrap();
    std::fs::write(desk.beside(".part-wal"), b"half").unwrap();
    std::fs::write(desk.keys(), b"half").unwrap();
    create(&desk.path).unwrap().lock().unwrap();
    assert!(!desk.beside(".part").exists() && !desk.beside(".part-wal").exists());
    desk.unlock();
}

#[test]
fn a_wrong_passphrase_is_refused_counted_and_told_at_the_next_unlock() {
    let desk = Desk::with_vault();
    for second in 1..=3 {
        let error = Vault::unlock(&desk.path, &wrong(), at(second)).unwrap_err();
        assert_eq!(error.code(), "wrong-passphrase");
    }
    let vault = desk.unlock();
    assert_eq!(vault.report().failed_tries, 3);
    let entry = vault
        .audit()
        .unwrap()
        .into_iter()
        .find(|entry| entry.action == "failed-unlocks")
        .unwrap();
    assert_eq!((entry.subject.as_str(), entry.at), ("3", at(3)));
    vault.lock().unwrap();
    assert_eq!(desk.unlock().report().failed_tries, 0);
}

#[test]
fn what_is_missing_is_told_apart() {
    let desk = Desk::with_vault();
    std::fs::remove_file(desk.keys()).unwrap();
    std::fs::remove_file(desk.copy()).unwrap();
    assert_eq!(desk.unlock_error().code(), "keys-missing");
    assert_eq!(Desk::empty().unlock_error().code(), "vault-missing");
    let desk = Desk::with_vault();
    std::fs::write(desk.keys(), b"{").unwrap();
    std::fs::write(desk.copy(), b"").unwrap();
    assert_eq!(desk.unlock_error().code(), "keys-damaged");
}

#[test]
fn a_damaged_or_missing_keys_file_is_read_from_its_twin_and_mended() {
    let desk = Desk::with_vault();
    let whole = std::fs::read(desk.keys()).unwrap();
    assert_eq!(std::fs::read(desk.copy()).unwrap(), whole);

    std::fs::write(desk.keys(), &whole[..whole.len() / 2]).unwrap();
    assert_eq!(desk.unlock().report().mended, Some(Twin::Keys));
    assert_eq!(std::fs::read(desk.keys()).unwrap(), whole);

    std::fs::remove_file(desk.copy()).unwrap();
    assert_eq!(desk.unlock().report().mended, Some(Twin::Copy));
    assert_eq!(std::fs::read(desk.copy()).unwrap(), whole);
    assert_eq!(desk.unlock().report().mended, None);
}

#[test]
fn only_one_at_a_time_opens_a_vault() {
    let desk = Desk::with_vault();
    let vault = desk.unlock();
    assert_eq!(desk.unlock_error().code(), "vault-in-use");
    vault.lock().unwrap();
    desk.unlock();
}

#[test]
fn a_newer_vault_is_refused_and_left_untouched() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    vault
        .connection()
        .pragma_update(None, "user_version", 4711)
        .unwrap();
    vault.lock().unwrap();
    std::fs::remove_file(desk.copy()).unwrap();
    let before = desk.digests();
    assert!(matches!(
        desk.unlock_error(),
        VaultError::Newer { found: 4711, .. }
    ));
    assert_eq!(desk.digests(), before);
}

#[test]
fn a_newer_vault_with_a_leftover_log_keeps_its_log() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    vault
        .connection()
        .pragma_update(None, "user_version", 4711)
        .unwrap();
    let crashed = desk.crashed();
    let before = crashed.digests();
    assert_eq!(crashed.unlock_error().code(), "vault-newer");
    assert_eq!(crashed.digests(), before);
}

#[test]
fn what_is_no_vault_is_called_so_and_a_damaged_one_is_told_from_it() {
    let desk = Desk::with_vault();
    let whole = std::fs::read(&desk.path).unwrap();
    std::fs::write(&desk.path, b"SQLite format 3\0and then something").unwrap();
    assert_eq!(desk.unlock_error().code(), "not-a-vault");
    let mut damaged = whole.clone();
    damaged[100] ^= 1;
    std::fs::write(&desk.path, &damaged).unwrap();
    assert_eq!(desk.unlock_error().code(), "vault-damaged");
    // Also where nothing is left of how it began, which is not taken for another key.
    damaged[..512].fill(0);
    std::fs::write(&desk.path, damaged).unwrap();
    assert_eq!(desk.unlock_error().code(), "vault-damaged");
    std::fs::write(&desk.path, whole).unwrap();
    desk.unlock();
}

#[test]
fn keys_of_another_vault_open_nothing() {
    let (desk, other) = (Desk::with_vault(), Desk::with_vault());
    std::fs::copy(other.keys(), desk.keys()).unwrap();
    std::fs::copy(other.copy(), desk.copy()).unwrap();
    assert_eq!(desk.unlock_error().code(), "keys-do-not-fit");
}

#[test]
fn the_passphrase_changes_and_old_keys_put_back_are_noticed() {
    let desk = Desk::with_vault();
    let old = (
        std::fs::read(desk.keys()).unwrap(),
        std::fs::read(desk.copy()).unwrap(),
    );
    let mut vault = desk.unlock();
    assert_eq!(
        vault
            .change_passphrase(&wrong(), &wrong(), Cost::FLOOR, now())
            .unwrap_err()
            .code(),
        "wrong-passphrase"
    );
    vault
        .change_passphrase(&passphrase(), &wrong(), Cost::FLOOR, now())
        .unwrap();
    vault.lock().unwrap();
    assert_eq!(desk.unlock_error().code(), "wrong-passphrase");
    let vault = Vault::unlock(&desk.path, &wrong(), now()).unwrap();
    assert_eq!(vault.report().slots, None);
    vault.lock().unwrap();

    std::fs::write(desk.keys(), old.0).unwrap();
    std::fs::write(desk.copy(), old.1).unwrap();
    let vault = desk.unlock();
    let mismatch = vault.report().slots.unwrap();
    assert_eq!((mismatch.recorded, mismatch.found), (2, 1));
}

#[test]
fn a_training_vault_is_known_at_the_door() {
    let desk = Desk::with_vault();
    let training = desk.folder.path().join("Latihan.saring-vault");
    let vault = Vault::create(NewVault {
        path: &training,
        label: "Latihan",
        officer: "Sari",
        signer: None,
        station: "Pelatihan",
        role: Role::Headquarters,
        training: true,
        passphrase: &passphrase(),
        cost: Cost::FLOOR,
        now: now(),
    })
    .unwrap();
    assert_eq!(
        (vault.meta().training, vault.meta().role),
        (true, Role::Headquarters)
    );
    vault.lock().unwrap();
    std::fs::remove_file(desk.keys()).unwrap();
    std::fs::remove_file(desk.copy()).unwrap();

    let found = find(desk.folder.path()).unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|file| (file.name.as_str(), file.training, file.keys_present))
        .collect();
    assert_eq!(
        told,
        [("Latihan", Some(true), true), ("Pos A-07", None, false)]
    );
    assert!(found[0].last_opened.is_some());
    assert_eq!(find(&desk.folder.path().join("none")).unwrap(), []);
    // What it is for is nobody's business at the door.
    assert!(
        !std::fs::read_to_string(training.with_extension("saring-vault.keys"))
            .unwrap()
            .contains("headquarters")
    );
}

#[test]
fn a_cost_below_the_floor_makes_no_vault() {
    assert_eq!(
        Cost::new(32 * 1024, 3).unwrap_err().code(),
        "slot-out-of-range"
    );
}

#[test]
fn calibration_stays_within_the_bounds() {
    let cost = Cost::calibrate().unwrap();
    assert_eq!(Cost::new(cost.memory_kib(), cost.passes()).unwrap(), cost);
}

#[test]
fn an_open_vault_wipes_its_memory_keeps_nothing_outside_and_syncs_what_it_confirms() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let mut says = |pragma: &str| -> String {
        let of = |row: &rusqlite::Row<'_>| row.get::<_, rusqlite::types::Value>(0);
        let value = vault
            .connection()
            .query_row(&format!("PRAGMA {pragma}"), [], of)
            .unwrap();
        match value {
            rusqlite::types::Value::Integer(number) => number.to_string(),
            rusqlite::types::Value::Text(text) => text,
            other => format!("{other:?}"),
        }
    };
    for (pragma, value) in [
        ("cipher_memory_security", "1"),
        ("secure_delete", "1"),
        // In memory.
        ("temp_store", "2"),
        ("locking_mode", "exclusive"),
        ("journal_mode", "wal"),
        // Full.
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("trusted_schema", "0"),
    ] {
        assert_eq!(says(pragma), value, "{pragma}");
    }
}
