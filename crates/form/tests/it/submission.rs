//! Answers out as ODK instance XML and back in.

use crate::table::form;
use saring_form::Form;
use saring_form::interview::{Answers, Context, Event, Interview};
use saring_form::submission::{SubmissionError, read, write};
use std::sync::Arc;

const FORM: &str = "
    | survey |
    | | type                | name   | label | relevant  | calculation | choice_filter | trigger | repeat_count | default |
    | | start               | start  |       |           |             |               |         |              |         |
    | | text                | name   | Name  |           |             |               |         |              |         |
    | | select_one yn       | work   | Work  |           |             |               |         |              |         |
    | | begin group         | job    | Job   | ${work} = 'yes' |       |               |         |              |         |
    | | integer             | hours  | Hours |           |             |               |         |              | 8       |
    | | end group           |        |       |           |             |               |         |              |         |
    | | begin repeat        | place  | Place |           |             |               |         |              |         |
    | | text                | town   | Town  |           |             |               |         |              |         |
    | | begin repeat        | room   | Room  |           |             |               |         |              |         |
    | | select_multiple bed | beds   | Beds  |           |             |               |         |              |         |
    | | end repeat          |        |       |           |             |               |         |              |         |
    | | end repeat          |        |       |           |             |               |         |              |         |
    | | calculate           | places |       |           | count(${place}) |           |         |              |         |
    | | note                | thanks | Thanks |          |             |               |         |              |         |
    | choices |
    | | list_name | name | label |
    | | yn  | yes | Yes |
    | | yn  | no  | No  |
    | | bed | a   | A   |
    | | bed | b   | B   |
    | settings |
    | | form_id | version | instance_name   | namespaces | attribute::saring:rules |
    | | visit   | 3       | ${name}         | saring=\"urn:saring:xlsform:1\" | 1.2 |
";

fn visit() -> Arc<Form> {
    Arc::new(form(FORM).form)
}

fn context(id: &str) -> Context {
    Context::new("2026-01-19T10:00:00+07:00".parse().unwrap(), 1, id)
}

fn xml(interview: &Interview) -> String {
    let mut out = Vec::new();
    write(interview, |_| true, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn answered() -> Interview {
    let mut interview = Interview::start(visit(), context("uuid:0190"));
    for event in [
        Event::set("/data/name", "Ani & <Budi>"),
        Event::set("/data/work", "no"),
        Event::set("/data/place[1]/town", "Poipet"),
        Event::set("/data/place[1]/room[1]/beds", "b a"),
        Event::add("/data/place"),
        Event::set("/data/place[2]/town", "ស្វាយរៀង"),
        Event::add("/data/place[2]/room"),
        Event::add("/data/place[2]/room"),
        Event::set("/data/place[2]/room[2]/beds", "a"),
    ] {
        interview.apply(&event).unwrap();
    }
    interview
}

#[test]
fn a_submission_holds_what_applies_in_the_order_of_the_form() {
    assert_eq!(
        xml(&answered()),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <data xmlns:jr=\"http://openrosa.org/javarosa\" xmlns:orx=\"http://openrosa.org/xforms\" \
         xmlns:saring=\"urn:saring:xlsform:1\" id=\"visit\" version=\"3\" saring:rules=\"1.2\">\
         <start>2026-01-19T10:00:00.000+07:00</start>\
         <name>Ani &amp; &lt;Budi&gt;</name><work>no</work>\
         <place><town>Poipet</town><room><beds>a b</beds></room></place>\
         <place><town>ស្វាយរៀង</town><room><beds/></room><room><beds>a</beds></room></place>\
         <places>2</places><thanks/>\
         <meta><instanceID>uuid:0190</instanceID><instanceName>Ani &amp; &lt;Budi&gt;</instanceName></meta></data>"
    );
}

#[test]
fn an_answer_that_may_not_leave_stands_there_unanswered() {
    let mut out = Vec::new();
    write(
        &answered(),
        |node| node.definition().name != "town",
        &mut out,
    )
    .unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(
        out.contains("<place><town/><room><beds>a b</beds></room></place>"),
        "{out}"
    );
}

#[test]
fn a_submission_comes_back_as_the_same_interview() {
    let written = xml(&answered());
    let (back, refused) = read(visit(), context("uuid:another"), &written).unwrap();
    assert_eq!(refused, []);
    assert_eq!(xml(&back), written);
}

#[test]
fn a_repeat_that_was_emptied_stays_empty() {
    let mut interview = answered();
    interview.apply(&Event::remove("/data/place[2]")).unwrap();
    interview.apply(&Event::remove("/data/place[1]")).unwrap();
    let written = xml(&interview);
    let (back, _) = read(visit(), context("uuid:0190"), &written).unwrap();
    assert_eq!(back.node("/data/place").unwrap().count(), Some(0));
    assert_eq!(xml(&back), written);
}

#[test]
fn what_this_version_of_the_form_cannot_take_is_said() {
    let written = xml(&answered())
        .replace("<work>no</work>", "<work>maybe</work><gone>x</gone>")
        .replace(
            "<town>Poipet</town>",
            "<town>Poipet</town><street>1</street>",
        );
    let (back, refused) = read(visit(), context("uuid:0190"), &written).unwrap();
    let said: Vec<_> = refused.iter().map(|e| (e.code(), e.reference())).collect();
    assert_eq!(
        said,
        [
            ("not-a-choice", "/data/work"),
            ("unknown-reference", "/data/gone"),
            ("unknown-reference", "/data/place[1]/street"),
        ]
    );
    assert_eq!(back.node("/data/place[1]/town").unwrap().value(), "Poipet");
}

#[test]
fn what_is_no_submission_of_this_form_is_refused() {
    let refused = |xml: &str| read(visit(), context("uuid:0190"), xml).err().unwrap();
    let written = xml(&answered());
    assert_eq!(
        refused(&written.replace("id=\"visit\"", "id=\"other\"")),
        SubmissionError::OtherForm {
            id: "other".to_owned()
        }
    );
    for broken in [
        "",
        "data",
        "<data id=\"visit\"><name></data>",
        "<data id=\"visit\"/><data id=\"visit\"/>",
        "<!DOCTYPE d [<!ENTITY a \"b\">]><data id=\"visit\"><name>&a;</name></data>",
        "<data id=\"visit\"><name>&a;</name></data>",
        &written[..written.len() - 3],
    ] {
        assert_eq!(refused(broken).code(), "submission-not-xml", "{broken}");
    }
    let deep = "<data id=\"visit\">".to_owned() + &"<a>".repeat(1000);
    assert_eq!(refused(&deep), SubmissionError::TooLarge);
}

#[test]
fn answers_by_reference_describe_an_interview_without_its_history() {
    let whole = answered();
    let values: Vec<_> = whole
        .nodes()
        .filter(|node| !node.value().is_empty())
        .map(|node| (node.reference(), node.value().to_owned()))
        .collect();
    let (back, refused) = Interview::filled(visit(), context("uuid:new"), &Answers::of(values));
    assert_eq!(refused, []);
    assert_eq!(xml(&back), xml(&whole));
}

#[test]
fn a_choice_that_a_later_answer_offers_comes_back_too() {
    let cascade = Arc::new(
        form(
            "
    | survey |
    | | type           | name | label | choice_filter |
    | | select_one city | city | City | country = ${country} |
    | | select_one land | country | Country | |
    | choices |
    | | list_name | name | label | country |
    | | city | pp | Phnom Penh | kh |
    | | city | jk | Jakarta | id |
    | | land | kh | Cambodia | |
    | | land | id | Indonesia | |
",
        )
        .form,
    );
    let answers = Answers::of(vec![
        ("/data/city".to_owned(), "pp".to_owned()),
        ("/data/country".to_owned(), "kh".to_owned()),
    ]);
    let (back, refused) = Interview::filled(cascade, context("uuid:1"), &answers);
    assert_eq!(refused, []);
    assert_eq!(back.node("/data/city").unwrap().value(), "pp");
}
