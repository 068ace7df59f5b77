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
    let sheets = Records::from(&records, 0).filter(|r| r.kind == SHEET);
    let starts: Vec<usize> = sheets.filter_map(|r| long(0, r.body)).collect();
    let (mut all, mut walked) = (0, 0);
    for start in starts {
        let mut sheet: Option<(Span, Span)> = None;
        let mut depth = 0;
        for record in Records::from(&records, start) {
            // Sheets follow one another; only a forged workbook walks the same records again and again.
            walked += record.body.len() + 4;
            if walked > 2 * records.len() {
                return Err(too_large());
            }
            match record.kind {
                BEGIN => depth += 1,
                END if depth <= 1 => break,
                END => depth -= 1,
                // A chart in a sheet has cells of its own.
                _ if depth > 1 => {}
                CLAIM => {
                    let at = SeekFrom::Start(record.at as u64);
                    stream.seek(at).map_err(damaged)?;
                    stream
                        .write_all(&vec![0; record.body.len()])
                        .map_err(damaged)?;
                }
                kind if CELLS.contains(&kind) => {
                    let (Some(row), Some(first)) = (word(0, record.body), word(2, record.body))
                    else {
                        continue;
                    };
                    let end = record.body.len().checked_sub(2);
                    let last = end
                        .filter(|_| kind == MANY)
                        .and_then(|at| word(at, record.body));
                    let (rows, columns) = sheet.get_or_insert((Span::of(row), Span::of(first)));
                    rows.add(row);
                    columns.add(first);
                    columns.add(last.unwrap_or(first));
                }
                _ => {}
            }
        }
        all += area(sheet);
        if all > limits::CELLS {
            return Err(too_large());
        }
    }
    drop(stream);
    file.flush().map_err(damaged)?;
    Ok(file.into_inner().into_inner())
}

/// A record of a workbook's stream: a kind, a length, a body.
struct Record<'a> {
    kind: u16,
    /// Where its body begins in the stream.
    at: usize,
    body: &'a [u8],
}

/// The records of a stream from a place on, as far as they are whole.
struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

impl<'a> Records<'a> {
    fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let (head, after) = self.stream.get(self.at..)?.split_at_checked(4)?;
        let body = after.get(..usize::from(word(2, head)?))?;
        let at = self.at + head.len();
        self.at = at + body.len();
        let kind = word(0, head)?;
        Some(Record { kind, at, body })
    }
}

fn word(at: usize, of: &[u8]) -> Option<u16> {
    let bytes = of.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*bytes))
}

fn long(at: usize, of: &[u8]) -> Option<usize> {
    let bytes = of.get(at..)?.first_chunk()?;
    usize::try_from(u32::from_le_bytes(*bytes)).ok()
}

/// Names a sheet and where it begins.
const SHEET: u16 = 0x0085;
/// How far a sheet claims to reach.
const CLAIM: u16 = 0x0200;
/// Begins a sheet, or a chart in it.
const BEGIN: u16 = 0x0809;
/// Ends what was begun.
const END: u16 = 0x000a;
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
