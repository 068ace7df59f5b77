//! A form in its containers: Excel workbook, CSV folder, canonical bytes. One form, one digest.

use proptest::prelude::*;
use saring_form::xlsform::{ReadError, Sheet, Workbook, WriteError};
use std::fs;

fn round_trips(book: &Workbook) {
    let room = tempfile::tempdir().unwrap();
    let (xlsx, folder, again) = (
        room.path().join("form.xlsx"),
        room.path().join("csv"),
        room.path().join("again.xlsx"),
    );
    book.write_xlsx(&xlsx).unwrap();
    let from_xlsx = Workbook::open(&xlsx).unwrap();
    assert_eq!(&from_xlsx, book, "from the workbook");
    from_xlsx.write_csv_folder(&folder).unwrap();
    let from_folder = Workbook::open(&folder).unwrap();
    assert_eq!(&from_folder, book, "from the folder");
    from_folder.write_xlsx(&again).unwrap();
    assert_eq!(Workbook::open(&again).unwrap().digest(), book.digest());
    assert_eq!(&Workbook::from_bytes(&book.to_bytes()).unwrap(), book);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => "[a-z_]{1,8}",
        2 => "[=+@-]?[ \"',;\t\na-c0-9]{0,6}",
        1 => "[ក-៹]{1,6}",
        1 => "_x00[0-9A-F]{2}_",
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_text_survives_every_container(rows in prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..8), name in "[A-Za-z_ក-ហ %.-]{1,20}[a-z]") {
        let book = Workbook::new(vec![Sheet { name, rows: rows.clone() }, Sheet { name: "survey".into(), rows }]);
        round_trips(&book);
    }
}

#[test]
fn a_folder_is_a_form_whatever_the_order_of_its_files() {
    let room = tempfile::tempdir().unwrap();
    fs::write(room.path().join("settings.csv"), "form_id\nf\n").unwrap();
    fs::write(room.path().join("findings.csv"), "name,when\n").unwrap();
    fs::write(
        room.path().join("survey.csv"),
        "type,name,label\r\ntext,q,\"A, \"\"b\"\"\"\r\n",
    )
    .unwrap();
    fs::write(room.path().join("README.md"), "not a sheet").unwrap();
    fs::create_dir(room.path().join("media")).unwrap();
    let book = Workbook::open(room.path()).unwrap();
    let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
    assert_eq!(names, ["survey", "settings", "findings"]);
    assert_eq!(book.sheets[0].rows[1][2], "A, \"b\"");
    round_trips(&book);
}

#[test]
fn what_is_no_form_is_refused_with_a_code() {
    let room = tempfile::tempdir().unwrap();
    let open = |name: &str| Workbook::open(&room.path().join(name)).unwrap_err().code();
    fs::write(room.path().join("a.xlsx"), "type,name").unwrap();
    fs::write(room.path().join("b.xlsx"), b"PK\x03\x04 torn").unwrap();
    fs::write(
        room.path().join("c.xls"),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn",
    )
    .unwrap();
    fs::create_dir(room.path().join("empty")).unwrap();
    fs::create_dir(room.path().join("latin")).unwrap();
    fs::write(
        room.path().join("latin/survey.csv"),
        b"type,name\ntext,caf\xe9\n",
    )
    .unwrap();
    assert_eq!(open("a.xlsx"), "form-not-a-workbook");
    assert_eq!(open("b.xlsx"), "form-workbook-damaged");
    assert_eq!(open("c.xls"), "form-workbook-damaged");
    assert_eq!(open("empty"), "form-no-sheets");
    assert_eq!(open("latin"), "form-sheet-not-utf8");
    assert_eq!(open("nowhere"), "form-unreadable");
    assert!(matches!(
        Workbook::from_bytes(b"[]"),
        Err(ReadError::NotCanonical)
    ));
}

#[test]
fn what_excel_cannot_hold_is_refused_and_no_file_is_left() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("form.xlsx");
    for (name, cell) in [("a/b", "x".to_owned()), ("survey", "x".repeat(40_000))] {
        let book = Workbook::new(vec![Sheet {
            name: name.into(),
            rows: vec![vec![cell]],
        }]);
        assert!(matches!(
            book.write_xlsx(&path),
            Err(WriteError::NotForExcel { .. })
        ));
        assert!(!path.exists());
    }
    assert!(matches!(
        Workbook::default().write_xlsx(&path),
        Err(WriteError::NoSheets)
    ));
}

#[test]
fn cells_of_a_workbook_are_the_texts_that_pyxform_reads() {
    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Book};
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("typed.xls");
    let mut book = Book::new();
    let sheet = book.add_worksheet();
    sheet.set_name("survey").unwrap();
    sheet.write_number(1, 1, 3.0).unwrap();
    sheet.write_number(1, 2, 0.5).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_string(1, 4, "  kept\u{a0}text ").unwrap();
    let day = ExcelDateTime::from_ymd(2024, 5, 15).unwrap();
    sheet
        .write_datetime_with_format(1, 5, &day, &Format::new().set_num_format("yyyy-mm-dd"))
        .unwrap();
    book.save(&path).unwrap();
    // Named .xls and still an .xlsx: the content decides. Nothing stands in the first row and column.
    let read = Workbook::open(&path).unwrap();
    assert_eq!(
        read.sheets[0].rows,
        vec![
            vec![],
            ["", "3", "0.5", "TRUE", "kept text", "2024-05-15 00:00:00"]
                .map(str::to_owned)
                .to_vec()
        ]
    );
}
