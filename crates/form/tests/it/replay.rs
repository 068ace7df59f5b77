//! Scripts played on a form, and the state they end in.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::table::form;
use saring_form::replay::run;
use serde_json::{Value, json};
use std::sync::Arc;

fn play(tables: &str, script: &str) -> Value {
    run(
        Arc::new(form(tables).form),
        script,
        "2026-01-19T10:00:00+07:00".parse().unwrap(),
        None,
    )
}

const FORM: &str = "
    | survey |
    | | type                | name  | label       | required | constraint | repeat_count | calculation |
    | | integer             | n     | How\\n many | yes      | . < 5      |              |             |
    | | begin repeat        | rep   | Rep         |          |            |              |             |
    | | select_multiple abc | s     | S           |          |            |              |             |
    | | geopoint            | gps   | GPS         |          |            |              |             |
    | | end repeat          |       |             |          |            |              |             |
    | | begin repeat        | fix   | Fix         |          |            | 2            |             |
    | | acknowledge         | ok    | OK          |          |            |              |             |
    | | end repeat          |       |             |          |            |              |             |
    | | note                | note  | N is ${n}   |          |            |              |             |
    | | calculate           | c     |             |          |            |              | ${n} + 1    |
    | | image               | photo | Photo       |          |            |              |             |
    | choices |
    | | list_name | name | label |
    | | abc | a | A |
    | | abc | b | B |
    | | abc | c | C |
";

#[test]
fn the_state_names_every_node_in_odk_words() {
    let end = play(
        FORM,
        r#"
        {"ref":"/data/n","value":"7"}
        {"op":"add","ref":"/data/rep"}
        {"op":"set","ref":"/data/rep[2]/s","value":"c a"}
        {"op":"set","ref":"/data/rep[2]/gps","value":"1 2 0 0"}
        {"op":"set","ref":"/data/fix[2]/ok","value":"OK"}
        {"op":"remove","ref":"/data/rep[1]"}
        "#,
    );
    assert_eq!(end["errors"], json!([]));
    let nodes = &end["nodes"];
    assert_eq!(
        nodes["/data/n"],
        json!({"type":"input","valueType":"int","relevant":true,"readonly":false,"required":true,"value":"7",
               "violation":"constraint","label":"How many"})
    );
    assert_eq!(
        nodes["/data/rep"],
        json!({"type":"repeat-range:uncontrolled","valueType":null,"relevant":true,"readonly":false,"required":false,
               "value":null,"violation":null,"label":"Rep","count":1})
    );
    assert_eq!(nodes["/data/rep[1]"]["type"], "repeat-instance");
    assert_eq!(nodes["/data/rep[1]/s"]["value"], "a c");
    assert_eq!(nodes["/data/rep[1]/gps"]["value"], "1.0 2.0 0.0 0.0");
    assert_eq!(nodes["/data/fix"]["type"], "repeat-range:controlled");
    assert_eq!(
        nodes["/data/fix[2]/ok"],
        json!({"type":"trigger","valueType":"string","relevant":true,"readonly":false,
        "required":false,"value":"OK","violation":null,"label":"OK"})
    );
    assert_eq!(nodes["/data/note"]["type"], "note");
    assert_eq!(nodes["/data/note"]["label"], "N is 7");
    assert_eq!(
        nodes["/data/c"],
        json!({"type":"model-value","valueType":"string","relevant":true,"readonly":false,
        "required":false,"value":"8","violation":null,"label":null})
    );
    assert_eq!(nodes["/data/photo"]["type"], "upload");
    assert_eq!(nodes["/data/meta"]["type"], "group");
    assert!(nodes.get("/data").is_none());
}

#[test]
fn what_cannot_be_held_clears_the_node_and_is_listed() {
    let end = play(
        FORM,
        r#"{"ref":"/data/n","value":"3"}
           {"ref":"/data/n","value":"abc"}
           {"ref":"/data/rep[1]/s","value":"a x"}
           {"ref":"/data/nowhere","value":"1"}
           no json"#,
    );
    assert_eq!(end["nodes"]["/data/n"]["value"], "");
    assert_eq!(end["nodes"]["/data/n"]["violation"], "required");
    assert_eq!(end["nodes"]["/data/rep[1]/s"]["value"], "a");
    assert_eq!(
        end["errors"],
        json!([{"line":2,"code":"invalid-value"},{"line":3,"code":"not-a-choice"},
               {"line":4,"code":"unknown-reference"},{"line":5,"code":"invalid-line"}])
    );
}

#[test]
fn labels_and_choice_names_are_in_the_language_asked_for() {
    let tables = "
        | survey |
        | | type          | name | label::English (en) | label::Khmer (km) | calculation |
        | | select_one yn | q    | Question            | សំណួរ              |             |
        | | calculate     | c    |                     |                   | jr:choice-name(${q}, '${q}') |
        | choices |
        | | list_name | name | label::English (en) | label::Khmer (km) |
        | | yn        | y    | Yes                 | បាទ               |
        | settings |
        | | default_language |
        | | English (en)     |
    ";
    let now = "2026-01-19T10:00:00+07:00".parse().unwrap();
    let form = Arc::new(form(tables).form);
    for (language, label, name) in [(None, "Question", "Yes"), (Some("km"), "សំណួរ", "បាទ")]
    {
        let end = run(
            form.clone(),
            r#"{"ref":"/data/q","value":"y"}"#,
            now,
            language,
        );
        assert_eq!(end["nodes"]["/data/q"]["label"], label);
        assert_eq!(end["nodes"]["/data/c"]["value"], name);
    }
}
