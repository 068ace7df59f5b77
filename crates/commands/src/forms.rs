//! Forms by digest: built in, or kept in the vault; loaded once.

use crate::CommandError;
use crate::interview::Numbers;
use crate::view::{FormIssue, FormLanguage, FormRow};
use saring_form::xlsform::{self, Workbook};
use saring_form::{Form, Issue, Severity};
use saring_record::Digest;
use saring_vault::Vault;
use std::collections::HashMap;
use std::sync::Arc;

/// The sheets of the instrument that ships with Saring.
const TPPO_SCREENING: [(&str, &str); 6] = [
    (
        "survey",
        include_str!("../../../assets/forms/tppo-screening/survey.csv"),
    ),
    (
        "choices",
        include_str!("../../../assets/forms/tppo-screening/choices.csv"),
    ),
    (
        "settings",
        include_str!("../../../assets/forms/tppo-screening/settings.csv"),
    ),
    (
        "dimensions",
        include_str!("../../../assets/forms/tppo-screening/dimensions.csv"),
    ),
    (
        "findings",
        include_str!("../../../assets/forms/tppo-screening/findings.csv"),
    ),
    (
        "indicators",
        include_str!("../../../assets/forms/tppo-screening/indicators.csv"),
    ),
];

/// Forms that were loaded since the vault was opened.
#[derive(Default)]
pub(crate) struct Forms {
    loaded: HashMap<String, Arc<Form>>,
}

impl Forms {
    /// The form with this digest, from memory or from the vault.
    ///
    /// # Errors
    /// `unknown-form` when the vault has none; `form-refused` when it no longer loads.
    pub(crate) fn get(
        &mut self,
        vault: &Vault,
        digest: &Digest,
    ) -> Result<Arc<Form>, CommandError> {
        if let Some(form) = self.loaded.get(digest.as_str()) {
            return Ok(Arc::clone(form));
        }
        let bytes = vault
            .form_source(digest)?
            .ok_or_else(|| CommandError::new("unknown-form"))?;
        let form = Arc::new(from_source(&bytes)?);
        self.loaded
            .insert(digest.as_str().to_owned(), Arc::clone(&form));
        Ok(form)
    }
}

/// The built-in instrument as a workbook.
///
/// # Errors
/// Never for what ships: the tests load it.
pub(crate) fn built_in() -> Result<Workbook, CommandError> {
    Workbook::from_csv(TPPO_SCREENING).map_err(|e| unreadable(&e))
}

/// A form from the bytes that a vault or a bundle keeps.
///
/// # Errors
/// `form-refused` when it has errors.
pub(crate) fn from_source(bytes: &[u8]) -> Result<Form, CommandError> {
    let workbook = Workbook::from_bytes(bytes).map_err(|e| unreadable(&e))?;
    load(&workbook)
        .map(|(form, _)| form)
        .map_err(|issues| refused(&issues))
}

/// A form with its warnings, or all of its errors.
pub(crate) fn load(workbook: &Workbook) -> Result<(Form, Vec<Issue>), Vec<Issue>> {
    xlsform::load(workbook).map(|loaded| (loaded.form, loaded.warnings))
}

/// The error that stands for a whole list of issues.
pub(crate) fn refused(issues: &[Issue]) -> CommandError {
    let error = CommandError::new("form-refused").with("count", issues.len());
    match issues.first() {
        Some(first) => error
            .with("first", first.code)
            .with("address", &first.address),
        None => error,
    }
}

/// A file that is no workbook, or a damaged one.
pub(crate) fn unreadable(error: &saring_form::xlsform::ReadError) -> CommandError {
    error
        .params()
        .into_iter()
        .fold(CommandError::new(error.code()), |e, (key, value)| {
            e.with(key, value)
        })
}

/// A form in a list.
pub(crate) fn row(form: &Form, built_in: bool) -> FormRow {
    FormRow {
        digest: form.digest.clone(),
        id: form.id.clone(),
        version: form.version.clone(),
        title: form.title.clone(),
        questions: Numbers::of(form).len() as u32,
        built_in,
        languages: form
            .languages
            .iter()
            .map(|l| FormLanguage {
                name: l.name.clone(),
                code: l.code.clone(),
            })
            .collect(),
        default_language: form.default_language as u32,
    }
}

/// An issue as the interface and the terminal show it.
pub(crate) fn issue(issue: &Issue) -> FormIssue {
    FormIssue {
        error: issue.severity == Severity::Error,
        code: issue.code.to_owned(),
        sheet: issue.address.sheet.clone(),
        row: issue.address.row,
        column: issue.address.column.clone(),
        params: issue
            .params
            .iter()
            .map(|(k, v)| ((*k).to_owned(), v.clone()))
            .collect(),
    }
}
