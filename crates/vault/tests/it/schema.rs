//! Every schema that was ever released: a vault of each lies in `tests/fixtures/schema-N` and still opens, is brought
//! up to date and shows all it held. A new number needs a new fixture:
//! `cargo test -p saring-vault --test it -- --ignored makes_the_fixture_of_todays_schema`.

use crate::desk::{Desk, at};
use saring_record::{Digest, FormRef, InterviewId, Languages, Receipt, Stage, receipt::Received};
use saring_vault::{
    Cost, DocumentState, Filter, Findable, NewAttachment, NewEvent, NewForm, NewInterview,
    NewVault, OutboxRow, Passphrase, Progress, Role, Vault, VaultError,
};
use std::path::{Path, PathBuf};

/// No secret: the fixtures are training vaults.
fn passphrase() -> Passphrase {
    Passphrase::new("latihan tanpa rahasia".to_owned())
}

const NAME: &str = "Latihan.saring-vault";

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The highest number this program knows, as it says itself when it refuses a later one.
fn known() -> u32 {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    vault
        .connection()
        .pragma_update(None, "user_version", u32::from(u16::MAX))
        .unwrap();
    vault.lock().unwrap();
    match desk.unlock_error() {
        VaultError::Newer { known, .. } => known,
        other => panic!("{other}"),
    }
}

fn id(last: u8) -> InterviewId {
    format!("018f0000-0000-7000-8000-0000000000{last:02}")
        .parse()
        .unwrap()
}

/// What every fixture holds: one interview that went the whole way with a correction, one that is open, one bundle
/// with its receipt, a card, a secret, a setting.
fn fill(vault: &mut Vault) {
    let form = FormRef {
        id: "saring_full".to_owned(),
        version: "1".to_owned(),
        digest: Digest::of(b"form"),
    };
    vault
        .store_form(&NewForm {
            form: &form,
            title: "Saring",
            source: b"sheets",
            imported: at(0),
        })
        .unwrap();
    for (last, slip) in [(1, "017"), (2, "018")] {
        vault
            .create_interview(&NewInterview {
                id: id(last),
                form: form.digest.clone(),
                slip: slip.to_owned(),
                languages: Languages {
                    officer: "Bahasa Indonesia (id)".to_owned(),
                    person: "Khmer (km)".to_owned(),
                },
                stage: Stage::Full,
                started: at(1),
            })
            .unwrap();
        for (number, body) in ["សុខា", "Phnom Penh", "paspor diambil"].iter().enumerate() {
            let event = NewEvent {
                at: at(10 + number as u32),
                body: body.as_bytes(),
            };
            let progress = Progress {
                position: Some("/data/person/name"),
                summary: Some(b"{\"answered\":3}"),
                attention: None,
            };
            vault.record(id(last), &[event], progress).unwrap();
        }
    }
    let first = vault.finalize(id(1), b"{\"n\":1}", at(70)).unwrap();
    let sent = OutboxRow {
        bundle: "bundle-1".to_owned(),
        kind: "submissions".to_owned(),
        destination: "bp2mi".to_owned(),
        sequence: 1,
        tag_manifest: Digest::of(b"bundle-1"),
        previous: None,
        at: at(80),
        count: 1,
        withdrawals: 0,
        received: None,
    };
    vault
        .export_committed(&sent, std::slice::from_ref(&first), &[])
        .unwrap();
    vault
        .receipt_committed(&Receipt {
            saring: "receipt/1".to_owned(),
            bundle: sent.tag_manifest,
            sequence: 1,
            at: at(90),
            received: vec![Received {
                interview: id(1),
                digest: first,
            }],
        })
        .unwrap();
    vault.reopen(id(1), "salah dengar", at(100)).unwrap();
    vault.finalize(id(1), b"{\"n\":2}", at(110)).unwrap();
    let card = vault.add_peer(b"card", at(120)).unwrap();
    vault.trust_peer(&card, at(121)).unwrap();
    vault.store_secret("blob", b"seven").unwrap();
    vault.set_setting("language", "id").unwrap();
}

/// What came with schema 2: an attachment, words to be found by, a withdrawn interview.
fn fill_2(vault: &mut Vault) {
    let new = NewAttachment {
        interview: id(2),
        reference: Some("/data/passport"),
        name: "paspor",
        at: at(130),
    };
    vault
        .add_attachment(&new, &mut b"%PDF-1.7 scan".as_slice())
        .unwrap();
    let name = [Findable {
        key: "/data/person/name",
        text: "សុខា",
    }];
    vault.index(id(2), &name).unwrap();
    let form = vault.forms().unwrap()[0].form.digest.clone();
    vault
        .create_interview(&NewInterview {
            id: id(3),
            form,
            slip: "019".to_owned(),
            languages: Languages {
                officer: "Bahasa Indonesia (id)".to_owned(),
                person: "Khmer (km)".to_owned(),
            },
            stage: Stage::Full,
            started: at(140),
        })
        .unwrap();
    vault
        .withdraw(id(3), b"{\"withdrawal\":1}", at(141))
        .unwrap();
}

fn shows_2(vault: &mut Vault) {
    let attached = vault.attachments(id(2)).unwrap().remove(0);
    let mut out = Vec::new();
    vault
        .read_attachment(attached.id, at(200), &mut out)
        .unwrap();
    assert_eq!(
        (
            attached.name.as_str(),
            attached.media.as_str(),
            out.as_slice()
        ),
        ("paspor", "application/pdf", b"%PDF-1.7 scan".as_slice())
    );
    let hits = vault.search("សុខា", &Filter::default(), 50).unwrap();
    assert_eq!((hits.len(), hits[0].interview.id), (1, id(2)));
    let withdrawn = vault.withdrawals().unwrap().remove(0);
    assert_eq!((withdrawn.interview, withdrawn.at), (id(3), at(141)));
    assert!(vault.interview(id(3)).unwrap().unwrap().erased.is_some());
}

/// Everything that [`fill`] put in.
fn shows_everything(vault: &mut Vault) {
    let meta = vault.meta();
    assert_eq!(
        (
            meta.label.as_str(),
            meta.officer.name.as_str(),
            meta.training
        ),
        ("Latihan", "Dewi Lestari", true)
    );
    let rows = vault.interviews().unwrap();
    let told: Vec<_> = rows
        .iter()
        .filter(|row| row.erased.is_none())
        .map(|row| (row.id, row.slip.as_str(), row.state, row.revision))
        .collect();
    assert_eq!(
        told,
        [
            (id(2), "018", DocumentState::Incomplete, 0),
            (id(1), "017", DocumentState::Finalized, 2)
        ]
    );
    let rows = &rows[rows.len() - 2..];
    assert_eq!(rows[0].position.as_deref(), Some("/data/person/name"));
    assert_eq!(rows[0].languages.person, "Khmer (km)");
    for row in rows {
        let events = vault.events(row.id).unwrap();
        let bodies: Vec<_> = events
            .iter()
            .map(|event| String::from_utf8(event.body.clone().unwrap()).unwrap())
            .collect();
        assert_eq!(bodies, ["សុខា", "Phnom Penh", "paspor diambil"]);
        assert_eq!((events[2].seq, events[2].at), (3, at(12)));
    }
    let revisions = vault.revisions(id(1)).unwrap();
    assert_eq!(
        (
            revisions[0].state,
            revisions[1].state,
            revisions[1].reason.as_str()
        ),
        (
            DocumentState::Received,
            DocumentState::Finalized,
            "salah dengar"
        )
    );
    assert_eq!(revisions[1].parent.as_ref(), Some(&revisions[0].digest));
    assert_eq!(
        vault.document(&revisions[0].digest).unwrap().unwrap(),
        b"{\"n\":1}"
    );
    let outbox = vault.outbox().unwrap();
    assert_eq!(
        (outbox[0].bundle.as_str(), outbox[0].received),
        ("bundle-1", Some(at(90)))
    );
    assert_eq!(
        vault.outbox_documents(&outbox[0].tag_manifest).unwrap(),
        [revisions[0].digest.clone()]
    );
    assert_eq!(vault.peers().unwrap()[0].trusted, Some(at(121)));
    assert_eq!(vault.secret("blob").unwrap().unwrap().as_slice(), b"seven");
    assert_eq!(vault.setting("language").unwrap().as_deref(), Some("id"));
    let form = vault.forms().unwrap()[0].form.digest.clone();
    assert_eq!(vault.form_source(&form).unwrap().unwrap(), b"sheets");
    assert!(vault.check().unwrap().is_good());
}

/// A copy, since opening writes.
fn copied(number: u32) -> Desk {
    let desk = Desk::empty();
    for suffix in ["", ".keys", ".keys-copy"] {
        let from = fixtures().join(format!("schema-{number}/{NAME}{suffix}"));
        std::fs::copy(&from, desk.beside(suffix)).unwrap_or_else(|e| panic!("{from:?}: {e}"));
    }
    desk
}

#[test]
#[ignore = "run by hand when a new schema is about to be released"]
fn makes_the_fixture_of_todays_schema() {
    let folder = fixtures().join(format!("schema-{}", known()));
    std::fs::create_dir_all(&folder).unwrap();
    let mut vault = Vault::create(NewVault {
        path: &folder.join(NAME),
        label: "Latihan",
        officer: "Dewi Lestari",
        signer: Some("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"),
        station: "Pos A-07",
        role: Role::Field,
        training: true,
        passphrase: &passphrase(),
        cost: Cost::FLOOR,
        now: at(0),
    })
    .unwrap();
    fill(&mut vault);
    fill_2(&mut vault);
    vault.lock().unwrap();
    std::fs::remove_file(folder.join(format!("{NAME}.lock"))).unwrap();
}

#[test]
fn every_released_schema_still_opens_and_shows_everything() {
    for number in 1..=known() {
        let desk = copied(number);
        for _ in 0..2 {
            let mut vault = Vault::unlock(&desk.path, &passphrase(), at(200)).unwrap();
            assert_eq!(vault.report().slots, None, "schema {number}");
            shows_everything(&mut vault);
            if number >= 2 {
                shows_2(&mut vault);
            }
            vault.lock().unwrap();
        }
    }
}
