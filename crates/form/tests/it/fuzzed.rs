//! What `cargo xtask fuzz` does at length, in short: every seed, and what is near one, goes through the targets of
//! crates/form/fuzz without a panic.

use proptest::prelude::*;
use std::fs;
use std::path::Path;

#[allow(unreachable_pub, reason = "a library of its own to libFuzzer")]
#[path = "../../fuzz/src/lib.rs"]
mod targets;

/// The seeds of a target, in the order of their names.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    if target == "expressions" {
        let lines = fs::read_to_string(seeds.join("expressions.txt")).unwrap();
        return lines.lines().map(|line| line.as_bytes().to_vec()).collect();
    }
    let files = fs::read_dir(seeds.join(target)).unwrap();
    let mut paths: Vec<_> = files.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A seed after a few edits: something left out, said twice, taken from elsewhere, or written over.
fn near(seeds: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        1..40usize,
        0..4u8,
        any::<u8>(),
    );
    (
        prop::sample::select(seeds),
        prop::collection::vec(edit, 0..6),
    )
        .prop_map(|(mut text, edits)| {
            for (at, from, length, how, byte) in edits {
                if text.is_empty() {
                    break;
                }
                let (at, from) = (at.index(text.len()), from.index(text.len()));
                let end = |start: usize| (start + length).min(text.len());
                let piece = text[from..end(from)].to_vec();
                match how {
                    0 => drop(text.drain(at..end(at))),
                    1 => drop(text.splice(at..at, piece)),
                    2 => drop(text.splice(at..end(at), piece)),
                    _ => text[at] = byte,
                }
            }
            text
        })
}

fn try_near(target: &str, run: impl Fn(&[u8])) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty());
    seeds.iter().for_each(|seed| run(seed));
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(data in near(seeds))| run(&data));
}

#[test]
fn any_workbook() {
    try_near("workbook", targets::workbook::run);
}

#[test]
fn any_csv() {
    try_near("csv", |data| {
        targets::csv::run(&String::from_utf8_lossy(data));
    });
}

#[test]
fn any_expression() {
    try_near("expressions", |data| {
        targets::expression::run(&String::from_utf8_lossy(data));
    });
}

#[test]
fn any_script() {
    try_near("replay", |data| {
        targets::replay::run(&String::from_utf8_lossy(data));
    });
}
