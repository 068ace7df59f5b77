//! A recovery slot as the printed page carries it: lines of letters that can be typed back, each with its own check, so
//! that code and page open a vault whose keys files are both gone.
//!
//! Bytes, big-endian: version 1, training (0 or 1), vault id (16), day made as YYYYMMDD (4), KiB of memory (4), passes
//! (1), salt (16), nonce (24), sealed key (64); zeros fill the last line. Ten bytes make a line: four groups of four
//! letters of Crockford's base 32, and two letters of the SHA-256 over line number and bytes.

use crate::VaultError;
use crate::cost::Cost;
use crate::slot::{Bound, Kdf, RecoverySlot, Seal, fixed};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use saring_record::{Digest, VaultId};

/// No I, L, O, U: nothing that is read as something else.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Bytes in a line.
const LINE: usize = 10;
/// Letters of a line's bytes, and of its check.
const DATA: usize = 16;
const CHECK: usize = 2;
/// Bytes of the slot, and lines that hold them.
const BYTES: usize = 1 + 1 + 16 + 4 + 4 + 1 + 16 + 24 + 64;
const LINES: usize = BYTES.div_ceil(LINE);
const VERSION: u8 = 1;

/// A recovery slot to print, or one that was typed back. Without the code it opens nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedSlot {
    pub(crate) bound: Bound,
    pub(crate) slot: RecoverySlot,
}

impl PrintedSlot {
    /// The lines to print, in order: `XXXX XXXX XXXX XXXX XX`.
    ///
    /// # Errors
    /// [`VaultError::KeysDamaged`] when the slot is none that this program made.
    pub fn lines(&self) -> Result<Vec<String>, VaultError> {
        let lines = self.bytes()?;
        Ok(lines
            .chunks(LINE)
            .enumerate()
            .map(|(index, bytes)| {
                let mut text = letters(bytes, DATA);
                text.push_str(&check(index, bytes));
                let groups: Vec<_> = text
                    .as_bytes()
                    .chunks(4)
                    .map(String::from_utf8_lossy)
                    .collect();
                groups.join(" ")
            })
            .collect())
    }

    /// Reads the lines back, however they were typed: capital or small, I and L for 1, O for 0, with spaces and dashes.
    ///
    /// # Errors
    /// [`VaultError::PageLine`] with the first line that cannot be right; [`VaultError::PageLength`] when there are too
    /// few or too many; [`VaultError::SlotOutOfRange`]; [`VaultError::Newer`] for a page of a later Saring.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let mut bytes = Vec::with_capacity(LINES * LINE);
        let mut count = 0;
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let wrong = VaultError::PageLine { line: count + 1 };
            let typed = normal(line);
            if typed.len() != DATA + CHECK || count == LINES {
                return Err(wrong);
            }
            let Some(data) = value(&typed[..DATA]) else {
                return Err(wrong);
            };
            if check(count, &data) != typed[DATA..] {
                return Err(wrong);
            }
            bytes.extend(data);
            count += 1;
            if bytes[0] > VERSION {
                return Err(VaultError::Newer {
                    found: bytes[0].into(),
                    known: VERSION.into(),
                });
            }
        }
        if count != LINES {
            return Err(VaultError::PageLength { lines: count });
        }
        Self::from_bytes(&bytes)
    }

    fn bytes(&self) -> Result<Vec<u8>, VaultError> {
        let RecoverySlot {
            made, kdf, sealed, ..
        } = &self.slot;
        let day: u32 = made
            .replace('-', "")
            .parse()
            .map_err(|_| VaultError::KeysDamaged)?;
        let vault: uuid::Uuid = (self.bound.vault.to_string())
            .parse()
            .map_err(|_| VaultError::Internal { what: "vault id" })?;
        let mut bytes = vec![VERSION, self.bound.training.into()];
        bytes.extend(vault.as_bytes());
        bytes.extend(day.to_be_bytes());
        bytes.extend(kdf.memory_kib.to_be_bytes());
        bytes.push(u8::try_from(kdf.passes).map_err(|_| VaultError::KeysDamaged)?);
        bytes.extend(fixed::<16>(&kdf.salt)?);
        bytes.extend(fixed::<24>(&self.slot.seal.nonce)?);
        bytes.extend(fixed::<64>(sealed)?);
        bytes.resize(LINES * LINE, 0);
        Ok(bytes)
    }

    fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let refused = || VaultError::PageLength { lines: LINES };
        let mut rest = bytes;
        let mut take = |count: usize| {
            let (taken, after) = rest.split_at_checked(count).ok_or_else(refused)?;
            rest = after;
            Ok::<_, VaultError>(taken)
        };
        let number = |bytes: &[u8]| bytes.iter().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
        if take(1)? != [VERSION] {
            return Err(refused());
        }
        let training = take(1)? == [1];
        let vault = uuid::Uuid::from_slice(take(16)?).map_err(|_| refused())?;
        let vault: VaultId = vault.to_string().parse().map_err(|_| refused())?;
        let day = number(take(4)?);
        let cost = Cost::new(number(take(4)?), number(take(1)?))?;
        let kdf = Kdf::with_salt(cost, take(16)?);
        let seal = Seal::with_nonce(take(24)?);
        let sealed = BASE64.encode(take(64)?);
        let made = format!(
            "{:04}-{:02}-{:02}",
            day / 10_000,
            day / 100 % 100,
            day % 100
        );
        Ok(Self {
            bound: Bound { vault, training },
            slot: RecoverySlot::from_parts(made, kdf, seal, sealed),
        })
    }
}

/// Two letters that no other line, and no other bytes, are likely to have: ten bits.
fn check(index: usize, bytes: &[u8]) -> String {
    let mut hashed = vec![u8::try_from(index).unwrap_or(u8::MAX)];
    hashed.extend(bytes);
    let digest = Digest::of(&hashed);
    // The first hexadecimal digits of a digest are its first bits.
    let bits = u16::from_str_radix(
        digest
            .as_str()
            .trim_start_matches("sha256:")
            .get(..4)
            .unwrap_or("0"),
        16,
    )
    .unwrap_or(0);
    [bits >> 11, bits >> 6 & 31]
        .map(|value| char::from(LETTERS[usize::from(value)]))
        .iter()
        .collect()
}

/// So many letters of five bits each, from the left.
fn letters(bytes: &[u8], count: usize) -> String {
    let bits = bytes
        .iter()
        .fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    (0..count)
        .rev()
        .map(|place| char::from(LETTERS[(bits >> (5 * place) & 31) as usize]))
        .collect()
}

/// The bytes of a line's letters.
fn value(letters: &str) -> Option<Vec<u8>> {
    let mut bits = 0u128;
    for letter in letters.bytes() {
        let value = LETTERS.iter().position(|known| *known == letter)?;
        bits = bits << 5 | value as u128;
    }
    Some(bits.to_be_bytes()[16 - LINE..].to_vec())
}

/// Capital, without what parts the groups, and with what is easily mistaken put right.
fn normal(line: &str) -> String {
    line.chars()
        .filter(|c| !c.is_whitespace() && !"-–—.".contains(*c))
        .map(|c| match c.to_ascii_uppercase() {
            'I' | 'L' => '1',
            'O' => '0',
            other if other.is_ascii() => other,
            _ => '?',
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::Code;
    use crate::secret::VaultKey;
    use saring_record::Moment;

    fn page() -> (PrintedSlot, Code, VaultKey) {
        let bound = Bound {
            vault: VaultId::generate(),
            training: false,
        };
        let (key, code) = (VaultKey::generate().unwrap(), Code::generate().unwrap());
        let at = Moment::parse("2026-01-19T10:00:00+07:00").unwrap();
        let slot = RecoverySlot::seal(&key, &code, bound, at).unwrap();
        (PrintedSlot { bound, slot }, code, key)
    }

    #[test]
    fn a_page_is_typed_back_as_it_was_printed_and_as_people_type() {
        let (page, ..) = page();
        let lines = page.lines().unwrap();
        assert_eq!(lines.len(), 14);
        assert!(
            lines
                .iter()
                .all(|line| line.len() == "XXXX XXXX XXXX XXXX XX".len())
        );
        let printed = lines.join("\n");
        for typed in [
            printed.clone(),
            printed.to_lowercase().replace(' ', ""),
            printed.replace('0', "o").replace('1', "l"),
            printed.replace(' ', "-").replace('\n', "\r\n\r\n"),
        ] {
            assert_eq!(PrintedSlot::parse(&typed).unwrap(), page);
        }
    }

    #[test]
    fn what_was_mistyped_is_found_in_its_line() {
        let lines = page().0.lines().unwrap();
        let line_of = |lines: &[String]| match PrintedSlot::parse(&lines.join("\n")).unwrap_err() {
            VaultError::PageLine { line } => line,
            error => panic!("{error}"),
        };
        for wrong in 0..lines.len() {
            let mut typed = lines.clone();
            let letter = if typed[wrong].starts_with('7') {
                "8"
            } else {
                "7"
            };
            // Twice, so that the one chance in 1,024 does not decide the test: the line is also too long.
            typed[wrong].replace_range(0..1, letter);
            typed[wrong].push_str(" 00");
            assert_eq!(line_of(&typed), wrong + 1);
        }
        let mut exchanged = lines.clone();
        exchanged.swap(4, 5);
        let found = PrintedSlot::parse(&exchanged.join("\n"));
        assert!(matches!(found, Err(VaultError::PageLine { line: 5 | 6 })));
        let short = PrintedSlot::parse(&lines[..13].join("\n")).unwrap_err();
        assert_eq!(short.code(), "page-length");
    }

    /// A page with a changed slot whose lines all check: what a slip that no check finds leaves.
    fn slipped(page: &PrintedSlot, at: usize) -> Option<PrintedSlot> {
        let mut bytes = page.bytes().unwrap();
        bytes[at] ^= 1;
        PrintedSlot::from_bytes(&bytes).ok()
    }

    #[test]
    fn of_a_thousand_mistyped_letters_at_most_a_few_pass_a_line() {
        let lines = page().0.lines().unwrap();
        let (mut typed_letters, mut passed) = (0, 0);
        for (line, text) in lines.iter().enumerate() {
            for at in (0..text.len()).filter(|at| !text[*at..].starts_with(' ')) {
                // Four other letters for each, by where the right one stands.
                for step in [1, 7, 13, 22] {
                    let right = LETTERS.iter().position(|l| *l == text.as_bytes()[at]);
                    let wrong = LETTERS[(right.unwrap() + step) % LETTERS.len()];
                    let mut typed = lines.clone();
                    typed[line].replace_range(at..=at, &char::from(wrong).to_string());
                    typed_letters += 1;
                    passed += usize::from(PrintedSlot::parse(&typed.join("\n")).is_ok());
                }
            }
        }
        assert_eq!(typed_letters, 4 * 14 * 18);
        // One in 1,024 is expected: one of these. Nine or more come less than once in a million pages.
        assert!(passed < 9, "{passed} of {typed_letters}");
    }

    #[test]
    fn a_slip_that_passes_every_line_opens_nothing() {
        let (page, code, key) = page();
        assert_eq!(
            page.slot.open(&code, page.bound).unwrap().bytes(),
            key.bytes()
        );
        // One bit of each part.
        for (part, at) in [
            ("training", 1),
            ("vault", 2),
            ("day", 21),
            ("memory", 25),
            ("salt", 27),
            ("nonce", 43),
            ("sealed key", 67),
            ("end of the sealed key", 130),
        ] {
            let slipped = slipped(&page, at).unwrap_or_else(|| panic!("{part}"));
            assert_ne!(slipped, page, "{part}");
            let refused = slipped.slot.open(&code, slipped.bound).unwrap_err();
            assert_eq!(refused.code(), "wrong-passphrase", "{part}");
        }
        assert!(slipped(&page, 26).is_none(), "two passes are too few");
    }
}
