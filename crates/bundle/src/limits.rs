//! How much a reader takes before it refuses: a signature says who, not that they mean well.

/// Bounds on what is read. All are checked before the bytes they bound are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one tag file; the payload manifest needs about 150 bytes a file.
    pub tag_file: u64,
    /// Payload files.
    pub files: u64,
    /// Bytes of one payload file; plain ustar holds less than 8 GiB.
    pub file: u64,
    /// Bytes of the whole payload.
    pub payload: u64,
}

impl Limits {
    /// Bytes of the age header, recipients included.
    pub(crate) const AGE_HEADER: usize = 64 * 1024;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            tag_file: 16 << 20,
            files: 100_000,
            file: 4 << 30,
            payload: 16 << 30,
        }
    }
}
