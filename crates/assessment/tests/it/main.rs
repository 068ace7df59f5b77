//! The shipped instrument on example persons, the law of three values on random ones, and what a document says of them.

mod document;
mod law;
mod person;
mod persons;
mod sheets;
