//! Where two end states differ (xlsform.md, last section; design.md §7).

use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::fmt;

/// One node on which the engines disagree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The node.
    pub reference: String,
    /// In what: a field of a node, or `node` when one side has none.
    pub field: String,
    /// What the official engine says.
    pub official: String,
    /// What ours says.
    pub ours: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reference,
            field,
            official,
            ours,
        } = self;
        write!(f, "{reference} {field}: official {official}, ours {ours}")
    }
}

const FIELDS: [&str; 8] = [
    "type",
    "valueType",
    "readonly",
    "required",
    "value",
    "violation",
    "label",
    "count",
];

/// The differences between two states, nodes that hang on `chance` left out.
#[must_use]
pub fn compare(
    official: &Map<String, Value>,
    ours: &Map<String, Value>,
    chance: &BTreeSet<String>,
) -> Vec<Difference> {
    let mut found = Vec::new();
    let all: BTreeSet<&String> = official.keys().chain(ours.keys()).collect();
    for reference in all {
        if chance.contains(reference) {
            continue;
        }
        let mut differ = |field: &str, official: String, ours: String| {
            found.push(Difference {
                reference: reference.clone(),
                field: field.to_owned(),
                official,
                ours,
            });
        };
        let (Some(theirs), Some(mine)) = (official.get(reference), ours.get(reference)) else {
            let there = |state: &Map<String, Value>| {
                if state.contains_key(reference) {
                    "there".to_owned()
                } else {
                    "absent".to_owned()
                }
            };
            differ("node", there(official), there(ours));
            continue;
        };
        if theirs["relevant"] != mine["relevant"] {
            differ(
                "relevant",
                theirs["relevant"].to_string(),
                mine["relevant"].to_string(),
            );
            continue;
        }
        if theirs["relevant"] == false {
            continue;
        }
        for field in FIELDS {
            let (a, b) = (&theirs[field], &mine[field]);
            let same = match (field, a, b) {
                ("value", Value::String(a), Value::String(b)) => {
                    same_value(a, b, theirs["type"].as_str().unwrap_or_default())
                }
                _ => a == b,
            };
            if !same {
                differ(field, a.to_string(), b.to_string());
            }
        }
    }
    found
}

/// Numbers numerically, selections as sets, times as instants.
fn same_value(a: &str, b: &str, kind: &str) -> bool {
    if a == b {
        return true;
    }
    if kind == "select" {
        let words = |text: &str| {
            text.split_whitespace()
                .map(str::to_owned)
                .collect::<BTreeSet<_>>()
        };
        return words(a) == words(b);
    }
    if let (Ok(a), Ok(b)) = (a.parse::<f64>(), b.parse::<f64>()) {
        return a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
    }
    let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    matches!((instant(a), instant(b)), (Some(a), Some(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::{compare, same_value};
    use serde_json::json;
    use std::collections::BTreeSet;

    #[test]
    fn values_are_compared_by_what_they_mean() {
        for (a, b, kind, same) in [
            ("1.0", "1", "input", true),
            ("0.30000000000000004", "0.3", "model-value", true),
            ("1.1", "1.2", "input", false),
            ("a b", "b a", "select", true),
            ("a b", "b a", "rank", false),
            (
                "2026-01-19T10:00:00.000+07:00",
                "2026-01-19T03:00:00Z",
                "input",
                true,
            ),
            ("", "0", "input", false),
        ] {
            assert_eq!(same_value(a, b, kind), same, "{a} {b}");
        }
    }

    #[test]
    fn a_node_that_one_side_lacks_differs_and_one_that_does_not_apply_has_only_that() {
        let node = |relevant: bool, value: &str| json!({ "relevant": relevant, "value": value });
        let state = |value: serde_json::Value| value.as_object().cloned().unwrap_or_default();
        let official =
            state(json!({ "/a": node(true, "1"), "/b": node(false, "1"), "/c": node(true, "") }));
        let ours =
            state(json!({ "/a": node(true, "2"), "/b": node(false, "2"), "/d": node(true, "") }));
        let lines = |chance: &[&str]| {
            let chance: BTreeSet<String> = chance.iter().map(|c| (*c).to_owned()).collect();
            compare(&official, &ours, &chance)
                .iter()
                .map(|d| format!("{} {}", d.reference, d.field))
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&[]), ["/a value", "/c node", "/d node"]);
        assert_eq!(lines(&["/a", "/d"]), ["/c node"]);
    }
}
