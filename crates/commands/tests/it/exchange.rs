//! There and back: an interview goes to headquarters, a receipt comes back, and what its person withdraws goes there too.

use crate::desk::{PASSPHRASE, Place, inside};
use saring_commands::view::{ArrivalState, BundleState, Listed, NewVault, Role};
use saring_commands::{Desktop, Paths, run};
use saring_record::ConclusionKind;
use std::path::Path;

/// A desk and a headquarters that know one another, and the stick that goes between them.
struct Two {
    post: Place,
    headquarters: Desktop,
    _folder: tempfile::TempDir,
    stick: String,
}

impl Two {
    fn acquainted() -> Self {
        let post = Place::field();
        let folder = tempfile::tempdir().unwrap();
        let headquarters = Desktop::new(Paths {
            data: folder.path().join("data"),
            config: folder.path().join("config"),
        });
        let vault = NewVault {
            label: "Direktorat".to_owned(),
            officer: "Maya".to_owned(),
            station: "Direktorat".to_owned(),
            role: Role::Headquarters,
            training: false,
            passphrase: PASSPHRASE.to_owned(),
        };
        run::vault_create(&headquarters, vault).unwrap();
        let stick = folder.path().join("stick");
        std::fs::create_dir(&stick).unwrap();
        let stick = stick.to_string_lossy().into_owned();
        let two = Self {
            post,
            headquarters,
            _folder: folder,
            stick,
        };
        let card = run::card_write(&two.headquarters, two.stick.clone()).unwrap();
        let peer = run::peer_add(&two.post.desktop, card.path).unwrap();
        run::peer_trust(&two.post.desktop, peer.signer, "Maya".to_owned()).unwrap();
        let card = run::card_write(&two.post.desktop, two.stick.clone()).unwrap();
        let device = run::device_add(&two.headquarters, card.path).unwrap();
        run::device_trust(&two.headquarters, device.signer, "Sri".to_owned()).unwrap();
        two
    }

    /// A signed interview whose person agreed that it is shared.
    fn signed(&self) -> String {
        let id = self.post.start().id;
        for item in ["consent_interview", "consent_share"] {
            self.post
                .answer(&id, &format!("/data/consent/{item}"), "yes");
        }
        run::interview_finish(
            &self.post.desktop,
            id.clone(),
            ConclusionKind::NotEnoughKnown,
            "Penanda-Alasan".to_owned(),
        )
        .unwrap();
        id
    }

    /// Sends what is ready and says in which row of the inbox it stands.
    fn send(&self) -> String {
        let bundle = run::bundle_export(&self.post.desktop, self.stick.clone()).unwrap();
        let arrival = run::inbox_import(&self.headquarters, bundle.path).unwrap();
        assert_eq!(arrival.state, ArrivalState::Imported, "{arrival:?}");
        arrival.id
    }

    fn receipt(&self, arrival: &str) -> String {
        run::receipt_write(&self.headquarters, arrival.to_owned(), self.stick.clone())
            .unwrap()
            .path
    }

    fn received(&self) -> usize {
        let rows = run::interview_list(&self.post.desktop, Listed::Received, None).unwrap();
        rows.len()
    }
}

#[test]
fn a_receipt_tells_the_desk_what_headquarters_has() {
    let two = Two::acquainted();
    two.signed();
    let arrival = two.send();
    assert_eq!(two.received(), 0);
    let receipt = two.receipt(&arrival);
    let read = run::receipt_read(&two.post.desktop, receipt.clone()).unwrap();
    assert_eq!((read.sequence, read.received, read.sent), (1, 1, 1));
    assert_eq!(two.received(), 1);
    let outbox = run::outbox(&two.post.desktop).unwrap();
    assert_eq!(outbox.bundles[0].state, BundleState::Received);
    // Once more changes nothing, and a second one may be written.
    run::receipt_read(&two.post.desktop, receipt).unwrap();
    run::receipt_read(&two.post.desktop, two.receipt(&arrival)).unwrap();
}

#[test]
fn what_headquarters_has_goes_at_the_next_unlocking_once_its_time_is_over() {
    let two = Two::acquainted();
    let (sent, kept) = (two.signed(), two.post.start().id);
    let arrival = two.send();
    run::retention_set(&two.post.desktop, Some(0)).unwrap();
    two.post.overnight();
    assert!(run::interview_open(&two.post.desktop, sent.clone()).is_ok());
    run::receipt_read(&two.post.desktop, two.receipt(&arrival)).unwrap();
    two.post.overnight();
    let gone = run::interview_open(&two.post.desktop, sent.clone());
    assert_eq!(gone.unwrap_err().code, "interview-erased");
    assert!(run::interview_open(&two.post.desktop, kept).is_ok());
    assert_eq!(two.post.entered(&sent).last().unwrap(), "purged");
}

#[test]
fn who_looks_at_a_case_or_takes_counts_out_is_in_headquarters_audit_log() {
    let two = Two::acquainted();
    let id = two.signed();
    two.send();
    let desktop = &two.headquarters;
    run::cases(desktop).unwrap();
    run::insights(desktop).unwrap();
    run::case_show(desktop, id.clone()).unwrap();
    run::insights_export(desktop, two.stick.clone()).unwrap();
    let rows = inside(desktop, |vault| vault.audit().unwrap());
    let done: Vec<(String, String)> = rows
        .into_iter()
        .filter(|row| ["viewed", "counts-exported"].contains(&&*row.action))
        .map(|row| (row.action, row.subject))
        .collect();
    let viewed = ("viewed".to_owned(), id);
    assert_eq!(
        done,
        [viewed, ("counts-exported".to_owned(), String::new())]
    );
}

#[test]
fn a_receipt_of_nobody_known_or_for_somebody_else_changes_nothing() {
    let two = Two::acquainted();
    two.signed();
    let receipt = two.receipt(&two.send());
    let other = Two::acquainted();
    let refused = run::receipt_read(&other.post.desktop, receipt.clone()).unwrap_err();
    assert_eq!(refused.code, "wrong-recipient");

    let bundle = run::bundle_export(&two.post.desktop, two.stick.clone());
    assert_eq!(bundle.unwrap_err().code, "nothing-to-send");
    let card = run::card_write(&two.headquarters, two.stick.clone()).unwrap();
    let refused = run::receipt_read(&two.post.desktop, card.path).unwrap_err();
    assert_eq!(refused.code, "not-a-receipt");

    let mut bytes = std::fs::read(&receipt).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let broken = Path::new(&two.stick).join("broken.saring");
    std::fs::write(&broken, bytes).unwrap();
    let refused = run::receipt_read(&two.post.desktop, broken.to_string_lossy().into_owned());
    assert_eq!(refused.unwrap_err().code, "damaged");
    assert_eq!(two.received(), 0);
    assert_eq!(
        run::receipt_write(&two.headquarters, "4711".to_owned(), two.stick.clone())
            .unwrap_err()
            .code,
        "not-imported"
    );
}

#[test]
fn what_a_person_withdraws_goes_at_headquarters_too_and_is_acknowledged() {
    let two = Two::acquainted();
    let (gone, stays) = (two.signed(), two.signed());
    two.send();
    assert_eq!(run::insights(&two.headquarters).unwrap().interviews, 2);

    run::interview_withdraw(&two.post.desktop, gone.clone()).unwrap();
    let outbox = run::outbox(&two.post.desktop).unwrap();
    assert_eq!((outbox.ready, outbox.withdrawals), (0, 1));
    let arrival = two.send();
    let outbox = run::outbox(&two.post.desktop).unwrap();
    assert_eq!(outbox.withdrawals, 0);
    assert_eq!(
        (outbox.bundles[0].interviews, outbox.bundles[0].withdrawals),
        (0, 1)
    );

    let cases = run::cases(&two.headquarters).unwrap();
    let ids: Vec<&str> = cases.iter().map(|case| case.id.as_str()).collect();
    assert_eq!(ids, [stays.as_str()]);
    assert_eq!(run::insights(&two.headquarters).unwrap().interviews, 1);
    let withdrawn = run::withdrawn(&two.headquarters).unwrap();
    assert_eq!(withdrawn.len(), 1);
    assert_eq!(withdrawn[0].station.as_deref(), Some("Pos A-07"));
    assert!(withdrawn[0].code.is_some());

    let read = run::receipt_read(&two.post.desktop, two.receipt(&arrival)).unwrap();
    assert_eq!((read.sequence, read.received, read.sent), (2, 1, 1));
}

#[test]
fn what_was_never_sent_is_withdrawn_without_a_word_to_anybody() {
    let two = Two::acquainted();
    let id = two.signed();
    run::interview_withdraw(&two.post.desktop, id).unwrap();
    assert_eq!(run::outbox(&two.post.desktop).unwrap().withdrawals, 0);
    let bundle = run::bundle_export(&two.post.desktop, two.stick.clone());
    assert_eq!(bundle.unwrap_err().code, "nothing-to-send");
}
