//! Looking after vaults at any path: whether they are whole, copies of them, other places and names for them.

use crate::{CommandError, Desktop, care, clock, forms};
use saring_record::{Digest, FormRef};
use saring_vault::{
    CopyReport, Cost, Fault, NewForm, Passphrase, Readable, Salvage, SalvageReport,
};
use serde::Serialize;
use std::path::Path;

/// What checking a vault found.
#[derive(Clone, Debug, Serialize)]
pub struct VaultReport {
    /// Nothing is wrong.
    pub good: bool,
    /// What is, in short: codes.
    pub problems: Vec<&'static str>,
    /// What is, by part, with ids and numbers.
    pub faults: Vec<Fault>,
    /// Where the encrypted file is damaged: how much of each interview can be read.
    pub readable: Vec<Readable>,
    /// Interviews that can be read.
    pub interviews: u64,
    /// Entries of the audit log that can be read.
    pub audit_entries: u64,
}

/// Checks a locked vault without changing it, however damaged it is: keys files, leftover log, cipher, database, audit
/// chain, digests.
///
/// # Errors
/// `vault-missing`, `vault-in-use`, `wrong-passphrase`, `keys-missing`, `keys-damaged`, `vault-newer`.
pub fn vault_check(path: &Path, passphrase: String) -> Result<VaultReport, CommandError> {
    let report = saring_vault::check(path, &Passphrase::new(passphrase), clock::now())?;
    Ok(VaultReport {
        good: report.is_good(),
        problems: care::problems(&report),
        faults: report.faults,
        readable: report.readable,
        interviews: report.interviews,
        audit_entries: report.audit_entries,
    })
}

/// Saves what can be saved of a damaged vault into a new one, without changing the damaged one.
///
/// # Errors
/// As [`vault_check`]; `vault-damaged` when nothing can be read, `vault-exists`, and those of writing.
pub fn vault_salvage(
    damaged: &Path,
    target: &Path,
    passphrase: String,
) -> Result<SalvageReport, CommandError> {
    let workbook = forms::built_in()?;
    let digest =
        Digest::parse(&workbook.digest()).ok_or_else(|| CommandError::new("form-refused"))?;
    let (form, _) = forms::load(&workbook).map_err(|issues| forms::refused(&issues))?;
    let reference = FormRef {
        id: form.id.clone(),
        version: form.version.clone(),
        digest,
    };
    let now = clock::now();
    let built_in = NewForm {
        form: &reference,
        title: &form.title,
        source: &workbook.to_bytes(),
        imported: now,
    };
    Ok(saring_vault::salvage(&Salvage {
        damaged,
        target,
        passphrase: &Passphrase::new(passphrase),
        cost: Cost::calibrate()?,
        forms: &[built_in],
        now,
    })?)
}

/// Writes an encrypted copy of the open vault to where nothing is yet, and reads it back.
///
/// # Errors
/// `locked`, `vault-exists`, `too-large-for-drive`, `copy-differs`, `vault-damaged`, and those of writing.
pub fn vault_backup(desktop: &Desktop, target: &Path) -> Result<CopyReport, CommandError> {
    care::backup(desktop, target)
}

/// Locks the open vault and moves it to where nothing is yet.
///
/// # Errors
/// As [`vault_backup`]; the vault is then where it was, and locked unless that could be known before.
pub fn vault_move(desktop: &Desktop, target: &Path) -> Result<CopyReport, CommandError> {
    care::move_to(desktop, target)
}

/// Locks the open vault and gives it another name, in its folder and inside.
///
/// # Errors
/// `locked`, `label-unusable`, `vault-exists`, and those of writing.
pub fn vault_rename(desktop: &Desktop, label: &str) -> Result<(), CommandError> {
    care::rename(desktop, label).map(|_| ())
}
