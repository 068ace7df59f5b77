//! Medians and tables.

use std::time::Duration;

/// The value below which this share of them lies.
pub(crate) fn quantile(times: &[Duration], share: f64) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index of a short list"
    )]
    let index = (sorted.len() as f64 * share) as usize;
    sorted
        .get(index.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or_default()
}

pub(crate) fn median(times: impl IntoIterator<Item = Duration>) -> Duration {
    quantile(&times.into_iter().collect::<Vec<_>>(), 0.5)
}

/// How many times longer the judge took.
pub(crate) fn ratio(judge: Duration, ours: Duration) -> f64 {
    judge.as_secs_f64() / ours.as_secs_f64().max(1e-9)
}

/// A duration with three digits.
pub(crate) fn time(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    for (unit, factor) in [("s", 1.0), ("ms", 1e3)] {
        if seconds * factor >= 1.0 {
            return digits(seconds * factor, unit);
        }
    }
    digits(seconds * 1e6, "µs")
}

fn digits(number: f64, unit: &str) -> String {
    let decimals = match number {
        n if n >= 100.0 => 0,
        n if n >= 10.0 => 1,
        _ => 2,
    };
    format!("{number:.decimals$} {unit}")
}

/// Prints rows under a header, columns as wide as they need.
pub(crate) fn table(rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        rows.iter()
            .filter_map(|r| r.get(column))
            .map(|c| c.chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for (index, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            if column == 0 {
                line.push_str(&format!("{cell:<width$}"));
            } else {
                line.push_str(&format!("  {cell:>width$}"));
            }
        }
        println!("{}", line.trim_end());
        if index == 0 {
            println!("{}", "-".repeat(line.chars().count()));
        }
    }
}
