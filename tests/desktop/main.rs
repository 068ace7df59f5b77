//! The real window on a virtual display, driven over WebDriver.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

mod by_keys;
mod care;
mod clipboard;
mod clock;
mod closed;
mod conflict;
mod cross;
mod damaged;
mod documents;
mod escrow;
mod full_disk;
mod hide;
mod journey;
mod launch;
mod leaving;
mod logind;
mod memory;
mod officers;
mod ordinary;
mod page;
mod prepared;
mod stay;
mod team;
mod terminal;
