//! What only the terminal asks: forms without a vault, scripts into a vault, bundles without headquarters.

mod bundle;
mod care;
mod form;
mod script;
mod submission;
mod vault;

pub use bundle::{BundleReport, bundle_inspect, bundle_open, bundle_verify};
pub use care::{VaultReport, vault_backup, vault_check, vault_move, vault_rename, vault_salvage};
pub use form::{FormReport, form_check, form_convert, form_eval, form_replay};
pub use script::{
    InterviewShown, RunInterview, RunReport, interview_list, interview_run, interview_show,
};
pub(crate) use script::{Line, play};
pub use submission::interview_submission;
pub use vault::vault_create_at;
