//! XLSForm in: what rows of the survey become, told by its table.

use crate::table::{form, paths, question, source, words};
use saring_form::definition::{Kind, Preload, QuestionType, UnknownChoice, ValueType};
use saring_form::expression::Expr;

#[test]
fn a_small_form_has_its_questions_and_its_meta() {
    let loaded = form(
        "| survey   |
         |          | type           | name | label | required | relevant     | constraint | constraint_message |
         |          | text           | name | Name? | yes      |              |            |                    |
         |          | integer        | age  | Age?  | ${name} != '' |         | . < 120    | Too old            |
         |          | select_one yn  | more | More? |          | ${age} > 17  |            |                    |
         | choices  |
         |          | list_name      | name | label |
         |          | yn             | yes  | Yes   |
         |          | yn             | no   | No    |
         | settings |
         |          | form_title     | form_id | version |
         |          | A form         | f    | 7     |",
    );
    let form = loaded.form;
    assert_eq!(loaded.warnings, vec![]);
    assert_eq!(
        (
            form.id.as_str(),
            form.title.as_str(),
            form.version.as_str(),
            form.root.as_str()
        ),
        ("f", "A form", "7", "data")
    );
    assert_eq!(
        paths(&form),
        [
            "/data",
            "/data/name",
            "/data/age",
            "/data/more",
            "/data/meta",
            "/data/meta/instanceID"
        ]
    );
    let age = form.by_name("age").unwrap();
    assert_eq!(
        source(form.by_name("name").unwrap().bind.required.as_ref()),
        "true()"
    );
    assert_eq!(source(age.bind.required.as_ref()), "${name} != ''");
    assert_eq!(source(age.bind.constraint.as_ref()), ". < 120");
    assert_eq!(words(&age.constraint_message), [Some("Too old".to_owned())]);
    assert_eq!(age.address.to_string(), "survey:3");
    assert_eq!(
        question(&form, "/data/more").select.as_ref().unwrap().list,
        "yn"
    );
    assert_eq!(form.lists["yn"].choices.len(), 2);
    assert_eq!(form.digest.len(), 64);
    assert_eq!(form.rules_digest.len(), 64);
}

#[test]
fn every_type_has_its_value() {
    use QuestionType as Q;
    use ValueType as V;
    let loaded = form(
        "| survey |
         | | type        | name | label | calculation | trigger |
         | | string      | a    | x     |             |         |
         | | gps         | b    | x     |             |         |
         | | percentage  | c    | x     |             |         |
         | | trigger     | d    | x     |             |         |
         | | calculate   | e    |       | 1 + 1       |         |
         | | start       | f    |       |             |         |
         | | username    | g    |       |             |         |
         | | hidden      | h    |       |             |         |
         | | add photo prompt | i | x    |             |         |
         | | date time   | j    | x     |             |         |
         | | note        |      | x     |             |         |
         | | integer     | l    |       | ${c} * 2    |         |
         | | background-geopoint | m |  |             | ${a}    |
         | | file        | n    | x     |             |         |",
    );
    let form = loaded.form;
    let seen: Vec<(QuestionType, ValueType, bool)> = form
        .nodes
        .iter()
        .filter_map(|n| {
            if let Kind::Question(q) = &n.kind {
                Some((q.kind, q.value, q.control))
            } else {
                None
            }
        })
        .take(14)
        .collect();
    assert_eq!(
        seen,
        [
            (Q::Text, V::String, true),
            (Q::Geopoint, V::Geopoint, true),
            (Q::Integer, V::Int, true),
            (Q::Acknowledge, V::String, true),
            (Q::Calculate, V::String, false),
            (Q::Metadata(Preload::Start), V::DateTime, false),
            (Q::Metadata(Preload::Username), V::String, false),
            (Q::Hidden, V::String, false),
            (Q::Image, V::Binary, true),
            (Q::DateTime, V::DateTime, true),
            (Q::Note, V::String, true),
            (Q::Integer, V::Int, false),
            (Q::BackgroundGeopoint, V::Geopoint, false),
            (Q::File, V::Binary, true),
        ]
    );
    assert_eq!(
        source(form.by_name("c").unwrap().bind.constraint.as_ref()),
        "0 <= . and . <= 100"
    );
    let note = form.by_name("generated_note_name_12").unwrap();
    assert_eq!(source(note.bind.readonly.as_ref()), "true()");
    assert_eq!(
        form.by_name("m").unwrap().bind.trigger,
        [form.by_name("a").unwrap().id]
    );
}

#[test]
fn groups_and_repeats_nest_and_close_in_every_spelling() {
    let loaded = form(
        "| survey |
         | | type          | name  | label | repeat_count | appearance |
         | | begin group   | g     | G     |              | field-list w1 |
         | | begin_repeat  | r     | R     | ${n}         |            |
         | | text          | q     | Q     |              |            |
         | | end repeat    |       |       |              |            |
         | | integer       | n     | N     |              |            |
         | | end_group     |       |       |              |            |
         | | begin lgroup  | s     | S     | 2 + 1        |            |
         | | text          | t     | T     |              |            |
         | | end lgroup    |       |       |              |            |",
    );
    let form = loaded.form;
    assert_eq!(
        paths(&form)[1..8],
        [
            "/data/g",
            "/data/g/r",
            "/data/g/r/q",
            "/data/g/n",
            "/data/s_count",
            "/data/s",
            "/data/s/t"
        ]
    );
    assert_eq!(form.by_name("g").unwrap().appearance, ["field-list", "w1"]);
    let count = |name: &str| match &form.by_name(name).unwrap().kind {
        Kind::Repeat { count } => count.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        *count("r").unwrap().root,
        Expr::Question(form.by_name("n").unwrap().id)
    );
    // An expression is calculated by a node of its own, as in pyxform's XForm.
    assert_eq!(
        *count("s").unwrap().root,
        Expr::Question(form.by_name("s_count").unwrap().id)
    );
    assert_eq!(
        source(form.by_name("s_count").unwrap().bind.calculate.as_ref()),
        "2 + 1"
    );
}

#[test]
fn other_and_table_lists_bring_the_nodes_that_pyxform_makes() {
    let loaded = form(
        "| survey |
         | | type                    | name | label | appearance |
         | | select_one fruit or_other | f  | Fruit |            |
         | | begin group             | t    | Table | table-list |
         | | select_one yn           | a    | A     |            |
         | | select_one yn           | b    | B     |            |
         | | end group               |      |       |            |
         | choices |
         | | list name | name  | label |
         | | fruit     | apple | Apple |
         | | yn        | yes   | Yes   |",
    );
    let form = loaded.form;
    assert_eq!(
        paths(&form)[1..8],
        [
            "/data/f",
            "/data/f_other",
            "/data/t",
            "/data/t/generated_table_list_label_3",
            "/data/t/reserved_name_for_field_list_labels_4",
            "/data/t/a",
            "/data/t/b"
        ]
    );
    assert_eq!(form.lists["fruit"].choices.last().unwrap().name, "other");
    assert_eq!(
        source(form.by_name("f_other").unwrap().bind.relevant.as_ref()),
        "selected(../f, 'other')"
    );
    assert_eq!(form.by_name("t").unwrap().appearance, ["field-list"]);
    assert_eq!(form.by_name("b").unwrap().appearance, ["list-nolabel"]);
}

#[test]
fn selects_filter_shuffle_and_take_the_answers_of_a_repeat() {
    let form = form(
        "| survey |
         | | type              | name | label | choice_filter    | parameters |
         | | select_one place  | p    | P     |                  |            |
         | | select_multiple town | t | T     | in = ${p}        | randomize=true seed=42 |
         | | begin repeat      | r    | R     |                  |            |
         | | text              | who  | Who   |                  |            |
         | | end repeat        |      |       |                  |            |
         | | select_one ${who} | chief | Chief |                 |            |
         | | select_one_from_file files.csv | x | X |             | value=id label=Name |
         | | range             | n    | N     |                  | start=0 end=2.5 step=0.5 |
         | choices |
         | | list_name | name | label | in | image | saring_unknown | saring_htcds |
         | | place     | pp   | PP    |    |       |                | KH1 |
         | | town      | a    | A     | pp | a.png |                |     |
         | | town      | dk   | ?     |    |       | unknown        |     |",
    )
    .form;
    let select = |name: &str| {
        question(&form, &format!("/data/{name}"))
            .select
            .clone()
            .unwrap()
    };
    assert_eq!(source(select("t").filter.as_ref()), "in = ${p}");
    assert_eq!(select("t").randomize.unwrap().unwrap().source, "42");
    assert_eq!(
        select("chief").repeat,
        Some(form.by_name("who").unwrap().id)
    );
    assert!(select("x").from_file);
    assert_eq!(form.by_name("x").unwrap().parameters["label"], "Name");
    assert_eq!(question(&form, "/data/n").value, ValueType::Decimal);
    let town = &form.lists["town"].choices;
    assert_eq!(
        (
            town[0].columns["in"].as_str(),
            town[0].columns["image"].as_str()
        ),
        ("pp", "a.png")
    );
    assert_eq!(town[1].unknown, Some(UnknownChoice::Unknown));
    assert_eq!(
        form.lists["place"].choices[0].columns["saring_htcds"],
        "KH1"
    );
}

#[test]
fn a_loop_becomes_a_group_a_choice() {
    let form = form(
        "| survey |
         | | type            | name | label |
         | | begin loop over fruit | l | L  |
         | | integer         | n    | How many %(label)s? |
         | | end loop        |      |       |
         | choices |
         | | list_name | name  | label |
         | | fruit     | apple | Apples |
         | | fruit     | fig   | Figs  |",
    )
    .form;
    assert_eq!(
        paths(&form)[1..6],
        [
            "/data/l",
            "/data/l/apple",
            "/data/l/apple/n",
            "/data/l/fig",
            "/data/l/fig/n"
        ]
    );
    assert_eq!(
        words(&form.by_path("/data/l/fig/n").unwrap().label),
        [Some("How many Figs?".to_owned())]
    );
}

#[test]
fn entities_stand_where_their_properties_are() {
    let whole = form(
        "| survey |
         | | type | name | label | save_to |
         | | text | a    | A     | prop    |
         | entities |
         | | list_name | label |
         | | people    | ${a}  |",
    );
    assert_eq!(
        paths(&whole.form)[2..],
        [
            "/data/meta",
            "/data/meta/entity",
            "/data/meta/entity/label",
            "/data/meta/instanceID"
        ]
    );
    let label = whole.form.by_path("/data/meta/entity/label").unwrap();
    assert_eq!(source(label.bind.calculate.as_ref()), "${a}");
    let codes: Vec<&str> = whole.warnings.iter().map(|i| i.code).collect();
    assert_eq!(codes, ["unsupported-column", "unsupported-entities"]);
    let repeated = form(
        "| survey |
         | | type         | name | label | save_to |
         | | begin_repeat | r    | R     |         |
         | | text         | a    | A     | prop    |
         | | end_repeat   |      |       |         |
         | entities |
         | | list_name | label |
         | | people    | ${a}  |",
    );
    assert!(repeated.form.by_path("/data/r/meta/entity/label").is_some());
}
