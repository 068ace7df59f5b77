//! The interface's TypeScript agrees with the list of commands.

use std::fs;
use std::path::Path;

#[test]
fn the_interface_calls_the_commands_that_there_are() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/host/commands.ts");
    let written = fs::read_to_string(file).unwrap();
    assert!(
        written == saring_commands::bindings::typescript(),
        "ui/src/host/commands.ts is out of date: run `cargo xtask bindings`"
    );
}
