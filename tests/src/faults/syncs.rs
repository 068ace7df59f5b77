//! What an answer costs the disk.

use super::disk::{Disk, Files};
use super::worker::{begin, create, now, vault_in};
use saring_vault::{Findable, Index, NewEvent, Progress};
use std::collections::BTreeMap;

/// Gives so many answers, each with its history, audit row, summary and search text, and answers how often which file
/// was synced for it, by the ending of its name; none when no file system can be mounted here.
///
/// # Panics
/// When an answer is not kept.
#[must_use]
pub fn syncs_of_answers(answers: u64) -> Option<BTreeMap<String, u64>> {
    let disk = Disk::with(Files::new(), 0);
    let mounted = tempfile::tempdir().expect("a folder");
    let session = disk.mount(mounted.path()).ok()?;
    let path = vault_in(mounted.path());
    let mut vault = create(&path).expect("a vault");
    let id = begin(&mut vault).expect("an interview");
    disk.take_syncs();
    for number in 0..answers {
        let text = format!("answer {number}");
        let found_by = [Findable {
            key: "answer",
            text: &text,
        }];
        let event = NewEvent {
            at: now(),
            body: text.as_bytes(),
        };
        let progress = Progress {
            position: Some("/data/next"),
            summary: Some(b"{}"),
            attention: Some(false),
        };
        vault
            .record_findable(id, &[event], progress, Index::Change(&found_by))
            .expect("an answer that is kept");
    }
    let syncs = disk.take_syncs();
    vault.lock().expect("a vault that locks");
    drop(session);
    let whole = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = |name: &str| name.strip_prefix(&*whole).unwrap_or(name).to_owned();
    let by_ending = syncs
        .into_iter()
        .map(|(name, times)| (ending(&name.to_string_lossy()), times));
    Some(by_ending.collect())
}
