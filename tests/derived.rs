//! What is written from a list says what the list says: the bindings from the list of commands (`cargo xtask bindings`),
//! CONFORMANCE.md from the checklist of XLSForm (`cargo xtask checklist`).

use saring_commands::bindings;
use saring_tests::{checklist, places, skipped};
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

#[test]
fn what_of_xlsform_works_is_what_the_trials_show() {
    let page = checklist::page().unwrap_or_else(|failures| panic!("{}", failures.join("\n")));
    let written = fs::read_to_string("../crates/form/CONFORMANCE.md").unwrap_or_default();
    assert!(
        written == page,
        "crates/form/CONFORMANCE.md has drifted: run `cargo xtask checklist`"
    );
}

#[test]
fn every_function_that_is_asked_of_the_form_engine_stands_in_the_checklist() {
    let page = places::root().join("../shared/xlsform.md");
    let Ok(page) = fs::read_to_string(page) else {
        skipped("the checklist beside the checkout", "it is not there");
        return;
    };
    let (_, listed) = page.split_once("all required:** ").expect("the functions");
    let (listed, _) = listed.split_once('.').expect("the end of the functions");
    let chapters = checklist::chapters();
    let functions = chapters
        .iter()
        .find(|c| c.name == "functions")
        .expect("a chapter");
    let missing: Vec<&str> = listed
        .split_whitespace()
        .filter(|name| functions.trials.iter().all(|trial| trial.item != *name))
        .collect();
    assert_eq!(missing, [""; 0]);
}
