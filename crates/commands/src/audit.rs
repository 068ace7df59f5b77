//! What the commands enter in the vault's audit log, beside what the vault enters itself. Always before the thing is
//! shown or leaves: what cannot be entered is not done.

/// An interview or a case came onto the screen; its subject is the interview.
pub(crate) const VIEWED: &str = "viewed";
/// Something left that anybody can read; its subject is the interview or the attachment.
pub(crate) const EXPORTED_IN_THE_CLEAR: &str = "exported-in-the-clear";
/// Counts left headquarters.
pub(crate) const COUNTS_EXPORTED: &str = "counts-exported";
/// Another vault's code was read out of its escrow; its subject is that vault.
pub(crate) const ESCROW_OPENED: &str = "escrow-opened";
