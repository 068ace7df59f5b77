//! The built-in instruments are XLSForms: pyxform converts their workbooks without a word, ODK's own engine loads them.

use saring_form::xlsform::Workbook;
use saring_tests::{judges, places};
use serde_json::json;

#[test]
fn every_built_in_instrument_converts_in_pyxform_and_loads_in_the_official_engine() {
    let folder = tempfile::tempdir().unwrap();
    let mut judged = 0;
    for form in std::fs::read_dir(places::root().join("assets/forms"))
        .unwrap()
        .flatten()
    {
        let name = form.file_name().into_string().unwrap();
        let workbook = folder.path().join(format!("{name}.xlsx"));
        let xform = folder.path().join(format!("{name}.xml"));
        let sheets = Workbook::open(&form.path()).unwrap();
        sheets.write_xlsx(&workbook).unwrap();

        let verdict = judges::pyxform(&workbook, &xform);
        assert_eq!(
            (&verdict["code"], &verdict["warnings"]),
            (&json!(100), &json!([])),
            "{name}: {verdict}"
        );

        let loaded = judges::official_engine(&xform);
        assert!(loaded["error"].is_null(), "{name}: {loaded}");
        let questions = sheets.sheet("survey").unwrap().rows.len() as u64 / 2;
        assert!(
            loaded["nodes"].as_u64().unwrap() > questions,
            "{name}: the engine sees too little: {loaded}"
        );
        judged += 1;
    }
    assert!(judged > 0, "no instrument in assets/forms");
}

#[test]
fn the_judges_do_refuse() {
    let folder = tempfile::tempdir().unwrap();
    let workbook = folder.path().join("not-a-form.xlsx");
    std::fs::write(&workbook, "not a workbook").unwrap();
    let verdict = judges::pyxform(&workbook, &folder.path().join("out.xml"));
    assert_ne!(verdict["code"], 100, "{verdict}");

    let xform = folder.path().join("not-a-form.xml");
    std::fs::write(&xform, "<form/>").unwrap();
    assert!(judges::official_engine(&xform)["error"].is_string());
}
