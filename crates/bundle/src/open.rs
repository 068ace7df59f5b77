//! Opening a bundle: everything that can be known before one payload byte is taken.

use crate::archive::Archive;
use crate::manifest::{self, DECLARATION, DECLARED, Line, MANIFEST, SIGNATURE, TAG_MANIFEST};
use crate::{BundleError, Header, Identity, Limits, info};
use saring_record::Digest;
use std::fmt;
use std::io::Read;

/// Bytes of the small tag files; a recipient takes 63.
const SMALL: u64 = 64 * 1024;

/// A bundle whose tag files held: it is signed by [`Header::signer`] and meant for one of the identities.
pub struct Opened<R: Read> {
    pub(crate) header: Header,
    pub(crate) files: Vec<Line>,
    pub(crate) archive: Archive<R>,
    pub(crate) limits: Limits,
}

impl<R: Read> fmt::Debug for Opened<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened")
            .field("header", &self.header)
            .finish_non_exhaustive()
    }
}

/// Opens a bundle and checks its tag files; see [`open_within`].
///
/// # Errors
/// As [`open_within`].
pub fn open<R: Read>(input: R, identities: &[Identity]) -> Result<Opened<R>, BundleError> {
    open_within(input, identities, Limits::default())
}

/// Opens a bundle and checks, in this order: the seal, the container up to the last tag file, the tag manifest's
/// digests, `bag-info.txt`, the signature and its comment, that the signer meant it for one of `identities`, and that
/// what it announces is within `limits`. Reads nothing of the payload.
///
/// # Errors
/// Every [`BundleError`] that a reader has; the first one met.
pub fn open_within<R: Read>(
    input: R,
    identities: &[Identity],
    limits: Limits,
) -> Result<Opened<R>, BundleError> {
    let mut archive = Archive::open(input, identities)?;
    let small = SMALL.min(limits.tag_file);
    let tags = archive.file(TAG_MANIFEST, small)?;
    let signature = archive.file(SIGNATURE, small)?;
    let declaration = archive.file(DECLARATION, small)?;
    let info = archive.file(info::FILE, small)?;
    let payload = archive.file(MANIFEST, limits.tag_file)?;

    manifest::check_tags(&tags, &[&declaration, &info, &payload])?;
    if declaration != DECLARED {
        return Err(BundleError::BadTagFile { file: DECLARATION });
    }
    let header = Header::parse(&info, Digest::of(&tags))?;
    let signature = std::str::from_utf8(&signature).map_err(|_| BundleError::BadSignature)?;
    if header.signer.verify(&tags, signature)? != header.trusted_comment() {
        return Err(BundleError::CommentMismatch);
    }
    let files = manifest::parse_payload(&payload)?;

    check_recipient(&header, archive.is_sealed(), identities)?;
    let stands = |claimed: &crate::entry::Frame| {
        claimed.folder == header.folder() && claimed.mtime == header.mtime()
    };
    if !archive.claimed().is_some_and(stands) {
        return Err(BundleError::UnexpectedEntry {
            expected: TAG_MANIFEST.to_owned(),
        });
    }
    if header.payload_files != files.len() as u64 {
        return Err(BundleError::SizeMismatch);
    }
    if header.payload_files > limits.files {
        return Err(BundleError::TooLarge { what: "files" });
    }
    if header.payload_bytes > limits.payload {
        return Err(BundleError::TooLarge { what: "payload" });
    }
    Ok(Opened {
        header,
        files,
        archive,
        limits,
    })
}

/// A seal can be put on by anybody: whoever opened a bundle could pass the signed bag on in a new one. So the signer
/// names the recipients inside, and a bag signed for a sealed bundle is not taken out of its seal.
fn check_recipient(
    header: &Header,
    sealed: bool,
    identities: &[Identity],
) -> Result<(), BundleError> {
    if sealed == header.recipients.is_empty() || !(sealed || header.kind.may_be_unsealed()) {
        return Err(BundleError::NotSealed { kind: header.kind });
    }
    let meant = identities
        .iter()
        .any(|identity| header.recipients.contains(&identity.recipient()));
    if sealed && !meant {
        Err(BundleError::WrongRecipient)
    } else {
        Ok(())
    }
}

impl<R: Read> Opened<R> {
    /// What was signed.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Names and digests of the payload files, in the order in which they come.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Digest)> {
        self.files
            .iter()
            .map(|line| (line.path.as_str(), &line.digest))
    }
}
