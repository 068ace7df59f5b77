//! Leading a person through the built-in instrument.

use crate::desk::Place;
use saring_commands::run;
use saring_commands::view::{Go, Grain, InterviewView, SkipReason, StepKind};

fn go(place: &Place, id: &str, to: Go) -> InterviewView {
    run::interview_go(&place.desktop, id.to_owned(), to).unwrap()
}

fn to(reference: &str) -> Go {
    Go::To {
        reference: reference.to_owned(),
    }
}

#[test]
fn consent_and_triage_are_pages_and_the_rest_is_one_question_at_a_time() {
    let place = Place::field();
    let start = place.start();
    assert_eq!(
        (start.step.kind, start.step.reference.as_str()),
        (StepKind::Page, "/data/consent")
    );
    assert!(!start.can_go_back);
    let view = place.answer(&start.id, "/data/consent/consent_interview", "yes");
    assert_eq!(
        view.step
            .questions
            .iter()
            .filter(|q| !q.value.is_empty())
            .count(),
        1
    );
    assert!(
        view.sections.len() > 8,
        "the other sections apply once there is consent"
    );
    let triage = go(&place, &start.id, Go::Next);
    assert_eq!(
        (triage.step.kind, triage.step.reference.as_str()),
        (StepKind::Page, "/data/triage")
    );
    let asked = triage
        .step
        .questions
        .iter()
        .filter(|q| !q.choices.is_empty())
        .count();
    assert!(asked <= 12 && asked > 5);
    let person = go(&place, &start.id, Go::Next);
    assert_eq!(person.step.kind, StepKind::Question);
    assert!(!person.step.questions[0].label.officer.is_empty());
    assert_ne!(
        person.step.questions[0].label.officer,
        person.step.questions[0].label.person
    );
    assert_eq!(
        go(&place, &start.id, Go::Back).step.reference,
        "/data/triage"
    );
}

#[test]
fn unknown_choices_come_last_and_are_counted_as_unknown() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    let view = place.answer(&id, "/data/triage/t_hurt", "declined");
    let triage = view
        .sections
        .iter()
        .find(|s| s.reference == "/data/triage")
        .unwrap();
    assert_eq!((triage.done, triage.unknown), (1, 1));
    assert!(triage.grains.contains(&Grain::Unknown));
    let page = go(&place, &id, to("/data/triage"));
    let hurt = page
        .step
        .questions
        .iter()
        .find(|q| q.reference.ends_with("t_hurt"))
        .unwrap();
    let marks: Vec<bool> = hurt.choices.iter().map(|c| c.unknown.is_some()).collect();
    assert!(marks.is_sorted(), "{marks:?}");
}

#[test]
fn a_repeat_is_a_list_whose_entries_are_small_interviews() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    let list = go(&place, &id, to("/data/journey/places"));
    assert_eq!(list.step.kind, StepKind::Repeat);
    let before = list.step.repeat.unwrap().instances.len();
    let inside = run::interview_repeat_add(
        &place.desktop,
        id.clone(),
        "/data/journey/places".to_owned(),
    )
    .unwrap();
    let instance = inside.step.inside.as_ref().unwrap().reference.clone();
    assert_eq!(instance, format!("/data/journey/places[{}]", before + 1));
    place.answer(&id, &format!("{instance}/place_name"), "Gedung biru");
    // Going on inside an entry ends at the list, not at the next section.
    let mut view = go(&place, &id, Go::Next);
    for _ in 0..20 {
        if view.step.kind == StepKind::Repeat {
            break;
        }
        assert!(view.step.inside.is_some());
        view = go(&place, &id, Go::Next);
    }
    let list = view.step.repeat.unwrap();
    assert_eq!(list.instances.last().unwrap().title, "Gedung biru");
    let removed = run::interview_repeat_remove(&place.desktop, id.clone(), instance).unwrap();
    assert_eq!(removed.step.repeat.unwrap().instances.len(), before);
    let after = go(&place, &id, Go::Next);
    assert_ne!(
        after.step.kind,
        StepKind::Repeat,
        "from the list the form goes on"
    );
}

#[test]
fn every_answer_skip_note_and_place_is_there_the_next_morning() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    place.answer(&id, "/data/person/full_name", "Rian Contoh");
    run::interview_skip(
        &place.desktop,
        id.clone(),
        "/data/triage/t_debt".to_owned(),
        SkipReason::TooHeavy,
    )
    .unwrap();
    run::interview_note(
        &place.desktop,
        id.clone(),
        "/data/person/full_name".to_owned(),
        "dieja".to_owned(),
    )
    .unwrap();
    let before = go(&place, &id, to("/data/person/full_name"));
    place.overnight();
    let after = run::interview_open(&place.desktop, id).unwrap();
    assert_eq!(before, after);
    assert_eq!(after.step.questions[0].note, "dieja");
}

#[test]
fn an_answer_that_breaks_a_rule_is_kept_and_named_and_cannot_be_passed_by_going_on() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    let here = go(&place, &id, to("/data/work/hours_day"));
    assert_eq!(here.step.reference, "/data/work/hours_day");
    let view = place.answer(&id, "/data/work/hours_day", "40");
    let violation = view.step.questions[0].violation.as_ref().unwrap();
    assert_eq!(violation.kind, "constraint");
    assert!(!violation.message.officer.is_empty() && !violation.message.person.is_empty());
    let stuck = run::interview_go(&place.desktop, id.clone(), Go::Next).unwrap_err();
    assert_eq!(stuck.code, "answer-breaks-rule");
    let refused = run::interview_answer(
        &place.desktop,
        id.clone(),
        "/data/work/hours_day".to_owned(),
        "banyak".to_owned(),
    );
    assert_eq!(refused.unwrap_err().code, "invalid-value");
    assert_eq!(
        run::interview_open(&place.desktop, id)
            .unwrap()
            .step
            .questions[0]
            .value,
        "40",
        "what was kept stays"
    );
}

#[test]
fn who_needs_help_comes_first_at_home_until_help_was_given() {
    use saring_commands::view::UrgentKind;
    let place = Place::field();
    let id = place.start().id;
    run::interview_needs_help(
        &place.desktop,
        id.clone(),
        UrgentKind::Medical,
        "luka".to_owned(),
    )
    .unwrap();
    assert_eq!(
        run::home(&place.desktop).unwrap().needs_help[0].needs_help,
        Some(UrgentKind::Medical)
    );
    run::interview_help_given(&place.desktop, id).unwrap();
    assert!(run::home(&place.desktop).unwrap().needs_help.is_empty());
}
