//! What the drive under a folder can hold.

use serde::Serialize;
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

/// What a vault takes and what the drive under a folder holds, told before anything is written there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DriveRoom {
    /// Bytes of the encrypted file, its log included.
    pub bytes: u64,
    /// The largest file that the drive holds, where it has such a bound.
    pub largest: Option<u64>,
    /// Bytes that are free on it, where the system says so.
    pub free: Option<u64>,
}

impl DriveRoom {
    pub(crate) fn on(folder: &Path, bytes: u64) -> Self {
        Self {
            bytes,
            largest: largest_file(folder),
            free: free(folder),
        }
    }

    /// The drive never holds this file, however empty it is.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.largest.is_some_and(|largest| self.bytes > largest)
    }

    /// The file has grown near to what the drive holds: within an eighth of it.
    #[must_use]
    pub fn is_near_largest(&self) -> bool {
        self.largest
            .is_some_and(|largest| is_near(self.bytes, largest))
    }

    /// There is less room than the file takes.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.free.is_some_and(|free| self.bytes > free)
    }
}

/// Bytes that an ordinary user may still write.
#[cfg(target_os = "linux")]
fn free(folder: &Path) -> Option<u64> {
    let drive = rustix::fs::statvfs(folder).ok()?;
    Some(drive.f_bavail.saturating_mul(drive.f_frsize))
}

/// Elsewhere the file system says so itself when it is full.
#[cfg(not(target_os = "linux"))]
fn free(_: &Path) -> Option<u64> {
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

    #[test]
    fn four_gibibytes_do_not_go_on_fat_however_empty_it_is() {
        let room = |bytes, largest, free| DriveRoom {
            bytes,
            largest,
            free,
        };
        let whole = room(FAT_LARGEST, Some(FAT_LARGEST), Some(16 << 30));
        assert!(!whole.is_too_large() && whole.is_near_largest() && !whole.is_full());
        let more = room(FAT_LARGEST + 1, Some(FAT_LARGEST), Some(16 << 30));
        assert!(more.is_too_large() && !more.is_full());
        let exfat = room(FAT_LARGEST + 1, None, Some(1 << 30));
        assert!(!exfat.is_too_large() && !exfat.is_near_largest() && exfat.is_full());
    }
}
