//! What can be saved of a damaged vault is saved into a new one, and what cannot is told.

use crate::desk::{Desk, answer, at, attach, begin, create, now, passphrase};
use saring_record::InterviewId;
use saring_vault::{
    Cost, Fault, Filter, Findable, Part, Salvage, SalvageReport, Vault, VaultError, salvage,
};

const PAGE: usize = 4096;

/// Three interviews with answers of many sizes, a correction, an attachment, cards and settings, and a fourth that was
/// withdrawn; locked.
fn written() -> (Desk, Vec<InterviewId>) {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let ids: Vec<_> = (0..3).map(|_| begin(&mut vault)).collect();
    for number in 0..20 {
        for id in &ids {
            answer(
                &mut vault,
                *id,
                &format!("{number}:{}", "x".repeat(number * 40)),
            )
            .unwrap();
        }
    }
    vault.finalize(ids[1], &[b'{'; 9000], at(90)).unwrap();
    vault.reopen(ids[1], "a slip of the pen", at(91)).unwrap();
    vault.finalize(ids[1], b"{}", at(92)).unwrap();
    attach(&mut vault, ids[0], "paspor");
    let removed = attach(&mut vault, ids[0], "salah");
    vault.remove_attachment(removed.id, at(92)).unwrap();
    let withdrawn = begin(&mut vault);
    answer(&mut vault, withdrawn, "ditarik").unwrap();
    vault.withdraw(withdrawn, b"{}", at(93)).unwrap();
    let found_by = [Findable {
        key: "slip",
        text: "tujuh belas",
    }];
    vault.index(ids[0], &found_by).unwrap();
    assert_eq!(search(&mut vault), 1);
    vault.add_peer(b"card", at(93)).unwrap();
    vault.store_secret("signing-key", b"old").unwrap();
    vault.set_setting("language", "km").unwrap();
    vault
        .connection()
        .execute_batch(
            "CREATE TABLE registry_case (id TEXT PRIMARY KEY, bytes BLOB) WITHOUT ROWID;
             CREATE INDEX registry_case_bytes ON registry_case (bytes);
             INSERT INTO registry_case VALUES ('a', x'01'), ('b', x'02');",
        )
        .unwrap();
    vault.lock().unwrap();
    (desk, ids)
}

fn search(vault: &mut Vault) -> usize {
    let hits = vault.search("tujuh", &Filter::default(), 50).unwrap();
    hits.len()
}

fn save(desk: &Desk, into: &Desk) -> Result<SalvageReport, VaultError> {
    salvage(&Salvage {
        damaged: &desk.path,
        target: &into.path,
        passphrase: &passphrase(),
        cost: Cost::FLOOR,
        forms: &[],
        now: now(),
    })
}

#[test]
fn of_a_vault_that_is_whole_everything_is_saved() {
    let (desk, ids) = written();
    let before = desk.digests();
    let into = Desk::empty();
    let report = save(&desk, &into).unwrap();
    assert_eq!(report.faults, []);
    assert_eq!(
        (
            report.interviews,
            report.history,
            report.documents,
            report.attachments
        ),
        (4, 61, 2, 1)
    );
    assert_eq!(desk.digests(), before);

    let old = desk.unlock();
    let mut new = into.unlock();
    assert!(new.check().unwrap().is_good());
    assert_ne!(new.meta().vault, old.meta().vault);
    assert_eq!(new.meta().officer.name, "Dewi Lestari");
    for id in &ids {
        assert_eq!(new.events(*id).unwrap(), old.events(*id).unwrap());
        assert_eq!(new.revisions(*id).unwrap(), old.revisions(*id).unwrap());
    }
    assert_eq!(new.interviews().unwrap(), old.interviews().unwrap());
    assert_eq!(new.withdrawals().unwrap(), old.withdrawals().unwrap());
    let attached = old.attachments(ids[0]).unwrap();
    assert_eq!(new.attachments(ids[0]).unwrap(), attached);
    let mut paper = Vec::new();
    new.read_attachment(attached[0].id, at(94), &mut paper)
        .unwrap();
    assert!(paper.starts_with(b"%PDF-1.7 paspor"));
    // What a search finds is made anew from the histories, by whoever can read them.
    assert_eq!(search(&mut new), 0);
    assert!(new.not_indexed().unwrap().contains(&ids[0]));
    assert_eq!(new.setting("language").unwrap().as_deref(), Some("km"));
    assert_eq!(new.peers().unwrap(), old.peers().unwrap());
    // A registry in the same file comes along.
    let registry = "SELECT group_concat(id) FROM registry_case INDEXED BY registry_case_bytes";
    let ids_kept: String = new
        .connection()
        .query_row(registry, [], |row| row.get(0))
        .unwrap();
    assert_eq!(ids_kept, "a,b");
    // It signs under a key of its own from now on, and says where it comes from.
    assert_eq!(
        new.signing_epoch_due().unwrap().as_deref(),
        Some("salvaged")
    );
    let entry = new
        .audit()
        .unwrap()
        .into_iter()
        .find(|row| row.action == "salvaged");
    assert_eq!(entry.unwrap().subject, old.meta().vault.to_string());
    answer(&mut new, ids[0], "work goes on").unwrap();
}

#[test]
fn whichever_page_is_broken_the_rest_is_saved_and_the_new_vault_is_whole() {
    let (desk, ids) = written();
    let whole = std::fs::read(&desk.path).unwrap();
    let truth = desk.unlock();
    let events: Vec<_> = ids.iter().map(|id| truth.events(*id).unwrap()).collect();
    truth.lock().unwrap();
    let pages = whole.len() / PAGE;
    let (mut nothing, mut some, mut parts) = (0, 0, 0);
    for page in (0..pages).step_by(3) {
        let mut bytes = whole.clone();
        bytes[page * PAGE + 1000] ^= 1;
        std::fs::write(&desk.path, &bytes).unwrap();
        let before = desk.digests();
        let into = Desk::empty();
        let outcome = save(&desk, &into);
        assert_eq!(desk.digests(), before, "page {page}");
        let report = match outcome {
            Ok(report) => report,
            Err(error) => {
                assert_eq!(error.code(), "vault-damaged");
                let left: Vec<_> = into.files().into_iter().map(|(name, _)| name).collect();
                assert_eq!(left, ["Pos A-07.saring-vault.lock"]);
                nothing += 1;
                continue;
            }
        };
        let mut new = into.unlock();
        let check = new.check().unwrap();
        // Of an attachment there may be a part, which is kept and told.
        let part = |fault: &Fault| fault.part == Part::Attachments;
        assert!(check.faults.iter().all(part), "page {page}: {check:?}");
        if !check.is_good() {
            parts += 1;
            assert!(report.faults.iter().any(part), "page {page}");
        }
        for (id, truth) in ids.iter().zip(&events) {
            let Ok(found) = new.events(*id) else {
                assert!(
                    report
                        .faults
                        .iter()
                        .any(|fault| fault.part == Part::Interviews)
                );
                continue;
            };
            for event in &found {
                assert!(truth.contains(event), "page {page}");
            }
            if found.len() < truth.len() {
                some += 1;
                assert!(
                    report.faults.iter().any(|f| f.part == Part::History),
                    "page {page}"
                );
            }
        }
    }
    assert!((1..=4).contains(&nothing), "{nothing}");
    assert!(some > 0);
    assert!(parts > 0);
}

#[test]
fn an_answer_that_is_not_what_was_written_is_not_saved_and_told() {
    let (desk, ids) = written();
    let mut vault = desk.unlock();
    vault
        .connection()
        .execute_batch(
            "DROP TRIGGER event_is_not_changed; DROP TRIGGER event_content_only_goes;
             UPDATE event SET body = CAST('x' AS BLOB) WHERE seq = 3 AND interview = 2;",
        )
        .unwrap();
    vault.lock().unwrap();
    let into = Desk::empty();
    let report = save(&desk, &into).unwrap();
    let told: Vec<_> = report
        .faults
        .iter()
        .map(|f| (f.part, f.interview, f.number))
        .collect();
    assert_eq!(told, [(Part::History, Some(ids[1]), Some(3))]);
    let mut new = into.unlock();
    assert!(new.check().unwrap().is_good());
    assert_eq!(new.events(ids[1]).unwrap().len(), 19);
    let lost: Vec<_> = new
        .audit()
        .unwrap()
        .into_iter()
        .filter(|r| r.action == "lost-recorded")
        .collect();
    assert_eq!(lost.len(), 1);
}

#[test]
fn answers_that_only_a_damaged_log_held_are_told_as_lost() {
    let crashed = Desk::crashed_with_answers();
    crashed.flip_in_the_middle("-wal");
    let before = crashed.digests();

    let into = Desk::empty();
    let report = save(&crashed, &into).unwrap();
    let told: Vec<Part> = report.faults.iter().map(|fault| fault.part).collect();
    assert!(told.contains(&Part::Log), "{report:?}");
    assert!(report.history < 8, "{report:?}");
    assert_eq!(crashed.digests(), before);
    let mut new = into.unlock();
    assert!(new.check().unwrap().is_good());
    let id = new.interviews().unwrap().first().map(|row| row.id);
    let kept = id.map_or(0, |id| new.events(id).unwrap().len());
    assert_eq!(kept as u64, report.history);
}

#[test]
fn nothing_is_overwritten() {
    let (desk, _) = written();
    let into = Desk::with_vault();
    let before = into.digests();
    assert_eq!(save(&desk, &into).unwrap_err().code(), "vault-exists");
    assert_eq!(save(&desk, &desk).unwrap_err().code(), "vault-in-use");
    assert_eq!(into.digests(), before);
}
