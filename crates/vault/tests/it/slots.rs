//! Who opens a vault, and who no longer does: passphrases changed, officers, recovery, escrow.

use crate::desk::{Desk, answer, at, begin, now, passphrase};
use saring_vault::{
    Code, Cost, NewOfficer, OfficerId, Passphrase, PrintedSlot, Recovery, SlotKind, Vault,
    VaultError, open_escrow,
};

fn words(text: &str) -> Passphrase {
    Passphrase::new(text.to_owned())
}

fn code_of(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn recovery<'a>(desk: &'a Desk, code: &'a Code, new: &'a Passphrase) -> Recovery<'a> {
    Recovery {
        path: &desk.path,
        kind: SlotKind::Recovery,
        code,
        printed: None,
        officer: None,
        passphrase: new,
        cost: Cost::FLOOR,
        now: at(120),
    }
}

fn actions(vault: &Vault) -> Vec<String> {
    let rows = vault.audit().unwrap();
    rows.into_iter().map(|row| row.action).collect()
}

fn refused(desk: &Desk, passphrase: &Passphrase) -> &'static str {
    Vault::unlock(&desk.path, passphrase, now())
        .unwrap_err()
        .code()
}

#[test]
fn two_officers_share_a_vault_and_the_last_one_stays() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let (dewi, budi) = (vault.meta().officer.id, OfficerId::generate());
    let new = NewOfficer {
        id: budi,
        name: "Budi",
        signer: Some("RWQbudi"),
    };
    let taken = vault.add_officer(&passphrase(), new, &passphrase(), Cost::FLOOR, now());
    assert_eq!(taken.unwrap_err().code(), "passphrase-taken");
    vault
        .add_officer(
            &passphrase(),
            new,
            &words("budi punya sandi"),
            Cost::FLOOR,
            now(),
        )
        .unwrap();
    let wrong = vault.remove_officer(&words("tebakan saja"), budi, now());
    assert_eq!(wrong.unwrap_err().code(), "wrong-passphrase");
    vault.lock().unwrap();

    let mut vault = Vault::unlock(&desk.path, &words("budi punya sandi"), now()).unwrap();
    assert_eq!(
        (vault.meta().officer.id, vault.report().slots),
        (budi, None)
    );
    let listed: Vec<_> = vault.slots().unwrap();
    let names: Vec<_> = listed
        .iter()
        .map(|slot| {
            (
                slot.officer.as_ref().unwrap().name.as_str(),
                slot.made.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("Dewi Lestari", Some("2026-01-19")),
            ("Budi", Some("2026-01-19"))
        ]
    );
    vault
        .remove_officer(&words("budi punya sandi"), dewi, now())
        .unwrap();
    let last = vault.remove_officer(&words("budi punya sandi"), budi, now());
    assert_eq!(last.unwrap_err().code(), "last-slot");
    vault.verify_audit().unwrap();
    let rows = actions(&vault);
    for action in ["officer-added", "failed-try", "officer-removed"] {
        assert!(rows.iter().any(|row| row == action), "{action}");
    }
    vault.lock().unwrap();
    assert_eq!(refused(&desk, &passphrase()), "wrong-passphrase");
}

#[test]
fn the_printed_page_opens_a_vault_that_lost_its_keys_files() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let id = begin(&mut vault);
    answer(&mut vault, id, "kept").unwrap();
    let page = vault.make_recovery(&passphrase(), now()).unwrap();
    vault.lock().unwrap();
    let (code, printed) = (
        page.code.digits().to_string(),
        page.slot.lines().unwrap().join("\n"),
    );
    drop(page);
    std::fs::remove_file(desk.keys()).unwrap();
    std::fs::write(desk.copy(), b"{").unwrap();

    let (code, printed, new) = (
        code_of(&code),
        PrintedSlot::parse(&printed).unwrap(),
        words("sandi yang baru"),
    );
    let without = Vault::recover(recovery(&desk, &code, &new)).unwrap_err();
    assert_eq!(without.code(), "keys-damaged");
    let with = Recovery {
        printed: Some(&printed),
        ..recovery(&desk, &code, &new)
    };
    let vault = Vault::recover(with).unwrap();
    assert_eq!(vault.events(id).unwrap().len(), 1);
    vault.lock().unwrap();

    assert_eq!(
        std::fs::read(desk.keys()).unwrap(),
        std::fs::read(desk.copy()).unwrap()
    );
    assert_eq!(refused(&desk, &passphrase()), "wrong-passphrase");
    let vault = Vault::unlock(&desk.path, &new, now()).unwrap();
    let uses = &vault.report().code_uses;
    assert_eq!(
        (uses.len(), uses[0].kind, uses[0].at),
        (1, SlotKind::Recovery, at(120))
    );
    assert_eq!(vault.report().slots, None);
    vault.verify_audit().unwrap();
    vault.lock().unwrap();
    // Told once; and the page still opens it, now from the keys files.
    let vault = Vault::unlock(&desk.path, &new, now()).unwrap();
    assert!(vault.report().code_uses.is_empty());
    vault.lock().unwrap();
    Vault::recover(recovery(&desk, &code, &new)).unwrap();
}

#[test]
fn a_wrong_code_and_a_page_of_another_vault_open_nothing() {
    let (desk, other) = (Desk::with_vault(), Desk::with_vault());
    let new = words("sandi yang baru");
    let mut vault = desk.unlock();
    let page = vault.make_recovery(&passphrase(), now()).unwrap();
    vault.lock().unwrap();
    let wrong = code_of("000011 000022 000033 000044 000055 000066 000077 000088");
    let error = Vault::recover(recovery(&desk, &wrong, &new)).unwrap_err();
    assert_eq!(error.code(), "wrong-code");
    let error = Vault::recover(recovery(&other, &page.code, &new)).unwrap_err();
    assert_eq!(error.code(), "no-slot");
    let elsewhere = Recovery {
        printed: Some(&page.slot),
        ..recovery(&other, &page.code, &new)
    };
    assert_eq!(
        Vault::recover(elsewhere).unwrap_err().code(),
        "page-of-another-vault"
    );
    let nobody = Recovery {
        officer: Some("Nobody"),
        ..recovery(&desk, &page.code, &new)
    };
    assert_eq!(
        Vault::recover(nobody).unwrap_err().code(),
        "no-such-officer"
    );
    let vault = desk.unlock();
    assert_eq!(vault.report().failed_tries, 1);
}

#[test]
fn headquarters_reads_the_escrow_code_back_and_the_officer_is_told() {
    let desk = Desk::with_vault();
    let identity = age::x25519::Identity::generate();
    let secret = {
        use age::secrecy::ExposeSecret as _;
        identity.to_string().expose_secret().to_owned()
    };
    let mut vault = desk.unlock();
    let bad = vault.make_escrow(&passphrase(), &["age1nobody".to_owned()], now());
    assert_eq!(bad.unwrap_err().code(), "bad-recipient");
    let recipients = [identity.to_public().to_string()];
    let text = vault
        .make_escrow(&passphrase(), &recipients, now())
        .unwrap();
    assert!(text.starts_with("-----BEGIN AGE ENCRYPTED FILE-----"));
    let vault_id = vault.meta().vault.to_string();
    vault.lock().unwrap();

    let opened = open_escrow(&text, &secret).unwrap();
    assert_eq!(
        (opened.vault.as_str(), opened.made.as_str()),
        (vault_id.as_str(), "2026-01-19")
    );
    let new = words("sandi yang baru");
    let use_escrow = |code: &Code| {
        Vault::recover(Recovery {
            kind: SlotKind::Escrow,
            ..recovery(&desk, code, &new)
        })
    };
    use_escrow(&opened.code).unwrap().lock().unwrap();
    let vault = Vault::unlock(&desk.path, &new, now()).unwrap();
    assert_eq!(vault.report().code_uses[0].kind, SlotKind::Escrow);
    assert!(actions(&vault).iter().any(|row| row == "escrow-used"));
    let next = vault.escrow_text().unwrap().unwrap();
    vault.lock().unwrap();
    // What was said aloud opens nothing any more; the one that took its place does.
    assert!(matches!(
        use_escrow(&opened.code),
        Err(VaultError::WrongCode)
    ));
    use_escrow(&open_escrow(&next, &secret).unwrap().code).unwrap();
}

#[test]
fn an_exchanged_escrow_text_breaks_its_slot() {
    let desk = Desk::with_vault();
    let identity = age::x25519::Identity::generate();
    let recipients = [identity.to_public().to_string()];
    let mut vault = desk.unlock();
    vault
        .make_escrow(&passphrase(), &recipients, now())
        .unwrap();
    vault
        .remove_slot(&passphrase(), SlotKind::Escrow, now())
        .unwrap();
    assert!(vault.escrow_text().unwrap().is_none());
    let none = vault.remove_slot(&passphrase(), SlotKind::Recovery, now());
    assert_eq!(none.unwrap_err().code(), "no-slot");
}
