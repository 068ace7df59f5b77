//! Passphrases: whether one is strong enough for a vault, and new ones out of word lists.

use crate::CommandError;
use crate::view::{GeneratedPassphrase, PassphraseStrength, WordLanguage};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::seq::IndexedRandom;
use saring_vault::{Passphrase, Vault};
use zeroize::Zeroizing;

/// Shortest passphrase, in characters.
const SHORTEST: usize = 12;
/// What zxcvbn must make of it: more than 10^10 guesses, each of which costs an Argon2id of 64 MiB or more. Three words
/// that are no saying come to that.
const ENOUGH: u8 = 4;
/// Least bits of a generated one.
const BITS: f64 = 60.0;

/// Takes a new passphrase over. What stands on the vault's label or beside it (`about`) is nothing to a guesser.
///
/// # Errors
/// `passphrase-too-short`, `passphrase-weak`.
pub(crate) fn new(text: String, about: &[&str]) -> Result<Passphrase, CommandError> {
    let text = Zeroizing::new(text);
    match strength(&text, about).refusal {
        Some(refusal) => Err(refusal),
        None => Ok(Passphrase::new((*text).clone())),
    }
}

/// The same for an open vault, which knows some of what is about it.
///
/// # Errors
/// `passphrase-too-short`, `passphrase-weak`, those of reading.
pub(crate) fn for_vault(
    text: String,
    vault: &Vault,
    more: &[&str],
) -> Result<Passphrase, CommandError> {
    let known = about(vault)?;
    let known = known.iter().map(String::as_str);
    new(text, &known.chain(more.iter().copied()).collect::<Vec<_>>())
}

/// What anybody who works here knows: the label, the station, the officers' names.
///
/// # Errors
/// Those of reading.
pub(crate) fn about(vault: &Vault) -> Result<Vec<String>, CommandError> {
    let mut about = vec![vault.meta().label.clone(), vault.meta().station.clone()];
    about.extend(vault.officers()?.into_iter().map(|officer| officer.name));
    Ok(about)
}

/// How strong it is. The library's own working copies of it are not wiped.
pub(crate) fn strength(text: &str, about: &[&str]) -> PassphraseStrength {
    // The library knows English words and would take Indonesian ones for letters at random. A word counts by its place
    // in what it is handed over with, so ours come behind so many that nobody types: each as one of the whole list.
    let nobody: Vec<String> = (0..list(WordLanguage::Id).lines().count() / 2)
        .map(|n| format!("\u{0}{n}"))
        .collect();
    let lower = Zeroizing::new(text.to_lowercase());
    let words = list(WordLanguage::Id).lines().filter(|w| lower.contains(w));
    let known: Vec<&str> = (about.iter().copied())
        .chain(nobody.iter().map(String::as_str))
        .chain(words)
        .collect();
    let score = u8::from(zxcvbn::zxcvbn(text, &known).score());
    let refusal = if text.chars().count() < SHORTEST {
        Some(CommandError::new("passphrase-too-short").with("least", SHORTEST))
    } else if score < ENOUGH {
        Some(CommandError::new("passphrase-weak"))
    } else {
        None
    };
    PassphraseStrength {
        score,
        enough: refusal.is_none(),
        refusal,
    }
}

/// A passphrase of words that the system's randomness chose, each as likely as any other.
pub(crate) fn generate(language: WordLanguage) -> GeneratedPassphrase {
    let words: Vec<&str> = list(language).lines().collect();
    let each = (words.len() as f64).log2();
    let count = (BITS / each).ceil();
    let mut random = UnwrapErr(SysRng);
    let mut passphrase = String::with_capacity(128);
    for _ in 0..count as usize {
        if !passphrase.is_empty() {
            passphrase.push(' ');
        }
        passphrase.push_str(words.choose(&mut random).copied().unwrap_or_default());
    }
    GeneratedPassphrase {
        passphrase,
        bits: (each * count) as u32,
    }
}

/// The words of a language, one a line: `assets/words`, whose README says where they come from.
fn list(language: WordLanguage) -> &'static str {
    match language {
        WordLanguage::Id => include_str!("../../../assets/words/id.txt"),
        WordLanguage::En => include_str!("../../../assets/words/en.txt"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    const BOTH: [WordLanguage; 2] = [WordLanguage::Id, WordLanguage::En];

    #[test]
    fn the_lists_hold_distinct_words_that_any_keyboard_types() {
        for (language, least) in [(WordLanguage::Id, 1296), (WordLanguage::En, 7776)] {
            let words: Vec<_> = list(language).lines().collect();
            assert!(words.len() >= least, "{language:?}: {}", words.len());
            let distinct: BTreeSet<_> = words.iter().collect();
            assert_eq!(distinct.len(), words.len(), "{language:?}");
            let typed = |c: char| c.is_ascii_lowercase() || c == '-';
            let odd: Vec<_> = words
                .iter()
                .filter(|word| !(3..=9).contains(&word.len()) || !word.chars().all(typed))
                .collect();
            assert!(odd.is_empty(), "{language:?}: {odd:?}");
        }
        let indonesian = list(WordLanguage::Id).lines();
        assert!(
            indonesian
                .into_iter()
                .all(|word| word.len() <= 8 && !word.contains('-'))
        );
    }

    #[test]
    fn a_generated_passphrase_has_sixty_bits_is_enough_and_never_comes_twice() {
        for language in BOTH {
            let mut seen = BTreeSet::new();
            for _ in 0..50 {
                let made = generate(language);
                assert!(made.bits >= 60, "{language:?}: {}", made.bits);
                assert!(strength(&made.passphrase, &[]).enough);
                assert!(seen.insert(made.passphrase.clone()));
            }
        }
    }

    #[test]
    fn every_word_is_chosen_about_as_often_as_any_other() {
        let words = list(WordLanguage::Id).lines().count();
        let mut times = std::collections::BTreeMap::<String, u32>::new();
        let drawn = 20 * words;
        let mut left = drawn;
        while left > 0 {
            for word in generate(WordLanguage::Id).passphrase.split(' ').take(left) {
                *times.entry(word.to_owned()).or_default() += 1;
                left -= 1;
            }
        }
        // Chi-squared over all words; its mean is their number, six deviations above it come once in a thousand million.
        let expected = drawn as f64 / words as f64;
        let seen: f64 = times
            .values()
            .map(|n| (f64::from(*n) - expected).powi(2) / expected)
            .sum();
        let never = (words - times.len()) as f64 * expected;
        let freedom = (words - 1) as f64;
        assert!(
            seen + never < freedom + 6.0 * (2.0 * freedom).sqrt(),
            "{}",
            seen + never
        );
    }

    #[test]
    fn what_stands_on_the_label_is_no_secret() {
        let about = ["Pos A-07 Batam", "Dewi Lestari"];
        assert!(strength("tujuh payung di gudang", &about).enough);
        for (weak, code) in [
            ("gudang", "passphrase-too-short"),
            ("aaaaaaaaaaaaaaaa", "passphrase-weak"),
            ("passwordpassword", "passphrase-weak"),
            ("dewi lestari", "passphrase-weak"),
            ("gudang bahasa", "passphrase-weak"),
            ("payungpayungpayung", "passphrase-weak"),
            ("Dewi Lestari Batam", "passphrase-weak"),
            ("123456789012345", "passphrase-weak"),
        ] {
            let found = strength(weak, &about);
            assert_eq!(
                found.refusal.map(|r| r.code).as_deref(),
                Some(code),
                "{weak}"
            );
        }
    }

    #[test]
    fn a_generated_passphrase_does_not_show_itself() {
        let made = generate(WordLanguage::En);
        let word = made.passphrase.split(' ').next().unwrap();
        assert!(!format!("{made:?}").contains(word));
    }
}
