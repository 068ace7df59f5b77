//! The vault as its users meet it: made, unlocked, written to, killed, filled up, damaged.
#![allow(clippy::unwrap_used)] // Helpers of tests are tests too.

mod attachment;
mod backup;
mod check;
mod desk;
mod door;
mod erasure;
mod fault;
mod handing;
mod interview;
mod kill;
mod new_key;
mod room;
mod salvage;
mod schema;
mod search;
mod slots;
