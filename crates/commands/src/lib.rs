//! Everything the desktop can be asked to do, one function each. Knows no Tauri.
//!
//! [`run`] holds the commands of [`for_each_command`]; [`view`] what they answer; [`terminal`] what only the terminal
//! asks. A [`Desktop`] is the state behind them: one vault at a time.
#![forbid(unsafe_code)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "a command owns its arguments, as whoever calls it over a border hands them over"
)]

mod audit;
pub mod bindings;
mod care;
mod case;
mod clock;
mod desktop;
mod differences;
mod epoch;
mod error;
mod forms;
mod hiding;
mod interview;
mod keys;
mod list;
pub mod panics;
mod passphrase;
mod platform;
pub mod process;
pub mod run;
mod sending;
pub mod terminal;
mod training;
pub mod view;
mod wording;

pub use desktop::{Desktop, Left, Paths};
pub use error::CommandError;
