//! `saring` as a person at a terminal meets it: the real program, real vaults, real bundles.

mod form;
mod journey;
mod terminal;
