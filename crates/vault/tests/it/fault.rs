//! Damage and tampering: a changed row, a broken page, a log that lost transactions.

use crate::desk::{Desk, answer, at, begin, create};
use saring_vault::{Part, Vault, VaultError};

fn broken_at(vault: &Vault) -> u64 {
    match vault.verify_audit() {
        Err(VaultError::AuditBroken { seq }) => seq,
        other => panic!("{other:?}"),
    }
}

fn recorded() -> (Desk, Vault) {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    for number in 0..5 {
        answer(&mut vault, id, &format!("answer {number}")).unwrap();
    }
    vault.finalize(id, b"{}", at(90)).unwrap();
    vault.verify_audit().unwrap();
    (desk, vault)
}

#[test]
fn history_and_audit_refuse_to_be_changed_by_mistake() {
    let (_desk, mut vault) = recorded();
    for sql in [
        "UPDATE audit SET subject = 'x'",
        "DELETE FROM audit",
        "UPDATE event SET body = x'00' WHERE seq = 2",
        "UPDATE event SET at = 'x'",
        "DELETE FROM event",
    ] {
        assert!(vault.connection().execute_batch(sql).is_err(), "{sql}");
    }
    vault.verify_audit().unwrap();
}

#[test]
fn a_changed_audit_entry_is_found() {
    for sql in [
        "UPDATE audit SET at = '2026-01-19T09:00:00.000+07:00' WHERE seq = 4",
        "UPDATE audit SET action = 'printed' WHERE seq = 4",
        "UPDATE audit SET commitment = hash WHERE seq = 4",
        "UPDATE audit SET officer = '019bd2f0-0000-7000-8000-000000000000' WHERE seq = 4",
        "UPDATE audit SET at = 'no time' WHERE seq = 4",
        "DELETE FROM audit WHERE seq = 4",
    ] {
        let (_desk, mut vault) = recorded();
        let raw = vault.connection();
        raw.execute_batch("DROP TRIGGER audit_is_not_changed; DROP TRIGGER audit_is_not_cut;")
            .unwrap();
        raw.execute_batch(sql).unwrap();
        assert_eq!(broken_at(&vault), 4, "{sql}");
        let faults = vault.check().unwrap().faults;
        let audit: Vec<_> = faults.iter().filter(|f| f.part == Part::Audit).collect();
        assert_eq!(audit[0].number, Some(4), "{sql}");
    }
}

#[test]
fn changed_added_or_removed_history_is_found() {
    for sql in [
        "UPDATE event SET body = CAST('answer x' AS BLOB) WHERE seq = 3",
        "UPDATE event SET salt = NULL WHERE seq = 3",
        "DELETE FROM event WHERE seq = 3",
        "UPDATE event SET at = '2026-01-19T09:00:00.000+07:00' WHERE seq = 3",
    ] {
        let (_desk, mut vault) = recorded();
        let raw = vault.connection();
        let triggers = "DROP TRIGGER event_is_not_changed; DROP TRIGGER event_content_only_goes; DROP TRIGGER event_is_not_cut;";
        raw.execute_batch(triggers).unwrap();
        raw.execute_batch(sql).unwrap();
        assert_eq!(broken_at(&vault), 6, "{sql}");
    }
    let (_desk, mut vault) = recorded();
    vault.connection().execute_batch("INSERT INTO event SELECT nr + 1, interview, 6, at, officer, body, salt, commitment, doubtful FROM event WHERE seq = 5").unwrap();
    assert_eq!(broken_at(&vault), 0);
}

#[test]
fn a_changed_document_is_found() {
    let (_desk, mut vault) = recorded();
    vault
        .connection()
        .execute_batch("UPDATE revision SET document = CAST('{ }' AS BLOB)")
        .unwrap();
    assert_eq!(broken_at(&vault), 9);
}

#[test]
fn a_purge_of_content_and_salt_leaves_the_chain_whole() {
    let (_desk, mut vault) = recorded();
    let purge = "UPDATE event SET body = NULL, salt = NULL; UPDATE revision SET document = NULL, salt = NULL, state = 'purged';";
    vault.connection().execute_batch(purge).unwrap();
    vault.verify_audit().unwrap();
    let id = vault.interviews().unwrap()[0].id;
    assert!(
        vault
            .events(id)
            .unwrap()
            .iter()
            .all(|event| event.body.is_none())
    );
}

/// Breaks one bit of the page that is so many from the end of the file.
fn break_page(desk: &Desk, from_the_end: usize) {
    let mut bytes = std::fs::read(&desk.path).unwrap();
    let place = bytes.len() - from_the_end * 4096 + 2000;
    bytes[place] ^= 1;
    std::fs::write(&desk.path, bytes).unwrap();
}

#[test]
fn what_ends_on_a_broken_page_is_an_error_and_never_half_a_value() {
    // The last page of a value is the one whose damage SQLCipher does not tell by itself.
    for from_the_end in [1, 2, 9] {
        let (desk, mut vault) = recorded();
        // Large enough to have pages of its own at the end of the file, which unlocking does not read.
        vault.store_secret("large", &[7; 100_000]).unwrap();
        assert!(vault.check().unwrap().is_good());
        vault.lock().unwrap();
        break_page(&desk, from_the_end);

        let mut vault = desk.unlock();
        let faults = vault.check().unwrap().faults;
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].part, Part::Pages);
        assert_eq!(vault.secret("large").unwrap_err().code(), "vault-damaged");
        assert_eq!(
            vault.set_setting("a", "b").unwrap_err().code(),
            "vault-damaged"
        );
        drop(vault);
        // What does not lie there can still be read.
        let vault = desk.unlock();
        assert_eq!(vault.interviews().unwrap().len(), 1);
    }
}

/// The vault as a crash leaves it: the file and a log with several confirmed answers.
fn crashed() -> (Desk, usize) {
    let crashed = Desk::crashed_with_answers();
    let frames =
        (std::fs::metadata(crashed.beside("-wal")).unwrap().len() as usize - 32) / (24 + 4096);
    (crashed, frames)
}

#[test]
fn a_log_that_a_crash_left_is_taken_in_quietly() {
    let (desk, _) = crashed();
    let vault = desk.unlock();
    assert_eq!(vault.report().damaged_log, None);
    let id = vault.interviews().unwrap()[0].id;
    assert_eq!(vault.events(id).unwrap().len(), 8);
}

#[test]
fn a_log_that_lost_confirmed_answers_is_kept_aside_and_told() {
    let (desk, frames) = crashed();
    let mut log = std::fs::read(desk.beside("-wal")).unwrap();
    log[32 + (frames / 2) * (24 + 4096) + 1000] ^= 1;
    std::fs::write(desk.beside("-wal"), &log).unwrap();
    let file = std::fs::read(&desk.path).unwrap();

    let mut vault = desk.unlock();
    let told = vault.report().damaged_log.clone().unwrap();
    assert!(told.transactions.unwrap() > 1);
    assert_eq!(told.aside, desk.beside(".damaged-1"));
    assert_eq!(std::fs::read(desk.beside(".damaged-1")).unwrap(), file);
    assert_eq!(std::fs::read(desk.beside(".damaged-1-wal")).unwrap(), log);
    // What came before the damage is there, whole.
    assert!(vault.check().unwrap().is_good());
    let kept = vault
        .events(vault.interviews().unwrap()[0].id)
        .unwrap()
        .len();
    assert!(kept < 8, "{kept}");
    vault.lock().unwrap();
    assert_eq!(desk.unlock().report().damaged_log, None);
}
