//! The sealed file that crosses the gap between two machines that never talk: written, signed, sealed, opened, verified.
//!
//! ```text
//! age v1 ( zstd frame ( ustar ( one BagIt bag, its tag manifest signed with minisign ) ) + frame of zeros )
//! ```
//!
//! `FORMAT.md` beside this crate is normative. Payloads are bytes with names: this room knows no form, no SQL, and it
//! trusts nobody: [`open`] says who signed and that the signature holds, never whether that signer is believed.
//!
//! * [`write`] takes an [`Outgoing`] and writes the file.
//! * [`open`] reads as far as the last tag file and checks all of it; [`Opened::payload`] then streams the payload.
//!   Only [`Complete`] means that everything held.
#![forbid(unsafe_code)]

mod archive;
mod entry;
mod error;
mod fingerprint;
mod info;
mod kind;
mod layer;
mod limits;
mod manifest;
mod name;
mod open;
mod padding;
mod payload;
mod seal;
mod sign;
mod write;

pub use error::{BundleError, Layer, PayloadError};
pub use fingerprint::Fingerprint;
pub use info::Header;
pub use kind::Kind;
pub use limits::Limits;
pub use name::{AUDIT, CARD, RECEIPT, form_name, interview_name, withdrawal_name};
pub use open::{Opened, open, open_within};
pub use payload::Complete;
pub use seal::{Identity, Recipient};
pub use sign::{SignerKey, SigningKey};
pub use write::{Outgoing, OutgoingFile, Source, Written, write};

/// The format that `bag-info.txt` names and the trusted comment begins with.
pub(crate) const FORMAT: &str = "saring/1";
