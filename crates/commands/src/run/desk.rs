//! What any open vault can be asked: who sits here, locking, the card.

use super::door::desk_of;
use crate::sending::{self, Parcel};
use crate::view::{Desk, WrittenFile};
use crate::{CommandError, Desktop, Left, clock, keys};
use saring_bundle::{Kind, OutgoingFile};
use saring_record::{Card, CardKind, canonical};
use saring_vault::Role;
use std::path::Path;

/// Who sits here; nobody at the door.
///
/// # Errors
/// Those of reading.
pub fn desk(desktop: &Desktop) -> Result<Option<Desk>, CommandError> {
    desktop.slot().as_ref().map(desk_of).transpose()
}

/// Locks the vault: the log is moved into the file, the file is closed. A copy or a check that goes on is called off:
/// whoever leaves the desk does not wait for it. At the door nothing happens.
///
/// # Errors
/// `disk-full` or `io` when the log could not be moved; nothing is lost, the next unlock takes it in.
pub fn lock(desktop: &Desktop) -> Result<(), CommandError> {
    desktop.stop();
    let Some(open) = desktop.slot().take() else {
        return Ok(());
    };
    desktop.hiding().set_pin(None);
    Ok(open.vault.lock()?)
}

/// Locks because the window's page has ended by itself: memory ran out, or the web view failed. The next door says so.
/// What was half typed since it was last kept is gone; what was shown as saved is not.
///
/// # Errors
/// Those of locking. The vault is closed all the same.
pub fn page_ended(desktop: &Desktop) -> Result<(), CommandError> {
    desktop.stop();
    let path = desktop.with_open(|open| Ok(open.vault.path().to_owned()));
    let locked = lock(desktop);
    desktop.leave(Left {
        path: path.ok(),
        problem: Some(CommandError::new("page-ended")),
    });
    locked
}

/// Writes this desk's card into a folder: `enrolment`, signed and unsealed.
///
/// # Errors
/// `locked`, those of writing.
pub fn card_write(desktop: &Desktop, folder: String) -> Result<WrittenFile, CommandError> {
    desktop.with_open(|open| {
        let meta = open.vault.meta().clone();
        let (kind, word) = match meta.role {
            Role::Field => (CardKind::Device, "device"),
            Role::Headquarters => (CardKind::Headquarters, "headquarters"),
        };
        let card = Card {
            saring: "card/1".to_owned(),
            kind,
            vault: meta.vault,
            station: meta.station,
            name: meta.officer.name,
            signer: keys::signing(&open.vault)?.public().as_str().to_owned(),
            recipient: keys::identity(&open.vault)?.recipient().as_str().to_owned(),
            at: clock::now(),
            training: meta.training,
        };
        let bytes = canonical::to_bytes(&card).map_err(|_| CommandError::new("io"))?;
        let parcel = Parcel {
            kind: Kind::Enrolment,
            destination: "enrolment",
            recipients: &[],
            files: vec![OutgoingFile::bytes(saring_bundle::CARD, bytes)],
            documents: &[],
            withdrawals: &[],
            word: &format!("card-{word}"),
        };
        let sent = sending::write(&mut open.vault, parcel, Path::new(&folder))?;
        Ok(WrittenFile {
            path: sent.path.to_string_lossy().into_owned(),
        })
    })
}
