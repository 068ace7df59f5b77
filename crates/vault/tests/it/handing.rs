//! An interview goes from one officer of a vault to another, and the audit log says which way.

use crate::desk::{Desk, at, begin, now, passphrase};
use saring_vault::{Cost, Filter, NewOfficer, OfficerId, Passphrase, Progress};

fn budi() -> Passphrase {
    Passphrase::new("sembilan perahu di muara".to_owned())
}

/// A vault of Dewi, who is at work, and Budi.
fn team() -> (Desk, saring_vault::Vault, [OfficerId; 2]) {
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
    let held = |vault: &saring_vault::Vault, holder| {
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
    let vault = saring_vault::Vault::unlock(&desk.path, &budi(), now()).unwrap();
    assert_eq!(vault.report().taken_over, 1);
    vault.lock().unwrap();
    let vault = saring_vault::Vault::unlock(&desk.path, &budi(), now()).unwrap();
    assert_eq!(vault.report().taken_over, 0);
    vault.lock().unwrap();
    assert_eq!(desk.unlock().report().taken_over, 0);
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
