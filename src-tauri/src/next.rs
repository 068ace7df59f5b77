//! What one process tells the next: which vault the door begins with, and why moving it did not come to its end. It goes
//! by the environment, which no other user reads; the list of arguments everybody does.

use saring_commands::{CommandError, Left};
use std::env;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::Command;
use tauri::Env;

const PATH: &str = "SARING_DOOR";
const PROBLEM: &str = "SARING_DOOR_PROBLEM";

/// What the process before this one left.
pub(crate) fn told() -> Left {
    read(env::var_os(PATH), env::var_os(PROBLEM))
}

/// Whether the process before this one left anything.
pub(crate) fn is_told() -> bool {
    env::var_os(PATH).is_some() || env::var_os(PROBLEM).is_some()
}

/// Starts the same program once more, told this and nothing from before.
///
/// # Errors
/// When it does not start.
pub(crate) fn start(of: &Env, left: &Left) -> io::Result<()> {
    let mut program = Command::new(tauri::process::current_binary(of)?);
    program.args(of.args_os.iter().skip(1));
    program.env_remove(PATH).env_remove(PROBLEM);
    program.envs(written(left));
    program.spawn().map(|_| ())
}

fn written(left: &Left) -> Vec<(&'static str, OsString)> {
    let path = left.path.clone().map(|path| (PATH, path.into()));
    // The code says it all: none of these has a parameter.
    let problem = left.problem.as_ref();
    let problem = problem.map(|problem| (PROBLEM, OsString::from(&problem.code)));
    path.into_iter().chain(problem).collect()
}

fn read(path: Option<OsString>, problem: Option<OsString>) -> Left {
    let kept = |text: &OsString| !text.is_empty();
    Left {
        path: path.filter(kept).map(PathBuf::from),
        problem: problem
            .filter(kept)
            .and_then(|code| code.into_string().ok())
            .map(|code| CommandError::new(&code)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_arrives() {
        for left in [
            Left::default(),
            Left {
                path: Some(PathBuf::from("/media/KEMLU-02/Pos A-07.saring-vault")),
                problem: None,
            },
            Left {
                path: Some(PathBuf::from("/data/Pos A-07.saring-vault")),
                problem: Some(CommandError::new("copy-differs")),
            },
        ] {
            let written = written(&left);
            let of = |name| {
                let found = written.iter().find(|(each, _)| *each == name);
                found.map(|(_, value)| value.clone())
            };
            assert_eq!(read(of(PATH), of(PROBLEM)), left);
        }
    }
}
