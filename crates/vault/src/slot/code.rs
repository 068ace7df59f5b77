//! The two slots that a code opens: recovery, whose code is printed, and escrow, whose code headquarters holds sealed.

use super::envelope::{self, Kdf, Seal};
use super::{Bound, day};
use crate::code::Code;
use crate::cost::Cost;
use crate::secret::VaultKey;
use crate::{VaultError, escrow};
use saring_record::Moment;
use serde::{Deserialize, Serialize};

/// Opened by the code of the printed page. A code of 128 random bits needs no stretching; the floor is paid all the
/// same, so that no path into a vault is cheaper than another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoverySlot {
    kind: RecoveryKind,
    /// The day it was made, as it stands on the page.
    pub(crate) made: String,
    pub(crate) kdf: Kdf,
    pub(crate) seal: Seal,
    /// The sealed vault key, base64. The one field that is not associated data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) sealed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum RecoveryKind {
    #[serde(rename = "recovery")]
    Recovery,
}

impl RecoverySlot {
    /// Seals a vault key under a code.
    pub(crate) fn seal(
        key: &VaultKey,
        code: &Code,
        bound: Bound,
        at: Moment,
    ) -> Result<Self, VaultError> {
        let (kdf, seal) = (Kdf::new(Cost::FLOOR)?, Seal::new()?);
        let mut slot = Self::from_parts(day(at), kdf, seal, String::new());
        let aad = bound.associated(&slot)?;
        slot.sealed = envelope::seal((&slot.kdf, &slot.seal), code.bytes(), key, &aad)?;
        Ok(slot)
    }

    /// The slot as a printed page carries it.
    pub(crate) fn from_parts(made: String, kdf: Kdf, seal: Seal, sealed: String) -> Self {
        Self {
            kind: RecoveryKind::Recovery,
            made,
            kdf,
            seal,
            sealed,
        }
    }

    /// Opens the slot.
    pub(crate) fn open(&self, code: &Code, bound: Bound) -> Result<VaultKey, VaultError> {
        let header = Self {
            sealed: String::new(),
            ..self.clone()
        };
        let aad = bound.associated(&header)?;
        envelope::open((&self.kdf, &self.seal), code.bytes(), &self.sealed, &aad)
    }
}

/// Opened by a code that nobody at the desk ever saw: it stands here, sealed by age to headquarters' recipients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EscrowSlot {
    kind: EscrowKind,
    /// The day it was made.
    pub(crate) made: String,
    /// Headquarters' age recipients.
    pub(crate) recipients: Vec<String>,
    /// The code as an armored age file: bound to this slot, so that it cannot be exchanged.
    pub(crate) age: String,
    pub(super) kdf: Kdf,
    pub(super) seal: Seal,
    /// The sealed vault key, base64. The one field that is not associated data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) sealed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum EscrowKind {
    #[serde(rename = "escrow")]
    Escrow,
}

impl EscrowSlot {
    /// Seals a vault key under a new code, and the code to headquarters. The code is wiped before this returns.
    pub(crate) fn seal(
        key: &VaultKey,
        recipients: &[String],
        bound: Bound,
        at: Moment,
    ) -> Result<Self, VaultError> {
        let code = Code::generate()?;
        let mut slot = Self {
            kind: EscrowKind::Escrow,
            made: day(at),
            recipients: recipients.to_vec(),
            age: escrow::seal_code(&code, recipients, bound.vault, &day(at))?,
            kdf: Kdf::new(Cost::FLOOR)?,
            seal: Seal::new()?,
            sealed: String::new(),
        };
        let aad = bound.associated(&slot)?;
        slot.sealed = envelope::seal((&slot.kdf, &slot.seal), code.bytes(), key, &aad)?;
        Ok(slot)
    }

    /// Opens the slot.
    pub(crate) fn open(&self, code: &Code, bound: Bound) -> Result<VaultKey, VaultError> {
        let header = Self {
            sealed: String::new(),
            ..self.clone()
        };
        let aad = bound.associated(&header)?;
        envelope::open((&self.kdf, &self.seal), code.bytes(), &self.sealed, &aad)
    }
}
