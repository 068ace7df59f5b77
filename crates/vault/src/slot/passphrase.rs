//! The slot that an officer's passphrase opens: bound to officer id and signing key.

use super::envelope::{self, Kdf, Seal};
use super::{Bound, day};
use crate::cost::Cost;
use crate::secret::{Passphrase, VaultKey};
use crate::{OfficerId, VaultError};
use saring_record::Moment;
use serde::{Deserialize, Serialize};

/// Opened by an officer's passphrase: Argon2id, then XChaCha20-Poly1305.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    kind: PassphraseKind,
    /// Whose slot it is; the name stands in the encrypted file.
    pub(crate) officer: OfficerId,
    /// The officer's full minisign public key, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signer: Option<String>,
    /// The day it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) made: Option<String>,
    pub(super) kdf: Kdf,
    pub(super) seal: Seal,
    /// The sealed vault key, base64. The one field that is not associated data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) sealed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum PassphraseKind {
    #[serde(rename = "passphrase")]
    Passphrase,
}

impl PassphraseSlot {
    /// Seals a vault key under a passphrase.
    pub(crate) fn seal(
        key: &VaultKey,
        passphrase: &Passphrase,
        cost: Cost,
        bound: Bound,
        (officer, signer): (OfficerId, Option<&str>),
        at: Moment,
    ) -> Result<Self, VaultError> {
        let mut slot = Self {
            kind: PassphraseKind::Passphrase,
            officer,
            signer: signer.map(str::to_owned),
            made: Some(day(at)),
            kdf: Kdf::new(cost)?,
            seal: Seal::new()?,
            sealed: String::new(),
        };
        let aad = bound.associated(&slot)?;
        let parts = (&slot.kdf, &slot.seal);
        slot.sealed = envelope::seal(parts, passphrase.bytes(), key, &aad)?;
        Ok(slot)
    }

    /// The work that a try at this slot costs.
    pub(crate) fn cost(&self) -> Result<Cost, VaultError> {
        self.kdf.cost()
    }

    /// Opens the slot.
    pub(crate) fn open(
        &self,
        passphrase: &Passphrase,
        bound: Bound,
    ) -> Result<VaultKey, VaultError> {
        let header = Self {
            sealed: String::new(),
            ..self.clone()
        };
        let aad = bound.associated(&header)?;
        let parts = (&self.kdf, &self.seal);
        envelope::open(parts, passphrase.bytes(), &self.sealed, &aad)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use saring_record::VaultId;

    fn passphrase() -> Passphrase {
        Passphrase::new("lima kelapa muda".to_owned())
    }

    #[test]
    fn every_part_of_the_header_is_authenticated() {
        let bound = Bound {
            vault: VaultId::generate(),
            training: false,
        };
        let key = VaultKey::generate().unwrap();
        let at = Moment::parse("2026-01-19T10:00:00+07:00").unwrap();
        let who = (OfficerId::generate(), Some("RWQ"));
        let slot = PassphraseSlot::seal(&key, &passphrase(), Cost::FLOOR, bound, who, at).unwrap();
        assert_eq!(
            slot.open(&passphrase(), bound).unwrap().bytes(),
            key.bytes()
        );
        let change = |change: &dyn Fn(&mut PassphraseSlot)| {
            let mut slot = slot.clone();
            change(&mut slot);
            slot
        };
        let elsewhere = Bound {
            vault: VaultId::generate(),
            ..bound
        };
        let training = Bound {
            training: true,
            ..bound
        };
        let changed = [
            (
                "officer",
                change(&|s| s.officer = OfficerId::generate()),
                bound,
            ),
            ("signer", change(&|s| s.signer = None), bound),
            ("made", change(&|s| s.made = None), bound),
            ("passes", change(&|s| s.kdf.passes = 4), bound),
            ("training", slot.clone(), training),
            ("vault", slot.clone(), elsewhere),
        ];
        for (what, slot, bound) in changed {
            let refused = slot.open(&passphrase(), bound).unwrap_err();
            assert_eq!(refused.code(), "wrong-passphrase", "{what}");
        }
    }
}
