//! A salted digest: history and audit commit to content by it, and when content and salt are gone nobody can guess
//! back what it was, while the chain still holds.

use crate::{VaultError, secret};
use saring_record::Digest;
use zeroize::Zeroizing;

/// Bytes of salt.
const SALT: usize = 32;

/// A commitment with the salt that opens it.
#[derive(Debug)]
pub(crate) struct Committed {
    pub(crate) salt: [u8; SALT],
    pub(crate) digest: Digest,
}

impl Committed {
    /// Commits to content under a fresh salt.
    pub(crate) fn to(content: &[u8]) -> Result<Self, VaultError> {
        let mut salt = [0; SALT];
        secret::fill(&mut salt)?;
        Ok(Self {
            salt,
            digest: Self::digest_of(&salt, content),
        })
    }

    /// SHA-256 over salt and content.
    pub(crate) fn digest_of(salt: &[u8], content: &[u8]) -> Digest {
        let mut bytes = Zeroizing::new(Vec::with_capacity(salt.len() + content.len()));
        bytes.extend_from_slice(salt);
        bytes.extend_from_slice(content);
        Digest::of(&bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_commits_differently_each_time() {
        let (one, other) = (
            Committed::to(b"yes").unwrap(),
            Committed::to(b"yes").unwrap(),
        );
        assert_ne!(one.digest, other.digest);
        assert_eq!(Committed::digest_of(&one.salt, b"yes"), one.digest);
        assert_ne!(Committed::digest_of(&one.salt, b"no"), one.digest);
    }
}
