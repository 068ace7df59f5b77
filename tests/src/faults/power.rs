//! Disks that fill up, refuse, write less than they were given, or lose their power.

use super::disk::{Disk, Files};
use super::kill::{listen, start};
use super::place::elsewhere;
use super::worker::{create, vault_in};
use super::{Aim, Ledger, Outcome};
use std::path::Path;
use std::time::Duration;

/// Rounds that one vault lives through.
const LIFE: u64 = 25;

/// What a disk does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It loses its power, and forgets what was not synced.
    Cut,
    /// Now and then a write, sync, rename or truncation fails, or a write comes short.
    Refusal,
    /// It fills up.
    Full,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Cut, Self::Refusal, Self::Full];
}

/// Lets workers with this aim meet so many disks in trouble; none when no file system can be mounted here.
///
/// # Panics
/// When no vault can be made or no worker started.
#[must_use]
pub fn troubles(
    program: &Path,
    trouble: Trouble,
    aim: Aim,
    rounds: u64,
    seed: u64,
) -> Option<Outcome> {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut outcome = Outcome::default();
    let mut done = 0;
    while done < rounds {
        let mut files = fresh();
        let mut ledger = Ledger::default();
        for _ in 0..LIFE.min(rounds - done) {
            let disk = Disk::with(files, chance.u64(..));
            let mounted = tempfile::tempdir().expect("a folder");
            let session = disk.mount(mounted.path()).ok()?;
            match trouble {
                Trouble::Cut => disk.cut_after(chance.u64(1..400)),
                Trouble::Refusal => disk.refuse_one_in(chance.u32(5..200)),
                Trouble::Full => disk.leave_room(chance.u64(..300_000)),
            }
            // Copies go to the same disk, so that it fails under them too.
            let mut worker = start(
                program,
                mounted.path(),
                mounted.path(),
                aim,
                &ledger,
                chance.u64(..),
            );
            let lines = listen(&mut worker);
            let mut heard = 0;
            while let Ok(line) = lines.recv_timeout(Duration::from_secs(60)) {
                ledger.note(&line);
                heard += 1;
                if heard > 150 || disk.is_cut() {
                    break;
                }
            }
            worker.kill().expect("a worker to kill");
            worker.wait().expect("a worker that ended");
            for line in lines {
                ledger.note(&line);
            }
            let after = match trouble {
                Trouble::Cut => disk.after_the_cut(),
                Trouble::Refusal | Trouble::Full => disk.files(),
            };
            outcome.faults += match trouble {
                Trouble::Cut => 1,
                Trouble::Refusal | Trouble::Full => disk.refusals(),
            };
            drop(session);
            done += 1;
            let before = outcome.losses.len();
            for refusal in ledger.refused.drain(..) {
                let code = refusal.split(' ').next().unwrap_or_default();
                if !["io", "disk-full", "vault-in-use", "keys-unsettled"].contains(&code) {
                    outcome
                        .losses
                        .push(format!("refused with another cause: {refusal}"));
                }
            }
            files = held(&after, mounted.path(), &mut ledger, &mut outcome);
            for loss in &mut outcome.losses[before..] {
                loss.push_str(&format!(
                    " ({trouble:?}, {} round {done}, seed {seed})",
                    aim.name()
                ));
            }
        }
    }
    Some(outcome)
}

/// Puts what is left on a disk in order, looks at it there, and takes it up again.
fn held(left: &Files, folder: &Path, ledger: &mut Ledger, outcome: &mut Outcome) -> Files {
    for (name, bytes) in left {
        std::fs::write(folder.join(name), bytes).expect("room for what is left");
    }
    ledger.hold_against_all_in(folder, outcome);
    // Of the copies and the vaults that were made nothing more is asked.
    let own = [vault_in(folder), elsewhere(folder)].map(|path| path.to_string_lossy().into_owned());
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        let name = path.to_string_lossy().into_owned();
        if own.iter().any(|own| name.starts_with(own)) && !name.contains(".damaged-") {
            files.insert(entry.file_name(), std::fs::read(&path).expect("a file"));
        }
    }
    files
}

/// A new vault's files.
fn fresh() -> Files {
    let folder = tempfile::tempdir().expect("a folder");
    create(&vault_in(folder.path()))
        .and_then(saring_vault::Vault::lock)
        .expect("a vault");
    std::fs::read_dir(folder.path())
        .expect("the folder")
        .flatten()
        .map(|entry| {
            let bytes = std::fs::read(entry.path()).expect("a file");
            (entry.file_name(), bytes)
        })
        .collect()
}
