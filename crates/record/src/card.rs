//! A card: who signs, who can be sealed to. The payload of `enrolment` bundles.

use crate::{Moment, VaultId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the card introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// An officer's desk, to headquarters.
    Device,
    /// Headquarters, to a desk: its recipients and its signing key.
    Headquarters,
}

/// Who somebody is, in keys. Nothing here is believed until its fingerprint was compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Card {
    /// Always `card/1`.
    pub saring: String,
    /// What it introduces.
    pub kind: CardKind,
    /// The vault it was written in.
    pub vault: VaultId,
    /// Post, shelter or organisation.
    pub station: String,
    /// The officer or supervisor.
    pub name: String,
    /// The whole minisign public key, base64.
    pub signer: String,
    /// age recipient (`age1...`) that bundles to this card are sealed to.
    pub recipient: String,
    /// When it was written.
    pub at: Moment,
    /// True for a training vault.
    pub training: bool,
}
