//! Three values, row by row of the table (extensions.md §2): what rules make of answers that are not there.

use crate::scene::{F, Scene, T, U, scene};
use saring_form::expression::three_valued::{Standing, Why};

#[test]
fn a_node_is_known_unknown_with_why_partial_or_not_applicable() {
    use Standing::{Known, NotApplicable, Partial, Unknown as Open};
    for (script, name, expected) in [
        (vec!["gate=yes"], "gate", Known),
        (vec![], "gate", Open(Why::Unanswered)),
        (vec!["gate?not_asked"], "gate", Open(Why::NotAsked)),
        (vec!["gate?unknown"], "gate", Open(Why::Unknown)),
        (vec!["gate?declined"], "gate", Open(Why::Declined)),
        (vec!["gate=dk"], "gate", Open(Why::Unknown)),
        (vec!["gate=declined"], "gate", Open(Why::Declined)),
        (vec!["small=11"], "small", Open(Why::Invalid)),
        (vec!["small=9"], "small", Known),
        (vec![], "usual", Open(Why::Defaulted)),
        (vec!["usual=yes"], "usual", Known),
        (vec!["gate=dk"], "inner", Open(Why::Relevance)),
        (vec!["gate=yes"], "inner", Open(Why::Unanswered)),
        (
            vec!["gate=yes", "inner=yes", "gate=dk"],
            "inner",
            Open(Why::Relevance),
        ),
        (vec!["gate=no"], "inner", NotApplicable),
        (
            vec!["gate=yes", "inner=yes", "gate=no"],
            "inner",
            NotApplicable,
        ),
        (vec!["gate=yes", "m=a dk"], "m", Partial(Why::Unknown)),
        (vec!["gate=yes", "m=dk"], "m", Open(Why::Unknown)),
        (vec!["gate=yes", "m=a b"], "m", Known),
    ] {
        assert_eq!(scene(&script).standing(name), expected, "{script:?} {name}");
    }
}

#[test]
fn what_a_gate_hides_is_unknown_with_the_gates_references() {
    let outcome = scene(&["gate?declined"]).outcome("${inner} = 'yes'");
    assert_eq!(outcome.truth, U);
    assert_eq!(
        outcome.unknown,
        [
            ("/data/gate".to_owned(), Why::Declined),
            ("/data/inner".to_owned(), Why::Relevance)
        ]
    );
}

#[test]
fn an_answer_beside_an_unknown_gate_is_not_used_either_way() {
    // Shown although nobody knows whether it applies: were the gate known, the answer might not count.
    let tables = "
        | survey |
        | | type | name | label | relevant |
        | | select_one k | kind | Kind | |
        | | select_one yn | held | Held | ${kind} != 'jail' |
        | choices |
        | | list_name | name | label |
        | | k | jail | Jail |
        | | k | house | House |
        | | yn | yes | Yes |
        | | yn | no | No |";
    assert_eq!(
        Scene::new(tables)
            .with(&["kind=jail", "held=yes"])
            .truth("${held} = 'yes'"),
        F
    );
    assert_eq!(
        Scene::new(tables)
            .with(&["kind?unknown", "held=yes"])
            .truth("${held} = 'yes'"),
        U
    );
    assert_eq!(
        Scene::new(tables)
            .with(&["kind=house", "held=yes"])
            .truth("${held} = 'yes'"),
        T
    );
}

#[test]
fn a_choice_that_is_no_longer_offered_is_unknown() {
    let scene = Scene::new(
        "
        | survey |
        | | type | name | label | choice_filter |
        | | select_one land | land | Land | |
        | | select_one town | town | Town | land = ${land} |
        | | select_multiple town | towns | Towns | land = ${land} or land = 'x' |
        | choices |
        | | list_name | name | label | land |
        | | land | kh | KH | |
        | | land | la | LA | |
        | | town | pp | PP | kh |
        | | town | vt | VT | la |
        | | town | other | Other | x |",
    )
    .with(&["land=kh", "town=pp", "towns=pp other", "land=la"]);
    assert_eq!(scene.standing("town"), Standing::Unknown(Why::NotOffered));
    assert_eq!(scene.standing("towns"), Standing::Partial(Why::NotOffered));
    scene.check(&[
        ("${town} = 'pp'", U),
        ("selected(${towns}, 'other')", T),
        ("selected(${towns}, 'vt')", U),
    ]);
}

#[test]
fn and_or_not_are_strong_kleene() {
    scene(&["gate=yes", "small=3"]).check(&[
        ("${gate} = 'yes' or ${inner} = 'yes'", T),
        ("${gate} = 'no' or ${inner} = 'yes'", U),
        ("${gate} = 'no' and ${inner} = 'yes'", F),
        ("${gate} = 'yes' and ${inner} = 'yes'", U),
        ("not(${inner} = 'yes')", U),
        ("not(${gate} = 'no')", T),
        ("${gate} = 'no' or ${small} > 5", F),
    ]);
}

#[test]
fn a_comparison_with_a_question() {
    let rules = [
        "${n} = 3",
        "${n} != 3",
        "${n} < 3",
        "${n} >= 3",
        "${inner} = 'yes'",
        "${inner} != 'yes'",
        "${m} = 'a'",
    ];
    for (script, expected) in [
        (
            vec!["gate=yes", "n=3", "inner=no", "m=a"],
            [T, F, F, T, F, T, T],
        ),
        (vec!["gate=yes"], [U; 7]),
        (vec!["gate=dk"], [U; 7]),
        (vec!["gate=yes", "n?declined", "inner=dk", "m=a dk"], [U; 7]),
        (vec!["gate=no"], [F; 7]),
    ] {
        let scene = scene(&script);
        for (rule, truth) in rules.iter().zip(expected) {
            assert_eq!(scene.truth(rule), truth, "{script:?} {rule}");
        }
    }
}

#[test]
fn comparing_with_nothing_is_no_test_for_unanswered() {
    let rules = [
        "${t} = ''",
        "'' = ${t}",
        "string-length(${t}) = 0",
        "${t} != ''",
    ];
    for (script, expected) in [
        (vec!["gate=yes", "t=x"], [F, F, F, T]),
        (vec!["gate=yes"], [U; 4]),
        (vec!["gate=dk"], [U; 4]),
        (vec!["gate=no"], [T, T, T, F]),
    ] {
        let scene = scene(&script);
        for (rule, truth) in rules.iter().zip(expected) {
            assert_eq!(scene.truth(rule), truth, "{script:?} {rule}");
        }
    }
}

#[test]
fn an_unknown_choice_is_not_compared_with() {
    let scene = scene(&["gate=dk"]);
    for rule in [
        "${gate} = 'dk'",
        "'dk' != ${gate}",
        "selected(${m}, 'dk')",
        "true() or ${gate} = 'declined'",
    ] {
        assert_eq!(scene.error(rule), "compares-unknown-choice", "{rule}");
    }
}

#[test]
fn a_bare_reference_is_refused() {
    let scene = scene(&["gate=yes", "n=0"]);
    for rule in [
        "${n}",
        "boolean(${n})",
        "not(${n})",
        "${n} or true()",
        "if(${n}, 1, 2) = 1",
        "${n} = true()",
        "at-least(1, ${n})",
    ] {
        assert_eq!(scene.error(rule), "bare-reference", "{rule}");
    }
}

#[test]
fn what_differs_by_day_or_machine_is_refused() {
    let scene = scene(&[]);
    for rule in [
        "today() > 1",
        "now() > 1",
        "random() > 1",
        "uuid() = ''",
        "once('x') = 'x'",
        "pulldata('a', 'b', 'c', 'd') = ''",
    ] {
        assert_eq!(scene.error(rule), "not-in-rules", "{rule}");
    }
    assert_eq!(scene.error("is-unknown(${gate})"), "not-in-rules");
}

#[test]
fn findings_about_the_process_may_ask_what_is_known() {
    let truths = |script: &[&str], name: &str| {
        let scene = scene(script);
        ["is-unknown", "is-declined", "is-applicable"]
            .map(|f| scene.ask(&format!("{f}(${{{name}}})"), true).unwrap().truth)
    };
    assert_eq!(truths(&["gate=yes"], "gate"), [F, F, T]);
    assert_eq!(truths(&[], "gate"), [T, F, T]);
    assert_eq!(truths(&["gate=dk"], "gate"), [T, F, T]);
    assert_eq!(truths(&["gate=declined"], "gate"), [F, T, T]);
    assert_eq!(truths(&["gate?declined"], "gate"), [F, T, T]);
    assert_eq!(truths(&["gate=dk"], "inner"), [T, F, T]);
    assert_eq!(truths(&["gate=no"], "inner"), [F, F, F]);
}
