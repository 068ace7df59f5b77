//! What Saring adds to a form: extension columns, handing down, and the rule sheets.

use crate::table::{errors, form, warnings};
use saring_form::definition::{Population, RuleKind, RuleStage, Strength};

const NAMESPACE: &str = "\n| settings |\n| | namespaces | attribute::saring:rules |\n| | saring=\"urn:saring:xlsform:1\" | 2026.1 |";

#[test]
fn groups_hand_down_and_identifying_fails_closed() {
    let tables = format!(
        "| survey |
         | | type          | name  | label | bind::saring:identifying | bind::saring:uses   | bind::saring:consent | bind::saring:concept | bind::saring:htcds |
         | | text          | a     | A     |                          |                     |                      | name                 | surname first_name |
         | | integer       | b     | B     |                          |                     |                      |                      |                    |
         | | integer       | c     | C     |                          |                     |                      | phone                |                    |
         | | begin group   | g     | G     | no                       | interview statistics |                     |                      |                    |
         | | text          | d     | D     |                          |                     |                      |                      |                    |
         | | begin repeat  | r     | R     |                          |                     |                      |                      |                    |
         | | text          | e     | E     | yes                      | referral            |                      |                      |                    |
         | | end repeat    |       |       |                          |                     |                      |                      |                    |
         | | end group     |       |       |                          |                     |                      |                      |                    |
         | | select_one yn | f     | F     |                          |                     | referral:shelter     |                      |                    |
         | choices |
         | | list_name | name | label |
         | | yn        | yes  | Yes   |{NAMESPACE}"
    );
    let form = form(&tables).form;
    let of = |name: &str| form.by_name(name).unwrap().extension.clone();
    assert_eq!(
        ["a", "b", "c", "d", "e", "f"].map(|n| of(n).identifying),
        [true, false, true, false, true, false],
        "text and phone numbers point to a person unless the form says no"
    );
    assert_eq!(of("b").uses, ["interview", "share"]);
    assert_eq!(of("d").uses, ["interview", "statistics"]);
    assert_eq!(of("e").uses, ["referral"]);
    assert_eq!(of("f").consent.as_deref(), Some("referral:shelter"));
    assert_eq!(
        (of("a").concept.as_deref(), of("a").htcds.join("+")),
        (Some("name"), "surname+first_name".to_owned())
    );
    assert_eq!(form.rules.version, "2026.1");
}

#[test]
fn extension_words_are_checked_and_the_namespace_is_required() {
    let survey = |cells: &str| {
        format!(
            "| survey |\n| | type | name | label | bind::saring:identifying | bind::saring:uses | bind::saring:consent |\n| | text | a | A | {cells} |"
        )
    };
    assert_eq!(
        errors(&survey("no | |")),
        ["missing-namespace settings:2:namespaces"]
    );
    assert_eq!(
        errors(&format!(
            "{}{NAMESPACE}",
            survey("maybe | share gossip | gossip")
        )),
        [
            "invalid-value survey:2:bind::saring:consent",
            "invalid-value survey:2:bind::saring:identifying",
            "invalid-value survey:2:bind::saring:uses",
        ]
    );
    let wrong = "\n| settings |\n| | namespaces |\n| | saring=\"urn:other\" |";
    assert_eq!(
        errors(&format!("{}{wrong}", survey("no | |"))),
        ["missing-namespace settings:2:namespaces"]
    );
    assert_eq!(
        warnings(&format!(
            "| survey |\n| | type | name | label | bind::saring:colour |\n| | text | a | A | |{NAMESPACE}"
        )),
        ["unknown-extension survey:1:bind::saring:colour"]
    );
}

/// A form with two questions and these rule sheets.
fn with_rules(sheets: &str) -> String {
    format!(
        "| survey |
         | | type          | name     | label | relevant | default | bind::saring:concept |
         | | select_one yn | passport | P     |          |         |                      |
         | | select_one yn | debt     | D     | ${{passport}} = 'yes' |  |                  |
         | | integer       | age      | A     |          |         | age                  |
         | | select_one yn | assumed  | S     |          | yes     |                      |
         | choices |
         | | list_name | name | label | saring_unknown |
         | | yn        | yes  | Yes   |                |
         | | yn        | no   | No    |                |
         | | yn        | dk   | ?     | unknown        |
         {NAMESPACE}\n{sheets}"
    )
}

const RULES: &str = "| dimensions |
     | | name     | population | positive | label::English (en) | source | verified |
     | | coercion | adult      | strong('coercion') >= 2 or weak('coercion') >= 1 | Coercion | ILO | V |
     | indicators |
     | | name      | dimension | element       | strength | strength_child | urgent | when | label::English (en) |
     | | kept_pass | coercion  | means purpose | strong   | weak           | yes    | ${passport} = 'yes' | Passport kept |
     | | in_debt   | coercion  | means         | medium   |                |        | selected(${debt}, 'yes') | Debt |
     | findings |
     | | name  | kind    | stage  | when | label::English (en) | label_unknown::English (en) | action::English (en) |
     | | legal | reading | full   | element('act') and element('means') and dimension('coercion') | L | U | A |
     | | asked | process | triage | is-unknown(${passport}) | P | U | |";

#[test]
fn rule_sheets_are_read() {
    let form = form(&with_rules(RULES)).form;
    let rules = &form.rules;
    assert_eq!(
        (
            rules.dimensions.len(),
            rules.indicators.len(),
            rules.findings.len()
        ),
        (1, 2, 2)
    );
    assert_eq!(rules.dimensions[0].population, Population::Adult);
    let kept = &rules.indicators[0];
    assert_eq!(
        (kept.strength, kept.strength_child, kept.urgent),
        (Some(Strength::Strong), Some(Strength::Weak), true)
    );
    assert_eq!(
        (kept.dimension.as_deref(), kept.elements.join(" ")),
        (Some("coercion"), "means purpose".to_owned())
    );
    assert_eq!(kept.address.to_string(), "indicators:2");
    assert_eq!(
        (rules.findings[1].kind, rules.findings[1].stage),
        (RuleKind::Process, RuleStage::Triage)
    );
    assert!(!rules.findings[0].action.is_empty() && rules.findings[1].action.is_empty());
}

#[test]
fn the_digest_of_the_rules_is_of_the_rules_alone() {
    let digests = |tables: &str| {
        let form = form(tables).form;
        (form.digest, form.rules_digest)
    };
    let (form_one, rules_one) = digests(&with_rules(RULES));
    let (form_two, rules_two) = digests(&with_rules(RULES).replace("| D     |", "| Debt? |"));
    assert_eq!(rules_one, rules_two);
    assert_ne!(form_one, form_two);
    assert_ne!(
        rules_one,
        digests(&with_rules(&RULES.replace(">= 2", ">= 3"))).1
    );
}

/// The errors of one indicator's `when`.
fn when(expression: &str) -> Vec<String> {
    errors(&with_rules(&format!(
        "| indicators |\n| | name | when |\n| | a | {expression} |\n| | b | ${{passport}} = 'yes' |"
    )))
}

#[test]
fn names_in_rules_exist() {
    assert_eq!(when("indicator('b')"), [""; 0]);
    assert_eq!(
        when("indicator('c')"),
        ["unknown-indicator indicators:2:when"]
    );
    assert_eq!(
        when("strong('c') > 1"),
        ["unknown-dimension indicators:2:when"]
    );
    assert_eq!(
        when("element('harm')"),
        ["unknown-element indicators:2:when"]
    );
    assert_eq!(
        when("indicator(${passport})"),
        ["name-not-literal indicators:2:when"]
    );
    assert_eq!(
        when("${nobody} = 'yes'"),
        ["unknown-reference indicators:2:when"]
    );
    assert_eq!(when(""), ["missing-rule indicators:2:when"]);
    assert_eq!(
        errors(&with_rules(
            "| indicators |\n| | name | dimension | when |\n| | a | x | ${debt} = 'yes' |"
        )),
        ["unknown-dimension indicators:2:dimension"]
    );
    assert_eq!(
        errors(&with_rules(
            "| indicators |\n| | name | when | strength | element |\n| | a | ${debt} = 'yes' | huge | harm |\n| | a | ${debt} = 'yes' | | |"
        )),
        [
            "invalid-value indicators:2:element",
            "invalid-value indicators:2:strength",
            "duplicate-rule indicators:3:name"
        ]
    );
}

#[test]
fn rules_that_would_mislead() {
    assert_eq!(when("${passport}"), ["bare-reference indicators:2:when"]);
    assert_eq!(
        when("not(${passport}) or ${debt} = 'yes'"),
        ["bare-reference indicators:2:when"]
    );
    assert_eq!(
        when("if(${passport}, 1, 2) > 1"),
        ["bare-reference indicators:2:when"]
    );
    assert_eq!(
        when("${passport} = 'dk'"),
        ["compares-unknown-choice indicators:2:when"]
    );
    assert_eq!(
        when("selected(${passport}, 'dk')"),
        ["compares-unknown-choice indicators:2:when"]
    );
    assert_eq!(
        when("${passport} = 'perhaps'"),
        ["no-such-choice indicators:2:when"]
    );
    assert_eq!(when("today() > 1"), ["not-in-rules indicators:2:when"]);
    assert_eq!(
        when("is-unknown(${passport})"),
        ["not-in-rules indicators:2:when"]
    );
    let soft = |expression: &str| {
        warnings(&with_rules(&format!(
            "| indicators |\n| | name | when |\n| | a | {expression} |"
        )))
    };
    assert_eq!(
        soft("${debt} != 'yes'"),
        ["negation-over-gate indicators:2:when"]
    );
    assert_eq!(
        soft("not(${debt} = 'yes')"),
        ["negation-over-gate indicators:2:when"]
    );
    assert_eq!(soft("not(${passport} = 'yes')"), [""; 0]);
    assert_eq!(
        soft("${assumed} = 'yes'"),
        ["rule-over-default indicators:2:when"]
    );
}

#[test]
fn rules_do_not_go_in_circles() {
    assert_eq!(when("indicator('a')"), ["rule-loop indicators:2:when"]);
    assert_eq!(
        errors(&with_rules(
            "| dimensions |\n| | name | positive |\n| | d | strong('d') > 0 |\n| indicators |\n| | name | dimension | when |\n| | a | d | dimension('d') |"
        )),
        ["rule-loop dimensions:2:positive"]
    );
}

#[test]
fn a_gate_on_a_low_age_is_told() {
    let gate = |relevant: &str| {
        warnings(&format!(
            "| survey |\n| | type | name | label | relevant | bind::saring:concept |\n| | integer | age | A | | age |\n| | text | q | Q | {relevant} | |{NAMESPACE}"
        ))
    };
    assert_eq!(gate("${age} < 18"), ["age-gate survey:3:relevant"]);
    assert_eq!(gate("18 > ${age} or 1 = 2"), ["age-gate survey:3:relevant"]);
    assert_eq!(gate("not(${age} >= 18)"), [""; 0]);
}
