//! Whom headquarters believes, and what becomes of bundles until it does.

use crate::fixture::{Headquarters, Post, at, code, in_cambodia};
use saring_registry::ImportOutcome;
use saring_registry::view::{ArrivalState, Trust};

#[test]
fn a_stranger_is_held_whole_and_comes_in_once_the_fingerprint_was_compared() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let (first, second) = (
        post.sends(&[in_cambodia()]),
        post.sends(&[in_cambodia(), in_cambodia()]),
    );
    for bundle in [&second, &first] {
        let outcome = headquarters.import(bundle);
        let ImportOutcome::Quarantined {
            signer,
            reason: "unknown-signer",
            ..
        } = outcome
        else {
            panic!("{outcome:?}")
        };
        assert!(post.key.public().fingerprint().matches(&signer.fingerprint));
    }
    assert_eq!(headquarters.documents(), 0);
    headquarters.open(|registry, desk| {
        let key = post.key.public();
        assert!(
            registry.release(&key, desk).unwrap().is_empty(),
            "nobody vouched for it yet"
        );
        assert_eq!(
            registry
                .trust(&key, "Dewi", " ", desk.now)
                .unwrap_err()
                .code(),
            "who-compared"
        );
        assert_eq!(
            registry
                .trust(&key, "", "Sari", desk.now)
                .unwrap_err()
                .code(),
            "who-compared"
        );
        let signer = registry.trust(&key, "Dewi", "Sari", desk.now).unwrap();
        assert_eq!(
            (signer.trust, signer.read_by.as_deref()),
            (Trust::Known, Some("Sari"))
        );
        let released = registry.release(&key, desk).unwrap();
        let counts: Vec<_> = released
            .iter()
            .map(|outcome| match outcome {
                ImportOutcome::Imported { new, .. } => *new,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(counts, [1, 2], "in the order of their numbers");
        assert!(registry.release(&key, desk).unwrap().is_empty());
        assert!(
            registry
                .inbox()
                .unwrap()
                .iter()
                .all(|arrival| arrival.state == ArrivalState::Imported)
        );
    });
    assert_eq!(headquarters.documents(), 3);
    let held: i64 = headquarters
        .connection
        .query_row("SELECT count(*) FROM registry_held", [], |r| r.get(0))
        .unwrap();
    assert_eq!(held, 0);
}

#[test]
fn a_held_bundle_that_comes_again_is_held_once() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let bundle = post.sends(&[in_cambodia()]);
    headquarters.import(&bundle);
    assert_eq!(code(&headquarters.import(&bundle)), "unknown-signer");
    headquarters.open(|registry, desk| {
        registry
            .trust(&post.key.public(), "Dewi", "Sari", desk.now)
            .unwrap();
    });
    assert_eq!(
        code(&headquarters.import(&bundle)),
        "imported",
        "from the stick, in place of the held copy"
    );
    headquarters.open(|registry, desk| {
        let released = registry.release(&post.key.public(), desk).unwrap();
        assert!(released.is_empty());
    });
    assert_eq!(headquarters.documents(), 1);
}

#[test]
fn a_damaged_bundle_of_a_stranger_is_refused_and_not_held() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let mut bundle = post.sends(&[in_cambodia()]);
    let last = bundle.len() - 1;
    bundle[last] ^= 1;
    assert_eq!(code(&headquarters.import(&bundle)), "damaged");
}

#[test]
fn a_large_held_bundle_comes_back_whole() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let mut state = 1_u64;
    let noise = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'!' + (state >> 58) as u8)
    };
    let mut interview = in_cambodia();
    interview.conclusion.reason = (0..2_600_000).map(noise).collect();
    let bundle = post.sends(&[interview.clone()]);
    assert!(bundle.len() > 1 << 20, "more than one part");
    headquarters.import(&bundle);
    headquarters.open(|registry, desk| {
        registry
            .trust(&post.key.public(), "Dewi", "Sari", desk.now)
            .unwrap();
        registry.release(&post.key.public(), desk).unwrap();
        assert_eq!(
            registry.case(interview.interview, "en").unwrap().document,
            interview
        );
    });
}

#[test]
fn a_refused_signer_stays_out() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    headquarters.import(&post.sends(&[in_cambodia()]));
    headquarters.open(|registry, desk| {
        registry
            .refuse(&post.key.public(), "Dewi", desk.now)
            .unwrap();
        assert!(
            registry
                .release(&post.key.public(), desk)
                .unwrap()
                .is_empty()
        );
    });
    assert_eq!(
        code(&headquarters.import(&post.sends(&[in_cambodia()]))),
        "refused-signer"
    );
    assert_eq!(headquarters.documents(), 0);
}

#[test]
fn after_a_revocation_everything_unseen_is_held_for_a_person() {
    let (mut headquarters, post) = Headquarters::with_post();
    let unseen_but_early = post.sends(&[in_cambodia()]);
    headquarters.import(&post.sends(&[in_cambodia()]));
    headquarters.open(|registry, desk| {
        let signer = registry
            .revoke(&post.key.public(), "Dewi", 3, desk.now)
            .unwrap();
        assert_eq!(
            (signer.trust, signer.last_accepted),
            (Trust::Revoked, Some(3))
        );
    });
    let outcome = headquarters.import(&unseen_but_early);
    let ImportOutcome::Quarantined {
        arrival,
        reason: "revoked-signer",
        ..
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(headquarters.documents(), 1, "what was taken in stays");
    headquarters.open(|registry, desk| {
        assert!(
            registry
                .release(&post.key.public(), desk)
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            code(&registry.admit_held(arrival, desk).unwrap()),
            "imported",
            "a person knows that it is good"
        );
        assert_eq!(
            registry.admit_held(arrival, desk).unwrap_err().code(),
            "unknown-signer"
        );
    });
    assert_eq!(headquarters.documents(), 2);
}

#[test]
fn nobody_can_be_trusted_who_never_sent_anything() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let result = headquarters.open(|registry, _| {
        registry.trust(
            &post.key.public(),
            "Dewi",
            "Sari",
            at("2026-01-01T00:00:00.000+07:00"),
        )
    });
    assert_eq!(result.unwrap_err().code(), "unknown-signer");
}
