//! `saring form`: as a compiler would.

use crate::terminal::Terminal;
use std::fs;

fn folder(t: &Terminal, survey: &str) {
    fs::create_dir_all(t.path("form")).unwrap();
    t.write("form/survey.csv", survey);
    t.write(
        "form/choices.csv",
        "list_name,name,label\nyn,yes,Yes\nyn,no,No\n",
    );
    t.write("form/settings.csv", "form_id,version\ncheck,1\n");
}

#[test]
fn an_error_in_row_12_is_said_at_row_12_and_a_good_form_passes() {
    let t = Terminal::new();
    let mut rows: Vec<String> = (2..=15)
        .map(|n| format!("text,q{n},Question {n},"))
        .collect();
    let survey = |rows: &[String]| format!("type,name,label,relevant\n{}\n", rows.join("\n"));
    folder(&t, &survey(&rows));
    let good = t.saring("form check form");
    assert_eq!(good.code, 0, "{}{}", good.out, good.err);

    rows[10] = "text,q12,Question 12,${nobody} = 'x'".to_owned();
    folder(&t, &survey(&rows));
    let bad = t.saring("form check form");
    assert_eq!(bad.code, 1);
    assert!(
        bad.out.contains(
            "form:survey:12:relevant: error: “nobody” is no question, group or repeat of this form. [unknown-reference]"
        ),
        "{}",
        bad.out
    );
}

#[test]
fn a_script_is_replayed_and_every_node_told() {
    let t = Terminal::new();
    folder(
        &t,
        "type,name,label,relevant\nselect_one yn,gate,Gate?,\ntext,why,Why?,${gate} = 'yes'\n",
    );
    t.write("s.jsonl", "{\"ref\":\"/data/gate\",\"value\":\"yes\"}\n{\"ref\":\"/data/why\",\"value\":\"x\"}\n{\"ref\":\"/data/gate\",\"value\":\"no\"}\n");
    let ended = t
        .saring("form replay form --script s.jsonl --now 2026-01-19T10:00:00+07:00")
        .json();
    assert_eq!(ended["nodes"]["/data/gate"]["value"], "no");
    assert_eq!(ended["nodes"]["/data/why"]["relevant"], false);
    assert_eq!(ended["nodes"]["/data/why"]["value"], "");
}

#[test]
fn a_workbook_becomes_a_folder_and_the_same_workbook_again() {
    let t = Terminal::new();
    folder(&t, "type,name,label\ntext,q,\"What, exactly?\"\n");
    assert_eq!(t.saring("form convert form form.xlsx").code, 0);
    assert_eq!(t.saring("form convert form.xlsx back").code, 0);
    assert_eq!(
        fs::read(t.path("form/survey.csv")).unwrap(),
        fs::read(t.path("back/survey.csv")).unwrap()
    );
}

#[test]
fn expressions_answer_one_line_each() {
    let t = Terminal::new();
    let one = t.saring("form eval 1+1").json();
    assert_eq!(
        (
            one["number"].as_f64(),
            one["string"].as_str(),
            one["boolean"].as_bool()
        ),
        (Some(2.0), Some("2"), Some(true))
    );
}
