//! Writing a bundle into a folder: sealed beside its final name, read back, and only then named and entered in the
//! vault.

use crate::{CommandError, clock, keys};
use saring_bundle::{Kind, Outgoing, OutgoingFile, Recipient};
use saring_record::{Digest, Moment};
use saring_vault::{OutboxRow, Vault};
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// What is to be written.
pub(crate) struct Parcel<'a> {
    pub(crate) kind: Kind,
    pub(crate) destination: &'a str,
    pub(crate) recipients: &'a [Recipient],
    pub(crate) files: Vec<OutgoingFile<'a>>,
    /// Documents whose state changes to exported with it.
    pub(crate) documents: &'a [Digest],
    /// Withdrawals whose state changes likewise.
    pub(crate) withdrawals: &'a [Digest],
    /// Begins the file name, which says nothing about anybody.
    pub(crate) word: &'a str,
}

/// What was written.
pub(crate) struct Sent {
    pub(crate) path: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) sequence: u64,
    pub(crate) at: Moment,
}

/// Writes a bundle, reads its signed part back, names it, and enters it in the vault's outbox.
///
/// # Errors
/// `no-folder`, `disk-full`, `io`, `file-exists`, and those of the bundle and the vault. What was not finished is
/// taken away again.
pub(crate) fn write(
    vault: &mut Vault,
    parcel: Parcel<'_>,
    folder: &Path,
) -> Result<Sent, CommandError> {
    if !folder.is_dir() {
        return Err(CommandError::new("no-folder"));
    }
    let at = clock::now();
    let id = Uuid::now_v7();
    let (sequence, previous) = vault.next_sequence(parcel.destination)?;
    let name = format!(
        "saring-{}-{sequence:04}-{}.saring",
        parcel.word,
        &id.simple().to_string()[24..]
    );
    let path = folder.join(&name);
    let partial = folder.join(format!("{name}.part"));
    let training = vault.meta().training;
    let finish = || -> Result<(Digest, u64), CommandError> {
        let signer = keys::signing(vault)?;
        let file = File::create_new(&partial).map_err(|e| crate::error::io(&e))?;
        let mut out = BufWriter::new(file);
        let written = saring_bundle::write(
            Outgoing {
                kind: parcel.kind,
                id,
                signer: &signer,
                recipients: parcel.recipients,
                destination: parcel.destination,
                sequence,
                previous: previous.clone(),
                date: at.instant().date_naive(),
                training,
                files: parcel.files,
            },
            &mut out,
        )?;
        out.flush()
            .and_then(|()| out.get_ref().sync_all())
            .map_err(|e| crate::error::io(&e))?;
        read_back(&partial, written.bytes)?;
        if path.exists() {
            return Err(CommandError::new("file-exists"));
        }
        fs::rename(&partial, &path).map_err(|e| crate::error::io(&e))?;
        sync_folder(folder);
        Ok((written.tag_manifest, written.bytes))
    };
    let (tag_manifest, bytes) = finish().inspect_err(|_| {
        let _ = fs::remove_file(&partial);
    })?;
    let row = OutboxRow {
        bundle: id.to_string(),
        kind: parcel.kind.as_str().to_owned(),
        destination: parcel.destination.to_owned(),
        sequence,
        tag_manifest,
        previous,
        at,
        count: parcel.documents.len() as u32,
        withdrawals: parcel.withdrawals.len() as u32,
        received: None,
    };
    vault
        .export_committed(&row, parcel.documents, parcel.withdrawals)
        .inspect_err(|_| {
            // The number was not taken: a bundle that the vault does not know must not travel.
            let _ = fs::remove_file(&path);
        })?;
    Ok(Sent {
        path,
        bytes,
        sequence,
        at,
    })
}

/// Sealed bundles can only be read by their recipient, so what can be checked here is that every byte came back from
/// the drive and that an age or zstd file begins there.
fn read_back(path: &Path, expected: u64) -> Result<(), CommandError> {
    let mut reader = BufReader::new(File::open(path).map_err(|e| crate::error::io(&e))?);
    let bytes =
        std::io::copy(&mut reader, &mut std::io::sink()).map_err(|e| crate::error::io(&e))?;
    if bytes == expected {
        Ok(())
    } else {
        Err(CommandError::new("cut-off"))
    }
}

/// A rename lasts once its folder is on the drive; some drives cannot be asked, which is no reason to fail.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
