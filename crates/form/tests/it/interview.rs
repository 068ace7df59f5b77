//! Interviews as scripts: answer, then ask what applies, what is read and what is wrong.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::table::form;
use proptest::prelude::*;
use saring_form::definition::UnknownChoice;
use saring_form::interview::{AnswerError, Context, Event, Interview, Unknown, Violation, check};
use std::sync::Arc;

fn context() -> Context {
    Context::new(
        "2026-01-19T10:00:00+07:00".parse().unwrap(),
        1,
        "11111111-1111-4111-8111-111111111111",
    )
}

/// An interview with short words for what tests ask.
struct Scenario(Interview);

impl Scenario {
    fn new(tables: &str) -> Self {
        Self(Interview::start(Arc::new(form(tables).form), context()))
    }

    fn answer(&mut self, reference: &str, value: &str) -> &mut Self {
        self.0.apply(&Event::set(reference, value)).unwrap();
        self
    }

    fn refuse(&mut self, event: &Event) -> AnswerError {
        self.0.apply(event).unwrap_err()
    }

    fn value(&self, reference: &str) -> &str {
        self.0
            .node(reference)
            .unwrap_or_else(|| panic!("{reference}"))
            .value()
    }

    fn stored(&self, reference: &str) -> &str {
        self.0.node(reference).unwrap().stored()
    }

    fn relevant(&self, reference: &str) -> bool {
        self.0.node(reference).unwrap().relevant()
    }

    fn violation(&self, reference: &str) -> Option<Violation> {
        self.0.node(reference).unwrap().violation()
    }

    fn label(&self, reference: &str) -> String {
        self.0.node(reference).unwrap().label(0)
    }

    fn choices(&self, reference: &str) -> Vec<String> {
        self.0
            .node(reference)
            .unwrap()
            .choices(0)
            .into_iter()
            .map(|c| c.name)
            .collect()
    }
}

/// Every node's state, to hold two interviews against each other.
fn snapshot(interview: &Interview) -> Vec<String> {
    interview
        .nodes()
        .map(|n| {
            format!(
                "{} {} {} {} {:?} {:?} {:?} {} {}",
                n.reference(),
                n.relevant(),
                n.readonly(),
                n.required(),
                n.value(),
                n.stored(),
                n.violation(),
                n.is_default(),
                n.label(0)
            )
        })
        .collect()
}

#[test]
fn what_does_not_apply_reads_as_empty_and_comes_back() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type        | name   | label  | relevant       | calculation      |
        | | integer     | age    | Age    |                |                  |
        | | begin group | work   | Work   | ${age} > 17    |                  |
        | | text        | job    | Job    |                |                  |
        | | text        | boss   | Boss   | ${job} != ''   |                  |
        | | end group   |        |        |                |                  |
        | | calculate   | says   |        |                | concat('[', ${job}, ']') |
        ",
    );
    assert!(!s.relevant("/data/work/job"));
    s.answer("/data/age", "20")
        .answer("/data/work/job", "clerk")
        .answer("/data/work/boss", "Ann");
    assert_eq!(s.value("/data/says"), "[clerk]");
    s.answer("/data/age", "5");
    assert!(!s.relevant("/data/work/boss"));
    assert_eq!(
        (s.value("/data/work/job"), s.stored("/data/work/job")),
        ("", "clerk")
    );
    assert_eq!(s.value("/data/says"), "[]");
    s.answer("/data/age", "30");
    assert_eq!(s.value("/data/work/boss"), "Ann");
    assert_eq!(s.value("/data/says"), "[clerk]");
}

#[test]
fn required_and_constraint_are_told_apart_and_blank_breaks_no_constraint() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type    | name | label | required     | constraint | constraint_message |
        | | integer | n    | N     | yes          | . < 10     | Too many: ${n}     |
        | | text    | t    | T     | ${n} = 5     |            |                    |
        ",
    );
    assert_eq!(s.violation("/data/n"), Some(Violation::Required));
    assert_eq!(s.violation("/data/t"), None);
    s.answer("/data/n", "12");
    assert_eq!(s.violation("/data/n"), Some(Violation::Constraint));
    assert_eq!(
        s.0.node("/data/n").unwrap().constraint_message(0),
        "Too many: 12"
    );
    s.answer("/data/n", "5");
    assert_eq!(
        (s.violation("/data/n"), s.violation("/data/t")),
        (None, Some(Violation::Required))
    );
}

#[test]
fn a_reason_stands_for_an_answer_until_there_is_one() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type | name | label | required |
        | | text | a    | A     | yes      |
        ",
    );
    s.answer("/data/a", "x");
    s.0.apply(&Event::skip("/data/a", Unknown::Declined))
        .unwrap();
    let node = s.0.node("/data/a").unwrap();
    assert_eq!(
        (node.value(), node.unknown(), node.violation()),
        ("", Some(Unknown::Declined), None)
    );
    s.answer("/data/a", "y");
    assert_eq!(s.0.node("/data/a").unwrap().unknown(), None);
}

#[test]
fn a_default_is_a_default_until_it_is_confirmed() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type | name | label | default |
        | | text | a    | A     | blue    |
        | | date | d    | D     | today() |
        | | text | e    | E     |         |
        ",
    );
    let is_default = |s: &Scenario, r: &str| s.0.node(r).unwrap().is_default();
    assert_eq!(
        (s.value("/data/a"), s.value("/data/d")),
        ("blue", "2026-01-19")
    );
    assert!(is_default(&s, "/data/a") && is_default(&s, "/data/d") && !is_default(&s, "/data/e"));
    s.answer("/data/a", "blue");
    assert!(!is_default(&s, "/data/a"));
}

#[test]
fn metadata_is_filled_from_the_context() {
    let mut context = context();
    context.preloads.device_id = "laptop-7".to_owned();
    let tables = "
        | survey |
        | | type     | name  | label |
        | | start    | start |       |
        | | end      | end   |       |
        | | today    | today |       |
        | | deviceid | dev   |       |
        | | text     | q     | Q     |
    ";
    let mut s = Scenario(Interview::start(Arc::new(form(tables).form), context));
    assert_eq!(s.value("/data/start"), "2026-01-19T10:00:00.000+07:00");
    assert_eq!(s.value("/data/today"), "2026-01-19");
    assert_eq!(s.value("/data/dev"), "laptop-7");
    assert_eq!(
        s.value("/data/meta/instanceID"),
        "uuid:11111111-1111-4111-8111-111111111111"
    );
    assert_eq!(s.value("/data/end"), "");
    s.0.set_clock("2026-01-19T11:30:00+07:00".parse().unwrap());
    s.0.close();
    assert_eq!(s.value("/data/end"), "2026-01-19T11:30:00.000+07:00");
    assert!(matches!(
        s.refuse(&Event::set("/data/dev", "x")),
        AnswerError::ReadOnly { .. }
    ));
}

const FAMILY: &str = "
    | survey |
    | | type         | name   | label                | calculation        | relevant    |
    | | begin repeat | person | Person               |                    |             |
    | | text         | name   | Name                 |                    |             |
    | | integer      | age    | Age of ${name}       |                    |             |
    | | text         | school | School               |                    | ${age} < 18 |
    | | calculate    | place  |                      | position(..)       |             |
    | | end repeat   |        |                      |                    |             |
    | | calculate    | total  |                      | sum(${age})        |             |
    | | calculate    | heads  |                      | count(${person})   |             |
    | | note         | told   | ${heads} are ${total} |                   |             |
";

#[test]
fn repeats_come_go_and_keep_count() {
    let mut s = Scenario::new(FAMILY);
    assert_eq!(s.0.node("/data/person").unwrap().count(), Some(1));
    let added = s.0.apply(&Event::add("/data/person")).unwrap().added;
    assert_eq!(added.as_deref(), Some("/data/person[2]"));
    s.0.apply(&Event::add("/data/person")).unwrap();
    for (i, (name, age)) in [("Ann", "40"), ("Ben", "12"), ("Col", "7")]
        .iter()
        .enumerate()
    {
        s.answer(&format!("/data/person[{}]/name", i + 1), name);
        s.answer(&format!("/data/person[{}]/age", i + 1), age);
    }
    assert_eq!(s.label("/data/told"), "3 are 59");
    assert!(!s.relevant("/data/person[1]/school") && s.relevant("/data/person[2]/school"));
    s.0.apply(&Event::remove("/data/person[2]")).unwrap();
    assert_eq!(s.label("/data/told"), "2 are 47");
    assert_eq!(s.label("/data/person[2]/age"), "Age of Col");
    assert_eq!(s.value("/data/person[2]/place"), "2");
    assert!(s.0.node("/data/person[3]").is_none());
    assert!(matches!(
        s.refuse(&Event::remove("/data/person[3]")),
        AnswerError::UnknownReference { .. }
    ));
}

#[test]
fn what_comes_late_stands_in_its_place() {
    let mut s = Scenario::new(
        "| survey |
         |  | type         | name  | label | calculation    |
         |  | begin repeat | house | House |                |
         |  | begin repeat | room  | Room  |                |
         |  | begin group  | g     | G     |                |
         |  | integer      | beds  | Beds  |                |
         |  | end group    |       |       |                |
         |  | end repeat   |       |       |                |
         |  | text         | owner | Owner |                |
         |  | end repeat   |       |       |                |
         |  | calculate    | all   |       | join(' ', ${beds}) |
         |  | calculate    | names |       | join(' ', /data/house/room/g/beds \\| /data/house/owner) |",
    );
    // Rooms of the first house come after the second house.
    for range in [
        "/data/house",
        "/data/house[2]/room",
        "/data/house[2]/room",
        "/data/house",
        "/data/house[1]/room",
        "/data/house[1]/room",
        "/data/house[3]/room",
    ] {
        s.0.apply(&Event::add(range)).unwrap();
    }
    s.0.apply(&Event::remove("/data/house[1]/room[1]")).unwrap();
    for (index, room) in ["[1]/room[1]", "[1]/room[2]", "[2]/room[1]", "[2]/room[2]"]
        .iter()
        .enumerate()
    {
        s.answer(&format!("/data/house{room}/g/beds"), &index.to_string());
    }
    s.answer("/data/house[1]/owner", "Ann")
        .answer("/data/house[2]/owner", "Ben");
    assert_eq!(s.value("/data/all").trim(), "0 1 2 3");
    assert_eq!(s.value("/data/names").trim(), "0 1 Ann 2 3 Ben");

    let walked: Vec<String> = s.0.nodes().map(|n| n.reference()).collect();
    let mut told = Vec::new();
    let mut next: Vec<_> = s.0.root().children().collect();
    next.reverse();
    while let Some(node) = next.pop() {
        told.push(node.reference());
        let below: Vec<_> = node.children().collect();
        next.extend(below.into_iter().rev());
    }
    assert_eq!(walked, told);
    for reference in &walked {
        assert_eq!(s.0.node(reference).unwrap().reference(), *reference);
    }
    // What an event changed is told in the same order.
    let changed = s.0.apply(&Event::remove("/data/house[2]")).unwrap().changed;
    let places: Vec<_> = changed
        .iter()
        .map(|r| s.0.nodes().position(|n| n.reference() == *r))
        .collect();
    assert!(places.is_sorted() && places.len() > 1, "{changed:?}");
}

#[test]
fn a_repeat_follows_its_count() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type         | name | label | repeat_count |
        | | integer      | n    | N     |              |
        | | begin repeat | r    | R     | ${n}         |
        | | text         | x    | X     |              |
        | | end repeat   |      |       |              |
        ",
    );
    assert_eq!(s.0.node("/data/r").unwrap().count(), Some(0));
    s.answer("/data/n", "3")
        .answer("/data/r[3]/x", "c")
        .answer("/data/n", "2");
    assert_eq!(s.0.node("/data/r").unwrap().count(), Some(2));
    assert!(matches!(
        s.refuse(&Event::add("/data/r")),
        AnswerError::RepeatCountFixed { .. }
    ));
    s.answer("/data/n", "");
    assert_eq!(s.0.node("/data/r").unwrap().count(), Some(2));
}

#[test]
fn a_running_total_over_instances_settles() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type         | name  | label | calculation                                                     |
        | | begin repeat | r     | R     |                                                                 |
        | | integer      | x     | X     |                                                                 |
        | | calculate    | upto  |       | coalesce(indexed-repeat(${sofar}, ${r}, position(..) - 1), 0)   |
        | | calculate    | sofar |       | ${upto} + ${x}                                                  |
        | | end repeat   |       |       |                                                                 |
        ",
    );
    for i in 1..=20 {
        if i > 1 {
            s.0.apply(&Event::add("/data/r")).unwrap();
        }
        s.answer(&format!("/data/r[{i}]/x"), "1");
    }
    assert_eq!(s.value("/data/r[20]/sofar"), "20");
    s.answer("/data/r[1]/x", "11");
    assert_eq!(s.value("/data/r[20]/sofar"), "30");
    s.0.apply(&Event::remove("/data/r[5]")).unwrap();
    assert_eq!(s.value("/data/r[19]/sofar"), "29");
}

const PLACES: &str = "
    | survey |
    | | type                  | name | label | choice_filter  | calculation                |
    | | select_one region     | reg  | R     |                |                            |
    | | select_one district   | dis  | D     | region = ${reg} |                           |
    | | select_multiple district | many | M  | region = ${reg} |                           |
    | | calculate             | said |       |                | jr:choice-name(${dis}, '${dis}') |
    | choices |
    | | list_name | name | label | region | saring_unknown |
    | | region    | n    | North |        |                |
    | | region    | s    | South |        |                |
    | | district  | n1   | N one | n      |                |
    | | district  | n2   | N two | n      |                |
    | | district  | s1   | S one | s      |                |
    | | district  | dk   | ?     | n      | unknown        |
    | settings |
    | | namespaces                     |
    | | saring=\"urn:saring:xlsform:1\" |
";

#[test]
fn choices_follow_their_filter_and_withdrawn_ones_read_as_empty() {
    let mut s = Scenario::new(PLACES);
    assert!(s.choices("/data/dis").is_empty());
    s.answer("/data/reg", "n");
    assert_eq!(s.choices("/data/dis"), ["n1", "n2", "dk"]);
    let unknown = s.0.node("/data/dis").unwrap().choices(0)[2].unknown;
    assert_eq!(unknown, Some(UnknownChoice::Unknown));
    s.answer("/data/dis", "n2").answer("/data/many", "n2 n1");
    assert_eq!(
        (s.value("/data/said"), s.value("/data/many")),
        ("N two", "n1 n2")
    );
    s.answer("/data/reg", "s");
    assert_eq!(
        (
            s.value("/data/dis"),
            s.stored("/data/dis"),
            s.value("/data/said")
        ),
        ("", "n2", "")
    );
    assert!(matches!(
        s.refuse(&Event::set("/data/dis", "n1")),
        AnswerError::NotAChoice { .. }
    ));
    s.answer("/data/reg", "n");
    assert_eq!(
        (s.value("/data/dis"), s.value("/data/many")),
        ("n2", "n1 n2")
    );
}

#[test]
fn a_value_that_the_type_cannot_hold_is_refused_and_nothing_changes() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type         | name | label | read_only | parameters      |
        | | integer      | n    | N     |           |                 |
        | | date         | d    | D     |           |                 |
        | | acknowledge  | ok   | OK    |           |                 |
        | | range        | r    | R     |           | start=1 end=5   |
        | | text         | ro   | RO    | yes       |                 |
        | | note         | note | Note  |           |                 |
        | | begin group  | g    | G     |           |                 |
        | | text         | in   | In    |           |                 |
        | | end group    |      |       |           |                 |
        ",
    );
    s.answer("/data/n", "7")
        .answer("/data/ok", "OK")
        .answer("/data/r", "5");
    for (reference, value, code) in [
        ("/data/n", "abc", "invalid-value"),
        ("/data/d", "2024-02-30", "invalid-value"),
        ("/data/ok", "yes", "invalid-value"),
        ("/data/r", "6", "invalid-value"),
        ("/data/ro", "x", "read-only"),
        ("/data/note", "x", "read-only"),
        ("/data/g", "x", "not-a-question"),
        ("/data/nothing", "x", "unknown-reference"),
        ("/other/n", "x", "unknown-reference"),
        ("/data/n[1]", "1", "unknown-reference"),
    ] {
        let before = snapshot(&s.0);
        assert_eq!(
            s.refuse(&Event::set(reference, value)).code(),
            code,
            "{reference}"
        );
        assert_eq!(snapshot(&s.0), before);
    }
    assert_eq!(s.refuse(&Event::add("/data/g")).code(), "not-a-repeat");
}

#[test]
fn a_triggered_calculation_waits_for_its_trigger() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type      | name | label | calculation         | trigger |
        | | text      | a    | A     |                     |         |
        | | text      | b    | B     |                     |         |
        | | calculate | seen |       | concat(${a}, ${b})  | ${a}    |
        ",
    );
    s.answer("/data/b", "2");
    assert_eq!(s.value("/data/seen"), "");
    s.answer("/data/a", "1");
    assert_eq!(s.value("/data/seen"), "12");
    s.answer("/data/b", "3");
    assert_eq!(s.value("/data/seen"), "12");
}

#[test]
fn once_is_computed_once_and_readonly_is_handed_down() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type        | name  | label | calculation       | read_only   |
        | | text        | a     | A     |                   |             |
        | | calculate   | first |       | once(${a})        |             |
        | | begin group | g     | G     |                   | ${a} = 'no' |
        | | text        | in    | In    |                   |             |
        | | end group   |       |       |                   |             |
        ",
    );
    s.answer("/data/a", "x").answer("/data/a", "no");
    assert_eq!(s.value("/data/first"), "x");
    assert!(s.0.node("/data/g/in").unwrap().readonly());
    assert_eq!(s.refuse(&Event::set("/data/g/in", "z")).code(), "read-only");
}

#[test]
fn answers_given_in_a_repeat_can_be_choices_elsewhere() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type               | name | label |
        | | begin repeat       | r    | R     |
        | | text               | who  | Who   |
        | | end repeat         |      |       |
        | | select_one ${who}  | head | Head  |
        ",
    );
    s.answer("/data/r[1]/who", "Ann");
    s.0.apply(&Event::add("/data/r")).unwrap();
    assert_eq!(s.choices("/data/head"), ["Ann"]);
    s.answer("/data/r[2]/who", "Ben")
        .answer("/data/head", "Ben");
    s.answer("/data/r[2]/who", "Bob");
    assert_eq!((s.value("/data/head"), s.stored("/data/head")), ("", "Ben"));
}

#[test]
fn an_event_tells_what_it_changed() {
    let mut s = Scenario::new(
        "
        | survey |
        | | type      | name | label | relevant   | calculation |
        | | integer   | a    | A     |            |             |
        | | text      | b    | B     | ${a} > 1   |             |
        | | calculate | c    |       |            | ${a} * 2    |
        | | text      | d    | D     |            |             |
        ",
    );
    let changed = s.0.apply(&Event::set("/data/a", "2")).unwrap().changed;
    assert_eq!(changed, ["/data/a", "/data/b", "/data/c"]);
}

#[test]
fn a_calculation_that_never_settles_is_found_and_one_that_does_is_not() {
    let issues = |calculation: &str| {
        let tables = format!(
            "
            | survey |
            | | type      | name | label | calculation    |
            | | calculate | a    |       | {calculation}  |
            "
        );
        let found = check(&Arc::new(form(&tables).form));
        found
            .iter()
            .map(|i| format!("{} {} {}", i.code, i.address, i.params["name"]))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        issues("coalesce(., 0) + 1"),
        ["calculation-loop survey:2:calculation a"]
    );
    assert!(issues("if(. = '', 'x', .)").is_empty());
}

#[test]
fn a_long_form_starts_and_answers() {
    let mut tables =
        String::from("| survey |\n| | type | name | label | relevant | calculation |\n");
    tables.push_str("| | integer | q0 | Q | | |\n| | calculate | c0 | | | ${q0} |\n");
    for i in 1..3_000 {
        let before = i - 1;
        tables.push_str(&format!(
            "| | integer | q{i} | Q | ${{q{before}}} != 9 | |\n"
        ));
        tables.push_str(&format!(
            "| | calculate | c{i} | | | ${{c{before}}} + 1 |\n"
        ));
    }
    let mut s = Scenario::new(&tables);
    s.answer("/data/q0", "1");
    assert_eq!(s.value("/data/c2999"), "3000");
}

/// Answers, skips, additions and removals in a form that has a bit of everything; what does not fit is refused.
fn any_event() -> impl Strategy<Value = Event> {
    let reference = prop_oneof![
        Just("/data/person[1]/name".to_owned()),
        Just("/data/person[1]/age".to_owned()),
        (1..4usize).prop_map(|i| format!("/data/person[{i}]/age")),
        (1..4usize).prop_map(|i| format!("/data/person[{i}]/school")),
    ];
    let value = prop_oneof![Just(""), Just("3"), Just("30"), Just("x")];
    prop_oneof![
        6 => (reference.clone(), value).prop_map(|(r, v)| Event::set(r, v)),
        1 => reference.prop_map(|r| Event::skip(r, Unknown::Unknown)),
        1 => Just(Event::add("/data/person")),
        1 => (1..4usize).prop_map(|i| Event::remove(format!("/data/person[{i}]"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// What is recalculated bit by bit is what a fresh interview with the same events calculates, and what one that
    /// computes everything anew from the same answers calculates.
    #[test]
    fn resuming_is_answering_afresh(events in prop::collection::vec(any_event(), 0..40)) {
        let form = Arc::new(form(FAMILY).form);
        let mut live = Interview::start(form.clone(), context());
        let kept: Vec<Event> = events.iter().filter(|e| live.apply(e).is_ok()).cloned().collect();
        let (resumed, refused) = Interview::resume(form.clone(), context(), kept);
        prop_assert!(refused.is_empty());
        prop_assert_eq!(snapshot(&live), snapshot(&resumed));

        // The answers alone, in document order, on a blank form of the same shape.
        let mut fresh = Interview::start(form, context());
        fresh.apply(&Event::remove("/data/person[1]")).unwrap();
        for _ in 0..live.node("/data/person").unwrap().count().unwrap() {
            fresh.apply(&Event::add("/data/person")).unwrap();
        }
        for node in live.nodes() {
            if !node.stored().is_empty() {
                let _ = fresh.apply(&Event::set(node.reference(), node.stored()));
            }
        }
        prop_assert_eq!(snapshot(&live), snapshot(&fresh));
    }

    /// What a server gives back of a submission is what was submitted.
    #[test]
    fn a_submission_is_the_whole_interview(events in prop::collection::vec(any_event(), 0..40)) {
        let form = Arc::new(form(FAMILY).form);
        let mut live = Interview::start(form.clone(), context());
        for event in &events {
            let _ = live.apply(event);
        }
        let xml = |interview: &Interview| {
            let mut out = Vec::new();
            saring_form::submission::write(interview, |_| true, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let written = xml(&live);
        let (back, refused) = saring_form::submission::read(form, context(), &written).unwrap();
        prop_assert_eq!(refused, []);
        prop_assert_eq!(xml(&back), written);
    }
}
