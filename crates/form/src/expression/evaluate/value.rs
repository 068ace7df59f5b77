//! The values of expressions and how one kind becomes another (XPath 1.0 §3.2-3.5, §4.2-4.4, with the dates of ODK).

use super::moment::Moment;
use crate::interview::LiveId;
use chrono::FixedOffset;

/// One node of the document or of a choice list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Item {
    /// What `/` is.
    Document,
    /// A node of the live instance.
    Live(LiveId),
    /// The text in an element of the live instance.
    Text(LiveId),
    /// A node of a choice list seen as a secondary instance.
    List(ListItem),
    /// The text in a column of a choice.
    ListText(ListItem),
}

/// Where in a choice list: the instance element, its `root`, an `item` or one of its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ListItem {
    /// Index of the list in `Form::lists`.
    pub(crate) list: u32,
    /// 0 the instance element, 1 `root`, from 2 the items.
    pub(crate) row: u32,
    /// 0 the item itself, from 1 its children.
    pub(crate) column: u32,
}

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Nodes(Vec<Item>),
    Text(String),
    Number(f64),
    Boolean(bool),
    /// A number of days that is written as a date.
    Date(Moment),
    /// A number of days that is written as the whole of them: what `number()` makes of a date.
    Days(Moment),
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<f64> for Value {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

/// XPath 1.0 §4.2: no exponent, no trailing zeros, `NaN`.
pub(crate) fn number_to_text(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else if number == 0.0 {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// XPath 1.0 §4.4: white space, an optional minus, digits; nothing else is a number, except a date, which is its days.
pub(crate) fn text_to_number(text: &str, zone: FixedOffset) -> f64 {
    if let Some(number) = whole_number(text) {
        return number;
    }
    let text = trim(text);
    if text.is_empty() {
        return f64::NAN;
    }
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    if plain {
        return text.parse().unwrap_or(f64::NAN);
    }
    Moment::parse(text, zone).map_or(f64::NAN, Moment::days)
}

/// The number that a few digits and nothing else are: most numbers of a form, and read at once.
pub(crate) fn whole_number(text: &str) -> Option<f64> {
    let digits = (1..16).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let number = || {
        text.bytes()
            .fold(0, |n: u64, b| n * 10 + u64::from(b - b'0'))
    };
    #[allow(clippy::cast_precision_loss, reason = "fewer than 53 bits")]
    digits.then(|| number() as f64)
}

/// Without the white space of XML at both ends.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

/// The words of a list in XML white space.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\r', '\n'])
        .filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_exponent() {
        for (number, text) in [
            (1.0, "1"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(number_to_text(number), text);
        }
    }

    #[test]
    fn only_plain_numbers_and_dates_are_numbers() {
        let zone = FixedOffset::east_opt(0).unwrap();
        for (text, number) in [
            ("007", 7.0),
            ("999999999999999", 999_999_999_999_999.0),
            ("12345678901234567890", 12_345_678_901_234_567_890.0),
            (" 12 ", 12.0),
            ("-.5", -0.5),
            ("5.", 5.0),
            ("1970-01-03", 2.0),
        ] {
            assert!((text_to_number(text, zone) - number).abs() < 1e-9, "{text}");
        }
        for text in [
            "", "+5", "1e3", "0x10", "abc", "1 2", "1-2", ".", "-", "1.2.3",
        ] {
            assert!(text_to_number(text, zone).is_nan(), "{text}");
        }
    }
}
