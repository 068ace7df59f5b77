//! The commands themselves, one function each, named as in the list.

mod attachment;
mod desk;
mod door;
mod folder;
mod form;
mod headquarters;
mod interview;
mod preference;
mod retention;
mod search;
mod sending;

pub use attachment::{
    attachment_add, attachment_remove, attachment_save, attachment_show, attachments,
};
pub use desk::{card_write, desk, hide_check, lock};
pub use door::{door, vault_create, vault_unlock};
pub use folder::folder_list;
pub use form::{form_add, forms, home};
pub use headquarters::{
    case_show, cases, device_add, device_trust, devices, inbox, inbox_import, insights,
    insights_export,
};
pub use interview::{
    interview_answer, interview_finish, interview_go, interview_help_given, interview_needs_help,
    interview_note, interview_open, interview_repeat_add, interview_repeat_remove,
    interview_review, interview_skip, interview_start,
};
pub use preference::{preferences, preferences_set};
pub use retention::{
    clock_trust, conflict_resolve, conflicts, interview_reopen, interview_withdraw, purge,
    retention, retention_set,
};
pub use search::{interview_list, search};
pub use sending::{bundle_export, outbox, peer_add, peer_trust};

/// What the terminal and the made-up people need of the same commands, at a moment of their choosing.
pub(crate) mod internal {
    pub(crate) use super::door::create_at;
    pub(crate) use super::interview::{begin, finish, keep, reviewed};
}
