//! The commands as the window calls them: real vaults, the real instrument.

mod bindings;
mod desk;
mod document;
mod form;
mod interview;
