//! How answers and failures are told: words, or JSON for scripts.

use crate::sentence;
use saring_commands::CommandError;
use saring_commands::view::Desk;
use serde::Serialize;
use std::process::ExitCode;

/// How to tell.
#[derive(Clone, Copy)]
pub(crate) struct Out {
    pub(crate) json: bool,
}

impl Out {
    /// Tells an answer: as JSON, or in the words that `words` finds for it.
    pub(crate) fn tell<T: Serialize>(
        self,
        answer: &T,
        words: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        if self.json {
            println!(
                "{}",
                serde_json::to_string(answer)
                    .map_err(|_| Failure::Code(CommandError::new("io")))?
            );
        } else {
            println!("{}", words(answer));
        }
        Ok(())
    }

    /// Tells what unlocking had to report, beside the answer: it is told once, wherever that is.
    pub(crate) fn reports(self, desk: &Desk) {
        for report in &desk.reports {
            if self.json {
                eprintln!("{}", serde_json::json!({ "report": report }));
            } else {
                eprintln!("saring: {} [{}]", sentence::report(report), report.code);
            }
        }
    }
}

/// Why a command did not do what it was asked.
pub(crate) enum Failure {
    /// A code with parameters.
    Code(CommandError),
    /// A check came out badly and has already been told.
    Told,
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Code(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        let code = if error.kind() == std::io::ErrorKind::NotFound {
            "no-file"
        } else {
            "io"
        };
        Self::Code(CommandError::new(code))
    }
}

impl Failure {
    pub(crate) fn tell(self, out: Out) -> ExitCode {
        if let Self::Code(error) = self {
            if out.json {
                eprintln!("{}", serde_json::json!({ "error": error }));
            } else {
                eprintln!("saring: {} [{}]", sentence::error(&error), error.code);
            }
        }
        ExitCode::FAILURE
    }
}
