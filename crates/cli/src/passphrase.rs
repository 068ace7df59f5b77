//! Passphrases come from a file or a prompt, never from an argument: arguments are seen by every process.

use crate::output::{Failure, Out};
use clap::Args;
use saring_commands::{CommandError, Desktop, run};
use std::path::{Path, PathBuf};

/// Which vault, and where its passphrase is.
#[derive(Args)]
pub(crate) struct VaultArguments {
    /// The vault: NAME.saring-vault.
    #[arg(long, value_name = "FILE")]
    pub(crate) vault: PathBuf,
    #[command(flatten)]
    pub(crate) passphrase: PassphraseArguments,
}

/// Where the passphrase is.
#[derive(Args)]
pub(crate) struct PassphraseArguments {
    /// First line of this file; without it, the passphrase is asked for.
    #[arg(long, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
}

impl PassphraseArguments {
    /// The passphrase.
    pub(crate) fn read(&self, prompt: &str) -> Result<String, Failure> {
        match &self.passphrase_file {
            Some(file) => first_line(file),
            None => prompted(prompt),
        }
    }
}

/// Where a new passphrase is.
#[derive(Args)]
pub(crate) struct NewPassphraseArguments {
    /// First line of this file; without it, the new passphrase is asked for.
    #[arg(long, value_name = "FILE")]
    new_passphrase_file: Option<PathBuf>,
}

impl NewPassphraseArguments {
    /// The new passphrase; typed, it is asked for twice.
    pub(crate) fn read(&self) -> Result<String, Failure> {
        if let Some(file) = &self.new_passphrase_file {
            return first_line(file);
        }
        let typed = prompted("New passphrase")?;
        if typed == prompted("Once more")? {
            Ok(typed)
        } else {
            Err(CommandError::new("passphrases-differ").into())
        }
    }
}

/// The first line of a file.
pub(crate) fn first_line(file: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(file)?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

/// What is typed without being shown.
pub(crate) fn prompted(prompt: &str) -> Result<String, Failure> {
    rpassword::prompt_password(format!("{prompt}: "))
        .map_err(|_| Failure::Code(CommandError::new("no-passphrase")))
}

impl VaultArguments {
    /// Unlocks it, and tells what that had to report.
    pub(crate) fn unlock(&self, desktop: &Desktop, out: Out) -> Result<(), Failure> {
        unlock(desktop, &self.vault, &self.passphrase, out)
    }

    /// As [`VaultArguments::unlock`], and hands the passphrase over for a change that asks for it again.
    pub(crate) fn unlock_again(&self, desktop: &Desktop, out: Out) -> Result<String, Failure> {
        let passphrase = self.passphrase.read("Passphrase")?;
        unlock_with(desktop, &self.vault, passphrase.clone(), out)?;
        Ok(passphrase)
    }
}

/// Unlocks a vault, and tells what that had to report.
pub(crate) fn unlock(
    desktop: &Desktop,
    vault: &Path,
    passphrase: &PassphraseArguments,
    out: Out,
) -> Result<(), Failure> {
    unlock_with(desktop, vault, passphrase.read("Passphrase")?, out)
}

fn unlock_with(
    desktop: &Desktop,
    vault: &Path,
    passphrase: String,
    out: Out,
) -> Result<(), Failure> {
    let path = vault.to_string_lossy().into_owned();
    out.reports(&run::vault_unlock(desktop, path, passphrase)?);
    Ok(())
}
