//! Excel workbooks in and out: each cell as the text that pyxform makes of it. Not a reader of styles or formulas.

use super::container;
use super::error::{ReadError, WriteError};
use super::limits;
use super::workbook::{Sheet, Workbook};
use calamine::{Data, ExcelDateTime, Reader, SheetType, Xls, Xlsx};
use std::io::Cursor;
use std::path::Path;
use std::thread;

/// The thread that a workbook is read in. Whoever installs a panic hook can tell by this name that nothing is lost.
pub const READER: &str = "saring-workbook-reader";

/// The library that takes workbooks apart breaks over some damaged ones instead of refusing them (`.xls` above all), so
/// that it is given a thread to break in.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<Sheet>, ReadError> {
    let read: fn(Vec<u8>) -> Result<Vec<Sheet>, ReadError> = match bytes.get(..4) {
        Some(b"PK\x03\x04") => read_xlsx,
        Some(b"\xd0\xcf\x11\xe0") => read_xls,
        _ => return Err(ReadError::NotAWorkbook),
    };
    let reader = thread::Builder::new().name(READER.to_owned());
    let reading = reader.spawn(move || read(bytes)).map_err(ReadError::Io)?;
    reading
        .join()
        .unwrap_or_else(|_| Err(damaged("its parts do not fit together")))
}

fn damaged(error: impl std::fmt::Display) -> ReadError {
    ReadError::Damaged {
        detail: error.to_string(),
    }
}

fn read_xlsx(bytes: Vec<u8>) -> Result<Vec<Sheet>, ReadError> {
    container::check_zip(&bytes)?;
    let mut budget = Budget::default();
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut sheets = Vec::new();
    for name in worksheets(book.sheets_metadata()) {
        let mut grid = Grid::new(&name, &mut budget);
        // Cell by cell: asking for the whole range would reserve memory for every cell up to the last one claimed.
        let mut cells = book.worksheet_cells_reader(&name).map_err(damaged)?;
        while let Some(cell) = cells.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            grid.put(row, column, text(Data::from(cell.get_value().clone())))?;
        }
        let rows = grid.rows;
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

fn read_xls(bytes: Vec<u8>) -> Result<Vec<Sheet>, ReadError> {
    let bytes = container::check_xls(bytes)?;
    let mut budget = Budget::default();
    let mut book = Xls::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut sheets = Vec::new();
    for name in worksheets(book.sheets_metadata()) {
        let mut grid = Grid::new(&name, &mut budget);
        let range = book.worksheet_range(&name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row + top as usize, column + left as usize);
            grid.put(
                u32::try_from(row).unwrap_or(u32::MAX),
                u32::try_from(column).unwrap_or(u32::MAX),
                text(value.clone()),
            )?;
        }
        let rows = grid.rows;
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

fn worksheets(all: &[calamine::Sheet]) -> Vec<String> {
    all.iter()
        .filter(|s| s.typ == SheetType::WorkSheet)
        .map(|s| s.name.clone())
        .collect()
}

/// What the cells of a workbook have used up of its limits.
#[derive(Default)]
struct Budget {
    cells: usize,
    text: usize,
}

/// Rows that grow as cells arrive, within the limits.
struct Grid<'a> {
    sheet: &'a str,
    rows: Vec<Vec<String>>,
    used: &'a mut Budget,
}

impl<'a> Grid<'a> {
    fn new(sheet: &'a str, used: &'a mut Budget) -> Self {
        Self {
            sheet,
            rows: Vec::new(),
            used,
        }
    }

    fn put(&mut self, row: u32, column: u32, text: String) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        let (row, column) = (row as usize, column as usize);
        let have = self.rows.get(row).map_or(0, Vec::len);
        self.used.cells +=
            (column + 1).saturating_sub(have) + (row + 1).saturating_sub(self.rows.len());
        self.used.text += text.len();
        if self.used.cells > limits::CELLS || self.used.text > limits::TEXT_BYTES {
            return Err(ReadError::TooLarge {
                sheet: self.sheet.to_owned(),
            });
        }
        if self.rows.len() <= row {
            self.rows.resize_with(row + 1, Vec::new);
        }
        let cells = &mut self.rows[row];
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        cells[column] = text;
        Ok(())
    }
}

fn text(value: Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(s) | Data::DateTimeIso(s) | Data::DurationIso(s) => s,
        Data::Int(i) => i.to_string(),
        Data::Float(f) => number(f),
        Data::Bool(true) => "TRUE".to_owned(),
        Data::Bool(false) => "FALSE".to_owned(),
        Data::DateTime(at) if at.as_f64() > last_day(&at) => OUT_OF_RANGE.to_owned(),
        Data::DateTime(at) if at.is_duration() => duration(at.as_f64()),
        Data::DateTime(at) => moment(&at),
        Data::Error(e) => e.to_string(),
    }
}

/// What stands for a date that is none.
const OUT_OF_RANGE: &str = "#VALUE!";

/// The last day of the year 9999, or the longest duration that Python has.
fn last_day(at: &ExcelDateTime) -> f64 {
    if at.is_duration() {
        999_999_999.0
    } else {
        2_958_466.0
    }
}

/// A number as Python prints it: whole numbers without a point, small ones with an exponent of two digits.
fn number(value: f64) -> String {
    if value == value.trunc() {
        return format!("{value:.0}");
    }
    if value.abs() >= 1e-4 {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    match text.split_once("e-") {
        Some((mantissa, exponent)) => format!("{mantissa}e-{exponent:0>2}"),
        None => text,
    }
}

/// A date and time as Python prints it; before the first day there is only a time.
fn moment(at: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = at.to_ymd_hms_milli();
    let fraction = if milli == 0 {
        String::new()
    } else {
        format!(".{milli:03}000")
    };
    if (0.0..1.0).contains(&at.as_f64()) {
        return format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}{fraction}")
}

/// A duration (`[h]:mm`) as Python prints a `timedelta` of whole thousandths of seconds.
fn duration(days: f64) -> String {
    let seconds = (days * 86_400_000.0).round() / 1000.0;
    let whole = (seconds / 86_400.0).floor();
    let rest = seconds - whole * 86_400.0;
    let thousandths = (rest.fract() * 1000.0).round();
    let mut clock = format!(
        "{:.0}:{:02.0}:{:02.0}",
        (rest / 3600.0).floor(),
        (rest % 3600.0 / 60.0).floor(),
        (rest % 60.0).floor()
    );
    if thousandths > 0.0 {
        clock.push_str(&format!(".{thousandths:03.0}000"));
    }
    match whole {
        0.0 => clock,
        1.0 | -1.0 => format!("{whole:.0} day, {clock}"),
        _ => format!("{whole:.0} days, {clock}"),
    }
}

pub(super) fn write(workbook: &Workbook, path: &Path) -> Result<(), WriteError> {
    if workbook.sheets.is_empty() {
        return Err(WriteError::NoSheets);
    }
    let mut book = rust_xlsxwriter::Workbook::new();
    // A fixed time of creation: the same form gives the same file.
    if let Ok(when) = rust_xlsxwriter::ExcelDateTime::from_ymd(2000, 1, 1) {
        book.set_properties(&rust_xlsxwriter::DocProperties::new().set_creation_datetime(&when));
    }
    for sheet in &workbook.sheets {
        let refuse = |e: rust_xlsxwriter::XlsxError| WriteError::NotForExcel {
            sheet: sheet.name.clone(),
            detail: e.to_string(),
        };
        let page = book.add_worksheet();
        page.set_name(&sheet.name).map_err(refuse)?;
        for (r, row) in (0u32..).zip(&sheet.rows) {
            for (c, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                // The writer refuses every column beyond its last.
                let c = u16::try_from(c).unwrap_or(u16::MAX);
                page.write_string(r, c, cell.as_str()).map_err(refuse)?;
            }
        }
    }
    let bytes = book.save_to_buffer().map_err(|e| WriteError::NotForExcel {
        sheet: String::new(),
        detail: e.to_string(),
    })?;
    std::fs::write(path, bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType;

    #[test]
    fn numbers_are_as_python_prints_them() {
        for (value, text) in [
            (1.0, "1"),
            (-3.0, "-3"),
            (1.5, "1.5"),
            (0.1, "0.1"),
            (2_019_101_701.0, "2019101701"),
            (1e20, "100000000000000000000"),
            (0.0001, "0.0001"),
            (0.00001, "1e-05"),
            (1.25e-12, "1.25e-12"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn dates_and_times_are_as_python_prints_them() {
        let at = |v, kind| text(Data::DateTime(ExcelDateTime::new(v, kind, false)));
        assert_eq!(
            at(45427.0, ExcelDateTimeType::DateTime),
            "2024-05-15 00:00:00"
        );
        assert_eq!(
            at(45427.75, ExcelDateTimeType::DateTime),
            "2024-05-15 18:00:00"
        );
        assert_eq!(at(0.4375, ExcelDateTimeType::DateTime), "10:30:00");
        assert_eq!(at(1.5, ExcelDateTimeType::TimeDelta), "1 day, 12:00:00");
        assert_eq!(at(-1.0, ExcelDateTimeType::TimeDelta), "-1 day, 0:00:00");
        assert_eq!(at(0.00001, ExcelDateTimeType::TimeDelta), "0:00:00.864000");
        assert_eq!(at(3e6, ExcelDateTimeType::DateTime), "#VALUE!");
    }

    #[test]
    fn a_workbook_is_known_by_its_content() {
        assert!(matches!(
            read(b"type,name".to_vec()),
            Err(ReadError::NotAWorkbook)
        ));
        assert!(matches!(
            read(b"PK\x03\x04 and then nothing".to_vec()),
            Err(ReadError::Damaged { .. })
        ));
    }

    #[test]
    fn a_claim_of_many_cells_is_refused() {
        let mut budget = Budget::default();
        let mut grid = Grid::new("survey", &mut budget);
        assert!(matches!(
            grid.put(1_048_575, 16_383, "x".into())
                .and_then(|()| (0..700).try_for_each(|r| grid.put(r, 16_383, "x".into()))),
            Err(ReadError::TooLarge { .. })
        ));
    }
}
