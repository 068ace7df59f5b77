//! A new vault key ends older copies of the keys files, and a vault opens whenever it was interrupted.

use crate::desk::{Desk, answer, begin, now, passphrase};
use saring_vault::{Cost, NewOfficer, OfficerId, Passphrase, Vault};

fn budi() -> Passphrase {
    Passphrase::new("budi punya sandi".to_owned())
}

#[test]
fn older_copies_of_the_keys_open_nothing_and_every_answer_is_there() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let id = begin(&mut vault);
    // More pages than SQLite keeps in memory.
    for _ in 0..200 {
        answer(&mut vault, id, &"x".repeat(20_000)).unwrap();
    }
    let (left_out, new) = (OfficerId::generate(), Cost::FLOOR);
    let officer = NewOfficer {
        id: left_out,
        name: "Budi",
        signer: None,
        secrets: &[],
    };
    vault
        .add_officer(&passphrase(), officer, &budi(), new, now())
        .unwrap();
    vault.make_recovery(&passphrase(), now()).unwrap();
    let old = std::fs::read(desk.keys()).unwrap();

    let report = vault.new_key(&passphrase(), &[], now()).unwrap();
    assert_eq!(report.officers_left_out, [left_out]);
    assert!(report.recovery_ended);
    answer(&mut vault, id, "after it").unwrap();
    assert!(vault.check().unwrap().is_good());
    vault.lock().unwrap();

    let current = std::fs::read(desk.keys()).unwrap();
    std::fs::write(desk.keys(), &old).unwrap();
    std::fs::write(desk.copy(), &old).unwrap();
    assert_eq!(desk.unlock_error().code(), "keys-do-not-fit");
    std::fs::write(desk.keys(), &current).unwrap();
    std::fs::write(desk.copy(), &current).unwrap();
    let mut vault = desk.unlock();
    assert_eq!(vault.report().slots, None);
    assert_eq!(vault.events(id).unwrap().len(), 201);
    assert!(vault.check().unwrap().is_good());

    vault
        .readmit_officer(&passphrase(), left_out, &budi(), Cost::FLOOR, now())
        .unwrap();
    let wrong = vault.new_key(
        &passphrase(),
        &[Passphrase::new("tebakan saja".into())],
        now(),
    );
    assert_eq!(wrong.unwrap_err().code(), "wrong-passphrase");
    let report = vault.new_key(&passphrase(), &[budi()], now()).unwrap();
    assert!(report.officers_left_out.is_empty());
    vault.lock().unwrap();
    Vault::unlock(&desk.path, &budi(), now()).unwrap();
}
