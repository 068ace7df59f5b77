//! One tar entry: a plain ustar header in the only spelling this format has.
//!
//! A reader makes the header that it expects and compares all 512 bytes, so that links, devices, owners, extensions
//! and tricks with paths have no room to stand in.

use crate::BundleError;

/// Bytes of a tar block.
pub(crate) const BLOCK: usize = 512;
/// Zero blocks at the end of the container.
pub(crate) const END: usize = 2 * BLOCK;
/// Plain ustar writes a size in eleven octal digits.
const LARGEST: u64 = (1 << 33) - 1;

/// The bag's folder and the time stamp that every entry bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// `KIND-ID`, in the prefix field.
    pub(crate) folder: String,
    /// Seconds since 1970 UTC: midnight of the bagging date.
    pub(crate) mtime: u64,
}

/// The header of a file in this folder.
pub(crate) fn header(frame: &Frame, name: &str, size: u64) -> Result<[u8; BLOCK], BundleError> {
    if size > LARGEST {
        return Err(BundleError::TooLarge { what: "file" });
    }
    let mut header = tar::Header::new_ustar();
    header.set_mode(0o644);
    header.set_uid(0);
    header.set_gid(0);
    header.set_size(size);
    header.set_mtime(frame.mtime);
    header.set_entry_type(tar::EntryType::Regular);
    if let Some(ustar) = header.as_ustar_mut() {
        put(&mut ustar.name, name)?;
        put(&mut ustar.prefix, &frame.folder)?;
    }
    header.set_cksum();
    Ok(*header.as_bytes())
}

/// What a block says of folder, time and size; nothing of it is believed before the whole header was compared.
pub(crate) fn claims(block: &[u8; BLOCK]) -> Option<(Frame, u64)> {
    let mut header = tar::Header::new_ustar();
    header.as_mut_bytes().copy_from_slice(block);
    let folder = header.as_ustar()?.prefix.split(|byte| *byte == 0).next()?;
    let folder = std::str::from_utf8(folder).ok()?.to_owned();
    Some((
        Frame {
            folder,
            mtime: header.mtime().ok()?,
        },
        header.entry_size().ok()?,
    ))
}

/// Zeros that fill a file's last block.
pub(crate) fn fill(size: u64) -> usize {
    let over = (size % BLOCK as u64) as usize;
    if over == 0 { 0 } else { BLOCK - over }
}

fn put(field: &mut [u8], text: &str) -> Result<(), BundleError> {
    field
        .get_mut(..text.len())
        .ok_or(BundleError::BadName)?
        .copy_from_slice(text.as_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_what_was_put_in_and_nothing_else() {
        let frame = Frame {
            folder: "forms-1".into(),
            mtime: 1_768_780_800,
        };
        let block = header(&frame, "data/a", 513).unwrap();
        assert_eq!(claims(&block), Some((frame.clone(), 513)));
        assert_eq!(&block[257..265], b"ustar\x0000");
        assert_eq!(block[156], b'0');
        assert_eq!((fill(0), fill(1), fill(512), fill(513)), (0, 511, 0, 511));
        assert!(header(&frame, &"a".repeat(101), 0).is_err());
        assert!(header(&frame, "data/a", 1 << 33).is_err());
    }
}
