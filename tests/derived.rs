//! What is written from the list of commands says what the list says: `cargo xtask bindings` writes it.

use saring_commands::bindings;
use std::collections::BTreeSet;
use std::fs;

#[test]
fn the_window_may_ask_for_the_commands_on_the_list_and_nothing_else() {
    let list = include_str!("../crates/commands/src/list.rs");
    let declared = list
        .lines()
        .map(str::trim)
        .filter(|line| line.ends_with(';') && line.contains(") -> "));
    let wanted: BTreeSet<String> = declared
        .filter_map(|line| line.split('(').next())
        .map(|command| format!("allow-{}", command.replace('_', "-")))
        .collect();
    assert!(!wanted.is_empty());

    let capability: serde_json::Value =
        serde_json::from_str(include_str!("../src-tauri/capabilities/main.json"))
            .expect("a capability");
    let permissions = capability["permissions"].as_array().expect("permissions");
    let given: BTreeSet<String> = permissions
        .iter()
        .filter_map(|p| p.as_str().map(str::to_owned))
        .collect();
    assert_eq!(
        given, wanted,
        "`cargo xtask bindings` writes src-tauri/capabilities/main.json"
    );
    assert_eq!(
        fs::read_dir("../src-tauri/capabilities")
            .expect("capabilities")
            .count(),
        1
    );
}

#[test]
fn the_interface_knows_the_commands_on_the_list() {
    let written = include_str!("../ui/src/host/commands.ts");
    assert!(
        written == bindings::typescript(),
        "ui/src/host/commands.ts has drifted: run `cargo xtask bindings`"
    );
}
