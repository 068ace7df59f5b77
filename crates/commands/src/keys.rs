//! The two keys of a desk, kept inside its vault: one signs, one opens what is sealed to it.

use crate::CommandError;
use saring_bundle::{Identity, SigningKey};
use saring_vault::Vault;
use zeroize::Zeroizing;

pub(crate) const SIGNING: &str = "signing-key";
const IDENTITY: &str = "age-identity";

/// The keys of a new desk.
pub(crate) struct Keys;

impl Keys {
    /// Stores the signing key and a new identity.
    pub(crate) fn store(vault: &mut Vault, signing: &SigningKey) -> Result<(), CommandError> {
        vault.store_secret(SIGNING, &signing.to_bytes())?;
        vault.store_secret(IDENTITY, Identity::generate().to_secret_string().as_bytes())?;
        Ok(())
    }
}

/// The key that signs here; drop it as soon as the signature stands.
pub(crate) fn signing(vault: &Vault) -> Result<SigningKey, CommandError> {
    let bytes = secret(vault, SIGNING)?;
    Ok(SigningKey::from_bytes(&bytes)?)
}

/// What opens bundles that are sealed to this desk.
pub(crate) fn identity(vault: &Vault) -> Result<Identity, CommandError> {
    let bytes = secret(vault, IDENTITY)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| CommandError::new("vault-damaged"))?;
    Ok(Identity::parse(text)?)
}

fn secret(vault: &Vault, name: &str) -> Result<Zeroizing<Vec<u8>>, CommandError> {
    vault
        .secret(name)?
        .ok_or_else(|| CommandError::new("vault-damaged"))
}
