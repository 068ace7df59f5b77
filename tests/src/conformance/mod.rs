//! Our form engine beside ODK's: the same forms, answered at random by the official engine, must end alike in ours.
//!
//! ```text
//! forms --pyxform--> XForms --official engine, seeds x steps--> scripts and end states
//!   |                                                              |
//!   +--------------------- our engine plays each script ------> compare -> differences - exclusions
//! ```
//!
//! The rules of comparing are those of xlsform.md's last section and design.md §7; what is known to differ stands in
//! tests/fixtures/deviations.md, each with the reason why ours is right.

mod compare;
mod deviations;
mod forms;
mod invent;
mod run;

pub use compare::{Difference, compare};
pub use deviations::{Deviation, Deviations};
pub use forms::{Judged, built_in, own, published, tried, written};
pub use invent::{expressions, invented};
pub use run::{Extent, Outcome, judge};

#[path = "../../../crates/form/tests/it/markdown.rs"]
pub(crate) mod markdown;
