//! Why a table could not be written.

/// A failure of writing.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// A row has another number of cells than there are columns.
    #[error("row {row} does not fit the columns")]
    Ragged {
        /// Which, from 0; the row of unknowns comes last.
        row: usize,
    },
    /// The CSV could not be written.
    #[error("the table could not be written as CSV")]
    Csv(#[from] ::csv::Error),
    /// The workbook could not be written.
    #[error("the table could not be written as a workbook")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}

impl ReportError {
    /// Stable code for messages and scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ragged { .. } => "report-ragged",
            Self::Csv(_) => "report-csv",
            Self::Xlsx(_) => "report-xlsx",
        }
    }
}
