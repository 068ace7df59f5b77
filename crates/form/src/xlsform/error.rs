//! Why a container of sheets could not be read or written: codes and parameters, no sentences, no cell contents.

use std::io;
use thiserror::Error;

/// A workbook, folder or stored form that cannot be read at all. What is wrong *inside* a form is an
/// [`crate::Issue`], never one of these.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file or folder cannot be read.
    #[error("form-unreadable")]
    Io(#[from] io::Error),
    /// Neither a workbook by its content nor a folder.
    #[error("form-not-a-workbook")]
    NotAWorkbook,
    /// A workbook whose parts are damaged or encrypted.
    #[error("form-workbook-damaged")]
    Damaged {
        /// What the reader of the container says; names of parts, never of cells.
        detail: String,
    },
    /// Nothing in it: no sheet, no CSV file.
    #[error("form-no-sheets")]
    NoSheets,
    /// More cells than any form has.
    #[error("form-too-large")]
    TooLarge {
        /// The sheet that went over the limit.
        sheet: String,
    },
    /// A CSV sheet that is not UTF-8.
    #[error("form-sheet-not-utf8")]
    NotUtf8 {
        /// The sheet.
        sheet: String,
    },
    /// A CSV sheet with a quoted cell that never ends.
    #[error("form-sheet-unclosed-quote")]
    UnclosedQuote {
        /// The sheet.
        sheet: String,
        /// Row in which the cell begins.
        row: u32,
    },
    /// Stored bytes that are not the canonical form this version writes.
    #[error("form-bytes-not-canonical")]
    NotCanonical,
}

impl ReadError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "form-unreadable",
            Self::NotAWorkbook => "form-not-a-workbook",
            Self::Damaged { .. } => "form-workbook-damaged",
            Self::NoSheets => "form-no-sheets",
            Self::TooLarge { .. } => "form-too-large",
            Self::NotUtf8 { .. } => "form-sheet-not-utf8",
            Self::UnclosedQuote { .. } => "form-sheet-unclosed-quote",
            Self::NotCanonical => "form-bytes-not-canonical",
        }
    }

    /// Parameters of the sentence shown for the code.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Damaged { detail } => vec![("detail", detail.clone())],
            Self::TooLarge { sheet } | Self::NotUtf8 { sheet } => vec![("sheet", sheet.clone())],
            Self::UnclosedQuote { sheet, row } => {
                vec![("sheet", sheet.clone()), ("row", row.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

/// Why sheets could not be written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The file or folder cannot be written.
    #[error("form-unwritable")]
    Io(#[from] io::Error),
    /// A sheet that no Excel workbook can hold: its name or the length of a cell.
    #[error("form-not-for-excel")]
    NotForExcel {
        /// The sheet.
        sheet: String,
        /// What the writer of the container says.
        detail: String,
    },
    /// There is nothing to write.
    #[error("form-no-sheets")]
    NoSheets,
}

impl WriteError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "form-unwritable",
            Self::NotForExcel { .. } => "form-not-for-excel",
            Self::NoSheets => "form-no-sheets",
        }
    }

    /// Parameters of the sentence shown for the code.
    #[must_use]
    pub fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotForExcel { sheet, detail } => {
                vec![("sheet", sheet.clone()), ("detail", detail.clone())]
            }
            _ => Vec::new(),
        }
    }
}
