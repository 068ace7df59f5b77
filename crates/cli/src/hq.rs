//! `saring hq`.

use crate::output::{Failure, Out};
use crate::passphrase::{PassphraseArguments, unlock};
use clap::{Args, Subcommand};
use saring_commands::view::{Arrival, ArrivalState, Counts};
use saring_commands::{Desktop, run as commands};
use std::path::PathBuf;

/// Headquarters.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Import bundles. Exit status 1 when one was refused.
    Import {
        #[command(flatten)]
        registry: Registry,
        /// Bundles.
        #[arg(required = true)]
        bundles: Vec<PathBuf>,
    },
    /// Write the receipt for a bundle that was imported, so that its desk may let go of it after its time.
    Receipt {
        #[command(flatten)]
        registry: Registry,
        /// The row of the inbox, as `hq import --json` tells it (`id`).
        arrival: String,
        /// Folder that the receipt is written into.
        folder: PathBuf,
    },
    /// List the cases whose persons withdrew.
    Withdrawn(Registry),
    /// Read a device's card, and trust it once its twelve groups were compared.
    Enrol {
        #[command(flatten)]
        registry: Registry,
        /// The card.
        card: PathBuf,
        /// Who read the twelve groups out, when they were the same.
        #[arg(long)]
        read_by: Option<String>,
    },
    /// List the devices.
    Devices(Registry),
    /// List the cases.
    List(Registry),
    /// Show one case, as JSON.
    Show {
        #[command(flatten)]
        registry: Registry,
        /// Interview id.
        case: String,
    },
    /// Read the code of a desk's escrow back, for the phone. Two persons decide it.
    Escrow {
        #[command(flatten)]
        registry: Registry,
        /// The escrow's text.
        file: PathBuf,
        /// Who decides it together with the supervisor.
        #[arg(long)]
        witness: String,
    },
    /// Count by country of exploitation, month and conclusion.
    Stats(Registry),
    /// Write the counts as a workbook into a folder.
    Export {
        #[command(flatten)]
        registry: Registry,
        /// Folder.
        folder: PathBuf,
    },
}

/// The registry: inside a supervisor's vault.
#[derive(Args)]
pub(crate) struct Registry {
    /// The supervisor's vault: NAME.saring-vault.
    #[arg(long, value_name = "FILE")]
    registry: PathBuf,
    #[command(flatten)]
    passphrase: PassphraseArguments,
}

impl Registry {
    fn unlock(&self, desktop: &Desktop, out: Out) -> Result<(), Failure> {
        unlock(desktop, &self.registry, &self.passphrase, out)
    }
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Command::Import { registry, bundles } => {
            registry.unlock(desktop, out)?;
            let mut arrivals = Vec::new();
            for bundle in bundles {
                arrivals.push(commands::inbox_import(
                    desktop,
                    bundle.to_string_lossy().into_owned(),
                )?);
            }
            out.tell(&arrivals, |all| {
                all.iter().map(arrival).collect::<Vec<_>>().join("\n")
            })?;
            let refused = arrivals.iter().any(|a| a.state == ArrivalState::Refused);
            if refused { Err(Failure::Told) } else { Ok(()) }
        }
        Command::Receipt {
            registry,
            arrival,
            folder,
        } => {
            registry.unlock(desktop, out)?;
            let folder = folder.to_string_lossy().into_owned();
            out.tell(&commands::receipt_write(desktop, arrival, folder)?, |w| {
                w.path.clone()
            })
        }
        Command::Withdrawn(registry) => {
            registry.unlock(desktop, out)?;
            out.tell(&commands::withdrawn(desktop)?, |all| {
                let line = |one: &saring_commands::view::WithdrawnCase| {
                    let code = one.code.as_deref().unwrap_or("never imported");
                    let station = one.station.as_deref().unwrap_or("-");
                    format!("{code}  {station}  {}", one.at)
                };
                all.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        Command::Enrol {
            registry,
            card,
            read_by,
        } => {
            registry.unlock(desktop, out)?;
            let mut device = commands::device_add(desktop, card.to_string_lossy().into_owned())?;
            if let Some(read_by) = read_by {
                device = commands::device_trust(desktop, device.signer, read_by)?;
            }
            out.tell(&device, |d| {
                format!(
                    "{} ({}): {:?}\n{}",
                    d.station,
                    d.name,
                    d.state,
                    d.fingerprint.join(" ")
                )
            })
        }
        Command::Devices(registry) => {
            registry.unlock(desktop, out)?;
            out.tell(&commands::devices(desktop)?, |all| {
                let line = |d: &saring_commands::view::Device| {
                    format!(
                        "{} ({}): {:?}, {} bundles, {} waiting",
                        d.station, d.name, d.state, d.bundles, d.waiting
                    )
                };
                all.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        Command::List(registry) => {
            registry.unlock(desktop, out)?;
            out.tell(&commands::cases(desktop)?, |all| {
                let line = |c: &saring_commands::view::CaseRow| {
                    let country = c.country.as_deref().unwrap_or("country unknown");
                    format!(
                        "{}  {}  {}  {}  {country}  {:?}",
                        c.id, c.code, c.station, c.started, c.conclusion
                    )
                };
                all.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        Command::Show { registry, case } => {
            registry.unlock(desktop, out)?;
            let shown = commands::case_show(desktop, case)?;
            let text = serde_json::to_string_pretty(&shown)
                .map_err(|_| saring_commands::CommandError::new("io"))?;
            println!("{text}");
            Ok(())
        }
        Command::Escrow {
            registry,
            file,
            witness,
        } => {
            registry.unlock(desktop, out)?;
            let file = file.to_string_lossy().into_owned();
            out.tell(&commands::escrow_open(desktop, file, witness)?, |opened| {
                format!(
                    "Vault {}, escrow of {}\n{}",
                    opened.vault,
                    opened.made,
                    opened.code.join(" ")
                )
            })
        }
        Command::Stats(registry) => {
            registry.unlock(desktop, out)?;
            out.tell(&commands::insights(desktop)?, |all| {
                format!(
                    "{} interviews from {} posts\n\nBy country of exploitation\n{}\n\nBy month\n{}\n\nBy the officer's conclusion\n{}",
                    all.interviews,
                    all.stations,
                    counts(&all.by_country),
                    counts(&all.by_month),
                    counts(&all.by_conclusion)
                )
            })
        }
        Command::Export { registry, folder } => {
            registry.unlock(desktop, out)?;
            out.tell(
                &commands::insights_export(desktop, folder.to_string_lossy().into_owned())?,
                |w| w.path.clone(),
            )
        }
    }
}

fn arrival(arrival: &Arrival) -> String {
    let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
    let (count, withdrawals) = (number(arrival.interviews), number(arrival.withdrawals));
    let reason = arrival
        .reason
        .as_deref()
        .map(|code| format!(" [{code}]"))
        .unwrap_or_default();
    format!(
        "{}: {:?}{reason}, {count} interviews, {withdrawals} withdrawals",
        arrival.file, arrival.state
    )
}

/// Rows, then the unknown ones, each with its number even when it is 0, then the sum.
fn counts(counts: &Counts) -> String {
    let mut lines: Vec<String> = counts
        .rows
        .iter()
        .map(|row| format!("  {:<28} {}", row.label, row.count))
        .collect();
    for (label, count) in [
        ("unknown: not asked", counts.not_asked),
        ("unknown: does not know", counts.unknown),
        ("unknown: declined", counts.declined),
        ("unknown: may not be counted", counts.withheld),
        ("unknown: not in the form", counts.not_in_form),
        ("does not apply", counts.not_applicable),
        ("all", counts.total),
    ] {
        lines.push(format!("  {label:<28} {count}"));
    }
    lines.join("\n")
}
