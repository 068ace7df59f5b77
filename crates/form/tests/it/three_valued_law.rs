//! The law of three values, on forms and answers made at random: making any given answer unknown changes true or false
//! only into unknown, never into the other.

use crate::table::form;
use proptest::collection::vec;
use proptest::prelude::*;
use saring_form::Form;
use saring_form::expression::parse_rule;
use saring_form::expression::three_valued::{Closed, Evaluator, NoRules, Truth};
use saring_form::interview::{Context, Event, Interview, Unknown};
use std::sync::Arc;

/// Questions of a random form, by number: choices, several choices, numbers, texts.
const QUESTIONS: usize = 8;
/// From this question on they stand in a repeat.
const REPEATED: usize = 6;

fn kind(question: usize) -> &'static str {
    ["select_one yn", "select_multiple abc", "integer", "text"][question % 4]
}

/// An atom over one of the first `below` questions or calculations.
fn atom(below: usize) -> BoxedStrategy<String> {
    if below == 0 {
        return prop_oneof![Just("true()".to_owned()), Just("false()".to_owned())].boxed();
    }
    (0..below, 0..9usize, 0..5u8)
        .prop_map(|(q, shape, n)| match (q % 4, shape) {
            (0, 0..=2) => format!("${{q{q}}} = 'yes'"),
            (0, 3 | 4) => format!("${{q{q}}} != 'no'"),
            (0, 5 | 6) => format!("selected(${{q{q}}}, 'no')"),
            (1, 0..=2) => format!("selected(${{q{q}}}, 'a')"),
            (1, 3) => format!("count-selected(${{q{q}}}) > {n}"),
            (1, 4) => format!("count-selected(${{q{q}}}) <= {n}"),
            (1, 5) => format!("${{q{q}}} = 'a'"),
            (2, 0) => format!("${{q{q}}} >= {n}"),
            (2, 1) => format!("${{q{q}}} != {n}"),
            (2, 2) => format!("${{q{q}}} * 2 - 1 < {n}"),
            (2, 3) => format!("max(${{q{q}}}, 2) > {n}"),
            (2, 4) => format!("sum(${{q{q}}}) < {n}"),
            (2, 5) => format!("6 div (${{q{q}}} - 1) > {n}"),
            (2, 6) => format!("min(${{q{q}}}, 3) <= {n}"),
            (3, 0) => format!("string-length(${{q{q}}}) > {n}"),
            (3, 1) => format!("contains(${{q{q}}}, 'x')"),
            (3, 2) => format!("concat(${{q{q}}}, 'y') = 'xy'"),
            (_, 7) => format!("count-non-empty(${{q{q}}}) >= {n}"),
            (_, 8) => format!("count(${{q{q}}}) = {n}"),
            (_, 6) => format!("coalesce(${{q{q}}}, 'yes') = 'yes'"),
            _ => format!("${{q{q}}} = ''"),
        })
        .boxed()
}

/// A boolean over the first `below` questions.
fn rule(below: usize) -> BoxedStrategy<String> {
    atom(below)
        .prop_recursive(4, 16, 3, move |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} and {b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} or {b})")),
                inner.clone().prop_map(|a| format!("not({a})")),
                (inner.clone(), inner.clone(), inner.clone())
                    .prop_map(|(a, b, c)| format!("if({a}, {b}, {c})")),
                (inner.clone(), 0..3u8, 0..3u8)
                    .prop_map(|(a, x, y)| format!("if({a}, {x}, {y}) >= 1")),
                (
                    inner.clone(),
                    inner.clone(),
                    inner.clone(),
                    -1..3i8,
                    -1..4i8
                )
                    .prop_map(|(a, b, c, x, y)| format!("checklist({x}, {y}, {a}, {b}, {c})")),
                (inner.clone(), inner, 1..5i8)
                    .prop_map(|(a, b, x)| format!("weighted-checklist({x}, -1, {a}, 2, {b}, 3)")),
            ]
        })
        .boxed()
}

/// What rules may also ask: calculations, places of a repeat by predicate.
fn asked() -> BoxedStrategy<String> {
    let more = prop_oneof![
        (0..3usize, 0..5u8).prop_map(|(c, n)| format!("${{c{c}}} >= {n}")),
        (0..3usize).prop_map(|c| format!("${{c{c}}} = ''")),
        (0..4u8).prop_map(|n| format!("count(/data/rep) > {n}")),
        (0..4u8).prop_map(|n| format!("count(/data/rep[q6 > {n}]) >= 1")),
        (0..4u8).prop_map(|n| format!("/data/rep[q7 = 'x']/q6 > {n}")),
        (1..4u8, 0..4u8).prop_map(|(i, n)| format!("/data/rep[{i}]/q6 >= {n}")),
        (1..3u8).prop_map(|i| format!("indexed-repeat(${{q6}}, ${{rep}}, {i}) = 2")),
        Just("${q4} = ${q0}".to_owned()),
        Just("${q6} > ${q2}".to_owned()),
        Just("at-least(2, ${q0} = 'yes', ${q4} = 'yes', selected(${q1}, 'b'))".to_owned()),
    ];
    (rule(QUESTIONS), more, any::<bool>())
        .prop_map(|(a, b, or)| {
            if or {
                format!("{a} or {b}")
            } else {
                format!("{a} and {b}")
            }
        })
        .boxed()
}

#[derive(Clone, Debug)]
struct World {
    tables: String,
    answers: Vec<(String, String)>,
    rules: Vec<String>,
    /// Which answers become unknown, and how.
    unknown: Vec<(usize, u8)>,
    closed: bool,
}

fn world() -> impl Strategy<Value = World> {
    // The last gate is the repeat's own.
    let gates: Vec<BoxedStrategy<Option<String>>> = (0..=QUESTIONS)
        .map(|q| prop::option::of(rule(q.min(REPEATED))).boxed())
        .collect();
    let calculations = vec((rule(QUESTIONS), atom(QUESTIONS), 0..4u8), 3);
    let counted = prop::option::of(Just("${q2}".to_owned()));
    let answer = |q: usize| match q % 4 {
        0 => prop::sample::select(vec!["yes", "no", "dk", ""]).boxed(),
        1 => prop::sample::select(vec!["a", "b", "a b", "a dk", "dk", ""]).boxed(),
        2 => prop::sample::select(vec!["0", "1", "2", "3", "9", ""]).boxed(),
        _ => prop::sample::select(vec!["x", "xx", "", "z"]).boxed(),
    };
    let answers: Vec<_> = (0..REPEATED)
        .chain(REPEATED..QUESTIONS)
        .chain(REPEATED..QUESTIONS)
        .map(answer)
        .collect();
    (gates, calculations, counted, answers, vec(asked(), 6), vec((any::<usize>(), 0..4u8), 1..4), any::<bool>()).prop_map(
        |(gates, calculations, counted, answers, rules, unknown, closed)| {
            let mut survey = String::from("| survey |\n| | type | name | label | relevant | constraint | calculation | repeat_count |\n");
            for (q, gate) in gates[..QUESTIONS].iter().enumerate() {
                if q == REPEATED {
                    let (gate, count) = (gates[QUESTIONS].clone().unwrap_or_default(), counted.clone().unwrap_or_default());
                    survey.push_str(&format!("| | begin_repeat | rep | Rep | {gate} | | | {count} |\n"));
                }
                let constraint = if q == 2 { ". < 5 or ${q0} != 'no'" } else { "" };
                let gate = gate.clone().unwrap_or_default();
                survey.push_str(&format!("| | {} | q{q} | Q | {gate} | {constraint} | | |\n", kind(q)));
            }
            survey.push_str("| | end_repeat | | | | | | |\n");
            for (c, (condition, other, n)) in calculations.iter().enumerate() {
                let calculation = match c {
                    0 => format!("if({condition}, {n}, 0)"),
                    1 => format!("if({condition}, ${{q2}} + {n}, '')"),
                    _ => format!("{condition} or {other}"),
                };
                survey.push_str(&format!("| | calculate | c{c} | | | | {calculation} | |\n"));
            }
            let choices = "| choices |\n| | list_name | name | label | saring_unknown |\n| | yn | yes | Y | |\n| | yn | no | N | |\n\
                | | yn | dk | ? | unknown |\n| | abc | a | A | |\n| | abc | b | B | |\n| | abc | c | C | |\n| | abc | dk | ? | unknown |\n\
                | settings |\n| | namespaces |\n| | saring=\"urn:saring:xlsform:1\" |\n";
            let reference = |i: usize| match i {
                i if i < REPEATED => format!("/data/q{i}"),
                i => format!("/data/rep[{}]/q{}", 1 + (i - REPEATED) / 2, REPEATED + i % 2),
            };
            let answers = answers.iter().enumerate().map(|(i, a)| (reference(i), (*a).to_owned())).collect();
            World { tables: survey + choices, answers, rules, unknown, closed }
        },
    )
}

fn interview(form: &Arc<Form>, events: &[Event]) -> Interview {
    let context = Context::new("2026-11-24T08:00:00+07:00".parse().unwrap(), 1, "1");
    let mut interview = Interview::start(form.clone(), context);
    // A second instance where the form leaves that open.
    let _ = interview.apply(&Event::add("/data/rep"));
    for event in events {
        // Instances that a count does not give cannot be answered.
        let _ = interview.apply(event);
    }
    interview
}

fn truths(interview: &Interview, rules: &[String], closed: bool) -> Vec<Truth> {
    let form = interview.form();
    let closed = if closed {
        Closed::Everything
    } else {
        Closed::Nothing
    };
    let evaluator = Evaluator::new(interview, &closed);
    let ask = |rule: &String| {
        let rule = parse_rule(rule, &|name| form.by_name(name).map(|n| n.id)).unwrap();
        evaluator
            .rule(&rule, &NoRules, false)
            .unwrap_or_else(|e| panic!("{}: {e}", rule.source))
            .truth
    };
    rules.iter().map(ask).collect()
}

/// A thousand worlds, more where `PROPTEST_CASES` asks for more.
fn cases() -> ProptestConfig {
    let config = ProptestConfig::default();
    ProptestConfig {
        cases: config.cases.max(1000),
        failure_persistence: None,
        ..config
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn knowing_less_never_turns_true_into_false(world in world()) {
        let form = Arc::new(form(&world.tables).form);
        let full: Vec<Event> = world.answers.iter().map(|(r, v)| Event::set(r, v)).collect();
        let mut less = full.clone();
        for (which, how) in &world.unknown {
            let index = which % less.len();
            let (reference, given) = &world.answers[index];
            if given.is_empty() {
                continue;
            }
            less[index] = match how {
                0 => Event::skip(reference, Unknown::Declined),
                1 => Event::skip(reference, Unknown::Unknown),
                2 => Event::set(reference, ""),
                _ if reference.ends_with("q0") || reference.ends_with("q1") => Event::set(reference, "dk"),
                _ => Event::skip(reference, Unknown::NotAsked),
            };
        }
        let (before, after) = (interview(&form, &full), interview(&form, &less));
        let (before, after) = (truths(&before, &world.rules, world.closed), truths(&after, &world.rules, world.closed));
        for ((rule, before), after) in world.rules.iter().zip(before).zip(after) {
            prop_assert!(
                before == Truth::Unknown || after == Truth::Unknown || before == after,
                "{rule}: {before:?} became {after:?}\n{}\n{:?}\n{:?}", world.tables, full, less
            );
        }
    }
}
