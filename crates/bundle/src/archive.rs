//! The tar container while reading: block by block out of the zstd frame, in the one order that the format allows.

use crate::entry::{self, BLOCK, Frame};
use crate::layer::{Count, Counted, Plain, ZSTD};
use crate::{BundleError, Identity, Layer, padding};
use std::io::{BufReader, Chain, Cursor, Read};
use std::sync::Arc;

/// The largest window a reader gives room to: 8 MiB (RFC 8878 §3.1.1.1.2).
const WINDOW_LOG: u32 = 23;
/// Of the frame header's descriptor byte: a checksum (bit 2), no dictionary (bits 0 and 1), nothing reserved.
const DESCRIPTOR_FIXED: u8 = 0b0001_1111;
const DESCRIPTOR: u8 = 0b0000_0100;
const HEAD: usize = 5;

type Input<R> = BufReader<Chain<Cursor<[u8; HEAD]>, Counted<R>>>;

/// An open container.
pub(crate) struct Archive<R: Read> {
    frame: zstd::Decoder<'static, Input<R>>,
    plain: Arc<Count>,
    sealed: bool,
    /// Folder and time as the first entry claims them; all others must bear the same.
    claimed: Option<Frame>,
}

impl<R: Read> Archive<R> {
    pub(crate) fn open(input: R, identities: &[Identity]) -> Result<Self, BundleError> {
        let plain = Plain::open(input, identities)?;
        let sealed = plain.is_sealed();
        let (mut counted, plain) = plain.counted();
        let mut head = [0; HEAD];
        counted
            .read_exact(&mut head)
            .map_err(BundleError::from_frame)?;
        if !head.starts_with(&ZSTD) {
            return Err(BundleError::NotABundle);
        }
        if head[4] & DESCRIPTOR_FIXED != DESCRIPTOR {
            return Err(BundleError::Damaged {
                layer: Layer::Compression,
            });
        }
        let input = BufReader::with_capacity(128 * 1024, Cursor::new(head).chain(counted));
        let mut frame = zstd::Decoder::with_buffer(input)
            .map_err(BundleError::Io)?
            .single_frame();
        frame.window_log_max(WINDOW_LOG).map_err(BundleError::Io)?;
        Ok(Self {
            frame,
            plain,
            sealed,
            claimed: None,
        })
    }

    pub(crate) fn is_sealed(&self) -> bool {
        self.sealed
    }

    /// Folder and time that the entries bear.
    pub(crate) fn claimed(&self) -> Option<&Frame> {
        self.claimed.as_ref()
    }

    /// Reads the header of the file that must come next; returns its size.
    pub(crate) fn next(&mut self, expected: &str) -> Result<u64, BundleError> {
        let mut block = [0; BLOCK];
        self.read_exact(&mut block)?;
        if block == [0; BLOCK] {
            return Err(BundleError::MissingEntry {
                expected: expected.to_owned(),
            });
        }
        let unexpected = || BundleError::UnexpectedEntry {
            expected: expected.to_owned(),
        };
        let (claimed, size) = entry::claims(&block).ok_or_else(unexpected)?;
        let frame = self.claimed.get_or_insert(claimed);
        if entry::header(frame, expected, size).ok() != Some(block) {
            return Err(unexpected());
        }
        Ok(size)
    }

    /// Reads some of the current file's bytes.
    pub(crate) fn read(&mut self, buffer: &mut [u8]) -> Result<usize, BundleError> {
        match self.frame.read(buffer).map_err(BundleError::from_frame)? {
            0 if !buffer.is_empty() => Err(BundleError::Damaged {
                layer: Layer::Archive,
            }),
            got => Ok(got),
        }
    }

    /// Reads the zeros behind a file of this size.
    pub(crate) fn skip_fill(&mut self, size: u64) -> Result<(), BundleError> {
        let mut fill = [0; BLOCK];
        let fill = &mut fill[..entry::fill(size)];
        self.read_exact(fill)?;
        if fill.iter().any(|byte| *byte != 0) {
            return Err(BundleError::Damaged {
                layer: Layer::Archive,
            });
        }
        Ok(())
    }

    /// Reads a whole small file.
    pub(crate) fn file(&mut self, expected: &str, limit: u64) -> Result<Vec<u8>, BundleError> {
        let size = self.next(expected)?;
        if size > limit {
            return Err(BundleError::TooLarge { what: "tag-file" });
        }
        let mut bytes = Vec::new();
        let got = (&mut self.frame)
            .take(size)
            .read_to_end(&mut bytes)
            .map_err(BundleError::from_frame)?;
        if got as u64 != size {
            return Err(BundleError::Damaged {
                layer: Layer::Archive,
            });
        }
        self.skip_fill(size)?;
        Ok(bytes)
    }

    /// Reads to the end of the input: the container's end, the frame's checksum, the padding, and nothing else.
    pub(crate) fn end(mut self) -> Result<(), BundleError> {
        let mut end = [0; entry::END];
        self.read_exact(&mut end)?;
        if end.iter().any(|byte| *byte != 0) {
            return Err(BundleError::UnexpectedEntry {
                expected: "end".to_owned(),
            });
        }
        if self.frame.read(&mut end).map_err(BundleError::from_frame)? != 0 {
            return Err(BundleError::TrailingData);
        }
        self.frame.finish_frame().map_err(BundleError::from_frame)?;
        let mut rest = self.frame.finish();
        if !self.sealed {
            let more = rest.read(&mut end[..1]).map_err(BundleError::from_frame)?;
            return if more == 0 {
                Ok(())
            } else {
                Err(BundleError::TrailingData)
            };
        }
        let zeros = padding::read(&mut rest)?;
        let total = self.plain.bytes();
        if padding::padded(total - zeros) != total {
            return Err(BundleError::Damaged {
                layer: Layer::Padding,
            });
        }
        Ok(())
    }

    fn read_exact(&mut self, buffer: &mut [u8]) -> Result<(), BundleError> {
        let mut at = 0;
        while at < buffer.len() {
            at += self.read(&mut buffer[at..])?;
        }
        Ok(())
    }
}
