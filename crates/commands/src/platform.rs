//! What differs between operating systems, for commands.

use std::path::PathBuf;

/// Drives that can be taken away, as the desktop mounts them.
#[cfg(target_os = "linux")]
pub(crate) fn removable_drives() -> Vec<PathBuf> {
    let user = std::env::var("USER").unwrap_or_default();
    ["/run/media", "/media"]
        .iter()
        .flat_map(|root| [PathBuf::from(root).join(&user), PathBuf::from(root)])
        .flat_map(|folder| {
            std::fs::read_dir(folder)
                .into_iter()
                .flatten()
                .filter_map(Result::ok)
        })
        .map(|entry| entry.path())
        .filter(|path| is_mount_point(path))
        .collect()
}

#[cfg(target_os = "linux")]
fn is_mount_point(path: &std::path::Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |p: &std::path::Path| std::fs::metadata(p).map(|m| m.dev()).ok();
    path.is_dir()
        && path
            .parent()
            .is_some_and(|parent| device(path) != device(parent))
}

/// macOS mounts every drive in one folder.
#[cfg(target_os = "macos")]
pub(crate) fn removable_drives() -> Vec<PathBuf> {
    std::fs::read_dir("/Volumes")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect()
}

/// Windows names drives by letter; A to C are not sticks.
#[cfg(target_os = "windows")]
pub(crate) fn removable_drives() -> Vec<PathBuf> {
    ('D'..='Z')
        .map(|letter| PathBuf::from(format!("{letter}:\\")))
        .filter(|p| p.is_dir())
        .collect()
}
