//! A clock that is behind: told before work begins, and what is written meanwhile bears a mark.
//!
//! Old laptops forget the time with their battery. The vault cannot know what time it is, but it knows when it was
//! last written to; a clock that shows less is wrong now or was wrong then, and which of the two only a person can say.

use crate::table::audit::{self, action};
use crate::{Vault, VaultError};
use rusqlite::Connection;
use saring_record::Moment;
use std::time::Duration;

/// What a clock that is set by the network may go back without being wrong.
const TOLERANCE: Duration = Duration::from_secs(60);

/// After such a rest a clock that leapt ahead cannot be told from a laptop that lay in a drawer.
const REST: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// The last certain moment, when now lies before it.
pub(crate) fn behind(connection: &Connection, now: Moment) -> Result<Option<Moment>, VaultError> {
    let last = audit::last_certain(connection)?;
    Ok(last.filter(|last| now.instant() + TOLERANCE < last.instant()))
}

/// Whether the last certain moment lies more than a week back.
pub(crate) fn rested(connection: &Connection, now: Moment) -> Result<bool, VaultError> {
    let last = audit::last_certain(connection)?;
    Ok(last.is_some_and(|last| last.instant() + REST < now.instant()))
}

impl Vault {
    /// Notes that a person looked at the clock and found it right: the times from here on are certain again, and the
    /// later ones that stand before were not.
    ///
    /// # Errors
    /// Those of writing.
    pub fn trust_clock(&mut self, now: Moment) -> Result<(), VaultError> {
        let doubted = self.report.clock_behind.take();
        self.write(|write| write.enter(now, action::CLOCK_TRUSTED, "", None))
            .inspect_err(|_| self.report.clock_behind = doubted)
    }
}
