//! What must never be shown: passphrases and vault keys, wiped when dropped, without `Display`, redacted in `Debug`.

use crate::VaultError;
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize as _, Zeroizing};

/// Bytes of the raw database key.
const KEY: usize = 32;
/// Bytes of the database salt.
const SALT: usize = 16;

/// What an officer types at the door.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text over; the caller wipes any copy of its own. It is brought into Unicode's NFKC form, so that the
    /// same words open the vault whichever keyboard they were typed on.
    #[must_use]
    pub fn new(text: String) -> Self {
        let text = Zeroizing::new(text);
        // Room for the longest growth (UAX #15, 11 times), so that no half-grown copy is left behind unwiped.
        let mut normal = Zeroizing::new(String::with_capacity(text.len() * 11));
        normal.extend(text.nfkc());
        Self(normal)
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(..)")
    }
}

/// The key of the whole encrypted file: 256 random bits, and the salt that stands where SQLite's header would.
pub(crate) struct VaultKey(Locked);

/// A page of its own that the system does not write to its swap, where it allows a program to ask for that.
struct Locked {
    // Dropped in this order: a page that was given back must not be unlocked.
    _lock: Option<region::LockGuard>,
    page: Box<Page>,
}

/// Pages are 4096 bytes on all systems that a desktop runs on, or a multiple: then the page is shared with no other one
/// of these.
#[repr(align(4096))]
struct Page([u8; KEY + SALT]);

impl Locked {
    fn new() -> Self {
        let page = Box::new(Page([0; KEY + SALT]));
        let lock = region::lock(page.0.as_ptr(), page.0.len()).ok();
        Self { _lock: lock, page }
    }
}

impl Drop for Locked {
    fn drop(&mut self) {
        self.page.0.zeroize();
    }
}

impl VaultKey {
    pub(crate) fn generate() -> Result<Self, VaultError> {
        let mut key = Locked::new();
        fill(&mut key.page.0)?;
        Ok(Self(key))
    }

    /// Key and salt as they lie in a slot; any other length is no key.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Locked::new();
        (bytes.len() == key.page.0.len()).then(|| {
            key.page.0.copy_from_slice(bytes);
            Self(key)
        })
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0.page.0
    }

    /// What stands at the beginning of a file under this key; no secret.
    pub(crate) fn salt(&self) -> &[u8] {
        &self.bytes()[KEY..]
    }

    /// The statement that hands the key to SQLCipher as raw bytes, so that no key derivation of its own runs.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        self.statement("PRAGMA key = \"x'")
    }

    /// The statement that writes every page anew under this key.
    pub(crate) fn rekey(&self) -> Zeroizing<String> {
        self.statement("PRAGMA rekey = \"x'")
    }

    fn statement(&self, begin: &str) -> Zeroizing<String> {
        // Sized beforehand: a string that grows leaves copies behind that nobody wipes.
        let mut sql = Zeroizing::new(String::with_capacity(32 + 2 * (KEY + SALT)));
        sql.push_str(begin);
        for byte in self.bytes() {
            for nibble in [byte >> 4, byte & 15] {
                sql.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
            }
        }
        sql.push_str("'\"");
        sql
    }
}

impl fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VaultKey(..)")
    }
}

/// Fills a buffer from the operating system's generator.
pub(crate) fn fill(buffer: &mut [u8]) -> Result<(), VaultError> {
    getrandom::fill(buffer).map_err(|_| VaultError::Internal { what: "random" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_show_themselves() {
        let passphrase = Passphrase::new("banyan dua tiga".to_owned());
        assert_eq!(format!("{passphrase:?}"), "Passphrase(..)");
        let key = VaultKey::generate().unwrap();
        assert_eq!(format!("{key:?}"), "VaultKey(..)");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_page_of_a_key_is_not_written_to_swap() {
        let key = VaultKey::generate().unwrap();
        let at = key.bytes().as_ptr() as usize;
        assert_eq!(at % 4096, 0);
        let maps = std::fs::read_to_string("/proc/self/smaps").unwrap();
        let mut within = false;
        let locked = maps.lines().find_map(|line| {
            if let Some((range, _)) = line.split_once(' ')
                && let Some((from, to)) = range.split_once('-')
                && let (Ok(from), Ok(to)) = (
                    usize::from_str_radix(from, 16),
                    usize::from_str_radix(to, 16),
                )
            {
                within = (from..to).contains(&at);
            }
            within.then(|| line.strip_prefix("Locked:")).flatten()
        });
        assert_eq!(locked.unwrap().trim(), "4 kB");
    }

    #[test]
    fn the_same_words_are_the_same_passphrase_on_every_keyboard() {
        let composed = Passphrase::new("caf\u{e9} \u{ff11}".to_owned());
        let decomposed = Passphrase::new("cafe\u{301} 1".to_owned());
        assert_eq!(composed.bytes(), decomposed.bytes());
    }

    #[test]
    fn the_key_statement_holds_key_and_salt_in_hexadecimal() {
        let key = VaultKey::from_bytes(&[0xab; 48]).unwrap();
        assert_eq!(
            *key.pragma(),
            format!("PRAGMA key = \"x'{}'\"", "ab".repeat(48))
        );
        assert!(key.pragma().capacity() <= 128 + 32);
        assert!(VaultKey::from_bytes(&[0; 47]).is_none());
    }
}
