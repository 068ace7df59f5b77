//! Sending: who it goes to, what goes and what stays, writing the bundle.

use super::form::distinct;
use crate::desktop::Open;
use crate::sending::{self, Parcel};
use crate::view::{BundleRow, BundleState, Outbox, Peer, Staying, WrittenBundle};
use crate::{CommandError, Desktop, clock};
use saring_bundle::{Kind, OutgoingFile, Recipient, SignerKey};
use saring_record::{Card, CardKind, Digest, Interview, InterviewId, canonical};
use saring_vault::OutboxRow;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// The send page.
///
/// # Errors
/// `locked`, those of reading.
pub fn outbox(desktop: &Desktop) -> Result<Outbox, CommandError> {
    desktop.with_open(|open| {
        let (destination, pending) = peers(open)?;
        let sorted = sort(open)?;
        let next_sequence = match &destination {
            Some((card, _)) => open.vault.next_sequence(&card.vault.to_string())?.0,
            None => 1,
        };
        Ok(Outbox {
            destination: destination.map(|(_, peer)| peer),
            pending,
            next_sequence,
            ready: sorted.going(),
            withdrawals: open.vault.unsent_withdrawals()?.len() as u32,
            staying: sorted.staying(),
            bundles: open
                .vault
                .outbox()?
                .iter()
                .filter(|b| b.kind == Kind::Submissions.as_str())
                .map(row)
                .collect(),
        })
    })
}

fn row(row: &OutboxRow) -> BundleRow {
    BundleRow {
        sequence: row.sequence,
        interviews: row.count,
        withdrawals: row.withdrawals,
        at: row.at.to_string(),
        state: if row.received.is_some() {
            BundleState::Received
        } else {
            BundleState::Sealed
        },
        file: format!("saring-{:04}", row.sequence),
    }
}

type Destination = (Card, Peer);

/// The headquarters that bundles go to (the one compared last), and cards not compared yet.
fn peers(open: &Open) -> Result<(Option<Destination>, Vec<Peer>), CommandError> {
    let mut destination = None;
    let mut pending = Vec::new();
    for stored in open.vault.peers()? {
        let card: Card =
            canonical::from_bytes(&stored.card).map_err(|_| CommandError::new("vault-damaged"))?;
        let peer = peer(open, &card, &stored.digest, stored.trusted.is_some())?;
        if stored.trusted.is_none() {
            pending.push(peer);
        } else if destination.is_none() {
            destination = Some((card, peer));
        }
    }
    Ok((destination, pending))
}

fn peer(open: &Open, card: &Card, digest: &Digest, trusted: bool) -> Result<Peer, CommandError> {
    let signer = SignerKey::parse(&card.signer)?;
    Ok(Peer {
        fingerprint: signer.fingerprint().groups().to_vec(),
        signer: card.signer.clone(),
        station: card.station.clone(),
        name: card.name.clone(),
        trusted,
        read_by: open.vault.setting(&read_by_setting(digest))?,
    })
}

fn read_by_setting(card: &Digest) -> String {
    format!("read-by:{card}")
}

/// Documents of finished interviews that go, and why other interviews stay.
struct Sorted {
    ready: Vec<(Digest, Vec<u8>, Interview)>,
    without_consent: BTreeSet<InterviewId>,
}

impl Sorted {
    fn going(&self) -> u32 {
        distinct(self.ready.iter().map(|(_, _, document)| document.interview))
    }

    fn staying(&self) -> Vec<Staying> {
        let stay = |code: &str, interviews: usize| {
            (interviews > 0).then(|| Staying {
                code: code.to_owned(),
                interviews: interviews as u32,
            })
        };
        [stay("no-share-consent", self.without_consent.len())]
            .into_iter()
            .flatten()
            .collect()
    }
}

fn sort(open: &mut Open) -> Result<Sorted, CommandError> {
    let mut sorted = Sorted {
        ready: Vec::new(),
        without_consent: BTreeSet::new(),
    };
    // The newest first: who has taken their consent back in a correction has taken it back for what it corrects.
    for revision in open.vault.unsent()?.into_iter().rev() {
        let Some(bytes) = open.vault.document(&revision.digest)? else {
            continue;
        };
        let document: Interview =
            canonical::from_bytes(&bytes).map_err(|_| CommandError::new("vault-damaged"))?;
        // A form without any consent question has its consent on paper; headquarters decided that when it issued it.
        let form = open.forms.get(&open.vault, &document.form.digest)?;
        let asks = form.nodes.iter().any(|n| n.extension.consent.is_some());
        let refused = asks && !document.permits("share");
        if refused || sorted.without_consent.contains(&revision.interview) {
            sorted.without_consent.insert(revision.interview);
        } else {
            sorted.ready.push((revision.digest, bytes, document));
        }
    }
    sorted.ready.reverse();
    Ok(sorted)
}

/// Reads a headquarters' card. It is not trusted until its fingerprint was compared.
///
/// # Errors
/// `not-a-headquarters-card`, `card-mismatch` when it is not signed by the key it names, `training-mismatch`, the codes
/// of the bundle.
pub fn peer_add(desktop: &Desktop, path: String) -> Result<Peer, CommandError> {
    desktop.with_open(|open| {
        let (bytes, card) = read_card(Path::new(&path))?;
        if card.kind != CardKind::Headquarters {
            return Err(CommandError::new("not-a-headquarters-card"));
        }
        if card.training != open.vault.meta().training {
            return Err(CommandError::new("training-mismatch"));
        }
        let digest = open.vault.add_peer(&bytes, clock::now())?;
        let trusted = open
            .vault
            .peers()?
            .iter()
            .any(|p| p.digest == digest && p.trusted.is_some());
        peer(open, &card, &digest, trusted)
    })
}

/// The card in an `enrolment` bundle, signed by the key that it names.
fn read_card(path: &Path) -> Result<(Vec<u8>, Card), CommandError> {
    let file = File::open(path).map_err(|e| crate::error::io(&e))?;
    let opened = saring_bundle::open(BufReader::new(file), &[])?;
    if opened.header().kind != Kind::Enrolment {
        return Err(CommandError::new("not-a-headquarters-card"));
    }
    let signer = opened.header().signer.clone();
    let mut bytes = Vec::new();
    opened.payload(&mut |name: &str, reader: &mut dyn std::io::Read| {
        if name == saring_bundle::CARD {
            reader.read_to_end(&mut bytes)?;
        }
        Ok::<(), std::io::Error>(())
    })?;
    let card: Card =
        canonical::from_bytes(&bytes).map_err(|_| CommandError::new("not-a-headquarters-card"))?;
    if card.signer != signer.as_str() {
        return Err(CommandError::new("card-mismatch"));
    }
    Ok((bytes, card))
}

/// Notes that the twelve groups were compared with what somebody read out.
///
/// # Errors
/// `unknown-signer`, `reader-missing` when nobody is named, those of writing.
pub fn peer_trust(
    desktop: &Desktop,
    signer: String,
    read_by: String,
) -> Result<Peer, CommandError> {
    desktop.with_open(|open| {
        if read_by.trim().is_empty() {
            return Err(CommandError::new("reader-missing"));
        }
        for stored in open.vault.peers()? {
            let card: Card = canonical::from_bytes(&stored.card)
                .map_err(|_| CommandError::new("vault-damaged"))?;
            if card.signer == signer {
                open.vault
                    .set_setting(&read_by_setting(&stored.digest), read_by.trim())?;
                open.vault.trust_peer(&stored.digest, clock::now())?;
                return peer(open, &card, &stored.digest, true);
            }
        }
        Err(CommandError::new("unknown-signer"))
    })
}

/// Seals what is ready into a folder: interviews, and withdrawals of those that were sent before.
///
/// # Errors
/// `no-destination`, `nothing-to-send`, and those of writing a bundle.
pub fn bundle_export(desktop: &Desktop, folder: String) -> Result<WrittenBundle, CommandError> {
    desktop.with_open(|open| {
        let (card, _) = peers(open)?
            .0
            .ok_or_else(|| CommandError::new("no-destination"))?;
        let sorted = sort(open)?;
        let going = sorted.going();
        let withdrawals = open.vault.unsent_withdrawals()?;
        if going == 0 && withdrawals.is_empty() {
            return Err(CommandError::new("nothing-to-send"));
        }
        let recipient = Recipient::parse(&card.recipient)?;
        let mut digests = Vec::new();
        let mut files = Vec::new();
        let mut forms = BTreeSet::new();
        for (digest, bytes, document) in sorted.ready {
            forms.insert(document.form.digest);
            files.push(OutgoingFile::bytes(
                saring_bundle::interview_name(&digest),
                bytes,
            ));
            digests.push(digest);
        }
        for form in forms {
            let source = open
                .vault
                .form_source(&form)?
                .ok_or_else(|| CommandError::new("unknown-form"))?;
            files.push(OutgoingFile::bytes(saring_bundle::form_name(&form), source));
        }
        let mut withdrawn = Vec::new();
        for one in withdrawals {
            files.push(OutgoingFile::bytes(
                saring_bundle::withdrawal_name(&one.digest),
                one.record,
            ));
            withdrawn.push(one.digest);
        }
        let (entries, head) = open.vault.audit_head()?;
        let audit = canonical::to_bytes(&json!({ "entries": entries, "head": head }))
            .map_err(|_| CommandError::new("vault-damaged"))?;
        files.push(OutgoingFile::bytes(saring_bundle::AUDIT, audit));
        let sent = sending::write(
            &mut open.vault,
            Parcel {
                kind: Kind::Submissions,
                destination: &card.vault.to_string(),
                recipients: &[recipient],
                files,
                documents: &digests,
                withdrawals: &withdrawn,
                word: "paket",
            },
            Path::new(&folder),
        )?;
        Ok(WrittenBundle {
            path: sent.path.to_string_lossy().into_owned(),
            bytes: sent.bytes,
            bundle: BundleRow {
                sequence: sent.sequence,
                interviews: going,
                withdrawals: withdrawn.len() as u32,
                at: sent.at.to_string(),
                state: BundleState::Sealed,
                file: sent
                    .path
                    .file_name()
                    .map(|n| n.to_string_lossy().into_owned())
                    .unwrap_or_default(),
            },
        })
    })
}
