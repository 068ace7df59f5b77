//! Who opens the open vault: the list, passphrases, officers, a new vault key. Every change asks for the passphrase of
//! the officer at work.

use crate::desktop::Open;
use crate::view::{CodeSlot, KeySlots, NewKeyMade, OfficerSlot, OlderKeys};
use crate::{CommandError, Desktop, clock, keys, passphrase};
use saring_bundle::{SignerKey, SigningKey};
use saring_vault::{Cost, NewOfficer, Officer, OfficerId, Passphrase, SlotKind};

/// Who and what opens the vault.
///
/// # Errors
/// `locked`, `keys-missing`, `keys-damaged`, those of reading.
pub fn slots_list(desktop: &Desktop) -> Result<KeySlots, CommandError> {
    desktop.with_open(|open| listed(open))
}

/// The slots of the open vault.
pub(super) fn listed(open: &Open) -> Result<KeySlots, CommandError> {
    let vault = &open.vault;
    let rows = vault.slots()?;
    let code = |kind| -> Result<Option<CodeSlot>, CommandError> {
        let Some(row) = rows.iter().find(|row| row.kind == kind) else {
            return Ok(None);
        };
        Ok(Some(CodeSlot {
            made: row.made.clone().unwrap_or_default(),
            held_by: super::recovery::stations(open, &row.recipients)?,
        }))
    };
    let known = vault.officers()?;
    let officers = known.iter().map(|officer| {
        let own = |row: &&saring_vault::SlotRow| {
            row.officer.as_ref().is_some_and(|of| of.id == officer.id)
        };
        let row = rows.iter().find(own);
        Ok(OfficerSlot {
            id: officer.id.to_string(),
            name: officer.name.clone(),
            fingerprint: fingerprint(officer)?,
            admitted: row.is_some(),
            made: row.and_then(|row| row.made.clone()),
            at_work: officer.id == vault.meta().officer.id,
        })
    });
    let older = vault.older_keys()?;
    Ok(KeySlots {
        officers: officers.collect::<Result<_, CommandError>>()?,
        recovery: code(SlotKind::Recovery)?,
        escrow: code(SlotKind::Escrow)?,
        unknown: rows.iter().filter(|r| r.kind == SlotKind::Unknown).count() as u32,
        older: OlderKeys {
            pages: older.pages as u32,
            copies: older.copies,
        },
    })
}

fn fingerprint(officer: &Officer) -> Result<Vec<String>, CommandError> {
    let Some(signer) = &officer.signer else {
        return Ok(Vec::new());
    };
    Ok(SignerKey::parse(signer)?.fingerprint().groups().to_vec())
}

/// Changes the passphrase of the officer at work.
///
/// # Errors
/// `wrong-passphrase`, `passphrase-too-short`, `passphrase-weak`, `passphrase-taken`, those of writing.
pub fn passphrase_change(
    desktop: &Desktop,
    current: String,
    passphrase: String,
) -> Result<KeySlots, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        let new = passphrase::for_vault(passphrase, &open.vault, &[])?;
        let vault = &mut open.vault;
        vault.change_passphrase(&current, &new, Cost::calibrate()?, clock::now())?;
        listed(open)
    })
}

/// Adds an officer to the team: a signing key and a passphrase of the officer's own, typed by that officer.
///
/// # Errors
/// `name-missing`, `officer-exists`, `wrong-passphrase`, `passphrase-too-short`, `passphrase-weak`, `passphrase-taken`,
/// those of writing.
pub fn officer_add(
    desktop: &Desktop,
    current: String,
    name: String,
    passphrase: String,
) -> Result<KeySlots, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        let name = name.trim();
        if name.is_empty() {
            return Err(CommandError::new("name-missing"));
        }
        let passphrase = passphrase::for_vault(passphrase, &open.vault, &[name])?;
        let (id, signing) = (OfficerId::generate(), SigningKey::generate()?);
        let signer = signing.public();
        let officer = NewOfficer {
            id,
            name,
            signer: Some(signer.as_str()),
            secrets: &[(&keys::signing_name(id), &signing.to_bytes())],
        };
        let vault = &mut open.vault;
        vault.add_officer(
            &current,
            officer,
            &passphrase,
            Cost::calibrate()?,
            clock::now(),
        )?;
        listed(open)
    })
}

/// Gives an officer whom the vault knows a new passphrase: one who forgot it, was removed, or was away when a new vault
/// key was made.
///
/// # Errors
/// `no-such-officer`, `wrong-passphrase`, `passphrase-too-short`, `passphrase-weak`, `passphrase-taken`, those of
/// writing.
pub fn officer_readmit(
    desktop: &Desktop,
    current: String,
    id: String,
    passphrase: String,
) -> Result<KeySlots, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        let id = officer_id(&id)?;
        let passphrase = passphrase::for_vault(passphrase, &open.vault, &[])?;
        let vault = &mut open.vault;
        vault.readmit_officer(&current, id, &passphrase, Cost::calibrate()?, clock::now())?;
        listed(open)
    })
}

/// Takes an officer's passphrase away. What the officer wrote stays, under that name.
///
/// # Errors
/// `last-slot`, `no-such-officer`, `wrong-passphrase`, those of writing.
pub fn officer_remove(
    desktop: &Desktop,
    current: String,
    id: String,
) -> Result<KeySlots, CommandError> {
    let current = Passphrase::new(current);
    desktop.with_open(|open| {
        open.vault
            .remove_officer(&current, officer_id(&id)?, clock::now())?;
        listed(open)
    })
}

/// Makes a new vault key: older pages and older copies of the keys open nothing afterwards. Officers whose passphrases
/// are given keep them.
///
/// # Errors
/// `wrong-passphrase` when one opens no slot, `disk-full` (it needs room for the vault once more), those of writing.
pub fn vault_new_key(
    desktop: &Desktop,
    current: String,
    others: Vec<String>,
) -> Result<NewKeyMade, CommandError> {
    let current = Passphrase::new(current);
    let others: Vec<Passphrase> = others.into_iter().map(Passphrase::new).collect();
    desktop.with_open(|open| {
        let report = open.vault.new_key(&current, &others, clock::now())?;
        let slots = listed(open)?;
        let left_out = slots.officers.iter().filter(|officer| {
            let mut ids = report.officers_left_out.iter();
            ids.any(|id| id.to_string() == officer.id)
        });
        Ok(NewKeyMade {
            left_out: left_out.cloned().collect(),
            recovery_ended: report.recovery_ended,
            escrow: report.escrow,
            unknown_left_out: report.unknown_left_out as u32,
            slots,
        })
    })
}

fn officer_id(text: &str) -> Result<OfficerId, CommandError> {
    text.parse()
        .map_err(|_| CommandError::new("no-such-officer"))
}
