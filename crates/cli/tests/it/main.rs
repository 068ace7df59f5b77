//! `saring` as a person at a terminal meets it: the real program, real vaults, real bundles.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod care;
mod form;
mod journey;
mod slots;
mod terminal;
