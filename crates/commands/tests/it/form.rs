//! Forms from outside: refused with all their errors, or led through.

use crate::desk::Place;
use saring_commands::run;
use saring_commands::view::{Go, InterviewView, QuestionKind, StartInterview, StepKind};
use std::path::Path;

#[test]
fn a_form_with_errors_is_refused_with_all_of_them() {
    let place = Place::field();
    let form = place.folder.path().join("form");
    std::fs::create_dir(&form).unwrap();
    std::fs::write(
        form.join("survey.csv"),
        "type,name,label\nselect_one nowhere,a,A\ntext,b,${nobody}\n",
    )
    .unwrap();
    let added = run::form_add(&place.desktop, form.to_string_lossy().into_owned()).unwrap();
    assert_eq!(added.form, None);
    let places: Vec<_> = added
        .issues
        .iter()
        .filter(|i| i.error)
        .map(|i| (i.sheet.as_str(), i.row))
        .collect();
    assert_eq!(places, [("survey", Some(2)), ("survey", Some(3))]);
    assert_eq!(
        run::forms(&place.desktop).unwrap().len(),
        1,
        "nothing of it was taken in"
    );
}

/// Answers whatever stands on the step with the first thing that fits.
fn answer_all(place: &Place, view: &InterviewView) -> usize {
    let mut answered = 0;
    for question in &view.step.questions {
        if question.readonly || !question.value.is_empty() {
            continue;
        }
        let value = match question.kind {
            QuestionKind::SelectOne | QuestionKind::SelectMultiple => {
                match question.choices.first() {
                    Some(choice) => choice.name.clone(),
                    None => continue,
                }
            }
            QuestionKind::Rank => question
                .choices
                .iter()
                .map(|c| c.name.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            QuestionKind::Integer | QuestionKind::Decimal | QuestionKind::Range => "1".to_owned(),
            QuestionKind::Date => "2020-02-01".to_owned(),
            QuestionKind::Time => "10:00:00.000+07:00".to_owned(),
            QuestionKind::DateTime => "2020-02-01T10:00:00.000+07:00".to_owned(),
            QuestionKind::Text => "A".to_owned(),
            QuestionKind::Acknowledge => "OK".to_owned(),
            _ => continue,
        };
        if run::interview_answer(
            &place.desktop,
            view.id.clone(),
            question.reference.clone(),
            value,
        )
        .is_ok()
        {
            answered += 1;
        }
    }
    answered
}

#[test]
fn a_person_can_be_led_through_the_who_verbal_autopsy() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/forms/whova_form.xlsx");
    if !file.is_file() {
        eprintln!("skipped: the published form does not lie beside this checkout");
        return;
    }
    let place = Place::field();
    let form = run::form_add(&place.desktop, file.to_string_lossy().into_owned()).unwrap();
    let form = form.form.unwrap_or_else(|| panic!("{:?}", form.issues));
    let language = form.languages[form.default_language as usize].name.clone();
    let start = StartInterview {
        form: form.digest,
        slip: "1".to_owned(),
        officer_language: language.clone(),
        person_language: language,
    };
    let mut view = run::interview_start(&place.desktop, start).unwrap();
    let (mut answered, mut steps) = (0, 0);
    while view.step.kind != StepKind::End {
        answered += answer_all(&place, &view);
        steps += 1;
        assert!(
            steps < 600,
            "no way to the end from {}",
            view.step.reference
        );
        let id = view.id.clone();
        view = run::interview_go(&place.desktop, id.clone(), Go::Next).unwrap_or_else(|e| {
            // A rule that "1" or "A" breaks, or an answer that is required: skipped with a reason, as an officer would.
            let reference = e.params["ref"].clone();
            run::interview_skip(
                &place.desktop,
                id.clone(),
                reference,
                saring_commands::view::SkipReason::Other,
            )
            .unwrap();
            run::interview_go(&place.desktop, id, Go::Next).unwrap()
        });
    }
    assert!(answered > 40, "{answered} answers in {steps} steps");
}
