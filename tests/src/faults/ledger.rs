//! What was confirmed to somebody, and whether it is there.

use super::Outcome;
use super::place::{elsewhere, leave_one, standing};
use super::worker::{now, old_passphrase, passphrase, vault_in};
use saring_record::{Digest, InterviewId};
use saring_vault::{AttachmentId, Code, Cost, Recovery, SlotKind, Vault, VaultError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the vault of the first schema holds: entries of two histories and two documents.
const IN_THE_FIRST_SCHEMA: u64 = 8;

/// Holds a vault of the first schema against what it held before it was brought to today's.
fn look_at_old(
    path: &Path,
    answers: &[(u64, Digest)],
    losses: &mut Vec<String>,
) -> Result<(), VaultError> {
    let mut vault = Vault::unlock(path, &old_passphrase(), now())?;
    let mut held = 0;
    for row in vault.interviews()? {
        let events = vault.events(row.id)?;
        for (seq, digest) in answers.iter().filter(|_| row.is_open()) {
            let event = events.iter().find(|event| event.seq == *seq);
            let body = event.and_then(|event| event.body.as_deref());
            if body.map(Digest::of).as_ref() != Some(digest) {
                losses.push(format!("an answer in a vault of the first schema, {seq}"));
            }
        }
        let first = events.iter().filter(|e| e.seq <= 3 && e.body.is_some());
        held += first.count() as u64;
        for revision in vault.revisions(row.id)? {
            held += u64::from(vault.document(&revision.digest)?.is_some());
        }
    }
    if held != IN_THE_FIRST_SCHEMA {
        losses.push(format!("{held} of what a vault of the first schema held"));
    }
    if !vault.check()?.is_good() {
        losses.push("a vault of the first schema: not whole".to_owned());
    }
    vault.lock()
}

/// Opens a copy of a locked vault by its recovery page: the page gives out a new passphrase, which those who work on are
/// not to meet.
fn opens_by_page(vault: &Path, code: &str) -> Result<(), VaultError> {
    let folder = tempfile::tempdir()?;
    let copy = vault_in(folder.path());
    for ending in ["", ".keys", ".keys-copy"] {
        let of = |path: &Path| format!("{}{ending}", path.display());
        std::fs::copy(of(vault), of(&copy))?;
    }
    let opened = Vault::recover(Recovery {
        path: &copy,
        kind: SlotKind::Recovery,
        code: &Code::parse(code)?,
        printed: None,
        officer: None,
        passphrase: &old_passphrase(),
        cost: Cost::FLOOR,
        now: now(),
    })?;
    opened.lock()
}

/// Whatever bears a vault's name, copies and vaults that were refused included, has keys beside it.
fn without_keys(folder: &Path, losses: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let beside = |ending: &str| Path::new(&format!("{}{ending}", path.display())).exists();
        let is_vault = path.extension().is_some_and(|e| e == "saring-vault");
        if is_vault && !beside(".keys") && !beside(".keys-copy") {
            losses.push(format!("without keys: {}", path.display()));
        }
    }
}

/// Everything that a worker, and those before it, said of one vault.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Which passphrase opens it, and which one may since.
    pub passphrase: u64,
    trying: Option<u64>,
    interviews: BTreeMap<InterviewId, BTreeMap<u64, Digest>>,
    documents: Vec<Digest>,
    attachments: BTreeMap<AttachmentId, Digest>,
    /// Vaults of the first schema, with the answers written there since.
    old: BTreeMap<PathBuf, Vec<(u64, Digest)>>,
    recovery: bool,
    /// What stands on the page, unless another may have taken its place since.
    code: Option<String>,
    /// Copies with what they must hold.
    copies: Vec<(PathBuf, Box<Ledger>)>,
    /// Vaults that were made.
    made: Vec<PathBuf>,
    /// What the worker said last.
    last: String,
    /// What a worker was refused with: code and words.
    pub refused: Vec<String>,
}

impl Ledger {
    /// Takes a line in.
    pub fn note(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["begun", id] => {
                if let Ok(id) = id.parse() {
                    self.interviews.entry(id).or_default();
                }
            }
            ["answer", id, seq, digest] => {
                let parsed = (id.parse(), seq.parse(), Digest::parse(digest));
                if let (Ok(id), Ok(seq), Some(digest)) = parsed {
                    self.interviews.entry(id).or_default().insert(seq, digest);
                }
            }
            ["document", _, digest] => self.documents.extend(Digest::parse(digest)),
            ["attached", _, id, digest] => {
                if let (Ok(id), Some(digest)) = (id.parse(), Digest::parse(digest)) {
                    self.attachments.insert(id, digest);
                }
            }
            ["detached?", id] => {
                if let Ok(id) = id.parse() {
                    self.attachments.remove(&id);
                }
            }
            ["passphrase?", number] => self.trying = number.parse().ok(),
            ["passphrase", number] => {
                self.passphrase = number.parse().unwrap_or(self.passphrase);
                self.trying = None;
            }
            ["recovery?"] => self.code = None,
            ["recovery", code] => {
                self.recovery = true;
                self.code = Some(code.to_owned());
            }
            // The page is void once a new key is made, whether or not that was still said.
            ["new-key?"] => {
                self.recovery = false;
                self.code = None;
            }
            ["refused", ..] => {
                let after = self.last.split(' ').next().unwrap_or_default();
                self.refused
                    .push(format!("{}, after {after}", words[1..].join(" ")));
            }
            _ => {
                if let Some(path) = line.strip_prefix("backup ") {
                    let mut held = self.clone();
                    held.copies.clear();
                    self.copies.push((path.into(), Box::new(held)));
                } else if let Some(path) = line.strip_prefix("old ") {
                    self.old.insert(path.into(), Vec::new());
                } else if let ["old-answer", seq, digest, ..] = words[..] {
                    let path = line.splitn(4, ' ').last().unwrap_or_default();
                    let answers = self.old.get_mut(Path::new(path));
                    if let (Ok(seq), Some(digest), Some(answers)) =
                        (seq.parse(), Digest::parse(digest), answers)
                    {
                        answers.push((seq, digest));
                    }
                } else if let Some(path) = line.strip_prefix("vault ") {
                    self.made.push(path.into());
                }
            }
        }
        line.clone_into(&mut self.last);
    }

    /// How many writes it holds.
    #[must_use]
    pub fn confirmed(&self) -> u64 {
        let answers: usize = self
            .interviews
            .values()
            .map(|answers| answers.len() + 1)
            .sum();
        (answers + self.documents.len() + self.attachments.len() + self.made.len()) as u64
            + u64::from(self.recovery)
    }

    /// The same at each place of a folder at which the vault stands; where it stands at two, one is left.
    ///
    /// # Panics
    /// When what is left cannot be put in order.
    pub fn hold_against_all_in(&mut self, folder: &Path, outcome: &mut Outcome) {
        without_keys(folder, &mut outcome.losses);
        let (home, elsewhere) = (vault_in(folder), elsewhere(folder));
        if home.exists() && elsewhere.exists() {
            let mut held = self.clone();
            held.copies.clear();
            held.hold_against(&elsewhere, outcome);
            leave_one(folder).expect("one of two vaults taken away");
        }
        self.hold_against(&standing(folder), outcome);
    }

    /// Unlocks the vault and looks for every confirmed write; copies and vaults that were made are taken off the list
    /// once they were looked at.
    pub fn hold_against(&mut self, vault: &Path, outcome: &mut Outcome) {
        for (path, mut held) in std::mem::take(&mut self.copies) {
            held.hold_against(&path, outcome);
        }
        for path in std::mem::take(&mut self.made) {
            outcome.confirmed += 1;
            match Vault::unlock(&path, &passphrase(0), now()) {
                Ok(_) => outcome.unlocked += 1,
                Err(error) => outcome
                    .losses
                    .push(format!("a made vault: {}", error.code())),
            }
        }
        for (path, answers) in std::mem::take(&mut self.old) {
            outcome.confirmed += IN_THE_FIRST_SCHEMA + answers.len() as u64;
            match look_at_old(&path, &answers, &mut outcome.losses) {
                Ok(()) => outcome.unlocked += 1,
                Err(error) => outcome
                    .losses
                    .push(format!("a vault of the first schema: {}", error.code())),
            }
        }
        outcome.confirmed += self.confirmed();
        let mut opened = Vault::unlock(vault, &passphrase(self.passphrase), now());
        if let (Err(VaultError::WrongPassphrase), Some(trying)) = (&opened, self.trying) {
            opened = Vault::unlock(vault, &passphrase(trying), now());
            if opened.is_ok() {
                self.passphrase = trying;
            }
        }
        self.trying = None;
        match opened {
            Ok(mut opened) => {
                outcome.unlocked += 1;
                outcome.reported += u64::from(opened.report().damaged_log.is_some());
                if let Err(error) = self.look(&mut opened, &mut outcome.losses) {
                    outcome
                        .losses
                        .push(format!("cannot be read: {}", error.code()));
                }
                if let Err(error) = opened.lock() {
                    outcome
                        .losses
                        .push(format!("cannot be locked: {}", error.code()));
                }
                if let Some(code) = &self.code {
                    match opens_by_page(vault, code) {
                        Ok(()) => outcome.unlocked += 1,
                        Err(error) => outcome
                            .losses
                            .push(format!("does not open by its page: {}", error.code())),
                    }
                }
            }
            Err(error) => outcome
                .losses
                .push(format!("does not open: {}", error.code())),
        }
    }

    fn look(&self, vault: &mut Vault, losses: &mut Vec<String>) -> Result<(), VaultError> {
        for (id, answers) in &self.interviews {
            if vault.interview(*id)?.is_none() {
                losses.push(format!("interview {id}"));
                continue;
            }
            let events = vault.events(*id)?;
            for (seq, digest) in answers {
                let event = events.iter().find(|event| event.seq == *seq);
                let body = event.and_then(|event| event.body.as_deref());
                if body.map(Digest::of).as_ref() != Some(digest) {
                    losses.push(format!("answer {id} {seq}"));
                }
            }
        }
        for digest in &self.documents {
            if vault.document(digest)?.is_none() {
                losses.push(format!("document {digest}"));
            }
        }
        for (id, digest) in &self.attachments {
            let mut content = Vec::new();
            match vault.read_attachment(*id, now(), &mut content) {
                Ok(()) if Digest::of(&content) == *digest => {}
                Ok(()) => losses.push(format!("attachment {id}: another content")),
                Err(error) => losses.push(format!("attachment {id}: {}", error.code())),
            }
        }
        if self.recovery
            && !vault
                .slots()?
                .iter()
                .any(|slot| slot.kind == SlotKind::Recovery)
        {
            losses.push("the recovery slot".to_owned());
        }
        let report = vault.check()?;
        if !report.is_good() {
            losses.push(format!("not whole: {:?}", report.faults));
        }
        Ok(())
    }
}
