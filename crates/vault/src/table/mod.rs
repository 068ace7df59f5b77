//! The tables, one file each: its migrations, its row and its queries. Nothing here decides or commits.

pub(crate) mod attachment;
pub(crate) mod audit;
pub(crate) mod event;
pub(crate) mod form;
pub(crate) mod interview;
pub(crate) mod meta;
pub(crate) mod officer;
pub(crate) mod outbox;
pub(crate) mod peer;
pub(crate) mod revision;
pub(crate) mod search;
pub(crate) mod secret;
pub(crate) mod setting;
pub(crate) mod withdrawal;
