//! Named bundles, each wrong in one way. All but the last few are properly signed and sealed: a signature says who made
//! a bundle, not that it was made well.

use crate::fixture::{People, refusal};
use crate::forge::{Entry, Forge, compressed, padding, skippable, stranger};
use tar::EntryType;

#[track_caller]
fn expect(name: &str, code: &str, change: impl FnOnce(&mut Forge<'_>)) {
    let people = People::new();
    let mut forge = Forge::new(&people);
    change(&mut forge);
    assert_eq!(
        refusal(&forge.sealed(), &people.headquarters),
        code,
        "{name}"
    );
}

#[test]
fn the_unchanged_vector_holds() {
    expect("good", "held", |_| ());
}

#[test]
fn what_the_bag_says_of_itself() {
    expect("format of tomorrow", "newer-format", |f| {
        f.info = vec![("saring/1", "saring/2")];
    });
    expect("kind nobody knows", "unknown-kind", |f| {
        f.info = vec![("Kind: submissions", "Kind: gossip")];
    });
    expect(
        "another kind than the signed comment",
        "comment-mismatch",
        |f| {
            f.info = vec![("Kind: submissions", "Kind: handover")];
        },
    );
    expect(
        "another id than the signed comment",
        "comment-mismatch",
        |f| {
            f.info = vec![(
                "Id: 01900000-0000-7000-8000-000000000001",
                "Id: 01900000-0000-7000-8000-000000000002",
            )];
        },
    );
    expect("comment of another program", "comment-mismatch", |f| {
        f.comment = "timestamp:1768780800";
    });
    expect("more octets than there are", "size-mismatch", |f| {
        f.info = vec![("Oxum: 602.2", "Oxum: 603.2")];
    });
    expect("fewer octets than there are", "size-mismatch", |f| {
        f.info = vec![("Oxum: 602.2", "Oxum: 601.2")];
    });
    expect("another count of files", "size-mismatch", |f| {
        f.info = vec![("Oxum: 602.2", "Oxum: 602.3")];
    });
    expect("more than any reader takes", "too-large", |f| {
        f.info = vec![("Oxum: 602.2", "Oxum: 99999999999999.2")];
    });
    expect("label twice", "bad-tag-file", |f| {
        f.info = vec![(
            "Saring-Training: no\n",
            "Saring-Training: no\nSaring-Training: yes\n",
        )];
    });
    expect("label left out", "bad-tag-file", |f| {
        f.info = vec![("Saring-Training: no\n", "")];
    });
    expect("signer by key id", "bad-tag-file", |f| {
        f.info = vec![("Saring-Signer: RW", "Saring-Signer: ")];
    });
    expect(
        "bagged on another day than the entries",
        "unexpected-entry",
        |f| {
            f.info = vec![("2026-01-19", "2026-01-20")];
        },
    );
    expect("BagIt of yesterday", "bad-tag-file", |f| {
        f.declaration = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n";
    });
}

#[test]
fn what_is_signed() {
    expect("a signature that says something", "bad-signature", |f| {
        f.untrusted = "trust me";
    });
    expect("signature without an end", "bad-signature", |f| {
        f.minisig = |text| text.trim_end().to_owned();
    });
    expect("second signature too short", "bad-signature", |f| {
        f.minisig = |text| {
            let cut = text.trim_end().rfind('\n').unwrap();
            format!("{}\nAAAA\n", &text[..cut])
        };
    });
    expect("comment changed after signing", "bad-signature", |f| {
        f.minisig = |text| text.replace("submissions", "handover");
    });
    expect(
        "tag manifest changed after signing",
        "digest-mismatch",
        |f| {
            f.entries = |entries| {
                let digit = entries[0].bytes[0];
                entries[0].bytes[0] = if digit == b'0' { b'1' } else { b'0' };
            };
        },
    );
    expect(
        "a tag file the manifest does not list",
        "bad-tag-file",
        |f| {
            f.tags = |text| {
                text.lines()
                    .take(2)
                    .map(|line| format!("{line}\n"))
                    .collect()
            };
        },
    );
    expect("a tag file changed", "digest-mismatch", |f| {
        f.entries = |entries| entries[2].bytes[17] = b'1';
    });
}

#[test]
fn what_the_payload_is() {
    expect("a file changed", "digest-mismatch", |f| {
        f.entries = |entries| entries[6].bytes[599] = b'y';
    });
    expect("a file left out", "missing-entry", |f| {
        f.entries = |entries| drop(entries.pop());
    });
    expect("a file more", "unexpected-entry", |f| {
        f.entries = |entries| entries.push(Entry::new("data/c.json", b"{}"));
    });
    expect("files exchanged", "unexpected-entry", |f| {
        f.entries = |entries| entries.swap(5, 6);
    });
    expect("payload before the tag files", "unexpected-entry", |f| {
        f.entries = |entries| entries.rotate_right(1);
    });
    expect("the same file twice", "unexpected-entry", |f| {
        f.entries = |entries| entries.insert(6, entries[5].clone());
    });
    expect("the same name listed twice", "bad-tag-file", |f| {
        f.files = vec![
            ("data/a.json", b"{}".to_vec()),
            ("data/a.json", b"[]".to_vec()),
        ];
    });
    expect("names out of order", "bad-tag-file", |f| f.files.reverse());
    expect("a name that climbs", "bad-tag-file", |f| {
        f.files = vec![("data/../../a", b"{}".to_vec())];
    });
    expect("an absolute name", "bad-tag-file", |f| {
        f.files = vec![("/etc/a", b"{}".to_vec())];
    });
    expect("a name outside data", "bad-tag-file", |f| {
        f.files = vec![("fetch.txt", b"{}".to_vec())];
    });
    expect("a name in other letters", "bad-tag-file", |f| {
        f.files = vec![("data/Ä.json", b"{}".to_vec())];
    });
    expect("no payload", "bad-tag-file", |f| f.files = vec![]);
    expect("other bytes listed than carried", "digest-mismatch", |f| {
        f.listed = Some(vec![
            ("data/a.json", b"[]".to_vec()),
            ("data/b.json", vec![b'x'; 600]),
        ]);
    });
    expect("other size than announced", "size-mismatch", |f| {
        f.entries = |entries| entries[6] = Entry::new("data/b.json", &[b'x'; 700]);
    });
}

#[test]
fn how_entries_are_written() {
    expect("a link", "unexpected-entry", |f| {
        f.entries = |entries| {
            entries[5] = entries[5].clone().with(|header| {
                header.set_entry_type(EntryType::Symlink);
                header.set_link_name("../../elsewhere").unwrap();
            });
        };
    });
    expect("a folder", "unexpected-entry", |f| {
        f.entries = |entries| {
            entries.insert(
                5,
                Entry::new("data/", b"").with(|h| h.set_entry_type(EntryType::Directory)),
            );
        };
    });
    expect("a pax header", "unexpected-entry", |f| {
        f.entries = |entries| {
            entries.insert(
                5,
                Entry::new("x", b"10 path=..\n").with(|h| h.set_entry_type(EntryType::XHeader)),
            );
        };
    });
    expect("another folder", "unexpected-entry", |f| {
        f.entries = |entries| {
            for entry in entries {
                *entry = entry
                    .clone()
                    .with(|header| header.as_ustar_mut().unwrap().prefix[0] = b'z');
            }
        };
    });
    expect("a folder that climbs", "unexpected-entry", |f| {
        f.entries = |entries| {
            entries[5] = entries[5]
                .clone()
                .with(|header| header.as_ustar_mut().unwrap().prefix[..3].copy_from_slice(b"../"));
        };
    });
    expect("an executable", "unexpected-entry", |f| {
        f.entries = |entries| entries[5] = entries[5].clone().with(|header| header.set_mode(0o755));
    });
    expect("a device number", "unexpected-entry", |f| {
        f.entries = |entries| {
            entries[5] = entries[5]
                .clone()
                .with(|header| header.set_device_major(1).unwrap());
        };
    });
    expect("a wrong sum", "unexpected-entry", |f| {
        f.entries = |entries| entries[5].header.as_mut_bytes()[148] ^= 1;
    });
    expect("something in the gaps", "damaged", |f| {
        f.entries = |entries| {
            let mut padded = entries[5].bytes.clone();
            padded.push(1);
            entries[5].bytes = padded;
        };
    });
    expect("half an end", "damaged", |f| f.end = 512);
    expect("no end", "damaged", |f| f.end = 0);
    expect("more than an end", "trailing-data", |f| f.end = 1536);
}

#[test]
fn how_the_layers_lie() {
    let people = People::new();
    let forge = Forge::new(&people);
    let frame = compressed(&forge.tar());
    let sealed = |plain: &[&[u8]]| {
        refusal(
            &Forge::seal(&people.recipients, &plain.concat()),
            &people.headquarters,
        )
    };
    let pad = padding(frame.len());

    assert_eq!(sealed(&[&frame, &pad]), "held");
    assert_eq!(sealed(&[&frame]), "cut-off", "no padding");
    assert_eq!(
        sealed(&[&frame, &skippable(pad.len())]),
        "damaged",
        "another size than Padmé's"
    );
    assert_eq!(sealed(&[&frame, &skippable(100)]), "damaged", "too small");
    assert_eq!(
        sealed(&[&frame, &pad, &skippable(0)]),
        "trailing-data",
        "a second padding"
    );
    assert_eq!(
        sealed(&[&frame, &frame, &pad]),
        "trailing-data",
        "a second frame"
    );
    assert_eq!(sealed(&[&pad, &frame]), "not-a-bundle", "padding first");
    let mut noisy = pad.clone();
    noisy[3000] = 1;
    assert_eq!(
        sealed(&[&frame, &noisy]),
        "damaged",
        "something in the padding"
    );
    assert_eq!(
        sealed(&[&forge.tar(), &pad]),
        "not-a-bundle",
        "not compressed"
    );
    let unchecked = zstd::encode_all(forge.tar().as_slice(), 3).unwrap();
    assert_eq!(
        sealed(&[&unchecked, &padding(unchecked.len())]),
        "damaged",
        "a frame without its checksum"
    );

    let mut wide = zstd::Encoder::new(Vec::new(), 3).unwrap();
    wide.include_checksum(true).unwrap();
    wide.window_log(27).unwrap();
    std::io::copy(&mut forge.tar().as_slice(), &mut wide).unwrap();
    let wide = wide.finish().unwrap();
    assert_eq!(
        sealed(&[&wide, &padding(wide.len())]),
        "damaged",
        "a window of 128 MiB"
    );
}

#[test]
fn whom_it_was_meant_for() {
    let people = People::new();
    let tar = Forge::new(&people).tar();
    let frame = compressed(&tar);
    let (thief, thieves) = stranger();

    let passed_on = Forge::seal(
        &thieves,
        &[frame.as_slice(), &padding(frame.len())].concat(),
    );
    assert_eq!(
        refusal(&passed_on, &[thief]),
        "wrong-recipient",
        "sealed anew to somebody the signer did not name"
    );
    assert_eq!(
        refusal(&frame, &people.headquarters),
        "not-sealed",
        "taken out of its seal"
    );

    let anew = Forge::seal(
        &people.recipients,
        &[frame.as_slice(), &padding(frame.len())].concat(),
    );
    assert_eq!(
        refusal(&anew, &people.headquarters),
        "held",
        "sealed anew to the same"
    );

    let forms = Forge {
        info: vec![("Kind: submissions", "Kind: forms")],
        comment: FORMS,
        ..Forge::new(&people)
    };
    let renamed = |entries: &mut Vec<Entry>| {
        for entry in entries {
            *entry = entry.clone().with(|header| {
                let prefix = &mut header.as_ustar_mut().unwrap().prefix;
                prefix.fill(0);
                prefix[..FORMS_FOLDER.len()].copy_from_slice(FORMS_FOLDER.as_bytes());
            });
        }
    };
    let forms = Forge {
        entries: renamed,
        ..forms
    };
    assert_eq!(refusal(&forms.sealed(), &people.headquarters), "held");
    assert_eq!(
        refusal(&compressed(&forms.tar()), &people.headquarters),
        "not-sealed",
        "signed sealed, came unsealed"
    );
}

const FORMS: &str = "saring/1 forms 01900000-0000-7000-8000-000000000001";
const FORMS_FOLDER: &str = "forms-01900000-0000-7000-8000-000000000001";
