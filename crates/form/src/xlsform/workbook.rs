//! The sheets of a form as text, whatever container they came in: the form's portable identity, not its meaning.

use super::beside;
use super::csv_folder;
use super::error::{ReadError, WriteError};
use super::excel;
use super::limits;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

/// What the stored bytes say they are.
const FORMAT: &str = "saring-workbook/1";

/// The same for a form with files beside it, which older versions do not know how to keep.
const FORMAT_WITH_FILES: &str = "saring-workbook/2";

/// All sheets of a form, unknown ones and unknown columns included, each cell as the text that pyxform reads.
///
/// The same form is the same value from `.xlsx`, `.xls` or a folder of CSV files: cells are trimmed, no-break spaces
/// are spaces, line ends are `\n`, empty cells at the end of a row and empty rows at the end of a sheet are dropped
/// (rows before them keep their numbers), sheets stand in the order survey, choices, settings, then by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// The sheets, in canonical order.
    pub sheets: Vec<Sheet>,
    /// Files that the form names and that lay beside it, by name: lists of choices, pictures, sounds.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Name as written.
    pub name: String,
    /// `rows[0]` is the header; `rows[i]` is the row a spreadsheet numbers `i + 1`.
    pub rows: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Stored<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<StoredFile>,
    format: &'a str,
    sheets: &'a [&'a Sheet],
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredFile {
    base64: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredOwned {
    format: String,
    sheets: Vec<Sheet>,
    #[serde(default)]
    files: Vec<StoredFile>,
}

impl Workbook {
    /// A workbook from sheets, brought into canonical form.
    #[must_use]
    pub fn new(sheets: Vec<Sheet>) -> Self {
        let mut sheets: Vec<Sheet> = sheets.into_iter().map(Sheet::canonical).collect();
        sheets.sort_by_cached_key(|s| {
            let lower = s.name.to_lowercase();
            let rank = match lower.as_str() {
                "survey" => 0,
                "choices" => 1,
                "settings" => 2,
                _ => 3,
            };
            (rank, lower, s.name.clone())
        });
        Self {
            sheets,
            files: BTreeMap::new(),
        }
    }

    /// The same with files beside it.
    #[must_use]
    pub fn with_files(mut self, files: BTreeMap<String, Arc<[u8]>>) -> Self {
        self.files = files;
        self.files.retain(|name, _| beside::is_file_name(name));
        self
    }

    /// Reads a workbook (`.xlsx`, `.xls`, told apart by content) or a folder of CSV sheets.
    ///
    /// # Errors
    /// When the container cannot be read; never for what the form says.
    pub fn open(path: &Path) -> Result<Self, ReadError> {
        if path.is_dir() {
            let (names, sheets): (Vec<String>, Vec<Sheet>) =
                csv_folder::read(path)?.into_iter().unzip();
            let files = Self::beside(path, &sheets)?;
            let sheets = beside::without_files(sheets, &names, &files);
            return Ok(Self::new(sheets).with_files(files));
        }
        let whole = || ReadError::TooLarge {
            sheet: path
                .file_name()
                .map(|n| n.to_string_lossy().into_owned())
                .unwrap_or_default(),
        };
        if std::fs::metadata(path)?.len() > limits::WORKBOOK_BYTES {
            return Err(whole());
        }
        let sheets = excel::read(std::fs::read(path)?).map_err(|error| match error {
            ReadError::TooLarge { sheet } if sheet.is_empty() => whole(),
            error => error,
        })?;
        let files = Self::beside(path, &sheets)?;
        Ok(Self::new(sheets).with_files(files))
    }

    fn beside(path: &Path, sheets: &[Sheet]) -> Result<beside::Files, ReadError> {
        if sheets.is_empty() {
            return Err(ReadError::NoSheets);
        }
        beside::read(path, sheets)
    }

    /// A workbook from the texts of its CSV sheets, by sheet name.
    ///
    /// # Errors
    /// [`ReadError::UnclosedQuote`] with the sheet and row.
    pub fn from_csv<'a>(
        sheets: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, ReadError> {
        let sheets = sheets
            .into_iter()
            .map(|(name, text)| csv_folder::sheet(name, text));
        sheets.collect::<Result<Vec<_>, _>>().map(Self::new)
    }

    /// The sheet with this name, in any case.
    #[must_use]
    pub fn sheet(&self, name: &str) -> Option<&Sheet> {
        self.sheets
            .iter()
            .find(|s| s.name.eq_ignore_ascii_case(name))
    }

    /// The canonical bytes (RFC 8785 JSON): what is stored, carried and digested.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let sheets: Vec<&Sheet> = self.sheets.iter().collect();
        let mut bytes = Vec::new();
        write_canonical(&sheets, &self.files, &mut bytes);
        bytes
    }

    /// Reads what [`Workbook::to_bytes`] wrote.
    ///
    /// # Errors
    /// When the bytes are anything else, were it only by a space: a digest must mean one form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ReadError> {
        let stored: StoredOwned =
            serde_json::from_slice(bytes).map_err(|_| ReadError::NotCanonical)?;
        let mut files = BTreeMap::new();
        for file in stored.files {
            let bytes = STANDARD
                .decode(&file.base64)
                .map_err(|_| ReadError::NotCanonical)?;
            files.insert(file.name, bytes.into());
        }
        let workbook = Self::new(stored.sheets).with_files(files);
        if stored.format != format(&workbook.files) || workbook.to_bytes() != bytes {
            return Err(ReadError::NotCanonical);
        }
        Ok(workbook)
    }

    /// SHA-256 over [`Workbook::to_bytes`], 64 hex digits.
    #[must_use]
    pub fn digest(&self) -> String {
        let sheets: Vec<&Sheet> = self.sheets.iter().collect();
        digest(&sheets, &self.files)
    }

    /// SHA-256 over the canonical bytes of these sheets alone, 64 hex digits.
    #[must_use]
    pub fn digest_of(&self, names: &[&str]) -> String {
        let sheets: Vec<&Sheet> = self
            .sheets
            .iter()
            .filter(|s| names.iter().any(|n| s.name.eq_ignore_ascii_case(n)))
            .collect();
        digest(&sheets, &BTreeMap::new())
    }

    /// Writes an Excel workbook that pyxform, ODK and Kobo read.
    ///
    /// # Errors
    /// When the file cannot be written or Excel cannot hold a sheet.
    pub fn write_xlsx(&self, path: &Path) -> Result<(), WriteError> {
        excel::write(self, path)?;
        beside::write(path, &self.files)
    }

    /// Writes a folder with one CSV file a sheet. The folder is made if it is missing; CSV files of other sheets in it
    /// are left alone, so convert into an empty one.
    ///
    /// # Errors
    /// When the folder or a file cannot be written.
    pub fn write_csv_folder(&self, path: &Path) -> Result<(), WriteError> {
        csv_folder::write(self, path)?;
        beside::write(path, &self.files)
    }
}

impl Sheet {
    /// A sheet from its rows, brought into canonical form.
    #[must_use]
    pub fn new(name: impl Into<String>, rows: Vec<Vec<String>>) -> Self {
        Self {
            name: name.into(),
            rows,
        }
        .canonical()
    }

    fn canonical(mut self) -> Self {
        for row in &mut self.rows {
            for cell in row.iter_mut() {
                if let Cow::Owned(text) = canonical_cell(cell) {
                    *cell = text;
                }
            }
            let used = row.iter().rposition(|c| !c.is_empty()).map_or(0, |i| i + 1);
            row.truncate(used);
        }
        let used = self
            .rows
            .iter()
            .rposition(|r| !r.is_empty())
            .map_or(0, |i| i + 1);
        self.rows.truncate(used);
        self
    }
}

fn format(files: &BTreeMap<String, Arc<[u8]>>) -> &'static str {
    if files.is_empty() {
        FORMAT
    } else {
        FORMAT_WITH_FILES
    }
}

/// SHA-256 over the canonical bytes, which are never all there at once.
fn digest(sheets: &[&Sheet], files: &BTreeMap<String, Arc<[u8]>>) -> String {
    let mut out = BufWriter::with_capacity(8192, Hashing(Sha256::new()));
    write_canonical(sheets, files, &mut out);
    // Nothing that is hashed fails to be written.
    out.into_inner()
        .map(|hashing| hex::encode(hashing.0.finalize()))
        .unwrap_or_default()
}

/// What is written is hashed.
struct Hashing(Sha256);

impl Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The canonical bytes, as they come.
fn write_canonical(sheets: &[&Sheet], files: &BTreeMap<String, Arc<[u8]>>, out: &mut impl Write) {
    let stored = Stored {
        files: files
            .iter()
            .map(|(name, bytes)| StoredFile {
                base64: STANDARD.encode(bytes),
                name: name.clone(),
            })
            .collect(),
        format: format(files),
        sheets,
    };
    // Texts and lists only: the canonicaliser has no number to refuse, and neither memory nor a digest a byte.
    let _ = serde_json_canonicalizer::to_writer(&stored, out);
}

/// The text of a cell as pyxform strips it. Characters that no XML document can hold are dropped here: a workbook
/// could not carry them, and the XForm neither.
fn canonical_cell(cell: &str) -> Cow<'_, str> {
    let trimmed = cell.trim_matches(is_space);
    // What is cleaned lies below the space or begins with one of these bytes: most cells are known to be clean quickly.
    let plain = |b: u8| (b >= b' ') & (b != 0xc2) & (b != 0xef);
    if trimmed.len() == cell.len() && cell.bytes().fold(true, |all, b| all & plain(b)) {
        return Cow::Borrowed(cell);
    }
    let clean = |c: char| {
        !matches!(c, '\u{a0}' | '\r' | '\u{fffe}' | '\u{ffff}')
            && (c >= ' ' || c == '\n' || c == '\t')
    };
    if trimmed.len() == cell.len() && trimmed.chars().all(clean) {
        return Cow::Borrowed(cell);
    }
    let text: String = trimmed
        .replace("\r\n", "\n")
        .chars()
        .filter_map(|c| match c {
            '\u{a0}' => Some(' '),
            '\r' => Some('\n'),
            c if clean(c) => Some(c),
            _ => None,
        })
        .collect();
    // Dropping a character can bare a space, so trim what is left as well.
    Cow::Owned(text.trim_matches(is_space).to_owned())
}

/// White space as Python's `str.strip` has it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
        Sheet::new(
            name,
            rows.iter()
                .map(|r| r.iter().map(|c| (*c).to_owned()).collect())
                .collect(),
        )
    }

    #[test]
    fn trailing_emptiness_is_dropped_and_row_numbers_are_kept() {
        let s = sheet(
            "survey",
            &[&["type", "", ""], &["", " "], &["text"], &[""], &[]],
        );
        assert_eq!(
            s.rows,
            vec![vec!["type".to_owned()], vec![], vec!["text".to_owned()]]
        );
    }

    #[test]
    fn sheets_stand_in_canonical_order() {
        let book = Workbook::new(
            ["notes", "Settings", "choices", "dimensions", "survey"]
                .map(|n| sheet(n, &[]))
                .to_vec(),
        );
        let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(
            names,
            ["survey", "choices", "Settings", "dimensions", "notes"]
        );
    }

    #[test]
    fn cells_are_as_pyxform_strips_them() {
        assert_eq!(canonical_cell("\u{a0} a\u{a0}b\r\nc \t"), "a b\nc");
        assert_eq!(canonical_cell("\u{1f} \u{1}"), "");
        assert_eq!(canonical_cell("ភាសា"), "ភាសា");
    }

    #[test]
    fn bytes_are_canonical_json_and_the_digest_is_theirs() {
        let cells = ["\"\\/", "\n\t", "\u{7f}\u{2028}", "ភាសា 😀", "x: 1"];
        let files = [("towns.csv", &b"name\nx"[..]), ("a.png", &[0, 255])];
        let files = files.map(|(name, bytes)| (name.to_owned(), bytes.into()));
        let book = Workbook::new(vec![sheet("survey", &[&cells]), sheet("choices", &[])])
            .with_files(files.into());
        let value: serde_json::Value = serde_json::from_slice(&book.to_bytes()).unwrap();
        assert_eq!(
            book.to_bytes(),
            serde_json_canonicalizer::to_vec(&value).unwrap()
        );
        assert_eq!(book.digest(), hex::encode(Sha256::digest(book.to_bytes())));
    }

    #[test]
    fn bytes_are_one_form_and_nothing_else() {
        let book = Workbook::new(vec![sheet("survey", &[&["type", "name"], &["text", "q"]])]);
        let bytes = book.to_bytes();
        assert_eq!(bytes, br#"{"format":"saring-workbook/1","sheets":[{"name":"survey","rows":[["type","name"],["text","q"]]}]}"#);
        assert_eq!(Workbook::from_bytes(&bytes).unwrap(), book);
        for other in [
            &b"{}"[..],
            br#"{"format":"saring-workbook/2","sheets":[]}"#,
            &[&bytes[..], b" "].concat(),
        ] {
            assert!(matches!(
                Workbook::from_bytes(other),
                Err(ReadError::NotCanonical)
            ));
        }
    }
}
