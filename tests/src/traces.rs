//! Looks for what must not be lying about: a marker in any file under a folder, in UTF-8 or UTF-16, raw.

use std::fs;
use std::path::{Path, PathBuf};

/// Every file below the folder whose bytes, or whose name, hold the marker.
///
/// # Panics
/// When a folder cannot be read: what cannot be searched is not clean.
#[must_use]
pub fn find(folder: &Path, marker: &str) -> Vec<PathBuf> {
    let plain = marker.as_bytes().to_vec();
    let wide: Vec<u8> = marker.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)
            .expect("a folder that can be read")
            .flatten()
        {
            let path = entry.path();
            let kind = entry.file_type().expect("a kind of file");
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() {
                let bytes = fs::read(&path).expect("a file that can be read");
                if holds(&bytes, &plain)
                    || holds(&bytes, &wide)
                    || path.to_string_lossy().contains(marker)
                {
                    found.push(path);
                }
            }
        }
    }
    found
}

fn holds(bytes: &[u8], marker: &[u8]) -> bool {
    bytes.windows(marker.len()).any(|window| window == marker)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_marker_is_found_in_both_encodings_and_in_names() {
        let home = tempfile::tempdir().unwrap();
        let wide: Vec<u8> = "Sokha".encode_utf16().flat_map(u16::to_le_bytes).collect();
        std::fs::create_dir(home.path().join("deep")).unwrap();
        std::fs::write(home.path().join("deep/plain"), b"..Sokha..").unwrap();
        std::fs::write(home.path().join("wide"), [b"\x01".to_vec(), wide].concat()).unwrap();
        std::fs::write(home.path().join("Sokha.txt"), b"").unwrap();
        std::fs::write(home.path().join("clean"), b"Sok ha").unwrap();
        assert_eq!(super::find(home.path(), "Sokha").len(), 3);
    }
}
