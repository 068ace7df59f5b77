//! How much work a passphrase costs whoever guesses it: Argon2id's memory and passes, within fixed bounds.

use crate::{VaultError, secret};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::{Deserialize, Serialize};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// Bytes of the derived key.
const OUT: usize = 32;
/// What calibration aims at: the middle of half a second and one second.
const TARGET: Duration = Duration::from_millis(750);
/// Calibration takes no more memory than this, since a vault may be carried to a weaker laptop; beyond it, passes grow.
const CALIBRATED_MEMORY_KIB: u32 = 256 * 1024;
/// Memory grows in steps of this.
const STEP_KIB: u32 = 16 * 1024;

/// The work of one try, always between [`Cost::FLOOR`] and [`Cost::CEILING`]. One lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// The least a slot may ask for: 64 MiB, three passes.
    pub const FLOOR: Self = Self {
        memory_kib: 64 * 1024,
        passes: 3,
    };
    /// The most a slot may ask for: 1 GiB, twenty passes.
    pub const CEILING: Self = Self {
        memory_kib: 1024 * 1024,
        passes: 20,
    };

    /// A cost within the bounds.
    ///
    /// # Errors
    /// [`VaultError::SlotOutOfRange`] below the floor or above the ceiling.
    pub fn new(memory_kib: u32, passes: u32) -> Result<Self, VaultError> {
        Self { memory_kib, passes }.checked()
    }

    /// Finds what takes this machine between half a second and one second. Takes about two seconds itself.
    ///
    /// # Errors
    /// [`VaultError::Memory`] when not even the floor can be had.
    pub fn calibrate() -> Result<Self, VaultError> {
        let floor = Self::FLOOR.measure()?;
        let mut cost = Self::FLOOR.grown(floor, TARGET);
        // The estimate is linear and caches are not: measure what came out and correct it once.
        if cost != Self::FLOOR {
            let took = cost.measure()?;
            if took < Duration::from_millis(500) || took > Duration::from_secs(1) {
                cost = cost.scaled(took, TARGET);
            }
        }
        Ok(cost)
    }

    /// KiB of memory.
    #[must_use]
    pub fn memory_kib(self) -> u32 {
        self.memory_kib
    }

    /// Passes over that memory.
    #[must_use]
    pub fn passes(self) -> u32 {
        self.passes
    }

    /// Itself, if it lies within the bounds.
    pub(crate) fn checked(self) -> Result<Self, VaultError> {
        let Self { memory_kib, passes } = self;
        let memory = Self::FLOOR.memory_kib..=Self::CEILING.memory_kib;
        let good = memory.contains(&memory_kib)
            && (Self::FLOOR.passes..=Self::CEILING.passes).contains(&passes);
        if good {
            Ok(self)
        } else {
            Err(VaultError::SlotOutOfRange { memory_kib, passes })
        }
    }

    /// Derives a key from a passphrase's or a code's bytes (RFC 9106, Argon2id version 1.3, one lane).
    pub(crate) fn derive(
        self,
        secret: &[u8],
        salt: &[u8],
    ) -> Result<Zeroizing<[u8; OUT]>, VaultError> {
        let refused = |_: argon2::Error| VaultError::Internal { what: "argon2" };
        let Self { memory_kib, passes } = self.checked()?;
        let params = Params::new(memory_kib, passes, 1, Some(OUT)).map_err(refused)?;
        // Our own working memory and not the library's: it is asked for without aborting, and wiped afterwards.
        let mut memory = Zeroizing::new(Vec::<Block>::new());
        memory
            .try_reserve_exact(params.block_count())
            .map_err(|_| VaultError::Memory)?;
        memory.resize(params.block_count(), Block::new());
        let mut key = Zeroizing::new([0; OUT]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(secret, salt, key.as_mut_slice(), memory.as_mut_slice())
            .map_err(refused)?;
        Ok(key)
    }

    /// First more memory, then more passes, until the target is reached by estimate.
    fn grown(self, took: Duration, target: Duration) -> Self {
        let factor = target.as_secs_f64() / took.as_secs_f64().max(0.001);
        let memory = (f64::from(self.memory_kib) * factor / f64::from(STEP_KIB)).floor()
            * f64::from(STEP_KIB);
        let memory_kib =
            (memory.min(f64::from(CALIBRATED_MEMORY_KIB)) as u32).max(Self::FLOOR.memory_kib);
        let memory_factor = f64::from(memory_kib) / f64::from(self.memory_kib);
        Self {
            memory_kib,
            passes: self.passes,
        }
        .scaled(took.mul_f64(memory_factor), target)
    }

    /// More or fewer passes, within the bounds.
    fn scaled(self, took: Duration, target: Duration) -> Self {
        let passes = f64::from(self.passes) * target.as_secs_f64() / took.as_secs_f64().max(0.001);
        let passes = passes.round().clamp(
            f64::from(Self::FLOOR.passes),
            f64::from(Self::CEILING.passes),
        ) as u32;
        Self { passes, ..self }
    }

    fn measure(self) -> Result<Duration, VaultError> {
        let mut salt = [0; 16];
        secret::fill(&mut salt)?;
        let begun = Instant::now();
        self.derive(b"", &salt)?;
        Ok(begun.elapsed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_below_the_floor_or_above_the_ceiling_is_a_cost() {
        for (memory, passes) in [(65_535, 3), (65_536, 2), (1_048_577, 3), (65_536, 21)] {
            assert_eq!(
                Cost::new(memory, passes).unwrap_err().code(),
                "slot-out-of-range",
                "{memory} {passes}"
            );
        }
        assert_eq!(Cost::new(65_536, 3).unwrap(), Cost::FLOOR);
    }

    #[test]
    fn a_fast_machine_takes_more_memory_first_and_then_more_passes() {
        let milliseconds = Duration::from_millis;
        let cost = Cost::FLOOR.grown(milliseconds(300), TARGET);
        assert_eq!((cost.memory_kib, cost.passes), (160 * 1024, 3));
        let cost = Cost::FLOOR.grown(milliseconds(50), TARGET);
        assert_eq!((cost.memory_kib, cost.passes), (256 * 1024, 11));
        let cost = Cost::FLOOR.grown(milliseconds(1), TARGET);
        assert_eq!((cost.memory_kib, cost.passes), (256 * 1024, 20));
    }

    #[test]
    fn a_slow_machine_gets_the_floor_and_waits() {
        assert_eq!(
            Cost::FLOOR.grown(Duration::from_secs(4), TARGET),
            Cost::FLOOR
        );
    }
}
