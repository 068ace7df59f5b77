//! A person withdrew after the interview had come here: it goes, and stays gone.

use crate::enrolment::{bundle, card};
use crate::fixture::{
    Headquarters, Post, at, code, corrected, digest, files, form, in_cambodia, value,
};
use rusqlite::types::ValueRef;
use saring_bundle::OutgoingFile;
use saring_record::{
    Card, Digest, Interview, InterviewId, VaultId, WITHDRAWAL_FORMAT, Withdrawal, canonical,
};
use saring_registry::{By, ImportOutcome};

fn withdrawal(interview: InterviewId) -> Vec<u8> {
    canonical::to_bytes(&Withdrawal {
        saring: WITHDRAWAL_FORMAT.to_owned(),
        interview,
        vault: VaultId::generate(),
        at: at("2026-02-01T08:00:00.000+07:00"),
    })
    .unwrap()
}

/// A bundle of these withdrawals and nothing else.
fn withdraws(post: &Post, records: &[Vec<u8>]) -> Vec<u8> {
    let mut sent = files(&[], &[]);
    for record in records {
        let name = saring_bundle::withdrawal_name(&Digest::of(record));
        sent.push(OutgoingFile::bytes(name, record.clone()));
    }
    post.sends_files(false, sent)
}

fn counted(headquarters: &mut Headquarters) -> u64 {
    headquarters.open(|registry, _| registry.count(&By::Station, "en").unwrap().total)
}

/// Whether a word stands anywhere in the registry's tables.
fn stands(headquarters: &Headquarters, word: &str) -> bool {
    let tables: Vec<String> = headquarters
        .connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'registry_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    tables.iter().any(|table| {
        let mut statement = headquarters
            .connection
            .prepare(&format!("SELECT * FROM {table}"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let (ValueRef::Text(bytes) | ValueRef::Blob(bytes)) = row.get_ref(column).unwrap()
                else {
                    continue;
                };
                if String::from_utf8_lossy(bytes).contains(word) {
                    return true;
                }
            }
        }
        false
    })
}

#[test]
fn what_was_withdrawn_goes_with_every_revision_and_is_receipted() {
    let (mut headquarters, post) = Headquarters::with_post();
    let (gone, stays) = (in_cambodia(), in_cambodia());
    let second = corrected(&gone, "full_name", value("Penanda-Nama"));
    headquarters.import(&post.sends(&[gone.clone(), second.clone(), stays.clone()]));
    assert_eq!(counted(&mut headquarters), 2);
    let case =
        headquarters.open(|registry, _| registry.case(gone.interview, "en").unwrap().summary.code);

    let record = withdrawal(gone.interview);
    let outcome = headquarters.import(&withdraws(&post, std::slice::from_ref(&record)));
    let ImportOutcome::Imported {
        interviews: 0,
        withdrawals: 1,
        tag_manifest,
        ..
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (headquarters.documents(), counted(&mut headquarters)),
        (1, 1)
    );
    for word in [
        "Penanda-Nama",
        digest(&gone).as_str(),
        digest(&second).as_str(),
    ] {
        assert!(!stands(&headquarters, word), "{word}");
    }
    headquarters.open(|registry, desk| {
        assert_eq!(
            registry.case(gone.interview, "en").unwrap_err().code(),
            "unknown-case"
        );
        let withdrawn = registry.withdrawn().unwrap();
        assert_eq!(withdrawn.len(), 1);
        assert_eq!(
            (withdrawn[0].interview, withdrawn[0].code.as_deref()),
            (gone.interview, Some(case.as_str()))
        );
        let receipt = registry.receipt(&tag_manifest, desk.now).unwrap();
        assert_eq!(receipt.received.len(), 1);
        assert_eq!(receipt.received[0].digest, Digest::of(&record));
    });
}

#[test]
fn what_was_withdrawn_does_not_come_back() {
    let (mut headquarters, post) = Headquarters::with_post();
    let one = in_cambodia();
    headquarters.import(&post.sends(std::slice::from_ref(&one)));
    headquarters.import(&withdraws(&post, &[withdrawal(one.interview)]));
    // Sent once more from an older copy of the vault: neither taken in nor acknowledged.
    let outcome = headquarters.import(&post.sends(&[one.clone(), in_cambodia()]));
    let ImportOutcome::Imported {
        interviews: 2,
        new: 1,
        tag_manifest,
        ..
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    headquarters.open(|registry, desk| {
        let receipt = registry.receipt(&tag_manifest, desk.now).unwrap();
        assert!(
            receipt
                .received
                .iter()
                .all(|r| r.interview != one.interview)
        );
    });
    assert_eq!(counted(&mut headquarters), 1);
}

#[test]
fn a_withdrawal_that_overtakes_its_interview_still_holds() {
    let (mut headquarters, post) = Headquarters::with_post();
    let one = in_cambodia();
    let late = post.sends(std::slice::from_ref(&one));
    headquarters.import(&withdraws(&post, &[withdrawal(one.interview)]));
    headquarters.import(&late);
    assert_eq!(headquarters.documents(), 0);
    headquarters.open(|registry, _| {
        assert_eq!(registry.withdrawn().unwrap()[0].code, None);
    });
}

/// The card of a post, read and compared.
fn vouch(headquarters: &mut Headquarters, post: &Post, vault: VaultId) {
    let card = Card {
        vault,
        ..card(&post.key)
    };
    let enrolment = bundle(&post.key, &card);
    headquarters.open(|registry, desk| {
        registry.enrol(enrolment.as_slice(), desk).unwrap();
        registry
            .trust(&post.key.public(), "Dewi", "Sari", desk.now)
            .unwrap();
    });
}

#[test]
fn a_post_speaks_for_its_own_vault_only() {
    let (mut headquarters, post) = Headquarters::with_post();
    let (colleague, stranger) = (Post::new(&headquarters), Post::new(&headquarters));
    let vault = VaultId::generate();
    vouch(&mut headquarters, &post, vault);
    vouch(&mut headquarters, &colleague, vault);
    vouch(&mut headquarters, &stranger, VaultId::generate());
    let one = in_cambodia();
    let send = |post: &Post, interview: &Interview| {
        post.sends_files(false, files(std::slice::from_ref(interview), &[form()]))
    };
    headquarters.import(&send(&post, &one));

    let refused = headquarters.import(&withdraws(&stranger, &[withdrawal(one.interview)]));
    assert_eq!(code(&refused), "foreign-withdrawal");
    assert_eq!(headquarters.documents(), 1);

    let taken = headquarters.import(&withdraws(&colleague, &[withdrawal(one.interview)]));
    assert_eq!(code(&taken), "imported");
    assert_eq!(headquarters.documents(), 0);
}

#[test]
fn a_withdrawal_that_cannot_be_read_refuses_the_whole_bundle() {
    let (mut headquarters, post) = Headquarters::with_post();
    for (record, expected) in [
        (&b"{}"[..], "not-a-document"),
        (
            br#"{"saring":"withdrawal/2","interview":"01902f5c-0000-7000-8000-000000000001","vault":"01902f5c-0000-7000-8000-000000000002","at":"2026-02-01T08:00:00.000+07:00"}"#,
            "newer-document",
        ),
    ] {
        let mut sent = files(&[in_cambodia()], &[form()]);
        let name = saring_bundle::withdrawal_name(&Digest::of(record));
        sent.push(OutgoingFile::bytes(name, record.to_vec()));
        let outcome = headquarters.import(&post.sends_files(false, sent));
        assert_eq!(code(&outcome), expected);
        assert_eq!(headquarters.documents(), 0);
    }
}
