//! The neutral screen: the PIN that takes it away while the vault is unlocked, and how wrong tries slow down.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use zeroize::Zeroizing;

/// As many wrong tries as a slip of the finger explains.
const FREE: u32 = 3;
/// After so many wrong tries in a row the PIN is forgotten, and only the passphrase helps: a PIN is short.
const MOST_OF_A_PIN: u32 = 6;
/// The longest wait between two tries.
const LONGEST: Duration = Duration::from_secs(30);

/// What the neutral screen knows. It lives in memory and ends with the process, as the door does.
#[derive(Default)]
pub(crate) struct Hiding {
    state: Mutex<State>,
    turn: Mutex<()>,
}

#[derive(Default)]
struct State {
    pin: Option<Zeroizing<String>>,
    wrong: u32,
    next: Option<Instant>,
}

impl Hiding {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One try at a time: who asks twice at once waits twice.
    pub(crate) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts another PIN in the place of an earlier one; none takes it away.
    pub(crate) fn set_pin(&self, pin: Option<Zeroizing<String>>) {
        self.state().pin = pin;
    }

    /// Whether a PIN is set.
    pub(crate) fn has_pin(&self) -> bool {
        self.state().pin.is_some()
    }

    /// How long the next try has to wait.
    pub(crate) fn wait(&self) -> Duration {
        self.state().next.map_or(Duration::ZERO, |next| {
            next.saturating_duration_since(Instant::now())
        })
    }

    /// Whether this is the PIN.
    pub(crate) fn is_pin(&self, typed: &str) -> bool {
        let state = self.state();
        state.pin.as_ref().is_some_and(|pin| pin.as_str() == typed)
    }

    /// Counts a try. What was right forgives the wrong ones before.
    pub(crate) fn count(&self, right: bool) {
        let mut state = self.state();
        state.wrong = if right { 0 } else { state.wrong + 1 };
        state.next = slowed(state.wrong).map(|wait| Instant::now() + wait);
        if state.wrong >= MOST_OF_A_PIN {
            state.pin = None;
        }
    }
}

/// The wait after so many wrong tries in a row: none at first, then twice as long each time.
fn slowed(wrong: u32) -> Option<Duration> {
    let doublings = wrong.checked_sub(FREE)?;
    Some(Duration::from_secs(1 << doublings.min(5)).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hiding(pin: &str) -> Hiding {
        let hiding = Hiding::default();
        hiding.set_pin(Some(Zeroizing::new(pin.to_owned())));
        hiding
    }

    #[test]
    fn wrong_tries_slow_down_up_to_half_a_minute() {
        let seconds: Vec<u64> = (0..10)
            .map(|n| slowed(n).map_or(0, |d| d.as_secs()))
            .collect();
        assert_eq!(seconds, [0, 0, 0, 1, 2, 4, 8, 16, 30, 30]);
    }

    #[test]
    fn a_pin_is_forgotten_after_six_wrong_tries_and_not_before() {
        let hiding = hiding("2468");
        for _ in 0..5 {
            hiding.count(false);
        }
        assert!(hiding.is_pin("2468"));
        assert!(hiding.wait() > Duration::ZERO);
        hiding.count(false);
        assert!(!hiding.is_pin("2468"));
    }

    #[test]
    fn a_right_one_forgives_the_wrong_ones() {
        let hiding = hiding("2468");
        for _ in 0..5 {
            hiding.count(false);
        }
        hiding.count(true);
        assert_eq!(hiding.wait(), Duration::ZERO);
        hiding.count(false);
        assert!(hiding.is_pin("2468"));
    }

    #[test]
    fn without_a_pin_nothing_is_one() {
        assert!(!Hiding::default().is_pin(""));
    }
}
