//! The check of a locked vault: it touches nothing, opens what no unlock can, and says what is damaged and what is not.

use crate::desk::{Desk, answer, at, attach, begin, create, now, passphrase};
use saring_record::InterviewId;
use saring_vault::{CheckReport, Damage, Part, check};

const PAGE: usize = 4096;

fn checked(desk: &Desk) -> CheckReport {
    check(&desk.path, &passphrase(), now()).unwrap()
}

/// Two interviews: the first with answers over many pages and an attachment, the second with a document.
fn written() -> (Desk, [InterviewId; 2]) {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let ids = [begin(&mut vault), begin(&mut vault)];
    for number in 0..20 {
        answer(&mut vault, ids[0], &format!("{number}:{}", "x".repeat(900))).unwrap();
        answer(&mut vault, ids[1], &format!("{number}")).unwrap();
    }
    attach(&mut vault, ids[0], "paspor");
    vault.finalize(ids[1], &[b'{'; 9000], at(90)).unwrap();
    vault.lock().unwrap();
    (desk, ids)
}

#[test]
fn a_vault_that_is_whole_is_found_whole_and_left_as_it_is() {
    let (desk, _) = written();
    let before = desk.digests();
    let report = checked(&desk);
    assert!(report.is_good(), "{report:?}");
    assert_eq!(report.interviews, 2);
    assert!(report.audit_entries > 40);
    assert_eq!(desk.digests(), before);
}

#[test]
fn whichever_page_is_broken_it_is_named_and_the_rest_is_told_as_readable() {
    let (desk, ids) = written();
    let whole = std::fs::read(&desk.path).unwrap();
    let (mut opens_not, mut part_of_history, mut attachments) = (0, 0, 0);
    for page in (0..whole.len() / PAGE).step_by(2) {
        let mut bytes = whole.clone();
        bytes[page * PAGE + 1000] ^= 1;
        std::fs::write(&desk.path, &bytes).unwrap();
        let before = desk.digests();
        let report = checked(&desk);
        assert_eq!(desk.digests(), before, "page {page}");
        let number = page as u64 + 1;
        let named = |fault: &&saring_vault::Fault| {
            fault.part == Part::Pages && fault.number == Some(number)
        };
        assert!(
            report.faults.iter().any(|f| named(&f)),
            "page {number}: {report:?}"
        );
        if report.readable.is_empty() {
            opens_not += 1;
            continue;
        }
        if report.interviews == 2 {
            let first = report
                .readable
                .iter()
                .find(|r| r.interview == ids[0])
                .unwrap();
            assert_eq!(first.history + first.history_lost, 20, "page {number}");
            if first.attachments == 0 {
                attachments += 1;
                assert!(report.has(Part::Attachments), "page {number}: {report:?}");
            }
            if first.history_lost > 0 && first.history > 0 {
                part_of_history += 1;
                assert!(report.has(Part::History), "page {number}: {report:?}");
            }
        }
    }
    // The first page and those that describe the tables; a broken page of answers costs the answers on it.
    assert!((1..=4).contains(&opens_not), "{opens_not}");
    assert!(part_of_history > 1, "{part_of_history}");
    assert!(attachments > 1, "{attachments}");
}

#[test]
fn an_attachment_that_is_not_what_was_attached_is_named() {
    let (desk, ids) = written();
    let mut vault = desk.unlock();
    let whole = attach(&mut vault, ids[0], "visa");
    let cut = attach(&mut vault, ids[0], "tiket");
    vault
        .connection()
        .execute_batch("UPDATE attachment_chunk SET bytes = substr(bytes, 2) WHERE attachment = 3")
        .unwrap();
    let told: Vec<_> = vault
        .check()
        .unwrap()
        .faults
        .into_iter()
        .map(|f| (f.part, f.interview, f.name))
        .collect();
    let expected = [(Part::Attachments, Some(ids[0]), Some(cut.id.to_string()))];
    assert_eq!(told, expected);
    vault.lock().unwrap();
    let report = checked(&desk);
    assert_eq!(report.faults.len(), 1, "{report:?}");
    assert_eq!(report.faults[0].name.as_deref(), Some(&*cut.id.to_string()));
    let first = report.readable.iter().find(|r| r.interview == ids[0]);
    let first = first.unwrap();
    assert_eq!((first.attachments, first.attachments_lost), (2, 1));
    assert_ne!(whole.id, cut.id);
}

#[test]
fn damaged_and_missing_keys_files_are_told_and_not_mended() {
    let (desk, _) = written();
    std::fs::write(desk.copy(), b"{}").unwrap();
    let before = desk.digests();
    let report = checked(&desk);
    assert_eq!(
        report
            .faults
            .iter()
            .map(|f| (f.part, f.damage))
            .collect::<Vec<_>>(),
        [(Part::KeysCopy, Damage::Damaged)]
    );
    assert_eq!(desk.digests(), before);
    std::fs::remove_file(desk.copy()).unwrap();
    assert_eq!(checked(&desk).faults[0].damage, Damage::Missing);
}

#[test]
fn a_leftover_log_is_looked_at_and_left() {
    let crashed = Desk::crashed_with_answers();
    let before = crashed.digests();
    let report = checked(&crashed);
    assert!(report.is_good(), "{report:?}");
    assert_eq!(report.interviews, 1);
    assert_eq!(crashed.digests(), before);

    let log = crashed.flip_in_the_middle("-wal");
    let report = checked(&crashed);
    assert!(report.has(Part::Log), "{report:?}");
    assert_eq!(std::fs::read(crashed.beside("-wal")).unwrap(), log);
}

#[test]
fn changed_content_is_told_with_its_interview_and_number() {
    let (desk, ids) = written();
    let mut vault = desk.unlock();
    vault
        .connection()
        .execute_batch(
            "DROP TRIGGER event_is_not_changed; DROP TRIGGER event_content_only_goes;
             UPDATE event SET body = CAST('x' AS BLOB) WHERE seq IN (3, 5) AND interview = 2;",
        )
        .unwrap();
    vault.lock().unwrap();
    let report = checked(&desk);
    let told: Vec<_> = report
        .faults
        .iter()
        .map(|f| (f.part, f.interview, f.number))
        .collect();
    assert_eq!(
        told,
        [
            (Part::History, Some(ids[1]), Some(3)),
            (Part::History, Some(ids[1]), Some(5))
        ]
    );
    let second = report
        .readable
        .iter()
        .find(|r| r.interview == ids[1])
        .unwrap();
    assert_eq!((second.history, second.history_lost), (18, 2));
}
