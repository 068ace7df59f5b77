//! Who can open: age X25519 identities and recipients. The cryptography is the library's.

use crate::BundleError;
use age::secrecy::ExposeSecret as _;
use std::fmt;
use std::str::FromStr;
use zeroize::Zeroizing;

/// The secret half: opens what was sealed to its recipient. It lives in the vault; the library wipes it on drop.
pub struct Identity(pub(crate) age::x25519::Identity);

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity").field(&self.recipient()).finish()
    }
}

impl Identity {
    /// A new one from the system's randomness.
    #[must_use]
    pub fn generate() -> Self {
        Self(age::x25519::Identity::generate())
    }

    /// `AGE-SECRET-KEY-1...`, for storing inside an encrypted vault.
    #[must_use]
    pub fn to_secret_string(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.to_string().expose_secret().to_owned())
    }

    /// A stored one.
    ///
    /// # Errors
    /// [`BundleError::BadKey`] when this is no `AGE-SECRET-KEY-1...` text.
    pub fn parse(text: &str) -> Result<Self, BundleError> {
        text.parse()
            .map(Self)
            .map_err(|_: &str| BundleError::BadKey)
    }

    /// The half to give away.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public().to_string())
    }
}

/// The half to give away: `age1...`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Recipient(String);

impl Recipient {
    /// Reads an address.
    ///
    /// # Errors
    /// [`BundleError::BadKey`] when this is no X25519 recipient in its one lower-case spelling.
    pub fn parse(text: &str) -> Result<Self, BundleError> {
        let recipient = Self(text.to_owned());
        if recipient.to_age()?.to_string() != text {
            return Err(BundleError::BadKey);
        }
        Ok(recipient)
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn to_age(&self) -> Result<age::x25519::Recipient, BundleError> {
        self.0.parse().map_err(|_: &str| BundleError::BadKey)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Recipient {
    type Err = BundleError;
    fn from_str(text: &str) -> Result<Self, BundleError> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_comes_back_from_its_text_and_hides_it() {
        let identity = Identity::generate();
        let text = identity.to_secret_string();
        assert_eq!(
            Identity::parse(&text).unwrap().recipient(),
            identity.recipient()
        );
        assert!(!format!("{identity:?}").contains(&text[16..]));
        assert_eq!(
            Recipient::parse(identity.recipient().as_str()).unwrap(),
            identity.recipient()
        );
        assert!(Recipient::parse(&identity.recipient().as_str().to_uppercase()).is_err());
        assert!(Recipient::parse("age1").is_err());
    }
}
