//! Small forms that once ended otherwise than in ODK's engine, found by `cargo xtask conformance`.

use crate::table::form;
use saring_form::replay::run;
use serde_json::{Value, json};
use std::sync::Arc;

/// The end state after answers `ref = value`, `+ ref` for one more instance, `- ref` for one less.
fn end(tables: &str, script: &[&str]) -> Value {
    let lines: Vec<String> = script
        .iter()
        .map(|line| {
            let event = match line.split_once(' ') {
                Some(("+", reference)) => json!({ "op": "add", "ref": reference }),
                Some(("-", reference)) => json!({ "op": "remove", "ref": reference }),
                _ => {
                    let (reference, value) = line.split_once(" = ").unwrap();
                    json!({ "ref": reference, "value": value })
                }
            };
            event.to_string()
        })
        .collect();
    let now = "2026-01-19T10:00:00+07:00".parse().unwrap();
    let end = run(Arc::new(form(tables).form), &lines.join("\n"), now, None);
    assert_eq!(end["errors"], json!([]));
    end["nodes"].clone()
}

#[test]
fn a_constraint_that_does_not_name_the_answer_is_judged_when_there_is_one() {
    let tables = "
        | survey |
        | | type    | name  | label | constraint |
        | | integer | n     | N     |            |
        | | text    | never | Never | false()    |
        | | text    | late  | Late  | ${n} > 5   |
    ";
    let nodes = end(
        tables,
        &["/data/never = x", "/data/n = 3", "/data/late = y"],
    );
    assert_eq!(nodes["/data/never"]["violation"], "constraint");
    assert_eq!(nodes["/data/late"]["violation"], "constraint");
    let nodes = end(tables, &["/data/never = x", "/data/never = "]);
    assert_eq!(nodes["/data/never"]["violation"], Value::Null);
}

#[test]
fn a_day_as_a_number_is_whole_where_it_is_asked_for_as_one() {
    let tables = "
        | survey |
        | | type      | name  | label | calculation      |
        | | date      | d     | D     |                  |
        | | dateTime  | m     | M     |                  |
        | | calculate | whole |       | number(${d})     |
        | | calculate | hours |       | number(${m})     |
        | | calculate | since |       | today() - ${d}   |
        | | calculate | all   |       | decimal-date-time(${m}) |
    ";
    let nodes = end(
        tables,
        &[
            "/data/d = 1956-06-21",
            "/data/m = 2020-05-05T12:00:00.000+00:00",
        ],
    );
    assert_eq!(nodes["/data/whole"]["value"], "-4943");
    assert_eq!(nodes["/data/hours"]["value"], "18387");
    assert_eq!(nodes["/data/since"]["value"], "25414");
    assert_eq!(nodes["/data/all"]["value"], "18387.5");
}

#[test]
fn a_repeat_in_a_group_of_an_added_instance_begins_with_one_and_one_beside_it_with_none() {
    let tables = "
        | survey |
        | | type         | name | label |
        | | begin repeat | a    | A     |
        | | begin group  | g    | G     |
        | | begin repeat | b    | B     |
        | | text         | q    | Q     |
        | | end repeat   |      |       |
        | | end group    |      |       |
        | | begin repeat | c    | C     |
        | | text         | p    | P     |
        | | end repeat   |      |       |
        | | end repeat   |      |       |
    ";
    let nodes = end(tables, &["+ /data/a"]);
    assert_eq!(nodes["/data/a[1]/g/b"]["count"], 1);
    assert_eq!(nodes["/data/a[1]/c"]["count"], 1);
    assert_eq!(nodes["/data/a[2]/g/b"]["count"], 1);
    assert_eq!(nodes["/data/a[2]/c"]["count"], 0);
}

#[test]
fn a_filter_over_the_answers_of_a_repeat_reads_the_instance_of_each() {
    let tables = "
        | survey |
        | | type               | name   | label  | choice_filter |
        | | begin repeat       | person | Person |               |
        | | text               | name   | Name   |               |
        | | integer            | age    | Age    |               |
        | | end repeat         |        |        |               |
        | | select_one ${name} | head   | Head   | ${age} > 17   |
    ";
    let answers = [
        "+ /data/person",
        "/data/person[1]/name = Sok",
        "/data/person[1]/age = 40",
        "/data/person[2]/name = Dara",
        "/data/person[2]/age = 20",
        "/data/head = Dara",
        "/data/person[2]/age = 11",
    ];
    let nodes = end(tables, &answers);
    assert_eq!(nodes["/data/head"]["value"], "");
    let nodes = end(tables, &answers[..6]);
    assert_eq!(nodes["/data/head"]["value"], "Dara");
}

#[test]
fn once_keeps_what_it_gave_after_the_defaults_of_its_instance() {
    let tables = "
        | survey |
        | | type         | name  | label | default                  | calculation                |
        | | text         | top   | Top   | concat('x', 1 + 1)       |                            |
        | | calculate    | kept  |       |                          | once(concat(${top}, '!'))  |
        | | begin repeat | r     | R     |                          |                            |
        | | text         | rt    | RT    | concat('n', position(..)) |                           |
        | | calculate    | mid   |       |                          | concat(${rt}, '?')         |
        | | calculate    | first |       |                          | once(concat(${mid}, '!'))  |
        | | end repeat   |       |       |                          |                            |
    ";
    let nodes = end(
        tables,
        &[
            "/data/top = later",
            "+ /data/r",
            "/data/r[2]/rt = later",
            "- /data/r[1]",
        ],
    );
    assert_eq!(nodes["/data/kept"]["value"], "x2!");
    assert_eq!(nodes["/data/r[1]/mid"]["value"], "later?");
    assert_eq!(nodes["/data/r[1]/first"]["value"], "n2?!");
}

#[test]
fn a_dynamic_default_triggers_nothing() {
    let tables = "
        | survey |
        | | type         | name | label | default             | calculation         | trigger |
        | | begin repeat | r    | R     |                     |                     |         |
        | | integer      | rn   | RN    | position(..) * 10   |                     |         |
        | | calculate    | trig |       |                     | concat(${rn}, '!')  | ${rn}   |
        | | end repeat   |      |       |                     |                     |         |
    ";
    let nodes = end(tables, &["+ /data/r", "/data/r[1]/rn = 5"]);
    assert_eq!(nodes["/data/r[1]/trig"]["value"], "5!");
    assert_eq!(nodes["/data/r[2]/rn"]["value"], "20");
    assert_eq!(nodes["/data/r[2]/trig"]["value"], "");
}

#[test]
fn a_date_as_a_number_keeps_its_hours_and_is_written_in_whole_days() {
    let tables = "
        | survey |
        | | type      | name  | label | calculation               |
        | | date      | d     | D     |                           |
        | | calculate | whole |       | number(${d})              |
        | | calculate | since |       | today() - number(${d})    |
        | | calculate | named |       | number(today())           |
    ";
    let nodes = end(tables, &["/data/d = 2026-01-09"]);
    assert_eq!(nodes["/data/whole"]["value"], "20461");
    assert_eq!(nodes["/data/since"]["value"], "10");
    assert_eq!(nodes["/data/named"]["value"], "20471");
}

#[test]
fn no_number_gives_way_in_coalesce_and_stays_none_in_pow() {
    let tables = "
        | survey |
        | | type      | name  | label | calculation                    |
        | | integer   | i     | I     |                                |
        | | calculate | other |       | coalesce(${i} * 2, 'none')     |
        | | calculate | none  |       | coalesce(${i} * 2, ${i} + 1)   |
        | | calculate | power |       | pow(1, ${i})                   |
        | | calculate | most  |       | max()                          |
    ";
    let nodes = end(tables, &[]);
    assert_eq!(nodes["/data/other"]["value"], "none");
    assert_eq!(nodes["/data/none"]["value"], "");
    assert_eq!(nodes["/data/power"]["value"], "");
    assert_eq!(nodes["/data/most"]["value"], "");
}

#[test]
fn an_answer_of_several_choices_is_in_the_order_in_which_they_are_shown() {
    let tables = "
        | survey |
        | | type              | name  | label | parameters              | calculation           |
        | | select_multiple l | m     | M     | randomize=true, seed=42 |                       |
        | | calculate         | first |       |                         | selected-at(${m}, 1)  |
        | choices |
        | | list_name | name | label |
        | | l         | a    | A     |
        | | l         | b    | B     |
        | | l         | c    | C     |
        | | l         | d    | D     |
    ";
    // As Park and Miller's generator shuffles from 42.
    let nodes = end(tables, &["/data/m = a b c d"]);
    assert_eq!(nodes["/data/m"]["value"], "a d c b");
    assert_eq!(nodes["/data/first"]["value"], "d");
}

#[test]
fn a_path_from_the_root_in_a_predicate_on_a_list_is_about_the_answers() {
    let tables = "
        | survey |
        | | type         | name | label | calculation                                       |
        | | select_one l | q    | Q     |                                                   |
        | | calculate    | size |       | instance('l')/root/item[name = /data/q]/size      |
        | choices |
        | | list_name | name | label | size |
        | | l         | a    | A     | 1    |
        | | l         | b    | B     | 20   |
    ";
    let nodes = end(tables, &["/data/q = b"]);
    assert_eq!(nodes["/data/size"]["value"], "20");
}

#[test]
fn an_operator_needs_no_space_after_it() {
    let tables = "
        | survey |
        | | type      | name | label | calculation                    |
        | | integer   | i    | I     |                                |
        | | calculate | half |       | ${i} div2                      |
        | | calculate | both |       | ${i} > 3 andnot(${i} > 5)      |
        | | calculate | left |       | ${i} mod-3                     |
    ";
    let nodes = end(tables, &["/data/i = 4"]);
    assert_eq!(nodes["/data/half"]["value"], "2");
    assert_eq!(nodes["/data/both"]["value"], "true");
    assert_eq!(nodes["/data/left"]["value"], "1");
}
