//! Looking into folders for one kind of thing. Saring has its own list, because the system's file dialog keeps a
//! history of what was opened.

use crate::view::{Entry, EntryKind, Folder, Place, Wanted};
use crate::{CommandError, Desktop, clock};
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

/// How names of pictures, sound and PDF end.
const ATTACHED: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "webp", "tif", "tiff", "bmp", "heic", "heif", "avif", "mp3",
    "m4a", "aac", "ogg", "oga", "opus", "wav", "flac", "amr", "wma", "aif", "aiff", "mp4", "3gp",
    "webm", "pdf",
];

/// One folder, with what is wanted in it. Without a path: the place that is likeliest, a stick before home.
///
/// # Errors
/// `no-folder` when there is none at this path; `io` when it cannot be read.
pub fn folder_list(
    desktop: &Desktop,
    path: Option<String>,
    wanted: Wanted,
) -> Result<Folder, CommandError> {
    let places = places(desktop);
    let path = match path {
        Some(path) => PathBuf::from(path),
        None => places
            .iter()
            .find(|p| p.removable)
            .or_else(|| places.first())
            .map(|p| PathBuf::from(&p.path))
            .ok_or_else(|| CommandError::new("no-folder"))?,
    };
    // A path that begins nowhere would mean another folder each time the program starts elsewhere.
    if !path.is_absolute() || !path.is_dir() {
        return Err(CommandError::new("no-folder"));
    }
    let mut entries: Vec<Entry> = fs::read_dir(&path)
        .map_err(|e| crate::error::io(&e))?
        .filter_map(Result::ok)
        .filter_map(|entry| listed(&entry, wanted))
        .collect();
    entries.sort_by(|a, b| {
        let rank = |e: &Entry| e.kind == EntryKind::File;
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.name.to_lowercase().cmp(&b.name.to_lowercase()))
    });
    Ok(Folder {
        parent: path.parent().map(text),
        path: text(&path),
        places,
        entries,
    })
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn listed(entry: &DirEntry, wanted: Wanted) -> Option<Entry> {
    let name = entry.file_name().into_string().ok()?;
    if name.starts_with('.') {
        return None;
    }
    let path = entry.path();
    let data = fs::metadata(&path).ok()?;
    let lower = name.to_lowercase();
    let form_folder = wanted == Wanted::Form && path.join("survey.csv").is_file();
    let kind = if data.is_dir() && !form_folder {
        EntryKind::Folder
    } else {
        EntryKind::File
    };
    let fits = match wanted {
        _ if kind == EntryKind::Folder => true,
        Wanted::Bundle => lower.ends_with(".saring"),
        Wanted::Form => form_folder || lower.ends_with(".xlsx") || lower.ends_with(".xls"),
        Wanted::Vault => lower.ends_with(".saring-vault"),
        Wanted::Escrow => lower.ends_with(".age"),
        // By their usual endings; what a file is, its content says once it is taken in.
        Wanted::Attachment => lower
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ATTACHED.contains(&ending)),
        Wanted::Folder => false,
    };
    fits.then(|| Entry {
        name,
        path: text(&path),
        kind,
        size: data.is_file().then_some(data.len()),
        modified: data.modified().ok().map(clock::written),
    })
}

/// Sticks first, then home, its folders, and the folder of vaults.
fn places(desktop: &Desktop) -> Vec<Place> {
    let mut places: Vec<Place> = crate::platform::removable_drives()
        .into_iter()
        .map(|path| Place {
            name: path
                .file_name()
                .map_or_else(|| text(&path), |n| n.to_string_lossy().into_owned()),
            path: text(&path),
            removable: true,
        })
        .collect();
    let mut fixed = |name: &str, path: PathBuf| {
        if path.is_dir() {
            places.push(Place {
                name: name.to_owned(),
                path: text(&path),
                removable: false,
            });
        }
    };
    if let Some(home) = std::env::home_dir() {
        fixed("documents", home.join("Documents"));
        fixed("home", home);
    }
    fixed("vaults", desktop.paths().data.clone());
    places
}
