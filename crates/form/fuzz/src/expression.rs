//! Any text as an expression: by itself, at places of an answered form, and as a rule in three values.

use saring_form::expression::parse_rule;
use saring_form::expression::three_valued::{Closed, Evaluator, NoRules};
use saring_form::interview::{Context, Event, Interview, Unknown};
use saring_form::xlsform::{Workbook, load};
use std::sync::Arc;

const SURVEY: &str = "type,name,label,relevant,calculation
text,t,T,,
integer,n,N,,
decimal,d,D,${n} > 3,
date,day,Day,,
select_one l,one,One,,
select_multiple l,many,Many,,
begin repeat,r,R,,
text,x,X,,
integer,y,Y,,
end repeat,,,,
calculate,c,,,sum(${y})
geopoint,here,Here,,
";
const CHOICES: &str = "list_name,name,label,kind,saring_unknown
l,a,A,k,
l,b,B,m,
l,dk,?,m,unknown
";
const SETTINGS: &str = "form_id,namespaces\nf,\"saring=\"\"urn:saring:xlsform:1\"\"\"\n";

fn answered() -> Interview {
    let workbook = Workbook::from_csv([
        ("survey", SURVEY),
        ("choices", CHOICES),
        ("settings", SETTINGS),
    ])
    .expect("sheets");
    let form = load(&workbook).expect("a form without errors").form;
    let now = "2026-01-19T10:00:00+07:00".parse().expect("a time");
    let mut interview = Interview::start(Arc::new(form), Context::new(now, 1, "uuid:fuzz"));
    for event in [
        Event::set("/data/t", "some text 12"),
        Event::set("/data/n", "2"),
        Event::set("/data/day", "2024-02-29"),
        Event::set("/data/one", "a"),
        Event::set("/data/many", "a b"),
        Event::set("/data/r[1]/x", "p"),
        Event::set("/data/r[1]/y", "3"),
        Event::add("/data/r"),
        Event::set("/data/r[2]/x", "q"),
        Event::skip("/data/r[2]/y", Unknown::Declined),
        Event::set("/data/here", "1.5 2.5 0 0"),
    ] {
        interview.apply(&event).expect("an event");
    }
    interview
}

thread_local! {
    static INTERVIEW: Interview = answered();
}

/// Panics where the form engine does.
pub fn run(source: &str) {
    INTERVIEW.with(|interview| {
        for at in [None, Some("/data/r[2]/y"), Some("/data/d")] {
            if let Ok(value) = interview.evaluate(source, at) {
                // Written without an exponent, and read again as what it was.
                if value
                    .string
                    .parse::<f64>()
                    .is_ok_and(|n| n.to_bits() == value.number.to_bits())
                {
                    assert!(!value.string.contains('e') || value.number.is_nan());
                }
            }
        }
        let form = interview.form();
        if let Ok(rule) = parse_rule(source, &|name| form.by_name(name).map(|n| n.id)) {
            let evaluator = Evaluator::new(interview, &Closed::Nothing);
            let _ = evaluator.rule(&rule, &NoRules, true);
        }
    });
}
