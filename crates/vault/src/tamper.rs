//! Single bits flipped anywhere in a vault's files: refused, repaired, reported or without effect, and never an answer
//! that is wrong or missing in what is shown as whole. `cargo xtask tamper` flips many more than the tests do.

use crate::files::Places;
use crate::keys::{Found, KeySet};
use crate::lock::Lock;
use crate::secret::{Passphrase, VaultKey};
use crate::unlock::{self, Opened};
use crate::{
    Cost, Filter, Findable, NewAttachment, NewEvent, NewForm, NewInterview, NewVault, OutboxRow,
    Progress, Role, Vault, VaultError,
};
use saring_record::{Digest, FormRef, InterviewId, Languages, Moment, Stage};
use std::collections::{BTreeMap, hash_map::RandomState};
use std::hash::{BuildHasher, Hasher};
use std::path::Path;

/// What can be flipped, and how often it is, in a hundred.
const FILES: [(&str, u64); 4] = [("", 45), ("-wal", 35), (".keys", 10), (".keys-copy", 10)];

const LOG_HEADER: u64 = 32;
const FRAME_HEADER: u64 = 24;
const PAGE: u64 = 4096;

fn now() -> Moment {
    Moment::parse("2026-01-19T10:00:00+07:00").unwrap()
}

fn passphrase() -> Passphrase {
    Passphrase::new("tujuh payung di gudang".to_owned())
}

/// Random numbers from a seed (SplitMix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}

/// A vault as a crash left it, half in its file and half in its log, and all that it holds.
struct Original {
    files: BTreeMap<&'static str, Vec<u8>>,
    ids: Vec<InterviewId>,
    documents: Vec<Digest>,
    bundle: Digest,
    form: Digest,
    key: Vec<u8>,
    set: KeySet,
    truth: Vec<Vec<u8>>,
    entries: usize,
}

impl Original {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Pos A.saring-vault");
        let mut vault = Vault::create(NewVault {
            path: &path,
            label: "Pos A",
            officer: "Dewi",
            signer: Some("RWQ"),
            station: "Pos A",
            role: Role::Field,
            training: false,
            passphrase: &passphrase(),
            cost: Cost::FLOOR,
            now: now(),
        })
        .unwrap();
        let form = FormRef {
            id: "saring_full".to_owned(),
            version: "1".to_owned(),
            digest: Digest::of(b"form"),
        };
        vault
            .store_form(&NewForm {
                form: &form,
                title: "Full",
                source: &[b's'; 5000],
                imported: now(),
            })
            .unwrap();
        vault.store_secret("signing-key", &[7; 64]).unwrap();
        vault.add_peer(b"card", now()).unwrap();
        let (mut ids, mut documents) = (Vec::new(), Vec::new());
        let begin = |vault: &mut Vault, ids: &mut Vec<_>| {
            let id = InterviewId::generate();
            vault
                .create_interview(&NewInterview {
                    id,
                    form: form.digest.clone(),
                    slip: "017".to_owned(),
                    languages: Languages {
                        officer: "id".to_owned(),
                        person: "km".to_owned(),
                    },
                    stage: Stage::Full,
                    started: now(),
                })
                .unwrap();
            ids.push(id);
            id
        };
        let work = |vault: &mut Vault, ids: &mut Vec<_>, documents: &mut Vec<_>| {
            let id = begin(vault, ids);
            for number in 0..6_usize {
                let body = format!("{number}:{}", "x".repeat(number * 500));
                let event = NewEvent {
                    at: now(),
                    body: body.as_bytes(),
                };
                vault.record(id, &[event], Progress::default()).unwrap();
            }
            let document = format!("{{{id}}}").repeat(60);
            documents.push(vault.finalize(id, document.as_bytes(), now()).unwrap());
        };
        // An interview with all that stands beside answers.
        let gather = |vault: &mut Vault, ids: &mut Vec<_>| {
            let id = begin(vault, ids);
            let found_by = [Findable {
                key: "slip",
                text: "tujuh belas paspor",
            }];
            vault.index(id, &found_by).unwrap();
            vault.keep_draft(id, Some(b"half typed")).unwrap();
            let new = NewAttachment {
                interview: id,
                reference: None,
                name: "paspor",
                at: now(),
            };
            let paper = format!("%PDF-1.7 {}", "scan ".repeat(1500));
            vault.add_attachment(&new, &mut paper.as_bytes()).unwrap();
            let gone = begin(vault, ids);
            let record = format!("{{{gone}}}");
            vault.withdraw(gone, record.as_bytes(), now()).unwrap();
        };
        work(&mut vault, &mut ids, &mut documents);
        work(&mut vault, &mut ids, &mut documents);
        gather(&mut vault, &mut ids);
        let bundle = Digest::of(b"bundle");
        let row = OutboxRow {
            bundle: "b".to_owned(),
            kind: "submissions".to_owned(),
            destination: "hq".to_owned(),
            sequence: 1,
            tag_manifest: bundle.clone(),
            previous: None,
            at: now(),
            count: 1,
            withdrawals: 0,
            received: None,
        };
        vault.export_committed(&row, &documents[..1], &[]).unwrap();
        vault.lock().unwrap();
        let mut vault = Vault::unlock(&path, &passphrase(), now()).unwrap();
        work(&mut vault, &mut ids, &mut documents);
        gather(&mut vault, &mut ids);
        vault.set_setting("language", "km").unwrap();
        let read = |suffix: &'static str| {
            let path = crate::files::beside(&path, suffix);
            (suffix, std::fs::read(path).unwrap())
        };
        let files = FILES.iter().map(|(suffix, _)| read(suffix)).collect();
        let set = KeySet::read(&Places::of(&path)).unwrap().set;
        let opened = unlock::try_slots(&set, &passphrase()).unwrap();
        let mut original = Self {
            files,
            ids,
            documents,
            bundle,
            form: form.digest,
            key: opened[0].key.bytes().to_vec(),
            set,
            truth: Vec::new(),
            entries: vault.audit().unwrap().len(),
        };
        original.truth = original
            .read(&mut vault)
            .into_iter()
            .map(Result::unwrap)
            .collect();
        original
    }

    /// Everything that a screen or a bundle could show.
    fn read(&self, vault: &mut Vault) -> Vec<Result<Vec<u8>, VaultError>> {
        let mut all = vec![
            self.listed(vault),
            vault.officers().map(|all| all[0].name.clone().into_bytes()),
            vault.form_source(&self.form).map(Option::unwrap_or_default),
            vault
                .secret("signing-key")
                .map(|s| s.map(|s| s.to_vec()).unwrap_or_default()),
            vault
                .setting("language")
                .map(|text| text.unwrap_or_default().into_bytes()),
            vault
                .peers()
                .map(|all| all.into_iter().flat_map(|peer| peer.card).collect()),
            vault.outbox().map(|all| format!("{all:?}").into_bytes()),
            vault
                .outbox_documents(&self.bundle)
                .map(|all| format!("{all:?}").into_bytes()),
            vault.unsent().map(|all| format!("{all:?}").into_bytes()),
            vault
                .withdrawals()
                .map(|all| format!("{all:?}").into_bytes()),
            vault.search("paspor", &Filter::default(), 50).map(|hits| {
                hits.iter()
                    .flat_map(|hit| format!("{} {}", hit.interview.id, hit.key).into_bytes())
                    .collect()
            }),
            vault.audit().map(|all| {
                let before = all.iter().take(self.entries);
                before
                    .map(|row| format!("{row:?}"))
                    .collect::<String>()
                    .into_bytes()
            }),
            Ok([
                &vault.meta.label,
                &vault.meta.station,
                &vault.meta.officer.name,
            ]
            .map(String::as_str)
            .concat()
            .into_bytes()),
        ];
        for id in &self.ids {
            all.push(vault.events(*id).map(|events| {
                let text = events.iter().map(|event| {
                    let body = String::from_utf8_lossy(event.body.as_deref().unwrap_or_default());
                    format!("{} {} {} {body}\n", event.seq, event.at, event.commitment)
                });
                text.collect::<String>().into_bytes()
            }));
            all.push(
                vault
                    .revisions(*id)
                    .map(|all| format!("{all:?}").into_bytes()),
            );
            all.push(vault.draft(*id).map(Option::unwrap_or_default));
            all.push(Self::attached(vault, *id));
        }
        for digest in &self.documents {
            all.push(vault.document(digest).map(Option::unwrap_or_default));
        }
        all
    }

    /// The attachments of an interview with their content.
    fn attached(vault: &mut Vault, id: InterviewId) -> Result<Vec<u8>, VaultError> {
        let mut all = Vec::new();
        for row in vault.attachments(id)? {
            all.extend(
                format!("{} {} {} {}\n", row.id, row.name, row.media, row.bytes).into_bytes(),
            );
            vault.read_attachment(row.id, now(), &mut all)?;
        }
        Ok(all)
    }

    fn listed(&self, vault: &Vault) -> Result<Vec<u8>, VaultError> {
        let rows = vault.interviews()?;
        let text = rows.iter().map(|row| {
            format!(
                "{} {} {} {:?} {}\n",
                row.id, row.slip, row.form, row.state, row.updated
            )
        });
        Ok(text.collect::<String>().into_bytes())
    }

    /// Unlocks a copy whose slots are those of the original without deriving its key anew.
    fn unlock(&self, path: &Path) -> Result<Vault, VaultError> {
        let places = Places::of(path);
        let lock = Lock::take(&places)?;
        unlock::refuse_plain(&places)?;
        let found: Found = KeySet::read(&places)?;
        let opened = if found.set == self.set {
            vec![Opened {
                key: VaultKey::from_bytes(&self.key).unwrap(),
                officer: match &self.set.slots[0] {
                    crate::slot::Slot::Passphrase(slot) => slot.officer,
                    _ => unreachable!(),
                },
                next: false,
            }]
        } else {
            unlock::try_slots(&found.set, &passphrase())?
        };
        Vault::open_up((places, lock), found, opened, now())
    }
}

/// What became of the flips.
#[derive(Debug, Default)]
struct Tally {
    refused: u64,
    repaired: u64,
    reported: u64,
    without_effect: u64,
    shown_as_whole: Vec<String>,
}

fn flip(original: &Original, chance: &mut Chance, tally: &mut Tally) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Pos A.saring-vault");
    let mut files = original.files.clone();
    let mut dice = chance.below(100);
    let mut suffix = "";
    for (name, share) in FILES {
        suffix = name;
        if dice < share {
            break;
        }
        dice -= share;
    }
    let bytes = files.get_mut(suffix).unwrap();
    let mut bit = chance.below(bytes.len() as u64 * 8);
    if suffix == "-wal" && chance.below(2) == 0 {
        // The headers of the log's frames say what counts, and are less than a hundredth of it.
        let frames = (bytes.len() as u64 - LOG_HEADER) / (FRAME_HEADER + PAGE);
        let frame = LOG_HEADER + chance.below(frames) * (FRAME_HEADER + PAGE);
        bit = frame * 8 + chance.below(FRAME_HEADER * 8);
    }
    bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
    for (suffix, bytes) in &files {
        std::fs::write(crate::files::beside(&path, suffix), bytes).unwrap();
    }
    let Ok(mut vault) = original.unlock(&path) else {
        tally.refused += 1;
        return;
    };
    let told = vault.report.damaged_log.is_some();
    let (mut errors, mut wrong) = (0, 0);
    for (item, truth) in original.read(&mut vault).iter().zip(&original.truth) {
        match item {
            Err(_) => errors += 1,
            Ok(item) if item == truth => {}
            Ok(_) => wrong += 1,
        }
    }
    if wrong > 0 && !told {
        let place = format!("bit {bit} of NAME{suffix}: {wrong} wrong");
        tally.shown_as_whole.push(place);
    } else if errors > 0 || told {
        tally.reported += 1;
    } else if vault.report.mended.is_some() {
        tally.repaired += 1;
    } else {
        tally.without_effect += 1;
    }
}

#[test]
fn a_flipped_bit_is_refused_repaired_reported_or_without_effect() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let flips: u64 = number("SARING_TAMPER_FLIPS").unwrap_or(300);
    // The same flips at every test; others at every run at length, which says its seed.
    let seed = match number("SARING_TAMPER_SEED") {
        Some(seed) => seed,
        None if flips > 300 => RandomState::new().build_hasher().finish(),
        None => 7,
    };
    let original = Original::make();
    let (mut chance, mut tally) = (Chance(seed), Tally::default());
    for _ in 0..flips {
        flip(&original, &mut chance, &mut tally);
    }
    println!("seed {seed}, {flips} flips: {tally:?}");
    assert_eq!(tally.shown_as_whole, [""; 0], "seed {seed}");
    assert!(tally.refused + tally.reported > flips / 10, "{tally:?}");
    assert!(tally.repaired > 0, "{tally:?}");
}
