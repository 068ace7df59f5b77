//! Tables as an Excel workbook, one sheet each.

use crate::{Cell, ReportError, Table};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

/// Whole tables, each laid out as in [`crate::to_csv`]. The same tables give the same bytes: no time of writing in them.
///
/// # Errors
/// [`ReportError::Ragged`]; [`ReportError::Xlsx`] for a table that no sheet can hold.
pub fn to_xlsx(tables: &[Table]) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        fill(workbook.add_worksheet(), table)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), ReportError> {
    let (strong, quiet) = (Format::new().set_bold(), Format::new().set_italic());
    sheet.write_with_format(0, 0, table.title.as_str(), &strong)?;
    for (column, header) in (0..).zip(&table.columns) {
        sheet.write_with_format(2, column, header.as_str(), &strong)?;
    }
    let mut at = 3;
    for row in table.checked()? {
        let unknown = at as usize == 3 + table.rows.len();
        for (column, cell) in (0..).zip(row) {
            put(sheet, (at, column), cell, unknown.then_some(&quiet))?;
        }
        at += 1;
    }
    for denominator in &table.denominators {
        at += 1;
        put(sheet, (at, 0), &Cell::Text(denominator.label.clone()), None)?;
        put(sheet, (at, 1), &Cell::Count(denominator.count), None)?;
    }
    sheet.set_freeze_panes(3, 0)?;
    sheet.autofit();
    Ok(())
}

fn put(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    format: Option<&Format>,
) -> Result<(), ReportError> {
    let plain = Format::new();
    let format = format.unwrap_or(&plain);
    match cell {
        // As a string, whatever it begins with: what a person said is never a formula.
        Cell::Text(text) => sheet.write_string_with_format(at.0, at.1, text, format)?,
        Cell::Count(count) => sheet.write_number_with_format(at.0, at.1, *count as f64, format)?,
        Cell::Empty => sheet.write_blank(at.0, at.1, format)?,
    };
    Ok(())
}
