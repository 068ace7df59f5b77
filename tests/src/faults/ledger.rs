//! What was confirmed to somebody, and whether it is there.

use super::Outcome;
use super::worker::{now, passphrase};
use saring_record::{Digest, InterviewId};
use saring_vault::{SlotKind, Vault, VaultError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Everything that a worker, and those before it, said of one vault.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Which passphrase opens it, and which one may since.
    pub passphrase: u64,
    trying: Option<u64>,
    interviews: BTreeMap<InterviewId, BTreeMap<u64, Digest>>,
    documents: Vec<Digest>,
    recovery: bool,
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
            ["passphrase?", number] => self.trying = number.parse().ok(),
            ["passphrase", number] => {
                self.passphrase = number.parse().unwrap_or(self.passphrase);
                self.trying = None;
            }
            ["recovery"] => self.recovery = true,
            // The page is void once a new key is made, whether or not that was still said.
            ["new-key?"] => self.recovery = false,
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
        (answers + self.documents.len() + self.made.len()) as u64 + u64::from(self.recovery)
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
