//! A date or a date with time: read, written, counted in days.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike};

const DAY_MILLISECONDS: f64 = 86_400_000.0;

/// A moment in the zone that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment(pub(crate) DateTime<FixedOffset>);

impl Moment {
    /// Reads `2024-02-29`, `2024-02-29T10:00`, with seconds, fractions and offset as given; without an offset it is in
    /// `zone`. An impossible date is none.
    pub(crate) fn parse(text: &str, zone: FixedOffset) -> Option<Self> {
        let (date, rest) = (text.get(..10)?, &text[10..]);
        let date = parse_date(date)?;
        if rest.is_empty() {
            return Self::local(date.and_time(NaiveTime::MIN), zone);
        }
        let (time, offset) = split_time(rest.strip_prefix('T')?)?;
        let naive = date.and_time(time);
        match offset {
            None => Self::local(naive, zone),
            Some(offset) => offset
                .from_local_datetime(&naive)
                .single()
                .map(|at| Self(at.with_timezone(&zone))),
        }
    }

    fn local(naive: NaiveDateTime, zone: FixedOffset) -> Option<Self> {
        zone.from_local_datetime(&naive).single().map(Self)
    }

    /// The moment that lies this many days after 1970-01-01 UTC.
    pub(crate) fn from_days(days: f64, zone: FixedOffset) -> Option<Self> {
        if !days.is_finite() {
            return None;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "out of range is caught by the conversion that follows"
        )]
        let milliseconds = (days * DAY_MILLISECONDS).round() as i64;
        DateTime::from_timestamp_millis(milliseconds).map(|at| Self(at.with_timezone(&zone)))
    }

    /// Days since 1970-01-01 UTC.
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of any date fit")]
    pub(crate) fn days(self) -> f64 {
        self.0.timestamp_millis() as f64 / DAY_MILLISECONDS
    }

    /// The midnight that began this day.
    pub(crate) fn midnight(self) -> Self {
        Self::local(
            self.0.date_naive().and_time(NaiveTime::MIN),
            *self.0.offset(),
        )
        .unwrap_or(self)
    }

    /// `2026-01-19T10:00:00.000+07:00`.
    pub(crate) fn full_text(self) -> String {
        self.0.format("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }

    /// As [`Moment::full_text`], but a midnight is written as its date.
    pub(crate) fn text(self) -> String {
        if self.0.num_seconds_from_midnight() == 0 && self.0.timestamp_subsec_millis() == 0 {
            self.0.format("%Y-%m-%d").to_string()
        } else {
            self.full_text()
        }
    }
}

/// `2024-02-29`, two digits each, possible.
pub(crate) fn parse_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(i, b)| {
            if i == 4 || i == 7 {
                *b == b'-'
            } else {
                b.is_ascii_digit()
            }
        });
    if !shape {
        return None;
    }
    NaiveDate::from_ymd_opt(
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    )
}

/// A time (`10`, `10:30`, `10:30:00`, `10:30:00.000`) and its offset (`Z`, `+07:00`), if it has one.
pub(crate) fn split_time(text: &str) -> Option<(NaiveTime, Option<FixedOffset>)> {
    let (time, offset) = match text.find(['+', '-', 'Z', 'z']) {
        Some(at) => (&text[..at], Some(parse_offset(&text[at..])?)),
        None => (text, None),
    };
    let mut parts = time.split(':');
    let hour = two_digits(parts.next()?)?;
    let minute = parts.next().map_or(Some(0), two_digits)?;
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once('.') {
            None => (two_digits(seconds)?, 0),
            Some((whole, fraction)) => (two_digits(whole)?, nanoseconds(fraction)?),
        },
    };
    if parts.next().is_some() {
        return None;
    }
    Some((
        NaiveTime::from_hms_nano_opt(hour, minute, second, fraction)?,
        offset,
    ))
}

fn two_digits(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn nanoseconds(text: &str) -> Option<u32> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits: String = text.chars().chain("000000000".chars()).take(9).collect();
    digits.parse().ok()
}

/// ODK allows -14:59 to +14:59.
fn parse_offset(text: &str) -> Option<FixedOffset> {
    if text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    let (hour, minute) = text.get(1..)?.split_once(':')?;
    let (hour, minute) = (two_digits(hour)?, two_digits(minute)?);
    if hour > 14 || minute > 59 {
        return None;
    }
    let seconds = i32::try_from(hour * 3600 + minute * 60).ok()?;
    FixedOffset::east_opt(if text.starts_with('-') {
        -seconds
    } else {
        seconds
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_in_the_zone_handed_in() {
        let zone = FixedOffset::east_opt(7 * 3600).unwrap();
        for (text, written) in [
            ("2024-02-29", "2024-02-29"),
            ("2024-02-29T00:00:00.000+07:00", "2024-02-29"),
            ("2024-02-29T10:30", "2024-02-29T10:30:00.000+07:00"),
            ("2024-02-29T10:30:00Z", "2024-02-29T17:30:00.000+07:00"),
        ] {
            assert_eq!(Moment::parse(text, zone).unwrap().text(), written, "{text}");
        }
        for text in [
            "2024-02-30",
            "2024-2-3",
            "2024-02-29 10:00",
            "2024-02-29T25:00",
            "2024-02-29T10:00+15:00",
            "",
            "២០២៤-០២-២៩",
        ] {
            assert_eq!(Moment::parse(text, zone), None, "{text}");
        }
    }
}
