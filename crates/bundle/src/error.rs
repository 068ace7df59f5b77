//! Why a bundle was not written, or not believed.

use crate::Kind;
use std::fmt;

/// The layer of the container in which damage was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Layer {
    /// age: the seal, and with it every byte inside.
    Sealing,
    /// The frame of zeros that hides the size.
    Padding,
    /// zstd.
    Compression,
    /// The tar container.
    Archive,
}

impl Layer {
    /// Stable name, as a parameter of `damaged`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::Padding => "padding",
            Self::Compression => "compression",
            Self::Archive => "archive",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What went wrong. Paths named here are the container's own names (tag files and digests), never answers.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BundleError {
    /// Neither sealed nor unsealed in any shape this program knows.
    #[error("not a bundle")]
    NotABundle,
    /// Written by a later version of the format.
    #[error("newer format")]
    NewerFormat,
    /// It ends too early.
    #[error("cut off")]
    CutOff,
    /// Bytes were changed.
    #[error("damaged: {layer}")]
    Damaged {
        /// Where it showed.
        layer: Layer,
    },
    /// Sealed to somebody else, or sealed anew to somebody whom the signer did not name.
    #[error("wrong recipient")]
    WrongRecipient,
    /// Sealed where the bag says it is not, or the other way round; or of a kind that must be sealed and is not.
    #[error("not sealed as its kind asks: {kind}")]
    NotSealed {
        /// What it says it is.
        kind: Kind,
    },
    /// The signature does not hold for the key that the bag names.
    #[error("bad signature")]
    BadSignature,
    /// What is signed beside the tag manifest does not agree with the bag's own description.
    #[error("signed comment does not agree")]
    CommentMismatch,
    /// A tag file is not written as the format asks.
    #[error("tag file not as the format asks: {file}")]
    BadTagFile {
        /// Name in the bag.
        file: &'static str,
    },
    /// Another entry stands where this one belongs: a name, an order, a link, or a header that is not plain.
    #[error("unexpected entry in place of {expected}")]
    UnexpectedEntry {
        /// Name in the bag of what should have come, or `end`.
        expected: String,
    },
    /// The container ends before all files came.
    #[error("missing entry: {expected}")]
    MissingEntry {
        /// Name in the bag of what should have come.
        expected: String,
    },
    /// Something follows the end.
    #[error("trailing data")]
    TrailingData,
    /// A file is not the one that was signed.
    #[error("digest mismatch: {path}")]
    DigestMismatch {
        /// Name in the bag.
        path: String,
    },
    /// Sizes or counts are not the ones that were signed.
    #[error("size mismatch")]
    SizeMismatch,
    /// More than this program takes.
    #[error("too large: {what}")]
    TooLarge {
        /// `tag-file`, `files`, `payload` or `file`.
        what: &'static str,
    },
    /// A kind that this version does not know.
    #[error("unknown kind")]
    UnknownKind,
    /// Reading or writing failed outside the bundle.
    #[error("input or output failed")]
    Io(#[source] std::io::Error),
    /// To be written: a name outside `[a-z0-9._/-]`, longer than 100 bytes, not under `data/`, or twice.
    #[error("bad name")]
    BadName,
    /// To be written: nothing to carry.
    #[error("empty payload")]
    EmptyPayload,
    /// To be written: a header that cannot be stated.
    #[error("bad header: {field}")]
    BadHeader {
        /// Which label of `bag-info.txt`.
        field: &'static str,
    },
    /// To be written: a file was not the one whose size and digest were announced.
    #[error("source changed")]
    SourceChanged,
    /// A key or an address that cannot be read.
    #[error("bad key")]
    BadKey,
    /// The signing or sealing library refused.
    #[error("crypto failed")]
    Crypto,
}

impl BundleError {
    /// Stable code for messages and scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "not-a-bundle",
            Self::NewerFormat => "newer-format",
            Self::CutOff => "cut-off",
            Self::Damaged { .. } => "damaged",
            Self::WrongRecipient => "wrong-recipient",
            Self::NotSealed { .. } => "not-sealed",
            Self::BadSignature => "bad-signature",
            Self::CommentMismatch => "comment-mismatch",
            Self::BadTagFile { .. } => "bad-tag-file",
            Self::UnexpectedEntry { .. } => "unexpected-entry",
            Self::MissingEntry { .. } => "missing-entry",
            Self::TrailingData => "trailing-data",
            Self::DigestMismatch { .. } => "digest-mismatch",
            Self::SizeMismatch => "size-mismatch",
            Self::TooLarge { .. } => "too-large",
            Self::UnknownKind => "unknown-kind",
            Self::Io(_) => "io",
            Self::BadName => "bad-name",
            Self::EmptyPayload => "empty-payload",
            Self::BadHeader { .. } => "bad-header",
            Self::SourceChanged => "source-changed",
            Self::BadKey => "bad-key",
            Self::Crypto => "crypto",
        }
    }

    /// Carries this error through a `Read` of the standard library.
    pub(crate) fn into_io(self) -> std::io::Error {
        std::io::Error::other(self)
    }

    /// What a read from inside the zstd frame came to. Errors of the layers below come back as they were.
    pub(crate) fn from_frame(error: std::io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Self::CutOff,
            Err(_) => Self::Damaged {
                layer: Layer::Compression,
            },
        }
    }
}

/// Why the payload was not taken: the bundle, or the one who took it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError<E> {
    /// The bundle did not hold.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The sink refused.
    #[error("the payload was refused")]
    Sink(E),
}
