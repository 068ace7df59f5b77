//! Files beside a form: choices and data from CSV, XML and GeoJSON, pictures and sounds. They come, go and are digested
//! with the sheets.

use crate::expressions::context;
use crate::table::{lines, workbook};
use saring_form::interview::{Context, Event, Interview};
use saring_form::xlsform::{Workbook, load};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const FORM: &str = "
| survey |
| | type | name | label | calculation | choice_filter | parameters | image |
| | select_one_from_file towns.csv | town | Town | | province = 'pp' | | |
| | select_one_from_file roads.xml | road | Road | | | value=code label=title | |
| | select_one_from_file places.geojson | place | Place | | | | |
| | csv-external | posts | | | | | |
| | calculate | chief | | pulldata('posts', 'chief', 'post', 'poipet') | | | |
| | calculate | province | | instance('towns')/root/item[name = 'sv']/province | | | |
| | note | n | Look | | | | map.png |";

const FILES: [(&str, &str); 5] = [
    (
        "towns.csv",
        "name,label,province\npp,Phnom Penh,pp\nsv,Svay Rieng,sr\n",
    ),
    (
        "roads.xml",
        "<root><item><code>r1</code><title>Route &amp; 1</title></item></root>",
    ),
    (
        "places.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"p","title":"Post"},"geometry":{"type":"Point","coordinates":[102.5,13.6]}}]}"#,
    ),
    ("posts.csv", "post,chief\npoipet,Sok\n"),
    ("map.png", "a picture"),
];

fn lay(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (name, text) in FILES {
        fs::write(folder.join(name), text).unwrap();
    }
    fs::write(folder.join("other.csv"), "nobody,names,this\n").unwrap();
}

fn carried() -> BTreeMap<String, Arc<[u8]>> {
    FILES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes().into()))
        .collect()
}

#[test]
fn files_are_found_wherever_tools_put_them() {
    let room = tempfile::tempdir().unwrap();
    let form = workbook(FORM);
    for place in ["form-media", "media", "."] {
        let folder = room.path().join(place.replace('.', "beside"));
        fs::create_dir_all(&folder).unwrap();
        form.write_xlsx(&folder.join("form.xlsx")).unwrap();
        lay(&folder.join(place));
        let read = Workbook::open(&folder.join("form.xlsx")).unwrap();
        assert_eq!(read.files, carried(), "{place}");
    }
    for place in ["media", "."] {
        let folder = room.path().join(place.replace('.', "in")).join("csv");
        form.write_csv_folder(&folder).unwrap();
        lay(&folder.join(place));
        let read = Workbook::open(&folder).unwrap();
        assert_eq!(read.files, carried(), "{place}");
        assert!(read.sheet("towns").is_none(), "a file is no sheet");
    }
}

#[test]
fn files_go_with_the_form_through_every_container() {
    let room = tempfile::tempdir().unwrap();
    let form = workbook(FORM).with_files(carried());
    let (xlsx, folder) = (room.path().join("form.xlsx"), room.path().join("csv"));
    form.write_xlsx(&xlsx).unwrap();
    let read = Workbook::open(&xlsx).unwrap();
    assert_eq!(read, form);
    read.write_csv_folder(&folder).unwrap();
    assert_eq!(Workbook::open(&folder).unwrap(), form);
    assert_eq!(Workbook::from_bytes(&form.to_bytes()).unwrap(), form);
    assert_ne!(
        form.digest(),
        workbook(FORM).digest(),
        "other choices make another form"
    );
}

#[test]
fn their_choices_are_offered_filtered_and_looked_up() {
    let loaded = load(&workbook(FORM).with_files(carried())).unwrap();
    assert_eq!(lines(&loaded.warnings), [""; 0]);
    let choices = |list: &str| -> Vec<String> {
        loaded.form.lists[list]
            .choices
            .iter()
            .map(|c| c.name.clone())
            .collect()
    };
    assert_eq!(choices("towns.csv"), ["pp", "sv"]);
    assert_eq!(choices("roads.xml code title"), ["r1"]);
    assert_eq!(choices("places.geojson"), ["p"]);
    assert_eq!(
        loaded.form.lists["places.geojson"].choices[0].columns["geometry"],
        "13.6 102.5 0 0"
    );
    assert_eq!(&*loaded.form.files["map.png"], b"a picture");
    let now = "2026-01-19T10:00:00+07:00".parse().unwrap();
    let interview = Interview::start(Arc::new(loaded.form), Context::new(now, 1, "uuid:x"));
    let value = |expression: &str| interview.evaluate(expression, None).unwrap().string;
    assert_eq!(value("/data/chief"), "Sok");
    assert_eq!(value("/data/province"), "sr");
}

#[test]
fn a_file_that_is_missing_or_broken() {
    let missing = load(&workbook(FORM)).unwrap();
    assert_eq!(
        lines(&missing.warnings),
        [
            "external-choices survey:2:type",
            "external-choices survey:3:type",
            "external-choices survey:4:type",
            "external-choices survey:5:type",
            "missing-media-file survey:8:image",
        ]
    );
    let with = |name: &str, text: &str| {
        let mut files = carried();
        files.insert(name.to_owned(), text.as_bytes().into());
        lines(&load(&workbook(FORM).with_files(files)).unwrap_err())
    };
    assert_eq!(
        with("roads.xml", "<root><item>"),
        ["data-file-unreadable survey:3:type"]
    );
    assert_eq!(
        with("places.geojson", "[]"),
        ["data-file-unreadable survey:4:type"]
    );
    assert_eq!(
        with("towns.csv", "town,province\npp,pp\n"),
        ["missing-file-column survey:2:type"]
    );
}

#[test]
fn an_answer_from_a_file_that_its_filter_withholds_is_not_read() {
    let form = workbook(
        "
| survey |
| | type | name | label | choice_filter | calculation |
| | text | province | Province | | |
| | select_one_from_file towns.csv | town | Town | province = ${province} | |
| | calculate | read | | | ${town} |",
    );
    let form = load(&form.with_files(carried())).unwrap().form;
    let mut interview = Interview::start(Arc::new(form), context());
    for event in [
        Event::set("/data/province", "pp"),
        Event::set("/data/town", "pp"),
    ] {
        interview.apply(&event).unwrap();
    }
    assert_eq!(interview.node("/data/read").unwrap().value(), "pp");
    let elsewhere = Event::set("/data/town", "sv");
    assert_eq!(
        interview.apply(&elsewhere).unwrap_err().code(),
        "not-a-choice"
    );
    interview
        .apply(&Event::set("/data/province", "sr"))
        .unwrap();
    assert_eq!(interview.node("/data/town").unwrap().value(), "");
    assert_eq!(interview.node("/data/read").unwrap().value(), "");
}
