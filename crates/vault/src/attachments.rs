//! Attachments: streamed in, held against their digest when they are streamed out, never in a file of their own.
//!
//! A long import is many transactions of one chunk each and a last one that makes the attachment count: one
//! transaction for all of it would put the whole file into the log and then once more into the vault, and would hold up
//! every answer meanwhile. So SQLite moves the log into the file as it goes, the log stays at a few megabytes, and an
//! import that is cut off leaves only chunks that belong to nothing, which the next unlock clears away. Removal works
//! the same way in reverse: one transaction makes it true, the chunks go after it.

use crate::commitment::Committed;
use crate::table::attachment::{
    self, Arriving, AttachmentId, AttachmentRow, CHUNK, LetGo, Lying, Whole,
};
use crate::table::audit::action;
use crate::table::interview;
use crate::{Vault, VaultError, media, open, thumbnail};
use rusqlite::{Connection, TransactionBehavior};
use saring_record::{Digest, InterviewId, Moment};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

/// How many chunks one transaction clears.
const CLEARED_AT_ONCE: usize = 8;

/// Something to be attached to an interview.
#[derive(Clone, Copy)]
pub struct NewAttachment<'a> {
    /// The interview; it must be open.
    pub interview: InterviewId,
    /// The question it belongs to; opaque to the vault.
    pub reference: Option<&'a str>,
    /// What the officer calls it.
    pub name: &'a str,
    /// When.
    pub at: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for NewAttachment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewAttachment")
            .field("interview", &self.interview)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl Vault {
    /// Reads content to its end and attaches it. When this returns `Ok` it is on the disk; when it does not, nothing of
    /// it will be seen. Takes a few megabytes of memory whatever the length, for a picture those of its decoder too.
    ///
    /// # Errors
    /// [`VaultError::AttachmentKind`] for what is no picture, sound or PDF by its content,
    /// [`VaultError::NoSuchInterview`], [`VaultError::Finalized`], those of reading the source
    /// ([`VaultError::Io`]) and of writing.
    pub fn add_attachment(
        &mut self,
        new: &NewAttachment<'_>,
        content: &mut dyn Read,
    ) -> Result<AttachmentRow, VaultError> {
        let mut chunk = Vec::with_capacity(CHUNK);
        fill(content, &mut chunk)?;
        let media = media::recognise(&chunk).ok_or(VaultError::AttachmentKind)?;
        let id = AttachmentId::generate();
        let nr = self.write(|write| {
            let standing = interview::open(write.connection, new.interview)?;
            attachment::insert(
                write.connection,
                &Arriving {
                    id,
                    interview: standing.nr,
                    at: new.at,
                    doubtful: write.doubts(new.at),
                    officer: write.officer.id,
                    reference: new.reference,
                    name: new.name,
                    media,
                },
            )
        })?;
        let arrived = self.arrive(new, (id, nr), media, chunk, content);
        if arrived.is_err() {
            // What cannot be cleared now is cleared by the next unlock; nobody sees it.
            let _ = clear(&mut self.connection);
        }
        arrived?;
        let rows = self.attachments(new.interview)?;
        rows.into_iter()
            .find(|row| row.id == id)
            .ok_or(VaultError::NoSuchAttachment { attachment: id })
    }

    /// Takes the chunks in, one transaction each, and makes the attachment count with the last.
    fn arrive(
        &mut self,
        new: &NewAttachment<'_>,
        (id, nr): (AttachmentId, i64),
        media: &str,
        mut chunk: Vec<u8>,
        content: &mut dyn Read,
    ) -> Result<(), VaultError> {
        let mut sum = Sha256::new();
        let (mut seq, mut bytes) = (0, 0);
        while !chunk.is_empty() {
            sum.update(&chunk);
            bytes += chunk.len() as u64;
            self.write(|write| attachment::insert_chunk(write.connection, nr, seq, &chunk))?;
            seq += 1;
            fill(content, &mut chunk)?;
        }
        drop(chunk);
        let digest = digest_of(sum)?;
        let lying = Content {
            connection: &self.connection,
            nr,
            bytes,
            at: 0,
            loaded: None,
        };
        let thumbnail = thumbnail::of(media, bytes, BufReader::new(lying));
        let committed = Committed::to(digest.as_str().as_bytes())?;
        self.write(|write| {
            interview::open(write.connection, new.interview)?;
            let whole = Whole {
                bytes,
                digest: &digest,
                committed: &committed,
                thumbnail: thumbnail.as_deref(),
            };
            attachment::set_whole(write.connection, nr, &whole)?;
            let subject = id.to_string();
            write.enter(new.at, action::ATTACHED, &subject, Some(&committed.digest))
        })
    }

    /// The attachments of an interview, whatever came first first. Looking at the list is part of looking at the
    /// interview; looking at one of them is entered in the audit log.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], and those of reading.
    pub fn attachments(&self, id: InterviewId) -> Result<Vec<AttachmentRow>, VaultError> {
        self.read(|connection| {
            let standing = interview::standing(connection, id)?;
            attachment::of_interview(connection, standing.nr)
        })
    }

    /// A small JPEG of an attachment, where it is a picture that could be read.
    ///
    /// # Errors
    /// [`VaultError::NoSuchAttachment`], and those of reading.
    pub fn thumbnail(&self, id: AttachmentId) -> Result<Option<Vec<u8>>, VaultError> {
        self.read(|connection| attachment::thumbnail(connection, id))
    }

    /// Writes an attachment's content out, after the reading was entered in the audit log. What was written counts only
    /// when this returns `Ok`: the digest is known at the end.
    ///
    /// # Errors
    /// [`VaultError::NoSuchAttachment`], [`VaultError::AttachmentDamaged`] when the content does not have its digest,
    /// those of writing, and of the target as [`VaultError::Io`].
    pub fn read_attachment(
        &mut self,
        id: AttachmentId,
        at: Moment,
        out: &mut dyn Write,
    ) -> Result<(), VaultError> {
        let lying = self.read(|connection| attachment::lying(connection, id))?;
        let subject = id.to_string();
        self.write(|write| write.enter(at, action::ATTACHMENT_READ, &subject, None))?;
        self.read(|connection| stream(connection, id, &lying, out))
    }

    /// Those whose content does not have its digest. Reads every attachment, in chunks.
    ///
    /// # Errors
    /// Those of reading, other than a broken page within an attachment.
    pub fn damaged_attachments(&self) -> Result<Vec<AttachmentId>, VaultError> {
        self.read(damaged)
    }

    /// Removes an attachment from an open interview; a tombstone stays. Its chunks are overwritten.
    ///
    /// # Errors
    /// [`VaultError::NoSuchAttachment`], [`VaultError::Finalized`], and those of writing.
    pub fn remove_attachment(&mut self, id: AttachmentId, at: Moment) -> Result<(), VaultError> {
        self.write(|write| {
            let lying = attachment::lying(write.connection, id)?;
            interview::open(write.connection, lying.interview)?;
            attachment::let_go(write.connection, LetGo::Attachment(lying.nr))?;
            write.enter(at, action::ATTACHMENT_REMOVED, &id.to_string(), None)
        })?;
        // It is removed; chunks that cannot be cleared for want of room are cleared by the next unlock.
        let _ = clear(&mut self.connection);
        let _ = open::checkpoint(&self.connection);
        Ok(())
    }
}

/// Those whose content does not have its digest.
pub(crate) fn damaged(connection: &Connection) -> Result<Vec<AttachmentId>, VaultError> {
    let mut damaged = Vec::new();
    for id in attachment::all(connection)? {
        let lying = attachment::lying(connection, id)?;
        match stream(connection, id, &lying, &mut io::sink()) {
            Ok(()) => {}
            Err(VaultError::AttachmentDamaged { .. }) => damaged.push(id),
            Err(error) => return Err(error),
        }
    }
    Ok(damaged)
}

fn stream(
    connection: &Connection,
    id: AttachmentId,
    lying: &Lying,
    out: &mut dyn Write,
) -> Result<(), VaultError> {
    let mut sum = Sha256::new();
    let mut left = lying.bytes;
    for seq in 0.. {
        let chunk = attachment::chunk(connection, lying.nr, seq)?;
        // Before anything of it goes out: what comes from a broken page is none of it.
        open::sound(connection)?;
        let Some(chunk) = chunk else { break };
        sum.update(&chunk);
        left = left.wrapping_sub(chunk.len() as u64);
        out.write_all(&chunk)?;
    }
    out.flush()?;
    if left == 0 && digest_of(sum)? == lying.digest {
        Ok(())
    } else {
        Err(VaultError::AttachmentDamaged { attachment: id })
    }
}

/// Clears chunks that belong to nothing, a few in a transaction: what an import left that was cut off, and what was
/// removed. Only called while no import runs.
pub(crate) fn clear(connection: &mut Connection) -> Result<(), VaultError> {
    while let Some(nr) = attachment::to_clear(connection)? {
        loop {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let more = attachment::clear_some(&transaction, nr, CLEARED_AT_ONCE)?;
            open::sound(&transaction)?;
            transaction.commit()?;
            if !more {
                break;
            }
        }
    }
    Ok(())
}

/// Reads one chunk, or what is left.
fn fill(content: &mut dyn Read, chunk: &mut Vec<u8>) -> Result<(), VaultError> {
    chunk.clear();
    content.take(CHUNK as u64).read_to_end(chunk)?;
    Ok(())
}

pub(crate) fn digest_of(sum: Sha256) -> Result<Digest, VaultError> {
    Digest::parse(&hex::encode(sum.finalize())).ok_or(VaultError::Internal { what: "digest" })
}

/// An attachment's content as a file that can be read from any place, for the decoders of pictures.
struct Content<'a> {
    connection: &'a Connection,
    nr: i64,
    bytes: u64,
    at: u64,
    loaded: Option<(u64, Vec<u8>)>,
}

impl Read for Content<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.bytes {
            return Ok(0);
        }
        let seq = self.at / CHUNK as u64;
        if self
            .loaded
            .as_ref()
            .is_none_or(|(loaded, _)| *loaded != seq)
        {
            let chunk = attachment::chunk(self.connection, self.nr, seq)
                .and_then(|chunk| open::sound(self.connection).map(|()| chunk))
                .map_err(io::Error::other)?;
            self.loaded = Some((seq, chunk.unwrap_or_default()));
        }
        let chunk = self.loaded.as_ref().map_or(&[][..], |(_, chunk)| chunk);
        let from = chunk.len().min((self.at % CHUNK as u64) as usize);
        let some = (chunk.len() - from).min(buffer.len());
        buffer[..some].copy_from_slice(&chunk[from..from + some]);
        self.at += some as u64;
        Ok(some)
    }
}

impl Seek for Content<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.bytes.checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}
