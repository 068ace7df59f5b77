//! Sending: the numbered chain of this desk, and who it goes to.

use serde::Serialize;
use ts_rs::TS;

/// How far a bundle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BundleState {
    /// Written; no receipt yet.
    Sealed,
    /// Headquarters has it.
    Received,
}

/// One bundle of this desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct BundleRow {
    /// Number in this desk's sequence.
    pub sequence: u64,
    /// Interviews in it.
    pub interviews: u32,
    /// Withdrawals in it.
    pub withdrawals: u32,
    /// When it was sealed.
    pub at: String,
    /// How far.
    pub state: BundleState,
    /// File name, which says nothing about anybody.
    pub file: String,
}

/// Interviews that stay, and why: a code such as `no-share-consent`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Staying {
    /// Why.
    pub code: String,
    /// How many.
    pub interviews: u32,
}

/// Somebody's card: a headquarters that bundles can be sealed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Peer {
    /// Full signing key.
    pub signer: String,
    /// Organisation.
    pub station: String,
    /// Supervisor.
    pub name: String,
    /// Twelve groups to compare.
    pub fingerprint: Vec<String>,
    /// Compared and found the same.
    pub trusted: bool,
    /// Who read the twelve groups out.
    pub read_by: Option<String>,
}

/// The send page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Outbox {
    /// Where bundles go; absent until a headquarters' card was read and compared.
    pub destination: Option<Peer>,
    /// Cards read and not yet compared.
    pub pending: Vec<Peer>,
    /// Number the next bundle gets.
    pub next_sequence: u64,
    /// Interviews that go into it.
    pub ready: u32,
    /// Withdrawals that go into it.
    pub withdrawals: u32,
    /// Interviews that stay, and why.
    pub staying: Vec<Staying>,
    /// Newest first.
    pub bundles: Vec<BundleRow>,
}

/// A bundle that was written, read back and found whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WrittenBundle {
    /// Where.
    pub path: String,
    /// Bytes.
    pub bytes: u64,
    /// What it is.
    pub bundle: BundleRow,
}

/// A receipt that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ReceiptRead {
    /// Number of the bundle that it is for.
    pub sequence: u64,
    /// Interviews and withdrawals that headquarters has of it.
    pub received: u32,
    /// Interviews and withdrawals that were in it.
    pub sent: u32,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WrittenFile {
    /// Where.
    pub path: String,
}
