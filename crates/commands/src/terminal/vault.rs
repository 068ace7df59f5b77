//! Vaults at any path, as the terminal makes and checks them.

use crate::view::{Desk, NewVault};
use crate::{CommandError, Desktop};
use saring_vault::Cost;
use serde::Serialize;
use std::path::Path;

/// Makes a vault at a path and leaves it open.
///
/// # Errors
/// As `vault_create`.
pub fn vault_create_at(
    desktop: &Desktop,
    path: &Path,
    new: NewVault,
) -> Result<Desk, CommandError> {
    crate::run::internal::create_at(desktop, path, new, Cost::calibrate()?)
}

/// What checking a vault found.
#[derive(Clone, Debug, Serialize)]
pub struct VaultReport {
    /// Nothing is wrong.
    pub good: bool,
    /// What is: codes.
    pub problems: Vec<String>,
    /// Interviews in it.
    pub interviews: usize,
    /// Entries of the audit log.
    pub audit_entries: u64,
    /// What unlocking had to report.
    pub reports: Vec<CommandError>,
}

/// Checks the open vault: cipher, database, audit chain.
///
/// # Errors
/// `locked`, those of reading.
pub fn vault_check(desktop: &Desktop) -> Result<VaultReport, CommandError> {
    desktop.with_open(|open| {
        let report = open.vault.check()?;
        let mut problems = Vec::new();
        if report.pages > 0 {
            problems.push("cipher-damaged".to_owned());
        }
        if report.structure + report.references > 0 {
            problems.push("database-damaged".to_owned());
        }
        if report.audit.is_some() {
            problems.push("audit-broken".to_owned());
        }
        Ok(VaultReport {
            good: report.is_good(),
            problems,
            interviews: open.vault.interviews()?.len(),
            audit_entries: open.vault.audit_head()?.0,
            reports: open.reports.clone(),
        })
    })
}
