//! What Saring writes as a submission, the official engine takes back as the same interview.

use saring_form::interview::{Context, Event, Interview};
use saring_form::submission;
use saring_form::xlsform::{Workbook, load};
use saring_tests::conformance::compare;
use saring_tests::{judges, places};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

const NOW: &str = "2026-01-19T10:00:00.000+07:00";

/// The answers among the lines of a made-up person.
fn answers(script: &str) -> Vec<Event> {
    script
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect()
}

#[test]
fn every_made_up_person_comes_back_from_a_submission() {
    let room = tempfile::tempdir().unwrap();
    let sheets = Workbook::open(&places::root().join("assets/forms/tppo-screening")).unwrap();
    let workbook = room.path().join("tppo-screening.xlsx");
    let xform = room.path().join("form.xml");
    sheets.write_xlsx(&workbook).unwrap();
    assert_eq!(judges::pyxform(&workbook, &xform)["code"], 100);
    let form = Arc::new(load(&sheets).unwrap().form);

    let mut jobs = Vec::new();
    let mut ours = Vec::new();
    for person in std::fs::read_dir(places::root().join("assets/training")).unwrap() {
        let person = person.unwrap().path();
        let events = answers(&std::fs::read_to_string(&person).unwrap());
        assert!(events.len() > 10, "{}", person.display());
        let context = Context::new(
            NOW.parse().unwrap(),
            1,
            "uuid:00000000-0000-4000-8000-000000000000",
        );
        let (interview, refused) = Interview::resume(form.clone(), context, events.clone());
        assert_eq!(refused, [], "{}", person.display());
        let file = room.path().join(format!("{}.xml", jobs.len()));
        submission::write(&interview, |_| true, std::fs::File::create(&file).unwrap()).unwrap();
        jobs.push(json!({ "form": xform, "submission": file, "script": [], "now": NOW }));
        let script: Vec<String> = events
            .iter()
            .map(|event| serde_json::to_string(event).unwrap())
            .collect();
        ours.push(saring_form::replay::run(
            form.clone(),
            &script.join("\n"),
            NOW.parse().unwrap(),
            None,
        ));
    }
    assert!(jobs.len() > 3, "no made-up people");
    let outcomes = judges::answer("Asia/Phnom_Penh", &jobs.iter().collect::<Vec<&Value>>());
    for (ours, official) in ours.iter().zip(&outcomes) {
        let (Some(mine), Some(theirs)) = (ours["nodes"].as_object(), official["nodes"].as_object())
        else {
            panic!("no state: {official}");
        };
        // A question that was skipped with a reason is required and blank for an engine that knows no reasons.
        let differences: Vec<String> = compare(theirs, mine, &BTreeSet::new())
            .into_iter()
            .filter(|difference| difference.field != "violation")
            .map(|difference| difference.to_string())
            .collect();
        assert_eq!(differences, Vec::<String>::new());
    }
}
