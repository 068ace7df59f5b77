//! Rule sheets of our own: populations, elements, weak indicators, circles.

use crate::person::{Person, dimension, finding};
use saring_form::Form;
use saring_form::xlsform::{Sheet, Workbook, load};
use saring_record::State;
use std::sync::Arc;

fn sheet(name: &str, rows: &[&[&str]]) -> Sheet {
    Sheet {
        name: name.to_owned(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|c| (*c).to_owned()).collect())
            .collect(),
    }
}

fn form(indicators: &[&[&str]], findings: &[&[&str]]) -> Arc<Form> {
    let with = |header: &[&'static str], rows: &[&[&str]], name: &str| {
        let mut all: Vec<&[&str]> = vec![header];
        all.extend(rows);
        sheet(name, &all)
    };
    let book = Workbook::new(vec![
        sheet(
            "survey",
            &[
                &["type", "name", "label"],
                &["select_one yn", "child", "Under 18"],
                &["select_one yn", "a", "A"],
                &["select_one yn", "b", "B"],
            ],
        ),
        sheet(
            "choices",
            &[
                &["list_name", "name", "label"],
                &["yn", "yes", "Yes"],
                &["yn", "no", "No"],
            ],
        ),
        sheet(
            "settings",
            &[
                &["form_id", "namespaces"],
                &["f", "saring=\"urn:saring:xlsform:1\""],
            ],
        ),
        sheet(
            "dimensions",
            &[
                &["name", "population", "positive"],
                &["of_adults", "adult", "medium('of_adults') >= 1"],
                &["of_children", "child", "strong('of_children') >= 1"],
            ],
        ),
        with(
            &[
                "name",
                "dimension",
                "element",
                "strength",
                "strength_child",
                "when",
            ],
            indicators,
            "indicators",
        ),
        with(&["name", "kind", "stage", "when"], findings, "findings"),
    ]);
    Arc::new(
        load(&book)
            .unwrap_or_else(|issues| panic!("{issues:?}"))
            .form,
    )
}

const INDICATORS: &[&[&str]] = &[
    &["under_18", "", "", "", "", "${child} = 'yes'"],
    &["one", "of_adults", "act", "medium", "", "${a} = 'yes'"],
    &[
        "two",
        "of_children",
        "means",
        "weak",
        "strong",
        "${b} = 'yes'",
    ],
];

const FINDINGS: &[&[&str]] = &[
    &["act", "reading", "full", "element('act')"],
    &["means", "reading", "full", "element('means')"],
    &[
        "both",
        "reading",
        "full",
        "strong('of_children') + medium('of_adults') >= 1",
    ],
];

fn states(script: &[&str]) -> [State; 5] {
    let assessment = Person::before(form(INDICATORS, FINDINGS))
        .says(script)
        .assessed();
    let found = |name: &str| finding(&assessment, name).state;
    [
        dimension(&assessment, "of_adults"),
        dimension(&assessment, "of_children"),
        found("act"),
        found("means"),
        found("both"),
    ]
}

#[test]
fn a_dimension_is_about_its_population() {
    use State::{False, True, Unknown};
    assert_eq!(
        states(&["child=no", "a=yes", "b=yes"]),
        [True, False, True, False, True]
    );
    assert_eq!(
        states(&["child=yes", "a=yes", "b=yes"]),
        [False, True, True, True, True]
    );
    assert_eq!(
        states(&["a=yes", "b=yes"]),
        [Unknown, Unknown, True, Unknown, True]
    );
    assert_eq!(
        states(&["a=no", "b=no"]),
        [False, False, False, False, False]
    );
    assert_eq!(
        states(&["child=no", "a=no"]),
        [False, False, False, False, False]
    );
}

#[test]
fn what_hangs_on_age_names_it() {
    let assessment = Person::before(form(INDICATORS, FINDINGS))
        .says(&["a=yes", "b=yes"])
        .assessed();
    let open: Vec<&str> = finding(&assessment, "means")
        .evidence
        .unknown
        .iter()
        .map(|u| u.reference.as_str())
        .collect();
    assert_eq!(open, ["/data/child"]);
    assert!(finding(&assessment, "act").evidence.unknown.is_empty());
}

#[test]
fn a_form_without_rules_has_an_empty_assessment() {
    let book = Workbook::new(vec![sheet(
        "survey",
        &[&["type", "name", "label"], &["text", "t", "T"]],
    )]);
    let assessment = Person::before(Arc::new(load(&book).unwrap().form)).assessed();
    assert!(
        assessment.indicators.is_empty()
            && assessment.dimensions.is_empty()
            && assessment.findings.is_empty()
    );
}

#[test]
fn a_circle_through_age_is_unknown_and_ends() {
    let circle: &[&[&str]] = &[
        &["under_18", "", "", "", "", "dimension('of_children')"],
        &[
            "two",
            "of_children",
            "means",
            "weak",
            "strong",
            "${b} = 'yes'",
        ],
    ];
    let assessment = Person::before(form(circle, FINDINGS))
        .says(&["b=yes"])
        .assessed();
    assert_eq!(finding(&assessment, "means").state, State::Unknown);
}
