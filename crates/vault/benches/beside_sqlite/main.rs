//! How fast a vault is, in figures: a saved answer beside the same statements in a database that is not encrypted, and
//! what an officer waits for in a vault of 100,000 interviews. `cargo xtask bench vault [--rounds N] [--interviews N]`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod answers;
mod figures;
mod many;
mod plain;

use saring_record::{Digest, FormRef, InterviewId, Languages, Moment, Stage};
use saring_vault::{Cost, NewForm, NewInterview, NewVault, Passphrase, Role, Vault};
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments
        .get(1)
        .is_some_and(|argument| argument == "--plain")
    {
        let found = arguments.get(4).is_some();
        return plain::serve(Path::new(&arguments[2]), &arguments[3], found);
    }
    let number = |name: &str, default: usize| {
        let at = arguments.iter().position(|argument| argument == name);
        at.map_or(default, |at| arguments[at + 1].parse().unwrap())
    };
    let (rounds, answers) = (number("--rounds", 15), number("--answers", 60));
    println!("A saved answer, with its history and its audit row:");
    answers::run(rounds, answers, false);
    println!("The same, with what it is found by:");
    answers::run(rounds, answers, true);
    let interviews = number("--interviews", 100_000);
    println!("\nA vault of {interviews} interviews:");
    many::run(interviews);
}

fn passphrase() -> Passphrase {
    Passphrase::new("tujuh payung di gudang".to_owned())
}

fn now() -> Moment {
    Moment::parse("2026-01-19T10:00:00+07:00").unwrap()
}

fn form() -> FormRef {
    FormRef {
        id: "saring_full".to_owned(),
        version: "1".to_owned(),
        digest: Digest::of(b"form"),
    }
}

fn create(path: &Path) -> Vault {
    let mut vault = Vault::create(NewVault {
        path,
        label: "Pos A-07",
        officer: "Dewi",
        signer: None,
        station: "Pos A-07",
        role: Role::Field,
        training: true,
        passphrase: &passphrase(),
        cost: Cost::FLOOR,
        now: now(),
    })
    .unwrap();
    vault
        .store_form(&NewForm {
            form: &form(),
            title: "Saring",
            source: b"sheets",
            imported: now(),
        })
        .unwrap();
    vault
}

fn begin(vault: &mut Vault) -> InterviewId {
    let id = InterviewId::generate();
    vault
        .create_interview(&NewInterview {
            id,
            form: form().digest,
            slip: "017".to_owned(),
            languages: Languages {
                officer: "Bahasa Indonesia (id)".to_owned(),
                person: "Khmer (km)".to_owned(),
            },
            stage: Stage::Full,
            started: now(),
        })
        .unwrap();
    id
}
