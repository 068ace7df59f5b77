//! What journeys lean on: the real app on a virtual display, driven like a person would; homes that vanish; judges
//! that are not ours. It holds no test itself.
//!
//! ```text
//! Machine (virtual display, empty home) --launch--> App (window under WebDriver) --screenshot--> Album
//! ```
//!
//! Everything here panics with what is missing: a test that cannot run must not pass.
#![forbid(unsafe_code)]

pub mod album;
pub mod app;
pub mod checklist;
pub mod conformance;
mod driver;
pub mod faults;
pub mod group;
pub mod journey;
pub mod judges;
pub mod keyboard;
pub mod limit;
pub mod machine;
pub mod offline;
pub mod places;
pub mod port;
pub mod tongue;
pub mod traces;

pub use album::Album;
pub use app::App;
pub use keyboard::Keyboard;
pub use machine::Machine;
pub use tongue::Tongue;

use std::io::Write;

/// Says in the open, past the test runner's capture, that something was not tested and why; `cargo xtask test` counts
/// these lines.
pub fn skipped(what: &str, why: &str) {
    let _ = writeln!(std::io::stderr(), "\nskipped: {what}: {why}");
}
