//! `saring vault`: who opens a vault, and what is done on the day that a passphrase is lost.

use crate::output::{Failure, Out};
use crate::passphrase::{NewPassphraseArguments, VaultArguments, first_line, prompted};
use clap::{Args, Subcommand, ValueEnum};
use saring_commands::view::{
    CodeKind, CodeSlot, KeySlots, OfficerSlot, RecoverVault, RecoveryPage, WordLanguage,
};
use saring_commands::{CommandError, Desktop, run as commands};
use std::path::PathBuf;

/// Who opens a vault. Every change asks for the passphrase of an officer who does.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Say who and what opens a vault.
    Slots(VaultArguments),
    /// Change the passphrase that was given.
    Passphrase {
        #[command(flatten)]
        vault: VaultArguments,
        #[command(flatten)]
        new: NewPassphraseArguments,
    },
    /// Make a passphrase out of words.
    Words {
        /// Whose words.
        #[arg(long, value_enum, default_value = "id")]
        language: Language,
    },
    /// List, add, readmit and remove the officers of a team.
    #[command(subcommand)]
    Officer(Officer),
    /// Make and take back the recovery page; open a vault with it.
    #[command(subcommand)]
    Recovery(Recovery),
    /// Leave a key with headquarters, take it back; open a vault with the code that headquarters reads out.
    #[command(subcommand)]
    Escrow(Escrow),
    /// Make a new vault key: older pages, and older copies of the keys files, open nothing afterwards.
    NewKey {
        #[command(flatten)]
        vault: VaultArguments,
        /// The passphrase of another officer who stays, as the first line of this file; once for each.
        #[arg(long, value_name = "FILE")]
        other_passphrase_file: Vec<PathBuf>,
    },
}

/// Officers of a team.
#[derive(Subcommand)]
pub(crate) enum Officer {
    /// List them.
    List(VaultArguments),
    /// Add one, with a signing key and a passphrase of that officer's own.
    Add(Named),
    /// Give one who is known a new passphrase.
    Readmit(Named),
    /// Take an officer's passphrase away; what the officer wrote stays.
    Remove {
        #[command(flatten)]
        vault: VaultArguments,
        /// The officer's name.
        name: String,
    },
}

/// An officer who gets a passphrase.
#[derive(Args)]
pub(crate) struct Named {
    #[command(flatten)]
    vault: VaultArguments,
    #[command(flatten)]
    new: NewPassphraseArguments,
    /// The officer's name.
    name: String,
}

/// The recovery page.
#[derive(Subcommand)]
pub(crate) enum Recovery {
    /// Make a page, in place of an earlier one. It is shown once: print it, and keep it at the mission.
    Make(VaultArguments),
    /// Take the page back.
    Remove(VaultArguments),
    /// Open a vault with the page's code, and set a new passphrase.
    Open {
        #[command(flatten)]
        code: CodeArguments,
        /// The fourteen lines of the page, where the keys files are gone.
        #[arg(long, value_name = "FILE")]
        page_file: Option<PathBuf>,
    },
}

/// The escrow.
#[derive(Subcommand)]
pub(crate) enum Escrow {
    /// Make one, in place of an earlier one, for headquarters whose fingerprint was compared.
    Make {
        #[command(flatten)]
        vault: VaultArguments,
        /// Headquarters' signing key, once for each; without it, the headquarters that bundles go to.
        #[arg(long = "for", value_name = "SIGNER")]
        signers: Vec<String>,
    },
    /// Say the text that headquarters keeps.
    Text(VaultArguments),
    /// Write that text into a folder.
    Write {
        #[command(flatten)]
        vault: VaultArguments,
        /// Folder.
        folder: PathBuf,
    },
    /// Take it away.
    Remove(VaultArguments),
    /// Open a vault with the code that headquarters reads out, and set a new passphrase.
    Open(CodeArguments),
}

/// A vault without its passphrase.
#[derive(Args)]
pub(crate) struct CodeArguments {
    /// The vault: NAME.saring-vault.
    #[arg(long, value_name = "FILE")]
    vault: PathBuf,
    /// The code; without it, it is asked for.
    #[arg(long, value_name = "FILE")]
    code_file: Option<PathBuf>,
    /// Whose new passphrase it is; without a name, that of who made the vault.
    #[arg(long)]
    officer: Option<String>,
    #[command(flatten)]
    new: NewPassphraseArguments,
}

/// The word lists that there are.
#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Command::Slots(vault) => {
            vault.unlock(desktop, out)?;
            out.tell(&commands::slots_list(desktop)?, slots)
        }
        Command::Passphrase { vault, new } => {
            let current = vault.unlock_again(desktop, out)?;
            let changed = commands::passphrase_change(desktop, current, new.read()?)?;
            out.tell(&changed, slots)
        }
        Command::Words { language } => {
            let language = match language {
                Language::Id => WordLanguage::Id,
                Language::En => WordLanguage::En,
            };
            let made = commands::passphrase_generate(desktop, language)?;
            out.tell(&made, |made| made.passphrase.clone())
        }
        Command::Officer(command) => officer(command, desktop, out),
        Command::Recovery(command) => recovery(command, desktop, out),
        Command::Escrow(command) => escrow(command, desktop, out),
        Command::NewKey {
            vault,
            other_passphrase_file,
        } => {
            let current = vault.unlock_again(desktop, out)?;
            let others = other_passphrase_file.iter().map(|file| first_line(file));
            let others = others.collect::<Result<_, _>>()?;
            let made = commands::vault_new_key(desktop, current, others)?;
            out.tell(&made, |made| {
                let mut lines = vec![slots(&made.slots)];
                for officer in &made.left_out {
                    let name = &officer.name;
                    lines.push(format!(
                        "{name} has no passphrase now and is to be readmitted."
                    ));
                }
                if made.recovery_ended {
                    lines.push("The recovery page is void: make and print a new one.".into());
                }
                if let Some(text) = &made.escrow {
                    lines.push(format!(
                        "Headquarters' escrow is void. The new one:\n{text}"
                    ));
                }
                lines.join("\n")
            })
        }
    }
}

fn officer(command: Officer, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    let changed = match command {
        Officer::List(vault) => {
            vault.unlock(desktop, out)?;
            let listed = commands::slots_list(desktop)?.officers;
            return out.tell(&listed, |all| lines(all.iter().map(officer_line)));
        }
        Officer::Add(Named { vault, new, name }) => {
            let current = vault.unlock_again(desktop, out)?;
            commands::officer_add(desktop, current, name, new.read()?)?
        }
        Officer::Readmit(Named { vault, new, name }) => {
            let current = vault.unlock_again(desktop, out)?;
            let id = id_of(desktop, &name)?;
            commands::officer_readmit(desktop, current, id, new.read()?)?
        }
        Officer::Remove { vault, name } => {
            let current = vault.unlock_again(desktop, out)?;
            let id = id_of(desktop, &name)?;
            commands::officer_remove(desktop, current, id)?
        }
    };
    out.tell(&changed, slots)
}

fn recovery(command: Recovery, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Recovery::Make(vault) => {
            let current = vault.unlock_again(desktop, out)?;
            out.tell(&commands::recovery_make(desktop, current)?, page)
        }
        Recovery::Remove(vault) => {
            let current = vault.unlock_again(desktop, out)?;
            out.tell(&commands::recovery_remove(desktop, current)?, slots)
        }
        Recovery::Open { code, page_file } => {
            let page = page_file.map(std::fs::read_to_string).transpose()?;
            open_by_code(code, CodeKind::Recovery, page, desktop, out)
        }
    }
}

fn escrow(command: Escrow, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Escrow::Make { vault, mut signers } => {
            let current = vault.unlock_again(desktop, out)?;
            if signers.is_empty() {
                let destination = commands::outbox(desktop)?.destination;
                signers.extend(destination.map(|peer| peer.signer));
            }
            let made = commands::escrow_make(desktop, current, signers)?;
            out.tell(&made, |made| made.text.clone())
        }
        Escrow::Text(vault) => {
            vault.unlock(desktop, out)?;
            let text = commands::escrow_text(desktop)?;
            let text = text.ok_or_else(|| CommandError::new("no-slot"))?;
            out.tell(&text, String::clone)
        }
        Escrow::Write { vault, folder } => {
            vault.unlock(desktop, out)?;
            let folder = folder.to_string_lossy().into_owned();
            out.tell(&commands::escrow_write(desktop, folder)?, |w| {
                w.path.clone()
            })
        }
        Escrow::Remove(vault) => {
            let current = vault.unlock_again(desktop, out)?;
            out.tell(&commands::escrow_remove(desktop, current)?, slots)
        }
        Escrow::Open(code) => open_by_code(code, CodeKind::Escrow, None, desktop, out),
    }
}

fn open_by_code(
    arguments: CodeArguments,
    kind: CodeKind,
    page: Option<String>,
    desktop: &Desktop,
    out: Out,
) -> Result<(), Failure> {
    let code = match &arguments.code_file {
        Some(file) => std::fs::read_to_string(file)?,
        None => prompted("Code")?,
    };
    let recover = RecoverVault {
        path: arguments.vault.to_string_lossy().into_owned(),
        kind,
        code,
        page,
        officer: arguments.officer,
        passphrase: arguments.new.read()?,
    };
    let desk = commands::vault_recover(desktop, recover)?;
    out.reports(&desk);
    out.tell(&desk, |desk| {
        let (label, officer) = (&desk.label, &desk.officer);
        format!("{label} opens with the new passphrase of {officer}. It stands in the vault's log.")
    })
}

/// Who bears a name.
fn id_of(desktop: &Desktop, name: &str) -> Result<String, Failure> {
    let officers = commands::slots_list(desktop)?.officers.into_iter();
    let mut named = officers.filter(|officer| officer.name == name.trim());
    let officer = named.next();
    Ok(officer
        .ok_or_else(|| CommandError::new("no-such-officer"))?
        .id)
}

fn lines(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join("\n")
}

fn officer_line(officer: &OfficerSlot) -> String {
    let made = officer.made.as_deref().unwrap_or("day unknown");
    let state = if officer.admitted {
        format!("passphrase of {made}")
    } else {
        "no passphrase".into()
    };
    let (name, key) = (&officer.name, officer.fingerprint.join(" "));
    format!("{name}: {state}\n  signing key {key}")
}

fn slots(slots: &KeySlots) -> String {
    let code = |what: &str, slot: &Option<CodeSlot>| match slot {
        Some(slot) => format!("{what}: of {} {}", slot.made, slot.held_by.join(", "))
            .trim_end()
            .to_owned(),
        None => format!("{what}: none"),
    };
    let mut all: Vec<String> = slots.officers.iter().map(officer_line).collect();
    all.push(code("Recovery page", &slots.recovery));
    all.push(code("Escrow", &slots.escrow));
    if slots.unknown > 0 {
        all.push(format!("Of a newer Saring: {}", slots.unknown));
    }
    all.extend(older(slots));
    all.join("\n")
}

/// What only a new vault key ends.
fn older(slots: &KeySlots) -> Option<String> {
    let mut still = Vec::new();
    if slots.older.pages > 0 {
        still.push(format!("{} older recovery pages", slots.older.pages));
    }
    if slots.older.copies {
        still.push("older copies of the keys files elsewhere".into());
    }
    let until = "still open it until `saring vault new-key`.";
    (!still.is_empty()).then(|| format!("Note: {} {until}", still.join(" and ")))
}

fn page(page: &RecoveryPage) -> String {
    let numbered = page.lines.iter().enumerate();
    let printed = lines(numbered.map(|(index, line)| format!("{:>2}  {line}", index + 1)));
    let mut all = format!(
        "Recovery page of {}, {}\nKeep it at the mission, never with the laptop. It is shown this once.\n\nCode\n    {}\n\nThe key slot, for when both keys files are gone\n{printed}",
        page.label,
        page.made,
        page.code.join(" "),
    );
    if let Some(note) = older(&page.slots) {
        all.push_str("\n\n");
        all.push_str(&note);
    }
    all
}
