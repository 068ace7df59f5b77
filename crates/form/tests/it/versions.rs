//! A newer version of a form opens an interview that was begun with an older one, and says what no longer fits.

use crate::table::form;
use saring_form::Form;
use saring_form::interview::{Context, Event, Interview, Unknown};
use std::sync::Arc;

fn context() -> Context {
    Context::new(
        "2026-01-19T10:00:00+07:00".parse().unwrap(),
        1,
        "uuid:11111111-1111-4111-8111-111111111111",
    )
}

const OLDER: &str = "
    | survey |
    | | type            | name  | label |
    | | text            | name  | Name  |
    | | text            | age   | Age   |
    | | select_one work | job   | Job   |
    | | text            | gone  | Gone  |
    | | integer         | hours | Hours |
    | | begin repeat    | place | Place |
    | | text            | town  | Town  |
    | | end repeat      |       |       |
    | choices |
    | | list_name | name | label |
    | | work | cook   | Cook   |
    | | work | driver | Driver |
";

/// `age` has become a number, `driver` is offered no more, `gone` is gone, `hours` is calculated, `place` is asked once.
const NEWER: &str = "
    | survey |
    | | type            | name  | label | calculation | relevant |
    | | text            | name  | Name  |             |          |
    | | integer         | age   | Age   |             |          |
    | | select_one work | job   | Job   |             |          |
    | | calculate       | hours |       | 8           |          |
    | | begin group     | place | Place |             |          |
    | | text            | town  | Town  |             |          |
    | | end group       |       |       |             |          |
    | | text            | new   | New   |             | ${name} = 'Ani' |
    | choices |
    | | list_name | name | label |
    | | work | cook | Cook |
";

fn events() -> Vec<Event> {
    vec![
        Event::set("/data/name", "Ani"),
        Event::set("/data/age", "about twenty"),
        Event::set("/data/job", "driver"),
        Event::set("/data/gone", "x"),
        Event::set("/data/hours", "15"),
        Event::set("/data/place[1]/town", "Poipet"),
        Event::add("/data/place"),
        Event::skip("/data/place[2]/town", Unknown::Declined),
    ]
}

fn version(tables: &str) -> Arc<Form> {
    Arc::new(form(tables).form)
}

#[test]
fn what_no_longer_fits_is_named_and_the_rest_is_there() {
    let (older, refused) = Interview::resume(version(OLDER), context(), events());
    assert_eq!(refused, []);
    assert_eq!(older.node("/data/place").unwrap().count(), Some(2));

    let (newer, refused) = Interview::resume(version(NEWER), context(), events());
    let said: Vec<_> = refused
        .iter()
        .map(|(event, error)| (*event, error.code(), error.reference()))
        .collect();
    assert_eq!(
        said,
        [
            (1, "invalid-value", "/data/age"),
            (2, "not-a-choice", "/data/job"),
            (3, "unknown-reference", "/data/gone"),
            (4, "read-only", "/data/hours"),
            (5, "unknown-reference", "/data/place[1]/town"),
            (6, "not-a-repeat", "/data/place"),
            (7, "unknown-reference", "/data/place[2]/town"),
        ]
    );
    assert_eq!(newer.node("/data/name").unwrap().value(), "Ani");
    // What was refused is unanswered, never another answer; what is new applies and waits.
    assert_eq!(newer.node("/data/age").unwrap().value(), "");
    assert_eq!(newer.node("/data/hours").unwrap().value(), "8");
    assert!(newer.node("/data/new").unwrap().relevant());
}

#[test]
fn the_older_version_still_opens_its_own() {
    let (again, refused) = Interview::resume(version(OLDER), context(), events());
    assert_eq!(refused, []);
    assert_eq!(again.node("/data/job").unwrap().value(), "driver");
    assert_eq!(
        again.node("/data/place[2]/town").unwrap().unknown(),
        Some(Unknown::Declined)
    );
}
