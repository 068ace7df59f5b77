//! Who signs: minisign keys, wiped when they go, and the check of a signature. The cryptography is the library's.

use crate::{BundleError, Fingerprint};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minisign::{KeyPair, PublicKey, SecretKey, SignatureBox};
use std::fmt;
use std::io::Cursor;
use std::str::FromStr;
use zeroize::Zeroizing;

/// The untrusted comment of every signature: it says nothing, because nothing vouches for it.
const UNTRUSTED: &str = "saring bundle";
/// Algorithm of a minisign public key: Ed25519.
const ED25519: &[u8] = b"Ed";
/// Bytes of a public key: algorithm, key id, Ed25519 key.
const KEY_BYTES: usize = 42;
const SIGNATURE_BYTES: usize = 64;

/// An officer's signing key. It lives in the vault as [`SigningKey::to_bytes`] and is wiped on drop; the library's own
/// copy, which is not, exists only while something is signed.
pub struct SigningKey {
    secret: Zeroizing<Vec<u8>>,
    public: SignerKey,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

impl SigningKey {
    /// A new key from the system's randomness.
    ///
    /// # Errors
    /// [`BundleError::Crypto`] when there is no randomness.
    pub fn generate() -> Result<Self, BundleError> {
        let pair = KeyPair::generate_unencrypted_keypair().map_err(|_| BundleError::Crypto)?;
        Self::from_bytes(&Zeroizing::new(pair.sk.to_bytes()))
    }

    /// The key for storing inside an encrypted vault.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        self.secret.clone()
    }

    /// A stored key.
    ///
    /// # Errors
    /// [`BundleError::BadKey`] when these are not the bytes of a usable key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, BundleError> {
        let secret = SecretKey::from_bytes(bytes).map_err(|_| BundleError::BadKey)?;
        let public = PublicKey::from_secret_key(&secret).map_err(|_| BundleError::BadKey)?;
        let key = Self {
            secret: Zeroizing::new(secret.to_bytes()),
            public: SignerKey(public.to_base64()),
        };
        // The stored halves must belong together: a key whose public half was changed would sign what nobody can verify.
        if key.secret.as_slice() != bytes || key.sign(&[], "check").is_err() {
            return Err(BundleError::BadKey);
        }
        Ok(key)
    }

    /// Who this signs as.
    #[must_use]
    pub fn public(&self) -> SignerKey {
        self.public.clone()
    }

    /// The text of a `.minisig` file over these bytes.
    pub(crate) fn sign(&self, bytes: &[u8], trusted: &str) -> Result<String, BundleError> {
        let secret = SecretKey::from_bytes(&self.secret).map_err(|_| BundleError::BadKey)?;
        let public = self.public.parsed()?;
        minisign::sign(
            Some(&public),
            &secret,
            bytes,
            Some(trusted),
            Some(UNTRUSTED),
        )
        .map(SignatureBox::into_string)
        .map_err(|_| BundleError::Crypto)
    }
}

/// A signer: the whole minisign public key in base64, as `minisign -P` takes it. Never a key id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignerKey(String);

impl SignerKey {
    /// Reads a key.
    ///
    /// # Errors
    /// [`BundleError::BadKey`] for anything but 56 characters of canonical base64 over an Ed25519 minisign key.
    pub fn parse(text: &str) -> Result<Self, BundleError> {
        let bytes = STANDARD.decode(text).map_err(|_| BundleError::BadKey)?;
        let good = bytes.len() == KEY_BYTES
            && bytes.starts_with(ED25519)
            && STANDARD.encode(&bytes) == text;
        let key = Self(text.to_owned());
        if !good || key.parsed().is_err() {
            return Err(BundleError::BadKey);
        }
        Ok(key)
    }

    /// The key in base64.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two people compare before they believe it.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint::of(self)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        STANDARD.decode(&self.0).unwrap_or_default()
    }

    fn parsed(&self) -> Result<PublicKey, BundleError> {
        PublicKey::from_base64(&self.0).map_err(|_| BundleError::BadKey)
    }

    /// Checks the text of a `.minisig` file over these bytes and returns its trusted comment.
    pub(crate) fn verify(&self, bytes: &[u8], minisig: &str) -> Result<String, BundleError> {
        let bad = |_| BundleError::BadSignature;
        // The library reads the second signature without looking at its length.
        let second = minisig
            .lines()
            .nth(3)
            .and_then(|line| STANDARD.decode(line).ok());
        if second.is_none_or(|signature| signature.len() != SIGNATURE_BYTES) {
            return Err(BundleError::BadSignature);
        }
        let signature = SignatureBox::from_string(minisig).map_err(bad)?;
        let trusted = signature.trusted_comment().map_err(bad)?;
        let plain =
            signature.untrusted_comment().map_err(bad)? == UNTRUSTED && signature.is_prehashed();
        // Written exactly as the library writes it, so that there is one text for one signature.
        if !plain || signature.to_string() != minisig {
            return Err(BundleError::BadSignature);
        }
        minisign::verify(
            &self.parsed()?,
            &signature,
            Cursor::new(bytes),
            true,
            false,
            false,
        )
        .map_err(bad)?;
        Ok(trusted)
    }
}

impl fmt::Display for SignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SignerKey {
    type Err = BundleError;
    fn from_str(text: &str) -> Result<Self, BundleError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_key_signs_as_before_and_a_changed_one_is_refused() {
        let key = SigningKey::generate().unwrap();
        let again = SigningKey::from_bytes(&key.to_bytes()).unwrap();
        assert_eq!(again.public(), key.public());
        let text = again.sign(b"bag", "saring/1 x").unwrap();
        assert_eq!(key.public().verify(b"bag", &text).unwrap(), "saring/1 x");
        let mut broken = key.to_bytes();
        let half = broken.len() - 33;
        broken[half] ^= 1;
        assert!(SigningKey::from_bytes(&broken).is_err());
        assert!(SigningKey::from_bytes(&key.to_bytes()[1..]).is_err());
    }

    #[test]
    fn a_signature_that_was_touched_anywhere_is_refused() {
        let key = SigningKey::generate().unwrap();
        let text = key.sign(b"bag", "saring/1 x").unwrap();
        assert!(key.public().verify(b"gab", &text).is_err());
        assert!(
            SigningKey::generate()
                .unwrap()
                .public()
                .verify(b"bag", &text)
                .is_err()
        );
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert!(key.public().verify(b"bag", &changed).is_err(), "byte {at}");
            }
            assert!(
                key.public().verify(b"bag", &text[..at]).is_err(),
                "cut at {at}"
            );
        }
    }

    #[test]
    fn the_debug_text_of_a_secret_shows_no_secret() {
        let key = SigningKey::generate().unwrap();
        let shown = format!("{key:?}");
        assert!(!shown.contains(&STANDARD.encode(&*key.to_bytes())[60..80]));
        assert!(shown.contains(key.public().as_str()));
    }
}
