//! Prints the interface's TypeScript: `cargo xtask bindings` writes it to ui/src/host/commands.ts.
#![allow(clippy::print_stdout, reason = "printing is its purpose")]

fn main() {
    print!("{}", saring_commands::bindings::typescript());
}
