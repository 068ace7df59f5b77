//! One key slot: the vault key sealed under something an officer knows. Its whole header is associated data.

use crate::cost::Cost;
use crate::secret::{self, Passphrase, VaultKey};
use crate::{OfficerId, VaultError};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use saring_record::{VaultId, canonical};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Any slot of a vault. What this program does not know it keeps as it is, so that rewriting the set loses nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Slot {
    /// Opened by an officer's passphrase.
    Passphrase(PassphraseSlot),
    /// Another kind, or one with more fields: of a later Saring.
    Other(serde_json::Value),
}

/// Opened by an officer's passphrase: Argon2id, then XChaCha20-Poly1305.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PassphraseSlot {
    kind: PassphraseKind,
    /// Whose slot it is; the name stands in the encrypted file.
    pub(crate) officer: OfficerId,
    /// The officer's full minisign public key, where the vault was made with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) signer: Option<String>,
    kdf: Kdf,
    seal: Seal,
    /// The sealed vault key, base64. The one field that is not associated data.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sealed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum PassphraseKind {
    #[serde(rename = "passphrase")]
    Passphrase,
}

/// Key derivation: only one kind, so a changed name makes the slot unknown and never weaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kdf {
    name: KdfName,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    /// 16 random bytes, base64.
    salt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum KdfName {
    /// Argon2id, version 0x13.
    #[serde(rename = "argon2id-19")]
    Argon2id,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Seal {
    name: SealName,
    /// 24 random bytes, base64.
    nonce: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum SealName {
    #[serde(rename = "xchacha20poly1305")]
    XChaCha20Poly1305,
}

/// What binds a slot to its vault: it cannot be carried to another, nor a training vault passed off as a real one.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Bound {
    pub(crate) vault: VaultId,
    pub(crate) training: bool,
}

impl PassphraseSlot {
    /// Seals a vault key under a passphrase.
    pub(crate) fn seal(
        key: &VaultKey,
        passphrase: &Passphrase,
        cost: Cost,
        bound: Bound,
        officer: OfficerId,
        signer: Option<&str>,
    ) -> Result<Self, VaultError> {
        let (mut salt, mut nonce) = ([0; 16], [0; 24]);
        secret::fill(&mut salt)?;
        secret::fill(&mut nonce)?;
        let mut slot = Self {
            kind: PassphraseKind::Passphrase,
            officer,
            signer: signer.map(str::to_owned),
            kdf: Kdf {
                name: KdfName::Argon2id,
                memory_kib: cost.memory_kib(),
                passes: cost.passes(),
                lanes: 1,
                salt: BASE64.encode(salt),
            },
            seal: Seal {
                name: SealName::XChaCha20Poly1305,
                nonce: BASE64.encode(nonce),
            },
            sealed: String::new(),
        };
        let aad = slot.associated(bound)?;
        let derived = cost.derive(passphrase, &salt)?;
        let sealed = cipher(&derived)
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: key.bytes(),
                    aad: &aad,
                },
            )
            .map_err(|_| VaultError::Internal { what: "seal" })?;
        slot.sealed = BASE64.encode(sealed);
        Ok(slot)
    }

    /// Opens the slot. Bounds are checked before any work is done, so that a doctored slot cannot stall the machine,
    /// and hold even for a slot that is authentic.
    pub(crate) fn open(
        &self,
        passphrase: &Passphrase,
        bound: Bound,
    ) -> Result<VaultKey, VaultError> {
        let cost = Cost::new(self.kdf.memory_kib, self.kdf.passes)?;
        if self.kdf.lanes != 1 {
            return Err(VaultError::SlotOutOfRange {
                memory_kib: cost.memory_kib(),
                passes: cost.passes(),
            });
        }
        let decode = |text: &str| BASE64.decode(text).map_err(|_| VaultError::KeysDamaged);
        let (salt, nonce, sealed) = (
            decode(&self.kdf.salt)?,
            decode(&self.seal.nonce)?,
            decode(&self.sealed)?,
        );
        let nonce = XNonce::try_from(nonce.as_slice()).map_err(|_| VaultError::KeysDamaged)?;
        if salt.len() != 16 {
            return Err(VaultError::KeysDamaged);
        }
        let derived = cost.derive(passphrase, &salt)?;
        let opened = cipher(&derived)
            .decrypt(
                &nonce,
                Payload {
                    msg: &sealed,
                    aad: &self.associated(bound)?,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| VaultError::WrongPassphrase)?;
        VaultKey::from_bytes(&opened).ok_or(VaultError::KeysDamaged)
    }

    /// Header and binding in canonical form: everything but the sealed key itself.
    fn associated(&self, bound: Bound) -> Result<Vec<u8>, VaultError> {
        #[derive(Serialize)]
        struct Associated<'a> {
            saring: &'static str,
            bound: Bound,
            slot: &'a PassphraseSlot,
        }
        let header = Self {
            sealed: String::new(),
            ..self.clone()
        };
        canonical::to_bytes(&Associated {
            saring: "vault-slot/1",
            bound,
            slot: &header,
        })
        .map_err(|_| VaultError::Internal {
            what: "slot header",
        })
    }
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(<&Key>::from(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passphrase() -> Passphrase {
        Passphrase::new("lima kelapa muda".to_owned())
    }

    fn sealed() -> (PassphraseSlot, Bound, VaultKey) {
        let bound = Bound {
            vault: VaultId::generate(),
            training: false,
        };
        let key = VaultKey::generate().unwrap();
        let slot = PassphraseSlot::seal(
            &key,
            &passphrase(),
            Cost::FLOOR,
            bound,
            OfficerId::generate(),
            Some("RWQ"),
        )
        .unwrap();
        (slot, bound, key)
    }

    #[test]
    fn every_part_of_the_header_is_authenticated() {
        let (slot, bound, key) = sealed();
        assert_eq!(
            slot.open(&passphrase(), bound).unwrap().bytes(),
            key.bytes()
        );
        let changed: [(&str, PassphraseSlot, Bound); 5] = [
            (
                "officer",
                PassphraseSlot {
                    officer: OfficerId::generate(),
                    ..slot.clone()
                },
                bound,
            ),
            (
                "signer",
                PassphraseSlot {
                    signer: None,
                    ..slot.clone()
                },
                bound,
            ),
            (
                "passes",
                PassphraseSlot {
                    kdf: Kdf {
                        passes: 4,
                        ..slot.kdf.clone()
                    },
                    ..slot.clone()
                },
                bound,
            ),
            (
                "training",
                slot.clone(),
                Bound {
                    training: true,
                    ..bound
                },
            ),
            (
                "vault",
                slot.clone(),
                Bound {
                    vault: VaultId::generate(),
                    ..bound
                },
            ),
        ];
        for (what, slot, bound) in changed {
            assert_eq!(
                slot.open(&passphrase(), bound).unwrap_err().code(),
                "wrong-passphrase",
                "{what}"
            );
        }
    }

    #[test]
    fn a_slot_out_of_range_is_refused_before_any_work() {
        let (slot, bound, _) = sealed();
        let (mib, gib) = (1024, 1024 * 1024);
        for (memory_kib, passes, lanes) in [
            (32 * mib, 3, 1),
            (64 * mib, 2, 1),
            (2 * gib, 3, 1),
            (64 * mib, 21, 1),
            (64 * mib, 3, 2),
        ] {
            let kdf = Kdf {
                memory_kib,
                passes,
                lanes,
                ..slot.kdf.clone()
            };
            let slot = PassphraseSlot {
                kdf,
                ..slot.clone()
            };
            assert_eq!(
                slot.open(&passphrase(), bound).unwrap_err().code(),
                "slot-out-of-range"
            );
        }
    }

    #[test]
    fn a_slot_out_of_range_is_refused_even_if_it_is_authentic() {
        let (mut slot, bound, key) = sealed();
        (slot.kdf.memory_kib, slot.kdf.passes) = (1024, 1);
        let (salt, nonce) = (
            BASE64.decode(&slot.kdf.salt).unwrap(),
            BASE64.decode(&slot.seal.nonce).unwrap(),
        );
        let params = argon2::Params::new(1024, 1, 1, Some(32)).unwrap();
        let mut derived = [0; 32];
        argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .hash_password_into(passphrase().bytes(), &salt, &mut derived)
            .unwrap();
        let (aad, nonce) = (
            slot.associated(bound).unwrap(),
            XNonce::try_from(nonce.as_slice()).unwrap(),
        );
        let sealed = cipher(&derived)
            .encrypt(
                &nonce,
                Payload {
                    msg: key.bytes(),
                    aad: &aad,
                },
            )
            .unwrap();
        slot.sealed = BASE64.encode(sealed);
        assert_eq!(
            slot.open(&passphrase(), bound).unwrap_err().code(),
            "slot-out-of-range"
        );
    }

    #[test]
    fn a_slot_of_another_kind_is_kept_as_it_is() {
        let text = r#"{"kind":"recovery","code":"x"}"#;
        let slot: Slot = serde_json::from_str(text).unwrap();
        assert!(matches!(slot, Slot::Other(_)));
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&slot).unwrap(), value);
    }
}
