//! Any bytes as a workbook. A text that begins with `=== NAME` is taken for the parts of a zip archive, each after such a
//! line, and packed first: mutating a packed archive hardly ever gets past its checksums.

use saring_form::xlsform::{Workbook, load};
use std::io::{Cursor, Write};
use zip::CompressionMethod::Stored;
use zip::write::SimpleFileOptions;

fn packed(data: &[u8]) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(data.strip_prefix(b"=== ")?);
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in text.split("\n=== ") {
        let (name, contents) = part.split_once('\n').unwrap_or((part, ""));
        let options = SimpleFileOptions::default().compression_method(Stored);
        archive.start_file(name, options).ok()?;
        archive.write_all(contents.as_bytes()).ok()?;
    }
    Some(archive.finish().ok()?.into_inner())
}

/// Panics where the form engine does; not where the library does that takes workbooks apart, since that is caught.
pub fn run(data: &[u8]) {
    let packed = packed(data);
    let path = std::env::temp_dir().join(format!("saring-fuzz-{}", std::process::id()));
    std::fs::write(&path, packed.as_deref().unwrap_or(data)).expect("a temporary file");
    if let Ok(workbook) = Workbook::open(&path) {
        let _ = load(&workbook);
    }
}
