//! A desk to test at: a folder with one vault, and short words for what an officer does there.

use saring_record::{Digest, FormRef, InterviewId, Languages, Moment, Stage};
use saring_vault::{
    AttachmentRow, Cost, NewAttachment, NewEvent, NewForm, NewInterview, NewVault, Passphrase,
    Progress, Role, Vault, VaultError,
};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What never may be readable outside the encrypted file.
pub(crate) const MARKER: &str = "Chanthou-berkata-paspor-diambil";

pub(crate) struct Desk {
    pub(crate) folder: TempDir,
    pub(crate) path: PathBuf,
}

impl Desk {
    /// A folder without a vault.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Pos A-07.saring-vault");
        Self { folder, path }
    }

    /// A folder with a locked vault.
    pub(crate) fn with_vault() -> Self {
        let desk = Self::empty();
        create(&desk.path).unwrap().lock().unwrap();
        desk
    }

    /// What a crash leaves of the vault that is open here: its files as they are now, with what stands in the log only.
    pub(crate) fn crashed(&self) -> Self {
        let crashed = Self::empty();
        for suffix in ["", ".keys", ".keys-copy", ".lock", "-wal"] {
            std::fs::copy(self.beside(suffix), crashed.beside(suffix)).unwrap();
        }
        crashed
    }

    /// The same of a vault with an interview of eight confirmed answers, all of them in the log.
    pub(crate) fn crashed_with_answers() -> Self {
        let desk = Self::with_vault();
        let mut vault = desk.unlock();
        let id = begin(&mut vault);
        for number in 0..8 {
            answer(&mut vault, id, &format!("answer {number}")).unwrap();
        }
        desk.crashed()
    }

    /// Turns one bit in the middle of a file beside the vault; answers its bytes.
    pub(crate) fn flip_in_the_middle(&self, suffix: &str) -> Vec<u8> {
        let mut bytes = std::fs::read(self.beside(suffix)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(self.beside(suffix), &bytes).unwrap();
        bytes
    }

    pub(crate) fn unlock(&self) -> Vault {
        Vault::unlock(&self.path, &passphrase(), now()).unwrap()
    }

    pub(crate) fn unlock_error(&self) -> VaultError {
        Vault::unlock(&self.path, &passphrase(), now()).unwrap_err()
    }

    /// A file beside the vault.
    pub(crate) fn beside(&self, suffix: &str) -> PathBuf {
        PathBuf::from(format!("{}{suffix}", self.path.display()))
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.beside(".keys")
    }

    pub(crate) fn copy(&self) -> PathBuf {
        self.beside(".keys-copy")
    }

    /// Every file's name and digest: equal when nothing was touched.
    pub(crate) fn digests(&self) -> Vec<(String, Digest)> {
        self.files()
            .into_iter()
            .map(|(name, bytes)| (name, Digest::of(&bytes)))
            .collect()
    }

    /// Every file's name and content.
    pub(crate) fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                (
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    std::fs::read(path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    }
}

pub(crate) fn create(path: &Path) -> Result<Vault, VaultError> {
    Vault::create(NewVault {
        path,
        label: "Pos A-07",
        officer: "Dewi Lestari",
        signer: Some("RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"),
        station: "Pos A-07",
        role: Role::Field,
        training: false,
        passphrase: &passphrase(),
        cost: Cost::FLOOR,
        now: now(),
    })
}

pub(crate) fn passphrase() -> Passphrase {
    Passphrase::new("tujuh payung di gudang".to_owned())
}

pub(crate) fn now() -> Moment {
    at(0)
}

/// So many seconds into the day.
pub(crate) fn at(seconds: u32) -> Moment {
    let (hour, minute, second) = (8 + seconds / 3600, seconds / 60 % 60, seconds % 60);
    Moment::parse(&format!(
        "2026-01-19T{hour:02}:{minute:02}:{second:02}.000+07:00"
    ))
    .unwrap()
}

/// Stores a form and begins an interview with it.
pub(crate) fn begin(vault: &mut Vault) -> InterviewId {
    let form = FormRef {
        id: "saring_full".to_owned(),
        version: "1".to_owned(),
        digest: Digest::of(b"form"),
    };
    vault
        .store_form(&NewForm {
            form: &form,
            title: "Full",
            source: b"sheets",
            imported: now(),
        })
        .unwrap();
    let id = InterviewId::generate();
    let languages = Languages {
        officer: "Bahasa Indonesia (id)".to_owned(),
        person: "Khmer (km)".to_owned(),
    };
    let new = NewInterview {
        id,
        form: form.digest,
        slip: "017".to_owned(),
        languages,
        stage: Stage::Full,
        started: now(),
    };
    vault.create_interview(&new).unwrap();
    id
}

/// Attaches a paper with this name, whose bytes take some pages.
pub(crate) fn attach(vault: &mut Vault, id: InterviewId, name: &str) -> AttachmentRow {
    let new = NewAttachment {
        interview: id,
        reference: None,
        name,
        at: at(80),
    };
    let paper = format!("%PDF-1.7 {name} {}", "scan ".repeat(4000));
    vault.add_attachment(&new, &mut paper.as_bytes()).unwrap()
}

/// Records one answer and returns its number.
pub(crate) fn answer(vault: &mut Vault, id: InterviewId, text: &str) -> Result<u64, VaultError> {
    vault
        .record(
            id,
            &[NewEvent {
                at: at(60),
                body: text.as_bytes(),
            }],
            Progress::default(),
        )
        .map(|saved| saved.seq)
}
