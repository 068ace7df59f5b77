//! What a document says of an interview: answers, consent, what is open.

use crate::person::Person;
use saring_assessment::{answers, consent, unknowns};
use saring_record::{Unknown, Why};

fn given(person: &Person, item: &str) -> Option<bool> {
    consent(&person.interview)
        .into_iter()
        .find(|c| c.item == item)
        .unwrap_or_else(|| panic!("no item {item}"))
        .given
}

#[test]
fn consent_is_given_by_yes_alone() {
    let person = Person::arrives().says(&["consent_interview=yes", "consent_share=no"]);
    assert_eq!(given(&person, "interview"), Some(true));
    assert_eq!(given(&person, "share"), Some(false));
    assert_eq!(given(&person, "law_enforcement"), None);
    assert_eq!(
        given(
            &Person::arrives().says(&["consent_interview=no"]),
            "interview"
        ),
        Some(false)
    );
    assert_eq!(
        given(
            &Person::arrives().says(&["consent_share?not_asked"]),
            "share"
        ),
        None
    );
}

#[test]
fn a_consent_that_no_longer_applies_permits_nothing() {
    let agreed = Person::arrives().says(&[
        "consent_interview=yes",
        "consent_referral=yes",
        "help_wanted=health",
        "consent_referral_health=yes",
    ]);
    assert_eq!(given(&agreed, "referral:health"), Some(true));
    let withdrawn = agreed.says(&["consent_referral=no"]);
    assert_eq!(given(&withdrawn, "referral:health"), None);
}

#[test]
fn answers_say_what_is_unknown_about_them() {
    let person = Person::arrives().says(&[
        "consent_interview=yes",
        "t_hurt=unknown",
        "t_debt?declined",
        "t_need=food unknown",
        "t_private=no",
        "t_documents=yes",
        "passport_holder=guard",
        "t_documents=no",
    ]);
    let answers = answers(&person.interview);
    let of = |reference: &str| {
        answers
            .get(reference)
            .map(|a| (a.value.as_deref(), a.unknown))
    };
    assert_eq!(of("/data/triage/t_private"), Some((Some("no"), None)));
    assert_eq!(
        of("/data/triage/t_hurt"),
        Some((Some("unknown"), Some(Unknown::Unknown)))
    );
    assert_eq!(
        of("/data/triage/t_debt"),
        Some((None, Some(Unknown::Declined)))
    );
    assert_eq!(
        of("/data/triage/t_need"),
        Some((Some("food unknown"), Some(Unknown::Unknown)))
    );
    assert_eq!(of("/data/triage/t_threat"), None);
    // Kept, and not part of what is said now.
    assert_eq!(of("/data/freedom/passport_holder"), None);
}

#[test]
fn a_calculation_over_unknowns_is_exported_as_unknown() {
    use saring_form::xlsform::{Sheet, Workbook, load};
    let rows = [
        ["type", "name", "label", "calculation"],
        ["integer", "n", "N", ""],
        ["calculate", "many", "", "if(${n} > 3, 1, 0)"],
    ];
    let rows = rows
        .iter()
        .map(|row| row.iter().map(|c| (*c).to_owned()).collect())
        .collect();
    let form = load(&Workbook::new(vec![Sheet {
        name: "survey".to_owned(),
        rows,
    }]))
    .unwrap()
    .form;
    let person = Person::before(std::sync::Arc::new(form));
    assert_eq!(answers(&person.interview)["/data/many"].value, None);
    assert_eq!(
        answers(&person.says(&["n=5"]).interview)["/data/many"]
            .value
            .as_deref(),
        Some("1")
    );
}

#[test]
fn what_is_open_is_listed_with_its_reason() {
    let person =
        Person::arrives().says(&["consent_interview=yes", "t_hurt?declined", "t_documents=no"]);
    let open = unknowns(&person.interview);
    let why = |reference: &str| {
        open.iter()
            .find(|u| u.reference == reference)
            .map(|u| u.why)
    };
    assert_eq!(why("/data/triage/t_hurt"), Some(Why::Declined));
    assert_eq!(why("/data/triage/t_debt"), Some(Why::Unanswered));
    assert_eq!(why("/data/control/violence"), Some(Why::Relevance));
    assert_eq!(why("/data/freedom/passport_holder"), None);
    assert_eq!(why("/data/consent/consent_interview"), None);
}
