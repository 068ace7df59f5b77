//! XLSForm in: languages, defaults, settings and what cells are cleaned of.

use crate::table::{form, paths, question, source, warnings, words, workbook};
use saring_form::xlsform::{load, load_named};

#[test]
fn languages_and_what_falls_back() {
    let tables = "| survey |
         | | type | name | label::Khmer (km) | label::English (en) | hint   | media::image::English (en) |
         | | text | a    | ក                 | A                   | plain  | a.png |
         | | text | b    |                   | B ${a}              |        |       |
         | settings |
         | | default_language |
         | | English (en) |";
    let form = form(tables).form;
    let names: Vec<(&str, Option<&str>)> = form
        .languages
        .iter()
        .map(|l| (l.name.as_str(), l.code.as_deref()))
        .collect();
    assert_eq!(
        names,
        [("Khmer (km)", Some("km")), ("English (en)", Some("en"))]
    );
    assert_eq!(form.default_language, 1);
    assert_eq!(
        words(&form.by_name("a").unwrap().label),
        [Some("ក".to_owned()), Some("A".to_owned())]
    );
    assert_eq!(
        words(&form.by_name("b").unwrap().label),
        [None, Some("B <${a}>".to_owned())]
    );
    assert_eq!(
        words(&form.by_name("a").unwrap().hint),
        [Some("plain".to_owned()), Some("plain".to_owned())]
    );
    assert_eq!(
        words(&form.by_name("a").unwrap().media["image"]),
        [None, Some("a.png".to_owned())]
    );
    assert_eq!(
        warnings(tables),
        [
            "missing-translation survey:1:hint",
            "missing-translation survey:1:media::image::English (en)",
            "missing-media-file survey:2:media::image::English (en)",
            "missing-translation survey:3:label::Khmer (km)",
        ]
    );
}

#[test]
fn defaults_are_values_or_expressions() {
    let form = form(
        "| survey |
         | | type | name | label | default |
         | | date | a    | A     | 2024-02-29 |
         | | date | b    | B     | today() |
         | | text | c    | C     | well-known |
         | | text | d    | D     | ${c} |
         | | text | e    | E     | ${last-saved#c} |
         | | image | f   | F     | map.png |",
    )
    .form;
    let default = |name: &str| {
        let q = question(&form, &format!("/data/{name}"));
        (
            q.default.clone(),
            source(q.dynamic_default.as_ref()).to_owned(),
        )
    };
    let value = |v: &str| (Some(v.to_owned()), String::new());
    let expression = |e: &str| (None, e.to_owned());
    assert_eq!(default("a"), value("2024-02-29"));
    assert_eq!(default("b"), expression("today()"));
    assert_eq!(default("c"), value("well-known"));
    assert_eq!(default("d"), expression("${c}"));
    assert_eq!(default("e"), expression("${last-saved#c}"));
    assert_eq!(default("f"), value("jr://images/map.png"));
}

#[test]
fn settings_make_meta_and_root() {
    let form = form(
        "| survey |
         | | type  | name | label |
         | | text  | a    | A     |
         | | audit |      |       |
         | settings |
         | | name | instance_name | omit_instanceID |
         | | case | concat('x-', ${a}) | yes |",
    )
    .form;
    assert_eq!(
        paths(&form),
        [
            "/case",
            "/case/a",
            "/case/meta",
            "/case/meta/audit",
            "/case/meta/instanceName"
        ]
    );
    assert_eq!(source(form.instance_name.as_ref()), "concat('x-', ${a})");
    assert_eq!(
        form.by_name("instanceName").unwrap().bind.calculate,
        form.instance_name
    );
}

#[test]
fn what_a_laptop_lacks_is_a_warning_and_nothing_is_lost() {
    let tables = "| survey |
         | | type             | name | label | appearance | sms_field |
         | | text             | a    | A     | printer    | x         |
         | | simserial        | b    |       |            |           |
         | | background-audio | c    |       |            |           |
         | | text             | d    | D     | ex:org.app(x=1) |      |
         | | select_one l     | e    | E     | search('f') |          |
         | choices |
         | | list_name | name | label |
         | | l         | x    | X     |
         | settings |
         | | sms_keyword | submission_url |
         | | k           | https://example.org |";
    assert_eq!(form(tables).form.nodes.len(), 8);
    assert_eq!(
        warnings(tables),
        [
            "unsupported-appearance survey:2:appearance",
            "unsupported-column survey:2:sms_field",
            "unsupported-type survey:3:type",
            "unsupported-type survey:4:type",
            "unsupported-appearance survey:5:appearance",
            "external-choices survey:6:appearance",
            "unsupported-setting settings:2:sms_keyword",
            "unsupported-setting settings:2:submission_url",
        ]
    );
}

#[test]
fn smart_quotes_and_spaces_are_mended() {
    let form = form(
        "| survey |
         | | type   | name | label | Relevance |
         | | text   | a    | A  B  |           |
         | | select_one  l | b | B | ${a} = ‘x’ |
         | choices |
         | | list name | name | label |
         | | l         | x    | X     |",
    )
    .form;
    assert_eq!(
        source(form.by_name("b").unwrap().bind.relevant.as_ref()),
        "${a} = 'x'"
    );
    assert_eq!(
        words(&form.by_name("a").unwrap().label),
        [Some("A B".to_owned())]
    );
}

#[test]
fn a_form_without_an_id_is_called_by_its_file() {
    let book = workbook("| survey |\n| | type | name | label |\n| | text | a | A |");
    assert_eq!(load(&book).unwrap().form.id, "data");
    let named = load_named(&book, "intake").unwrap().form;
    assert_eq!(
        (named.id.as_str(), named.title.as_str()),
        ("intake", "intake")
    );
}
