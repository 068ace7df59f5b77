//! Who opens a vault: officers, the recovery page, the escrow; what is shown once; how strong a passphrase is.

use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;
use zeroize::ZeroizeOnDrop;

/// Who and what opens the open vault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct KeySlots {
    /// Everybody who ever worked in it, whoever came first first.
    pub officers: Vec<OfficerSlot>,
    /// The recovery page that is in force.
    pub recovery: Option<CodeSlot>,
    /// The escrow that is in force.
    pub escrow: Option<CodeSlot>,
    /// Slots of a later Saring, which this one leaves as they are.
    pub unknown: u32,
    /// What still opens it besides, until a new vault key is made.
    pub older: OlderKeys,
}

/// An officer of the vault.
#[derive(Clone, PartialEq, Eq, Serialize, TS)]
pub struct OfficerSlot {
    /// What `officer_readmit` and `officer_remove` take.
    pub id: String,
    /// As the officer wrote it.
    pub name: String,
    /// Fingerprint of the officer's signing key, twelve groups.
    pub fingerprint: Vec<String>,
    /// Whether a passphrase of this officer opens the vault. What one without wrote stays, under that name.
    pub admitted: bool,
    /// The day the passphrase was set; unknown for some.
    pub made: Option<String>,
    /// Whether it is the officer at work.
    pub at_work: bool,
}

/// Without the name: debug output may end in a log.
impl fmt::Debug for OfficerSlot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OfficerSlot")
            .field("id", &self.id)
            .field("admitted", &self.admitted)
            .finish_non_exhaustive()
    }
}

/// A slot that a code opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CodeSlot {
    /// The day it was made, as on the page.
    pub made: String,
    /// Whose headquarters can read it back; of a recovery page none.
    pub held_by: Vec<String>,
}

/// What opens the vault besides its slots, wherever it lies. A new vault key ends all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct OlderKeys {
    /// Recovery pages that were replaced or taken back.
    pub pages: u32,
    /// Older copies of the keys files, on a stick or in a backup, open it with a passphrase or code of then.
    pub copies: bool,
}

/// The recovery page. It is shown once, printed, and kept at the mission, never with the laptop.
#[derive(Clone, Serialize, TS, ZeroizeOnDrop)]
pub struct RecoveryPage {
    /// The vault's label.
    pub label: String,
    /// The day it was made.
    pub made: String,
    /// Eight groups of six digits.
    pub code: Vec<String>,
    /// The slot itself in fourteen lines, for when both keys files are gone.
    pub lines: Vec<String>,
    /// The slots with it; `older.pages` says how many earlier pages still open the vault.
    #[zeroize(skip)]
    pub slots: KeySlots,
}

/// Without the code.
impl fmt::Debug for RecoveryPage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryPage")
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}

/// An escrow that was made: its text goes to headquarters.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EscrowMade {
    /// The age text. It opens nothing by itself and may travel in the clear.
    pub text: String,
    /// The slots with it.
    pub slots: KeySlots,
}

/// What headquarters reads out of an escrow.
#[derive(Clone, Serialize, TS, ZeroizeOnDrop)]
pub struct EscrowCode {
    /// Which vault's.
    pub vault: String,
    /// The day it was made.
    pub made: String,
    /// Eight groups of six digits, to read over the phone.
    pub code: Vec<String>,
}

/// Without the code.
impl fmt::Debug for EscrowCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EscrowCode")
            .field("vault", &self.vault)
            .field("made", &self.made)
            .finish_non_exhaustive()
    }
}

/// What a new vault key left behind.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NewKeyMade {
    /// Officers whose passphrase was not there: to be readmitted.
    pub left_out: Vec<OfficerSlot>,
    /// The recovery page is void; a new one is to be made.
    pub recovery_ended: bool,
    /// The escrow's new text, for headquarters; the one it has is void.
    pub escrow: Option<String>,
    /// Slots of a later Saring that ended.
    pub unknown_left_out: u32,
    /// The slots as they are now.
    pub slots: KeySlots,
}

/// What a code is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// The printed page.
    Recovery,
    /// Headquarters, which read it over the phone.
    Escrow,
}

/// A vault to be opened by a code, at the door.
#[derive(Clone, Deserialize, TS, ZeroizeOnDrop)]
pub struct RecoverVault {
    /// The vault.
    pub path: String,
    /// What the code is of.
    #[zeroize(skip)]
    pub kind: CodeKind,
    /// As it was typed.
    pub code: String,
    /// The fourteen lines of the page as they were typed, where the keys files are gone.
    pub page: Option<String>,
    /// The officer whose new passphrase it is; none is who made the vault.
    pub officer: Option<String>,
    /// The new passphrase.
    pub passphrase: String,
}

/// Without secrets.
impl fmt::Debug for RecoverVault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoverVault")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// How strong a passphrase is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PassphraseStrength {
    /// From 0, guessed at once, to 4.
    pub score: u8,
    /// Whether a vault takes it.
    pub enough: bool,
    /// Why not: `passphrase-too-short` or `passphrase-weak`.
    pub refusal: Option<crate::CommandError>,
}

/// The word lists that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WordLanguage {
    /// Indonesian.
    Id,
    /// English.
    En,
}

/// A passphrase to take or to have another of.
#[derive(Clone, Serialize, TS, ZeroizeOnDrop)]
pub struct GeneratedPassphrase {
    /// Words with a space between.
    pub passphrase: String,
    /// How many equally likely ones there are, as a power of two, rounded down.
    pub bits: u32,
}

/// Without the passphrase.
impl fmt::Debug for GeneratedPassphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GeneratedPassphrase")
            .field("bits", &self.bits)
            .finish_non_exhaustive()
    }
}
