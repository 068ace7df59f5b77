//! The outermost layer while reading: a sealed file's plain bytes, or an unsealed file as it is.

use crate::padding::is_padded;
use crate::{BundleError, Identity, Layer, Limits};
use age::stream::StreamReader;
use age::{DecryptError, Decryptor};
use std::io::{self, Chain, Cursor, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

const AGE: &[u8] = b"age-encryption.org/";
const AGE_V1: &[u8] = b"age-encryption.org/v1\n";
/// First bytes of a zstd frame (RFC 8878 §3.1.1).
pub(crate) const ZSTD: [u8; 4] = 0xFD2F_B528_u32.to_le_bytes();
/// Bytes of one sealed chunk of the age payload, and of the tag it ends in (age v1, "Payload").
const CHUNK: u64 = 64 * 1024 + TAG;
const TAG: u64 = 16;

/// Bytes that went by, readable while the reader is owned by somebody else.
#[derive(Debug, Default)]
pub(crate) struct Count {
    bytes: AtomicU64,
    ended: AtomicBool,
}

impl Count {
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }
}

/// A reader that counts, and marks failures of the medium as such.
pub(crate) struct Tally<R> {
    inner: R,
    count: Arc<Count>,
}

impl<R: Read> Read for Tally<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.inner.read(buffer) {
            Ok(got) => {
                self.count.bytes.fetch_add(got as u64, Ordering::Relaxed);
                if got == 0 && !buffer.is_empty() {
                    self.count.ended.store(true, Ordering::Relaxed);
                }
                Ok(got)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Err(error),
            Err(error) => Err(BundleError::Io(error).into_io()),
        }
    }
}

type Whole<R> = Tally<Chain<Cursor<Vec<u8>>, R>>;

/// The bytes that begin with the zstd frame.
pub(crate) enum Plain<R> {
    /// Behind an age seal.
    Sealed {
        stream: Box<StreamReader<Whole<R>>>,
        /// Counts the file's bytes.
        outer: Arc<Count>,
        /// The file's bytes before the sealed chunks.
        start: u64,
    },
    /// As it is.
    Unsealed(Whole<R>),
}

impl<R: Read> Plain<R> {
    /// Looks at the first bytes and opens the seal if there is one.
    pub(crate) fn open(mut input: R, identities: &[Identity]) -> Result<Self, BundleError> {
        let head = read_head(&mut input)?;
        let sealed = head.starts_with(AGE);
        let outer = Arc::new(Count::default());
        let whole = Tally {
            inner: Cursor::new(head).chain(input),
            count: Arc::clone(&outer),
        };
        if !sealed {
            return Ok(Self::Unsealed(whole));
        }
        let decryptor = Decryptor::new(whole).map_err(|error| seal_error(&error))?;
        let start = outer.bytes();
        let stream = decryptor
            .decrypt(
                identities
                    .iter()
                    .map(|identity| &identity.0 as &dyn age::Identity),
            )
            .map_err(|error| seal_error(&error))?;
        Ok(Self::Sealed {
            stream: Box::new(stream),
            outer,
            start,
        })
    }

    pub(crate) fn is_sealed(&self) -> bool {
        matches!(self, Self::Sealed { .. })
    }

    /// The same bytes, counted.
    pub(crate) fn counted(self) -> (Counted<R>, Arc<Count>) {
        let count = Arc::new(Count::default());
        (
            Counted {
                inner: self,
                count: Arc::clone(&count),
            },
            count,
        )
    }
}

impl<R: Read> Read for Plain<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Unsealed(whole) => whole.read(buffer),
            Self::Sealed {
                stream,
                outer,
                start,
            } => stream.read(buffer).map_err(|error| {
                if error
                    .get_ref()
                    .is_some_and(<dyn std::error::Error + Send + Sync>::is::<BundleError>)
                {
                    return error;
                }
                // Of a file that ends in the middle of a chunk the library knows only that the chunk does not open;
                // no whole bundle has such a size.
                let sealed = outer.bytes().saturating_sub(*start);
                let inside = sealed.saturating_sub(TAG * sealed.div_ceil(CHUNK));
                let empty_chunk = (1..=TAG).contains(&(sealed % CHUNK));
                let short =
                    outer.ended.load(Ordering::Relaxed) && (empty_chunk || !is_padded(inside));
                if short || error.kind() == ErrorKind::UnexpectedEof {
                    BundleError::CutOff.into_io()
                } else {
                    BundleError::Damaged {
                        layer: Layer::Sealing,
                    }
                    .into_io()
                }
            }),
        }
    }
}

/// The plain bytes with how many of them went by.
pub(crate) struct Counted<R> {
    inner: Plain<R>,
    count: Arc<Count>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.count.bytes.fetch_add(got as u64, Ordering::Relaxed);
        Ok(got)
    }
}

/// Reads what is needed to know the outermost layer: of a sealed file, at least its age header, which the library
/// would otherwise read without bound.
fn read_head(input: &mut dyn Read) -> Result<Vec<u8>, BundleError> {
    let mut head = Vec::new();
    grow(input, &mut head, AGE_V1.len())?;
    if head.starts_with(AGE) {
        if !head.starts_with(AGE_V1) {
            return Err(if head.len() < AGE_V1.len() {
                BundleError::CutOff
            } else {
                BundleError::NewerFormat
            });
        }
        while !ends_header(&head) {
            let before = head.len();
            if before >= Limits::AGE_HEADER {
                return Err(BundleError::Damaged {
                    layer: Layer::Sealing,
                });
            }
            grow(input, &mut head, before + 512)?;
            if head.len() == before {
                return Err(BundleError::CutOff);
            }
        }
        return Ok(head);
    }
    if head.starts_with(&ZSTD) {
        return Ok(head);
    }
    let begins = AGE.starts_with(&head) || ZSTD.starts_with(&head);
    Err(if begins {
        BundleError::CutOff
    } else {
        BundleError::NotABundle
    })
}

fn grow(input: &mut dyn Read, head: &mut Vec<u8>, to: usize) -> Result<(), BundleError> {
    let more = to.saturating_sub(head.len()) as u64;
    input
        .take(more)
        .read_to_end(head)
        .map_err(BundleError::Io)?;
    Ok(())
}

/// Whether the last line of an age header (`--- ` and its MAC) is complete.
fn ends_header(head: &[u8]) -> bool {
    let last = head.windows(5).position(|five| five == b"\n--- ");
    last.is_some_and(|at| head[at + 5..].contains(&b'\n'))
}

fn seal_error(error: &DecryptError) -> BundleError {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed => {
            BundleError::WrongRecipient
        }
        DecryptError::UnknownFormat => BundleError::NewerFormat,
        DecryptError::Io(error) if error.kind() == ErrorKind::UnexpectedEof => BundleError::CutOff,
        DecryptError::Io(error) if error.get_ref().is_some() => {
            BundleError::Io(io::Error::from(error.kind()))
        }
        _ => BundleError::Damaged {
            layer: Layer::Sealing,
        },
    }
}
