//! `saring vault`.

use crate::care;
use crate::output::{Failure, Out};
use crate::passphrase::{PassphraseArguments, VaultArguments};
use crate::slots;
use clap::{Subcommand, ValueEnum};
use saring_commands::view::{NewVault, Role};
use saring_commands::{Desktop, terminal};
use std::path::PathBuf;

/// Vaults.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Make a vault.
    Create {
        /// Where: NAME.saring-vault.
        file: PathBuf,
        #[command(flatten)]
        passphrase: PassphraseArguments,
        /// The officer's or supervisor's name.
        #[arg(long)]
        officer: String,
        /// Post, shelter or organisation.
        #[arg(long)]
        station: String,
        /// What it is for.
        #[arg(long, value_enum, default_value = "field")]
        role: RoleArgument,
        /// For made-up people; a field vault comes with a few.
        #[arg(long)]
        training: bool,
    },
    /// Check a vault without changing it: keys, log, cipher, database, audit log, digests. Exit status 1 when something
    /// is wrong.
    Check(VaultArguments),
    #[command(flatten)]
    Slots(slots::Command),
    #[command(flatten)]
    Care(care::Command),
}

/// What a vault is for.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum RoleArgument {
    /// An officer's desk.
    Field,
    /// A supervisor's.
    Headquarters,
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Command::Create {
            file,
            passphrase,
            officer,
            station,
            role,
            training,
        } => {
            let label = file
                .file_stem()
                .map(|s| s.to_string_lossy().into_owned())
                .unwrap_or_default();
            let new = NewVault {
                label,
                officer,
                station,
                role: match role {
                    RoleArgument::Field => Role::Field,
                    RoleArgument::Headquarters => Role::Headquarters,
                },
                training,
                passphrase: passphrase.read("New passphrase")?,
            };
            let desk = terminal::vault_create_at(desktop, &file, new)?;
            out.tell(&desk, |desk| {
                format!(
                    "Made: {}\nSigning key, to read over a phone: {}",
                    file.display(),
                    desk.fingerprint.join(" ")
                )
            })
        }
        Command::Slots(command) => slots::run(command, desktop, out),
        Command::Check(vault) => care::check(&vault, out),
        Command::Care(command) => care::run(command, desktop, out),
    }
}
