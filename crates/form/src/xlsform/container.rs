//! What a workbook unpacks to, found out before anything is unpacked into memory. Reads no cell.

use super::error::ReadError;
use super::limits;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

fn too_large() -> ReadError {
    ReadError::TooLarge {
        sheet: String::new(),
    }
}

fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged {
        detail: error.to_string(),
    }
}

/// Refuses a zip that unpacks to more than any form. What it says of its sizes is not believed: it is unpacked into
/// nothing, part by part.
pub(super) fn check_zip(bytes: &[u8]) -> Result<(), ReadError> {
    // No deflated byte becomes more than 1032.
    if (bytes.len() as u64).saturating_mul(1032) <= limits::UNPACKED_BYTES {
        return Ok(());
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut left = limits::UNPACKED_BYTES;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(damaged)?;
        if part.size() > left {
            return Err(too_large());
        }
        // A part that says little and unpacks to much ends here; one that is broken is the reader's to refuse.
        let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink()).unwrap_or(0);
        left = left.checked_sub(read).ok_or_else(too_large)?;
    }
    Ok(())
}

/// Refuses an `.xls` whose sheets span more cells than any form: its reader makes room for all of them at once. It would
/// make room for as many as a sheet claims to have, too; so that claim is taken out of what is handed back.
pub(super) fn check_xls(bytes: Vec<u8>) -> Result<Vec<u8>, ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    let name = ["/Workbook", "/Book"]
        .into_iter()
        .find(|name| file.is_stream(name))
        .ok_or_else(|| damaged("no workbook"))?;
    let mut records = Vec::new();
    let mut stream = file.open_stream(name).map_err(damaged)?;
    (&mut stream)
        .take(limits::WORKBOOK_BYTES)
        .read_to_end(&mut records)
        .map_err(damaged)?;
    let mut all = 0;
    let mut sheet: Option<(Span, Span)> = None;
    let mut rest = records.as_slice();
    while let Some((head, after)) = rest.split_at_checked(4) {
        let word =
            |at: usize, of: &[u8]| of.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        let (Some(kind), Some(length)) = (word(0, head), word(2, head)) else {
            break;
        };
        let Some((body, after)) = after.split_at_checked(usize::from(length)) else {
            break;
        };
        let at = records.len() - rest.len() + head.len();
        rest = after;
        match kind {
            CLAIM => {
                stream.seek(SeekFrom::Start(at as u64)).map_err(damaged)?;
                stream.write_all(&vec![0; body.len()]).map_err(damaged)?;
            }
            BEGIN => all += area(sheet.take()),
            kind if CELLS.contains(&kind) => {
                let (Some(row), Some(first)) = (word(0, body), word(2, body)) else {
                    continue;
                };
                let last = if kind == MANY {
                    body.len()
                        .checked_sub(2)
                        .and_then(|at| word(at, body))
                        .unwrap_or(first)
                } else {
                    first
                };
                let (rows, columns) = sheet.get_or_insert((Span::of(row), Span::of(first)));
                rows.add(row);
                columns.add(first);
                columns.add(last);
            }
            _ => {}
        }
    }
    if all + area(sheet) > limits::CELLS {
        return Err(too_large());
    }
    drop(stream);
    file.flush().map_err(damaged)?;
    Ok(file.into_inner().into_inner())
}

/// How far a sheet claims to reach.
const CLAIM: u16 = 0x0200;
/// Begins a sheet.
const BEGIN: u16 = 0x0809;
/// Several numbers in a row.
const MANY: u16 = 0x00bd;
/// Records that hold a value in a cell.
const CELLS: [u16; 8] = [0x0203, 0x00fd, 0x0204, 0x027e, MANY, 0x0006, 0x0205, 0x00d6];

/// From the first to the last.
#[derive(Clone, Copy)]
struct Span(u16, u16);

impl Span {
    fn of(one: u16) -> Self {
        Self(one, one)
    }

    fn add(&mut self, one: u16) {
        *self = Self(self.0.min(one), self.1.max(one));
    }

    fn length(self) -> usize {
        usize::from(self.1 - self.0) + 1
    }
}

fn area(sheet: Option<(Span, Span)>) -> usize {
    sheet.map_or(0, |(rows, columns)| rows.length() * columns.length())
}
