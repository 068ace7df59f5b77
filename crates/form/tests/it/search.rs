//! `search()` in an appearance: choices picked from a table beside the form.

use crate::table::{lines, workbook};
use saring_form::interview::{Context, Event, Interview};
use saring_form::xlsform::{Loaded, load};
use std::collections::BTreeMap;
use std::sync::Arc;

const TOWNS: &str = "Town key,Town,District,Province,sortby
poi,Poipet,Ou Chrov,bmc,2
ser,Serei Saophoan,Serei,bmc,1
bav,Bavet,Bavet,svr,3
bav,Bavet again,Bavet,svr,4
";

fn form(appearance: &str, choices: &str) -> Loaded {
    let tables = format!(
        "
        | survey |
        | | type            | name     | label    | appearance |
        | | select_one prov | province | Province |            |
        | | text            | typed    | Typed    |            |
        | | select_one town | town     | Town     | {appearance} |
        | choices |
        | | list_name | name | label        |
        | | prov      | bmc  | Banteay      |
        | | prov      | svr  | Svay Rieng   |
        {choices}"
    );
    let towns: Arc<[u8]> = TOWNS.as_bytes().into();
    load(&workbook(&tables).with_files(BTreeMap::from([("towns.csv".to_owned(), towns)]))).unwrap()
}

const KEY: &str = "| | town | Town key | Town |";

/// Name and label of each town that is offered after these answers.
fn offered(appearance: &str, choices: &str, answers: &[(&str, &str)]) -> Vec<String> {
    let loaded = form(appearance, choices);
    assert_eq!(lines(&loaded.warnings), [""; 0]);
    let now = "2026-01-19T10:00:00+07:00".parse().unwrap();
    let mut interview = Interview::start(Arc::new(loaded.form), Context::new(now, 1, "uuid:x"));
    for (reference, value) in answers {
        interview.apply(&Event::set(*reference, *value)).unwrap();
    }
    let town = interview.node("/data/town").unwrap();
    let choices = town.choices(0).into_iter();
    choices.map(|c| format!("{} {}", c.name, c.label)).collect()
}

#[test]
fn all_rows_are_offered_once_in_the_order_of_sortby() {
    assert_eq!(
        offered("minimal search('towns')", KEY, &[]),
        ["ser Serei Saophoan", "poi Poipet", "bav Bavet"]
    );
}

#[test]
fn a_label_of_several_columns_names_the_others() {
    let choices = "| | town | Town key | Town, District |";
    assert_eq!(
        offered("search('towns.csv')", choices, &[])[0],
        "ser Serei Saophoan (District: Serei)"
    );
}

#[test]
fn a_choice_with_a_number_for_a_name_is_always_offered() {
    let choices = format!("| | town | 0 | Nowhere |\n{KEY}");
    assert_eq!(
        offered(
            "search('towns', 'matches', 'province', ${province})",
            &choices,
            &[]
        ),
        ["0 Nowhere"]
    );
}

#[test]
fn rows_are_searched_without_regard_to_case() {
    let by = |how: &str, typed: &str| {
        offered(
            &format!("search('towns', '{how}', 'Town,District', ${{typed}})"),
            KEY,
            &[("/data/typed", typed)],
        )
    };
    assert_eq!(by("contains", "OU"), ["poi Poipet"]);
    assert_eq!(by("startswith", "ser"), ["ser Serei Saophoan"]);
    assert_eq!(by("endsWith", "pet"), ["poi Poipet"]);
    assert_eq!(by("matches", "bavet"), ["bav Bavet"]);
    assert_eq!(by("contains", "").len(), 3);
}

#[test]
fn a_search_within_what_another_column_is() {
    let appearance = "search('towns', 'contains', 'Town', ${typed}, 'Province', ${province})";
    assert_eq!(
        offered(
            appearance,
            KEY,
            &[("/data/province", "bmc"), ("/data/typed", "e")]
        ),
        ["ser Serei Saophoan", "poi Poipet"]
    );
    assert_eq!(
        offered(appearance, KEY, &[("/data/province", "svr")]),
        ["bav Bavet"]
    );
}

#[test]
fn a_search_that_cannot_be_made_is_a_warning() {
    let warned = |appearance: &str| lines(&form(appearance, KEY).warnings);
    assert_eq!(
        warned("search('villages')"),
        ["external-choices survey:4:appearance"]
    );
    assert_eq!(
        warned("search('towns', 'matches')"),
        ["unsupported-appearance survey:4:appearance"]
    );
    assert_eq!(
        warned("search('towns', 'matches', 'Commune', 'x')"),
        ["missing-file-column survey:4:appearance"]
    );
    assert_eq!(
        warned("search('towns', 'matches', 'Town', frobnicate())"),
        ["unknown-function survey:4:appearance"]
    );
}
