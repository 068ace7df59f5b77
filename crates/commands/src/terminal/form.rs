//! Forms without a vault: check, convert, evaluate, replay.

use crate::forms;
use crate::view::{FormIssue, FormRow};
use crate::{CommandError, clock};
use saring_form::interview::{Context, Interview, evaluate_str};
use saring_form::replay;
use saring_form::xlsform::Workbook;
use saring_record::Moment;
use serde::Serialize;
use serde_json::{Number, Value, json};
use std::path::Path;
use std::sync::Arc;

/// What a check found.
#[derive(Clone, Debug, Serialize)]
pub struct FormReport {
    /// The form; absent when it has errors.
    pub form: Option<FormRow>,
    /// Errors and warnings in the order of the sheets.
    pub issues: Vec<FormIssue>,
}

fn workbook(path: &Path) -> Result<Workbook, CommandError> {
    Workbook::open(path).map_err(|e| forms::unreadable(&e))
}

/// Checks a form.
///
/// # Errors
/// The codes of reading a workbook.
pub fn form_check(path: &Path) -> Result<FormReport, CommandError> {
    Ok(match forms::load(&workbook(path)?) {
        Ok((form, warnings)) => FormReport {
            form: Some(forms::row(&form, false)),
            issues: warnings.iter().map(forms::issue).collect(),
        },
        Err(issues) => FormReport {
            form: None,
            issues: issues.iter().map(forms::issue).collect(),
        },
    })
}

/// Turns a workbook into a CSV folder, or a CSV folder into a workbook (`.xlsx`).
///
/// # Errors
/// `file-exists`, `convert-target`, the codes of reading and writing.
pub fn form_convert(from: &Path, to: &Path) -> Result<(), CommandError> {
    let workbook = workbook(from)?;
    if to.exists() {
        return Err(CommandError::new("file-exists"));
    }
    let ending = to.extension().map(|e| e.to_string_lossy().to_lowercase());
    let written = match ending.as_deref() {
        Some("xlsx") => workbook.write_xlsx(to),
        // A folder of this name would be taken for a file by everybody.
        Some("xls" | "xlsm" | "ods" | "csv" | "xml" | "zip") => {
            return Err(CommandError::new("convert-target"));
        }
        _ => workbook.write_csv_folder(to),
    };
    written.map_err(|e| {
        let error = CommandError::new(e.code());
        e.params()
            .into_iter()
            .fold(error, |error, (key, value)| error.with(key, value))
    })
}

/// Evaluates expressions: by themselves, or within a form whose answers a script gives. One that cannot be evaluated is
/// no error here: it answers `{"error"}`.
///
/// # Errors
/// `form-refused`, the codes of reading.
pub fn form_eval(
    form: Option<(&Path, &str)>,
    expressions: &[String],
) -> Result<Vec<Value>, CommandError> {
    let context = Context::new(
        clock::now().instant(),
        1,
        "uuid:00000000-0000-4000-8000-000000000000",
    );
    let answered = match form {
        None => None,
        Some((path, script)) => {
            let (form, _) =
                forms::load(&workbook(path)?).map_err(|issues| forms::refused(&issues))?;
            let events = script
                .lines()
                .filter_map(|line| serde_json::from_str(line).ok());
            Some(Interview::resume(Arc::new(form), context.clone(), events).0)
        }
    };
    let evaluate = |expression: &String| {
        let outcome = match &answered {
            Some(interview) => interview.evaluate(expression, None),
            None => evaluate_str(expression, context.clone()),
        };
        match outcome {
            // JSON has no NaN and no infinity: they stand as XPath writes them.
            Ok(value) => json!({
                "string": value.string,
                "number": Number::from_f64(value.number).map_or_else(|| json!(xpath_number(value.number)), Value::Number),
                "boolean": value.boolean,
            }),
            Err(error) => json!({ "error": error.code() }),
        }
    };
    Ok(expressions.iter().map(evaluate).collect())
}

fn xpath_number(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

/// Replays a script and says how every node ended.
///
/// # Errors
/// `form-refused`, `unknown-language`, the codes of reading. Lines that cannot be played are listed in the answer.
pub fn form_replay(
    path: &Path,
    script: &str,
    now: Option<Moment>,
    language: Option<&str>,
) -> Result<Value, CommandError> {
    let (form, _) = forms::load(&workbook(path)?).map_err(|issues| forms::refused(&issues))?;
    if language.is_some_and(|wanted| form.language(wanted).is_none()) {
        return Err(CommandError::new("unknown-language"));
    }
    let now = now.unwrap_or_else(clock::now).instant();
    Ok(replay::run(Arc::new(form), script, now, language))
}
