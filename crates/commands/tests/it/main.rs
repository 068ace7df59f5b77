//! The commands as the window calls them: real vaults, the real instrument.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests too")]

mod bindings;
mod care;
mod conflict;
mod desk;
mod document;
mod draft;
mod exchange;
mod form;
mod holding;
mod interview;
mod keeping;
mod slots;
