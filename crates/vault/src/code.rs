//! The code of a recovery or escrow slot: 128 random bits as eight groups of six digits, each divisible by eleven, so
//! that a slip of tongue or finger is found in its group.

use crate::{VaultError, secret};
use std::fmt;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

/// Groups of a code.
const GROUPS: usize = 8;
/// Digits of a group.
const DIGITS: usize = 6;
/// What every group divides by: one wrong digit, or two neighbours exchanged, never do.
const CHECK: u32 = 11;

/// 128 bits, wiped when dropped.
pub struct Code(Zeroizing<[u8; 2 * GROUPS]>);

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(..)")
    }
}

impl Code {
    pub(crate) fn generate() -> Result<Self, VaultError> {
        let mut bytes = Zeroizing::new([0; 2 * GROUPS]);
        secret::fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// As it is printed and read aloud: `001309 ...`, groups parted by a space.
    #[must_use]
    pub fn digits(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(GROUPS * (DIGITS + 1)));
        for pair in self.0.chunks_exact(2) {
            if !text.is_empty() {
                text.push(' ');
            }
            let mut value = CHECK * (u32::from(pair[0]) << 8 | u32::from(pair[1]));
            let mut divisor = 100_000;
            while divisor > 0 {
                text.push(char::from_digit(value / divisor, 10).unwrap_or('0'));
                value %= divisor;
                divisor /= 10;
            }
        }
        text
    }

    /// Reads what somebody typed: digits of Latin or Khmer script, with spaces, dashes, points and line ends wherever
    /// they like.
    ///
    /// # Errors
    /// [`VaultError::CodeGroup`] with the first group that cannot be right; [`VaultError::CodeLength`] when the groups
    /// are right and there are not eight.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let groups = groups(text)?;
        let mut bytes = Zeroizing::new([0; 2 * GROUPS]);
        for (index, group) in groups.iter().take(GROUPS).enumerate() {
            let wrong = VaultError::CodeGroup { group: index + 1 };
            let Some(value) = value(group) else {
                return Err(wrong);
            };
            bytes[2 * index..2 * index + 2].copy_from_slice(&value.to_be_bytes());
        }
        if groups.len() == GROUPS {
            Ok(Self(bytes))
        } else {
            Err(VaultError::CodeLength {
                groups: groups.len(),
            })
        }
    }
}

/// The groups as they were parted, when there are eight of them; else every six digits.
fn groups(text: &str) -> Result<Vec<Zeroizing<String>>, VaultError> {
    let mut parted = vec![Zeroizing::new(String::with_capacity(text.len()))];
    let mut count = 0;
    for character in text.nfkc() {
        if let Some(digit) = digit(character) {
            count += 1;
            if let Some(group) = parted.last_mut() {
                group.push(digit);
            }
        } else if character.is_whitespace() || "-‐‑–—_.,/|\u{200b}".contains(character) {
            if parted.last().is_some_and(|group| !group.is_empty()) {
                parted.push(Zeroizing::new(String::with_capacity(text.len())));
            }
        } else {
            return Err(VaultError::CodeGroup {
                group: (count / DIGITS + 1).min(GROUPS),
            });
        }
    }
    parted.retain(|group| !group.is_empty());
    if parted.len() == GROUPS || parted.iter().all(|group| group.len() == DIGITS) {
        return Ok(parted);
    }
    let mut together = Zeroizing::new(String::with_capacity(text.len()));
    for group in &parted {
        together.push_str(group);
    }
    let mut groups = Vec::new();
    let mut rest = together.as_str();
    while !rest.is_empty() {
        let (group, after) = rest.split_at(rest.len().min(DIGITS));
        groups.push(Zeroizing::new(group.to_owned()));
        rest = after;
    }
    Ok(groups)
}

/// The sixteen bits that a group carries.
fn value(group: &str) -> Option<u16> {
    let number: u32 = group.parse().ok()?;
    (group.len() == DIGITS && number.is_multiple_of(CHECK))
        .then(|| u16::try_from(number / CHECK).ok())
        .flatten()
}

fn digit(character: char) -> Option<char> {
    let khmer = u32::from(character).checked_sub(0x17e0);
    match khmer {
        Some(value @ 0..=9) => char::from_digit(value, 10),
        _ => character.is_ascii_digit().then_some(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> Code {
        let mut bytes = [0; 16];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = (index * 37 + 5) as u8;
        }
        Code(Zeroizing::new(bytes))
    }

    fn refusal(text: &str) -> (&'static str, usize) {
        match Code::parse(text).unwrap_err() {
            error @ VaultError::CodeGroup { group } => (error.code(), group),
            error @ VaultError::CodeLength { groups } => (error.code(), groups),
            error => panic!("{error}"),
        }
    }

    #[test]
    fn a_code_is_read_however_it_was_written_down() {
        let code = code();
        let digits = code.digits();
        assert_eq!(digits.len(), 8 * 6 + 7);
        let khmer: String = digits
            .chars()
            .map(|c| {
                c.to_digit(10)
                    .and_then(|d| char::from_u32(0x17e0 + d))
                    .unwrap_or(c)
            })
            .collect();
        let three_by_three: String = digits
            .replace(' ', "")
            .as_bytes()
            .chunks(3)
            .map(|three| format!("{}-", String::from_utf8_lossy(three)))
            .collect();
        for written in [
            digits.to_string(),
            digits.replace(' ', ""),
            digits.replace(' ', " - "),
            digits.replace(' ', "\n"),
            format!("  {}.\n", *digits),
            three_by_three,
            khmer,
        ] {
            assert_eq!(Code::parse(&written).unwrap().bytes(), code.bytes());
        }
        assert_eq!(format!("{code:?}"), "Code(..)");
    }

    #[test]
    fn every_wrong_digit_and_every_exchange_is_found_in_its_group() {
        let digits = code().digits().to_string();
        for (at, right) in digits.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            let group = at / 7 + 1;
            for wrong in ('0'..='9').filter(|wrong| *wrong != right) {
                let mut typed = digits.clone();
                typed.replace_range(at..=at, &wrong.to_string());
                assert_eq!(refusal(&typed), ("code-group-wrong", group));
            }
            let next = digits[at + 1..].chars().next().unwrap_or(' ');
            if next.is_ascii_digit() && next != right {
                let mut typed = digits.clone();
                typed.replace_range(at..at + 2, &format!("{next}{right}"));
                assert_eq!(refusal(&typed), ("code-group-wrong", group));
            }
        }
    }

    #[test]
    fn a_digit_too_few_or_too_many_is_found_where_the_groups_are_parted() {
        let digits = code().digits().to_string();
        for group in 0..8 {
            let mut typed = digits.clone();
            typed.remove(group * 7 + 2);
            assert_eq!(refusal(&typed), ("code-group-wrong", group + 1));
            let mut typed = digits.clone();
            typed.insert(group * 7 + 2, '4');
            assert_eq!(refusal(&typed), ("code-group-wrong", group + 1));
        }
        let mut letter = digits.clone();
        letter.replace_range(15..16, "O");
        assert_eq!(refusal(&letter), ("code-group-wrong", 3));
    }

    #[test]
    fn groups_that_are_missing_are_counted() {
        let digits = code().digits().to_string();
        assert_eq!(refusal(&digits[..34]), ("code-length", 5));
        assert_eq!(refusal(&format!("{digits} 000011")), ("code-length", 9));
        assert_eq!(refusal(""), ("code-length", 0));
        // Six digits divisible by eleven that carry more than sixteen bits were never printed.
        assert_eq!(
            refusal(&format!("720896 {}", &digits[7..])),
            ("code-group-wrong", 1)
        );
    }
}
