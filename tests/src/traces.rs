//! Looks for what must not be lying about: a marker in any file under a folder, or in the memory of a process, in UTF-8
//! or UTF-16, raw, and as it stands in base64 and in the hexadecimal of a dump.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use memchr::memmem;
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// Every file below the folder whose bytes, or whose name, hold the marker.
///
/// # Panics
/// When a folder cannot be read: what cannot be searched is not clean.
#[must_use]
pub fn find(folder: &Path, marker: &str) -> Vec<PathBuf> {
    let markers = encoded(marker);
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
                if markers.iter().any(|marker| holds(&bytes, marker))
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
    memmem::find(bytes, marker).is_some()
}

/// The marker as it may stand there.
fn encoded(marker: &str) -> Vec<Vec<u8>> {
    let plain = marker.as_bytes();
    let wide = marker.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut all = vec![plain.to_vec(), wide, hex::encode(plain).into_bytes()];
    all.extend((0..3).map(|before| within_base64(plain, before)));
    all
}

/// What base64 makes of the marker after so many other bytes, without the characters at its ends that depend on what
/// stands beside it.
fn within_base64(marker: &[u8], before: usize) -> Vec<u8> {
    let text = STANDARD_NO_PAD.encode([&vec![0; before], marker].concat());
    let (from, to) = ((before * 8).div_ceil(6), (before + marker.len()) * 8 / 6);
    text.as_bytes()[from..to].to_vec()
}

/// How often the marker stands in what a process can write to: its heap, stacks and buffers. Needs the rights of root.
///
/// # Panics
/// When the memory cannot be read at all.
#[must_use]
pub fn in_memory(process: i32, marker: &str) -> usize {
    let of = |file: &str| format!("/proc/{process}/{file}");
    let opened = || -> io::Result<_> {
        let (memory, pages) = (File::open(of("mem"))?, File::open(of("pagemap"))?);
        Ok((fs::read_to_string(of("maps"))?, memory, pages))
    };
    let (maps, mut memory, mut pages) = match opened() {
        Ok(opened) => opened,
        // It has ended meanwhile, and with it what it held.
        Err(_) if !fs::exists(of("exe")).is_ok_and(|there| there) => return 0,
        Err(error) => panic!("the right to read memory: {error}"),
    };
    let markers = encoded(marker);
    let mut found = 0;
    let mut bytes = Vec::new();
    for (from, to) in maps.lines().filter_map(writable) {
        // A web view reserves far more than it ever touches: only what is there is read.
        for (from, to) in present(&mut pages, from, to) {
            bytes.clear();
            let read = memory
                .seek(SeekFrom::Start(from))
                .and_then(|_| (&mut memory).take(to - from).read_to_end(&mut bytes));
            // What was given back meanwhile holds nothing.
            if read.is_ok() {
                let times = |marker| memmem::find_iter(&bytes, marker).count();
                found += markers.iter().map(times).sum::<usize>();
            }
        }
    }
    found
}

/// The processes that run for a user.
#[must_use]
pub fn of_user(user: u32) -> Vec<i32> {
    let owned = |entry: &fs::DirEntry| entry.metadata().is_ok_and(|m| m.uid() == user);
    fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter(owned)
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .collect()
}

const PAGE: u64 = 4096;

/// The range of a line of `/proc/PID/maps` that can be written to.
fn writable(line: &str) -> Option<(u64, u64)> {
    let mut fields = line.split_whitespace();
    let (from, to) = fields.next()?.split_once('-')?;
    let address = |hex| u64::from_str_radix(hex, 16).ok();
    let range = (address(from)?, address(to)?);
    fields.next()?.starts_with("rw").then_some(range)
}

/// The runs of pages in a range that are in memory or swapped out (proc_pid_pagemap(5), bits 63 and 62).
fn present(pages: &mut File, from: u64, to: u64) -> Vec<(u64, u64)> {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    let mut entries = Vec::new();
    let mut at = from;
    while at < to {
        let many = ((to - at) / PAGE).min(1 << 17);
        entries.clear();
        let read = pages
            .seek(SeekFrom::Start(at / PAGE * 8))
            .and_then(|_| (&mut *pages).take(many * 8).read_to_end(&mut entries));
        if read.is_err() || entries.is_empty() {
            break;
        }
        for (page, entry) in (0..).zip(entries.chunks_exact(8)) {
            if entry[7] & 0xc0 == 0 {
                continue;
            }
            let start = at + page * PAGE;
            match runs.last_mut() {
                Some((_, end)) if *end == start => *end += PAGE,
                _ => runs.push((start, start + PAGE)),
            }
        }
        at += many * PAGE;
    }
    runs
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;

    #[test]
    fn a_marker_is_found_in_memory_wherever_it_lies() {
        let own = i32::try_from(std::process::id()).unwrap();
        let marker = |parts: [&str; 2]| parts.concat();
        let far = vec![marker(["Penanda-", "Jauh"]); 3];
        assert!(super::in_memory(own, &far[0]) >= 3);
        drop(far);
    }

    #[test]
    fn a_marker_is_found_in_every_encoding_and_in_names() {
        let home = tempfile::tempdir().unwrap();
        let wide: Vec<u8> = "Sokha".encode_utf16().flat_map(u16::to_le_bytes).collect();
        std::fs::create_dir(home.path().join("deep")).unwrap();
        std::fs::write(home.path().join("deep/plain"), b"..Sokha..").unwrap();
        std::fs::write(home.path().join("wide"), [b"\x01".to_vec(), wide].concat()).unwrap();
        std::fs::write(home.path().join("dump"), hex::encode(b"..Sokha..")).unwrap();
        std::fs::write(home.path().join("Sokha.txt"), b"").unwrap();
        std::fs::write(home.path().join("clean"), b"Sok ha").unwrap();
        assert_eq!(super::find(home.path(), "Sokha").len(), 4);
        for before in ["", ".", "..", "...", "...."] {
            let home = tempfile::tempdir().unwrap();
            let lying = super::STANDARD_NO_PAD.encode(format!("{before}Sokha Chanthou.."));
            std::fs::write(home.path().join("base64"), lying).unwrap();
            assert_eq!(
                super::find(home.path(), "Sokha Chanthou").len(),
                1,
                "{before:?}"
            );
            assert!(super::find(home.path(), "Sokhu Chanthou").is_empty());
        }
    }
}
