//! Passphrases as they are typed, and new ones.

use crate::view::{GeneratedPassphrase, PassphraseStrength, WordLanguage};
use crate::{CommandError, Desktop, passphrase};
use zeroize::Zeroizing;

/// How strong a passphrase is, as it is typed. `about` is what stands beside it on the screen: label, names, station;
/// those of an open vault are known.
///
/// # Errors
/// None.
pub fn passphrase_strength(
    desktop: &Desktop,
    passphrase: String,
    about: Vec<String>,
) -> Result<PassphraseStrength, CommandError> {
    let passphrase = Zeroizing::new(passphrase);
    let mut about = about;
    if let Some(open) = desktop.slot().as_ref() {
        about.extend(passphrase::about(&open.vault)?);
    }
    let about: Vec<&str> = about.iter().map(String::as_str).collect();
    Ok(passphrase::strength(&passphrase, &about))
}

/// A passphrase out of a word list.
///
/// # Errors
/// None.
pub fn passphrase_generate(
    _: &Desktop,
    language: WordLanguage,
) -> Result<GeneratedPassphrase, CommandError> {
    Ok(passphrase::generate(language))
}
