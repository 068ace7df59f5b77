//! A public key in twelve groups that two people can read to one another over a telephone.
//!
//! The groups stand in for words until a list of Indonesian words exists. Each is two syllables of a consonant and a
//! vowel that Indonesian, English and Khmer speakers tell apart: 12 bits a group, 144 bits of SHA-256 in all.

use crate::SignerKey;
use sha2::{Digest as _, Sha256};
use std::fmt;

const CONSONANTS: [char; 16] = [
    'b', 'd', 'g', 'h', 'j', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'w', 'y', 'z',
];
const VOWELS: [char; 4] = ['a', 'i', 'o', 'u'];
const GROUPS: usize = 12;

/// A signer's fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint([String; GROUPS]);

impl Fingerprint {
    /// Of the key's bytes (42: algorithm, key id, Ed25519 key), with SHA-256.
    pub(crate) fn of(key: &SignerKey) -> Self {
        let hash = Sha256::digest(key.to_bytes());
        let bits = |from: usize, count: usize| {
            (from..from + count).fold(0_usize, |sum, i| {
                sum << 1 | usize::from(hash[i / 8] >> (7 - i % 8) & 1)
            })
        };
        Self(std::array::from_fn(|group| {
            let start = group * 12;
            [0, 6]
                .iter()
                .flat_map(|at| {
                    [
                        CONSONANTS[bits(start + at, 4)],
                        VOWELS[bits(start + at + 4, 2)],
                    ]
                })
                .collect()
        }))
    }

    /// The twelve groups, in the order they are read.
    #[must_use]
    pub fn groups(&self) -> &[String; GROUPS] {
        &self.0
    }

    /// Whether what somebody typed after hearing it is this fingerprint, whatever the spaces, hyphens and case.
    #[must_use]
    pub fn matches(&self, heard: &str) -> bool {
        let letters: String = heard
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        letters == self.0.concat()
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use crate::SigningKey;

    #[test]
    fn a_fingerprint_is_twelve_groups_and_is_recognised_as_it_was_heard() {
        let one = SigningKey::generate().unwrap().public().fingerprint();
        let other = SigningKey::generate().unwrap().public().fingerprint();
        assert!(one.groups().iter().all(|group| group.len() == 4));
        assert!(one.matches(&one.to_string().to_uppercase().replace(' ', " - ")));
        assert!(!one.matches(&other.to_string()));
        assert!(!one.matches(""));
    }
}
