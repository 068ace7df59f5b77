//! Three values in functions (extensions.md §2): choices, arithmetic, counts, texts, dates, calculations, evidence.

use crate::scene::{F, Scene, T, U, scene};
use crate::three_valued_repeats::PLACES;
use saring_form::expression::three_valued::{Standing, Why};

#[test]
fn selected() {
    let rules = ["selected(${m}, 'a')", "selected(${m}, 'b')"];
    for (script, expected) in [
        (vec!["gate=yes", "m=a c"], [T, F]),
        (vec!["gate=yes", "m=a dk"], [T, U]),
        (vec!["gate=yes", "m=dk"], [U, U]),
        (vec!["gate=yes"], [U, U]),
        (vec!["gate?declined"], [U, U]),
        (vec!["gate=no"], [F, F]),
    ] {
        let scene = scene(&script);
        assert_eq!(rules.map(|r| scene.truth(r)), expected, "{script:?}");
    }
}

#[test]
fn count_selected() {
    for (script, expected) in [
        (vec!["gate=yes", "m=a c"], [2, 2]),
        (vec!["gate=yes", "m=a dk"], [1, 3]),
        (vec!["gate=yes", "m=dk"], [0, 3]),
        (vec!["gate=yes"], [0, 3]),
        (vec!["gate=no"], [0, 0]),
    ] {
        assert_eq!(
            scene(&script).bounds("count-selected(${m})"),
            expected,
            "{script:?}"
        );
    }
    scene(&["gate=yes", "m=a dk"]).check(&[
        ("count-selected(${m}) >= 1", T),
        ("count-selected(${m}) > 3", F),
    ]);
}

#[test]
fn an_if_with_an_unknown_condition_is_what_both_sides_agree_on() {
    scene(&["gate=yes", "small=4"]).check(&[
        ("if(${gate} = 'yes', ${small}, 0) = 4", T),
        ("if(${inner} = 'yes', 2, 3) >= 2", T),
        ("if(${inner} = 'yes', 2, 3) >= 3", U),
        ("if(${inner} = 'yes', 'x', 'x') = 'x'", T),
        ("if(${inner} = 'yes', 'x', 'y') = 'x'", U),
        ("if(${inner} = 'yes', ${small} > 3, ${small} > 2)", T),
    ]);
    let outcome = scene(&["gate=yes"]).outcome("if(${inner} = 'yes', 2, 3) >= 3");
    assert_eq!(
        outcome.unknown,
        [("/data/inner".to_owned(), Why::Unanswered)]
    );
}

#[test]
fn coalesce_does_not_fill_in_for_an_unknown_answer() {
    let rule = "coalesce(${n}, 7) = 7";
    assert_eq!(scene(&["gate=yes", "n=3"]).truth(rule), F);
    assert_eq!(scene(&["gate=no"]).truth(rule), T);
    assert_eq!(scene(&["gate=yes"]).truth(rule), U);
}

#[test]
fn arithmetic_over_what_may_be() {
    scene(&["gate=yes", "small=4", "n=5"]).check(&[
        ("${small} + ${n} = 9", T),
        ("${small} * 2 - 1 = 7", T),
        ("${n} div 2 > 2", T),
        ("${n} mod 2 = 1", T),
        ("-${n} < 0", T),
        ("abs(3 - ${n}) = 2", T),
        ("int(${n} div 2) = 2", T),
        ("round(${n} div 2) = 3", T),
        ("min(${n}, ${small}) = 4", T),
        ("max(${n}, ${small}) = 5", T),
    ]);
    scene(&["gate=yes", "small=4"]).check(&[
        ("${small} + ${n} > 3", U),
        ("max(${n}, ${small}) >= 4", T),
        ("max(${n}, ${small}) >= 5", U),
        ("min(${n}, ${small}) <= 4", T),
        ("count-selected(${m}) + 1 <= 4", T),
        ("10 div count-selected(${m}) > 0", U),
        ("10 div (count-selected(${m}) + 1) >= 2.5", T),
        ("int(count-selected(${m}) div 2) <= 1", T),
    ]);
    // What does not apply is left out, and nothing adds up to 0.
    scene(&["gate=no", "small=4"]).check(&[("max(${n}, ${small}) = 4", T), ("sum(${n}) = 0", T)]);
}

#[test]
fn a_sum_over_a_repeat() {
    let months = |script: &[&str]| Scene::new(PLACES).with(script);
    let known = [
        "/data/place[1]/kind=house",
        "/data/place[1]/months=3",
        "+place",
        "/data/place[2]/kind=jail",
    ];
    months(&known).closed().check(&[("sum(${months}) = 3", T)]);
    months(&known).check(&[("sum(${months}) = 3", U), ("max(${months}) >= 3", T)]);
    let open = [
        "/data/place[1]/kind=house",
        "/data/place[1]/months=3",
        "+place",
        "/data/place[2]/kind=camp",
    ];
    months(&open).closed().check(&[
        ("sum(${months}) = 3", U),
        ("max(${months}) >= 3", T),
        ("min(${months}) <= 3", T),
    ]);
    assert_eq!(
        months(&open).closed().bounds("count-non-empty(${months})"),
        [1, 2]
    );
}

#[test]
fn checklists_count_what_may_hold() {
    let items = "${gate} = 'yes', ${inner} = 'yes', ${small} > 5";
    let scene = scene(&["gate=yes", "small=4"]);
    for (rule, truth) in [
        (format!("at-least(1, {items})"), T),
        (format!("at-least(2, {items})"), U),
        (format!("at-least(3, {items})"), F),
        (format!("checklist(1, -1, {items})"), T),
        (format!("checklist(-1, 1, {items})"), U),
        (format!("checklist(-1, 2, {items})"), T),
        (format!("checklist(3, 3, {items})"), F),
        (
            "weighted-checklist(5, -1, ${gate} = 'yes', 5, ${inner} = 'yes', 3)".to_owned(),
            T,
        ),
        (
            "weighted-checklist(6, -1, ${gate} = 'yes', 5, ${inner} = 'yes', 3)".to_owned(),
            U,
        ),
        (
            "weighted-checklist(9, -1, ${gate} = 'yes', 5, ${inner} = 'yes', 3)".to_owned(),
            F,
        ),
    ] {
        assert_eq!(scene.truth(&rule), truth, "{rule}");
    }
    let outcome = scene.outcome(&format!("at-least(1, {items})"));
    assert_eq!(outcome.because, ["/data/gate"]);
    let outcome = scene.outcome(&format!("at-least(3, {items})"));
    assert!(outcome.against.contains(&"/data/small".to_owned()));
}

#[test]
fn functions_of_texts_need_all_of_them() {
    let rules = [
        "concat('a', ${t}) = 'ab'",
        "regex(${t}, '^b$')",
        "string-length(${t}) = 1",
        "contains(${t}, 'b')",
    ];
    for (script, expected) in [
        (vec!["gate=yes", "t=b"], [T, T, T, T]),
        (vec!["gate=yes"], [U; 4]),
        (vec!["gate=no"], [F; 4]),
    ] {
        let scene = scene(&script);
        assert_eq!(rules.map(|r| scene.truth(r)), expected, "{script:?}");
    }
    scene(&["gate=no"]).check(&[("concat('a', ${t}) = 'a'", T)]);
    scene(&["gate=yes", "m=a b"]).check(&[
        ("selected-at(${m}, 1) = 'b'", T),
        ("jr:choice-name('a', '${m}') = 'A'", T),
    ]);
    scene(&["gate=yes", "m=a dk"]).check(&[("selected-at(${m}, 0) = 'a'", U)]);
}

#[test]
fn a_date_known_to_the_month_or_year_is_any_of_its_days() {
    let scene = scene(&["day=2024-05-15", "month=2024-05-01", "year=2006-01-01"]);
    scene.check(&[
        ("${day} < date('2024-05-16')", T),
        ("${month} < date('2024-06-01')", T),
        ("${month} < date('2024-05-20')", U),
        ("${month} >= date('2024-06-01')", F),
        ("${day} > ${year}", T),
        // Eighteen years old on that day? Only the day of birth would tell.
        (
            "int((decimal-date-time('2024-05-15') - decimal-date-time(${year})) div 365.25) >= 17",
            T,
        ),
        (
            "int((decimal-date-time('2024-05-15') - decimal-date-time(${year})) div 365.25) >= 18",
            U,
        ),
        ("format-date(${day}, '%Y') = '2024'", T),
        ("format-date(${year}, '%Y') = '2006'", U),
    ]);
    let outcome = scene.outcome("${month} < date('2024-05-20')");
    assert_eq!(outcome.unknown, [("/data/month".to_owned(), Why::Unknown)]);
}

#[test]
fn a_calculation_over_unknowns_is_unknown_and_not_its_stored_text() {
    let hidden = scene(&["gate=dk"]);
    assert_eq!(hidden.interview.node("/data/points").unwrap().value(), "0");
    hidden.check(&[
        ("${points} = 0", U),
        ("${points} <= 1", T),
        ("${double} > 0", U),
    ]);
    assert_eq!(hidden.standing("points"), Standing::Unknown(Why::Unknown));
    scene(&["gate=no"]).check(&[("${points} = 0", T)]);
    scene(&["gate=yes", "inner=yes", "n=4"]).check(&[("${points} = 1", T), ("${double} = 8", T)]);
    let outcome = scene(&["gate=yes", "inner=yes"]).outcome("${points} = 1");
    assert_eq!(outcome.because, ["/data/inner", "/data/points"]);
}

#[test]
fn a_triggered_calculation_is_its_stored_value_unless_it_reads_an_unknown() {
    let tables = "
        | survey |
        | | type | name | label | calculation | trigger |
        | | integer | a | A | | |
        | | integer | b | B | | |
        | | calculate | c | | ${a} + ${b} | ${a} |
        | | calculate | d | | if(today() > 0, ${b}, 0) | |";
    Scene::new(tables)
        .with(&["b=2", "a=1", "b=9"])
        .check(&[("${c} = 3", T), ("${d} = 9", T)]);
    Scene::new(tables)
        .with(&["b=2", "a=1", "b?unknown"])
        .check(&[("${c} = 3", U), ("${d} = 9", U)]);
    Scene::new(tables).with(&["b=2"]).check(&[("${c} = 3", U)]);
}

#[test]
fn preloads_are_known() {
    let scene = Scene::new(
        "
        | survey |
        | | type | name | label |
        | | today | day | |
        | | deviceid | device | |
        | | text | t | T |",
    );
    scene.check(&[("${day} = '2026-11-24'", T), ("${device} = 'x'", F)]);
}

#[test]
fn evidence_names_what_decided() {
    let scene = scene(&["gate=yes", "small=4", "n=1"]);
    let or = scene.outcome("${small} > 9 or ${gate} = 'yes' or ${inner} = 'yes'");
    assert_eq!(
        (or.because, or.against, or.unknown),
        (vec!["/data/gate".to_owned()], vec![], vec![])
    );
    let or = scene.outcome("${small} > 9 or ${gate} = 'no'");
    assert_eq!(or.against, ["/data/gate", "/data/small"]);
    let and = scene.outcome("${small} > 9 and ${gate} = 'yes' and ${inner} = 'yes'");
    assert_eq!(and.against, ["/data/small"]);
    let open = scene.outcome("${small} > 9 or ${inner} = 'yes' or ${m} = 'a'");
    assert_eq!(
        open.unknown,
        [
            ("/data/inner".to_owned(), Why::Unanswered),
            ("/data/m".to_owned(), Why::Unanswered)
        ]
    );
    assert!(open.because.is_empty() && open.against.is_empty());
}

#[test]
fn lists_are_looked_up() {
    let tables = "
        | survey |
        | | type | name | label |
        | | select_one land | land | Land |
        | choices |
        | | list_name | name | label | far |
        | | land | kh | KH | yes |
        | | land | th | TH | no |";
    let rule = "instance('land')/root/item[name = ${land}]/far = 'yes'";
    assert_eq!(Scene::new(tables).with(&["land=kh"]).truth(rule), T);
    assert_eq!(Scene::new(tables).with(&["land=th"]).truth(rule), F);
    assert_eq!(Scene::new(tables).truth(rule), U);
}
