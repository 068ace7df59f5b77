//! Three values over a repeat (extensions.md §2): which instances there are, and which of them is meant.

use crate::scene::{F, Scene, T, U, scene};
use saring_form::expression::three_valued::{Truth, Why};

/// Places in a repeat.
pub(crate) const PLACES: &str = "
    | survey |
    | | type | name | label | relevant |
    | | begin_repeat | place | Place | |
    | | select_one kind | kind | Kind | |
    | | integer | months | Months | ${kind} != 'jail' |
    | | end_repeat | | | |
    | choices |
    | | list_name | name | label |
    | | kind | house | House |
    | | kind | camp | Camp |
    | | kind | jail | Jail |
";

const TWO_PLACES: &[&str] = &[
    "/data/place[1]/kind=house",
    "/data/place[1]/months=3",
    "+place",
    "/data/place[2]/kind=jail",
];

#[test]
fn over_a_repeat_any_instance_will_do() {
    let open = Scene::new(PLACES).with(TWO_PLACES);
    open.check(&[
        ("${kind} = 'jail'", T),
        ("${kind} = 'camp'", U),
        ("${months} > 2", T),
        ("${months} > 3", U),
    ]);
    let closed = Scene::new(PLACES).with(TWO_PLACES).closed();
    closed.check(&[
        ("${kind} = 'jail'", T),
        ("${kind} = 'camp'", F),
        ("${months} > 3", F),
    ]);
    let asked = Scene::new(PLACES)
        .with(&["/data/place[1]/kind=house", "+place"])
        .closed();
    asked.check(&[("${kind} = 'house'", T), ("${kind} = 'camp'", U)]);
}

#[test]
fn an_open_repeat_may_get_more_instances() {
    let open = Scene::new(PLACES).with(TWO_PLACES);
    assert_eq!(open.bounds("count(${place})"), [2, u32::MAX]);
    open.check(&[
        ("count(${place}) >= 2", T),
        ("count(${place}) >= 3", U),
        ("count(${place}) < 2", F),
    ]);
    assert_eq!(
        open.outcome("${kind} = 'camp'").unknown,
        [("/data/place".to_owned(), Why::Unanswered)]
    );
    let closed = Scene::new(PLACES).with(TWO_PLACES).closed();
    assert_eq!(closed.bounds("count(${place})"), [2, 2]);
    assert_eq!(closed.bounds("count(${months})"), [1, 1]);
    assert_eq!(closed.bounds("count-non-empty(${months})"), [1, 1]);
}

#[test]
fn a_repeat_with_a_count_has_as_many_as_the_count_is_known_to_be() {
    let tables = "
        | survey |
        | | type | name | label | repeat_count |
        | | integer | n | How many | |
        | | begin_repeat | child | Child | ${n} |
        | | integer | age | Age | |
        | | end_repeat | | | |";
    let known = Scene::new(tables).with(&["n=2", "/data/child[1]/age=4", "/data/child[2]/age=6"]);
    known.check(&[
        ("${age} > 5", T),
        ("${age} > 6", F),
        ("count(${child}) = 2", T),
    ]);
    let unknown = Scene::new(tables)
        .with(&["n=1", "/data/child[1]/age=4", "n?unknown"])
        .closed();
    unknown.check(&[
        ("${age} > 5", U),
        ("${age} > 3", U),
        ("count(${child}) = 1", U),
    ]);
    assert!(
        unknown
            .outcome("${age} > 5")
            .unknown
            .contains(&("/data/n".to_owned(), Why::Unknown))
    );
    assert_eq!(Scene::new(tables).with(&["n=0"]).truth("${age} > 5"), F);
}

#[test]
fn a_predicate_may_be_unknown_for_a_member() {
    let two = |script: &[&str]| Scene::new(PLACES).with(script).closed();
    let asked = two(&[
        "/data/place[1]/kind=house",
        "/data/place[1]/months=3",
        "+place",
        "/data/place[2]/kind=camp",
    ]);
    asked.check(&[
        ("/data/place[kind = 'house']/months > 2", T),
        ("/data/place[kind = 'house']/months > 3", F),
        ("/data/place[kind = 'camp']/months > 2", U),
        ("count(/data/place[kind = 'house']) = 1", T),
        ("/data/place[2]/kind = 'camp'", T),
        ("/data/place[last()]/kind = 'house'", F),
    ]);
    let open_kind = two(&[
        "/data/place[1]/kind=house",
        "+place",
        "/data/place[2]/months=9",
    ]);
    open_kind.check(&[
        ("count(/data/place[kind = 'camp']) = 0", U),
        ("count(/data/place[kind = 'house']) >= 1", T),
    ]);
    assert_eq!(
        open_kind.bounds("count(/data/place[kind = 'house'])"),
        [1, 2]
    );
    // Which is the first of those is open while it is open whether the second place is one.
    open_kind.check(&[("/data/place[kind != 'house'][1]/months = 9", U)]);
}

#[test]
fn a_join_of_no_nodes_is_an_empty_text() {
    let scene = scene(&[]);
    for rule in [
        "join(/data/none) = ''",
        "join(/data/none, 'a') = 'a'",
        "join('-', /data/none) = ''",
    ] {
        assert_eq!(scene.outcome(rule).truth, Truth::True, "{rule}");
    }
}

#[test]
fn a_repeat_whose_count_does_not_apply_has_no_instance_for_certain() {
    // On the screen an empty text is not "no", so that the count is asked for; in three values its gate is false.
    let tables = "
        | survey |
        | | type | name | label | relevant | repeat_count |
        | | text | never | Never | false() | |
        | | integer | n | How many | ${never} != 'no' | |
        | | begin_repeat | child | Child | | ${n} |
        | | text | name | Name | ${never} = 'yes' | |
        | | end_repeat | | | | |";
    let shown = Scene::new(tables).with(&["n=1"]).closed();
    shown.check(&[("${name} = ''", U), ("${name} = 'x'", F)]);
    let none = Scene::new(tables).closed();
    none.check(&[("${name} = ''", F), ("${name} = 'x'", F)]);
}

#[test]
fn what_a_count_makes_in_a_repeat_that_does_not_apply_reads_as_nothing() {
    let tables = "
        | survey |
        | | type | name | label | relevant | repeat_count |
        | | integer | n | How many | | |
        | | begin_repeat | child | Child | false() | ${n} |
        | | text | name | Name | | |
        | | end_repeat | | | | |";
    let one = Scene::new(tables).with(&["n=1"]);
    one.check(&[("${name} = ''", T), ("${name} = 'x'", F)]);
    let unknown = Scene::new(tables).with(&["n?unknown"]);
    unknown.check(&[("${name} = ''", U), ("${name} = 'x'", F)]);
}
