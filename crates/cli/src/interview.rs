//! `saring interview`.

use crate::form::moment;
use crate::output::{Failure, Out};
use crate::passphrase::VaultArguments;
use clap::Subcommand;
use saring_commands::terminal::{self, RunInterview};
use saring_commands::{CommandError, Desktop};
use std::path::PathBuf;

/// Interviews in a vault.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run a whole interview from a script into a vault.
    ///
    /// Lines are those of `form replay`, and beside them {"op":"note","ref","text"},
    /// {"op":"needs_help","kind","note"}, {"op":"help_given"} and {"op":"conclude","kind","reason"}.
    Run {
        #[command(flatten)]
        vault: VaultArguments,
        /// Workbook or folder; without it, the instrument that ships with Saring.
        #[arg(long)]
        form: Option<PathBuf>,
        /// One JSON object a line.
        #[arg(long)]
        script: PathBuf,
        /// Number of the person; without it, the next.
        #[arg(long)]
        slip: Option<String>,
        /// The officer's language, by name or code.
        #[arg(long)]
        officer_language: Option<String>,
        /// The person's language, by name or code.
        #[arg(long)]
        person_language: Option<String>,
        /// Everything happens at this time.
        #[arg(long)]
        now: Option<String>,
    },
    /// List the interviews of a vault.
    List(VaultArguments),
    /// Show one interview with its review and signed document, as JSON.
    Show {
        #[command(flatten)]
        vault: VaultArguments,
        /// Interview id.
        interview: String,
    },
    /// Write a signed interview as an ODK submission (XML), for an ODK or Kobo server.
    ///
    /// The file is readable by anybody who finds it. What the person did not agree to share is left out.
    Export {
        #[command(flatten)]
        vault: VaultArguments,
        /// Interview id.
        interview: String,
        /// A file that is not there yet: NAME.xml.
        out: PathBuf,
        /// That the file is readable is understood.
        #[arg(long)]
        in_the_clear: bool,
    },
}

pub(crate) fn run(command: Command, desktop: &Desktop, out: Out) -> Result<(), Failure> {
    match command {
        Command::Run {
            vault,
            form,
            script,
            slip,
            officer_language,
            person_language,
            now,
        } => {
            let text = std::fs::read_to_string(script)?;
            vault.unlock(desktop, out)?;
            let report = terminal::interview_run(
                desktop,
                &RunInterview {
                    form: form.as_deref(),
                    slip,
                    officer_language,
                    person_language,
                    script: &text,
                    now: now.map(|n| moment(&n)).transpose()?,
                },
            )?;
            out.tell(&report, |report| {
                let mut words = format!(
                    "Interview {} (number {}): {} of {} answered.",
                    report.interview, report.slip, report.review.answered, report.review.total
                );
                for finding in report
                    .review
                    .findings
                    .iter()
                    .filter(|f| f.state == saring_record::State::True)
                {
                    words.push_str(&format!("\n  {}: {}", finding.name, finding.label));
                }
                for error in &report.errors {
                    words.push_str(&format!("\nline {}: refused [{}]", error.line, error.code));
                }
                words
            })?;
            if report.errors.is_empty() {
                Ok(())
            } else {
                Err(Failure::Told)
            }
        }
        Command::List(vault) => {
            vault.unlock(desktop, out)?;
            out.tell(&terminal::interview_list(desktop)?, |people| {
                let line = |p: &saring_commands::view::PersonRow| {
                    format!(
                        "{}  {}  {:?}  {}/{} answered, {} unknown",
                        p.id, p.slip, p.state, p.answered, p.total, p.unknown
                    )
                };
                people.iter().map(line).collect::<Vec<_>>().join("\n")
            })
        }
        Command::Show { vault, interview } => {
            vault.unlock(desktop, out)?;
            let shown = terminal::interview_show(desktop, &interview)?;
            let text = serde_json::to_string_pretty(&shown).map_err(|_| CommandError::new("io"))?;
            println!("{text}");
            Ok(())
        }
        Command::Export {
            vault,
            interview,
            out: target,
            in_the_clear,
        } => {
            if !in_the_clear {
                return Err(Failure::Code(CommandError::new("in-the-clear")));
            }
            vault.unlock(desktop, out)?;
            terminal::interview_submission(desktop, &interview, &target)?;
            out.tell(&serde_json::json!({ "written": target }), |_| {
                format!(
                    "Written, readable by anybody who finds it: {}",
                    target.display()
                )
            })
        }
    }
}
