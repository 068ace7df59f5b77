//! Leading a person through a form: history, steps, what the screen shows, the finished document.

mod document;
mod findable;
mod history;
mod live;
mod present;
mod review;
mod steps;

pub(crate) use document::document;
pub(crate) use findable::{Findables, changed, findables};
pub(crate) use history::Entry;
pub(crate) use live::{Live, Seats, Summary, unknown_of};
pub(crate) use present::present;
pub(crate) use review::{findings_of, review};
pub(crate) use steps::{
    Numbers, back as step_before, beyond_triage, find as find_step, next as step_after, questions,
    section_label,
};
