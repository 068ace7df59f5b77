//! `saring form`.

use crate::output::{Failure, Out};
use crate::sentence;
use clap::Subcommand;
use saring_commands::terminal::{self, FormReport};
use saring_commands::{CommandError, view::FormIssue};
use saring_record::Moment;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

/// Forms, without a vault.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// List a form's errors and warnings with sheet, row and column.
    ///
    /// Exit status 1 when there are errors.
    Check {
        /// Workbook (.xlsx, .xls) or folder of CSV sheets.
        form: PathBuf,
    },
    /// Turn a workbook into a folder of CSV sheets, or such a folder into a workbook.
    Convert {
        /// Workbook or folder.
        form: PathBuf,
        /// What is written: NAME.xlsx, or a folder that is not there yet.
        out: PathBuf,
    },
    /// Evaluate expressions: each answers one line of JSON.
    Eval {
        /// A form whose questions the expression may name.
        #[arg(long, requires = "answers")]
        form: Option<PathBuf>,
        /// A script of answers, as `replay` reads it.
        #[arg(long, requires = "form")]
        answers: Option<PathBuf>,
        /// One expression a line from standard input.
        #[arg(long, conflicts_with = "expression")]
        stdin: bool,
        /// The expression.
        #[arg(required_unless_present = "stdin")]
        expression: Option<String>,
    },
    /// Answer a form from a script and print how every node ended, as JSON.
    Replay {
        /// Workbook or folder.
        form: PathBuf,
        /// One JSON object a line: {"op":"set","ref":"/data/a","value":"1"}.
        #[arg(long)]
        script: PathBuf,
        /// The time that the form is told: 2026-01-19T10:00:00+07:00.
        #[arg(long)]
        now: Option<String>,
        /// Language of labels, by name or code.
        #[arg(long)]
        language: Option<String>,
    },
}

pub(crate) fn run(command: Command, out: Out) -> Result<(), Failure> {
    match command {
        Command::Check { form } => {
            let report = terminal::form_check(&form)?;
            out.tell(&report, |report| words(report, &form.to_string_lossy()))?;
            if report.form.is_none() {
                Err(Failure::Told)
            } else {
                Ok(())
            }
        }
        Command::Convert { form, out: target } => {
            terminal::form_convert(&form, &target)?;
            out.tell(&serde_json::json!({ "written": target }), |_| {
                format!("Written: {}", target.display())
            })
        }
        Command::Eval {
            form,
            answers,
            stdin,
            expression,
        } => eval(form.as_deref(), answers, stdin, expression),
        Command::Replay {
            form,
            script,
            now,
            language,
        } => {
            let script = std::fs::read_to_string(script)?;
            let now = now.map(|text| moment(&text)).transpose()?;
            let ended = terminal::form_replay(&form, &script, now, language.as_deref())?;
            println!("{ended}");
            Ok(())
        }
    }
}

pub(crate) fn moment(text: &str) -> Result<Moment, Failure> {
    Moment::parse(text).map_err(|_| Failure::Code(CommandError::new("bad-time")))
}

fn eval(
    form: Option<&Path>,
    answers: Option<PathBuf>,
    stdin: bool,
    expression: Option<String>,
) -> Result<(), Failure> {
    let script = answers.map(std::fs::read_to_string).transpose()?;
    let within = form.zip(script.as_deref());
    let expressions: Vec<String> = if stdin {
        std::io::stdin().lock().lines().collect::<Result<_, _>>()?
    } else {
        expression.into_iter().collect()
    };
    let mut output = std::io::stdout().lock();
    for value in terminal::form_eval(within, &expressions)? {
        writeln!(output, "{value}")?;
    }
    Ok(())
}

/// As a compiler would: place, severity, sentence, code; then the sum.
fn words(report: &FormReport, name: &str) -> String {
    let mut text = String::new();
    for issue in &report.issues {
        let severity = if issue.error { "error" } else { "warning" };
        text.push_str(&format!(
            "{name}:{}: {severity}: {} [{}]\n",
            place(issue),
            sentence::issue(issue),
            issue.code
        ));
    }
    let count = |error: bool| report.issues.iter().filter(|i| i.error == error).count();
    match &report.form {
        Some(form) => text.push_str(&format!(
            "{} {}: {}, {}. 0 errors, {}.",
            form.id,
            form.version,
            counted(form.questions, "question"),
            counted(form.languages.len(), "language"),
            counted(count(false), "warning")
        )),
        None => text.push_str(&format!(
            "Refused: {}, {}.",
            counted(count(true), "error"),
            counted(count(false), "warning")
        )),
    }
    text
}

fn counted(number: impl TryInto<u64>, what: &str) -> String {
    let number = number.try_into().unwrap_or(u64::MAX);
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {what}{plural}")
}

fn place(issue: &FormIssue) -> String {
    let row = issue.row.map(|row| format!(":{row}")).unwrap_or_default();
    let column = issue
        .column
        .as_ref()
        .map(|column| format!(":{column}"))
        .unwrap_or_default();
    format!("{}{row}{column}", issue.sheet)
}
