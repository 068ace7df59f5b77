//! Three values, row by row of the table (extensions.md §2): what rules make of answers that are not there.

use crate::table::form;
use saring_form::Form;
use saring_form::expression::parse_rule;
use saring_form::expression::three_valued::{
    Closed, Evaluator, NoRules, Outcome, RuleError, Standing, Truth, Why, bounds,
};
use saring_form::interview::{Context, Event, Interview, Unknown};
use std::sync::Arc;

const T: Truth = Truth::True;
const F: Truth = Truth::False;
const U: Truth = Truth::Unknown;

/// A form with answers, and questions put to it.
pub(crate) struct Scene {
    pub(crate) form: Arc<Form>,
    pub(crate) interview: Interview,
    closed: Closed,
}

impl Scene {
    pub(crate) fn new(tables: &str) -> Self {
        let form = Arc::new(form(tables).form);
        let context = Context::new("2026-11-24T08:00:00+07:00".parse().unwrap(), 1, "1");
        Self {
            interview: Interview::start(form.clone(), context),
            form,
            closed: Closed::Nothing,
        }
    }

    /// `name=value`, `name?reason`, `+repeat`; names stand for `/data/name` unless they are references.
    pub(crate) fn with(mut self, script: &[&str]) -> Self {
        for line in script {
            let reference = |name: &str| {
                if name.starts_with('/') {
                    name.to_owned()
                } else {
                    format!("/data/{name}")
                }
            };
            let event = if let Some(repeat) = line.strip_prefix('+') {
                Event::add(reference(repeat))
            } else if let Some((name, value)) = line.split_once('=') {
                Event::set(reference(name), value)
            } else {
                let (name, reason) = line.split_once('?').unwrap();
                let reason = match reason {
                    "not_asked" => Unknown::NotAsked,
                    "declined" => Unknown::Declined,
                    _ => Unknown::Unknown,
                };
                Event::skip(reference(name), reason)
            };
            self.interview
                .apply(&event)
                .unwrap_or_else(|e| panic!("{line}: {e}"));
        }
        self
    }

    fn closed(mut self) -> Self {
        self.closed = Closed::Everything;
        self
    }

    fn ask(&self, rule: &str, process: bool) -> Result<Outcome, RuleError> {
        let rule = parse_rule(rule, &|name| self.form.by_name(name).map(|n| n.id)).unwrap();
        let evaluator = Evaluator::new(&self.interview, &self.closed);
        evaluator
            .rule(&rule, &NoRules, process)
            .map(|judged| evaluator.outcome(&judged))
    }

    pub(crate) fn truth(&self, rule: &str) -> Truth {
        self.ask(rule, false)
            .unwrap_or_else(|e| panic!("{rule}: {e} {:?}", e.params))
            .truth
    }

    fn outcome(&self, rule: &str) -> Outcome {
        self.ask(rule, false).unwrap()
    }

    fn error(&self, rule: &str) -> &'static str {
        self.ask(rule, false).expect_err(rule).code
    }

    fn standing(&self, name: &str) -> Standing {
        let evaluator = Evaluator::new(&self.interview, &self.closed);
        evaluator.standing(&format!("/data/{name}")).unwrap()
    }

    fn bounds(&self, rule: &str) -> [u32; 2] {
        let rule = parse_rule(rule, &|name| self.form.by_name(name).map(|n| n.id)).unwrap();
        bounds(
            &Evaluator::new(&self.interview, &self.closed)
                .value(&rule, &NoRules)
                .unwrap(),
        )
        .unwrap()
    }

    fn check(&self, expected: &[(&str, Truth)]) {
        for (rule, truth) in expected {
            assert_eq!(self.truth(rule), *truth, "{rule}");
        }
    }
}

/// A gate and what hangs on it, choices of several kinds, numbers.
const TABLES: &str = "
    | survey |
    | | type | name | label | relevant | constraint | calculation | default | appearance |
    | | select_one yn | gate | Gate | | | | | |
    | | select_one yn | inner | Inner | ${gate} = 'yes' | | | | |
    | | integer | n | Number | ${gate} = 'yes' | | | | |
    | | select_multiple abc | m | Several | ${gate} = 'yes' | | | | |
    | | text | t | Text | ${gate} = 'yes' | | | | |
    | | integer | small | Small | | . < 10 | | | |
    | | select_one yn | usual | Usual | | | | yes | |
    | | date | day | Day | | | | | |
    | | date | month | Month | | | | | month-year |
    | | date | year | Year | | | | | year |
    | | calculate | double | | | | ${n} * 2 | | |
    | | calculate | points | | | | if(${inner} = 'yes', 1, 0) | | |
    | choices |
    | | list_name | name | label | saring_unknown |
    | | yn | yes | Yes | |
    | | yn | no | No | |
    | | yn | dk | Does not know | unknown |
    | | yn | declined | Declined | declined |
    | | abc | a | A | |
    | | abc | b | B | |
    | | abc | c | C | |
    | | abc | dk | Does not know | unknown |
    | settings |
    | | namespaces |
    | | saring=\"urn:saring:xlsform:1\" |
";

fn scene(script: &[&str]) -> Scene {
    Scene::new(TABLES).with(script)
}

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

/// Places in a repeat.
const PLACES: &str = "
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
