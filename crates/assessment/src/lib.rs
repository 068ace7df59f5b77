//! Answers -> indicators -> findings, each with its evidence and with what is still unknown. It decides nothing.
//!
//! The rules are the form's own sheets (`dimensions`, `indicators`, `findings`), evaluated in three values by
//! [`saring_form::expression::three_valued`]; the outcome is data ([`saring_record::Assessment`]) that travels with the
//! interview. Here stands only what joins the two: how indicators make dimensions, how age decides which strengths
//! count, when a stage is complete. This room knows no storage, no screen and no person.
//!
//! * [`assess`]: everything the rules say about an interview as it is now.
//! * [`completion`], [`unknowns`]: how far the interview is and what is open.
//! * [`answers`], [`consent`]: the same interview as a document states it.
#![forbid(unsafe_code)]

mod book;
mod document;
mod evidence;
mod outcome;

pub use document::{answers, consent};
pub use outcome::{assess, completion, unknowns};
pub use saring_form::expression::three_valued::{Closed, Completion};
