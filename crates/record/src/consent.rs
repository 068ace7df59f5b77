//! What the person agreed to, one use at a time.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A use of answers that needs the person's own consent (the survey column `saring:uses`).
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// The interview itself; answers stay on this laptop.
    Interview,
    /// Sending to headquarters.
    Share,
    /// Sending to a service that helps.
    Referral,
    /// Counting together with others, without names.
    Statistics,
    /// Police and prosecution: never implied by anything else.
    LawEnforcement,
    /// Leaves only after a second confirmation and recorded legal advice.
    Protected,
}

/// One consent question and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Consent {
    /// The use, as the form words it: `share`, or `referral:SERVICE`.
    pub item: String,
    /// The question's reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// True only by the choice `yes`; false by another choice; absent while unknown, which permits nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub given: Option<bool>,
}
