//! Headquarters: what arrived, from whom, whether they are believed, and what can be counted from it.
//!
//! ```text
//! bundle --import--> arrival, documents, concept values --cases, case, count--> what a supervisor reads
//!    |                    ^
//!    +-- signer nobody vouched for: held, whole and sealed, until fingerprints were compared (trust, release)
//! ```
//!
//! Nothing is imported unless everything held: a bundle goes in in one piece or not at all, and what became of it stands
//! in the inbox. Documents are kept as the bytes that were received. Counts read concepts, never question names, and
//! never drop what is not known. This room decides nothing about a person.
//!
//! [`Registry`] is the door; [`store`] is what a database must do for it. The SQLite store takes an open connection (of
//! an encrypted vault) and keeps its own tables and migrations in it.
#![forbid(unsafe_code)]

mod case;
mod code;
mod concept;
mod count;
mod enrolment;
mod error;
mod hold;
mod import;
mod payload;
mod registry;
mod sequence;
pub mod store;
pub mod view;
mod withdrawal;

pub use count::By;
pub use enrolment::{SignedCard, read_card};
pub use error::RegistryError;
pub use import::{Desk, ImportOutcome};
pub use registry::Registry;
