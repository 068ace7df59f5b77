//! `saring bundle`.

use crate::output::{Failure, Out};
use crate::passphrase::{PassphraseArguments, VaultArguments, unlock};
use clap::{Args, Subcommand};
use saring_commands::terminal::{self, BundleReport};
use saring_commands::{Desktop, run as commands};
use std::path::{Path, PathBuf};

/// Bundles.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Seal the finished interviews of a vault for its headquarters.
    Export {
        #[command(flatten)]
        vault: VaultArguments,
        /// Folder that the bundle is written into.
        folder: PathBuf,
    },
    /// Take a receipt in: what headquarters has may be let go of after its time.
    Receipt {
        #[command(flatten)]
        vault: VaultArguments,
        /// The receipt that headquarters wrote.
        receipt: PathBuf,
    },
    /// Write this vault's card, for headquarters or for a desk.
    Card {
        #[command(flatten)]
        vault: VaultArguments,
        /// Folder that the card is written into.
        folder: PathBuf,
    },
    /// Read a headquarters' card into a vault, and trust it once its twelve groups were compared.
    Peer {
        #[command(flatten)]
        vault: VaultArguments,
        /// The card.
        card: PathBuf,
        /// Who read the twelve groups out, when they were the same.
        #[arg(long)]
        read_by: Option<String>,
    },
    /// Say what a bundle claims; its signature is checked, its payload is not read.
    Inspect(Reading),
    /// Check all of a bundle.
    Verify(Reading),
    /// Check all of a bundle and write its payload into a new folder.
    Open {
        #[command(flatten)]
        reading: Reading,
        /// Folder, not there yet.
        folder: PathBuf,
    },
}

/// A bundle, and the vault that it is sealed to.
#[derive(Args)]
pub(crate) struct Reading {
    /// The bundle.
    bundle: PathBuf,
    /// The vault that it is sealed to; unsealed kinds need none.
    #[arg(long, value_name = "FILE")]
    vault: Option<PathBuf>,
    #[command(flatten)]
    passphrase: PassphraseArguments,
}

impl Reading {
    fn ready(&self, desktop: &Desktop, out: Out) -> Result<&Path, Failure> {
        if let Some(vault) = &self.vault {
            unlock(desktop, vault, &self.passphrase, out)?;
        }
        Ok(&self.bundle)
    }
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    let folder_text = |folder: &Path| folder.to_string_lossy().into_owned();
    match command {
        Command::Export { vault, folder } => {
            vault.unlock(desktop, out)?;
            let written = commands::bundle_export(desktop, folder_text(&folder))?;
            out.tell(&written, |w| {
                format!(
                    "Bundle {:04}: {} interviews, {} withdrawals, {} bytes\n{}",
                    w.bundle.sequence, w.bundle.interviews, w.bundle.withdrawals, w.bytes, w.path
                )
            })
        }
        Command::Receipt { vault, receipt } => {
            vault.unlock(desktop, out)?;
            let read = commands::receipt_read(desktop, folder_text(&receipt))?;
            out.tell(&read, |read| {
                format!(
                    "Bundle {:04}: headquarters has {} of {}.",
                    read.sequence, read.received, read.sent
                )
            })
        }
        Command::Card { vault, folder } => {
            vault.unlock(desktop, out)?;
            out.tell(&commands::card_write(desktop, folder_text(&folder))?, |w| {
                w.path.clone()
            })
        }
        Command::Peer {
            vault,
            card,
            read_by,
        } => {
            vault.unlock(desktop, out)?;
            let mut peer = commands::peer_add(desktop, folder_text(&card))?;
            if let Some(read_by) = read_by {
                peer = commands::peer_trust(desktop, peer.signer, read_by)?;
            }
            out.tell(&peer, |peer| {
                let state = if peer.trusted {
                    "trusted"
                } else {
                    "not trusted yet"
                };
                format!(
                    "{} ({}): {state}\n{}",
                    peer.station,
                    peer.name,
                    peer.fingerprint.join(" ")
                )
            })
        }
        Command::Inspect(reading) => {
            let path = reading.ready(desktop, out)?;
            out.tell(&terminal::bundle_inspect(desktop, path)?, words)
        }
        Command::Verify(reading) => {
            let path = reading.ready(desktop, out)?;
            out.tell(&terminal::bundle_verify(desktop, path)?, words)
        }
        Command::Open { reading, folder } => {
            let path = reading.ready(desktop, out)?;
            out.tell(&terminal::bundle_open(desktop, path, &folder)?, words)
        }
    }
}

fn words(report: &BundleReport) -> String {
    format!(
        "{} {} number {} of {}{}\nfor {}, {} files, {} bytes\nsigned by {}\n{}",
        report.kind,
        report.id,
        report.sequence,
        report.date,
        if report.training { " (training)" } else { "" },
        report.destination,
        report.files,
        report.bytes,
        report.fingerprint.join(" "),
        if report.whole {
            "Whole: signature and every file hold."
        } else {
            "Signature holds; payload not read."
        }
    )
}
