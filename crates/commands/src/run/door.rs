//! The door: which vaults are here, making one, unlocking one.

use crate::desktop::Open;
use crate::epoch;
use crate::forms::{self, Forms};
use crate::keys;
use crate::view::{Desk, Door, NewVault, Role, VaultFile};
use crate::{CommandError, Desktop, clock, passphrase, training};
use saring_bundle::SigningKey;
use saring_record::{Digest, FormRef};
use saring_vault::{Cost, NewForm, OfficerId, Passphrase, Vault};
use std::mem;
use std::path::Path;

/// The vaults of this machine's folder, real ones first.
///
/// # Errors
/// `io` when the folder cannot be read.
pub fn door(desktop: &Desktop) -> Result<Door, CommandError> {
    let mut files = saring_vault::find(&desktop.paths().data)?;
    let left = desktop.left();
    if let Some(path) = left.path.as_deref().filter(|path| path.is_file())
        && files.iter().all(|found| found.path != path)
        && let Some(folder) = path.parent()
    {
        // On a stick that cannot be read there is nothing to show.
        let there = saring_vault::find(folder).unwrap_or_default();
        files.extend(there.into_iter().filter(|found| found.path == path));
    }
    let chosen = files
        .iter()
        .any(|found| Some(&found.path) == left.path.as_ref());
    let mut vaults: Vec<VaultFile> = files
        .into_iter()
        .map(|found| VaultFile {
            path: text(&found.path),
            label: found.name,
            last_opened: found.last_opened.map(clock::written),
            training: found.training.unwrap_or(false),
            keys_present: found.keys_present,
        })
        .collect();
    vaults.sort_by_key(|v| v.training);
    Ok(Door {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        folder: text(&desktop.paths().data),
        vaults,
        chosen: left.path.as_deref().filter(|_| chosen).map(text),
        problem: left.problem,
    })
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Makes a vault and opens it. A field training vault comes with a few made-up interviews.
///
/// # Errors
/// `passphrase-too-short`, `passphrase-weak`, `label-unusable`, `vault-exists`, `already-open`, and those of writing.
pub fn vault_create(desktop: &Desktop, vault: NewVault) -> Result<Desk, CommandError> {
    let file = desktop
        .paths()
        .data
        .join(format!("{}.saring-vault", file_name(&vault.label)?));
    std::fs::create_dir_all(&desktop.paths().data).map_err(|e| crate::error::io(&e))?;
    create_at(desktop, &file, vault, Cost::calibrate()?)
}

/// Makes a vault at a path, for the terminal too.
pub(crate) fn create_at(
    desktop: &Desktop,
    file: &Path,
    mut new: NewVault,
    cost: Cost,
) -> Result<Desk, CommandError> {
    let mut slot = desktop.slot();
    if slot.is_some() {
        return Err(CommandError::new("already-open"));
    }
    let about = [&new.label, &new.officer, &new.station].map(String::as_str);
    let passphrase = passphrase::new(mem::take(&mut new.passphrase), &about)?;
    let signing = SigningKey::generate()?;
    let signer = signing.public();
    let now = clock::now();
    let officer = OfficerId::generate();
    let new_vault = saring_vault::NewVault {
        path: file,
        label: new.label.trim(),
        officer: new.officer.trim(),
        signer: Some(signer.as_str()),
        station: new.station.trim(),
        role: match new.role {
            Role::Field => saring_vault::Role::Field,
            Role::Headquarters => saring_vault::Role::Headquarters,
        },
        training: new.training,
        passphrase: &passphrase,
        cost,
        now,
    };
    let (identity_name, identity) = keys::new_identity();
    let secrets: [(&str, &[u8]); 2] = [
        (&keys::signing_name(officer), &signing.to_bytes()),
        (identity_name, identity.as_bytes()),
    ];
    let vault = Vault::create_with(new_vault, officer, &secrets)?;
    let mut open = opened(vault)?;
    if new.training && new.role == Role::Field {
        training::fill(&mut open)?;
    }
    let desk = desk_of(&open)?;
    *slot = Some(open);
    Ok(desk)
}

/// Unlocks a vault.
///
/// # Errors
/// `wrong-passphrase`, `keys-missing`, `vault-in-use`, `vault-newer`, and the other codes of the vault.
pub fn vault_unlock(
    desktop: &Desktop,
    path: String,
    passphrase: String,
) -> Result<Desk, CommandError> {
    let passphrase = Passphrase::new(passphrase);
    let mut slot = desktop.slot();
    if slot.is_some() {
        return Err(CommandError::new("already-open"));
    }
    let vault = Vault::unlock(Path::new(&path), &passphrase, clock::now())?;
    let open = opened(vault)?;
    let desk = desk_of(&open)?;
    *slot = Some(open);
    Ok(desk)
}

/// The open vault with the built-in instrument in it; a newer Saring brings a newer one along.
pub(crate) fn opened(mut vault: Vault) -> Result<Open, CommandError> {
    let workbook = forms::built_in()?;
    let digest =
        Digest::parse(&workbook.digest()).ok_or_else(|| CommandError::new("form-refused"))?;
    if vault.meta().role == saring_vault::Role::Field && vault.form_source(&digest)?.is_none() {
        let (form, _) = forms::load(&workbook).map_err(|issues| forms::refused(&issues))?;
        let reference = FormRef {
            id: form.id.clone(),
            version: form.version.clone(),
            digest,
        };
        vault.store_form(&NewForm {
            form: &reference,
            title: &form.title,
            source: &workbook.to_bytes(),
            imported: clock::now(),
        })?;
    }
    let mut reports = reports(&vault);
    reports.extend(epoch::begin_if_due(&mut vault)?);
    // By policy, with an audit row each. That there is no room for it keeps nobody out.
    let _ = vault.purge_by_policy(clock::now());
    Ok(Open {
        vault,
        forms: Forms::default(),
        live: None,
        reports,
    })
}

fn reports(vault: &Vault) -> Vec<CommandError> {
    let report = vault.report();
    let mut out = Vec::new();
    if report.mended.is_some() {
        out.push(CommandError::new("keys-mended"));
    }
    if report.not_mended.is_some() {
        out.push(CommandError::new("keys-not-mended"));
    }
    if report.slots.is_some() {
        out.push(CommandError::new("slots-mismatch"));
    }
    if report.failed_tries > 0 {
        out.push(CommandError::new("failed-tries").with("count", report.failed_tries));
    }
    for code_use in &report.code_uses {
        let code = match code_use.kind {
            saring_vault::SlotKind::Escrow => CommandError::new("escrow-used"),
            _ => CommandError::new("recovery-used"),
        };
        out.push(code.with("at", code_use.at));
    }
    if report.taken_over > 0 {
        out.push(CommandError::new("interviews-taken-over").with("count", report.taken_over));
    }
    if report.damaged_log.is_some() {
        out.push(CommandError::new("log-damaged"));
    }
    if let Some(last) = report.clock_behind {
        out.push(CommandError::new("clock-behind").with("at", last));
    }
    if report.not_logged {
        out.push(CommandError::new("disk-full"));
    }
    out
}

/// Who sits here.
pub(crate) fn desk_of(open: &Open) -> Result<Desk, CommandError> {
    let meta = open.vault.meta();
    let signing = keys::signing(&open.vault)?;
    Ok(Desk {
        label: meta.label.clone(),
        officer: meta.officer.name.clone(),
        station: meta.station.clone(),
        role: match meta.role {
            saring_vault::Role::Field => Role::Field,
            saring_vault::Role::Headquarters => Role::Headquarters,
        },
        training: meta.training,
        fingerprint: signing.public().fingerprint().groups().to_vec(),
        reports: open.reports.clone(),
    })
}

/// A label as a file name: what file systems forbid is refused rather than changed behind the officer's back.
pub(crate) fn file_name(label: &str) -> Result<&str, CommandError> {
    let label = label.trim();
    let forbidden = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let usable = !label.is_empty()
        && label.len() <= 100
        && !label.starts_with('.')
        && !label.ends_with('.')
        && !label.contains(forbidden);
    usable
        .then_some(label)
        .ok_or_else(|| CommandError::new("label-unusable"))
}
