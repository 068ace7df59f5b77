//! A withdrawal: the person no longer wants to be in it. A record of its own, which holds no answer.

use crate::{InterviewId, Moment, VaultId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The format that [`Withdrawal::saring`] names.
pub const WITHDRAWAL_FORMAT: &str = "withdrawal/1";

/// That a person withdrew consent to everything in an interview.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Withdrawal {
    /// Always `withdrawal/1`.
    pub saring: String,
    /// The interview.
    pub interview: InterviewId,
    /// Where it was taken down.
    pub vault: VaultId,
    /// When.
    pub at: Moment,
}
