//! How long an interview stays after headquarters acknowledged it: policy decides, and never before the receipt.

use crate::table::audit::action;
use crate::table::{outbox, setting};
use crate::{Vault, VaultError};
use saring_record::{InterviewId, Moment};
use std::time::Duration;

const SETTING: &str = "retention-days";

/// What policy says of the time after the receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// So many days.
    Days(u16),
    /// Until somebody erases it.
    Keep,
}

impl Default for Retention {
    fn default() -> Self {
        Self::Days(30)
    }
}

impl Retention {
    fn as_text(self) -> String {
        match self {
            Self::Days(days) => days.to_string(),
            Self::Keep => "keep".to_owned(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        match text {
            "keep" => Some(Self::Keep),
            days => days.parse().ok().map(Self::Days),
        }
    }
}

impl Vault {
    /// What holds here.
    ///
    /// # Errors
    /// [`VaultError::Unreadable`], and those of reading.
    pub fn retention(&self) -> Result<Retention, VaultError> {
        match self.setting(SETTING)? {
            None => Ok(Retention::default()),
            Some(text) => Retention::parse(&text).ok_or_else(|| VaultError::Unreadable {
                column: SETTING.to_owned(),
            }),
        }
    }

    /// Changes what holds here.
    ///
    /// # Errors
    /// Those of writing.
    pub fn set_retention(&mut self, retention: Retention, at: Moment) -> Result<(), VaultError> {
        self.write(|write| {
            let text = retention.as_text();
            setting::store(write.connection, SETTING, &text)?;
            write.enter(at, action::RETENTION_SET, &text, None)
        })
    }

    /// The interviews whose time is over: their newest document was acknowledged so many days ago, nobody corrects them,
    /// and no two of their documents are in conflict. None while the clock is doubted.
    ///
    /// # Errors
    /// Those of reading.
    pub fn due(&self, now: Moment) -> Result<Vec<InterviewId>, VaultError> {
        let Retention::Days(days) = self.retention()? else {
            return Ok(Vec::new());
        };
        if self.report.clock_behind.is_some() {
            return Ok(Vec::new());
        }
        let kept = Duration::from_secs(u64::from(days) * 24 * 60 * 60);
        let acknowledged = self.read(outbox::acknowledged)?;
        Ok(acknowledged
            .into_iter()
            .filter(|(_, at)| at.instant() + kept <= now.instant())
            .map(|(id, _)| id)
            .collect())
    }

    /// Erases the interviews whose time is over, with an audit row each, and says which.
    ///
    /// # Errors
    /// Those of writing: then nothing was erased.
    pub fn purge_due(&mut self, now: Moment) -> Result<Vec<InterviewId>, VaultError> {
        let due = self.due(now)?;
        self.purge(&due, now)?;
        Ok(due)
    }

    /// The same by policy, as somebody unlocks; but nothing at the first unlocking after a long rest. A clock that leapt
    /// ahead looks like one, and nothing goes for its age before somebody has seen what day it is here.
    ///
    /// # Errors
    /// Those of writing: then nothing was erased.
    pub fn purge_by_policy(&mut self, now: Moment) -> Result<Vec<InterviewId>, VaultError> {
        if self.report.rested {
            return Ok(Vec::new());
        }
        self.purge_due(now)
    }
}
