//! Withdrawal, purge, conflicts, and the clock that is behind.

use crate::desk::{Desk, MARKER, answer, at, begin, create, now, passphrase};
use saring_record::{Digest, InterviewId, Moment, Receipt, receipt::Received};
use saring_vault::{
    DocumentState, Erasure, Filter, Findable, Index, NewAttachment, NewEvent, OutboxRow, Progress,
    Retention, TakenIn, Vault,
};

/// An interview that says the marker wherever something can be said, and some beside it that stay.
fn told(vault: &mut Vault) -> InterviewId {
    let id = begin(vault);
    for number in 0..30 {
        let text = format!("{number} {MARKER} {}", MARKER.repeat(number * 7 % 60));
        let event = NewEvent {
            at: at(60),
            body: text.as_bytes(),
        };
        let progress = Progress {
            position: Some(MARKER),
            summary: Some(text.as_bytes()),
            attention: None,
        };
        let key = format!("{MARKER}-{number}");
        let findable = [Findable {
            key: &key,
            text: &text,
        }];
        vault
            .record_findable(id, &[event], progress, Index::Change(&findable))
            .unwrap();
    }
    let mut scan = b"%PDF-1.7 ".to_vec();
    scan.extend(MARKER.repeat(50_000).as_bytes());
    let new = NewAttachment {
        interview: id,
        reference: Some(MARKER),
        name: MARKER,
        at: at(61),
    };
    vault.add_attachment(&new, &mut scan.as_slice()).unwrap();
    let document = format!("{{\"of\":\"{id}\",\"said\":\"{}\"}}", MARKER.repeat(500));
    vault.finalize(id, document.as_bytes(), at(70)).unwrap();
    vault.reopen(id, MARKER, at(71)).unwrap();
    vault
        .finalize(id, format!("{document} ").as_bytes(), at(72))
        .unwrap();
    id
}

/// How often a text stands in the pages of the decrypted file, the free ones and the free room within pages included.
fn in_the_pages(vault: &mut Vault, text: &str) -> usize {
    let pages = vault
        .connection()
        .serialize(saring_vault::rusqlite::MAIN_DB)
        .unwrap();
    let both = [text.to_owned(), text.to_lowercase()];
    both.iter()
        .map(|text| {
            pages
                .windows(text.len())
                .filter(|window| *window == text.as_bytes())
                .count()
        })
        .sum()
}

fn send(vault: &mut Vault, name: &str, sequence: u64, documents: &[Digest]) -> OutboxRow {
    let (_, previous) = vault.next_sequence("bp2mi").unwrap();
    let row = OutboxRow {
        bundle: name.to_owned(),
        kind: "submissions".to_owned(),
        destination: "bp2mi".to_owned(),
        sequence,
        tag_manifest: Digest::of(name.as_bytes()),
        previous,
        at: at(120),
        count: 1,
        withdrawals: 0,
        received: None,
    };
    vault.export_committed(&row, documents, &[]).unwrap();
    row
}

fn acknowledge(vault: &mut Vault, sent: &OutboxRow, documents: &[(InterviewId, Digest)]) -> usize {
    let receipt = Receipt {
        saring: "receipt/1".to_owned(),
        bundle: sent.tag_manifest.clone(),
        sequence: sent.sequence,
        at: at(500),
        received: documents
            .iter()
            .map(|(interview, digest)| Received {
                interview: *interview,
                digest: digest.clone(),
            })
            .collect(),
    };
    vault.receipt_committed(&receipt).unwrap()
}

fn days_later(days: u32) -> Moment {
    let instant = at(600).instant() + std::time::Duration::from_secs(u64::from(days) * 86_400);
    instant.into()
}

#[test]
fn what_was_withdrawn_is_nowhere_any_more_and_the_chain_still_holds() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let before = begin(&mut vault);
    answer(&mut vault, before, "yang lain tetap").unwrap();
    let id = told(&mut vault);
    let after = begin(&mut vault);
    answer(&mut vault, after, "yang lain juga").unwrap();
    assert!(in_the_pages(&mut vault, MARKER) > 100);

    let row = vault.withdraw(id, b"{\"withdrawal\":1}", at(90)).unwrap();
    assert!(!row.travels);
    // At once, while the vault is open, and in the file beside which the log lies.
    assert_eq!(in_the_pages(&mut vault, MARKER), 0);
    assert_eq!(std::fs::metadata(desk.beside("-wal")).unwrap().len(), 0);
    vault.verify_audit().unwrap();
    vault.lock().unwrap();

    let mut vault = desk.unlock();
    assert_eq!(in_the_pages(&mut vault, MARKER), 0);
    assert!(in_the_pages(&mut vault, "yang lain") >= 2);
    assert!(vault.check().unwrap().is_good());
    let row = vault.interview(id).unwrap().unwrap();
    assert_eq!(
        (row.state, row.slip.as_str(), row.erased),
        (
            DocumentState::Purged,
            "",
            Some((at(90), Erasure::Withdrawn))
        )
    );
    // What is left says that something was recorded, when and by whom, and no more.
    let events = vault.events(id).unwrap();
    assert_eq!(events.len(), 30);
    assert!(events.iter().all(|event| event.body.is_none()));
    for one in vault.revisions(id).unwrap() {
        assert_eq!(
            (one.state, one.reason.as_str()),
            (DocumentState::Purged, "")
        );
        assert_eq!(vault.document(&one.digest).unwrap(), None);
    }
    assert_eq!(vault.attachments(id).unwrap(), []);
    let hits = vault.search(MARKER, &Filter::default(), 50).unwrap();
    assert_eq!(hits, []);
    // And nothing is written to it again.
    for code in [
        answer(&mut vault, id, "lagi").unwrap_err().code(),
        vault.reopen(id, "lagi", at(99)).unwrap_err().code(),
        vault.finalize(id, b"{}", at(99)).unwrap_err().code(),
        vault.move_position(id, MARKER).unwrap_err().code(),
        vault.withdraw(id, b"{}", at(99)).unwrap_err().code(),
        vault.index(id, &[]).unwrap_err().code(),
    ] {
        assert_eq!(code, "interview-erased");
    }
}

#[test]
fn nobody_can_try_out_what_an_erased_document_said() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let document = b"{\"answer\":\"yes\"}";
    let first = vault.finalize(id, document, at(70)).unwrap();
    vault.reopen(id, "salah", at(71)).unwrap();
    vault.finalize(id, b"{\"answer\":\"no\"}", at(72)).unwrap();
    vault.withdraw(id, b"{}", at(90)).unwrap();
    let revisions = vault.revisions(id).unwrap();
    assert_ne!(revisions[0].digest, first);
    assert_eq!(in_the_pages(&mut vault, first.as_str()), 0);
    // Which corrected which still shows.
    assert_eq!(revisions[1].parent.as_ref(), Some(&revisions[0].digest));
}

#[test]
fn a_withdrawal_travels_when_something_had_left() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let digest = vault.finalize(id, b"{}", at(70)).unwrap();
    send(&mut vault, "b1", 1, std::slice::from_ref(&digest));
    let withdrawn = vault.withdraw(id, b"{\"withdrawal\":1}", at(90)).unwrap();
    assert!(withdrawn.travels);
    assert_eq!(
        vault.unsent_withdrawals().unwrap(),
        std::slice::from_ref(&withdrawn)
    );

    let (_, previous) = vault.next_sequence("bp2mi").unwrap();
    let row = OutboxRow {
        bundle: "b2".to_owned(),
        kind: "submissions".to_owned(),
        destination: "bp2mi".to_owned(),
        sequence: 2,
        tag_manifest: Digest::of(b"b2"),
        previous,
        at: at(120),
        count: 0,
        withdrawals: 0,
        received: None,
    };
    vault
        .export_committed(&row, &[], std::slice::from_ref(&withdrawn.digest))
        .unwrap();
    assert_eq!(vault.unsent_withdrawals().unwrap(), []);
    assert_eq!(acknowledge(&mut vault, &row, &[(id, withdrawn.digest)]), 1);
    assert_eq!(
        vault.withdrawals().unwrap()[0].state,
        DocumentState::Received
    );
}

#[test]
fn what_was_acknowledged_is_kept_for_its_time_and_then_erased() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let ids = [told(&mut vault), told(&mut vault), told(&mut vault)];
    let newest = |vault: &Vault, id| vault.revisions(id).unwrap().pop().unwrap().digest;
    let [sent, waiting] = [newest(&vault, ids[0]), newest(&vault, ids[1])];
    let row = send(&mut vault, "b1", 1, &[sent.clone(), waiting]);
    // Exported is not received.
    assert_eq!(vault.due(days_later(1000)).unwrap(), []);
    acknowledge(&mut vault, &row, &[(ids[0], sent)]);
    assert_eq!(vault.retention().unwrap(), Retention::Days(30));
    assert_eq!(vault.due(days_later(29)).unwrap(), []);
    assert_eq!(vault.due(days_later(30)).unwrap(), [ids[0]]);

    vault.set_retention(Retention::Keep, at(601)).unwrap();
    assert_eq!(vault.due(days_later(1000)).unwrap(), []);
    vault.set_retention(Retention::Days(7), at(602)).unwrap();
    assert_eq!(vault.purge_due(days_later(7)).unwrap(), [ids[0]]);
    assert_eq!(vault.purge_due(days_later(7)).unwrap(), []);
    let row = vault.interview(ids[0]).unwrap().unwrap();
    assert_eq!(row.erased, Some((days_later(7), Erasure::Purged)));
    let audit = vault.audit().unwrap();
    let entry = audit.iter().find(|entry| entry.action == "purged").unwrap();
    assert_eq!(entry.subject, ids[0].to_string());
    // The others hold what they held.
    for id in &ids[1..] {
        assert!(
            vault
                .events(*id)
                .unwrap()
                .iter()
                .all(|event| event.body.is_some())
        );
        assert_eq!(vault.attachments(*id).unwrap().len(), 1);
    }
    vault.verify_audit().unwrap();
}

#[test]
fn nothing_goes_by_policy_at_the_first_unlocking_after_a_long_rest() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = told(&mut vault);
    let sent = vault.revisions(id).unwrap().pop().unwrap().digest;
    let row = send(&mut vault, "b1", 1, std::slice::from_ref(&sent));
    acknowledge(&mut vault, &row, &[(id, sent)]);
    vault.lock().unwrap();
    let unlocked = |day| Vault::unlock(&desk.path, &passphrase(), days_later(day)).unwrap();

    // The clock leapt ahead, or nobody was here: the vault cannot know.
    let mut vault = unlocked(60);
    assert_eq!(vault.due(days_later(60)).unwrap(), [id]);
    assert_eq!(vault.purge_by_policy(days_later(60)).unwrap(), []);
    vault.lock().unwrap();
    // It was the clock, which was set: now it is behind, and doubted.
    let mut vault = unlocked(1);
    assert!(vault.report().clock_behind.is_some());
    assert_eq!(vault.purge_by_policy(days_later(1)).unwrap(), []);
    vault.lock().unwrap();
    // It was not: the next day it goes.
    let mut vault = unlocked(61);
    assert_eq!(vault.purge_by_policy(days_later(61)).unwrap(), [id]);
}

#[test]
fn a_correction_that_is_under_way_is_not_purged() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let digest = vault.finalize(id, b"{}", at(70)).unwrap();
    let row = send(&mut vault, "b1", 1, std::slice::from_ref(&digest));
    acknowledge(&mut vault, &row, &[(id, digest)]);
    vault.reopen(id, "salah", at(700)).unwrap();
    assert_eq!(vault.due(days_later(100)).unwrap(), []);
    // Nor is one that is finished and has not been sent.
    vault.finalize(id, b"{\"n\":2}", at(701)).unwrap();
    assert_eq!(vault.due(days_later(100)).unwrap(), []);
}

#[test]
fn two_corrections_of_one_document_are_a_conflict_that_a_person_resolves() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    let first = vault.finalize(id, b"{\"n\":1}", at(70)).unwrap();
    vault.reopen(id, "di sini", at(71)).unwrap();
    let here = vault.finalize(id, b"{\"n\":\"here\"}", at(72)).unwrap();
    assert_eq!(vault.conflicts().unwrap(), []);
    let came = TakenIn {
        interview: id,
        document: b"{\"n\":\"there\"}",
        number: 2,
        parent: Some(&first),
        reason: "di sana",
        at: at(73),
    };
    let there = vault.take_in_revision(&came).unwrap();
    // A second time it changes nothing.
    assert_eq!(vault.take_in_revision(&came).unwrap(), there);
    let conflicts = vault.conflicts().unwrap();
    assert_eq!(
        (conflicts.len(), conflicts[0].parent.as_ref()),
        (1, Some(&first))
    );
    let both: Vec<_> = conflicts[0]
        .revisions
        .iter()
        .map(|one| &one.digest)
        .collect();
    assert_eq!(both, [&here, &there]);
    assert!(vault.interview(id).unwrap().unwrap().conflict);
    assert_eq!(
        vault.reopen(id, "lagi", at(74)).unwrap_err().code(),
        "revision-conflict"
    );

    vault.resolve_conflict(&here, at(75)).unwrap();
    assert_eq!(vault.conflicts().unwrap(), []);
    assert!(!vault.interview(id).unwrap().unwrap().conflict);
    let set_aside = vault.revisions(id).unwrap().pop().unwrap();
    assert_eq!(
        (set_aside.digest, set_aside.set_aside),
        (there.clone(), Some(at(75)))
    );
    assert_eq!(
        vault.document(&there).unwrap().unwrap(),
        b"{\"n\":\"there\"}"
    );
    // What comes next is built on the one that counts.
    assert_eq!(vault.next_revision(id).unwrap(), (3, Some(here.clone())));
    vault.reopen(id, "lagi", at(76)).unwrap();
    vault.finalize(id, b"{\"n\":3}", at(77)).unwrap();
    let last = vault.revisions(id).unwrap().pop().unwrap();
    assert_eq!((last.number, last.parent), (3, Some(here)));
    let unknown = Digest::of(b"never");
    let error = vault
        .take_in_revision(&TakenIn {
            parent: Some(&unknown),
            document: b"{}",
            ..came
        })
        .unwrap_err();
    assert_eq!(error.code(), "no-such-document");
    assert!(vault.check().unwrap().is_good());
}

#[test]
fn only_what_is_undecided_is_in_conflict_and_what_was_erased_is_not() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    // Corrected here alone; twice begun; corrected in three places.
    let [one, two, three] = [(); 3].map(|()| begin(&mut vault));
    for (id, n) in [(one, 1), (two, 2), (three, 3)] {
        let document = format!("{{\"n\":{n}}}");
        vault.finalize(id, document.as_bytes(), at(70)).unwrap();
    }
    vault.reopen(one, "salah dengar", at(71)).unwrap();
    vault.finalize(one, b"{\"n\":11}", at(72)).unwrap();
    let first = vault.revisions(three).unwrap()[0].digest.clone();
    let mut take = |interview, document: &str, number, parent| {
        let taken = TakenIn {
            interview,
            document: document.as_bytes(),
            number,
            parent,
            reason: "",
            at: at(73),
        };
        vault.take_in_revision(&taken).unwrap()
    };
    take(two, "{\"n\":21}", 1, None);
    let kept = take(three, "{\"n\":31}", 2, Some(&first));
    take(three, "{\"n\":32}", 2, Some(&first));
    take(three, "{\"n\":33}", 2, Some(&first));
    let counted = |vault: &Vault| -> Vec<(InterviewId, usize)> {
        let conflicts = vault.conflicts().unwrap();
        conflicts
            .iter()
            .map(|conflict| (conflict.interview, conflict.revisions.len()))
            .collect()
    };
    assert_eq!(counted(&vault), [(three, 3), (two, 2)]);
    vault.withdraw(two, b"{\"withdrawal\":2}", at(74)).unwrap();
    assert_eq!(counted(&vault), [(three, 3)]);
    vault.resolve_conflict(&kept, at(75)).unwrap();
    assert_eq!(counted(&vault), []);
    assert!(vault.interviews().unwrap().iter().all(|row| !row.conflict));
}

#[test]
fn a_clock_that_is_behind_is_told_and_marks_what_is_written_until_somebody_says_it_is_right() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    vault.log("viewed", "", at(7200)).unwrap();
    vault.lock().unwrap();

    let early = Moment::parse("2019-01-01T00:00:10+07:00").unwrap();
    let mut vault = Vault::unlock(&desk.path, &passphrase(), early).unwrap();
    assert_eq!(vault.report().clock_behind, Some(at(7200)));
    let record = |vault: &mut Vault, at| {
        let event = NewEvent { at, body: b"x" };
        vault.record(id, &[event], Progress::default()).unwrap();
        vault.events(id).unwrap().pop().unwrap().doubtful
    };
    assert!(record(&mut vault, early));
    // The clock was set while the vault was open.
    assert!(!record(&mut vault, at(7300)));
    assert!(record(&mut vault, early));
    vault.lock().unwrap();

    // Doubtful times do not count as the last certain one.
    let mut vault = Vault::unlock(&desk.path, &passphrase(), early).unwrap();
    assert_eq!(vault.report().clock_behind, Some(at(7300)));
    assert_eq!(vault.due(early).unwrap(), []);
    vault.trust_clock(early).unwrap();
    assert_eq!(vault.report().clock_behind, None);
    assert!(!record(&mut vault, early));
    vault.verify_audit().unwrap();
    let doubtful = vault.audit().unwrap();
    assert!(doubtful.iter().any(|entry| entry.doubtful));
    vault.lock().unwrap();
    let vault = Vault::unlock(&desk.path, &passphrase(), now()).unwrap();
    assert_eq!(vault.report().clock_behind, None);
}

#[test]
fn a_mark_of_doubt_cannot_be_taken_off() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    vault.log("viewed", "", at(7200)).unwrap();
    vault.lock().unwrap();
    let mut vault = Vault::unlock(&desk.path, &passphrase(), now()).unwrap();
    vault
        .connection()
        .execute_batch(
            "DROP TRIGGER audit_is_not_changed; UPDATE audit SET doubtful = 0 WHERE doubtful = 1",
        )
        .unwrap();
    assert_eq!(vault.verify_audit().unwrap_err().code(), "audit-broken");
}
