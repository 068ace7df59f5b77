//! Values of expressions as far as they are known, and how one kind becomes another. Reads no document.

use super::evidence::{Evidence, Judged};
use super::{Interval, Truth};
use crate::expression::Op;
use crate::expression::evaluate::value::{number_to_text, text_to_number};
use chrono::FixedOffset;

/// A value as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Scalar {
    /// A boolean.
    Truth(Truth),
    /// A number within bounds.
    Number(Interval),
    /// A known text.
    Text(String),
    /// The text of a number within bounds: an answer or a stored calculation, which XPath compares as text with text.
    Written(Interval),
    /// A date that is known to the month or to the year: the first and the last day it may be.
    Period(String, String),
    /// Nothing is known.
    Unknown,
}

/// A value with what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The value.
    pub scalar: Scalar,
    /// What it rests on.
    pub evidence: Evidence,
}

impl From<Judged> for Value {
    fn from(judged: Judged) -> Self {
        Self {
            scalar: Scalar::Truth(judged.truth),
            evidence: judged.evidence,
        }
    }
}

impl Value {
    pub(super) fn plain(scalar: Scalar) -> Self {
        Self {
            scalar,
            evidence: Evidence::default(),
        }
    }

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::plain(Scalar::Text(text.into()))
    }

    pub(super) fn number(value: f64) -> Self {
        Self::plain(Scalar::Number(Interval::point(value)))
    }

    /// How many of these hold: one that may hold counts as 0 or 1. What does not hold is kept apart in the evidence, so
    /// that "at least two" rests on the two alone.
    #[must_use]
    pub fn count<'j>(items: impl IntoIterator<Item = &'j Judged>) -> Self {
        let weighed = items.into_iter().map(|j| (j, Interval::point(1.0)));
        Self::weigh(weighed)
    }

    pub(super) fn weigh<'j>(items: impl IntoIterator<Item = (&'j Judged, Interval)>) -> Self {
        let mut total = Interval::point(0.0);
        let mut evidence = Evidence::default();
        for (item, weight) in items {
            match item.truth {
                Truth::True => {
                    total = total.plus(weight);
                    evidence = evidence.with(&item.evidence);
                }
                Truth::False => evidence = evidence.with(&item.evidence.clone().into_idle()),
                Truth::Unknown => {
                    total = total.plus(weight.hull(Interval::point(0.0)));
                    evidence = evidence.with(&item.evidence);
                }
            }
        }
        Self {
            scalar: Scalar::Number(total),
            evidence,
        }
    }

    /// One or the other, and nobody knows which.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        let evidence = self.evidence.with(&other.evidence);
        let scalar = match (self.scalar, other.scalar) {
            (a, b) if a == b => a,
            (Scalar::Truth(a), Scalar::Truth(b)) => Scalar::Truth(a.joined(b)),
            (Scalar::Number(a), Scalar::Number(b)) => Scalar::Number(a.hull(b)),
            (Scalar::Written(a), Scalar::Written(b)) => Scalar::Written(a.hull(b)),
            _ => Scalar::Unknown,
        };
        Self { scalar, evidence }
    }
}

impl Scalar {
    /// Whether it is one known value.
    pub(super) fn is_known(&self) -> bool {
        match self {
            Self::Truth(t) => *t != Truth::Unknown,
            Self::Number(n) | Self::Written(n) => n.exact().is_some(),
            Self::Text(_) => true,
            Self::Period(..) | Self::Unknown => false,
        }
    }

    /// XPath 1.0 §4.4 `number()`, dates as days since 1970.
    pub(super) fn to_number(&self, zone: FixedOffset) -> Interval {
        match self {
            Self::Truth(Truth::True) => Interval::point(1.0),
            Self::Truth(Truth::False) => Interval::point(0.0),
            Self::Truth(Truth::Unknown) => Interval::between(0.0, 1.0),
            Self::Number(n) | Self::Written(n) => *n,
            Self::Text(text) => Interval::point(text_to_number(text, zone)),
            Self::Period(from, to) => Interval::point(text_to_number(from, zone))
                .hull(Interval::point(text_to_number(to, zone))),
            Self::Unknown => Interval::unknown(),
        }
    }

    /// XPath 1.0 §4.2 `string()`, when it is known.
    pub(super) fn to_text(&self) -> Option<String> {
        match self {
            Self::Truth(Truth::True) => Some("true".to_owned()),
            Self::Truth(Truth::False) => Some("false".to_owned()),
            Self::Number(n) | Self::Written(n) => n.exact().map(number_to_text),
            Self::Text(text) => Some(text.clone()),
            Self::Truth(Truth::Unknown) | Self::Period(..) | Self::Unknown => None,
        }
    }

    /// XPath 1.0 §4.3 `boolean()`.
    pub(super) fn to_truth(&self) -> Truth {
        match self {
            Self::Truth(t) => *t,
            Self::Number(n) => match n.exact() {
                Some(value) => Truth::known(value != 0.0 && !value.is_nan()),
                None if n.nan || n.holds(0.0) => Truth::Unknown,
                None => Truth::True,
            },
            Self::Text(text) => Truth::known(!text.is_empty()),
            // Some text it is, unless it is none yet.
            Self::Written(n) => n.exact().map_or(Truth::Unknown, |_| Truth::True),
            Self::Period(..) => Truth::True,
            Self::Unknown => Truth::Unknown,
        }
    }

    /// XPath 1.0 §3.4 without node-sets.
    pub(super) fn compare(&self, op: Op, other: &Self, zone: FixedOffset) -> Truth {
        if matches!(op, Op::Equal | Op::NotEqual) {
            let same = if matches!(self, Self::Truth(_)) || matches!(other, Self::Truth(_)) {
                match (self.to_truth(), other.to_truth()) {
                    (Truth::Unknown, _) | (_, Truth::Unknown) => Truth::Unknown,
                    (a, b) => Truth::known(a == b),
                }
            } else if matches!(self, Self::Number(_)) || matches!(other, Self::Number(_)) {
                return self.to_number(zone).compare(op, other.to_number(zone));
            } else {
                self.same_text(other)
            };
            return if op == Op::NotEqual {
                same.negated()
            } else {
                same
            };
        }
        self.to_number(zone).compare(op, other.to_number(zone))
    }

    fn same_text(&self, other: &Self) -> Truth {
        match (self, other) {
            // A month is surely not nothing, nor a day outside of it.
            (Self::Period(from, to), Self::Text(text))
            | (Self::Text(text), Self::Period(from, to)) => {
                let within = from.as_str() <= text.as_str() && text.as_str() <= to.as_str();
                if within { Truth::Unknown } else { Truth::False }
            }
            _ => match (self.to_text(), other.to_text()) {
                (Some(a), Some(b)) => Truth::known(a == b),
                _ => Truth::Unknown,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_compared_by_its_first_and_last_day() {
        let may = Scalar::Period("2024-05-01".into(), "2024-05-31".into());
        let zone = FixedOffset::east_opt(0).unwrap();
        let day = |d: &str| Scalar::Text(d.into());
        assert_eq!(may.compare(Op::Less, &day("2024-06-01"), zone), Truth::True);
        assert_eq!(
            may.compare(Op::Less, &day("2024-05-15"), zone),
            Truth::Unknown
        );
        assert_eq!(
            may.compare(Op::GreaterOrEqual, &day("2024-06-01"), zone),
            Truth::False
        );
        assert_eq!(may.compare(Op::Equal, &day(""), zone), Truth::False);
        assert_eq!(
            may.compare(Op::Equal, &day("2024-05-15"), zone),
            Truth::Unknown
        );
    }
}
