//! How any slot seals the vault key: Argon2id over its secret, then XChaCha20-Poly1305 with the slot's header beside it.

use crate::VaultError;
use crate::cost::Cost;
use crate::secret::{self, VaultKey};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Bytes of a salt.
pub(crate) const SALT: usize = 16;
/// Bytes of a nonce.
pub(crate) const NONCE: usize = 24;

/// Key derivation: only one kind, so a changed name makes the slot unknown and never weaker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kdf {
    name: KdfName,
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    lanes: u32,
    /// 16 random bytes, base64.
    pub(crate) salt: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum KdfName {
    /// Argon2id, version 0x13.
    #[serde(rename = "argon2id-19")]
    Argon2id,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seal {
    name: SealName,
    /// 24 random bytes, base64.
    pub(crate) nonce: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum SealName {
    #[serde(rename = "xchacha20poly1305")]
    XChaCha20Poly1305,
}

impl Kdf {
    /// With a new salt.
    pub(crate) fn new(cost: Cost) -> Result<Self, VaultError> {
        let mut salt = [0; SALT];
        secret::fill(&mut salt)?;
        Ok(Self::with_salt(cost, &salt))
    }

    pub(crate) fn with_salt(cost: Cost, salt: &[u8]) -> Self {
        Self {
            name: KdfName::Argon2id,
            memory_kib: cost.memory_kib(),
            passes: cost.passes(),
            lanes: 1,
            salt: BASE64.encode(salt),
        }
    }

    /// Within the bounds, or refused: before any work is done, so that a doctored slot cannot stall the machine, and
    /// even when the slot is authentic.
    pub(crate) fn cost(&self) -> Result<Cost, VaultError> {
        let cost = Cost::new(self.memory_kib, self.passes)?;
        if self.lanes == 1 {
            Ok(cost)
        } else {
            Err(VaultError::SlotOutOfRange {
                memory_kib: self.memory_kib,
                passes: self.passes,
            })
        }
    }

    fn derive(&self, secret: &[u8]) -> Result<Zeroizing<[u8; 32]>, VaultError> {
        let cost = self.cost()?;
        let salt: [u8; SALT] = fixed(&self.salt)?;
        cost.derive(secret, &salt)
    }
}

impl Seal {
    /// With a new nonce.
    pub(crate) fn new() -> Result<Self, VaultError> {
        let mut nonce = [0; NONCE];
        secret::fill(&mut nonce)?;
        Ok(Self::with_nonce(&nonce))
    }

    pub(crate) fn with_nonce(nonce: &[u8]) -> Self {
        Self {
            name: SealName::XChaCha20Poly1305,
            nonce: BASE64.encode(nonce),
        }
    }
}

/// Seals the vault key; the result is base64.
pub(crate) fn seal(
    (kdf, seal): (&Kdf, &Seal),
    secret: &[u8],
    key: &VaultKey,
    aad: &[u8],
) -> Result<String, VaultError> {
    let derived = kdf.derive(secret)?;
    seal_under(&derived, seal, key, aad)
}

/// Seals the vault key under a derived one.
pub(super) fn seal_under(
    derived: &[u8; 32],
    seal: &Seal,
    key: &VaultKey,
    aad: &[u8],
) -> Result<String, VaultError> {
    let nonce: [u8; NONCE] = fixed(&seal.nonce)?;
    let payload = Payload {
        msg: key.bytes(),
        aad,
    };
    let sealed = cipher(derived)
        .encrypt(&XNonce::from(nonce), payload)
        .map_err(|_| VaultError::Internal { what: "seal" })?;
    Ok(BASE64.encode(sealed))
}

/// Opens it; [`VaultError::WrongPassphrase`] when secret, header or sealed key are not those of the sealing.
pub(crate) fn open(
    (kdf, seal): (&Kdf, &Seal),
    secret: &[u8],
    sealed: &str,
    aad: &[u8],
) -> Result<VaultKey, VaultError> {
    kdf.cost()?;
    let nonce: [u8; NONCE] = fixed(&seal.nonce)?;
    let sealed = BASE64.decode(sealed).map_err(|_| VaultError::KeysDamaged)?;
    let derived = kdf.derive(secret)?;
    let payload = Payload { msg: &sealed, aad };
    let opened = cipher(&derived)
        .decrypt(&XNonce::from(nonce), payload)
        .map(Zeroizing::new)
        .map_err(|_| VaultError::WrongPassphrase)?;
    VaultKey::from_bytes(&opened).ok_or(VaultError::KeysDamaged)
}

/// Base64 of exactly so many bytes.
pub(crate) fn fixed<const N: usize>(text: &str) -> Result<[u8; N], VaultError> {
    BASE64
        .decode(text)
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(VaultError::KeysDamaged)
}

fn cipher(key: &[u8; 32]) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(<&Key>::from(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_out_of_range_is_refused_before_any_work() {
        let (key, seal_) = (VaultKey::generate().unwrap(), Seal::new().unwrap());
        let kdf = Kdf::new(Cost::FLOOR).unwrap();
        let sealed = seal((&kdf, &seal_), b"secret", &key, b"").unwrap();
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
                ..kdf.clone()
            };
            let refused = open((&kdf, &seal_), b"secret", &sealed, b"").unwrap_err();
            assert_eq!(refused.code(), "slot-out-of-range");
        }
    }
}
