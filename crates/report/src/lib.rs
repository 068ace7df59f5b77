//! Tables that leave headquarters, from a model it is handed: CSV and XLSX.
//!
//! A [`Table`] cannot be made without its row of what is not known and without its denominators: what leaves says what
//! was left out. This room counts nothing and knows no storage.
#![forbid(unsafe_code)]

mod csv;
mod error;
mod table;
mod xlsx;

pub use crate::csv::to_csv;
pub use error::ReportError;
pub use table::{Cell, Denominator, Row, Table};
pub use xlsx::to_xlsx;
