//! For the day that a passphrase is lost: the printed page, the escrow at headquarters, and opening a vault by either.

use super::door::{desk_of, opened};
use super::slots::listed;
use crate::desktop::Open;
use crate::view::{
    CodeKind, Desk, EscrowCode, EscrowMade, KeySlots, RecoverVault, RecoveryPage, WrittenFile,
};
use crate::{CommandError, Desktop, audit, clock, keys, passphrase};
use saring_record::{Card, canonical};
use saring_vault::{Code, Cost, Passphrase, PrintedSlot, Recovery, Role, SlotKind, Vault};
use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Write};
use std::mem;
use std::path::Path;

/// No escrow's text is longer.
const LONGEST: u64 = 64 * 1024;

/// Makes a recovery page, in place of an earlier one, which opens the vault all the same until a new vault key is made.
/// The code is nowhere else.
///
/// # Errors
/// `wrong-passphrase`, those of writing.
pub fn recovery_make(desktop: &Desktop, current: String) -> Result<RecoveryPage, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        let page = open.vault.make_recovery(&current, clock::now())?;
        let slots = listed(open)?;
        Ok(RecoveryPage {
            label: open.vault.meta().label.clone(),
            made: slots.recovery.iter().map(|r| r.made.clone()).collect(),
            code: groups(&page.code),
            lines: page.slot.lines()?,
            slots,
        })
    })
}

/// Takes the recovery page back. Printed ones open the vault until a new vault key is made.
///
/// # Errors
/// `no-slot`, `wrong-passphrase`, those of writing.
pub fn recovery_remove(desktop: &Desktop, current: String) -> Result<KeySlots, CommandError> {
    remove(desktop, current, SlotKind::Recovery)
}

/// Makes an escrow for headquarters whose cards were read and compared, by their signing keys; nobody at this desk sees
/// its code.
///
/// # Errors
/// `no-destination` when none is named, `unknown-signer` for one that was not compared, `wrong-passphrase`, those of
/// writing.
pub fn escrow_make(
    desktop: &Desktop,
    current: String,
    signers: Vec<String>,
) -> Result<EscrowMade, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        if signers.is_empty() {
            return Err(CommandError::new("no-destination"));
        }
        let cards = compared(open)?;
        let recipient = |signer: &String| {
            let card = cards.iter().find(|card| card.signer == *signer);
            card.map(|card| card.recipient.clone())
                .ok_or_else(|| CommandError::new("unknown-signer"))
        };
        let recipients: Vec<_> = signers.iter().map(recipient).collect::<Result<_, _>>()?;
        let text = open
            .vault
            .make_escrow(&current, &recipients, clock::now())?;
        let slots = listed(open)?;
        Ok(EscrowMade { text, slots })
    })
}

/// Takes the escrow away. What headquarters holds opens older copies of the keys until a new vault key is made.
///
/// # Errors
/// `no-slot`, `wrong-passphrase`, those of writing.
pub fn escrow_remove(desktop: &Desktop, current: String) -> Result<KeySlots, CommandError> {
    remove(desktop, current, SlotKind::Escrow)
}

/// The escrow's text, for headquarters; none when there is no escrow.
///
/// # Errors
/// `locked`, those of reading.
pub fn escrow_text(desktop: &Desktop) -> Result<Option<String>, CommandError> {
    desktop.with_open(|open| Ok(open.vault.escrow_text()?))
}

/// Writes the escrow's text into a folder, on its way to headquarters.
///
/// # Errors
/// `no-slot` when there is no escrow, `no-folder`, `file-exists`, those of writing.
pub fn escrow_write(desktop: &Desktop, folder: String) -> Result<WrittenFile, CommandError> {
    desktop.with_open(|open| {
        let text = open.vault.escrow_text()?;
        let text = text.ok_or_else(|| CommandError::new("no-slot"))?;
        let folder = Path::new(&folder);
        if !folder.is_dir() {
            return Err(CommandError::new("no-folder"));
        }
        // Named after the text, so that a later one does not take the place of an earlier one.
        let digest = saring_record::Digest::of(text.as_bytes());
        let name = digest.as_str().trim_start_matches("sha256:");
        let path = folder.join(format!("saring-escrow-{}.age", &name[..12]));
        let mut file = File::create_new(&path)?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())?;
        Ok(WrittenFile {
            path: path.to_string_lossy().into_owned(),
        })
    })
}

/// Headquarters reads an escrow's code back. Two persons decide it: who agreed is noted in the supervisor's vault, and
/// the officer is told at the next unlock that the code was used.
///
/// # Errors
/// `not-headquarters`, `witness-missing`, `not-an-escrow`, those of reading and writing.
pub fn escrow_open(
    desktop: &Desktop,
    path: String,
    witness: String,
) -> Result<EscrowCode, CommandError> {
    desktop.with_open(|open| {
        if open.vault.meta().role != Role::Headquarters {
            return Err(CommandError::new("not-headquarters"));
        }
        let witness = witness.trim();
        if witness.is_empty() {
            return Err(CommandError::new("witness-missing"));
        }
        let mut text = String::new();
        let file = File::open(&path)?.take(LONGEST);
        BufReader::new(file)
            .read_to_string(&mut text)
            .map_err(|error| match error.kind() {
                ErrorKind::InvalidData => CommandError::new("not-an-escrow"),
                _ => crate::error::io(&error),
            })?;
        let identity = keys::identity(&open.vault)?.to_secret_string();
        let opened = saring_vault::open_escrow(&text, &identity)?;
        // Noted before it is told.
        let (now, vault) = (clock::now(), &mut open.vault);
        vault.set_setting(&format!("escrow-opened:{}:{now}", opened.vault), witness)?;
        vault.log(audit::ESCROW_OPENED, &opened.vault, now)?;
        Ok(EscrowCode {
            code: groups(&opened.code),
            vault: opened.vault,
            made: opened.made,
        })
    })
}

/// Opens a vault by a code, at the door. An officer gets a new passphrase with it and is who sits here from then on.
///
/// # Errors
/// `code-group-wrong`, `code-length`, `page-line-wrong`, `page-length`, `wrong-code`, `page-of-another-vault`,
/// `keys-do-not-fit`, `no-such-officer`, `passphrase-too-short`, `passphrase-weak`, and those of `vault_unlock`.
pub fn vault_recover(desktop: &Desktop, mut recover: RecoverVault) -> Result<Desk, CommandError> {
    let mut slot = desktop.slot();
    if slot.is_some() {
        return Err(CommandError::new("already-open"));
    }
    let page = recover
        .page
        .as_deref()
        .filter(|page| !page.trim().is_empty());
    let printed = page.map(PrintedSlot::parse).transpose()?;
    let code = Code::parse(&recover.code)?;
    let officer = recover.officer.as_deref().map(str::trim);
    let officer = officer.filter(|name| !name.is_empty());
    let label = Path::new(&recover.path).file_stem();
    let label = label.unwrap_or_default().to_string_lossy();
    let passphrase = passphrase::new(
        mem::take(&mut recover.passphrase),
        &[&label, officer.unwrap_or("")],
    )?;
    let vault = Vault::recover(Recovery {
        path: Path::new(&recover.path),
        kind: match recover.kind {
            CodeKind::Recovery => SlotKind::Recovery,
            CodeKind::Escrow => SlotKind::Escrow,
        },
        code: &code,
        printed: printed.as_ref(),
        officer,
        passphrase: &passphrase,
        cost: Cost::calibrate()?,
        now: clock::now(),
    })?;
    let open = opened(vault)?;
    let desk = desk_of(&open)?;
    *slot = Some(open);
    Ok(desk)
}

fn remove(desktop: &Desktop, current: String, kind: SlotKind) -> Result<KeySlots, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        open.vault.remove_slot(&current, kind, clock::now())?;
        listed(open)
    })
}

/// The groups of a code, as they are shown and read out.
fn groups(code: &Code) -> Vec<String> {
    code.digits().split(' ').map(str::to_owned).collect()
}

/// The cards whose fingerprints were compared.
fn compared(open: &Open) -> Result<Vec<Card>, CommandError> {
    let peers = open.vault.peers()?.into_iter();
    peers
        .filter(|peer| peer.trusted.is_some())
        .map(|peer| {
            canonical::from_bytes(&peer.card).map_err(|_| CommandError::new("vault-damaged"))
        })
        .collect()
}

/// Whose these recipients are; one whose card is not here any more goes by itself.
pub(super) fn stations(open: &Open, recipients: &[String]) -> Result<Vec<String>, CommandError> {
    if recipients.is_empty() {
        return Ok(Vec::new());
    }
    let cards = compared(open)?;
    let station = |recipient: &String| {
        let card = cards.iter().find(|card| card.recipient == *recipient);
        card.map_or_else(|| recipient.clone(), |card| card.station.clone())
    };
    Ok(recipients.iter().map(station).collect())
}
