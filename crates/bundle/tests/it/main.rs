//! Bundles as they are written, carried, damaged and forged.
#![allow(
    clippy::unwrap_used,
    reason = "a test says what broke by where it panics"
)]

mod arbitrary;
mod damage;
mod fixture;
mod forge;
mod round_trip;
mod vectors;
