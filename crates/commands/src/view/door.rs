//! The door: vaults by file label, and what can be set before one is unlocked.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use zeroize::ZeroizeOnDrop;

/// What an officer set for this machine; kept outside the vault, holds nothing about anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Preferences {
    /// Interface language: `id`, `en`, `km`.
    pub language: String,
    /// `light`, `dark`, or `system`.
    pub theme: String,
    /// More contrast.
    pub contrast: bool,
    /// Text size in per cent: 100, 125, 150, 200.
    pub zoom: u16,
    /// Show key caps on buttons.
    pub keys: bool,
    /// After this many minutes without a key or a pointer the vault is locked: 1 to 60.
    #[serde(default = "five_minutes")]
    pub lock_after: u16,
}

fn five_minutes() -> u16 {
    5
}

/// One vault at the door: its file label and when it was last opened, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct VaultFile {
    /// Where it is.
    pub path: String,
    /// File label.
    pub label: String,
    /// When it was last used, RFC 3339; absent when the file system does not say.
    pub last_opened: Option<String>,
    /// Made-up people only.
    pub training: bool,
    /// False when the keys files beside it are gone: it cannot be unlocked without them.
    pub keys_present: bool,
}

/// The door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Door {
    /// Version of the app.
    pub version: String,
    /// Folder in which new vaults are made.
    pub folder: String,
    /// Real vaults first, training last.
    pub vaults: Vec<VaultFile>,
    /// The one that was moved or renamed just now.
    pub chosen: Option<String>,
    /// Why moving or renaming it did not come to its end.
    pub problem: Option<crate::CommandError>,
}

/// What a vault is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// An officer's desk.
    Field,
    /// A supervisor's.
    Headquarters,
}

/// A vault to be made.
#[derive(Clone, Deserialize, TS, ZeroizeOnDrop)]
pub struct NewVault {
    /// File label, chosen by the officer.
    pub label: String,
    /// The officer's or supervisor's name.
    pub officer: String,
    /// Post, shelter or organisation.
    pub station: String,
    /// What it is for.
    #[zeroize(skip)]
    pub role: Role,
    /// Made-up people only; a field training vault comes with a few of them.
    pub training: bool,
    /// At least 12 characters.
    pub passphrase: String,
}

impl fmt::Debug for NewVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewVault")
            .field("role", &self.role)
            .field("training", &self.training)
            .finish_non_exhaustive()
    }
}

/// Who sits here, once a vault is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Desk {
    /// File label.
    pub label: String,
    /// Officer or supervisor.
    pub officer: String,
    /// Post, shelter or organisation.
    pub station: String,
    /// What the vault is for.
    pub role: Role,
    /// Made-up people only.
    pub training: bool,
    /// Fingerprint of this desk's signing key, twelve groups to read over a phone.
    pub fingerprint: Vec<String>,
    /// What unlocking had to report, as codes with parameters (`keys-mended`, `failed-tries`, `log-damaged`).
    pub reports: Vec<crate::CommandError>,
}

/// What a person looks for in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// `.saring`
    Bundle,
    /// `.xlsx`, `.xls`, or a folder with `survey.csv`
    Form,
    /// `.saring-vault`
    Vault,
    /// `.age`: an escrow on its way to headquarters.
    Escrow,
    /// Pictures, sound, PDF.
    Attachment,
    /// A folder to write into.
    Folder,
}

/// A place to begin looking: home, a stick.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Place {
    /// What it is called; `home` and `documents` are named by the interface.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// A drive that can be taken away.
    pub removable: bool,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A folder to go into.
    Folder,
    /// What was looked for.
    File,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Entry {
    /// Name.
    pub name: String,
    /// Where it is.
    pub path: String,
    /// Folder or file.
    pub kind: EntryKind,
    /// Bytes, for files.
    pub size: Option<u64>,
    /// RFC 3339.
    pub modified: Option<String>,
}

/// A folder, listed for one purpose. Saring has its own list, because the system's file dialog keeps a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Folder {
    /// Where we are.
    pub path: String,
    /// One up.
    pub parent: Option<String>,
    /// Where one can begin.
    pub places: Vec<Place>,
    /// Folders first, then files, by name.
    pub entries: Vec<Entry>,
}
