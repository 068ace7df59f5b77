//! The real window on a virtual display, driven over WebDriver.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

mod clipboard;
mod closed;
mod cross;
mod full_disk;
mod journey;
mod launch;
mod leaving;
mod logind;
mod memory;
mod ordinary;
