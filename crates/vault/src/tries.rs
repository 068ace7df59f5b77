//! The count of failed unlocks, kept beside the keys until the next unlock folds it into the audit log. Who has the
//! disk can reset it: the brake is Argon2id, this is only a notice.

use crate::VaultError;
use crate::files::{self, Places};
use saring_record::Moment;
use serde::{Deserialize, Serialize};

/// The file's content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tries {
    /// Always `vault-tries/1`.
    saring: String,
    /// How many since the last unlock.
    pub(crate) failed: u32,
    /// When the last was.
    pub(crate) last: Moment,
}

/// The count; none when there was no failed try. A file that cannot be read counts as one try and not as none.
pub(crate) fn read(places: &Places, now: Moment) -> Option<Tries> {
    match files::read_small(&places.tries) {
        Ok(None) => None,
        Ok(Some(bytes)) => Some(serde_json::from_slice(&bytes).unwrap_or_else(|_| one(now))),
        Err(_) => Some(one(now)),
    }
}

/// Counts one more.
pub(crate) fn add(places: &Places, now: Moment) -> Result<(), VaultError> {
    let mut tries = one(now);
    tries.failed = read(places, now)
        .map_or(0, |tries| tries.failed)
        .saturating_add(1);
    let bytes = serde_json::to_vec(&tries).map_err(|_| VaultError::Internal { what: "tries" })?;
    files::replace(&places.tries, &bytes)
}

/// Forgets the count, once it stands in the audit log.
pub(crate) fn clear(places: &Places) -> Result<(), VaultError> {
    files::remove(&places.tries)
}

fn one(now: Moment) -> Tries {
    Tries {
        saring: "vault-tries/1".to_owned(),
        failed: 1,
        last: now,
    }
}
