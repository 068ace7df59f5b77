//! What of XLSForm works, item by item, each shown by a trial: the source of `crates/form/CONFORMANCE.md`.
//!
//! ```text
//! tests/fixtures/checklist/*.md: chapters of trials --tried on the form engine--> outcomes --> CONFORMANCE.md
//! ```

mod chapter;
mod page;
mod trial;

pub use chapter::{Chapter, chapters};
pub use page::page;
pub use trial::{Outcome, Trial};
