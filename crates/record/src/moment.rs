//! A moment as an officer's clock showed it: UTC with the local offset beside it.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use ts_rs::TS;

/// An instant with the offset of the place where it was written, to the millisecond: RFC 3339 text such as
/// `2026-01-19T10:00:00.000+07:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, TS)]
#[schemars(with = "String")]
#[ts(type = "string")]
pub struct Moment(DateTime<FixedOffset>);

impl Moment {
    /// The moment itself, for reckoning.
    #[must_use]
    pub fn instant(&self) -> DateTime<FixedOffset> {
        self.0
    }

    /// The same instant in UTC.
    #[must_use]
    pub fn utc(&self) -> DateTime<Utc> {
        self.0.with_timezone(&Utc)
    }

    /// Reads RFC 3339 text.
    ///
    /// # Errors
    /// When the text is no RFC 3339 date and time with an offset.
    pub fn parse(text: &str) -> Result<Self, chrono::ParseError> {
        DateTime::parse_from_rfc3339(text).map(Self)
    }
}

impl From<DateTime<FixedOffset>> for Moment {
    fn from(value: DateTime<FixedOffset>) -> Self {
        Self(value)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, false))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
