//! A table as CSV (RFC 4180) in UTF-8 with a byte order mark, which spreadsheet programs need to see.

use crate::{Cell, ReportError, Table};

/// The whole table: title, header, rows with that of unknowns last, an empty line, denominators.
///
/// # Errors
/// [`ReportError::Ragged`].
pub fn to_csv(table: &Table) -> Result<Vec<u8>, ReportError> {
    let mut writer = ::csv::WriterBuilder::new()
        .flexible(true)
        .terminator(::csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    let rows = table.checked()?;
    writer.write_record([harmless(&table.title)])?;
    writer.write_record(table.columns.iter().map(|column| harmless(column)))?;
    for row in rows {
        writer.write_record(row.iter().map(text))?;
    }
    writer.write_record([""])?;
    for denominator in &table.denominators {
        writer.write_record([harmless(&denominator.label), denominator.count.to_string()])?;
    }
    writer
        .into_inner()
        .map_err(|error| ReportError::Csv(error.into_error().into()))
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => harmless(text),
        Cell::Count(count) => count.to_string(),
        Cell::Empty => String::new(),
    }
}

/// Text that a spreadsheet would take for a formula gets an apostrophe in front: what a person said is never run.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
