//! The keys kept inside a vault: each officer's own, which signs, and the desk's one, which opens what is sealed to it.

use crate::CommandError;
use saring_bundle::{Identity, SigningKey};
use saring_vault::{OfficerId, Vault};
use zeroize::Zeroizing;

/// Followed by the officer's id. In vaults made before teams it stands alone and is that of who made the vault.
const SIGNING: &str = "signing-key";
const IDENTITY: &str = "age-identity";

/// The name of an officer's signing key in the vault.
pub(crate) fn signing_name(officer: OfficerId) -> String {
    format!("{SIGNING}/{officer}")
}

/// A new identity for a desk, under its name.
pub(crate) fn new_identity() -> (&'static str, Zeroizing<String>) {
    (IDENTITY, Identity::generate().to_secret_string())
}

/// The signing key of the officer at work; drop it as soon as the signature stands. It is the key that the officer's
/// slot is bound to, or none.
///
/// # Errors
/// `vault-damaged` when it is not there or is another, those of reading.
pub(crate) fn signing(vault: &Vault) -> Result<SigningKey, CommandError> {
    let damaged = || CommandError::new("vault-damaged");
    let bytes = stored_signing(vault)?.ok_or_else(damaged)?;
    let key = SigningKey::from_bytes(&bytes)?;
    match &vault.meta().officer.signer {
        Some(bound) if bound != key.public().as_str() => Err(damaged()),
        _ => Ok(key),
    }
}

/// The signing key of the officer at work as it is stored, whichever it is bound to.
///
/// # Errors
/// Those of reading.
pub(crate) fn stored_signing(vault: &Vault) -> Result<Option<Zeroizing<Vec<u8>>>, CommandError> {
    let officer = vault.meta().officer.id;
    if let Some(bytes) = vault.secret(&signing_name(officer))? {
        return Ok(Some(bytes));
    }
    let first = vault.officers()?.into_iter().next();
    if first.is_none_or(|first| first.id != officer) {
        return Ok(None);
    }
    Ok(vault.secret(SIGNING)?)
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
