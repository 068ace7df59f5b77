//! Bundles are numbered: headquarters sees what never came and what came twice under one number.

use crate::fixture::{Headquarters, code, in_cambodia};
use saring_registry::ImportOutcome;

#[test]
fn a_missing_number_is_named_until_it_comes() {
    let (mut headquarters, post) = Headquarters::with_post();
    let bundles: Vec<_> = (0..4).map(|_| post.sends(&[in_cambodia()])).collect();
    for number in [3, 0] {
        assert_eq!(code(&headquarters.import(&bundles[number])), "imported");
    }
    headquarters.open(|registry, _| {
        let gaps = registry.gaps().unwrap();
        assert_eq!(gaps.len(), 1);
        assert_eq!(
            (
                gaps[0].missing.clone(),
                gaps[0].highest,
                gaps[0].forks.is_empty()
            ),
            (vec![3, 4], 5, true)
        );
        assert_eq!(
            (gaps[0].signer.as_str(), gaps[0].destination.as_str()),
            (post.key.public().as_str(), "Pusat")
        );
    });
    headquarters.import(&bundles[1]);
    headquarters.import(&bundles[2]);
    assert!(
        headquarters
            .open(|registry, _| registry.gaps().unwrap())
            .is_empty()
    );
}

#[test]
fn one_number_under_two_names_is_a_fork() {
    let (mut headquarters, post) = Headquarters::with_post();
    let before = post.last();
    let outcome = headquarters.import(&post.sends(&[in_cambodia()]));
    assert!(matches!(
        outcome,
        ImportOutcome::Imported { fork: false, .. }
    ));
    post.rewind(2, before);
    let outcome = headquarters.import(&post.sends(&[in_cambodia()]));
    assert!(
        matches!(
            outcome,
            ImportOutcome::Imported {
                fork: true,
                new: 1,
                ..
            }
        ),
        "{outcome:?}"
    );
    headquarters.open(|registry, _| {
        assert_eq!(registry.gaps().unwrap()[0].forks, [2]);
        assert_eq!(registry.inbox().unwrap()[0].reason.as_deref(), Some("fork"));
    });
}

#[test]
fn a_number_that_follows_another_bundle_is_a_fork() {
    let (mut headquarters, post) = Headquarters::with_post();
    headquarters.import(&post.sends(&[in_cambodia()]));
    post.rewind(
        3,
        Some(saring_record::Digest::of(b"a bundle that went elsewhere")),
    );
    let outcome = headquarters.import(&post.sends(&[in_cambodia()]));
    assert!(
        matches!(outcome, ImportOutcome::Imported { fork: true, .. }),
        "{outcome:?}"
    );
    assert_eq!(
        headquarters.open(|registry, _| registry.gaps().unwrap())[0].forks,
        [3]
    );
}
