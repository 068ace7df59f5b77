//! Interviews: recorded, finalized, corrected, exported, receipted; and what the audit log says of it.

use crate::desk::{Desk, MARKER, answer, at, begin, create, now};
use saring_record::{Digest, InterviewId, Receipt, receipt::Received};
use saring_vault::{DocumentState, NewEvent, OutboxRow, Progress, VaultError};

fn bundle(name: &str, sequence: u64, previous: Option<Digest>, count: u32) -> OutboxRow {
    OutboxRow {
        bundle: name.to_owned(),
        kind: "submissions".to_owned(),
        destination: "bp2mi".to_owned(),
        sequence,
        tag_manifest: Digest::of(name.as_bytes()),
        previous,
        at: at(120),
        count,
        withdrawals: 0,
        received: None,
    }
}

#[test]
fn answers_come_back_in_order_with_who_and_when() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let events = [
        NewEvent {
            at: at(1),
            body: b"one",
        },
        NewEvent {
            at: at(2),
            body: b"two",
        },
    ];
    let progress = Progress {
        position: Some("/data/who/age"),
        summary: Some(b"{\"done\":2}"),
        attention: None,
    };
    let saved = vault.record(id, &events, progress).unwrap();
    assert_eq!((saved.seq, saved.at), (2, at(2)));
    assert_eq!(answer(&mut vault, id, "three").unwrap(), 3);
    vault.lock().unwrap();

    let mut vault = desk.unlock();
    let bodies: Vec<_> = vault
        .events(id)
        .unwrap()
        .into_iter()
        .map(|event| event.body.unwrap())
        .collect();
    assert_eq!(
        bodies,
        [b"one".to_vec(), b"two".to_vec(), b"three".to_vec()]
    );
    assert!(
        vault
            .events(id)
            .unwrap()
            .iter()
            .all(|event| event.officer == vault.meta().officer.id)
    );
    let row = vault.interview(id).unwrap().unwrap();
    assert_eq!(
        (row.position.as_deref(), row.slip.as_str(), row.revision),
        (Some("/data/who/age"), "017", 0)
    );
    assert_eq!(row.summary.as_deref(), Some(b"{\"done\":2}".as_slice()));
    vault.move_position(id, "/data/who/name").unwrap();
    let row = vault.interview(id).unwrap().unwrap();
    assert_eq!(
        (row.position.as_deref(), row.updated, row.is_open()),
        (Some("/data/who/name"), at(60), true)
    );
    vault.verify_audit().unwrap();
}

#[test]
fn the_newest_interview_comes_first() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let ids = [begin(&mut vault), begin(&mut vault), begin(&mut vault)];
    let listed: Vec<_> = vault
        .interviews()
        .unwrap()
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(listed, [ids[2], ids[1], ids[0]]);
}

#[test]
fn an_interview_needs_its_form_and_an_answer_its_interview() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let row = vault.interview(id).unwrap().unwrap();
    let missing = Digest::of(b"another form");
    let new = saring_vault::NewInterview {
        id: InterviewId::generate(),
        form: missing.clone(),
        slip: row.slip,
        languages: row.languages,
        stage: row.stage,
        started: now(),
    };
    assert_eq!(
        vault.create_interview(&new).unwrap_err().code(),
        "no-such-form"
    );
    assert_eq!(
        answer(&mut vault, new.id, "x").unwrap_err().code(),
        "no-such-interview"
    );
    assert_eq!(vault.form_source(&missing).unwrap(), None);
    assert_eq!(
        vault
            .form_source(&vault.forms().unwrap()[0].form.digest)
            .unwrap()
            .unwrap(),
        b"sheets"
    );
}

#[test]
fn a_finalized_interview_changes_only_by_a_correction_with_a_reason() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    answer(&mut vault, id, "yes").unwrap();
    let first = vault.finalize(id, b"{\"n\":1}", at(70)).unwrap();
    assert_eq!(
        answer(&mut vault, id, "no").unwrap_err().code(),
        "interview-finalized"
    );
    assert_eq!(
        vault.finalize(id, b"{\"n\":9}", at(71)).unwrap_err().code(),
        "interview-finalized"
    );
    assert_eq!(
        vault.interview(id).unwrap().unwrap().state,
        DocumentState::Finalized
    );

    vault.reopen(id, "misheard the year", at(80)).unwrap();
    assert_eq!(
        vault.reopen(id, "again", at(80)).unwrap_err().code(),
        "interview-not-finalized"
    );
    let row = vault.interview(id).unwrap().unwrap();
    assert_eq!(
        (row.state, row.correcting.as_deref()),
        (DocumentState::Incomplete, Some("misheard the year"))
    );
    answer(&mut vault, id, "no").unwrap();
    let second = vault.finalize(id, b"{\"n\":2}", at(90)).unwrap();

    let revisions = vault.revisions(id).unwrap();
    assert_eq!(
        (
            revisions[0].number,
            &revisions[0].digest,
            &revisions[0].parent
        ),
        (1, &first, &None)
    );
    assert_eq!(
        (
            revisions[1].number,
            &revisions[1].digest,
            &revisions[1].parent
        ),
        (2, &second, &Some(first.clone()))
    );
    assert_eq!(
        (revisions[0].reason.as_str(), revisions[1].reason.as_str()),
        ("", "misheard the year")
    );
    assert_eq!(vault.document(&first).unwrap().unwrap(), b"{\"n\":1}");
    assert_eq!(vault.events(id).unwrap().len(), 2);
    vault.verify_audit().unwrap();
}

#[test]
fn an_export_numbers_the_bundle_and_marks_its_documents_together_or_not_at_all() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let digest = vault.finalize(id, b"{}", at(70)).unwrap();
    assert_eq!(vault.unsent().unwrap().len(), 1);
    assert_eq!(vault.next_sequence("bp2mi").unwrap(), (1, None));

    let unknown = Digest::of(b"never stored");
    let error = vault
        .export_committed(&bundle("b1", 1, None, 2), &[digest.clone(), unknown], &[])
        .unwrap_err();
    assert_eq!(error.code(), "no-such-document");
    assert_eq!(
        (vault.unsent().unwrap().len(), vault.outbox().unwrap().len()),
        (1, 0)
    );

    let first = bundle("b1", 1, None, 1);
    vault
        .export_committed(&first, std::slice::from_ref(&digest), &[])
        .unwrap();
    assert_eq!(vault.unsent().unwrap().len(), 0);
    assert_eq!(
        vault.interview(id).unwrap().unwrap().state,
        DocumentState::Exported
    );
    assert_eq!(
        vault.next_sequence("bp2mi").unwrap(),
        (2, Some(first.tag_manifest.clone()))
    );
    assert_eq!(vault.next_sequence("iom").unwrap(), (1, None));
    let error = vault
        .export_committed(&bundle("b2", 2, None, 0), &[], &[])
        .unwrap_err();
    assert!(matches!(
        error,
        VaultError::OutOfSequence {
            found: 2,
            expected: 2
        }
    ));
    assert_eq!(vault.outbox().unwrap(), [first]);
}

#[test]
fn a_receipt_counts_only_for_what_was_in_its_bundle() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let (sent, kept) = (begin(&mut vault), begin(&mut vault));
    let sent_document = vault.finalize(sent, b"{\"n\":1}", at(70)).unwrap();
    let kept_document = vault.finalize(kept, b"{\"n\":2}", at(71)).unwrap();
    let row = bundle("b1", 1, None, 1);
    vault
        .export_committed(&row, std::slice::from_ref(&sent_document), &[])
        .unwrap();
    let received = |interview, digest| Received { interview, digest };
    let mut receipt = Receipt {
        saring: "receipt/1".to_owned(),
        bundle: row.tag_manifest.clone(),
        sequence: 1,
        at: at(500),
        received: vec![
            received(sent, sent_document.clone()),
            received(kept, kept_document),
        ],
    };
    assert_eq!(vault.receipt_committed(&receipt).unwrap(), 1);
    assert_eq!(
        vault.interview(sent).unwrap().unwrap().state,
        DocumentState::Received
    );
    assert_eq!(
        vault.interview(kept).unwrap().unwrap().state,
        DocumentState::Finalized
    );
    assert_eq!(vault.outbox().unwrap()[0].received, Some(at(500)));
    assert_eq!(
        vault.outbox_documents(&row.tag_manifest).unwrap(),
        [sent_document]
    );
    receipt.bundle = Digest::of(b"another");
    assert_eq!(vault.receipt_committed(&receipt).unwrap(), 0);
}

#[test]
fn a_card_is_trusted_only_after_it_was_compared() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let digest = vault.add_peer(b"{\"saring\":\"card/1\"}", at(1)).unwrap();
    assert_eq!(
        vault.add_peer(b"{\"saring\":\"card/1\"}", at(2)).unwrap(),
        digest
    );
    assert_eq!(vault.peers().unwrap()[0].trusted, None);
    vault.trust_peer(&digest, at(3)).unwrap();
    assert_eq!(
        (
            vault.peers().unwrap().len(),
            vault.peers().unwrap()[0].trusted
        ),
        (1, Some(at(3)))
    );
    assert_eq!(
        vault
            .trust_peer(&Digest::of(b"x"), at(4))
            .unwrap_err()
            .code(),
        "no-such-peer"
    );
}

#[test]
fn secrets_and_settings_are_kept_and_replaced() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    vault.store_secret("signing-key", b"one").unwrap();
    vault.store_secret("signing-key", b"two").unwrap();
    vault.set_setting("language", "id").unwrap();
    vault.lock().unwrap();
    let vault = desk.unlock();
    assert_eq!(
        vault.secret("signing-key").unwrap().unwrap().as_slice(),
        b"two"
    );
    assert!(vault.secret("age-identity").unwrap().is_none());
    assert_eq!(vault.setting("language").unwrap().as_deref(), Some("id"));
}

#[test]
fn the_audit_log_names_what_was_done_and_holds_no_content() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    answer(&mut vault, id, MARKER).unwrap();
    vault.finalize(id, MARKER.as_bytes(), at(70)).unwrap();
    vault.log("printed", &id.to_string(), at(80)).unwrap();
    let log = vault.audit().unwrap();
    let actions: Vec<_> = log.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "created",
            "form-stored",
            "begun",
            "recorded",
            "finalized",
            "printed"
        ]
    );
    assert!(!format!("{log:?}").contains(MARKER));
    assert_eq!(
        log[3].commitment.as_ref(),
        Some(&vault.events(id).unwrap()[0].commitment)
    );
    let last = log.last().unwrap();
    assert_eq!(vault.audit_head().unwrap(), (last.seq, last.hash.clone()));
}

#[test]
fn debug_output_holds_no_content() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let event = NewEvent {
        at: at(1),
        body: MARKER.as_bytes(),
    };
    let progress = Progress {
        position: Some(MARKER),
        summary: Some(MARKER.as_bytes()),
        attention: None,
    };
    vault.record(id, &[event], progress).unwrap();
    vault.finalize(id, b"{}", at(2)).unwrap();
    vault.reopen(id, MARKER, at(3)).unwrap();
    vault.finalize(id, b"{ }", at(4)).unwrap();
    vault.add_peer(MARKER.as_bytes(), at(5)).unwrap();
    let shown = format!(
        "{event:?} {progress:?} {:?} {:?} {:?} {:?} {:?} {vault:?}",
        vault.events(id).unwrap(),
        vault.interviews().unwrap(),
        vault.revisions(id).unwrap(),
        vault.peers().unwrap(),
        vault.meta(),
    );
    let bytes = format!("{:?}", MARKER.as_bytes());
    let bytes = bytes.trim_matches(['[', ']']);
    for content in [MARKER, bytes, "Dewi"] {
        assert!(!shown.contains(content), "{content}");
    }
}
