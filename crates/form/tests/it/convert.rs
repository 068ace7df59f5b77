//! A form in its containers: Excel workbook, CSV folder, canonical bytes. One form, one digest.

use proptest::prelude::*;
use saring_form::xlsform::{ReadError, Sheet, Workbook, WriteError, load};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

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

/// Names that a workbook takes: 31 characters at most, none that Excel forbids.
fn sheet_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("choices".to_owned()),
        Just("External_Choices".to_owned()),
        "[A-Za-z_ក-ហ %.-]{1,20}[a-z]",
        "[a-z%.<>|\"&~#ក-ហ]{29}[a-z]{2}",
        "%[0-9A-F]{2}[a-z]",
    ]
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    prop::collection::vec(prop::collection::vec(cell(), 0..5), 0..8)
}

/// Words that forms are made of, in places where they should not be.
const WORDS: &[&str] = &[
    "type",
    "name",
    "label",
    "label::fr",
    "hint",
    "list_name",
    "relevant",
    "bind::x",
    "appearance",
    "begin group",
    "end group",
    "begin repeat",
    "end repeat",
    "begin loop over l",
    "end loop",
    "text",
    "note",
    "select_one l",
    "select_multiple l or_other",
    "select_one ${a}",
    "select_one_from_file t.csv",
    "calculate",
    "range",
    "a",
    "b",
    "l",
    "${a}",
    "${b",
    "${a} ${b}",
    "search('t')",
    "search('t', 'contains', 'a', ${a})",
    "table-list",
    "start=1 end=",
    "1",
    "",
    "yes",
    "calculation",
    "choice_filter",
    "parameters",
    "repeat_count",
    "trigger",
    "default",
    "save_to",
    "regex(., '[')",
    "%(name)s",
    "position(..)",
];

fn row() -> impl Strategy<Value = Vec<String>> {
    let word = prop_oneof![
        9 => prop::sample::select(WORDS).prop_map(str::to_owned),
        1 => cell(),
    ];
    prop::collection::vec(word, 0..7)
}

/// A sheet whose header is the usual one as often as any other.
fn words(name: &'static str, head: &'static [&'static str]) -> impl Strategy<Value = Sheet> {
    let head = head.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    (
        prop::option::of(Just(head)),
        prop::collection::vec(row(), 0..12),
    )
        .prop_map(move |(head, rows)| Sheet {
            name: name.to_owned(),
            rows: head.into_iter().chain(rows).collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_sheet_survives_every_container(sheets in prop::collection::btree_map(sheet_name(), table(), 0..4), survey in table()) {
        let mut taken = BTreeSet::from(["survey".to_owned()]);
        let others = sheets.into_iter().filter(|(name, _)| taken.insert(name.to_lowercase()));
        let mut all: Vec<(String, _)> = others.collect();
        all.push(("survey".to_owned(), survey));
        round_trips(&Workbook::new(all.into_iter().map(|(name, rows)| Sheet { name, rows }).collect()));
    }

    #[test]
    fn no_csv_makes_the_reader_panic(text in any::<String>(), head in "(type|name|label|[,;\t\"\r\n\u{feff}]){0,12}") {
        let text = format!("{head}{text}");
        if let Ok(book) = Workbook::from_csv([("survey", text.as_str()), ("choices", text.as_str())]) {
            let _ = load(&book);
            prop_assert_eq!(&Workbook::from_bytes(&book.to_bytes()).unwrap(), &book);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_table_makes_the_reader_panic(
        survey in words("survey", &["type", "name", "label", "calculation"]),
        choices in words("choices", &["list_name", "name", "label"]),
        settings in words("settings", &["form_id"]),
        entities in words("entities", &["list_name", "label"]),
    ) {
        let _ = load(&Workbook::new(vec![survey, choices, settings, entities]));
    }
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
fn a_sheet_named_like_a_file_of_the_form_stays_a_sheet() {
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let survey = vec![
        row(&["type", "name", "label"]),
        row(&["select_one_from_file towns.csv", "t", "T"]),
    ];
    let towns = vec![row(&["name", "label"]), row(&["x", "A draft"])];
    let book = Workbook::new(vec![
        Sheet::new("survey", survey),
        Sheet::new("towns", towns),
    ]);
    round_trips(&book);
    let file: Arc<[u8]> = (*b"name,label\npp,Phnom Penh\n").into();
    round_trips(&book.with_files([("towns.csv".to_owned(), file)].into()));
}

#[test]
fn more_columns_than_excel_has() {
    let room = tempfile::tempdir().unwrap();
    let mut row = vec![String::new(); 70_000];
    row.push("x".to_owned());
    let book = Workbook::new(vec![Sheet::new("survey", vec![row])]);
    assert!(matches!(
        book.write_xlsx(&room.path().join("form.xlsx")),
        Err(WriteError::NotForExcel { .. })
    ));
    book.write_csv_folder(&room.path().join("form")).unwrap();
    assert_eq!(Workbook::open(&room.path().join("form")).unwrap(), book);
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
