//! The payload as it streams: every file against its signed digest, the whole against what was announced.

use crate::archive::Archive;
use crate::{BundleError, Header, Opened, PayloadError};
use saring_record::Digest;
use sha2::{Digest as _, Sha256};
use std::io::{self, Read};

/// Everything held, to the last byte of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Complete {
    /// What was signed.
    pub header: Header,
}

impl<R: Read> Opened<R> {
    /// Hands every payload file to `sink`, in order, as its name in the bag and its bytes. What the sink takes is
    /// provisional until [`Complete`] comes back: a file's digest is known only behind its last byte, and damage may
    /// stand at the very end. A sink need not read a file to its end.
    ///
    /// # Errors
    /// [`PayloadError::Bundle`] when the bundle does not hold; [`PayloadError::Sink`] when it does and the sink
    /// refused.
    pub fn payload<E>(
        mut self,
        sink: &mut dyn FnMut(&str, &mut dyn Read) -> Result<(), E>,
    ) -> Result<Complete, PayloadError<E>> {
        let mut room = self.header.payload_bytes;
        for line in &self.files {
            let size = self.archive.next(&line.path)?;
            if size > self.limits.file {
                return Err(BundleError::TooLarge { what: "file" }.into());
            }
            room = room.checked_sub(size).ok_or(BundleError::SizeMismatch)?;
            let mut file = File {
                archive: &mut self.archive,
                left: size,
                hash: Sha256::new(),
                fault: None,
            };
            let taken = sink(&line.path, &mut file);
            // The bundle's own fault comes first: the sink saw it only as a failed read.
            let digest = file.finish()?;
            if digest != line.digest.as_str() {
                return Err(BundleError::DigestMismatch {
                    path: line.path.clone(),
                }
                .into());
            }
            taken.map_err(PayloadError::Sink)?;
            self.archive.skip_fill(size)?;
        }
        if room != 0 {
            return Err(BundleError::SizeMismatch.into());
        }
        self.archive.end()?;
        Ok(Complete {
            header: self.header,
        })
    }

    /// Reads all and keeps nothing: does this bundle hold?
    ///
    /// # Errors
    /// The first thing that does not hold.
    pub fn verify(self) -> Result<Complete, BundleError> {
        let nothing = &mut |_: &str, _: &mut dyn Read| Ok::<(), std::convert::Infallible>(());
        self.payload(nothing).map_err(|error| match error {
            PayloadError::Bundle(error) => error,
            PayloadError::Sink(never) => match never {},
        })
    }
}

/// One file while it streams.
struct File<'a, R: Read> {
    archive: &'a mut Archive<R>,
    left: u64,
    hash: Sha256,
    fault: Option<BundleError>,
}

impl<R: Read> Read for File<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.fault.is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let most = usize::try_from(self.left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        match self.archive.read(&mut buffer[..most]) {
            Ok(got) => {
                self.left -= got as u64;
                self.hash.update(&buffer[..got]);
                Ok(got)
            }
            Err(fault) => {
                self.fault = Some(fault);
                Err(io::ErrorKind::InvalidData.into())
            }
        }
    }
}

impl<R: Read> File<'_, R> {
    /// Reads what the sink left and returns the digest's digits.
    fn finish(mut self) -> Result<String, BundleError> {
        let rest = io::copy(&mut self, &mut io::sink());
        match (self.fault, rest) {
            (Some(fault), _) => Err(fault),
            (None, Err(error)) => Err(BundleError::Io(error)),
            (None, Ok(_)) => Ok(hex::encode(self.hash.finalize())),
        }
    }
}

/// The digest of a stream without keeping it.
pub(crate) struct Hashing<'a> {
    pub(crate) inner: &'a mut dyn Read,
    pub(crate) hash: Sha256,
}

impl Read for Hashing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let got = self.inner.read(buffer)?;
        self.hash.update(&buffer[..got]);
        Ok(got)
    }
}

impl Hashing<'_> {
    pub(crate) fn is(self, digest: &Digest) -> bool {
        hex::encode(self.hash.finalize()) == digest.as_str()
    }
}
