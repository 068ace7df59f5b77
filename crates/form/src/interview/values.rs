//! Which text an answer's type can hold, and how it is written (ODK XForms, data types).

use crate::definition::{Node, Question, QuestionType, ValueType};
use crate::expression::evaluate::moment::{parse_date, split_time};
use crate::expression::evaluate::value::{trim, words};

/// The text as it is stored, or nothing where the type cannot hold it. Choices are checked elsewhere.
pub(super) fn normalise(node: &Node, question: &Question, text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    match question.kind {
        QuestionType::Acknowledge => {
            return text.eq_ignore_ascii_case("ok").then(|| "OK".to_owned());
        }
        QuestionType::SelectMultiple | QuestionType::Rank => {
            return Some(words(text).collect::<Vec<_>>().join(" "));
        }
        QuestionType::Range => {
            let written = by_type(question.value, text)?;
            return within_range(node, &written).then_some(written);
        }
        _ => {}
    }
    by_type(question.value, text)
}

fn by_type(value: ValueType, text: &str) -> Option<String> {
    match value {
        ValueType::Int => integer(text),
        ValueType::Decimal => plain_number(text).map(decimal),
        ValueType::Date => date(text),
        ValueType::Time => is_time(text).then(|| text.to_owned()),
        ValueType::DateTime => is_date_time(text).then(|| text.to_owned()),
        ValueType::Geopoint => point(text).map(|p| p.written),
        ValueType::Geotrace => line(text, 2, false),
        ValueType::Geoshape => line(text, 3, true),
        ValueType::String
        | ValueType::Boolean
        | ValueType::Barcode
        | ValueType::Binary
        | ValueType::Intent => Some(text.to_owned()),
    }
}

fn within_range(node: &Node, written: &str) -> bool {
    let bound = |key: &str| {
        node.parameters
            .get(key)
            .and_then(|p| p.trim().parse::<f64>().ok())
    };
    let Ok(number) = written.parse::<f64>() else {
        return false;
    };
    number >= bound("start").unwrap_or(1.0) && number <= bound("end").unwrap_or(10.0)
}

/// A finite number in plain digits.
fn plain_number(text: &str) -> Option<f64> {
    let text = trim(text);
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().any(|b| b.is_ascii_digit());
    if !plain {
        return None;
    }
    text.parse().ok().filter(|n: &f64| n.is_finite())
}

/// 32 bits; a fraction is cut off.
fn integer(text: &str) -> Option<String> {
    let number = plain_number(text)?.trunc();
    let fits = (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    #[allow(clippy::cast_possible_truncation, reason = "checked")]
    fits.then(|| (number as i32).to_string())
}

/// With one decimal at least.
fn decimal(number: f64) -> String {
    let number = if number == 0.0 { 0.0 } else { number };
    if number.fract() == 0.0 {
        format!("{number:.1}")
    } else {
        number.to_string()
    }
}

/// The date of a date or of a date with time.
fn date(text: &str) -> Option<String> {
    let (date, rest) = (text.get(..10)?, &text[10..]);
    parse_date(date)?;
    if !rest.is_empty() {
        split_time(rest.strip_prefix('T')?)?;
    }
    Some(date.to_owned())
}

/// Hours, minutes and seconds are needed.
fn is_time(text: &str) -> bool {
    text.split(['+', '-', 'Z', 'z'])
        .next()
        .is_some_and(|t| t.matches(':').count() == 2)
        && split_time(text).is_some()
}

fn is_date_time(text: &str) -> bool {
    text.get(..10).is_some_and(|d| parse_date(d).is_some())
        && text[10..].strip_prefix('T').is_some_and(is_time)
}

struct Point {
    latitude: f64,
    longitude: f64,
    written: String,
}

fn point(text: &str) -> Option<Point> {
    let numbers: Vec<f64> = words(text).map(plain_number).collect::<Option<_>>()?;
    let (latitude, longitude) = (*numbers.first()?, *numbers.get(1)?);
    let possible =
        latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
    if !possible || numbers.len() > 4 {
        return None;
    }
    let written = numbers
        .into_iter()
        .map(decimal)
        .collect::<Vec<_>>()
        .join(" ");
    Some(Point {
        latitude,
        longitude,
        written,
    })
}

#[allow(
    clippy::float_cmp,
    reason = "a shape closes on the very point where it began"
)]
fn line(text: &str, fewest: usize, closed: bool) -> Option<String> {
    let text = text.trim().trim_end_matches(';');
    let points: Vec<Point> = text.split(';').map(point).collect::<Option<_>>()?;
    let (first, last) = (points.first()?, points.last()?);
    let closes = first.latitude == last.latitude && first.longitude == last.longitude;
    (points.len() >= fewest && closes == closed).then(|| {
        points
            .iter()
            .map(|p| p.written.as_str())
            .collect::<Vec<_>>()
            .join(";")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_holds_what_odk_lets_it_hold() {
        for (value, text, written) in [
            (ValueType::Int, "12", Some("12")),
            (ValueType::Int, "12.7", Some("12")),
            (ValueType::Int, "abc", None),
            (ValueType::Int, "3000000000", None),
            (ValueType::Decimal, "5", Some("5.0")),
            (ValueType::Decimal, "49.90", Some("49.9")),
            (ValueType::Date, "2024-02-29", Some("2024-02-29")),
            (ValueType::Date, "2024-02-30", None),
            (
                ValueType::Time,
                "10:00:00.000+07:00",
                Some("10:00:00.000+07:00"),
            ),
            (ValueType::Time, "10:00", None),
            (
                ValueType::DateTime,
                "2024-02-29T10:00:00.000+07:00",
                Some("2024-02-29T10:00:00.000+07:00"),
            ),
            (ValueType::DateTime, "2024-02-29", None),
            (
                ValueType::Geopoint,
                "11.5 104.9 0 0",
                Some("11.5 104.9 0.0 0.0"),
            ),
            (ValueType::Geopoint, "91 0", None),
            (ValueType::Geotrace, "1 1;2 2;", Some("1.0 1.0;2.0 2.0")),
            (
                ValueType::Geoshape,
                "1 1;2 2;1 1",
                Some("1.0 1.0;2.0 2.0;1.0 1.0"),
            ),
            (ValueType::Geoshape, "1 1;2 2;3 3", None),
        ] {
            assert_eq!(by_type(value, text).as_deref(), written, "{value:?} {text}");
        }
    }
}
