//! Sentences for codes, as the terminal says them. The interface has its own, in three languages.

use saring_commands::CommandError;
use saring_commands::view::FormIssue;

/// What went wrong, what is safe, what to do.
pub(crate) fn error(error: &CommandError) -> String {
    let param = |key: &str| error.params.get(key).map_or("?", String::as_str);
    match error.code.as_str() {
        "wrong-passphrase" => "The passphrase does not fit. Nothing was changed.".into(),
        "keys-missing" => "The keys files beside this vault are missing. Put NAME.saring-vault.keys back beside it; the vault itself is untouched.".into(),
        "keys-damaged" => "Both keys files beside this vault are damaged. The vault itself is untouched.".into(),
        "not-a-vault" => "This file is no Saring vault.".into(),
        "vault-in-use" => "This vault is open in another window or terminal.".into(),
        "vault-newer" => "This vault was written by a newer Saring. It was not touched.".into(),
        "passphrase-too-short" => format!("A passphrase has at least {} characters.", param("least")),
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
        _ => "It could not be done.".into(),
    }
}

/// What is wrong with a form, and what to do.
pub(crate) fn issue(issue: &FormIssue) -> String {
    let param = |key: &str| issue.params.get(key).map_or("?", String::as_str);
    match issue.code.as_str() {
        "unknown-type" => format!("There is no question type '{}'.", param("type")),
        "missing-name" => "A question or group needs a name.".into(),
        "invalid-name" => format!(
            "'{}' cannot be a name: begin with a letter or underscore, then letters, digits, underscore, hyphen or dot.",
            param("name")
        ),
        "duplicate-name" => format!(
            "The name '{}' stands twice in the same group. Rename one.",
            param("name")
        ),
        "unknown-reference" => format!("No question is named '{}'.", param("name")),
        "missing-choice-list" | "unknown-choice-list" => {
            format!("The choices sheet has no list '{}'.", param("list"))
        }
        "unknown-function" => format!("There is no function '{}'.", param("function")),
        "syntax-error" => "This expression cannot be read.".into(),
        "calculation-loop" => "This calculation depends on itself.".into(),
        "missing-translation" => {
            "A translation is missing; the default language is shown instead.".into()
        }
        "unclosed-group" => "This group is never closed: add an end row.".into(),
        _ => {
            let params: Vec<String> = issue
                .params
                .iter()
                .map(|(k, v)| format!("{k} {v}"))
                .collect();
            if params.is_empty() {
                "Not as XLSForm has it.".into()
            } else {
                params.join(", ")
            }
        }
    }
}
