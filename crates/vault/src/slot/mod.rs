//! Key slots: the vault key sealed under something somebody knows. A slot's whole header is associated data.

mod code;
mod envelope;
#[cfg(test)]
mod out_of_range;
mod passphrase;

pub(crate) use code::{EscrowSlot, RecoverySlot};
pub(crate) use envelope::{Kdf, Seal, fixed};
pub(crate) use passphrase::PassphraseSlot;

use crate::VaultError;
use saring_record::{Moment, VaultId, canonical};
use serde::{Deserialize, Serialize};

/// Any slot of a vault. What this program does not know it keeps as it is, so that rewriting the set loses nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Slot {
    /// Opened by an officer's passphrase.
    Passphrase(PassphraseSlot),
    /// Opened by the code on the printed page.
    Recovery(RecoverySlot),
    /// Opened by a code that headquarters holds sealed.
    Escrow(EscrowSlot),
    /// Another kind, or one with more fields: of a later Saring.
    Other(serde_json::Value),
}

/// What binds a slot to its vault: it cannot be carried to another, nor a training vault passed off as a real one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Bound {
    pub(crate) vault: VaultId,
    pub(crate) training: bool,
}

impl Bound {
    /// Binding and a slot's header in canonical form; the header comes without its sealed key.
    fn associated(self, header: &impl Serialize) -> Result<Vec<u8>, VaultError> {
        #[derive(Serialize)]
        struct Associated<'a, H> {
            saring: &'static str,
            bound: Bound,
            slot: &'a H,
        }
        canonical::to_bytes(&Associated {
            saring: "vault-slot/1",
            bound: self,
            slot: header,
        })
        .map_err(|_| VaultError::Internal {
            what: "slot header",
        })
    }
}

/// The day that a slot names as its making: `2026-01-19`, as the officer's clock had it.
pub(crate) fn day(at: Moment) -> String {
    at.to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_of_another_kind_is_kept_as_it_is() {
        for text in [
            r#"{"kind":"token","code":"x"}"#,
            r#"{"kind":"recovery","sealed":"AAAA"}"#,
        ] {
            let slot: Slot = serde_json::from_str(text).unwrap();
            assert!(matches!(slot, Slot::Other(_)));
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_value(&slot).unwrap(), value);
        }
    }
}
