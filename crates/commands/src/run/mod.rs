//! The commands themselves, one function each, named as in the list.

mod attachment;
mod care;
mod conflict;
mod desk;
mod door;
mod draft;
mod folder;
mod form;
mod headquarters;
mod hide;
mod holding;
mod interview;
mod passphrase;
mod preference;
mod receipt;
mod recovery;
mod retention;
mod review;
mod search;
mod sending;
mod slots;

pub use attachment::{
    attachment_add, attachment_remove, attachment_save, attachment_show, attachments,
};
pub use care::{
    care, vault_backup, vault_check, vault_drive, vault_examine, vault_move, vault_rename,
    work_stop,
};
pub use conflict::{conflict_differences, conflict_resolve, conflicts};
pub use desk::{card_write, desk, lock, page_ended};
pub use door::{door, vault_create, vault_unlock};
pub use draft::interview_draft;
pub use folder::folder_list;
pub use form::{form_add, forms, home, slip_taken};
pub use headquarters::{
    case_show, cases, device_add, device_trust, devices, inbox, inbox_import, insights,
    insights_export, withdrawn,
};
pub use hide::{hide_check, hide_pin_set};
pub use holding::{interview_hand_over, interview_take_over};
pub use interview::{
    interview_answer, interview_go, interview_help_given, interview_needs_help, interview_note,
    interview_open, interview_repeat_add, interview_repeat_remove, interview_skip, interview_start,
};
pub use passphrase::{passphrase_generate, passphrase_strength};
pub use preference::{preferences, preferences_set};
pub use receipt::{receipt_read, receipt_write};
pub use recovery::{
    escrow_make, escrow_open, escrow_remove, escrow_text, escrow_write, recovery_make,
    recovery_remove, vault_recover,
};
pub use retention::{
    clock_trust, interview_reopen, interview_withdraw, purge, retention, retention_set,
};
pub use review::{interview_finish, interview_review};
pub use search::{interview_list, search};
pub use sending::{bundle_export, outbox, peer_add, peer_trust};
pub use slots::{
    officer_add, officer_readmit, officer_remove, passphrase_change, slots_list, vault_new_key,
};

/// What the terminal and the made-up people need of the same commands, at a moment of their choosing.
pub(crate) mod internal {
    pub(crate) use super::door::{create_at, file_name, opened};
    pub(crate) use super::holding::own;
    pub(crate) use super::interview::{begin, keep};
    pub(crate) use super::review::{finish, reviewed};
}
