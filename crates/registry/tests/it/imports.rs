//! A bundle goes in in one piece or not at all.

use crate::fixture::{
    Headquarters, Post, code, corrected, digest, files, form, form_of_version, in_cambodia, value,
};
use saring_bundle::{Kind, OutgoingFile};
use saring_record::{Digest, canonical};
use saring_registry::view::ArrivalState;
use saring_registry::{By, ImportOutcome};
use std::io::{self, Cursor, Read, Seek, SeekFrom};

#[test]
fn interviews_of_a_known_post_are_taken_in_byte_by_byte() {
    let (mut headquarters, post) = Headquarters::with_post();
    let (one, two) = (in_cambodia(), in_cambodia());
    let outcome = headquarters.import(&post.sends(&[one.clone(), two]));
    assert!(
        matches!(
            outcome,
            ImportOutcome::Imported {
                interviews: 2,
                new: 2,
                fork: false,
                ..
            }
        ),
        "{outcome:?}"
    );
    let sql = "SELECT bytes FROM registry_document WHERE digest = ?1";
    let kept: Vec<u8> = headquarters
        .connection
        .query_row(sql, [digest(&one).as_str()], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, canonical::to_bytes(&one).unwrap());
    headquarters.open(|registry, _| {
        let newest = registry.inbox().unwrap().remove(0);
        assert_eq!(
            (newest.state, newest.interviews, newest.new),
            (ArrivalState::Imported, Some(2), Some(2))
        );
    });
}

#[test]
fn the_same_bundle_twice_is_recognised_and_counts_nothing() {
    let (mut headquarters, post) = Headquarters::with_post();
    let bundle = post.sends(&[in_cambodia()]);
    headquarters.import(&bundle);
    assert_eq!(code(&headquarters.import(&bundle)), "already-imported");
    assert_eq!(headquarters.documents(), 1);
    headquarters.open(|registry, _| {
        let newest = registry.inbox().unwrap().remove(0);
        assert_eq!(
            (newest.state, newest.new),
            (ArrivalState::Repeated, Some(0))
        );
        assert!(registry.gaps().unwrap().is_empty());
    });
}

#[test]
fn an_interview_that_comes_again_in_another_bundle_is_not_new_and_is_receipted() {
    let (mut headquarters, post) = Headquarters::with_post();
    let one = in_cambodia();
    headquarters.import(&post.sends(std::slice::from_ref(&one)));
    let outcome = headquarters.import(&post.sends(&[one.clone(), in_cambodia()]));
    let ImportOutcome::Imported {
        interviews: 2,
        new: 1,
        tag_manifest,
        ..
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    headquarters.open(|registry, desk| {
        let receipt = registry.receipt(&tag_manifest, desk.now).unwrap();
        assert_eq!((receipt.received.len(), receipt.sequence), (2, 3));
        assert!(
            receipt
                .received
                .iter()
                .any(|received| received.digest == digest(&one))
        );
        assert_eq!(
            registry
                .receipt(&Digest::of(b"never"), desk.now)
                .unwrap_err()
                .code(),
            "unknown-case"
        );
    });
}

#[test]
fn a_damaged_bundle_leaves_a_line_in_the_inbox_and_nothing_else() {
    let (mut headquarters, post) = Headquarters::with_post();
    let bundle = post.sends(&[in_cambodia()]);
    let mut flipped = bundle.clone();
    let last = flipped.len() - 100;
    flipped[last] ^= 1;
    for (bytes, expected) in [
        (flipped.as_slice(), "damaged"),
        (&bundle[..bundle.len() - 1], "cut-off"),
        (b"not a bundle at all, but long enough", "not-a-bundle"),
    ] {
        assert_eq!(code(&headquarters.import(bytes)), expected);
        assert_eq!(headquarters.documents(), 0);
        headquarters.open(|registry, _| {
            let newest = registry.inbox().unwrap().remove(0);
            assert_eq!(
                (newest.state, newest.reason.as_deref()),
                (ArrivalState::Refused, Some(expected))
            );
            assert_eq!(
                (newest.interviews, newest.described),
                (None, None),
                "nobody knows what was in it"
            );
        });
    }
    assert_eq!(
        code(&headquarters.import(&bundle)),
        "imported",
        "a whole copy is welcome afterwards"
    );
}

#[test]
fn one_bad_file_keeps_the_whole_bundle_out() {
    let text = |path: String, text: &str| OutgoingFile::bytes(path, text.as_bytes().to_vec());
    let named = |bytes: &str| saring_bundle::interview_name(&Digest::of(bytes.as_bytes()));
    let newer = r#"{"saring":"interview/2","interview":"?"}"#;
    let mut made_up = in_cambodia();
    made_up.training = true;
    let unread = form_of_version("2");
    for (bad, expected) in [
        (
            vec![text(named("no document"), "no document")],
            "not-a-document",
        ),
        (vec![text(named(newer), newer)], "newer-document"),
        (vec![text(named(newer), "another text")], "digest-name"),
        (
            vec![text("data/interviews/x.json".into(), "{}")],
            "unexpected-file",
        ),
        (
            vec![text("data/zz/photo.jpg".into(), "x")],
            "unexpected-file",
        ),
        (files(&[made_up], &[]).split_off(1), "training-document"),
        (
            vec![text(saring_bundle::form_name(&Digest::of(b"{}")), "{}")],
            "form-unreadable",
        ),
        (
            vec![OutgoingFile::bytes(
                saring_bundle::form_name(&Digest::of(&unread.to_bytes())),
                form().to_bytes(),
            )],
            "digest-name",
        ),
    ] {
        let (mut headquarters, post) = Headquarters::with_post();
        let mut parts = files(&[in_cambodia(), in_cambodia()], &[form()]);
        parts.extend(bad);
        assert_eq!(
            code(&headquarters.import(&post.sends_files(false, parts))),
            expected
        );
        assert_eq!(headquarters.documents(), 0, "{expected}");
        headquarters.open(|registry, _| {
            assert!(registry.cases("en").unwrap().is_empty());
            assert_eq!(registry.count(&By::Month, "en").unwrap().total, 0);
            let newest = registry.inbox().unwrap().remove(0);
            assert_eq!(
                newest.described.unwrap().sequence,
                2,
                "it was signed, so its number was used"
            );
        });
    }
}

#[test]
fn an_interview_needs_its_form_now_or_from_before() {
    let mut headquarters = Headquarters::new();
    let post = Post::new(&headquarters);
    let first = post.sends_files(false, files(&[in_cambodia()], &[]));
    headquarters.import(&first);
    headquarters.open(|registry, desk| {
        registry
            .trust(&post.key.public(), "Dewi", "Sari", desk.now)
            .unwrap();
        let released = registry.release(&post.key.public(), desk).unwrap();
        assert_eq!(
            released.iter().map(code).collect::<Vec<_>>(),
            ["form-missing"]
        );
    });
    assert_eq!(
        code(&headquarters.import(&post.sends(&[in_cambodia()]))),
        "imported"
    );
    assert_eq!(
        code(&headquarters.import(&post.sends_files(false, files(&[in_cambodia()], &[])))),
        "imported"
    );
    assert_eq!(
        code(&headquarters.import(&first)),
        "imported",
        "once the form is there"
    );
}

#[test]
fn made_up_and_real_interviews_never_meet() {
    let mut made_up = in_cambodia();
    made_up.training = true;
    for training in [false, true] {
        let mut headquarters = Headquarters::new();
        let post = Post::new(&headquarters);
        let mut import = |made: bool| {
            let interview = if made { made_up.clone() } else { in_cambodia() };
            let bundle = post.sends_files(made, files(&[interview], &[form()]));
            headquarters.open_as(training, |registry, desk| {
                code(&registry.import(Cursor::new(bundle), desk).unwrap())
            })
        };
        assert_eq!(
            import(true),
            if training {
                "unknown-signer"
            } else {
                "training-bundle"
            }
        );
        assert_eq!(
            import(false),
            if training {
                "real-bundle"
            } else {
                "unknown-signer"
            }
        );
    }
}

#[test]
fn other_kinds_are_not_interviews() {
    let (mut headquarters, post) = Headquarters::with_post();
    let bundle = post.sends_kind(Kind::Roster, false, files(&[], &[form()]));
    assert_eq!(code(&headquarters.import(&bundle)), "not-submissions");
    let stranger = Headquarters::new();
    assert_eq!(
        code(&headquarters.import(&Post::new(&stranger).sends(&[in_cambodia()]))),
        "wrong-recipient"
    );
}

/// A stick that is pulled out.
struct Pulled(Cursor<Vec<u8>>, u64);

impl Read for Pulled {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.position() >= self.1 {
            return Err(io::Error::other("no such device"));
        }
        let room = usize::try_from(self.1 - self.0.position())
            .unwrap()
            .min(buffer.len());
        self.0.read(&mut buffer[..room])
    }
}

impl Seek for Pulled {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn a_stick_pulled_out_is_a_failure_and_not_a_verdict_about_the_bundle() {
    let (mut headquarters, post) = Headquarters::with_post();
    let bundle = post.sends(&[in_cambodia()]);
    let stranger = Post::new(&headquarters).sends(&[in_cambodia()]);
    let before = headquarters.open(|registry, _| registry.inbox().unwrap());
    for bundle in [bundle, stranger] {
        for pulled in [0, 100, 5000, bundle.len() as u64 - 1] {
            let result = headquarters.open(|registry, desk| {
                registry
                    .import(Pulled(Cursor::new(bundle.clone()), pulled), desk)
                    .map(|outcome| code(&outcome))
            });
            assert_eq!(result.unwrap_err().code(), "io", "pulled at {pulled}");
        }
    }
    assert_eq!(
        headquarters.open(|registry, _| registry.inbox().unwrap()),
        before
    );
    assert_eq!(headquarters.documents(), 0);
}

#[test]
fn a_correction_and_its_first_version_may_come_in_any_order() {
    let one = in_cambodia();
    let two = corrected(&one, "country", value("mm"));
    for order in [[&one, &two], [&two, &one]] {
        let (mut headquarters, post) = Headquarters::with_post();
        for interview in order {
            assert_eq!(
                code(&headquarters.import(&post.sends(std::slice::from_ref(interview)))),
                "imported"
            );
        }
        let case = headquarters.open(|registry, _| registry.case(one.interview, "en").unwrap());
        assert_eq!(
            (case.document, case.summary.revisions, case.summary.conflict),
            (two.clone(), 2, false)
        );
    }
}

#[test]
fn a_full_disk_leaves_everything_as_it_was() {
    let (mut headquarters, post) = Headquarters::with_post();
    let kept = in_cambodia();
    headquarters.import(&post.sends(std::slice::from_ref(&kept)));
    let mut long = in_cambodia();
    long.conclusion.reason = "because ".repeat(100_000);
    let bundle = post.sends(&[in_cambodia(), long]);
    let pages: i64 = headquarters
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    let limit = |headquarters: &Headquarters, pages: i64| {
        headquarters
            .connection
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
            .unwrap();
    };
    limit(&headquarters, pages + 20);
    let full = headquarters.open(|registry, desk| {
        registry
            .import(Cursor::new(&bundle), desk)
            .map(|outcome| code(&outcome))
    });
    assert_eq!(full.unwrap_err().code(), "registry-database");
    assert_eq!(headquarters.documents(), 1);
    limit(&headquarters, 1 << 30);
    assert_eq!(
        code(&headquarters.import(&bundle)),
        "imported",
        "once there is room"
    );
    assert_eq!(headquarters.documents(), 3);
}
