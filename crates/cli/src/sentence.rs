//! Sentences for codes, as the terminal says them: its own where files and paths are meant, else the interface's.

use saring_commands::CommandError;
use saring_commands::view::FormIssue;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What went wrong, what is safe, what to do.
pub(crate) fn error(error: &CommandError) -> String {
    let param = |key: &str| error.params.get(key).map_or("?", String::as_str);
    match error.code.as_str() {
        "wrong-passphrase" => "The passphrase does not fit. Nothing was changed.".into(),
        "keys-missing" => "The keys files beside this vault are missing. Put NAME.saring-vault.keys back beside it; the vault itself is untouched.".into(),
        "keys-damaged" => "Both keys files beside this vault are damaged. The vault itself is untouched.".into(),
        "keys-do-not-fit" => "The keys are not of this vault as it is now: they are from before its last new key, or of another vault. The vault was not touched; put its newest keys file back beside it.".into(),
        "not-a-vault" => "This file is no Saring vault.".into(),
        "vault-in-use" => "This vault is open in another window or terminal.".into(),
        "vault-newer" => "This vault was written by a newer Saring. It was not touched.".into(),
        "passphrase-too-short" => format!("A passphrase has at least {} characters.", param("least")),
        "passphrases-differ" => "The two were not the same. Nothing was changed.".into(),
        "witness-missing" => "Two persons decide it: name the other with --witness.".into(),
        "no-passphrase" => "No passphrase: give --passphrase-file, or run it in a terminal.".into(),
        "vault-missing" => "There is no vault at this path.".into(),
        "vault-damaged" | "stored-value-unreadable" => "The vault is damaged. Nothing was changed; `saring vault check` says more.".into(),
        "vault-exists" | "file-exists" => "There is a file of this name already. Nothing was overwritten.".into(),
        "disk-full" => "The drive is full. What was confirmed before is safe; this was not written.".into(),
        "no-file" => "There is no such file.".into(),
        "no-folder" => "There is no such folder.".into(),
        "no-permission" => "This file or folder may not be read or written.".into(),
        "form-refused" => format!("The form has {} errors; `saring form check` lists them.", param("count")),
        "script-unreadable" => format!("Line {} of the script is no JSON object that a script has.", param("line")),
        "unknown-language" => "The form has no such language.".into(),
        "unknown-interview" => "There is no such interview in this vault.".into(),
        "no-destination" => "No headquarters is known: read its card with `saring bundle peer` and compare the twelve groups.".into(),
        "nothing-to-send" => "No finished interview waits to be sent.".into(),
        "wrong-recipient" => "This bundle is sealed for somebody else. Nothing was taken in.".into(),
        "cut-off" => "The file ends too early: it was cut off on the way. Nothing was taken in; ask for it again.".into(),
        "damaged" | "digest-mismatch" | "size-mismatch" => "The bundle is damaged. Nothing was taken in; ask for it again.".into(),
        "bad-signature" => "The signature does not hold. Nothing was taken in.".into(),
        "not-a-bundle" => "This file is no Saring bundle.".into(),
        "not-a-headquarters-card" => "This is not the card of a headquarters.".into(),
        "training-mismatch" => "Training and real vaults do not mix.".into(),
        "conclusion-not-offered" => "After a triage nobody is 'not indicated'.".into(),
        "reason-needed" => "This conclusion needs a reason.".into(),
        "not-headquarters" => "This vault is no headquarters.".into(),
        "not-finished" => "This interview has not been signed yet.".into(),
        "no-share-consent" => "The person did not agree that the answers are shared. Nothing was written.".into(),
        "in-the-clear" => "The file will be readable by anybody who finds it. If that is meant, add --in-the-clear.".into(),
        "bad-time" => "A time looks like 2026-01-19T10:00:00+07:00.".into(),
        "form-unreadable" => "There is no form at this path, or it may not be read.".into(),
        "form-not-a-workbook" => "This is no form: give a workbook (.xlsx, .xls) or a folder of CSV sheets.".into(),
        "form-workbook-damaged" => format!("The workbook is damaged or protected by a password ({}). Open it in a spreadsheet program and save it again.", param("detail")),
        "form-no-sheets" => "There is no sheet in it: a folder needs at least survey.csv.".into(),
        "form-too-large" => match param("sheet") {
            "" | "?" => "This is larger than any form. Nothing of it was read.".into(),
            sheet => format!("'{sheet}' is larger than any form has it. Nothing of it was read; delete empty rows and columns at its end."),
        },
        "form-sheet-not-utf8" => format!("Sheet '{}' is not UTF-8. Save it again as 'CSV UTF-8'.", param("sheet")),
        "form-sheet-unclosed-quote" => format!("Sheet '{}', row {}: a cell begins with a quotation mark and never ends.", param("sheet"), param("row")),
        "form-not-for-excel" => format!("Excel cannot hold sheet '{}' ({}). Nothing was written.", param("sheet"), param("detail")),
        "form-unwritable" => "It cannot be written there.".into(),
        "convert-target" => "A form is written as NAME.xlsx or as a folder.".into(),
        code => {
            let said = |key: &str| error.params.get(key).map(String::as_str);
            filled(&ERRORS, "error", code, &said).unwrap_or_else(|| "It could not be done.".into())
        }
    }
}

/// What unlocking had to report, as an officer reads it at the desk.
pub(crate) fn report(report: &CommandError) -> String {
    let said = |key: &str| report.params.get(key).map(String::as_str);
    filled(&DESK, "home_report", &report.code, &said).unwrap_or_else(|| error(report))
}

/// What is wrong with a form, and what to do.
pub(crate) fn issue(issue: &FormIssue) -> String {
    let said = |key: &str| issue.params.get(key).map(String::as_str);
    // Some codes have a sentence for each detail.
    let detailed = said("detail").map(|detail| format!("{}-{detail}", issue.code));
    let codes = detailed.iter().chain([&issue.code]);
    let mut sentences = codes.filter_map(|code| filled(&ISSUES, "issue", code, &said));
    sentences.next().unwrap_or_else(|| {
        let params: Vec<String> = issue
            .params
            .iter()
            .map(|(k, v)| format!("{k} {v}"))
            .collect();
        format!("Something here cannot be used: {}.", params.join(", "))
    })
}

type Sentences = LazyLock<BTreeMap<String, String>>;

/// The interface's English sentences: one place says what a code means.
static ISSUES: Sentences =
    LazyLock::new(|| sentences(include_str!("../../../ui/src/messages/en/issues.json")));
static DESK: Sentences =
    LazyLock::new(|| sentences(include_str!("../../../ui/src/messages/en/home.json")));
static ERRORS: Sentences =
    LazyLock::new(|| sentences(include_str!("../../../ui/src/messages/en/errors.json")));

/// The sentences of a file; those with plurals, which only the interface knows how to choose, are left out.
fn sentences(json: &str) -> BTreeMap<String, String> {
    let all: BTreeMap<String, serde_json::Value> = serde_json::from_str(json).unwrap_or_default();
    all.into_iter()
        .filter_map(|(key, value)| Some((key, value.as_str()?.to_owned())))
        .collect()
}

/// The sentence of a code with its parameters put in.
fn filled<'a>(
    sentences: &Sentences,
    kind: &str,
    code: &str,
    said: &dyn Fn(&str) -> Option<&'a str>,
) -> Option<String> {
    let sentence = sentences.get(&format!("{kind}_{}", code.replace('-', "_")))?;
    let mut text = String::new();
    let mut rest = sentence.as_str();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        text.push_str(before);
        // Braces themselves are parameters of the sentences that show how a reference is written.
        text.push_str(match name {
            "open" => "{",
            "close" => "}",
            name => said(name).unwrap_or("?"),
        });
        rest = after;
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(code: &str, params: &[(&str, &str)]) -> String {
        issue(&FormIssue {
            error: true,
            code: code.to_owned(),
            sheet: "survey".to_owned(),
            row: None,
            column: None,
            params: params
                .iter()
                .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
                .collect(),
        })
    }

    #[test]
    fn every_sentence_is_whole() {
        for code in ISSUES.keys().filter_map(|k| k.strip_prefix("issue_")) {
            let text = of(&code.replace('_', "-"), &[]);
            assert!(
                !text.contains(['{']) || code == "malformed_reference",
                "{text}"
            );
        }
        assert_eq!(
            of("unknown-type", &[("type", "tekst")]),
            "No question type is named “tekst”."
        );
        assert!(of("malformed-reference", &[]).contains("${name}"));
        assert!(of("nobody-knows", &[("a", "b")]).contains("a b"));
        let entity = |detail| of("invalid-entity", &[("detail", detail)]);
        assert!(entity("no-place").starts_with("This entity has no group"));
        assert!(entity("nobody-knows").contains("nobody-knows"));
    }
}
