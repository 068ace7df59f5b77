//! The neutral screen: what takes it away.

use crate::{CommandError, Desktop, clock};
use saring_vault::Passphrase;
use std::thread;
use zeroize::Zeroizing;

/// How short a PIN may be and how long, in characters.
const PIN: std::ops::RangeInclusive<usize> = 4..=12;

/// Sets the PIN that takes the neutral screen away until the vault is locked; an empty one takes it back. It is nowhere
/// but in memory.
///
/// # Errors
/// `locked`; `pin-unusable` for one that is shorter than four digits, longer than twelve, or the same digit again and
/// again.
pub fn hide_pin_set(desktop: &Desktop, pin: String) -> Result<bool, CommandError> {
    let pin = Zeroizing::new(pin);
    desktop.with_open(|_| Ok(()))?;
    let digits = pin.bytes().all(|b| b.is_ascii_digit());
    let varied = pin.bytes().any(|b| Some(b) != pin.bytes().next());
    if pin.is_empty() {
        desktop.hiding().set_pin(None);
    } else if digits && varied && PIN.contains(&pin.len()) {
        desktop.hiding().set_pin(Some(pin));
    } else {
        return Err(CommandError::new("pin-unusable").with("least", PIN.start()));
    }
    Ok(desktop.hiding().has_pin())
}

/// Whether this PIN or passphrase takes the neutral screen away. After wrong ones the answer comes later and later,
/// whoever asks; locking does not wait for it.
///
/// # Errors
/// `locked`, and those of reading the keys.
pub fn hide_check(desktop: &Desktop, passphrase: String) -> Result<bool, CommandError> {
    let typed = Zeroizing::new(passphrase);
    let _turn = desktop.hiding().turn();
    thread::sleep(desktop.hiding().wait());
    let right = desktop.with_open(|open| {
        if desktop.hiding().is_pin(&typed) {
            return Ok(true);
        }
        let passphrase = Passphrase::new(typed.as_str().to_owned());
        Ok(open.vault.opens_with(&passphrase, clock::now())?)
    })?;
    desktop.hiding().count(right);
    Ok(right)
}
