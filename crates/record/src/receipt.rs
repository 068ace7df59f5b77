//! A receipt: what headquarters took in, so that the field may purge. The payload of `receipt` bundles.

use crate::{Digest, InterviewId, Moment};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The format that [`Receipt::saring`] names.
pub const RECEIPT_FORMAT: &str = "receipt/1";

/// One document or withdrawal that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Received {
    /// The interview.
    pub interview: InterviewId,
    /// The digest of the document, or of the withdrawal's record.
    pub digest: Digest,
}

/// What headquarters took in from one bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Receipt {
    /// Always `receipt/1`.
    pub saring: String,
    /// Digest of the bundle's tag manifest.
    pub bundle: Digest,
    /// Its number in the signer's sequence.
    pub sequence: u64,
    /// When it was taken in.
    pub at: Moment,
    /// What was taken in.
    pub received: Vec<Received>,
}
