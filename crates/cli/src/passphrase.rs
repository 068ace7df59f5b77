//! Passphrases come from a file or a prompt, never from an argument: arguments are seen by every process.

use crate::output::Failure;
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
            Some(file) => {
                let text = std::fs::read_to_string(file)?;
                Ok(text.lines().next().unwrap_or_default().to_owned())
            }
            None => rpassword::prompt_password(format!("{prompt}: "))
                .map_err(|_| Failure::Code(CommandError::new("no-passphrase"))),
        }
    }
}

impl VaultArguments {
    /// Unlocks it.
    pub(crate) fn unlock(&self, desktop: &Desktop) -> Result<(), Failure> {
        unlock(desktop, &self.vault, &self.passphrase)
    }
}

/// Unlocks a vault.
pub(crate) fn unlock(
    desktop: &Desktop,
    vault: &Path,
    passphrase: &PassphraseArguments,
) -> Result<(), Failure> {
    let passphrase = passphrase.read("Passphrase")?;
    run::vault_unlock(desktop, vault.to_string_lossy().into_owned(), passphrase)?;
    Ok(())
}
