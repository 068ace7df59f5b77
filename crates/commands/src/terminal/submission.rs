//! A signed interview as an ODK submission, for a server that speaks ODK. It leaves in the clear, so somebody must ask
//! for just that.

use crate::run::internal::own;
use crate::{CommandError, Desktop, audit, clock, error};
use saring_form::interview::{Answers, Context, Interview, NodeView};
use saring_form::submission;
use saring_record::canonical;
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

/// The use that lets an answer leave this laptop.
const SHARE: &str = "share";

/// Writes the newest signed document of an interview of the open vault as `submission.xml`. What it does not state as
/// known stands there unanswered, and so does what the form does not let out with `share`.
///
/// # Errors
/// `unknown-interview`, `held-by-other`, `not-finished`, `no-share-consent`, `file-exists`, those of reading and writing. What was not
/// written whole is taken away again.
pub fn interview_submission(desktop: &Desktop, id: &str, to: &Path) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        let interview = own(open, id)?;
        let newest = open.vault.revisions(interview)?.pop();
        let bytes = match newest {
            Some(row) => open.vault.document(&row.digest)?,
            None => None,
        };
        let bytes = bytes.ok_or_else(|| CommandError::new("not-finished"))?;
        let document: saring_record::Interview =
            canonical::from_bytes(&bytes).map_err(|_| CommandError::new("vault-damaged"))?;
        let form = open.forms.get(&open.vault, &document.form.digest)?;
        let asks = form.nodes.iter().any(|n| n.extension.consent.is_some());
        if asks && !document.permits(SHARE) {
            return Err(CommandError::new("no-share-consent"));
        }
        let known: Vec<(String, String)> = document
            .answers
            .iter()
            .filter_map(|(reference, answer)| Some((reference.clone(), answer.value.clone()?)))
            .collect();
        let context = Context::new(
            document.started.instant(),
            1,
            document.interview.to_string(),
        );
        let (filled, _) = Interview::filled(form.clone(), context, &Answers::of(known));
        let leaves = |node: &NodeView<'_>| {
            let definition = node.definition();
            let stated = || {
                let answer = document.answers.get(&node.reference());
                answer.and_then(|a| a.value.as_deref()) == Some(node.value())
            };
            let permitted = definition.extension.uses.iter().any(|one| one == SHARE);
            definition.name == "instanceID" || (permitted && stated())
        };
        if to.exists() {
            return Err(CommandError::new("file-exists"));
        }
        open.vault
            .log(audit::EXPORTED_IN_THE_CLEAR, id, clock::now())?;
        put(to, |out| submission::write(&filled, leaves, out))
    })
}

/// A new file that is whole or not there.
fn put(to: &Path, write: impl FnOnce(&File) -> std::io::Result<()>) -> Result<(), CommandError> {
    let mut partial = to.as_os_str().to_owned();
    partial.push(".part");
    let finish = || {
        let mut file = File::create_new(&partial)?;
        write(&file)?;
        file.flush()?;
        file.sync_all()?;
        fs::rename(&partial, to)
    };
    finish().map_err(|e| {
        let _ = fs::remove_file(&partial);
        error::io(&e)
    })
}
