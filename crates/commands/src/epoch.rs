//! A vault that was restored or salvaged signs with a new key (design §4): nobody can tell its bundles from those of the
//! vault it was copied from by anything else.

use crate::{CommandError, clock, keys};
use saring_bundle::SigningKey;
use saring_vault::Vault;

/// Where an officer's key of the epoch before is kept, followed by the officer's id: it vouches for the new one, and signs
/// nothing else.
const BEFORE: &str = "signing-key-before";

/// Gives the officer at work a new signing key where one is due, and says so.
///
/// # Errors
/// Those of writing.
pub(crate) fn begin_if_due(vault: &mut Vault) -> Result<Option<CommandError>, CommandError> {
    if vault.signing_epoch_due()?.is_none() {
        return Ok(None);
    }
    let signing = SigningKey::generate()?;
    let new = signing.to_bytes();
    let officer = vault.meta().officer.id;
    let (name, before_name) = (keys::signing_name(officer), format!("{BEFORE}/{officer}"));
    // A salvage may not have been able to read the key before.
    let before = keys::stored_signing(vault)?;
    let mut secrets: Vec<(&str, &[u8])> = vec![(&name, &new)];
    if let Some(before) = &before {
        secrets.push((&before_name, before));
    }
    vault.begin_signing_epoch(signing.public().as_str(), &secrets, clock::now())?;
    Ok(Some(CommandError::new("signing-epoch-begun")))
}
