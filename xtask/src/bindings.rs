//! Writes what derives from the list of commands: the interface's TypeScript and the window's permissions.

use crate::checkout::Checkout;
use crate::{Outcome, command};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

include!("../../crates/commands/src/list.rs");

macro_rules! names {
    ($($name:ident($($argument:ident: $type:ty),*) -> $result:ty;)*) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
for_each_command!(names);

/// `cargo xtask bindings`.
pub(crate) fn write(checkout: &Checkout) -> Outcome {
    replace(
        &checkout.root.join("src-tauri/capabilities/main.json"),
        &capability(),
    )?;
    let example = [
        "run",
        "--quiet",
        "--package",
        "saring-commands",
        "--example",
        "bindings",
    ];
    let made = checkout
        .cargo(&example)
        .output()
        .map_err(|error| error.to_string())?;
    if !made.status.success() {
        return Err(format!(
            "the bindings were not made:\n{}",
            String::from_utf8_lossy(&made.stderr)
        ));
    }
    replace(
        &checkout.root.join("ui/src/host/commands.ts"),
        &String::from_utf8_lossy(&made.stdout),
    )
}

/// The page may ask for each command by its own permission, and for nothing of Tauri's.
fn capability() -> String {
    let mut out = String::from(
        "{\n  \"$schema\": \"../gen/schemas/desktop-schema.json\",\n  \"identifier\": \"main\",\n  \"description\": \
         \"Written by `cargo xtask bindings` from crates/commands/src/list.rs: its commands, and nothing of Tauri's.\",\n  \
         \"windows\": [\"main\"],\n  \"permissions\": [\n",
    );
    for (index, command) in COMMANDS.iter().enumerate() {
        let comma = if index + 1 < COMMANDS.len() { "," } else { "" };
        let _ = writeln!(out, "    \"allow-{}\"{comma}", command.replace('_', "-"));
    }
    out.push_str("  ]\n}\n");
    out
}

fn replace(file: &Path, text: &str) -> Outcome {
    if fs::read_to_string(file).is_ok_and(|had| had == text) {
        return Ok(());
    }
    command::headline(&format!("writing {}", file.display()));
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}
