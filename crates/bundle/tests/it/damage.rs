//! Sticks get pulled out and bytes rot: every such file is refused, in words that say what happened.

use crate::fixture::{People, noise, read, refusal};
use saring_bundle::Outgoing;
use std::io::{self, Read};

#[test]
fn a_flipped_byte_anywhere_in_a_sealed_bundle_is_refused() {
    let people = People::new();
    let bytes = people.small();
    let people = &people;
    std::thread::scope(|scope| {
        for half in bytes
            .chunks(bytes.len().div_ceil(2))
            .scan(0, |start, half| {
                let from = *start;
                *start += half.len();
                Some(from..*start)
            })
        {
            let mut bytes = bytes.clone();
            scope.spawn(move || {
                for at in half {
                    bytes[at] ^= 1 << (at % 8);
                    let code = refusal(&bytes, &people.headquarters);
                    let clear = [
                        "damaged",
                        "wrong-recipient",
                        "not-a-bundle",
                        "newer-format",
                        "cut-off",
                    ];
                    assert!(clear.contains(&code), "byte {at}: {code}");
                    assert!(at < 1000 || code == "damaged", "byte {at}: {code}");
                    bytes[at] ^= 1 << (at % 8);
                }
            });
        }
    });
}

#[test]
fn a_flipped_bit_in_an_unsealed_bundle_is_refused_or_changes_nothing_that_is_said() {
    let people = People {
        recipients: vec![],
        ..People::new()
    };
    let mut bytes = people.small();
    let whole = read(&bytes, &[]).unwrap();
    let mut silent = 0;
    for bit in 0..bytes.len() * 8 {
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(same) = read(&bytes, &[]) {
            assert_eq!(same, whole, "bit {bit}");
            silent += 1;
        }
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
    // A few bits say how a decoder should prepare (the window's size) or are looked at by none.
    assert!(silent < 32, "{silent}");
}

#[test]
fn a_bundle_cut_off_anywhere_is_refused_as_cut_off() {
    let people = People::new();
    let sealed = people.small();
    let unsealed = People {
        recipients: vec![],
        ..People::new()
    }
    .small();
    for bytes in [sealed, unsealed] {
        let lengths =
            (0..bytes.len()).filter(|n| *n < 2000 || n % 97 == 0 || bytes.len() - n < 100);
        for length in lengths {
            assert_eq!(
                refusal(&bytes[..length], &people.headquarters),
                "cut-off",
                "at {length} of {}",
                bytes.len()
            );
        }
    }
}

#[test]
fn a_large_bundle_cut_at_a_chunk_is_refused_too() {
    let people = People::new();
    let file = saring_bundle::OutgoingFile::bytes("data/x", noise(300_000));
    let bytes = crate::fixture::written(people.outgoing(saring_bundle::Kind::Roster, vec![file]));
    let header = bytes.windows(4).position(|four| four == b"\n---").unwrap() + 49 + 16;
    for chunk in 0..4 {
        for near in [0, 1, 15, 16, 17, 100] {
            let length = header + chunk * (65_536 + 16) + near;
            assert_eq!(
                refusal(&bytes[..length], &people.headquarters),
                "cut-off",
                "at {length}"
            );
        }
    }
}

#[test]
fn something_behind_the_end_is_refused() {
    let people = People::new();
    let unsealed = People {
        recipients: vec![],
        ..People::new()
    };
    for tail in [&b"\0"[..], b"more", &[0; 70_000]] {
        let with = |bytes: Vec<u8>| [bytes.as_slice(), tail].concat();
        assert_ne!(refusal(&with(people.small()), &people.headquarters), "held");
        assert_eq!(refusal(&with(unsealed.small()), &[]), "trailing-data");
    }
}

#[test]
fn files_of_other_makes_are_not_bundles() {
    let people = People::new();
    for bytes in [
        &b"PK\x03\x04 a workbook of some kind or other"[..],
        b"hello",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
    ] {
        assert_eq!(refusal(bytes, &people.headquarters), "not-a-bundle");
    }
    assert_eq!(
        refusal(b"age-encryption.org/v2\n", &people.headquarters),
        "newer-format"
    );
    assert_eq!(refusal(b"", &people.headquarters), "cut-off");
    let endless = [
        b"age-encryption.org/v1\n".as_slice(),
        &b"-> X25519 x\n".repeat(100_000),
    ]
    .concat();
    assert_eq!(refusal(&endless, &people.headquarters), "damaged");
}

/// A stick that stops answering after some bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("no answer")),
            got => Ok(got),
        }
    }
}

#[test]
fn a_failing_medium_is_told_apart_from_a_damaged_bundle() {
    let people = People::new();
    let unsealed = Outgoing {
        recipients: &[],
        ..people.outgoing(saring_bundle::Kind::Forms, vec![file()])
    };
    for bytes in [people.small(), crate::fixture::written(unsealed)] {
        for length in [0, 10, 21, 22, 180, 400, 600, bytes.len() - 1]
            .into_iter()
            .filter(|n| *n < bytes.len())
        {
            let code = match saring_bundle::open(Failing(&bytes[..length]), &people.headquarters) {
                Ok(opened) => opened.verify().unwrap_err().code(),
                Err(error) => error.code(),
            };
            assert_eq!(code, "io", "at {length} of {}", bytes.len());
        }
    }
}

fn file() -> saring_bundle::OutgoingFile<'static> {
    saring_bundle::OutgoingFile::bytes("data/x", b"x".as_slice())
}
