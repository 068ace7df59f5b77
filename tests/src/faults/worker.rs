//! The process that writes until it is stopped, and says of every write that it was confirmed.

use super::place::{elsewhere, leave_one, standing};
use saring_record::{Digest, FormRef, InterviewId, Languages, Moment, Stage};
use saring_vault::{
    Cost, NewAttachment, NewEvent, NewForm, NewInterview, NewVault, Passphrase, Progress, Role,
    Vault, VaultError,
};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a worker spends its time with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// Interviews begun, answered, finalized, reopened; locking and unlocking.
    Answers,
    /// Answers, and papers and recordings attached and removed.
    Attachments,
    /// Vaults of the first schema brought to today's, and an answer written there.
    Migration,
    /// Answers, and passphrases and recovery codes changed.
    Slots,
    /// Answers, and a new vault key.
    Key,
    /// Answers, and copies written beside.
    Backup,
    /// Answers, and the vault moved and renamed there and back.
    Move,
    /// Vaults made.
    Create,
}

impl Aim {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Answers,
        Self::Attachments,
        Self::Migration,
        Self::Slots,
        Self::Key,
        Self::Backup,
        Self::Move,
        Self::Create,
    ];

    /// As it stands on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Answers => "answers",
            Self::Attachments => "attachments",
            Self::Migration => "migration",
            Self::Slots => "slots",
            Self::Key => "key",
            Self::Backup => "backup",
            Self::Move => "move",
            Self::Create => "create",
        }
    }

    /// From the command line.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|aim| aim.name() == name)
    }
}

pub(super) fn passphrase(number: u64) -> Passphrase {
    Passphrase::new(format!("tujuh payung di gudang {number}"))
}

pub(super) fn now() -> Moment {
    Moment::parse("2026-01-19T10:00:00+07:00").expect("a time")
}

pub(super) fn vault_in(folder: &Path) -> PathBuf {
    folder.join("Pos A-07.saring-vault")
}

/// Makes the vault that workers work in, with its form.
pub(super) fn create(path: &Path) -> Result<Vault, VaultError> {
    let mut vault = Vault::create(NewVault {
        path,
        label: "Pos A-07",
        officer: "Dewi",
        signer: None,
        station: "Pos A-07",
        role: Role::Field,
        training: false,
        passphrase: &passphrase(0),
        cost: Cost::FLOOR,
        now: now(),
    })?;
    vault.store_form(&NewForm {
        form: &form(),
        title: "Full",
        source: b"sheets",
        imported: now(),
    })?;
    Ok(vault)
}

/// Begins an interview.
pub(super) fn begin(vault: &mut Vault) -> Result<InterviewId, VaultError> {
    let id = InterviewId::generate();
    vault.create_interview(&NewInterview {
        id,
        form: form().digest,
        slip: "017".to_owned(),
        languages: Languages {
            officer: "id".to_owned(),
            person: "km".to_owned(),
        },
        stage: Stage::Full,
        started: now(),
    })?;
    Ok(id)
}

/// Of the vaults that the vault's own tests keep of every schema; no secret.
pub(super) fn old_passphrase() -> Passphrase {
    Passphrase::new("latihan tanpa rahasia".to_owned())
}

/// Copies the vault of the first schema, and has it on the disk when this returns.
fn first_schema_into(folder: &Path, name: &str) -> Result<PathBuf, VaultError> {
    let fixture =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/vault/tests/fixtures/schema-1");
    let vault = folder.join(format!("{name}.saring-vault"));
    for ending in [".keys", ".keys-copy", ""] {
        let bytes = std::fs::read(fixture.join(format!("Latihan.saring-vault{ending}")))?;
        let mut file = File::create_new(format!("{}{ending}", vault.display()))?;
        file.write_all(&bytes)?;
        file.sync_all()?;
    }
    File::open(folder)?.sync_all()?;
    Ok(vault)
}

fn form() -> FormRef {
    FormRef {
        id: "saring_full".to_owned(),
        version: "1".to_owned(),
        digest: Digest::of(b"form"),
    }
}

/// Says a line that whoever listens has once this returns.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // Nobody listens any more: nothing more is confirmed to anybody.
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// Works until it is killed, or until its disk refuses so often that it gives up. `copies` is where backups go.
pub fn work(folder: &Path, copies: &Path, aim: Aim, passphrase: u64, seed: u64) {
    let mut worker = Worker {
        folder: folder.to_owned(),
        copies: copies.to_owned(),
        passphrase,
        trying: None,
        chance: fastrand::Rng::with_seed(seed),
        interview: None,
        copies_made: 0,
    };
    let mut refused = 0;
    let mut vault = None;
    while refused < 12 {
        match worker.step(aim, &mut vault) {
            Ok(()) => {}
            // A change that was refused may stand all the same: then the other passphrase is the one.
            Err(VaultError::WrongPassphrase) if worker.trying.is_some() => {
                let other = worker.passphrase;
                worker.passphrase = worker.trying.replace(other).unwrap_or(other);
                vault = None;
                refused += 1;
            }
            Err(error) => {
                // The error's own words hold no content; the number of a database error is in them.
                say(&format!("refused {} {error}", error.code()));
                refused += 1;
            }
        }
    }
}

struct Worker {
    folder: PathBuf,
    copies: PathBuf,
    passphrase: u64,
    /// The passphrase of a change that was refused.
    trying: Option<u64>,
    chance: fastrand::Rng,
    interview: Option<InterviewId>,
    copies_made: u64,
}

impl Worker {
    fn step(&mut self, aim: Aim, open: &mut Option<Vault>) -> Result<(), VaultError> {
        if aim == Aim::Create {
            let path = self
                .folder
                .join(format!("{:016x}.saring-vault", self.chance.u64(..)));
            create(&path)?.lock()?;
            say(&format!("vault {}", path.display()));
            return Ok(());
        }
        if aim == Aim::Migration {
            return self.migrate();
        }
        let Some(vault) = open else {
            leave_one(&self.folder)?;
            let path = standing(&self.folder);
            *open = Some(Vault::unlock(&path, &passphrase(self.passphrase), now())?);
            if self.trying.take().is_some() {
                say(&format!("passphrase {}", self.passphrase));
            }
            say("unlocked");
            return Ok(());
        };
        let dice = self.chance.u32(..1000);
        match aim {
            Aim::Attachments if dice < 150 && self.interview.is_some() => self.attach(vault),
            Aim::Slots if dice < 250 => self.slots(vault),
            Aim::Key if dice < 100 => {
                say("new-key?");
                let made = vault.new_key(&passphrase(self.passphrase), &[], now());
                if made.is_err() {
                    // Whichever key the file has now, the next unlock finds out.
                    *open = None;
                }
                made?;
                say("new-key");
                Ok(())
            }
            Aim::Backup if dice < 100 => {
                self.copies_made += 1;
                let name = format!(
                    "{:016x}-{}.saring-vault",
                    self.chance.u64(..),
                    self.copies_made
                );
                let target = self.copies.join(name);
                vault.backup(&target, now())?;
                say(&format!("backup {}", target.display()));
                Ok(())
            }
            Aim::Move if dice < 150 => match open.take() {
                Some(vault) => self.move_away(vault),
                None => Ok(()),
            },
            _ if dice > 990 => {
                if let Some(vault) = open.take() {
                    vault.lock()?;
                }
                Ok(())
            }
            _ => self.interview(vault, dice),
        }
    }

    /// To the other place, by a copy or by its name alone.
    fn move_away(&mut self, vault: Vault) -> Result<(), VaultError> {
        let (home, elsewhere) = (vault_in(&self.folder), elsewhere(&self.folder));
        let target = if standing(&self.folder) == home {
            elsewhere
        } else {
            home
        };
        if self.chance.bool() {
            vault.move_to(&target, now()).map(|_| ())
        } else {
            vault.rename(&target, "Pos", now())
        }
    }

    /// A vault as an older Saring left it, unlocked by this one.
    fn migrate(&mut self) -> Result<(), VaultError> {
        let name = format!("{:016x}", self.chance.u64(..));
        let path = first_schema_into(&self.folder, &name)?;
        say(&format!("old {}", path.display()));
        let mut vault = Vault::unlock(&path, &old_passphrase(), now())?;
        let row = vault
            .interviews()?
            .into_iter()
            .find(saring_vault::InterviewRow::is_open);
        if let Some(row) = row {
            let text = self.text();
            let event = NewEvent {
                at: now(),
                body: text.as_bytes(),
            };
            let saved = vault.record(row.id, &[event], Progress::default())?;
            say(&format!(
                "old-answer {} {} {}",
                saved.seq,
                Digest::of(text.as_bytes()),
                path.display()
            ));
        }
        vault.lock()
    }

    fn attach(&mut self, vault: &mut Vault) -> Result<(), VaultError> {
        let Some(interview) = self.interview else {
            return Ok(());
        };
        let attached = vault.attachments(interview)?;
        if attached.len() > 3 {
            // It may be gone from here on, whether or not that is still said.
            let oldest = &attached[0];
            say(&format!("detached? {}", oldest.id));
            return vault.remove_attachment(oldest.id, now());
        }
        let mut bytes = b"%PDF-1.7 ".to_vec();
        let length = match self.chance.u32(..4) {
            0 => self.chance.usize(..2_000_000),
            _ => self.chance.usize(..20_000),
        };
        bytes.resize(bytes.len() + length, 0);
        self.chance.fill(&mut bytes[9..]);
        let new = NewAttachment {
            interview,
            reference: None,
            name: "paspor",
            at: now(),
        };
        let row = vault.add_attachment(&new, &mut bytes.as_slice())?;
        say(&format!(
            "attached {interview} {} {}",
            row.id,
            Digest::of(&bytes)
        ));
        Ok(())
    }

    fn slots(&mut self, vault: &mut Vault) -> Result<(), VaultError> {
        let current = passphrase(self.passphrase);
        if self.chance.bool() {
            // From here on the page before may be void.
            say("recovery?");
            let page = vault.make_recovery(&current, now())?;
            say(&format!("recovery {}", page.code.digits().replace(' ', "")));
        } else {
            let next = self.passphrase + 1;
            say(&format!("passphrase? {next}"));
            self.trying = Some(next);
            vault.change_passphrase(&current, &passphrase(next), Cost::FLOOR, now())?;
            self.passphrase = next;
            self.trying = None;
            say(&format!("passphrase {next}"));
        }
        Ok(())
    }

    fn interview(&mut self, vault: &mut Vault, dice: u32) -> Result<(), VaultError> {
        let id = match self.interview {
            Some(id) if dice > 270 => id,
            _ => {
                let id = begin(vault)?;
                say(&format!("begun {id}"));
                self.interview = Some(id);
                return Ok(());
            }
        };
        if dice < 320 {
            let document = self.text();
            let digest = vault.finalize(id, document.as_bytes(), now())?;
            say(&format!("document {id} {digest}"));
            // Should the reopening be refused, this one stays as it is.
            self.interview = None;
            vault.reopen(id, "a slip of the pen", now())?;
            self.interview = Some(id);
            return Ok(());
        }
        let text = self.text();
        let event = NewEvent {
            at: now(),
            body: text.as_bytes(),
        };
        let saved = vault.record(id, &[event], Progress::default())?;
        say(&format!(
            "answer {id} {} {}",
            saved.seq,
            Digest::of(text.as_bytes())
        ));
        Ok(())
    }

    /// Of any length, so that some span pages.
    fn text(&mut self) -> String {
        let length = match self.chance.u32(..10) {
            0 => self.chance.usize(..12_000),
            _ => self.chance.usize(..300),
        };
        let letter = self.chance.lowercase();
        format!(
            "{:016x}{}",
            self.chance.u64(..),
            letter.to_string().repeat(length)
        )
    }
}
