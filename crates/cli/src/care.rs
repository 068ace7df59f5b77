//! `saring vault check | recover | backup | move | rename`: whether vaults are whole, copies of them, other places for them.

use crate::output::{Failure, Out};
use crate::passphrase::VaultArguments;
use clap::Subcommand;
use saring_commands::{Desktop, terminal};
use serde_json::Value;
use std::path::PathBuf;

/// Looking after vaults.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Write an encrypted copy, on another drive, and read it back. It opens with the same passphrases.
    Backup {
        #[command(flatten)]
        vault: VaultArguments,
        /// Where: NAME.saring-vault, of which nothing is there yet.
        target: PathBuf,
    },
    /// Save what can be saved of a damaged vault into a new one. The damaged one is not changed.
    #[command(alias = "salvage")]
    Recover {
        #[command(flatten)]
        vault: VaultArguments,
        /// Where the new one is made: NAME.saring-vault, of which nothing is there yet.
        target: PathBuf,
    },
    /// Move a vault with its keys, to a stick and back: copied, read back, and only then removed.
    Move {
        #[command(flatten)]
        vault: VaultArguments,
        /// Where: NAME.saring-vault, of which nothing is there yet.
        target: PathBuf,
    },
    /// Give a vault another name, in its folder and inside.
    Rename {
        #[command(flatten)]
        vault: VaultArguments,
        /// The new name, without the extension.
        name: String,
    },
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Command::Backup { vault, target } => {
            vault.unlock(desktop, out)?;
            let report = terminal::vault_backup(desktop, &target)?;
            out.tell(&report, |report| {
                let warning = drive_warning(report.near_largest);
                format!("Written and read back: {}{warning}", report.path.display())
            })
        }
        Command::Recover { vault, target } => {
            let passphrase = vault.passphrase.read("Passphrase")?;
            let report = terminal::vault_salvage(&vault.vault, &target, passphrase)?;
            out.tell(&report, |report| {
                let mut lines = vec![format!(
                    "Saved into {}: {} interviews, {} answers, {} documents, {} attachments, {} audit entries.",
                    target.display(),
                    report.interviews,
                    report.history,
                    report.documents,
                    report.attachments,
                    report.audit_entries
                )];
                if report.faults.is_empty() {
                    lines.push("Nothing was lost.".to_owned());
                } else {
                    lines.push("Could not be saved:".to_owned());
                    lines.extend(report.faults.iter().map(fault_line));
                }
                lines.join("\n")
            })
        }
        Command::Move { vault, target } => {
            vault.unlock(desktop, out)?;
            let report = terminal::vault_move(desktop, &target)?;
            out.tell(&report, |report| {
                let warning = drive_warning(report.near_largest);
                format!("Moved: {}{warning}", report.path.display())
            })
        }
        Command::Rename { vault, name } => {
            vault.unlock(desktop, out)?;
            terminal::vault_rename(desktop, &name)?;
            out.tell(&serde_json::json!({ "name": name }), |_| {
                format!("Renamed: {name}")
            })
        }
    }
}

fn drive_warning(near: Option<u64>) -> String {
    near.map_or_else(String::new, |largest| {
        format!("\nThis drive holds no file above {largest} bytes (FAT) and the vault has grown near to that. Format a stick as exFAT for it.")
    })
}

/// Tells what is damaged and what can be read.
pub(crate) fn check(vault: &VaultArguments, out: Out) -> Result<(), Failure> {
    let passphrase = vault.passphrase.read("Passphrase")?;
    let report = terminal::vault_check(&vault.vault, passphrase)?;
    out.tell(&report, |report| {
        let mut lines = Vec::new();
        let counts = format!("{} interviews, {} audit entries.", report.interviews, report.audit_entries);
        if report.good {
            lines.push(format!("Whole. {counts}"));
        } else {
            lines.push(format!("Damaged: {}. Can be read: {counts}", report.problems.join(", ")));
            lines.extend(report.faults.iter().map(fault_line));
            for reading in report.readable.iter().filter(|reading| !reading.is_whole()) {
                lines.push(format!(
                    "  interview {}: {} answers can be read, {} cannot; {} documents can be read, {} cannot; {} attachments can be read, {} cannot",
                    reading.interview, reading.history, reading.history_lost, reading.documents, reading.documents_lost,
                    reading.attachments, reading.attachments_lost
                ));
            }
        }
        lines.join("\n")
    })?;
    if report.good {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// `history: unreadable, interview ..., 3 to 9`: the fault's own words, as `--json` has them.
pub(crate) fn fault_line(fault: &impl serde::Serialize) -> String {
    let fault = serde_json::to_value(fault).unwrap_or_default();
    let text = |key: &str| fault[key].as_str().unwrap_or_default().to_owned();
    let mut line = format!("  {}: {}", text("part"), text("damage"));
    for key in ["name", "interview"] {
        if let Some(value) = fault[key].as_str() {
            line.push_str(&format!(", {key} {value}"));
        }
    }
    if let Value::Number(number) = &fault["number"] {
        line.push_str(&format!(", {number}"));
        match &fault["through"] {
            Value::Number(through) if through != number => line.push_str(&format!(" to {through}")),
            _ => {}
        }
    }
    line
}
