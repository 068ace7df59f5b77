//! `crates/form/CONFORMANCE.md`, written from what the trials showed.

use super::{Chapter, Outcome, chapters};
use std::fmt::Write;

const HEAD: &str = "\
# XLSForm: what works

<!-- Written by `cargo xtask checklist` from tests/fixtures/checklist; a test fails when this page says anything else. -->

Each line is an item of XLSForm as pyxform 4.5 accepts it and ODK computes it, and was tried on the form engine: a small
form with the item is loaded, answered, and what comes of it is looked at. *Works* is as XLSForm has it. A code means
that the form loads, that this warning names the cell, and that nothing else of the form is lost; *refused* that the form
is refused at the cell, as it should be.

Other engines judge the same forms: pyxform whether it reads them (tests/interop/reading.rs), ODK's own engine how they
answer (`cargo xtask conformance`); and many more, in tests/fixtures/readings and tests/fixtures/forms. Where they differ
and ours is right: tests/fixtures/deviations.md. Expressions beyond these examples, the three-valued rules and the limits
have tests of their own in crates/form/tests.
";

/// The page, or what went otherwise than a trial says, a line each.
///
/// # Errors
/// When a trial fails: a page that claims what no test shows is never written.
pub fn page() -> Result<String, Vec<String>> {
    let mut out = HEAD.to_owned();
    let mut failures = Vec::new();
    let (mut works, mut warned, mut refused) = (0, 0, 0);
    for chapter in &chapters() {
        let _ = write!(out, "\n## {}\n\n", chapter.title);
        if !chapter.says.is_empty() {
            let _ = write!(out, "{}\n\n", chapter.says);
        }
        out.push_str("| item | outcome | trials |\n|---|---|---|\n");
        for (item, outcomes) in items(chapter) {
            let wrong = outcomes.iter().filter_map(|outcome| match outcome {
                Outcome::Fails(why) => Some(format!("{}: {item}: {why}", chapter.name)),
                _ => None,
            });
            failures.extend(wrong);
            let outcome = match &outcomes[0] {
                Outcome::Works | Outcome::Fails(_) => {
                    works += 1;
                    "works".to_owned()
                }
                Outcome::Warned(codes) => {
                    warned += 1;
                    format!("loads, `{}`", codes.join("`, `"))
                }
                Outcome::Refused(codes) => {
                    refused += 1;
                    format!("refused, `{}`", codes.join("`, `"))
                }
            };
            let (shown, trials) = (item.replace('|', "\\|"), outcomes.len());
            let _ = writeln!(out, "| {shown} | {outcome} | {trials} |");
        }
    }
    let _ = write!(
        out,
        "\n{works} items work, {warned} load with a warning, {refused} are refused.\n"
    );
    if failures.is_empty() {
        Ok(out)
    } else {
        Err(failures)
    }
}

/// A chapter's items in the order of their first trial, with how all their trials went.
fn items(chapter: &Chapter) -> Vec<(String, Vec<Outcome>)> {
    let mut items: Vec<(String, Vec<Outcome>)> = Vec::new();
    for trial in &chapter.trials {
        let outcome = trial.outcome();
        match items.iter_mut().find(|(item, _)| *item == trial.item) {
            Some((_, outcomes)) => outcomes.push(outcome),
            None => items.push((trial.item.clone(), vec![outcome])),
        }
    }
    items
}
