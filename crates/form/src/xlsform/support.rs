//! What a form may say that has no meaning on a laptop without a network, each told as a warning. The form loads.

use super::codes;
use super::draft::Cells;
use super::sheet::{Row, Table};
use crate::issue::Issue;

/// Appearances that need a phone or another Android app.
const APPEARANCES: &[&str] = &["bearing", "printer", "ex:", "printer:"];

/// Parameters that need a phone.
const PARAMETERS: &[&str] = &[
    "app",
    "capture-accuracy",
    "warning-accuracy",
    "allow-mock-accuracy",
    "location-priority",
    "location-min-interval",
    "location-max-age",
];

/// Columns for text messages and entity lists.
const COLUMNS: &[&[&str]] = &[
    &["instance", "odk:tag"],
    &["sms_field"],
    &["sms_option"],
    &["bind", "entities:saveto"],
];

/// Warns about the columns of the survey once each.
pub(super) fn check_columns(table: &Table<'_>, issues: &mut Vec<Issue>) {
    for words in COLUMNS {
        if let Some(column) = table.column(words)
            && let Some(row) = table.rows.iter().find(|r| table.get(**r, column).is_some())
        {
            issues.push(Issue::warning(
                codes::UNSUPPORTED_COLUMN,
                table.at_column(row.number, Some(column)),
            ));
        }
    }
}

/// Warns about a row.
pub(super) fn check_row(
    table: &Table<'_>,
    row: Row<'_>,
    cells: &Cells,
    appearance: Option<usize>,
    issues: &mut Vec<Issue>,
) {
    for token in &cells.appearance {
        if APPEARANCES.iter().any(|a| {
            if a.ends_with(':') {
                token.starts_with(a)
            } else {
                token == a
            }
        }) {
            let at = table.at_column(row.number, appearance);
            issues
                .push(Issue::warning(codes::UNSUPPORTED_APPEARANCE, at).with("appearance", token));
        }
    }
    for key in cells
        .parameters
        .keys()
        .filter(|k| PARAMETERS.contains(&k.as_str()))
    {
        let at = table.at_column(row.number, cells.parameters_column);
        issues.push(Issue::warning(codes::UNSUPPORTED_PARAMETER, at).with("parameter", key));
    }
}

/// The key of an external list whose name a list of `choices` has as well.
pub(super) fn external_key(list: &str) -> String {
    format!("external_choices:{list}")
}

/// Warns where a sheet is named nearly like one that matters and is missing.
pub(super) fn check_sheet_names(names: &[&str], issues: &mut Vec<Issue>) {
    const KNOWN: &[&str] = &[
        "survey",
        "choices",
        "settings",
        "entities",
        "external_choices",
        "dimensions",
        "indicators",
        "findings",
    ];
    let lower: Vec<String> = names.iter().map(|n| n.to_lowercase()).collect();
    for known in KNOWN.iter().filter(|k| !lower.iter().any(|l| l == **k)) {
        for (name, lower) in names.iter().zip(&lower) {
            if !name.starts_with('_')
                && !KNOWN.contains(&lower.as_str())
                && distance(lower, known) <= 2
            {
                let at = crate::issue::Address {
                    sheet: (*name).to_owned(),
                    row: None,
                    column: None,
                };
                issues.push(Issue::warning(codes::SHEET_NAME_MISSPELT, at).with("known", *known));
            }
        }
    }
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let cost = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn slips_of_the_finger() {
        assert_eq!(distance("surveys", "survey"), 1);
        assert_eq!(distance("choice", "choices"), 1);
        assert!(distance("notes", "survey") > 2);
    }
}
