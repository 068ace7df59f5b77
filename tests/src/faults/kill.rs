//! kill -9 at any moment.

use super::worker::{create, vault_in};
use super::{Aim, Ledger, Outcome};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// Rounds that one vault lives through.
const LIFE: u64 = 40;

/// Kills so many workers with this aim; `program` is `saring-faults`.
///
/// # Panics
/// When no vault can be made or no worker started.
#[must_use]
pub fn kills(program: &Path, aim: Aim, rounds: u64, seed: u64) -> Outcome {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut outcome = Outcome::default();
    let mut done = 0;
    while done < rounds {
        let folder = tempfile::tempdir().expect("a folder");
        let copies = tempfile::tempdir().expect("a folder");
        let path = vault_in(folder.path());
        create(&path)
            .and_then(saring_vault::Vault::lock)
            .expect("a vault");
        let mut ledger = Ledger::default();
        for _ in 0..LIFE.min(rounds - done) {
            let mut worker = start(
                program,
                folder.path(),
                copies.path(),
                aim,
                &ledger,
                chance.u64(..),
            );
            let lines = listen(&mut worker);
            // Most are struck at work, some at the door.
            if chance.u32(..10) > 0 {
                let _ = lines
                    .recv_timeout(Duration::from_secs(60))
                    .map(|line| ledger.note(&line));
            }
            let longest = match aim {
                Aim::Answers => 60_000,
                Aim::Slots | Aim::Key | Aim::Create | Aim::Migration => 900_000,
                Aim::Attachments | Aim::Move => 300_000,
                Aim::Backup => 200_000,
            };
            std::thread::sleep(Duration::from_micros(chance.u64(..longest)));
            worker.kill().expect("a worker to kill");
            worker.wait().expect("a worker that ended");
            for line in lines {
                ledger.note(&line);
            }
            outcome.faults += 1;
            done += 1;
            let before = outcome.losses.len();
            ledger.hold_against_all_in(folder.path(), &mut outcome);
            for code in ledger.refused.drain(..) {
                outcome
                    .losses
                    .push(format!("refused without cause: {code}"));
            }
            for loss in &mut outcome.losses[before..] {
                loss.push_str(&format!(" ({} round {done}, seed {seed})", aim.name()));
            }
        }
    }
    outcome
}

pub(super) fn start(
    program: &Path,
    folder: &Path,
    copies: &Path,
    aim: Aim,
    ledger: &Ledger,
    seed: u64,
) -> Child {
    Command::new(program)
        .arg("worker")
        .args([folder, copies])
        .args([
            aim.name(),
            &ledger.passphrase.to_string(),
            &seed.to_string(),
        ])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a worker")
}

/// The worker's lines as they come, to the last whole one.
pub(super) fn listen(worker: &mut Child) -> mpsc::Receiver<String> {
    let (sender, lines) = mpsc::channel();
    let out = worker.stdout.take().expect("its lines");
    std::thread::spawn(move || {
        let mut out = BufReader::new(out);
        let mut line = String::new();
        while out.read_line(&mut line).is_ok_and(|read| read > 0) && line.ends_with('\n') {
            if sender.send(line.trim_end().to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
    lines
}
