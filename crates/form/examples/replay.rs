//! Plays a script on a form and prints the state it ends in: `replay FORM SCRIPT.jsonl NOW [LANGUAGE]`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let workbook = Workbook::open(std::path::Path::new(&args[1])).unwrap();
    let loaded = load(&workbook).unwrap_or_else(|issues| {
        for issue in issues {
            eprintln!("{} {} {:?}", issue.code, issue.address, issue.params);
        }
        std::process::exit(2)
    });
    let script = std::fs::read_to_string(&args[2]).unwrap();
    let now = args[3].parse().unwrap();
    let start = std::time::Instant::now();
    let state = saring_form::replay::run(
        Arc::new(loaded.form),
        &script,
        now,
        args.get(4).map(String::as_str),
    );
    eprintln!("{} lines in {:?}", script.lines().count(), start.elapsed());
    println!("{state:#}");
}
