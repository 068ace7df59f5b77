//! The one way a document becomes bytes (RFC 8785, JSON Canonicalization Scheme) and the digest over them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use ts_rs::TS;

/// A document could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CanonicalError {
    /// The value has no RFC 8785 form.
    #[error("document cannot be written in canonical form")]
    Write(#[source] serde_json::Error),
    /// The bytes are not a document of the expected kind.
    #[error("document cannot be read")]
    Read(#[source] serde_json::Error),
}

/// Writes a document in RFC 8785 form. These bytes are what is stored, signed and carried.
///
/// # Errors
/// [`CanonicalError::Write`] when the value has no JSON form (a map key that is no string).
pub fn to_bytes<T: Serialize>(document: &T) -> Result<Vec<u8>, CanonicalError> {
    serde_json_canonicalizer::to_vec(document).map_err(CanonicalError::Write)
}

/// Reads a document from its bytes, whatever their form: nobody re-canonicalises to verify.
///
/// # Errors
/// [`CanonicalError::Read`] when the bytes are not JSON of this shape.
pub fn from_bytes<T: for<'de> Deserialize<'de>>(bytes: &[u8]) -> Result<T, CanonicalError> {
    serde_json::from_slice(bytes).map_err(CanonicalError::Read)
}

/// SHA-256 over bytes as stored: 64 lower-case hexadecimal digits.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(Sha256::digest(bytes)))
    }

    /// A digest read from 64 lower-case hexadecimal digits; anything else is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let good = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        good.then(|| Self(text.to_owned()))
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn members_are_sorted_and_nothing_is_padded() {
        let bytes = to_bytes(&json!({"b": 1, "a": "é", "10": null})).unwrap();
        assert_eq!(bytes, "{\"10\":null,\"a\":\"é\",\"b\":1}".as_bytes());
    }

    #[test]
    fn a_digest_is_sixty_four_lower_case_digits_and_nothing_else() {
        let digest = Digest::of(b"");
        assert_eq!(
            digest.as_str(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(Digest::parse(digest.as_str()), Some(digest));
        assert_eq!(Digest::parse("E3B0"), None);
    }
}
