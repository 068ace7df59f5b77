//! Forms that are too much: refused with a code, before they fill the memory.

use crate::table::{lines, workbook};
use saring_form::xlsform::{Sheet, Workbook, load};
use std::fs;
use std::io::Write;

fn code(path: &std::path::Path) -> &'static str {
    Workbook::open(path).unwrap_err().code()
}

/// A zip of one part.
fn zip(name: &str, write: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(name, zip::write::SimpleFileOptions::default())
        .unwrap();
    write(&mut zip);
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_zip_bomb() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("bomb.xlsx");
    let spaces = |to: &mut dyn Write| {
        for _ in 0..200 {
            to.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
    };
    let bomb = zip("xl/sharedStrings.xml", spaces);
    assert!(bomb.len() < 1 << 20);
    fs::write(&path, &bomb).unwrap();
    assert_eq!(code(&path), "form-too-large");
}

/// An `.xls` of these records, each of a kind and a length.
fn old_workbook(records: &[u8]) -> Vec<u8> {
    let mut book = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    let mut stream = book.create_stream("Workbook").unwrap();
    stream.write_all(records).unwrap();
    drop(stream);
    book.into_inner().into_inner()
}

#[test]
fn an_old_workbook_whose_parts_do_not_fit_together() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("old.xls");
    // The page of code, which says nothing; the end.
    fs::write(&path, old_workbook(&[0x42, 0, 0, 0, 0x0a, 0, 0, 0])).unwrap();
    assert_eq!(code(&path), "form-workbook-damaged");
}

#[test]
fn an_old_workbook_that_claims_more_cells_than_there_is_memory() {
    // Globals with one sheet, `survey`; the sheet, which claims to reach to row 4294967295 and column 65535.
    let begin = |kind: u8| [&[0x09, 8, 8, 0, 0, 6, kind, 0, 0, 0, 0, 0][..]].concat();
    let name = b"survey";
    let sheet = |at: u8| [&[0x85, 0, 14, 0, at, 0, 0, 0, 0, 0, 6, 0][..], &name[..]].concat();
    let end = [0x0a, 0, 0, 0];
    let claim = [
        &[0, 2, 14, 0, 0, 0, 0, 0][..],
        &[0xff; 4],
        &[0, 0, 0xff, 0xff, 0, 0],
    ]
    .concat();
    let start = u8::try_from(begin(5).len() + sheet(0).len() + end.len()).unwrap();
    let records = [
        begin(5),
        sheet(start),
        end.to_vec(),
        begin(0x10),
        claim,
        end.to_vec(),
    ]
    .concat();
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("old.xls");
    fs::write(&path, old_workbook(&records)).unwrap();
    assert_eq!(Workbook::open(&path).unwrap().sheets[0].name, "survey");
}

#[test]
fn a_million_rows() {
    let room = tempfile::tempdir().unwrap();
    let folder = room.path().join("csv");
    fs::create_dir(&folder).unwrap();
    fs::write(
        folder.join("survey.csv"),
        format!("type,name\n{}", "note,n\n".repeat(1_000_000)),
    )
    .unwrap();
    assert_eq!(code(&folder), "form-too-large");
    // Within what can be held, but more than a form has.
    let mut rows = vec![vec![
        "type".to_owned(),
        "name".to_owned(),
        "label".to_owned(),
    ]];
    rows.extend((0..50_001).map(|i| vec!["text".to_owned(), format!("q{i}"), "Q".to_owned()]));
    let issues = load(&Workbook::new(vec![Sheet::new("survey", rows)])).unwrap_err();
    assert_eq!(lines(&issues), ["too-many-rows survey:50002"]);
}

#[test]
fn a_cell_lost_at_the_end_of_a_sheet_is_no_million_rows() {
    let room = tempfile::tempdir().unwrap();
    let path = room.path().join("form.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("survey").unwrap();
    for (c, (head, cell)) in (0u16..).zip([("type", "text"), ("name", "a"), ("label", "A")]) {
        sheet.write_string(0, c, head).unwrap();
        sheet.write_string(1, c, cell).unwrap();
    }
    sheet.write_string(1_048_575, 0, "text").unwrap();
    book.save(&path).unwrap();
    let loaded = load(&Workbook::open(&path).unwrap()).unwrap();
    assert_eq!(lines(&loaded.warnings), ["rows-ignored survey:1048576"]);
}

#[test]
fn groups_that_stand_deeper_than_anybody_can_follow() {
    for depth in [65, 20_000] {
        let mut rows = vec![vec![
            "type".to_owned(),
            "name".to_owned(),
            "label".to_owned(),
        ]];
        let row = |kind: &str, name: &str| vec![kind.to_owned(), name.to_owned(), "L".to_owned()];
        rows.extend((0..depth).map(|_| row("begin group", "g")));
        rows.push(row("text", "q"));
        rows.extend((0..depth).map(|_| row("end group", "")));
        let issues = load(&Workbook::new(vec![Sheet::new("survey", rows)])).unwrap_err();
        assert_eq!(lines(&issues), ["groups-too-deep survey:66:type"]);
    }
}

#[test]
fn loops_that_multiply() {
    let mut form = "| survey |\n| | type | name | label |\n".to_owned();
    for i in 0..6 {
        form += &format!("| | begin loop over l | l{i} | L |\n");
    }
    form += "| | text | q | Q |\n";
    form += &"| | end loop |\n".repeat(6);
    form += "| choices |\n| | list_name | name | label |\n";
    for i in 0..30 {
        form += &format!("| | l | c{i} | C |\n");
    }
    let issues = load(&workbook(&form)).unwrap_err();
    assert!(lines(&issues)[0].starts_with("too-many-rows survey:"));
}
