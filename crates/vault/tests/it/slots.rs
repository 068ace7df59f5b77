//! Who opens a vault, and who no longer does: passphrases changed, officers, recovery, escrow.

use crate::desk::{Desk, answer, at, begin, now, passphrase};
use saring_record::{Digest, canonical};
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
        secrets: &[("key of Budi", b"budi")],
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
    // Who takes a hidden screen away is who works: a colleague would write under another's name.
    assert!(vault.opens_with(&words("budi punya sandi"), now()).unwrap());
    assert!(!vault.opens_with(&passphrase(), now()).unwrap());
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
    let (recipient, secret) = headquarters();
    let mut vault = desk.unlock();
    let bad = vault.make_escrow(&passphrase(), &["age1nobody".to_owned()], now());
    assert_eq!(bad.unwrap_err().code(), "bad-recipient");
    let text = vault
        .make_escrow(&passphrase(), &[recipient], now())
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

/// An age identity of headquarters: `(recipient, secret)`.
fn headquarters() -> (String, String) {
    use age::secrecy::ExposeSecret as _;
    let identity = age::x25519::Identity::generate();
    let secret = identity.to_string().expose_secret().to_owned();
    (identity.to_public().to_string(), secret)
}

/// Rewrites both keys files with a change, and with the digest that belongs to it: whoever writes there can.
fn rewrite(desk: &Desk, change: impl FnOnce(&mut serde_json::Value)) {
    let mut set = serde_json::from_slice(&std::fs::read(desk.keys()).unwrap()).unwrap();
    change(&mut set);
    set.as_object_mut().unwrap().remove("digest");
    let digest = Digest::of(&canonical::to_bytes(&set).unwrap());
    set["digest"] = digest.as_str().into();
    for file in [desk.keys(), desk.copy()] {
        std::fs::write(file, set.to_string()).unwrap();
    }
}

#[test]
fn an_exchanged_escrow_text_breaks_its_slot() {
    let (desk, other) = (Desk::with_vault(), Desk::with_vault());
    let (recipient, secret) = headquarters();
    let make = |desk: &Desk| {
        let mut vault = desk.unlock();
        let text = vault.make_escrow(&passphrase(), std::slice::from_ref(&recipient), now());
        vault.lock().unwrap();
        text.unwrap()
    };
    let (text, exchanged) = (make(&desk), make(&other));
    let (code, new) = (
        open_escrow(&text, &secret).unwrap().code,
        words("sandi yang baru"),
    );
    let recover = || {
        Vault::recover(Recovery {
            kind: SlotKind::Escrow,
            ..recovery(&desk, &code, &new)
        })
    };
    let escrow = |set: &mut serde_json::Value, text: &str| {
        let slots = set["slots"].as_array_mut().unwrap();
        let slot = slots
            .iter_mut()
            .find(|slot| slot["kind"] == "escrow")
            .unwrap();
        slot["age"] = text.into();
    };
    rewrite(&desk, |set| escrow(set, &exchanged));
    assert_eq!(recover().unwrap_err().code(), "wrong-code");
    // It was the text and nothing else.
    rewrite(&desk, |set| escrow(set, &text));
    recover().unwrap();
}

#[test]
fn an_escrow_is_taken_away_and_a_slot_that_is_not_there_cannot_be() {
    let desk = Desk::with_vault();
    let (recipient, _) = headquarters();
    let mut vault = desk.unlock();
    vault
        .make_escrow(&passphrase(), &[recipient], now())
        .unwrap();
    vault
        .remove_slot(&passphrase(), SlotKind::Escrow, now())
        .unwrap();
    assert!(vault.escrow_text().unwrap().is_none());
    let none = vault.remove_slot(&passphrase(), SlotKind::Recovery, now());
    assert_eq!(none.unwrap_err().code(), "no-slot");
}

#[test]
fn no_two_officers_of_a_vault_bear_one_name() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let same = NewOfficer {
        id: OfficerId::generate(),
        name: "Dewi Lestari",
        signer: None,
        secrets: &[],
    };
    let refused = vault.add_officer(
        &passphrase(),
        same,
        &words("sandi lain"),
        Cost::FLOOR,
        now(),
    );
    assert_eq!(refused.unwrap_err().code(), "officer-exists");
    assert_eq!(vault.officers().unwrap().len(), 1);
}

#[test]
fn after_a_change_no_file_here_opens_with_the_old_passphrase() {
    let desk = Desk::with_vault();
    let old_keys = std::fs::read(desk.keys()).unwrap();
    let mut vault = desk.unlock();
    vault
        .change_passphrase(&passphrase(), &words("sandi yang baru"), Cost::FLOOR, now())
        .unwrap();
    vault.lock().unwrap();
    let trial = Desk::empty();
    std::fs::copy(&desk.path, &trial.path).unwrap();
    let opened_by = |bytes: &[u8]| {
        std::fs::write(trial.keys(), bytes).unwrap();
        std::fs::write(trial.copy(), bytes).unwrap();
        [passphrase(), words("sandi yang baru")]
            .map(|passphrase| Vault::unlock(&trial.path, &passphrase, now()).is_ok())
    };
    // Every file that lies there, taken for a keys file: whatever a change leaves behind under whichever name.
    let mut files = 0;
    for (name, bytes) in desk.files() {
        let [old, new] = opened_by(&bytes);
        assert!(!old, "{name} opens with the old passphrase");
        files += usize::from(new);
    }
    assert_eq!(files, 2, "the keys file and its copy");
    // A copy from before does, which is what is said of it below.
    assert_eq!(opened_by(&old_keys), [true, false]);
}

#[test]
fn what_older_copies_and_pages_still_open_is_told_until_a_new_key() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let told = |vault: &Vault| {
        let older = vault.older_keys().unwrap();
        (older.pages, older.copies)
    };
    let first = vault.make_recovery(&passphrase(), now()).unwrap();
    assert_eq!(told(&vault), (0, false));
    vault.make_recovery(&passphrase(), now()).unwrap();
    assert_eq!(told(&vault), (1, true));
    vault
        .remove_slot(&passphrase(), SlotKind::Recovery, now())
        .unwrap();
    assert_eq!(told(&vault), (2, true));
    vault.lock().unwrap();

    // The page that was replaced, and then taken back, opens it all the same.
    let new = words("sandi yang baru");
    let by_page = || {
        Vault::recover(Recovery {
            printed: Some(&first.slot),
            ..recovery(&desk, &first.code, &new)
        })
    };
    let mut vault = by_page().unwrap();
    vault.new_key(&new, &[], now()).unwrap();
    assert_eq!(told(&vault), (0, false));
    vault.lock().unwrap();
    assert_eq!(by_page().unwrap_err().code(), "keys-do-not-fit");
    let mut vault = Vault::unlock(&desk.path, &new, now()).unwrap();
    vault
        .change_passphrase(&new, &passphrase(), Cost::FLOOR, now())
        .unwrap();
    assert_eq!(told(&vault), (0, true));

    // A first escrow ends nothing, whoever it is for; a second ends the first, one that a new key took along too.
    let recipients = [headquarters().0, headquarters().0];
    vault.new_key(&passphrase(), &[], now()).unwrap();
    vault
        .make_escrow(&passphrase(), &recipients, now())
        .unwrap();
    assert_eq!(told(&vault), (0, false));
    vault.new_key(&passphrase(), &[], now()).unwrap();
    assert_eq!(told(&vault), (0, false));
    vault
        .make_escrow(&passphrase(), &recipients, now())
        .unwrap();
    assert_eq!(told(&vault), (0, true));
}
