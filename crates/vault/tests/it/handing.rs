//! An interview goes from one officer of a vault to another, and the audit log says which way.

use crate::desk::{Desk, answer, at, attach, begin, now, passphrase};
use saring_vault::{Cost, Filter, NewOfficer, OfficerId, Passphrase, Progress, Retention, Vault};

fn budi() -> Passphrase {
    Passphrase::new("sembilan perahu di muara".to_owned())
}

/// A vault of Dewi, who is at work, and Budi.
fn team() -> (Desk, Vault, [OfficerId; 2]) {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let added = OfficerId::generate();
    let new = NewOfficer {
        id: added,
        name: "Budi",
        signer: None,
        secrets: &[],
    };
    vault
        .add_officer(&passphrase(), new, &budi(), Cost::FLOOR, now())
        .unwrap();
    let dewi = vault.meta().officer.id;
    (desk, vault, [dewi, added])
}

#[test]
fn whoever_holds_it_gives_it_away_and_others_take_it() {
    let (desk, mut vault, [dewi, budis]) = team();
    let id = begin(&mut vault);
    let held = |vault: &Vault, holder| {
        let filter = Filter {
            holder: Some(holder),
            state: None,
        };
        vault.list(&filter, None, 50).unwrap().len()
    };
    assert_eq!((held(&vault, dewi), held(&vault, budis)), (1, 0));
    vault.hand_over(id, budis, at(10)).unwrap();
    assert_eq!((held(&vault, dewi), held(&vault, budis)), (0, 1));
    let row = vault.interview(id).unwrap().unwrap();
    assert_eq!((row.officer, row.holder), (dewi, budis));
    // To whoever has it already: nothing happens.
    vault.hand_over(id, budis, at(11)).unwrap();
    vault.hand_over(id, dewi, at(12)).unwrap();
    let told: Vec<_> = vault
        .audit()
        .unwrap()
        .into_iter()
        .filter(|row| row.subject.starts_with(&id.to_string()) && row.action.ends_with("-over"))
        .map(|row| (row.action, row.subject))
        .collect();
    assert_eq!(
        told,
        [
            ("handed-over".to_owned(), format!("{id} {budis}")),
            ("taken-over".to_owned(), format!("{id} {budis}")),
        ]
    );
    vault.lock().unwrap();
    let vault = Vault::unlock(&desk.path, &budi(), now()).unwrap();
    assert_eq!(vault.report().taken_over, 1);
    vault.lock().unwrap();
    let vault = Vault::unlock(&desk.path, &budi(), now()).unwrap();
    assert_eq!(vault.report().taken_over, 0);
    vault.lock().unwrap();
    assert_eq!(desk.unlock().report().taken_over, 0);
}

#[test]
fn every_write_names_the_officer_at_work() {
    let (desk, mut vault, [dewi, budis]) = team();
    let id = begin(&mut vault);
    answer(&mut vault, id, "asked by Dewi").unwrap();
    attach(&mut vault, id, "paspor");
    vault.finalize(id, b"{}", at(90)).unwrap();
    vault.hand_over(id, budis, at(91)).unwrap();
    let before = vault.audit_head().unwrap().0;
    assert!(vault.audit().unwrap().iter().all(|row| row.officer == dewi));
    vault.lock().unwrap();

    let mut vault = Vault::unlock(&desk.path, &budi(), at(92)).unwrap();
    vault.reopen(id, "a slip of the pen", at(93)).unwrap();
    answer(&mut vault, id, "asked by Budi").unwrap();
    attach(&mut vault, id, "tiket");
    vault.finalize(id, b"{\"again\":1}", at(94)).unwrap();
    vault.set_retention(Retention::Keep, at(95)).unwrap();
    let of = |officers: Vec<OfficerId>| assert_eq!(officers, [dewi, budis]);
    of(vault
        .events(id)
        .unwrap()
        .iter()
        .map(|e| e.officer)
        .collect());
    of(vault
        .revisions(id)
        .unwrap()
        .iter()
        .map(|r| r.officer)
        .collect());
    of(vault
        .attachments(id)
        .unwrap()
        .iter()
        .map(|a| a.officer)
        .collect());
    let rows = vault.audit().unwrap();
    let (first, then) = rows.split_at(usize::try_from(before).unwrap());
    assert!(first.iter().all(|row| row.officer == dewi));
    let done: Vec<&str> = then.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(
        done,
        [
            "unlocked",
            "reopened",
            "recorded",
            "attached",
            "finalized",
            "retention-set"
        ]
    );
    assert!(then.iter().all(|row| row.officer == budis));
}

#[test]
fn nobody_unknown_gets_an_interview_and_nothing_that_was_erased_is_given() {
    let (_desk, mut vault, [_, budis]) = team();
    let id = begin(&mut vault);
    let nobody = vault.hand_over(id, OfficerId::generate(), at(10));
    assert_eq!(nobody.unwrap_err().code(), "no-such-officer");
    vault.withdraw(id, b"{}", at(11)).unwrap();
    let erased = vault.hand_over(id, budis, at(12));
    assert_eq!(erased.unwrap_err().code(), "interview-erased");
}

#[test]
fn what_waits_for_somebody_is_found_among_all_and_numbers_go_on_from_the_highest() {
    let (_desk, mut vault, _) = team();
    assert_eq!(vault.highest_number().unwrap(), 0);
    let (id, other) = (begin(&mut vault), begin(&mut vault));
    let attention = |attention| Progress {
        attention,
        ..Progress::default()
    };
    vault.record(id, &[], attention(Some(true))).unwrap();
    vault.record(id, &[], attention(None)).unwrap();
    vault.record(other, &[], attention(Some(false))).unwrap();
    let waiting: Vec<_> = vault.awaiting().unwrap().iter().map(|r| r.id).collect();
    assert_eq!(waiting, [id]);
    vault.record(id, &[], attention(Some(false))).unwrap();
    assert_eq!(vault.awaiting().unwrap(), []);
    assert_eq!(vault.highest_number().unwrap(), 17);
}
