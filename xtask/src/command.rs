//! Running other programs: openly, with a headline; or quietly, keeping what they say for later.

use crate::Outcome;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

/// Says what comes next.
pub(crate) fn headline(what: &str) {
    println!("\n==> {what}");
    let _ = std::io::stdout().flush();
}

/// Runs a program in front of the reader.
pub(crate) fn open(what: &str, command: &mut Command) -> Outcome {
    headline(what);
    let start = Instant::now();
    let status = command.status().map_err(|error| missing(command, &error))?;
    if !status.success() {
        return Err(format!("{what}: {} failed", line(command)));
    }
    println!("    {what}: {} s", start.elapsed().as_secs());
    Ok(())
}

/// What a program said, both streams together in the order they came, and whether it was content.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) lines: Vec<String>,
    pub(crate) content: bool,
}

/// Runs a program and keeps what it says; `live` shows each line as it comes.
pub(crate) fn heard(command: &mut Command, live: bool) -> Outcome<Said> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| missing(command, &error))?;
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let show = move |text: String| {
        if live {
            println!("{text}");
        }
        text
    };
    let lines = thread::scope(|scope| {
        let errors = scope.spawn(move || err.map(|stream| read(stream, show)).unwrap_or_default());
        let mut lines = out.map(|stream| read(stream, show)).unwrap_or_default();
        lines.extend(errors.join().unwrap_or_default());
        lines
    });
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(Said {
        lines,
        content: status.success(),
    })
}

/// The first line a program prints, when it can be asked at all.
pub(crate) fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let answer = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    (answer.status.success() && !text.is_empty()).then_some(text)
}

fn read(stream: impl std::io::Read, show: impl Fn(String) -> String) -> Vec<String> {
    BufReader::new(stream)
        .split(b'\n')
        .map_while(Result::ok)
        .map(|bytes| show(plain(&bytes)))
        .collect()
}

/// A line without colours.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            let _ = rest.by_ref().find(char::is_ascii_alphabetic);
        } else if c != '\r' {
            out.push(c);
        }
    }
    out
}

fn missing(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}", command.get_program().display())
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn colours_are_taken_out_of_lines() {
        assert_eq!(
            super::plain(b"\x1b[32m Tests \x1b[39m 3 passed\r"),
            " Tests  3 passed"
        );
    }
}
