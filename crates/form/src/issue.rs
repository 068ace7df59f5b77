//! What is wrong with a form, and where: sheet, row, column, a stable code, parameters.

use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;

/// Whether the form can be used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The form is refused.
    Error,
    /// The form loads; the author should know.
    Warning,
}

/// Where in the workbook. Rows count as a spreadsheet shows them: the header is row 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Address {
    /// Sheet name, empty for the workbook as a whole.
    pub sheet: String,
    /// Row as a spreadsheet shows it; absent for a whole sheet.
    pub row: Option<u32>,
    /// Column header as the author wrote it; absent for a whole row.
    pub column: Option<String>,
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sheet)?;
        if let Some(row) = self.row {
            write!(f, ":{row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// One finding about a form. Sentences are written where they are shown (cli, interface) from `code` and `params`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Issue {
    /// Error or warning.
    pub severity: Severity,
    /// Stable, kebab-case: `unknown-reference`, `duplicate-name`, `missing-choice-list`.
    pub code: &'static str,
    /// Where.
    #[serde(flatten)]
    pub address: Address,
    /// Names and values the sentence needs, sorted by key.
    pub params: BTreeMap<&'static str, String>,
}

impl Issue {
    /// An error at an address.
    #[must_use]
    pub fn error(code: &'static str, address: Address) -> Self {
        Self {
            severity: Severity::Error,
            code,
            address,
            params: BTreeMap::new(),
        }
    }

    /// A warning at an address.
    #[must_use]
    pub fn warning(code: &'static str, address: Address) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, address)
        }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.params.insert(key, value.into());
        self
    }
}
