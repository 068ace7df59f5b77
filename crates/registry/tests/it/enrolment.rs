//! Cards: who a desk says it is, before anybody believes it.

use crate::fixture::{Headquarters, NOW, Post, at, code, in_cambodia};
use saring_bundle::{Identity, Kind, Outgoing, OutgoingFile, SigningKey};
use saring_record::{Card, CardKind, InterviewId, VaultId, canonical};
use saring_registry::read_card;
use saring_registry::view::{ArrivalState, Trust};

pub(crate) fn card(key: &SigningKey) -> Card {
    Card {
        saring: "card/1".into(),
        kind: CardKind::Device,
        vault: VaultId::generate(),
        station: "Pos A-07".into(),
        name: "Sari".into(),
        signer: key.public().to_string(),
        recipient: Identity::generate().recipient().to_string(),
        at: at(NOW),
        training: false,
    }
}

pub(crate) fn bundle(key: &SigningKey, card: &Card) -> Vec<u8> {
    with_file(
        key,
        card.training,
        "data/card.json",
        canonical::to_bytes(card).unwrap(),
    )
}

fn with_file(key: &SigningKey, training: bool, path: &str, bytes: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::new();
    let outgoing = Outgoing {
        kind: Kind::Enrolment,
        id: InterviewId::generate().0,
        signer: key,
        recipients: &[],
        destination: "Pusat",
        sequence: 1,
        previous: None,
        date: at(NOW).instant().date_naive(),
        training,
        files: vec![OutgoingFile::bytes(path, bytes)],
    };
    saring_bundle::write(outgoing, &mut out).unwrap();
    out
}

#[test]
fn a_card_makes_a_signer_known_by_name_and_no_more() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let card = card(&post.key);
    headquarters.open(|registry, desk| {
        let (arrival, signed) = registry
            .enrol(bundle(&post.key, &card).as_slice(), desk)
            .unwrap();
        assert_eq!(arrival.state, ArrivalState::Imported);
        assert_eq!(signed.unwrap().card, card);
        let signer = registry.signers().unwrap().remove(0);
        assert_eq!(
            (
                signer.trust,
                signer.station.as_deref(),
                signer.name.as_deref()
            ),
            (Trust::Unknown, Some("Pos A-07"), Some("Sari"))
        );
        assert_eq!(
            signer.fingerprint,
            post.key.public().fingerprint().to_string()
        );
    });
    assert_eq!(
        code(&headquarters.import(&post.sends(&[in_cambodia()]))),
        "unknown-signer"
    );
    headquarters.open(|registry, desk| {
        assert_eq!(
            registry.inbox().unwrap()[0].station.as_deref(),
            Some("Pos A-07")
        );
        registry
            .trust(&post.key.public(), "Dewi", "Sari", desk.now)
            .unwrap();
        let again = registry
            .enrol(bundle(&post.key, &card).as_slice(), desk)
            .unwrap()
            .0;
        assert_eq!(
            again.state,
            ArrivalState::Imported,
            "another bundle, though of the same card"
        );
        assert_eq!(
            registry.signers().unwrap()[0].trust,
            Trust::Known,
            "a card decides nothing"
        );
    });
}

#[test]
fn the_same_card_bundle_again_is_a_repetition() {
    let mut headquarters = Headquarters::new();
    let key = SigningKey::generate().unwrap();
    let bundle = bundle(&key, &card(&key));
    headquarters.open(|registry, desk| {
        registry.enrol(bundle.as_slice(), desk).unwrap();
        assert_eq!(
            registry.enrol(bundle.as_slice(), desk).unwrap().0.state,
            ArrivalState::Repeated
        );
    });
}

#[test]
fn a_card_that_is_not_quite_one_is_refused() {
    let mut headquarters = Headquarters::new();
    let (key, other) = (
        SigningKey::generate().unwrap(),
        SigningKey::generate().unwrap(),
    );
    let good = card(&key);
    let training = Card {
        training: true,
        ..good.clone()
    };
    for (bytes, expected) in [
        (bundle(&other, &good), "card-mismatch"),
        (
            with_file(
                &key,
                true,
                "data/card.json",
                canonical::to_bytes(&good).unwrap(),
            ),
            "card-mismatch",
        ),
        (bundle(&key, &training), "training-bundle"),
        (
            bundle(
                &key,
                &Card {
                    saring: "card/2".into(),
                    ..good.clone()
                },
            ),
            "not-a-card",
        ),
        (
            bundle(
                &key,
                &Card {
                    recipient: "age1nobody".into(),
                    ..good.clone()
                },
            ),
            "not-a-card",
        ),
        (
            with_file(
                &key,
                false,
                "data/other.json",
                canonical::to_bytes(&good).unwrap(),
            ),
            "not-a-card",
        ),
        (
            with_file(&key, false, "data/card.json", b"{}".to_vec()),
            "not-a-card",
        ),
        (b"nothing".to_vec(), "not-a-bundle"),
    ] {
        headquarters.open(|registry, desk| {
            let (arrival, signed) = registry.enrol(bytes.as_slice(), desk).unwrap();
            assert_eq!(
                (arrival.state, arrival.reason.as_deref()),
                (ArrivalState::Refused, Some(expected))
            );
            assert!(signed.is_none());
            assert!(registry.signers().unwrap().is_empty());
        });
    }
}

#[test]
fn a_desk_reads_the_card_of_headquarters_with_the_same_eyes() {
    let key = SigningKey::generate().unwrap();
    let card = Card {
        kind: CardKind::Headquarters,
        ..card(&key)
    };
    let signed = read_card(bundle(&key, &card).as_slice(), &[]).unwrap();
    assert_eq!(
        (signed.card, signed.fingerprint),
        (card, key.public().fingerprint())
    );
}
