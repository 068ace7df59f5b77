//! Who opens a vault, as the screens ask for it: officers with keys of their own, pages, escrow, a new vault key.

use crate::desk::{PASSPHRASE, Place};
use saring_commands::run;
use saring_commands::view::{CodeKind, Desk, KeySlots, NewVault, RecoverVault, Role, WordLanguage};

const BUDI: &str = "sembilan perahu di muara";
const NEW: &str = "enam lampion di serambi";

fn text(text: &str) -> String {
    text.to_owned()
}

fn vault(place: &Place) -> String {
    run::door(&place.desktop).unwrap().vaults[0].path.clone()
}

fn unlock(place: &Place, passphrase: &str) -> Result<Desk, String> {
    run::lock(&place.desktop).unwrap();
    run::vault_unlock(&place.desktop, vault(place), text(passphrase)).map_err(|error| error.code)
}

fn add_budi(place: &Place) -> KeySlots {
    run::officer_add(&place.desktop, text(PASSPHRASE), text("Budi"), text(BUDI)).unwrap()
}

fn recover(place: &Place, code: &[String]) -> RecoverVault {
    RecoverVault {
        path: vault(place),
        kind: CodeKind::Recovery,
        code: code.join(" "),
        page: None,
        officer: None,
        passphrase: text(NEW),
    }
}

#[test]
fn each_officer_of_a_team_signs_with_a_key_of_their_own() {
    let place = Place::field();
    let sri = run::desk(&place.desktop).unwrap().unwrap();
    let slots = add_budi(&place);
    let told: Vec<_> = slots
        .officers
        .iter()
        .map(|o| (o.name.as_str(), o.admitted, o.at_work))
        .collect();
    assert_eq!(told, [("Sri", true, true), ("Budi", true, false)]);
    assert_eq!(slots.officers[0].fingerprint, sri.fingerprint);
    assert!(!slots.older.copies);

    let budi = unlock(&place, BUDI).unwrap();
    assert_eq!(
        (budi.officer.as_str(), &budi.fingerprint),
        ("Budi", &slots.officers[1].fingerprint)
    );
    assert_ne!(budi.fingerprint, sri.fingerprint);
    // The card that he writes names his key; a bundle is signed by it.
    let folder = place.folder.path().to_string_lossy().into_owned();
    let card = run::card_write(&place.desktop, folder).unwrap();
    let signed = saring_commands::terminal::bundle_verify(&place.desktop, card.path.as_ref());
    assert_eq!(signed.unwrap().fingerprint, budi.fingerprint);

    let twice = run::officer_add(&place.desktop, text(BUDI), text(" Sri "), text(NEW));
    assert_eq!(twice.unwrap_err().code, "officer-exists");
    let nobody = run::officer_add(&place.desktop, text(BUDI), text(" "), text(NEW));
    assert_eq!(nobody.unwrap_err().code, "name-missing");
    let weak = run::officer_add(
        &place.desktop,
        text(BUDI),
        text("Rina"),
        text("rinabudirina"),
    );
    assert_eq!(weak.unwrap_err().code, "passphrase-weak");
}

#[test]
fn an_officer_who_left_opens_nothing_and_comes_back_with_the_same_key() {
    let place = Place::field();
    let before = add_budi(&place);
    let budi = before.officers[1].clone();
    let wrong = run::officer_remove(&place.desktop, text(BUDI), budi.id.clone());
    assert_eq!(wrong.unwrap_err().code, "wrong-passphrase");
    let slots = run::officer_remove(&place.desktop, text(PASSPHRASE), budi.id.clone()).unwrap();
    assert_eq!(
        (slots.officers[1].admitted, slots.older.copies),
        (false, true)
    );
    assert_eq!(unlock(&place, BUDI).unwrap_err(), "wrong-passphrase");
    unlock(&place, PASSPHRASE).unwrap();
    let last = run::officer_remove(
        &place.desktop,
        text(PASSPHRASE),
        slots.officers[0].id.clone(),
    );
    assert_eq!(last.unwrap_err().code, "last-slot");
    let slots = run::officer_readmit(&place.desktop, text(PASSPHRASE), budi.id, text(NEW)).unwrap();
    assert!(slots.officers[1].admitted);
    assert_eq!(unlock(&place, NEW).unwrap().fingerprint, budi.fingerprint);
}

#[test]
fn a_passphrase_changes_and_what_older_copies_open_is_said() {
    let place = Place::field();
    let change = |current: &str, new: &str| {
        run::passphrase_change(&place.desktop, text(current), text(new)).map_err(|error| error.code)
    };
    assert_eq!(
        change("bukan yang itu", NEW).unwrap_err(),
        "wrong-passphrase"
    );
    assert_eq!(
        change(PASSPHRASE, "pendek").unwrap_err(),
        "passphrase-too-short"
    );
    assert_eq!(
        change(PASSPHRASE, "Pos A-07 Sri").unwrap_err(),
        "passphrase-weak"
    );
    assert!(change(PASSPHRASE, NEW).unwrap().older.copies);
    assert_eq!(unlock(&place, PASSPHRASE).unwrap_err(), "wrong-passphrase");
    unlock(&place, NEW).unwrap();
}

#[test]
fn the_page_opens_a_vault_without_its_keys_files_until_a_new_key() {
    let place = Place::field();
    let first = run::recovery_make(&place.desktop, text(PASSPHRASE)).unwrap();
    assert_eq!((first.code.len(), first.lines.len()), (8, 14));
    assert_eq!(first.slots.older.pages, 0);
    assert!(!format!("{first:?}").contains(&first.code[0]));
    let second = run::recovery_make(&place.desktop, text(PASSPHRASE)).unwrap();
    // The screen says that the page before still opens it.
    assert_eq!(second.slots.older.pages, 1);
    run::lock(&place.desktop).unwrap();
    let path = vault(&place);
    for suffix in [".keys", ".keys-copy"] {
        std::fs::remove_file(format!("{path}{suffix}")).unwrap();
    }

    let code = |recover: RecoverVault| {
        run::vault_recover(&place.desktop, recover).map_err(|error| error.code)
    };
    let page = |lines: &[String]| {
        let mut typed = recover(&place, &second.code);
        typed.page = Some(lines.join("\n"));
        typed
    };
    assert_eq!(
        code(recover(&place, &second.code)).unwrap_err(),
        "keys-missing"
    );
    let mut slipped = second.code.clone();
    slipped[2] = text("123456");
    assert_eq!(
        code(recover(&place, &slipped)).unwrap_err(),
        "code-group-wrong"
    );
    let mut lines = second.lines.clone();
    lines.swap(3, 4);
    assert_eq!(code(page(&lines)).unwrap_err(), "page-line-wrong");
    assert_eq!(code(page(&first.lines)).unwrap_err(), "wrong-code");
    let desk = code(page(&second.lines)).unwrap();
    assert_eq!(desk.officer, "Sri");

    let made = run::vault_new_key(&place.desktop, text(NEW), Vec::new()).unwrap();
    assert!(made.recovery_ended && made.left_out.is_empty() && !made.slots.older.copies);
    run::lock(&place.desktop).unwrap();
    assert_eq!(code(page(&second.lines)).unwrap_err(), "keys-do-not-fit");
    // What was signed before is signed by the same officer still.
    assert_eq!(unlock(&place, NEW).unwrap().fingerprint, desk.fingerprint);
}

#[test]
fn a_new_key_leaves_out_whoever_is_not_there() {
    let place = Place::field();
    add_budi(&place);
    let made = run::vault_new_key(&place.desktop, text(PASSPHRASE), Vec::new()).unwrap();
    let out: Vec<_> = made.left_out.iter().map(|o| o.name.as_str()).collect();
    assert_eq!(out, ["Budi"]);
    let id = made.left_out[0].id.clone();
    run::officer_readmit(&place.desktop, text(PASSPHRASE), id, text(BUDI)).unwrap();
    let made = run::vault_new_key(&place.desktop, text(PASSPHRASE), vec![text(BUDI)]).unwrap();
    assert!(made.left_out.is_empty());
    unlock(&place, BUDI).unwrap();
}

#[test]
fn headquarters_holds_an_escrow_and_two_persons_read_its_code_back() {
    let (place, hq) = (Place::field(), Place::field());
    run::lock(&hq.desktop).unwrap();
    let supervisor = NewVault {
        label: text("Pusat"),
        officer: text("Maya"),
        station: text("Direktorat"),
        role: Role::Headquarters,
        training: false,
        passphrase: text(PASSPHRASE),
    };
    run::vault_create(&hq.desktop, supervisor).unwrap();
    let stick = place.folder.path().to_string_lossy().into_owned();
    let card = run::card_write(&hq.desktop, stick.clone()).unwrap();
    let peer = run::peer_add(&place.desktop, card.path).unwrap();
    let make = || {
        run::escrow_make(&place.desktop, text(PASSPHRASE), vec![peer.signer.clone()])
            .map_err(|error| error.code)
    };
    assert_eq!(make().unwrap_err(), "unknown-signer");
    run::peer_trust(&place.desktop, peer.signer.clone(), text("Maya")).unwrap();
    let made = make().unwrap();
    assert_eq!(made.slots.escrow.unwrap().held_by, ["Direktorat"]);
    assert_eq!(run::escrow_text(&place.desktop).unwrap(), Some(made.text));
    let file = run::escrow_write(&place.desktop, stick).unwrap();
    run::lock(&place.desktop).unwrap();

    let alone = run::escrow_open(&hq.desktop, file.path.clone(), text(" "));
    assert_eq!(alone.unwrap_err().code, "witness-missing");
    let opened = run::escrow_open(&hq.desktop, file.path, text("Hadi")).unwrap();
    let by_phone = || {
        let mut typed = recover(&place, &opened.code);
        typed.kind = CodeKind::Escrow;
        typed
    };
    run::vault_recover(&place.desktop, by_phone()).unwrap();
    // The officer is told, and what was said aloud opens nothing any more.
    let desk = unlock(&place, NEW).unwrap();
    assert_eq!(desk.reports[0].code, "escrow-used");
    run::lock(&place.desktop).unwrap();
    let again = run::vault_recover(&place.desktop, by_phone());
    assert_eq!(again.unwrap_err().code, "wrong-code");
}

#[test]
fn a_passphrase_is_measured_as_it_is_typed_with_what_stands_beside_it() {
    let place = Place::field();
    let strength = |passphrase: &str, about: &[&str]| {
        let about = about.iter().map(|a| text(a)).collect();
        run::passphrase_strength(&place.desktop, text(passphrase), about).unwrap()
    };
    let short = strength("gudang", &[]);
    assert_eq!(
        (short.enough, short.refusal.unwrap().code.as_str()),
        (false, "passphrase-too-short")
    );
    assert!(
        strength("Penampungan Kuching", &[]).score
            > strength("Penampungan Kuching", &["Penampungan Kuching"]).score
    );
    // The open vault's own label, station and officer are known.
    assert!(!strength("Pos A-07 Meja 1", &[]).enough);
    let made = run::passphrase_generate(&place.desktop, WordLanguage::Id).unwrap();
    assert!(made.bits >= 60 && strength(&made.passphrase, &[]).enough);
}

#[test]
fn a_vault_from_before_teams_signs_with_its_one_key_and_takes_a_colleague() {
    use saring_vault::{Cost, Passphrase, Vault};
    let place = Place::field();
    run::lock(&place.desktop).unwrap();
    let path = place.folder.path().join("data/Lama.saring-vault");
    let signing = saring_bundle::SigningKey::generate().unwrap();
    let identity = saring_bundle::Identity::generate();
    let mut old = Vault::create(saring_vault::NewVault {
        path: &path,
        label: "Lama",
        officer: "Wati",
        signer: Some(signing.public().as_str()),
        station: "Pos B",
        role: saring_vault::Role::Field,
        training: false,
        passphrase: &Passphrase::new(text(PASSPHRASE)),
        cost: Cost::FLOOR,
        now: saring_record::Moment::parse("2026-01-19T10:00:00+07:00").unwrap(),
    })
    .unwrap();
    old.store_secret("signing-key", &signing.to_bytes())
        .unwrap();
    old.store_secret("age-identity", identity.to_secret_string().as_bytes())
        .unwrap();
    old.lock().unwrap();

    let path = path.to_string_lossy().into_owned();
    let unlock = |passphrase: &str| {
        run::lock(&place.desktop).unwrap();
        run::vault_unlock(&place.desktop, path.clone(), text(passphrase)).unwrap()
    };
    let groups = signing.public().fingerprint().groups().to_vec();
    assert_eq!(unlock(PASSPHRASE).fingerprint, groups);
    add_budi(&place);
    assert_ne!(unlock(BUDI).fingerprint, groups);
    assert_eq!(unlock(PASSPHRASE).fingerprint, groups);
}
