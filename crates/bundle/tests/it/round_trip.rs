//! What was sent arrives, of every kind, and only for whom it was sent.

use crate::fixture::{People, digest, noise, read, refusal, written};
use saring_bundle::{
    Identity, Kind, Limits, Outgoing, OutgoingFile, PayloadError, open, open_within,
};
use std::io::Read;

#[test]
fn every_kind_arrives_as_it_was_sent() {
    let people = People::new();
    for kind in Kind::ALL {
        let files = vec![
            OutgoingFile::bytes("data/z.json", b"{}".as_slice()),
            OutgoingFile::bytes("data/a/empty", b"".as_slice()),
            OutgoingFile::bytes("data/a/block", vec![7; 512]),
        ];
        let bytes = written(Outgoing {
            training: true,
            ..people.outgoing(kind, files)
        });
        let (complete, files) = read(&bytes, &people.headquarters).unwrap();
        let header = complete.header;
        assert_eq!(
            (header.kind, header.signer, header.training),
            (kind, people.officer.public(), true)
        );
        assert_eq!(
            (header.payload_files, header.payload_bytes, header.sequence),
            (3, 514, 1)
        );
        assert_eq!(
            (header.destination.as_str(), &header.recipients),
            ("Pusat", &people.recipients)
        );
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["data/a/block", "data/a/empty", "data/z.json"]);
        assert_eq!(files["data/a/block"], vec![7; 512]);
    }
}

#[test]
fn forms_cards_and_updates_travel_unsealed_and_nothing_else_does() {
    let people = People::new();
    for kind in Kind::ALL {
        let files = vec![OutgoingFile::bytes("data/x", b"x".as_slice())];
        let outgoing = Outgoing {
            recipients: &[],
            ..people.outgoing(kind, files)
        };
        let mut out = Vec::new();
        let result = saring_bundle::write(outgoing, &mut out);
        if kind.may_be_unsealed() {
            assert!(read(&out, &[]).unwrap().0.header.recipients.is_empty());
            assert!(out.len() < 2000, "nothing is padded");
        } else {
            assert_eq!(result.unwrap_err().code(), "not-sealed");
            assert!(out.is_empty());
        }
    }
}

#[test]
fn every_recipient_opens_it_and_nobody_else() {
    let (one, two, stranger) = (
        Identity::generate(),
        Identity::generate(),
        Identity::generate(),
    );
    let people = People {
        recipients: vec![one.recipient(), two.recipient()],
        ..People::new()
    };
    let bytes = people.small();
    assert_eq!(refusal(&bytes, &[one]), "held");
    assert_eq!(refusal(&bytes, &[Identity::generate(), two]), "held");
    assert_eq!(refusal(&bytes, &[stranger]), "wrong-recipient");
    assert_eq!(refusal(&bytes, &[]), "wrong-recipient");
}

#[test]
fn a_bundle_names_the_one_before_it() {
    let people = People::new();
    let file = || vec![OutgoingFile::bytes("data/x", b"x".as_slice())];
    let mut first = Vec::new();
    let tag = saring_bundle::write(people.outgoing(Kind::Roster, file()), &mut first)
        .unwrap()
        .tag_manifest;
    let second = Outgoing {
        sequence: 2,
        previous: Some(tag.clone()),
        ..people.outgoing(Kind::Roster, file())
    };
    let second = written(second);
    assert_eq!(
        open(first.as_slice(), &people.headquarters)
            .unwrap()
            .header()
            .tag_manifest,
        tag
    );
    assert_eq!(
        open(second.as_slice(), &people.headquarters)
            .unwrap()
            .header()
            .previous,
        Some(tag)
    );
}

#[test]
fn the_size_says_little_about_what_is_inside() {
    let people = People::new();
    let size = |n: usize| {
        let sealed = written(people.outgoing(
            Kind::Handover,
            vec![OutgoingFile::bytes("data/x", noise(n))],
        ));
        let head = sealed
            .windows(5)
            .position(|five| five == b"\n--- ")
            .unwrap();
        sealed.len() - head
    };
    assert_eq!(size(1), size(50_000));
    assert_eq!(size(200_000), size(201_000));
}

#[test]
fn a_large_file_streams_in_and_out() {
    let people = People::new();
    let bytes = noise(12_000_000);
    let file = OutgoingFile::stream(
        "data/photo",
        bytes.as_slice(),
        bytes.len() as u64,
        digest(&bytes),
    );
    let sealed = written(people.outgoing(Kind::Submissions, vec![file]));
    assert_eq!(
        read(&sealed, &people.headquarters).unwrap().1["data/photo"],
        bytes
    );
}

#[test]
fn a_stream_that_is_not_what_was_announced_is_not_written() {
    let people = People::new();
    let was = b"what stood there when it was counted";
    for now in [&b"something else of the same length!!!"[..], &was[1..]] {
        let file = OutgoingFile::stream("data/x", now, was.len() as u64, digest(was));
        let result = saring_bundle::write(people.outgoing(Kind::Roster, vec![file]), Vec::new());
        assert_eq!(result.unwrap_err().code(), "source-changed");
    }
}

#[test]
fn what_cannot_be_stated_is_refused_before_anything_is_written() {
    let people = People::new();
    let file = |path: &str| OutgoingFile::bytes(path, b"x".as_slice());
    let good = || people.outgoing(Kind::Roster, vec![file("data/x")]);
    for (outgoing, code) in [
        (
            Outgoing {
                files: vec![],
                ..good()
            },
            "empty-payload",
        ),
        (
            Outgoing {
                files: vec![file("data/x"), file("data/x")],
                ..good()
            },
            "bad-name",
        ),
        (
            Outgoing {
                files: vec![file("data/x"), file("data/x/y")],
                ..good()
            },
            "bad-name",
        ),
        (
            Outgoing {
                files: vec![file("data/../x")],
                ..good()
            },
            "bad-name",
        ),
        (
            Outgoing {
                files: vec![file("bagit.txt")],
                ..good()
            },
            "bad-name",
        ),
        (
            Outgoing {
                destination: "",
                ..good()
            },
            "bad-header",
        ),
        (
            Outgoing {
                destination: "Pusat\nSaring-Training: no",
                ..good()
            },
            "bad-header",
        ),
        (
            Outgoing {
                sequence: 0,
                ..good()
            },
            "bad-header",
        ),
        (
            Outgoing {
                sequence: 2,
                ..good()
            },
            "bad-header",
        ),
        (
            Outgoing {
                previous: Some(digest(b"")),
                ..good()
            },
            "bad-header",
        ),
    ] {
        let mut out = Vec::new();
        assert_eq!(
            saring_bundle::write(outgoing, &mut out).unwrap_err().code(),
            code
        );
        assert!(out.is_empty());
    }
}

#[test]
fn a_reader_takes_no_more_than_it_said() {
    let people = People::new();
    let files = vec![
        OutgoingFile::bytes("data/x", vec![0; 1000]),
        OutgoingFile::bytes("data/y", vec![0; 10]),
    ];
    let bytes = written(people.outgoing(Kind::Roster, files));
    let within = |limits| open_within(bytes.as_slice(), &people.headquarters, limits)?.verify();
    let roomy = Limits {
        tag_file: 1024,
        files: 2,
        file: 1000,
        payload: 1010,
    };
    assert!(within(roomy).is_ok());
    for tight in [
        Limits {
            tag_file: 100,
            ..roomy
        },
        Limits { files: 1, ..roomy },
        Limits { file: 999, ..roomy },
        Limits {
            payload: 1009,
            ..roomy
        },
    ] {
        assert_eq!(within(tight).unwrap_err().code(), "too-large", "{tight:?}");
    }
}

#[test]
fn a_sink_may_leave_files_unread_or_refuse() {
    let people = People::new();
    let bytes = people.small();
    assert!(
        open(bytes.as_slice(), &people.headquarters)
            .unwrap()
            .verify()
            .is_ok()
    );
    let mut refuse = |_: &str, _: &mut dyn Read| Err("full");
    let error = open(bytes.as_slice(), &people.headquarters)
        .unwrap()
        .payload(&mut refuse)
        .unwrap_err();
    assert!(matches!(error, PayloadError::Sink("full")));
}
