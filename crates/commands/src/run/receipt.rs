//! Receipts: headquarters says what it has of a bundle, and the desk that sent it may let go of that after a time.

use super::headquarters::with_registry;
use crate::desktop::Open;
use crate::sending::{self, Parcel};
use crate::view::{ReceiptRead, WrittenFile};
use crate::{CommandError, Desktop, keys};
use saring_bundle::{Kind, OutgoingFile, Recipient, SignerKey};
use saring_record::{Card, RECEIPT_FORMAT, Receipt, canonical};
use saring_registry::view::ArrivalState;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// Writes the receipt for a bundle that was taken in, sealed to the desk that sent it. It may be written again.
///
/// # Errors
/// `not-imported` when nothing was taken in with this row of the inbox, `no-card` when the desk's card never came,
/// `not-headquarters`, and those of writing a bundle.
pub fn receipt_write(
    desktop: &Desktop,
    arrival: String,
    folder: String,
) -> Result<WrittenFile, CommandError> {
    let (receipt, signer) = with_registry(desktop, |room| {
        let arrivals = room.registry.inbox()?;
        let row = arrivals.iter().find(|row| row.nr.to_string() == arrival);
        let described = row
            .filter(|row| matches!(row.state, ArrivalState::Imported | ArrivalState::Repeated))
            .and_then(|row| row.described.as_ref())
            .ok_or_else(|| CommandError::new("not-imported"))?;
        let signers = room.registry.signers()?;
        let signer = signers.into_iter().find(|s| s.signer == described.signer);
        let receipt = room
            .registry
            .receipt(&described.tag_manifest, room.desk().now)?;
        Ok((receipt, signer))
    })?;
    let no_card = || CommandError::new("no-card");
    let signer = signer.ok_or_else(no_card)?;
    let recipient = Recipient::parse(&signer.recipient.ok_or_else(no_card)?)?;
    let destination = signer.vault.ok_or_else(no_card)?;
    let bytes = canonical::to_bytes(&receipt).map_err(|_| CommandError::new("io"))?;
    desktop.with_open(|open| {
        let sent = sending::write(
            &mut open.vault,
            Parcel {
                kind: Kind::Receipt,
                destination: &destination,
                recipients: &[recipient],
                files: vec![OutgoingFile::bytes(saring_bundle::RECEIPT, bytes)],
                documents: &[],
                withdrawals: &[],
                word: "tanda-terima",
            },
            Path::new(&folder),
        )?;
        Ok(WrittenFile {
            path: sent.path.to_string_lossy().into_owned(),
        })
    })
}

/// Takes a receipt in: what headquarters has of a bundle counts as received from now on. The same one again changes
/// nothing.
///
/// # Errors
/// `not-a-receipt`, `newer-format`, `unknown-headquarters` when it is signed by nobody whose twelve groups were compared
/// here, `receipt-elsewhere` when it is for another desk or for a bundle that was not written here,
/// `training-mismatch`, the codes of the bundle and those of writing.
pub fn receipt_read(desktop: &Desktop, path: String) -> Result<ReceiptRead, CommandError> {
    desktop.with_open(|open| {
        let receipt = verified(open, Path::new(&path))?;
        let bundles = open.vault.outbox()?;
        let bundle = bundles
            .iter()
            .find(|row| row.tag_manifest == receipt.bundle)
            .ok_or_else(|| CommandError::new("receipt-elsewhere"))?;
        Ok(ReceiptRead {
            sequence: bundle.sequence,
            received: open.vault.receipt_committed(&receipt)? as u32,
            sent: bundle.count + bundle.withdrawals,
        })
    })
}

/// The receipt in a bundle that holds to its last byte, signed by a headquarters that is trusted here.
fn verified(open: &Open, path: &Path) -> Result<Receipt, CommandError> {
    let file = File::open(path).map_err(|e| crate::error::io(&e))?;
    let identities = [keys::identity(&open.vault)?];
    let opened = saring_bundle::open(BufReader::new(file), &identities)?;
    let header = opened.header();
    let meta = open.vault.meta();
    if header.kind != Kind::Receipt {
        return Err(CommandError::new("not-a-receipt"));
    }
    if header.training != meta.training {
        return Err(CommandError::new("training-mismatch"));
    }
    if header.destination != meta.vault.to_string() {
        return Err(CommandError::new("receipt-elsewhere"));
    }
    if !is_headquarters(open, &header.signer)? {
        return Err(CommandError::new("unknown-headquarters"));
    }
    let mut bytes = Vec::new();
    opened.payload(&mut |name: &str, reader: &mut dyn Read| {
        if name == saring_bundle::RECEIPT {
            reader.read_to_end(&mut bytes)?;
        }
        Ok::<(), std::io::Error>(())
    })?;
    let receipt: Receipt =
        canonical::from_bytes(&bytes).map_err(|_| CommandError::new("not-a-receipt"))?;
    if receipt.saring == RECEIPT_FORMAT {
        Ok(receipt)
    } else {
        Err(CommandError::new("newer-format"))
    }
}

fn is_headquarters(open: &Open, signer: &SignerKey) -> Result<bool, CommandError> {
    for peer in open.vault.peers()? {
        let card: Card =
            canonical::from_bytes(&peer.card).map_err(|_| CommandError::new("vault-damaged"))?;
        if peer.trusted.is_some() && card.signer == signer.as_str() {
            return Ok(true);
        }
    }
    Ok(false)
}
