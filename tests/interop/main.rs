//! Programs that are not ours read what Saring writes.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

mod bundle;
mod instrument;
mod reading;
mod submission;
