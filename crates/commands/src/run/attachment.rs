//! Attachments of an interview: taken into the vault, shown, and saved outside only after a warning.

use super::holding;
use crate::desktop::Open;
use crate::view::{AttachmentContent, AttachmentView, WrittenFile};
use crate::{CommandError, Desktop, audit, clock};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use saring_vault::{AttachmentId, AttachmentRow, NewAttachment};
use std::fs::{self, File};
use std::path::Path;
use zeroize::Zeroizing;

/// What the screen is handed at once; longer ones are saved and opened elsewhere.
const MOST_SHOWN: u64 = 32 * 1024 * 1024;

/// Takes a file into the vault. The file itself stays where it is, which the screen says.
///
/// # Errors
/// `attachment-kind`, `unknown-interview`, `interview-finalized`, `no-file`, those of reading and writing.
pub fn attachment_add(
    desktop: &Desktop,
    id: String,
    reference: Option<String>,
    path: String,
) -> Result<AttachmentView, CommandError> {
    let path = Path::new(&path);
    let mut file = File::open(path).map_err(|e| crate::error::io(&e))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    desktop.with_open(|open| {
        let new = NewAttachment {
            interview: holding::own(open, &id)?,
            reference: reference.as_deref(),
            name: &name,
            at: clock::now(),
        };
        let row = open.vault.add_attachment(&new, &mut file)?;
        view(open, &row)
    })
}

/// The attachments of an interview, whatever came first first.
///
/// # Errors
/// `unknown-interview`, those of reading.
pub fn attachments(desktop: &Desktop, id: String) -> Result<Vec<AttachmentView>, CommandError> {
    desktop.with_open(|open| {
        let rows = open.vault.attachments(holding::own(open, &id)?)?;
        rows.iter().map(|row| view(open, row)).collect()
    })
}

/// An attachment's content for the screen. Entered in the audit log.
///
/// # Errors
/// `attachment-too-long` for what can only be saved, `no-such-attachment`, `attachment-damaged`, those of reading.
pub fn attachment_show(
    desktop: &Desktop,
    id: String,
    attachment: String,
) -> Result<AttachmentContent, CommandError> {
    desktop.with_open(|open| {
        let row = one(open, &id, &attachment)?;
        if row.bytes > MOST_SHOWN {
            return Err(CommandError::new("attachment-too-long"));
        }
        let mut bytes = Zeroizing::new(Vec::with_capacity(row.bytes as usize));
        open.vault
            .read_attachment(row.id, clock::now(), &mut *bytes)?;
        Ok(AttachmentContent {
            media: row.media,
            base64: STANDARD.encode(&*bytes),
        })
    })
}

/// Writes an attachment's content into a folder, where anybody can read it: only after the officer was warned. Entered
/// in the audit log as an export. What does not come out whole is taken away again.
///
/// # Errors
/// `warning-needed`, `no-folder`, `file-exists`, `no-such-attachment`, `attachment-damaged`, those of writing.
pub fn attachment_save(
    desktop: &Desktop,
    id: String,
    attachment: String,
    folder: String,
    warned: bool,
) -> Result<WrittenFile, CommandError> {
    if !warned {
        return Err(CommandError::new("warning-needed"));
    }
    let folder = Path::new(&folder);
    if !folder.is_dir() {
        return Err(CommandError::new("no-folder"));
    }
    desktop.with_open(|open| {
        let row = one(open, &id, &attachment)?;
        // Its name may be anything and may say who it is about; its id says nothing.
        let ending = row.media.rsplit('/').next().unwrap_or("bin");
        let path = folder.join(format!("{}.{ending}", row.id));
        let mut file = File::create_new(&path).map_err(|e| crate::error::io(&e))?;
        let (now, vault) = (clock::now(), &mut open.vault);
        let written = vault
            .log(audit::EXPORTED_IN_THE_CLEAR, &row.id.to_string(), now)
            .and_then(|()| vault.read_attachment(row.id, now, &mut file))
            .map_err(CommandError::from)
            .and_then(|()| file.sync_all().map_err(|e| crate::error::io(&e)));
        written.inspect_err(|_| {
            let _ = fs::remove_file(&path);
        })?;
        Ok(WrittenFile {
            path: path.to_string_lossy().into_owned(),
        })
    })
}

/// Removes an attachment from an interview that is open.
///
/// # Errors
/// `no-such-attachment`, `interview-finalized`, those of writing.
pub fn attachment_remove(
    desktop: &Desktop,
    id: String,
    attachment: String,
) -> Result<Vec<AttachmentView>, CommandError> {
    desktop.with_open(|open| {
        let row = one(open, &id, &attachment)?;
        open.vault.remove_attachment(row.id, clock::now())?;
        let rows = open.vault.attachments(holding::own(open, &id)?)?;
        rows.iter().map(|row| view(open, row)).collect()
    })
}

fn one(open: &Open, id: &str, attachment: &str) -> Result<AttachmentRow, CommandError> {
    let unknown = || CommandError::new("no-such-attachment");
    let attachment: AttachmentId = attachment.parse().map_err(|_| unknown())?;
    let rows = open.vault.attachments(holding::own(open, id)?)?;
    rows.into_iter()
        .find(|row| row.id == attachment)
        .ok_or_else(unknown)
}

fn view(open: &Open, row: &AttachmentRow) -> Result<AttachmentView, CommandError> {
    let thumbnail = if row.has_thumbnail {
        open.vault.thumbnail(row.id)?
    } else {
        None
    };
    Ok(AttachmentView {
        id: row.id.to_string(),
        reference: row.reference.clone(),
        name: row.name.clone(),
        media: row.media.clone(),
        bytes: row.bytes,
        at: row.at.to_string(),
        officer: open
            .vault
            .officers()?
            .into_iter()
            .find(|officer| officer.id == row.officer)
            .map(|officer| officer.name)
            .unwrap_or_default(),
        doubtful: row.doubtful,
        thumbnail: thumbnail.map(|bytes| STANDARD.encode(bytes)),
    })
}
