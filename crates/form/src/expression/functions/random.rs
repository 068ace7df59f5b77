//! Randomness from a state that is handed in, and the seeded shuffle of ODK.

use std::cell::Cell;

/// The next 64 bits (SplitMix64).
fn next(state: &Cell<u64>) -> u64 {
    state.set(state.get().wrapping_add(0x9e37_79b9_7f4a_7c15));
    let mut z = state.get();
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// A number in [0, 1).
#[allow(clippy::cast_precision_loss, reason = "53 bits fit")]
pub(super) fn unit(state: &Cell<u64>) -> f64 {
    (next(state) >> 11) as f64 / (1u64 << 53) as f64
}

/// A UUID of version 4 as text.
pub(crate) fn uuid_v4(state: &Cell<u64>) -> String {
    let high = (next(state) & !0xf000) | 0x4000;
    let low = (next(state) & !(0b11 << 62)) | (0b10 << 62);
    let hex = format!("{high:016x}{low:016x}");
    format!(
        "{}-{}-{}-{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..]
    )
}

/// The minimal standard generator of Park and Miller, as ODK uses it.
struct ParkMiller(i64);

const MODULUS: i64 = 2_147_483_647;

impl ParkMiller {
    fn new(seed: i64) -> Self {
        let seed = seed % MODULUS;
        Self(if seed <= 0 { seed + MODULUS - 1 } else { seed })
    }

    #[allow(clippy::cast_precision_loss, reason = "31 bits fit")]
    fn unit(&mut self) -> f64 {
        self.0 = self.0 * 16_807 % MODULUS;
        (self.0 - 1) as f64 / (MODULUS - 1) as f64
    }
}

/// Shuffles inside out, with ODK's generator from a seed or else with the state handed in.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "below the length"
)]
pub(crate) fn shuffle<T: Clone>(values: &[T], seed: Option<i64>, state: &Cell<u64>) -> Vec<T> {
    let mut generator = seed.map(ParkMiller::new);
    let mut out: Vec<T> = Vec::with_capacity(values.len());
    for (i, value) in values.iter().enumerate() {
        let random = generator
            .as_mut()
            .map_or_else(|| unit(state), ParkMiller::unit);
        let j = (random * (i + 1) as f64) as usize;
        if j >= i {
            out.push(value.clone());
        } else {
            out.push(out[j].clone());
            out[j] = value.clone();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_always_gives_the_same_order_and_loses_nothing() {
        let state = Cell::new(1);
        let letters: Vec<char> = "abcdefgh".chars().collect();
        let once = shuffle(&letters, Some(42), &state);
        assert_eq!(once, shuffle(&letters, Some(42), &state));
        assert_ne!(once, letters);
        let mut sorted = once;
        sorted.sort_unstable();
        assert_eq!(sorted, letters);
    }

    #[test]
    fn uuids_have_version_and_variant() {
        let text = uuid_v4(&Cell::new(7));
        assert_eq!(text.len(), 36);
        assert_eq!(&text[14..15], "4");
        assert!("89ab".contains(&text[19..20]));
    }
}
