//! Forms that people use: those that are published beside a checkout and those that ship.

use crate::table::lines;
use saring_form::issue::{Issue, Severity};
use saring_form::xlsform::{Workbook, load};
use std::path::PathBuf;

/// The folder of published forms beside a checkout; they belong to their owners and are not part of the project.
fn published() -> Vec<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/forms");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no folder of published forms beside the checkout");
        return Vec::new();
    };
    entries
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "xlsx" || e == "xls"))
        .collect()
}

#[test]
fn published_forms_load_without_an_error() {
    for path in published() {
        let loaded = load(&Workbook::open(&path).unwrap());
        let errors: Vec<Issue> = match loaded {
            Ok(loaded) => {
                assert!(loaded.form.nodes.len() > 20, "{}", path.display());
                continue;
            }
            Err(issues) => issues
                .into_iter()
                .filter(|i| i.severity == Severity::Error)
                .collect(),
        };
        panic!("{}: {}", path.display(), lines(&errors).join("\n"));
    }
}

#[test]
fn published_forms_are_the_same_in_every_container() {
    let room = tempfile::tempdir().unwrap();
    for (i, path) in published().iter().enumerate() {
        let book = Workbook::open(path).unwrap();
        let (xlsx, folder) = (
            room.path().join(format!("{i}.xlsx")),
            room.path().join(i.to_string()),
        );
        book.write_csv_folder(&folder).unwrap();
        let from_folder = Workbook::open(&folder).unwrap();
        assert_eq!(from_folder, book, "{}", path.display());
        from_folder.write_xlsx(&xlsx).unwrap();
        assert_eq!(Workbook::open(&xlsx).unwrap(), book, "{}", path.display());
    }
}

#[test]
fn the_forms_that_ship_load_without_an_error() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../assets/forms");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        println!("skipped: no forms in assets yet");
        return;
    };
    for path in entries
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.is_dir())
    {
        let book = Workbook::open(&path).unwrap();
        if let Err(issues) = load(&book) {
            panic!("{}: {}", path.display(), lines(&issues).join("\n"));
        }
        let room = tempfile::tempdir().unwrap();
        let xlsx = room.path().join("form.xlsx");
        book.write_xlsx(&xlsx).unwrap();
        assert_eq!(
            Workbook::open(&xlsx).unwrap().digest(),
            book.digest(),
            "{}",
            path.display()
        );
    }
}
