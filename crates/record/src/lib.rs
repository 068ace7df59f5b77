//! The interview as a document: what is written, signed, carried and counted.
//!
//! A document is written once, in the form of RFC 8785 ([`canonical`]), and from then on only its bytes
//! travel: every digest is SHA-256 over those bytes as stored. This room knows no storage, no SQL, no screen.
//!
//! * [`Interview`]: one finished interview: answers, consent, assessment, the officer's conclusion.
//! * [`Card`]: who a device or a headquarters is: the payload of `enrolment` bundles.
//! * [`Receipt`]: what headquarters took in: the payload of `receipt` bundles.
//! * [`Withdrawal`]: that a person no longer wants to be in it.
#![forbid(unsafe_code)]

pub mod answer;
pub mod assessment;
pub mod canonical;
pub mod card;
pub mod consent;
pub mod id;
pub mod interview;
pub mod moment;
pub mod receipt;
pub mod schema;
pub mod withdrawal;

pub use answer::{Answer, Unknown};
pub use assessment::{
    Assessment, Dimension, Evidence, Finding, FindingKind, Indicator, Stage, State,
    UnknownEvidence, Why,
};
pub use canonical::{CanonicalError, Digest};
pub use card::{Card, CardKind};
pub use consent::{Consent, Use};
pub use id::{InterviewId, VaultId};
pub use interview::{
    Conclusion, ConclusionKind, FORMAT, FormRef, Interview, Interviewer, Languages, Note, Revision,
    Station, UrgentKind, UrgentNeed,
};
pub use moment::Moment;
pub use receipt::{RECEIPT_FORMAT, Receipt};
pub use withdrawal::{WITHDRAWAL_FORMAT, Withdrawal};
