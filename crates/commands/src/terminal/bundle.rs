//! Bundles from the terminal: what one says of itself, whether it holds, what is in it.

use crate::{CommandError, Desktop, keys};
use saring_bundle::{Header, Identity, Opened};
use serde::Serialize;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::Path;

/// What a bundle says of itself. Before everything held, these are the signer's claims.
#[derive(Clone, Debug, Serialize)]
pub struct BundleReport {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// Full signing key.
    pub signer: String,
    /// Twelve groups to compare.
    pub fingerprint: Vec<String>,
    /// Whom it is for.
    pub destination: String,
    /// Number.
    pub sequence: u64,
    /// Written on this day, as the signer claims.
    pub date: String,
    /// From a training vault.
    pub training: bool,
    /// Payload files.
    pub files: u64,
    /// Payload bytes.
    pub bytes: u64,
    /// Digest of the tag manifest.
    pub tag_manifest: String,
    /// True once every payload file held.
    pub whole: bool,
}

fn report(header: &Header, whole: bool) -> BundleReport {
    BundleReport {
        kind: header.kind.as_str().to_owned(),
        id: header.id.to_string(),
        signer: header.signer.as_str().to_owned(),
        fingerprint: header.signer.fingerprint().groups().to_vec(),
        destination: header.destination.clone(),
        sequence: header.sequence,
        date: header.date.to_string(),
        training: header.training,
        files: header.payload_files,
        bytes: header.payload_bytes,
        tag_manifest: header.tag_manifest.to_string(),
        whole,
    }
}

/// The identity of the open vault; none at the door, which is enough for unsealed kinds.
fn identities(desktop: &Desktop) -> Result<Vec<Identity>, CommandError> {
    match desktop.slot().as_ref() {
        Some(open) => Ok(vec![keys::identity(&open.vault)?]),
        None => Ok(Vec::new()),
    }
}

fn opened(desktop: &Desktop, path: &Path) -> Result<Opened<BufReader<File>>, CommandError> {
    let file = File::open(path).map_err(|e| crate::error::io(&e))?;
    Ok(saring_bundle::open(
        BufReader::new(file),
        &identities(desktop)?,
    )?)
}

/// What a bundle says of itself, its signature checked, its payload not read.
///
/// # Errors
/// The codes of the bundle.
pub fn bundle_inspect(desktop: &Desktop, path: &Path) -> Result<BundleReport, CommandError> {
    Ok(report(opened(desktop, path)?.header(), false))
}

/// Whether all of a bundle holds.
///
/// # Errors
/// The codes of the bundle.
pub fn bundle_verify(desktop: &Desktop, path: &Path) -> Result<BundleReport, CommandError> {
    let opened = opened(desktop, path)?;
    let header = opened.header().clone();
    opened.payload(&mut |_: &str, reader: &mut dyn Read| {
        std::io::copy(reader, &mut std::io::sink()).map(|_| ())
    })?;
    Ok(report(&header, true))
}

/// Writes the payload of a bundle into a new folder; when something does not hold, the folder is taken away again.
///
/// # Errors
/// `file-exists`, the codes of the bundle and of writing.
pub fn bundle_open(
    desktop: &Desktop,
    path: &Path,
    folder: &Path,
) -> Result<BundleReport, CommandError> {
    let opened = opened(desktop, path)?;
    let header = opened.header().clone();
    fs::create_dir(folder).map_err(|e| crate::error::io(&e))?;
    let written = opened.payload(&mut |name: &str, reader: &mut dyn Read| {
        let target = folder.join(name);
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent)?;
        }
        std::io::copy(reader, &mut File::create_new(target)?).map(|_| ())
    });
    written.inspect_err(|_| {
        let _ = fs::remove_dir_all(folder);
    })?;
    Ok(report(&header, true))
}
