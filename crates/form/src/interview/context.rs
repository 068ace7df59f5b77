//! What an interview is told about the world: time, randomness, identity. It never asks the machine.

use chrono::{DateTime, FixedOffset};

/// What stands around an interview.
#[derive(Clone, Debug)]
pub struct Context {
    /// Now, in the zone that dates are shown in.
    pub now: DateTime<FixedOffset>,
    /// Seed of `random()`, `uuid()` and unseeded shuffles.
    pub seed: u64,
    /// `meta/instanceID`: `uuid:` and a UUID; the prefix may be left out.
    pub instance_id: String,
    /// What metadata questions are filled with.
    pub preloads: Preloads,
}

impl Context {
    /// A context with empty preloads.
    #[must_use]
    pub fn new(now: DateTime<FixedOffset>, seed: u64, instance_id: impl Into<String>) -> Self {
        Self {
            now,
            seed,
            instance_id: instance_id.into(),
            preloads: Preloads::default(),
        }
    }

    /// A context for asking a form what it does whatever the day.
    pub(crate) fn unmoving() -> Self {
        Self::new(DateTime::UNIX_EPOCH.fixed_offset(), 1, "")
    }
}

/// Values of metadata questions besides the times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "named as in XLSForm")]
pub struct Preloads {
    pub device_id: String,
    pub username: String,
    pub email: String,
    pub phone_number: String,
    pub subscriber_id: String,
    pub sim_serial: String,
}
