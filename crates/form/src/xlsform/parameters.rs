//! The `parameters` column: `key=value` pairs, which keys a type takes, and which values. Changes nothing in a form.

use super::codes;
use super::references;
use super::text::{is_name, yes_no};
use crate::issue::{Address, Issue};
use std::collections::BTreeMap;

/// Key and value of each pair; keys in lower case, values too except where they name columns of a file.
pub(super) type Parameters = BTreeMap<String, String>;

/// Marks the accepted keys of a recording that no other app can make.
pub(super) const BACKGROUND: &str = "background";

/// An Android package: words of letters, digits and `_` joined by dots, none beginning with a digit or `_`.
fn is_package(name: &str) -> bool {
    let word = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_alphabetic())
            && w.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    name.contains('.') && name.split('.').all(word)
}

/// Reads a cell; `None` when it is not made of pairs.
pub(super) fn parse(cell: &str) -> Option<Parameters> {
    let mut pairs = Parameters::new();
    let separator = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
    let mut rest = cell.trim_start_matches(separator);
    while !rest.is_empty() {
        let (key, after) = word(rest)?;
        let after = after.trim_start_matches(separator).strip_prefix('=')?;
        let (value, after) = word(after.trim_start_matches(separator))?;
        let key = key.to_lowercase();
        let value = if matches!(key.as_str(), "label" | "value") {
            value.to_owned()
        } else {
            value.to_lowercase()
        };
        pairs.insert(key, value);
        rest = after.trim_start_matches(separator);
    }
    Some(pairs)
}

fn word(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | ';'))
        .unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Checks keys against those a type takes, and the values that any type shares.
pub(super) fn check(
    parameters: &Parameters,
    accepted: &[&str],
    at: &Address,
    issues: &mut Vec<Issue>,
) {
    let keys: Vec<&str> = accepted
        .iter()
        .copied()
        .filter(|k| *k != BACKGROUND)
        .collect();
    for (key, value) in parameters {
        if key == BACKGROUND || !accepted.contains(&key.as_str()) {
            issues.push(
                Issue::error(codes::UNKNOWN_PARAMETER, at.clone())
                    .with("parameter", key)
                    .with("accepted", keys.join(" ")),
            );
        } else if !fits(key, value, accepted) {
            issues.push(invalid(key, value, at));
        }
    }
    if parameters.contains_key("seed") && !parameters.contains_key("randomize") {
        issues.push(invalid("seed", &parameters["seed"], at));
    }
    let audit = [
        "location-priority",
        "location-min-interval",
        "location-max-age",
    ];
    let given = audit
        .iter()
        .filter(|k| parameters.contains_key(**k))
        .count();
    if given > 0 && given < audit.len() {
        issues.push(Issue::error(codes::INVALID_PARAMETERS, at.clone()));
    }
    if let [Some(interval), Some(age)] = ["location-min-interval", "location-max-age"]
        .map(|k| parameters.get(k).and_then(|v| v.parse::<i64>().ok()))
        && age < interval
    {
        issues.push(invalid("location-max-age", &age.to_string(), at));
    }
}

fn fits(key: &str, value: &str, accepted: &[&str]) -> bool {
    let truth = matches!(value, "true" | "false");
    match key {
        "randomize" | "identify-user" | "track-changes" | "allow-mock-accuracy" => truth,
        "seed" => value.parse::<f64>().is_ok() || references::only(value).is_some(),
        "rows" | "max-pixels" => value.parse::<i64>().is_ok(),
        "quality" => {
            matches!(value, "voice-only" | "low" | "normal")
                || (value == "external" && !accepted.contains(&BACKGROUND))
        }
        "app" => is_package(value),
        "capture-accuracy" | "warning-accuracy" => {
            value.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
                && value.parse::<f64>().is_ok_and(f64::is_finite)
        }
        "incremental" => yes_no(value) == Some(true),
        "location-priority" => matches!(
            value,
            "no-power" | "low-power" | "balanced" | "high-accuracy"
        ),
        "location-min-interval" | "location-max-age" => value.parse::<u64>().is_ok(),
        "track-changes-reasons" => value == "on-form-edit",
        "value" | "label" if accepted.contains(&"value") => is_name(value),
        _ => true,
    }
}

/// Digits, with a sign before and decimals after at most: no engine counts along any other scale.
fn plain_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    [whole, decimals]
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit()))
}

fn invalid(key: &str, value: &str, at: &Address) -> Issue {
    Issue::error(codes::INVALID_PARAMETER_VALUE, at.clone())
        .with("parameter", key)
        .with("value", value)
}

/// Checks a range and fills in what it leaves out. Returns whether its values have decimals.
///
/// `ticks` are the names of the choices that label the scale, when a list is named and exists.
pub(super) fn range(
    parameters: &mut Parameters,
    appearance: &[String],
    ticks: Option<&[&str]>,
    at: &Address,
    issues: &mut Vec<Issue>,
) -> bool {
    let has = |token: &str| appearance.iter().any(|a| a.contains(token));
    let extras = ["tick_interval", "placeholder", "tick_labelset"];
    if !appearance.is_empty()
        && !has("vertical")
        && !has("no-ticks")
        && let Some(extra) = extras.iter().find(|k| parameters.contains_key(**k))
    {
        issues.push(invalid(extra, &parameters[*extra], at));
    }
    for (key, value) in [("start", "1"), ("end", "10"), ("step", "1")] {
        parameters
            .entry(key.to_owned())
            .or_insert_with(|| value.to_owned());
    }
    let mut values = BTreeMap::new();
    for key in ["start", "end", "step", "tick_interval", "placeholder"] {
        if let Some(text) = parameters.get(key) {
            match text.parse::<f64>() {
                Ok(n) if plain_number(text) && n.abs() <= f64::from(i32::MAX) => {
                    values.insert(key, n);
                }
                _ => issues.push(invalid(key, text, at)),
            }
        }
    }
    let (Some(&start), Some(&end), Some(&step)) =
        (values.get("start"), values.get("end"), values.get("step"))
    else {
        return false;
    };
    let (low, high) = (start.min(end), start.max(end));
    let multiple = |n: f64, of: f64| of != 0.0 && ((n / of) - (n / of).round()).abs() < 1e-9;
    let interval = values.get("tick_interval").copied();
    let mut refuse = |key: &str| {
        issues.push(invalid(
            key,
            parameters.get(key).map_or("", String::as_str),
            at,
        ));
    };
    if step == 0.0 || step > high - low {
        refuse("step");
    } else {
        if interval.is_some_and(|i| i == 0.0 || i > high - low || !multiple(i, step)) {
            refuse("tick_interval");
        }
        if values
            .get("placeholder")
            .is_some_and(|p| *p < low || *p > high || !multiple(p - start, step))
        {
            refuse("placeholder");
        }
        let grid = interval.unwrap_or(step);
        if let Some(ticks) = ticks {
            let numbers: Option<Vec<f64>> = ticks
                .iter()
                .map(|t| t.parse().ok().filter(|n: &f64| n.is_finite()))
                .collect();
            let good = numbers.as_deref().is_some_and(|all| {
                let ends_only = !has("no-ticks")
                    || (all.contains(&start)
                        && all.contains(&end)
                        && all.iter().all(|n| *n == start || *n == end));
                ends_only
                    && all
                        .iter()
                        .all(|n| *n >= low && *n <= high && multiple(n - start, grid))
            });
            if !good {
                refuse("tick_labelset");
            }
        }
    }
    values.values().any(|n| n.fract() != 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(cell: &str) -> Vec<String> {
        let mut issues = Vec::new();
        let mut parameters = parse(cell).unwrap();
        range(&mut parameters, &[], None, &Address::default(), &mut issues);
        issues
            .into_iter()
            .map(|i| i.params["parameter"].clone())
            .collect()
    }

    #[test]
    fn pairs_in_every_spelling() {
        let want: Parameters = [("randomize", "true"), ("seed", "1")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into();
        for cell in [
            "randomize=true seed=1",
            "Randomize = TRUE, seed=1",
            "randomize=true;seed=1",
        ] {
            assert_eq!(parse(cell).as_ref(), Some(&want), "{cell}");
        }
        assert_eq!(parse("value=NameCol").unwrap()["value"], "NameCol");
        for cell in ["randomize", "a==b", "=b", "a="] {
            assert_eq!(parse(cell), None, "{cell}");
        }
    }

    #[test]
    fn a_range_that_is_none() {
        assert_eq!(problems("start=0 end=10 step=2"), Vec::<String>::new());
        assert_eq!(problems("start=x"), ["start"]);
        assert_eq!(problems("step=0"), ["step"]);
        assert_eq!(problems("start=0 end=5 step=6"), ["step"]);
        assert_eq!(
            problems("start=0 end=10 step=2 tick_interval=3"),
            ["tick_interval"]
        );
        assert_eq!(
            problems("start=0 end=10 step=2 placeholder=11"),
            ["placeholder"]
        );
    }
}
