//! What the drive under a folder can hold.

use std::path::Path;

/// FAT stores a file's length in 32 bits.
const FAT_LARGEST: u64 = u32::MAX as u64;

/// The largest file that the file system under a folder holds; none where there is no such bound, or it is not known.
#[cfg(target_os = "linux")]
pub(crate) fn largest_file(folder: &Path) -> Option<u64> {
    /// `MSDOS_SUPER_MAGIC`: FAT12, FAT16 and FAT32. exFAT has a number of its own, and no such bound.
    const FAT: rustix::fs::FsWord = 0x4d44;
    let kind = rustix::fs::statfs(folder).ok()?.f_type;
    (kind == FAT).then_some(FAT_LARGEST)
}

/// Elsewhere the file system says so itself when it is full.
#[cfg(not(target_os = "linux"))]
pub(crate) fn largest_file(_: &Path) -> Option<u64> {
    let _ = FAT_LARGEST;
    None
}

/// Whether a file of this size has grown near to a bound: within an eighth of it.
pub(crate) fn is_near(size: u64, largest: u64) -> bool {
    size > largest - largest / 8
}

/// Asks the system to forget what it holds of a synced file, so that reading it back reads the drive.
#[cfg(target_os = "linux")]
pub(crate) fn forget(file: &std::fs::File) {
    // Advice only: where it is not taken, the reading back proves less, and nothing breaks.
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
}

/// No such advice is given elsewhere.
#[cfg(not(target_os = "linux"))]
pub(crate) fn forget(_: &std::fs::File) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_is_near_the_bound_of_fat_from_three_and_a_half_gibibytes_on() {
        assert!(!is_near(3 << 30, FAT_LARGEST));
        assert!(is_near((7 << 29) + 1, FAT_LARGEST));
    }
}
