//! The `settings` sheet: one row of words about the whole form.

use super::codes;
use super::sheet::Table;
use super::text::{is_name, is_ncname, yes_no};
use crate::issue::{Address, Issue};
use std::collections::BTreeMap;

/// The prefix of Saring's columns and what it must stand for.
pub(super) const NAMESPACE: (&str, &str) = ("saring", "urn:saring:xlsform:1");

/// Prefixes that every XForm declares.
const BUILT_IN: &[&str] = &["jr", "orx", "odk", "h", "ev", "xsd", "entities", "xml"];

/// Settings about servers and messages, which a laptop without a network has no use for.
const UNSUPPORTED: &[&str] = &[
    "public_key",
    "submission_url",
    "auto_send",
    "auto_delete",
    "prefix",
    "delimiter",
    "sms_keyword",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
    "flat",
    "add_none_option",
];

/// What settings say, by canonical name.
#[derive(Debug, Default)]
pub(super) struct Settings {
    values: BTreeMap<String, String>,
    /// Headers by canonical name, for issues.
    headers: BTreeMap<String, String>,
}

impl Settings {
    pub(super) fn read(table: &Table<'_>, issues: &mut Vec<Issue>) -> Self {
        let mut settings = Self::default();
        let Some(row) = table.rows.first().filter(|r| r.number == 2) else {
            return settings;
        };
        for (column, header) in table.headers.iter().enumerate() {
            let Some(value) = table.get(*row, column) else {
                continue;
            };
            let key = header.words.join("::");
            if UNSUPPORTED.contains(&key.as_str()) && yes_no(&value) != Some(false) {
                let at = table.at_column(row.number, Some(column));
                issues.push(Issue::warning(codes::UNSUPPORTED_SETTING, at).with("setting", &key));
            }
            settings.headers.insert(key.clone(), header.written.clone());
            settings.values.insert(key, value.into_owned());
        }
        settings.check_values(issues);
        if let Some(name) = settings.get("name").filter(|n| !is_name(n)) {
            // pyxform names the header's row for this cell.
            let at = Address {
                row: Some(1),
                ..settings.at("name")
            };
            issues.push(Issue::error(codes::INVALID_NAME, at).with("name", name));
        }
        settings
    }

    /// Values that no tool takes.
    fn check_values(&self, issues: &mut Vec<Issue>) {
        let mut refuse = |key: &str, accepted: &str| {
            let value = self.get(key).unwrap_or_default();
            issues.push(
                Issue::error(codes::INVALID_VALUE, self.at(key))
                    .with("value", value)
                    .with("accepted", accepted),
            );
        };
        // pyxform takes this word for no id at all.
        if self.get("id_string") == Some("None") {
            refuse("id_string", "my_form");
        }
        if self.get("type").is_some_and(|t| t != "survey") {
            refuse("type", "survey");
        }
        for key in ["submission_url", "instance_xmlns"] {
            if self.get(key).is_some_and(|u| !is_url(u)) {
                refuse(key, "https://example.org");
            }
        }
        if self
            .namespaces()
            .iter()
            .any(|(prefix, _)| !prefix.is_empty() && !is_ncname(prefix))
        {
            refuse("namespaces", "prefix=\"uri\"");
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.values.get(key).map(String::as_str)
    }

    pub(super) fn set(&mut self, key: &str, value: String) {
        self.values.insert(key.to_owned(), value);
    }

    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key).and_then(yes_no) == Some(true)
    }

    pub(super) fn at(&self, key: &str) -> Address {
        Address {
            sheet: "settings".to_owned(),
            row: Some(2),
            column: self.headers.get(key).cloned(),
        }
    }

    pub(super) fn into_values(self) -> BTreeMap<String, String> {
        self.values
    }

    /// Prefix and name of each declared namespace.
    fn namespaces(&self) -> Vec<(&str, &str)> {
        let declared = self.get("namespaces").unwrap_or_default();
        declared
            .split_whitespace()
            .filter_map(|n| n.split_once('='))
            .map(|(p, uri)| (p, uri.trim_matches(['"', '\''])))
            .collect()
    }

    /// Whether a prefix stands for anything in this form.
    pub(super) fn declares(&self, prefix: &str) -> bool {
        BUILT_IN.contains(&prefix) || self.namespaces().iter().any(|(p, _)| *p == prefix)
    }

    /// Checks that each prefix in these columns is declared; pyxform stays silent and ODK then refuses the form.
    /// `rule_sheets`: the form has any.
    pub(super) fn check_namespaces(
        &self,
        tables: &[&Table<'_>],
        rule_sheets: bool,
        issues: &mut Vec<Issue>,
    ) {
        let declared = self.namespaces();
        let mut ours = rule_sheets;
        for table in tables {
            for (column, header) in table.headers.iter().enumerate() {
                let parts = header.parts();
                if parts[..] == ["name"] && matches!(table.name, "survey" | "settings") {
                    prefixed_names(table, column, &declared, issues);
                }
                let [
                    group @ ("bind" | "control" | "instance" | "attribute"),
                    name,
                    ..,
                ] = parts[..]
                else {
                    continue;
                };
                let Some((prefix, _)) = name.split_once(':') else {
                    continue;
                };
                if prefix == NAMESPACE.0 {
                    ours = true;
                } else if !BUILT_IN.contains(&prefix)
                    && !declared.iter().any(|(p, _)| *p == prefix)
                    && let Some(row) = table.rows.iter().find(|r| table.get(**r, column).is_some())
                    && (group != "attribute" || table.name == "settings")
                {
                    let at = table.at_column(row.number, Some(column));
                    issues.push(Issue::error(codes::UNDECLARED_PREFIX, at).with("prefix", prefix));
                }
            }
        }
        if ours && !declared.contains(&NAMESPACE) {
            let at = Address {
                column: Some(
                    self.headers
                        .get("namespaces")
                        .cloned()
                        .unwrap_or_else(|| "namespaces".to_owned()),
                ),
                ..self.at("namespaces")
            };
            issues.push(Issue::error(codes::MISSING_NAMESPACE, at));
        }
    }
}

/// An address with a scheme, and with a host where the scheme has hosts.
fn is_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let hosted = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.trim_start_matches(['/', '\\']);
    named && (!hosted || host.starts_with(|c: char| !matches!(c, '?' | '#' | ':' | ' ')))
}

/// Names with a prefix are elements with a prefix, which must be declared too.
fn prefixed_names(
    table: &Table<'_>,
    column: usize,
    declared: &[(&str, &str)],
    issues: &mut Vec<Issue>,
) {
    for row in &table.rows {
        let Some(name) = table.get(*row, column).filter(|n| is_name(n)) else {
            continue;
        };
        let Some((prefix, _)) = name.split_once(':') else {
            continue;
        };
        if !BUILT_IN.contains(&prefix) && !declared.iter().any(|(p, _)| *p == prefix) {
            issues.push(
                Issue::error(
                    codes::UNDECLARED_PREFIX,
                    table.at_column(row.number, Some(column)),
                )
                .with("prefix", prefix),
            );
        }
    }
}
