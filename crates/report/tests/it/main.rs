//! Tables that leave say what is not known, and of what their numbers are.

use calamine::{Data, Reader, Xlsx};
use saring_report::{Cell, Denominator, Table, to_csv, to_xlsx};
use std::io::Cursor;

fn table() -> Table {
    Table {
        title: "Interviews by country of exploitation, January 2026".into(),
        columns: vec!["Country".into(), "Interviews".into()],
        rows: vec![
            vec!["កម្ពុជា".into(), 3_u64.into()],
            vec!["=1+1".into(), 1_u64.into()],
        ],
        unknown: vec!["Unknown".into(), 0_u64.into()],
        denominators: vec![
            Denominator {
                label: "All interviews".into(),
                count: 5,
            },
            Denominator {
                label: "Question applies".into(),
                count: 4,
            },
        ],
    }
}

#[test]
fn csv_holds_the_unknown_row_and_the_denominators_and_no_formula() {
    let text = String::from_utf8(to_csv(&table()).unwrap()).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}\"Interviews by country of exploitation, January 2026\""
    );
    assert_eq!(
        lines[1..5],
        ["Country,Interviews", "កម្ពុជា,3", "'=1+1,1", "Unknown,0"]
    );
    assert_eq!(lines[6..], ["All interviews,5", "Question applies,4", ""]);
}

#[test]
fn a_workbook_holds_the_same() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(to_xlsx(&[table()]).unwrap())).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |row: u32, column: u32| {
        sheet
            .get_value((row, column))
            .map(Data::to_string)
            .unwrap_or_default()
    };
    assert_eq!(
        (text(2, 0), text(2, 1)),
        ("Country".into(), "Interviews".into())
    );
    assert_eq!((text(3, 0), text(3, 1)), ("កម្ពុជា".into(), "3".into()));
    assert_eq!(text(4, 0), "=1+1", "as words");
    assert_eq!((text(5, 0), text(5, 1)), ("Unknown".into(), "0".into()));
    assert_eq!(
        (text(7, 0), text(7, 1)),
        ("All interviews".into(), "5".into())
    );
    assert_eq!(
        (text(8, 0), text(8, 1)),
        ("Question applies".into(), "4".into())
    );
}

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(to_xlsx(&[table()]).unwrap(), to_xlsx(&[table()]).unwrap());
}

#[test]
fn a_row_that_does_not_fit_is_refused() {
    let mut ragged = table();
    ragged.unknown.push(Cell::Empty);
    assert_eq!(to_csv(&ragged).unwrap_err().code(), "report-ragged");
    assert_eq!(to_xlsx(&[ragged]).unwrap_err().code(), "report-ragged");
}

#[test]
fn each_table_is_a_sheet() {
    let second = Table {
        title: "Second".into(),
        ..table()
    };
    let book: Xlsx<_> = Xlsx::new(Cursor::new(to_xlsx(&[table(), second]).unwrap())).unwrap();
    assert_eq!(book.sheet_names().len(), 2);
}
