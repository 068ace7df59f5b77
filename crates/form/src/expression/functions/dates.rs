//! Dates and times (ODK function reference). The zone is the one handed in with the clock.

use crate::expression::ast::Expr;
use crate::expression::evaluate::moment::{Moment, split_time};
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{EvalError, Scope};
use chrono::{Datelike, NaiveTime, TimeZone, Timelike};

type Answer = Result<Value, EvalError>;

pub(super) fn today(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(Value::Date(Moment(scope.world.now).midnight()))
}

pub(super) fn now(scope: &Scope<'_>, _: &[Expr]) -> Answer {
    Ok(Value::Date(Moment(scope.world.now)))
}

/// A number of days, a date as text (days and months may have one digit) or a date; anything else is blank.
pub(super) fn date(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = scope.evaluate(&args[0])?;
    Ok(moment(scope, &value).map_or_else(|| "".into(), Value::Date))
}

pub(super) fn date_time(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    date(scope, args)
}

fn moment(scope: &Scope<'_>, value: &Value) -> Option<Moment> {
    match value {
        Value::Date(moment) | Value::Days(moment) => Some(*moment),
        Value::Number(days) => Moment::from_days(*days, scope.zone()),
        Value::Boolean(_) => None,
        Value::Text(_) | Value::Nodes(_) => {
            let text = scope.text(value);
            let text = text.trim();
            Moment::parse(text, scope.zone())
                .or_else(|| Moment::parse(&padded(text)?, scope.zone()))
                .or_else(|| {
                    // Text that holds a number of days.
                    Moment::from_days(scope.number(value), scope.zone())
                })
        }
    }
}

/// `2024-2-9` as `2024-02-09`.
fn padded(text: &str) -> Option<String> {
    let (date, time) = match text.find('T') {
        Some(at) => text.split_at(at),
        None => (text, ""),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    (parts.next().is_none() && short(month) && short(day))
        .then(|| format!("{year}-{month:0>2}-{day:0>2}{time}"))
}

/// Days since 1970-01-01 UTC.
pub(super) fn decimal_date_time(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = scope.evaluate(&args[0])?;
    Ok(moment(scope, &value).map_or(f64::NAN, Moment::days).into())
}

/// The part of the day that has passed at a time.
pub(super) fn decimal_time(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let text = scope.text_of(&args[0])?;
    if !text.contains(':') {
        return Ok(f64::NAN.into());
    }
    let Some((time, offset)) = split_time(&text) else {
        return Ok(f64::NAN.into());
    };
    // A time with an offset is read in the zone handed in.
    let local = match offset {
        None => Some(time),
        Some(offset) => offset
            .from_local_datetime(&scope.world.now.date_naive().and_time(time))
            .single()
            .map(|at| at.with_timezone(&scope.zone()).time()),
    };
    let passed = local.map(|t| (t - NaiveTime::MIN).num_milliseconds());
    #[allow(clippy::cast_precision_loss, reason = "below 86400000")]
    Ok(passed
        .map_or(f64::NAN, |ms| ms as f64 / 86_400_000.0)
        .into())
}

/// `format-date` and `format-date-time`: one reads the codes of the other too, as in every engine.
pub(super) fn format_date(scope: &Scope<'_>, args: &[Expr]) -> Answer {
    let value = scope.evaluate(&args[0])?;
    let pattern = scope.text_of(&args[1])?;
    let Some(moment) = moment(scope, &value) else {
        return Ok("".into());
    };
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let Some(letter) = chars.next() else {
            out.push('%');
            break;
        };
        match date_part(&moment, letter).or_else(|| time_part(&moment, letter)) {
            Some(part) => out.push_str(&part),
            None => {
                out.push('%');
                out.push(letter);
            }
        }
    }
    Ok(out.into())
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const DAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

fn date_part(moment: &Moment, letter: char) -> Option<String> {
    let at = moment.0;
    Some(match letter {
        'Y' => format!("{:04}", at.year()),
        'y' => format!("{:02}", at.year().rem_euclid(100)),
        'm' => format!("{:02}", at.month()),
        'n' => at.month().to_string(),
        'b' => MONTHS[at.month0() as usize].to_owned(),
        'd' => format!("{:02}", at.day()),
        'e' => at.day().to_string(),
        'a' => DAYS[at.weekday().num_days_from_sunday() as usize].to_owned(),
        '%' => "%".to_owned(),
        _ => return None,
    })
}

fn time_part(moment: &Moment, letter: char) -> Option<String> {
    let at = moment.0;
    Some(match letter {
        'H' => format!("{:02}", at.hour()),
        'h' => at.hour().to_string(),
        'M' => format!("{:02}", at.minute()),
        'S' => format!("{:02}", at.second()),
        '3' => format!("{:03}", at.timestamp_subsec_millis().min(999)),
        _ => return None,
    })
}
