//! A form as a folder of CSV files, one a sheet: reading and writing. Not a reader of tables in general.
//!
//! The parser is our own because a blank line is a row here: the usual library skips it, and every issue below it
//! would then point to the wrong row.

use super::beside;
use super::error::{ReadError, WriteError};
use super::limits;
use super::workbook::{Sheet, Workbook};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// The sheets of a folder, each with the name of its file.
pub(super) fn read(folder: &Path) -> Result<Vec<(String, Sheet)>, ReadError> {
    let mut sheets = Vec::new();
    let mut total = 0;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_csv = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("csv"));
        let Some(stem) = path.file_stem().and_then(|s| s.to_str()) else {
            continue;
        };
        if !is_csv || stem.starts_with('.') || !path.is_file() {
            continue;
        }
        let name = sheet_name(stem);
        total += fs::metadata(&path)?.len();
        if total > limits::WORKBOOK_BYTES {
            return Err(ReadError::TooLarge { sheet: name });
        }
        let bytes = fs::read(&path)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| ReadError::NotUtf8 {
            sheet: name.clone(),
        })?;
        let file = path.file_name().and_then(|f| f.to_str()).unwrap_or(stem);
        sheets.push((file.to_owned(), sheet(&name, text)?));
    }
    Ok(sheets)
}

/// One sheet from its text.
pub(super) fn sheet(name: &str, text: &str) -> Result<Sheet, ReadError> {
    let rows = parse(text).map_err(|fault| match fault {
        Fault::Unclosed(row) => ReadError::UnclosedQuote {
            sheet: name.to_owned(),
            row,
        },
        Fault::TooLarge => ReadError::TooLarge {
            sheet: name.to_owned(),
        },
    })?;
    Ok(Sheet {
        name: name.to_owned(),
        rows,
    })
}

pub(super) fn write(workbook: &Workbook, folder: &Path) -> Result<(), WriteError> {
    if workbook.sheets.is_empty() {
        return Err(WriteError::NoSheets);
    }
    fs::create_dir_all(folder)?;
    for sheet in &workbook.sheets {
        let mut file = format!("{}.csv", file_stem(&sheet.name));
        // A sheet that is named like a file of the form would be taken for that file.
        if !beside::is_sheet(&sheet.name) && beside::may_be_file(&file, workbook) {
            file = disguised(&file);
        }
        fs::write(folder.join(file), text_of(sheet))?;
    }
    Ok(())
}

fn text_of(sheet: &Sheet) -> String {
    let mut out = String::new();
    for row in &sheet.rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                out.push(',');
            }
            // Separators of other locales are quoted too, so that the separator can be told from the first row.
            if cell.contains([',', ';', '\t', '"', '\n', '\r', '\u{feff}']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push('\n');
    }
    out
}

/// Why a text is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A quoted cell that begins in this row never ends.
    Unclosed(u32),
    /// More cells than a form has.
    TooLarge,
}

/// RFC 4180, tolerant of a byte order mark, `\n` or `\r\n`, and of `;` or tabs where a spreadsheet's locale wrote
/// them.
pub(super) fn parse(text: &str) -> Result<Vec<Vec<String>>, Fault> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let separator = separator(text);
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut chars = text.chars().peekable();
    let mut at_start = true;
    let mut cells = 0;
    while let Some(c) = chars.next() {
        if cells > limits::CELLS {
            return Err(Fault::TooLarge);
        }
        match c {
            '"' if at_start => {
                at_start = false;
                loop {
                    match chars.next() {
                        Some('"') if chars.peek() == Some(&'"') => {
                            chars.next();
                            cell.push('"');
                        }
                        Some('"') => break,
                        Some(c) => cell.push(c),
                        None => {
                            let row = u32::try_from(rows.len()).unwrap_or(u32::MAX);
                            return Err(Fault::Unclosed(row.saturating_add(1)));
                        }
                    }
                }
            }
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                cells += 1;
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
                at_start = true;
            }
            c if c == separator => {
                cells += 1;
                row.push(std::mem::take(&mut cell));
                at_start = true;
            }
            c => {
                cell.push(c);
                at_start = false;
            }
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    Ok(rows)
}

/// The separator of the first row that is not blank, read outside quotes: a comma where there is one.
fn separator(text: &str) -> char {
    let mut quoted = false;
    let mut found = None;
    let mut anything = false;
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '\n' if anything => break,
            ',' => return ',',
            ';' | '\t' => found = found.or(Some(c)),
            _ => {}
        }
        anything |= !c.is_whitespace();
    }
    found.unwrap_or(',')
}

/// A file name for a sheet on every system: what a path or Windows gives a meaning to is written `%XX`.
fn file_stem(sheet: &str) -> String {
    let mut out = String::new();
    for (i, c) in sheet.chars().enumerate() {
        let special = c.is_control()
            || r#"/\:*?"<>|%"#.contains(c)
            || (c == '.' && (i == 0 || i + 1 == sheet.chars().count()));
        if special {
            for byte in c.to_string().bytes() {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// The same name, its first letter written as [`file_stem`] writes what it must.
fn disguised(file: &str) -> String {
    let Some(first) = file.chars().next() else {
        return String::new();
    };
    let mut out: String = first
        .to_string()
        .bytes()
        .map(|b| format!("%{b:02X}"))
        .collect();
    out.push_str(&file[first.len_utf8()..]);
    out
}

/// The sheet a file stem stands for; a stem that [`file_stem`] did not write is taken as it is.
fn sheet_name(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while i < bytes.len() {
        let code = (bytes[i] == b'%')
            .then(|| stem.get(i + 1..i + 3))
            .flatten()
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        if let Some(byte) = code {
            out.push(byte);
            i += 3;
        } else {
            out.push(bytes[i]);
            i += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        parse(text).unwrap()
    }

    #[test]
    fn a_blank_line_is_a_row() {
        assert_eq!(rows("type,name\n\ntext,q\n").len(), 3);
        assert_eq!(rows("type,name\r\n\r\ntext,q").len(), 3);
    }

    #[test]
    fn quotes_hold_separators_quotes_and_line_ends() {
        assert_eq!(
            rows("\"a,\"\"b\"\"\nc\",d"),
            vec![vec!["a,\"b\"\nc".to_owned(), "d".to_owned()]]
        );
        assert_eq!(parse("a\n\"b"), Err(Fault::Unclosed(2)));
    }

    #[test]
    fn a_spreadsheet_of_another_locale_is_read() {
        assert_eq!(
            rows("\u{feff}type;name\ntext;q\n"),
            rows("type,name\ntext,q\n")
        );
        assert_eq!(rows("type\tname\n"), rows("type,name\n"));
    }

    #[test]
    fn a_sheet_name_survives_as_a_file_name() {
        for name in [
            "survey",
            "choix/liste",
            "50%",
            "a.b",
            ".hidden",
            "ភាសា",
            "%41",
            "q?\"<>",
        ] {
            assert_eq!(sheet_name(&file_stem(name)), name);
            assert!(!file_stem(name).contains(['/', '?', '"', '<']));
        }
    }
}
