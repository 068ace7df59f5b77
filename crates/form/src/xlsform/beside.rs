//! Files beside a form that it names: lists of choices, pictures, sounds. Finds and carries them, reads none.
//!
//! They lie in `NAME-media` or `media` beside a workbook or right beside it, and in `media` inside a CSV folder or in
//! the folder itself. They are part of the form: stored, carried and digested with its sheets.

use super::error::{ReadError, WriteError};
use super::limits;
use super::types::is_data_file;
use super::workbook::{Sheet, Workbook};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files by name.
pub(super) type Files = BTreeMap<String, Arc<[u8]>>;

/// Endings of files that expressions and lists name without them.
const DATA: &[&str] = &["csv", "xml", "geojson"];

/// Endings of pictures, sounds and films.
const MEDIA_ENDINGS: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "svg", "webp", "bmp", "mp3", "m4a", "wav", "ogg", "oga", "aac",
    "amr", "mp4", "m4v", "3gp", "webm", "ogv", "mov",
];

/// The folder of a CSV folder's files, and the last word of a workbook's.
const MEDIA: &str = "media";

/// Reads the files that these sheets name from the places where they may lie.
pub(super) fn read(form: &Path, sheets: &[Sheet]) -> Result<Files, ReadError> {
    let mut files = Files::new();
    let mut total = 0;
    let mut named = names(sheets);
    for folder in places(form) {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries.flatten().take(limits::MOST_ENTRIES) {
            let name = entry.file_name();
            let Some(name) = name.to_str().filter(|n| named.contains(*n)) else {
                continue;
            };
            let path = entry.path();
            let Ok(about) = fs::metadata(&path) else {
                continue;
            };
            if !about.is_file() || path == form {
                continue;
            }
            total += about.len();
            if about.len() > limits::FILE_BYTES || total > limits::FILES_BYTES {
                return Err(ReadError::TooLarge {
                    sheet: name.to_owned(),
                });
            }
            files.insert(name.to_owned(), fs::read(&path)?.into());
            named.remove(name);
        }
    }
    Ok(files)
}

fn places(form: &Path) -> Vec<PathBuf> {
    if form.is_dir() {
        return vec![form.join(MEDIA), form.to_owned()];
    }
    let Some(folder) = form.parent() else {
        return Vec::new();
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    vec![media_of(form), folder.join(MEDIA), folder.to_owned()]
}

/// `NAME-media` beside `NAME.xlsx`, as other XLSForm tools have it.
fn media_of(workbook: &Path) -> PathBuf {
    let stem = workbook
        .file_stem()
        .and_then(|s| s.to_str())
        .unwrap_or_default();
    workbook.with_file_name(format!("{stem}-{MEDIA}"))
}

/// Writes the files of a form where [`read`] finds them.
pub(super) fn write(form: &Path, files: &Files) -> Result<(), WriteError> {
    if files.is_empty() {
        return Ok(());
    }
    let folder = if form.is_dir() {
        form.join(MEDIA)
    } else {
        media_of(form)
    };
    fs::create_dir_all(&folder)?;
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// Whether a name is one of a file and leads nowhere else.
pub(super) fn is_file_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':'])
        && !name.chars().any(char::is_control)
}

/// Whether a form can use such a file: data, pictures, sounds, films.
fn is_carried(name: &str) -> bool {
    let ending = name.rsplit('.').next().unwrap_or_default();
    DATA.contains(&ending) || MEDIA_ENDINGS.contains(&ending.to_lowercase().as_str())
}

/// Whether a text holds a character of ASCII: most cells are asked in vain, and this is the quickest way to ask.
fn has(text: &str, character: u8) -> bool {
    text.as_bytes().contains(&character)
}

/// Whether something like an ending of those that [`is_carried`] knows stands in a text: two letters, or a letter and a
/// digit, after a point. Numbers before labels have none.
fn may_end_a_name(text: &str) -> bool {
    text.as_bytes().windows(3).any(|bytes| {
        bytes[0] == b'.'
            && bytes[1..].iter().all(u8::is_ascii_alphanumeric)
            && bytes[1..].iter().any(u8::is_ascii_alphabetic)
    })
}

/// All that a form may mean a file by: more than it does, so it takes a look at the folder to know.
fn names(sheets: &[Sheet]) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut data = |stem: &str| {
        for ending in DATA {
            names.insert(format!("{stem}.{ending}"));
        }
    };
    let is = |sheet: &Sheet, name: &str| sheet.name.eq_ignore_ascii_case(name);
    let form = || {
        sheets
            .iter()
            .filter(|s| is(s, "survey") || is(s, "choices") || sheets.len() == 1)
    };
    for row in form().flat_map(|s| &s.rows) {
        if row.iter().any(|c| is_data_file(c)) {
            row.iter().for_each(|c| data(c));
        }
        let quotes = |c: &str| has(c, b'\'') || has(c, b'"');
        for cell in row
            .iter()
            .filter(|c| quotes(c) && (c.contains("pulldata") || c.contains("search")))
        {
            // Every second piece stands in quotes.
            cell.split(['\'', '"'])
                .skip(1)
                .step_by(2)
                .map(|name| name.strip_suffix(".csv").unwrap_or(name))
                .for_each(&mut data);
        }
    }
    let cells = form().flat_map(|s| &s.rows).flatten();
    for cell in cells.filter(|c| has(c, b'.') && may_end_a_name(c)) {
        if let Some(ending) = cell.rsplit('.').next().filter(|e| e.len() < cell.len()) {
            if ending.len() <= 8 {
                names.insert(cell.trim_start_matches("jr://images/").to_owned());
            }
            names.extend(
                cell.split_whitespace()
                    .filter(|w| w.contains('.'))
                    .map(str::to_owned),
            );
        }
    }
    names.retain(|n| is_file_name(n) && is_carried(n));
    names
}

/// Takes sheets that are files out of a CSV folder's sheets: `towns.csv`, which a question names.
/// `names` are those of the sheets' own files.
pub(super) fn without_files(sheets: Vec<Sheet>, names: &[String], files: &Files) -> Vec<Sheet> {
    sheets
        .into_iter()
        .zip(names)
        .filter(|(sheet, file)| is_sheet(&sheet.name) || !files.contains_key(*file))
        .map(|(sheet, _)| sheet)
        .collect()
}

/// Whether a sheet of this name is part of the form, whatever files lie beside it.
pub(super) fn is_sheet(name: &str) -> bool {
    const SHEETS: &[&str] = &[
        "survey",
        "choices",
        "settings",
        "external_choices",
        "entities",
        "osm",
        "dimensions",
        "indicators",
        "findings",
    ];
    SHEETS.contains(&name.to_lowercase().as_str())
}

/// Whether the form has such a file, or would take one that lies beside it.
pub(super) fn may_be_file(file: &str, workbook: &Workbook) -> bool {
    workbook.files.contains_key(file) || names(&workbook.sheets).contains(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_names_a_file_is_looked_at() {
        for ending in DATA.iter().chain(MEDIA_ENDINGS) {
            for name in [
                format!("a.{ending}"),
                format!("a.b.{}", ending.to_uppercase()),
            ] {
                assert!(may_end_a_name(&name), "{name}");
            }
        }
        assert!(!may_end_a_name("12.34 How old are you? A. 1.5"));
    }
}
