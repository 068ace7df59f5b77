//! Looking after the open vault, for the window and the terminal alike: checks, copies, other places and names.

use crate::desktop::{Desktop, Open};
use crate::{CommandError, clock, run};
use saring_vault::{CheckReport, CopyReport, Fault, Part, Passphrase, Vault};
use std::path::Path;

/// The code of what a fault is.
pub(crate) fn problem(fault: &Fault) -> &'static str {
    match fault.part {
        Part::Keys | Part::KeysCopy => "keys-damaged",
        Part::Log => "log-damaged",
        Part::Pages => "cipher-damaged",
        Part::Audit => "audit-broken",
        Part::History => "history-damaged",
        Part::Documents => "documents-damaged",
        Part::Attachments => "attachments-damaged",
        _ => "database-damaged",
    }
}

/// The codes of what a check found, each once.
pub(crate) fn problems(report: &CheckReport) -> Vec<&'static str> {
    let mut problems: Vec<_> = report.faults.iter().map(problem).collect();
    problems.sort_unstable();
    problems.dedup();
    problems
}

/// Writes an encrypted copy of the open vault to where nothing is yet, and reads it back.
pub(crate) fn backup(desktop: &Desktop, target: &Path) -> Result<CopyReport, CommandError> {
    desktop.with_open_at_length(|open| Ok(open.vault.backup(target, clock::now())?))
}

/// Locks the open vault and moves it to where nothing is yet. What can be known to fail is refused before it is locked.
pub(crate) fn move_to(desktop: &Desktop, target: &Path) -> Result<CopyReport, CommandError> {
    closing(
        desktop,
        |open| {
            if target.exists() {
                return Err(CommandError::new("vault-exists"));
            }
            let folder = target.parent().filter(|folder| folder.is_dir());
            let folder = folder.ok_or_else(|| CommandError::new("no-folder"))?;
            if open.vault.room_on(folder)?.is_too_large() {
                return Err(CommandError::new("too-large-for-drive"));
            }
            Ok(())
        },
        |vault| Ok(vault.move_to(target, clock::now())?),
    )
}

/// Locks the open vault and gives it another name, in its folder and inside. A name that is taken is refused before.
pub(crate) fn rename(desktop: &Desktop, label: &str) -> Result<CopyReport, CommandError> {
    let name = run::internal::file_name(label)?;
    let beside = |vault: &Vault| vault.path().with_file_name(format!("{name}.saring-vault"));
    closing(
        desktop,
        |open| {
            let target = beside(&open.vault);
            if target != open.vault.path() && target.exists() {
                return Err(CommandError::new("vault-exists"));
            }
            Ok(())
        },
        |vault| {
            let target = beside(&vault);
            vault.rename(&target, name, clock::now())?;
            Ok(CopyReport {
                bytes: target.metadata().map_or(0, |data| data.len()),
                path: target,
                near_largest: None,
            })
        },
    )
}

/// Takes the vault off the desktop for work that ends with it closed. Nobody else comes in between: whoever locks or
/// closes the window meanwhile waits.
fn closing<T>(
    desktop: &Desktop,
    first: impl FnOnce(&Open) -> Result<(), CommandError>,
    work: impl FnOnce(Vault) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let mut slot = desktop.slot();
    first(slot.as_ref().ok_or_else(|| CommandError::new("locked"))?)?;
    let open = slot.take().ok_or_else(|| CommandError::new("locked"))?;
    desktop.hiding().set_pin(None);
    work(open.vault)
}

/// A look at the open vault that tells also what of a damaged one can be read: it is closed for it and opened again.
/// Where that fails, it stays locked.
pub(crate) fn examine(
    desktop: &Desktop,
    passphrase: &Passphrase,
) -> Result<CheckReport, CommandError> {
    let mut slot = desktop.slot();
    let open = slot.as_ref().ok_or_else(|| CommandError::new("locked"))?;
    if !open.vault.opens_with(passphrase, clock::now())? {
        return Err(CommandError::new("wrong-passphrase"));
    }
    let Some(open) = slot.take() else {
        return Err(CommandError::new("locked"));
    };
    let (path, reports) = (open.vault.path().to_owned(), open.reports);
    // What could not be moved out of the log is looked at where it is.
    let _ = open.vault.lock();
    let report = saring_vault::check(&path, passphrase, clock::now());
    let vault = Vault::unlock(&path, passphrase, clock::now())?;
    let mut open = run::internal::opened(vault)?;
    open.reports = reports;
    *slot = Some(open);
    Ok(report?)
}
