//! What is half typed: there again after a night, no answer, and gone once there is one.

use crate::desk::Place;
use saring_commands::run;
use saring_record::ConclusionKind;

const QUESTION: &str = "/data/triage/t_private";

fn draft(place: &Place, id: &str, reference: &str, text: &str) {
    let (id, reference, text) = (id.to_owned(), reference.to_owned(), text.to_owned());
    run::interview_draft(&place.desktop, id, reference, text).unwrap();
}

#[test]
fn it_is_there_after_a_night_until_the_question_has_an_answer() {
    let place = Place::field();
    let id = place.start().id;
    draft(&place, &id, "/data/person/birth_date", "--14");
    draft(&place, &id, QUESTION, "ye");
    place.overnight();
    let view = run::interview_open(&place.desktop, id.clone()).unwrap();
    assert_eq!(view.drafts["/data/person/birth_date"], "--14");
    assert_eq!(view.drafts[QUESTION], "ye");
    // No part of what was answered.
    let review = run::interview_review(&place.desktop, id.clone()).unwrap();
    assert_eq!(review.answered, 0);

    let view = place.answer(&id, QUESTION, "yes");
    assert_eq!(view.drafts.len(), 1);
    place.overnight();
    let view = run::interview_open(&place.desktop, id.clone()).unwrap();
    assert_eq!(view.drafts.len(), 1);
    draft(&place, &id, "/data/person/birth_date", "");
    place.overnight();
    let view = run::interview_open(&place.desktop, id).unwrap();
    assert!(view.drafts.is_empty());
}

#[test]
fn before_the_signature_takes_it_away_it_is_told() {
    let place = Place::field();
    let id = place.start().id;
    draft(&place, &id, "/data/person/birth_date", "--14");
    draft(&place, &id, QUESTION, "ye");
    draft(&place, &id, "conclusion", "belum cukup");
    let half_typed = || -> Vec<(String, String)> {
        let review = run::interview_review(&place.desktop, id.clone()).unwrap();
        let told = review.half_typed.into_iter();
        told.map(|one| (one.reference, one.answer)).collect()
    };
    let born = ("/data/person/birth_date".to_owned(), String::new());
    let alone = (QUESTION.to_owned(), String::new());
    assert_eq!(half_typed(), [alone, born.clone()]);
    place.answer(&id, QUESTION, "yes");
    place.overnight();
    assert_eq!(half_typed(), [born]);
    let reason = "belum cukup yang diketahui".to_owned();
    let kind = ConclusionKind::NotEnoughKnown;
    let review = run::interview_finish(&place.desktop, id.clone(), kind, reason).unwrap();
    assert!(review.half_typed.is_empty());
}

#[test]
fn a_reason_that_is_half_written_waits_for_the_signature_and_goes_with_it() {
    let place = Place::field();
    let id = place.start().id;
    draft(&place, &id, "conclusion", "belum cukup");
    place.overnight();
    let review = run::interview_review(&place.desktop, id.clone()).unwrap();
    assert_eq!(review.reason_draft, "belum cukup");
    assert!(review.conclusion.is_none());
    let kind = ConclusionKind::NotEnoughKnown;
    let reason = "belum cukup yang diketahui".to_owned();
    let review = run::interview_finish(&place.desktop, id.clone(), kind, reason).unwrap();
    assert_eq!(review.reason_draft, "");
    let late = run::interview_draft(
        &place.desktop,
        id.clone(),
        "conclusion".to_owned(),
        "x".to_owned(),
    );
    assert_eq!(late.unwrap_err().code, "finished");
    place.overnight();
    let review = run::interview_review(&place.desktop, id).unwrap();
    assert_eq!(review.reason_draft, "");
}
