//! XLSForm in, answered instance out.
//!
//! ```text
//! workbook or CSV folder --xlsform--> definition::Form --interview--> answered instance
//!                                         ^
//!                                  expression (compiled once)
//! answered instance --submission--> ODK instance XML, and back
//! ```
//!
//! This room knows no storage, no screen, no wall clock and no locale: time and randomness are handed in
//! ([`interview::Context`]). Reading a form yields either a [`definition::Form`] with warnings or all of its errors,
//! each with sheet, row, column and a stable code ([`issue::Issue`]).
#![forbid(unsafe_code)]

pub mod definition;
pub mod expression;
pub mod interview;
pub mod issue;
pub mod replay;
pub mod submission;
pub mod xlsform;

pub use definition::Form;
pub use issue::{Issue, Severity};
