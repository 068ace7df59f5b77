//! Writing a bundle: bag, signature, compression, padding, seal, in one pass to the output.

use crate::entry::{self, Frame};
use crate::manifest::{
    self, DECLARATION, DECLARED, Line, MANIFEST, SIGNATURE, TAG_FILES, TAG_MANIFEST,
};
use crate::name::is_payload_name;
use crate::payload::Hashing;
use crate::{BundleError, Header, Kind, Recipient, SigningKey, info, padding};
use age::Encryptor;
use age::stream::StreamWriter;
use chrono::NaiveDate;
use saring_record::Digest;
use sha2::{Digest as _, Sha256};
use std::borrow::Cow;
use std::io::{self, Read, Write};
use uuid::Uuid;

/// The window that a writer uses: 2 MiB, well under what every reader gives.
const WINDOW_LOG: u32 = 21;
const LEVEL: i32 = 9;

/// Where a payload file's bytes come from.
pub enum Source<'a> {
    /// They are here.
    Bytes(Cow<'a, [u8]>),
    /// They stream; size and digest are known beforehand, because the manifest is written first.
    Stream {
        /// Yields exactly `bytes` bytes.
        reader: Box<dyn Read + 'a>,
        /// How many.
        bytes: u64,
        /// SHA-256 over them.
        digest: Digest,
    },
}

/// One payload file to write.
pub struct OutgoingFile<'a> {
    /// Its name in the bag, `data/` included (FORMAT.md §3).
    pub path: String,
    /// Its bytes.
    pub source: Source<'a>,
}

impl<'a> OutgoingFile<'a> {
    /// A file that is already in memory.
    pub fn bytes(path: impl Into<String>, bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self {
            path: path.into(),
            source: Source::Bytes(bytes.into()),
        }
    }

    /// A file that streams.
    pub fn stream(
        path: impl Into<String>,
        reader: impl Read + 'a,
        bytes: u64,
        digest: Digest,
    ) -> Self {
        Self {
            path: path.into(),
            source: Source::Stream {
                reader: Box::new(reader),
                bytes,
                digest,
            },
        }
    }

    fn size(&self) -> u64 {
        match &self.source {
            Source::Bytes(bytes) => bytes.len() as u64,
            Source::Stream { bytes, .. } => *bytes,
        }
    }

    fn digest(&self) -> Digest {
        match &self.source {
            Source::Bytes(bytes) => Digest::of(bytes),
            Source::Stream { digest, .. } => digest.clone(),
        }
    }
}

/// A bundle to write.
pub struct Outgoing<'a> {
    /// What it is for.
    pub kind: Kind,
    /// Its own id.
    pub id: Uuid,
    /// Who signs.
    pub signer: &'a SigningKey,
    /// Whom it is sealed to. Empty: unsealed, for the kinds that may be.
    pub recipients: &'a [Recipient],
    /// The organisation or vault it is addressed to: 1 to 200 bytes on one line.
    pub destination: &'a str,
    /// Its number among the signer's bundles to that destination, from 1.
    pub sequence: u64,
    /// The tag manifest's digest of the one before it; none for number 1 only.
    pub previous: Option<Digest>,
    /// Today, by the writer's clock.
    pub date: NaiveDate,
    /// Whether it comes from a training vault.
    pub training: bool,
    /// What it carries, in any order.
    pub files: Vec<OutgoingFile<'a>>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The next bundle's [`Outgoing::previous`].
    pub tag_manifest: Digest,
    /// Bytes of the file.
    pub bytes: u64,
}

/// Writes a bundle. On an error what stands in `out` is no bundle: write beside the final name and rename.
///
/// # Errors
/// [`BundleError::BadName`], [`BundleError::EmptyPayload`], [`BundleError::BadHeader`], [`BundleError::NotSealed`]
/// before the first byte is written; [`BundleError::SourceChanged`] when a stream was not what it was said to be;
/// [`BundleError::Io`] from `out`.
pub fn write<W: Write>(mut outgoing: Outgoing<'_>, out: W) -> Result<Written, BundleError> {
    outgoing
        .files
        .sort_by(|one, other| one.path.cmp(&other.path));
    check_files(&outgoing.files)?;
    if outgoing.recipients.is_empty() && !outgoing.kind.may_be_unsealed() {
        return Err(BundleError::NotSealed {
            kind: outgoing.kind,
        });
    }
    let lines: Vec<_> = outgoing
        .files
        .iter()
        .map(|file| Line {
            digest: file.digest(),
            path: file.path.clone(),
        })
        .collect();
    let payload = manifest::render(&lines);
    let mut header = describe(&outgoing);
    if let Some(field) = header.flaw() {
        return Err(BundleError::BadHeader { field });
    }
    let description = header.render();
    let tags = TAG_FILES
        .iter()
        .zip([DECLARED, description.as_bytes(), payload.as_bytes()]);
    let tags: Vec<_> = tags
        .map(|(path, bytes)| Line {
            digest: Digest::of(bytes),
            path: (*path).to_owned(),
        })
        .collect();
    let tags = manifest::render(&tags);
    header.tag_manifest = Digest::of(tags.as_bytes());
    let signature = outgoing
        .signer
        .sign(tags.as_bytes(), &header.trusted_comment())?;

    let sealed = Seal::around(Counting::new(out), outgoing.recipients)?;
    let mut frame = zstd::Encoder::new(Counting::new(sealed), LEVEL).map_err(BundleError::Io)?;
    frame
        .include_checksum(true)
        .and_then(|()| frame.window_log(WINDOW_LOG))
        .map_err(BundleError::Io)?;
    let mut tar = Tar {
        frame: Frame {
            folder: header.folder(),
            mtime: header.mtime(),
        },
        out: frame,
    };
    for (name, bytes) in [
        (TAG_MANIFEST, tags.as_bytes()),
        (SIGNATURE, signature.as_bytes()),
        (DECLARATION, DECLARED),
        (info::FILE, description.as_bytes()),
        (MANIFEST, payload.as_bytes()),
    ] {
        tar.bytes(name, bytes)?;
    }
    for file in outgoing.files {
        tar.file(file)?;
    }
    let mut sealed = tar.finish()?.finish().map_err(BundleError::Io)?;
    if !outgoing.recipients.is_empty() {
        padding::write(sealed.bytes, &mut sealed.inner)?;
    }
    let mut file = sealed.inner.finish().map_err(BundleError::Io)?;
    file.flush().map_err(BundleError::Io)?;
    Ok(Written {
        tag_manifest: header.tag_manifest,
        bytes: file.bytes,
    })
}

fn describe(outgoing: &Outgoing<'_>) -> Header {
    Header {
        kind: outgoing.kind,
        id: outgoing.id,
        signer: outgoing.signer.public(),
        recipients: outgoing.recipients.to_vec(),
        destination: outgoing.destination.to_owned(),
        sequence: outgoing.sequence,
        previous: outgoing.previous.clone(),
        training: outgoing.training,
        date: outgoing.date,
        payload_bytes: outgoing.files.iter().map(OutgoingFile::size).sum(),
        payload_files: outgoing.files.len() as u64,
        tag_manifest: Digest::of(&[]),
    }
}

fn check_files(files: &[OutgoingFile<'_>]) -> Result<(), BundleError> {
    if files.is_empty() {
        return Err(BundleError::EmptyPayload);
    }
    let plain = files.iter().all(|file| is_payload_name(&file.path));
    let once = files.windows(2).all(|pair| pair[0].path != pair[1].path);
    // A file where another one needs a folder could not be unpacked.
    let no_folder = files
        .windows(2)
        .all(|pair| !pair[1].path.starts_with(&format!("{}/", pair[0].path)));
    if plain && once && no_folder {
        Ok(())
    } else {
        Err(BundleError::BadName)
    }
}

/// The tar container being written.
struct Tar<W> {
    frame: Frame,
    out: W,
}

impl<W: Write> Tar<W> {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BundleError> {
        self.head(name, bytes.len() as u64)?;
        self.put(bytes)?;
        self.fill(bytes.len() as u64)
    }

    fn file(&mut self, file: OutgoingFile<'_>) -> Result<(), BundleError> {
        let (mut reader, bytes, digest) = match file.source {
            Source::Bytes(bytes) => return self.bytes(&file.path, &bytes),
            Source::Stream {
                reader,
                bytes,
                digest,
            } => (reader, bytes, digest),
        };
        self.head(&file.path, bytes)?;
        let mut hashing = Hashing {
            inner: &mut *reader,
            hash: Sha256::new(),
        };
        let copied =
            io::copy(&mut (&mut hashing).take(bytes), &mut self.out).map_err(BundleError::Io)?;
        if copied != bytes || !hashing.is(&digest) {
            return Err(BundleError::SourceChanged);
        }
        self.fill(bytes)
    }

    fn finish(mut self) -> Result<W, BundleError> {
        self.put(&[0; entry::END])?;
        Ok(self.out)
    }

    fn head(&mut self, name: &str, size: u64) -> Result<(), BundleError> {
        let header = entry::header(&self.frame, name, size)?;
        self.put(&header)
    }

    fn fill(&mut self, size: u64) -> Result<(), BundleError> {
        self.put(&[0; entry::BLOCK][..entry::fill(size)])
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), BundleError> {
        self.out.write_all(bytes).map_err(BundleError::Io)
    }
}

/// A writer that counts.
struct Counting<W> {
    inner: W,
    bytes: u64,
}

impl<W> Counting<W> {
    fn new(inner: W) -> Self {
        Self { inner, bytes: 0 }
    }
}

impl<W: Write> Write for Counting<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let put = self.inner.write(buffer)?;
        self.bytes += put as u64;
        Ok(put)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// The age layer, or none.
enum Seal<W: Write> {
    Sealed(StreamWriter<W>),
    Unsealed(W),
}

impl<W: Write> Seal<W> {
    fn around(out: W, recipients: &[Recipient]) -> Result<Self, BundleError> {
        if recipients.is_empty() {
            return Ok(Self::Unsealed(out));
        }
        let recipients = recipients
            .iter()
            .map(Recipient::to_age)
            .collect::<Result<Vec<_>, _>>()?;
        let recipients = recipients
            .iter()
            .map(|recipient| recipient as &dyn age::Recipient);
        let encryptor = Encryptor::with_recipients(recipients).map_err(|_| BundleError::Crypto)?;
        encryptor
            .wrap_output(out)
            .map(Self::Sealed)
            .map_err(BundleError::Io)
    }

    fn finish(self) -> io::Result<W> {
        match self {
            Self::Sealed(stream) => stream.finish(),
            Self::Unsealed(out) => Ok(out),
        }
    }
}

impl<W: Write> Write for Seal<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Sealed(stream) => stream.write(buffer),
            Self::Unsealed(out) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Sealed(stream) => stream.flush(),
            Self::Unsealed(out) => out.flush(),
        }
    }
}
