//! XLSForm workbooks in, [`crate::definition::Form`] out, or every issue of the form with sheet, row and column.
//!
//! ```text
//! .xlsx .xls folder --Workbook::open--> Workbook --load--> Loaded { form, warnings } | all errors
//! ```
//!
//! What a workbook may say is what pyxform 4.5 accepts; what it means is what pyxform's XForm would mean, the nodes
//! that it adds by itself included (`meta`, counts of repeats, `..._other`).

mod arguments;
mod attributes;
mod beside;
mod choices;
pub mod codes;
mod compile;
mod container;
mod csv_folder;
mod cycles;
mod data_files;
mod defaults;
mod draft;
mod entities;
mod error;
mod excel;
mod extension;
mod files;
mod gates;
mod groups;
mod headers;
mod languages;
mod limits;
mod load;
mod loops;
mod meta;
mod parameters;
mod questions;
mod references;
mod rule_lints;
mod rules;
mod search;
mod selects;
mod settings;
mod sheet;
mod support;
mod survey;
mod survey_columns;
mod text;
mod texts;
mod types;
mod workbook;

pub use error::{ReadError, WriteError};
pub use excel::READER;
pub use load::{Loaded, load, load_named};
pub use workbook::{Sheet, Workbook};
