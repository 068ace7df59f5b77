//! The frame of zeros behind the compressed bag: it leaves a bundle's size saying little about what is in it.
//!
//! Sizes follow Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with PURBs",
//! PoPETs 2019, §4): at most 12 % more, and only O(log log n) bits of the size remain visible.

use crate::{BundleError, Layer};
use std::io::{self, Read, Write};

/// The first of zstd's sixteen magic numbers of a skippable frame (RFC 8878 §3.1.2).
const MAGIC: [u8; 4] = 0x184D_2A50_u32.to_le_bytes();
/// Magic and length.
const HEAD: u64 = 8;
/// No sealed bundle is smaller.
const LEAST: u64 = 64 * 1024;

/// The size to pad to, of `content` bytes with the padding's own head included.
pub(crate) fn padded(content: u64) -> u64 {
    if content <= LEAST {
        return LEAST;
    }
    let exponent = u64::from(content.ilog2());
    let kept = u64::from(exponent.ilog2()) + 1;
    let mask = (1_u64 << (exponent - kept)) - 1;
    content.saturating_add(mask) & !mask
}

/// Whether a sealed bundle can have this many bytes inside.
pub(crate) fn is_padded(total: u64) -> bool {
    total >= LEAST && padded(total) == total
}

/// Writes the frame behind a compressed frame of this length.
pub(crate) fn write(frame: u64, out: &mut dyn Write) -> Result<(), BundleError> {
    let content = frame.saturating_add(HEAD);
    let zeros = padded(content) - content;
    let length = u32::try_from(zeros).map_err(|_| BundleError::TooLarge { what: "payload" })?;
    let io = BundleError::Io;
    out.write_all(&MAGIC).map_err(io)?;
    out.write_all(&length.to_le_bytes()).map_err(io)?;
    io::copy(&mut io::repeat(0).take(zeros), out).map_err(io)?;
    Ok(())
}

/// Reads the frame to the end of the input; returns how many zeros it held.
pub(crate) fn read(input: &mut dyn Read) -> Result<u64, BundleError> {
    let damaged = || BundleError::Damaged {
        layer: Layer::Padding,
    };
    let mut head = [0; HEAD as usize];
    input
        .read_exact(&mut head)
        .map_err(BundleError::from_frame)?;
    let (magic, length) = head.split_at(4);
    if magic != MAGIC {
        return Err(BundleError::TrailingData);
    }
    let zeros = length
        .iter()
        .rev()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let mut left = zeros;
    let mut buffer = [0; 8192];
    loop {
        let got = input.read(&mut buffer).map_err(BundleError::from_frame)?;
        if got == 0 {
            break;
        }
        if got as u64 > left {
            return Err(BundleError::TrailingData);
        }
        if buffer[..got].iter().any(|byte| *byte != 0) {
            return Err(damaged());
        }
        left -= got as u64;
    }
    if left > 0 {
        Err(BundleError::CutOff)
    } else {
        Ok(zeros)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_follow_padme_and_are_never_small() {
        // Worked by hand from the paper: 100 000 has exponent 16, keeps 5 bits, so the last 11 are rounded up.
        assert_eq!(padded(100_000), 100_352);
        assert_eq!(padded(1), 65_536);
        assert_eq!(padded(65_536), 65_536);
        assert_eq!(padded(65_537), 67_584);
        for size in [
            65_537_u64,
            70_000,
            1 << 20,
            (1 << 20) + 1,
            123_456_789,
            1 << 32,
        ] {
            let padded = padded(size);
            assert!(
                padded >= size && (padded - size) * 100 <= size * 12,
                "{size} -> {padded}"
            );
            assert!(is_padded(padded));
        }
        assert!(!is_padded(65_535) && !is_padded(65_537));
    }

    #[test]
    fn the_frame_comes_back_and_anything_else_in_it_is_refused() {
        let mut bytes = Vec::new();
        write(1000, &mut bytes).unwrap();
        assert_eq!(bytes.len(), 65_536 - 1000);
        assert_eq!(read(&mut bytes.as_slice()).unwrap(), 65_536 - 1008);
        assert_eq!(
            read(&mut &bytes[..bytes.len() - 1]).unwrap_err().code(),
            "cut-off"
        );
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(
            read(&mut longer.as_slice()).unwrap_err().code(),
            "trailing-data"
        );
        bytes[5000] = 1;
        assert_eq!(read(&mut bytes.as_slice()).unwrap_err().code(), "damaged");
    }
}
