//! What is signed: unknown is never no, and the software concludes nothing.

use crate::desk::Place;
use saring_commands::view::ConclusionKind;
use saring_commands::{run, terminal};
use saring_record::{Stage, State, Unknown};

fn finish(place: &Place, id: &str, kind: ConclusionKind, reason: &str) -> Result<(), String> {
    run::interview_finish(&place.desktop, id.to_owned(), kind, reason.to_owned())
        .map(|_| ())
        .map_err(|e| e.code)
}

#[test]
fn what_applied_and_was_never_asked_is_not_asked_and_what_did_not_apply_is_left_out() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    place.answer(&id, "/data/triage/t_debt", "no");
    place.answer(&id, "/data/triage/t_documents", "declined");
    place.answer(&id, "/data/journey/country_exploitation", "unknown");
    finish(&place, &id, ConclusionKind::NotEnoughKnown, "").unwrap();
    let document = terminal::interview_show(&place.desktop, &id)
        .unwrap()
        .document
        .unwrap();
    let unknown = |reference: &str| document.answers.get(reference).map(|a| a.unknown);
    assert_eq!(
        unknown("/data/triage/t_hurt"),
        Some(Some(Unknown::NotAsked))
    );
    assert_eq!(
        unknown("/data/triage/t_documents"),
        Some(Some(Unknown::Declined))
    );
    assert_eq!(
        unknown("/data/journey/country_exploitation"),
        Some(Some(Unknown::Unknown))
    );
    // Without a debt the questions about it do not apply; behind a refused gate they are unknown.
    assert_eq!(unknown("/data/pay_debt/debt_for"), None);
    assert_eq!(
        unknown("/data/freedom/passport_holder"),
        Some(Some(Unknown::NotAsked))
    );
    let false_findings = document
        .assessment
        .findings
        .iter()
        .filter(|f| f.state == State::False && f.assessed);
    for finding in false_findings {
        assert!(!finding.evidence.against.is_empty(), "{}", finding.name);
    }
}

#[test]
fn after_a_triage_nobody_is_not_indicated_and_a_finished_interview_stays_as_it_is() {
    let place = Place::field();
    let id = place.start().id;
    place.answer(&id, "/data/consent/consent_interview", "yes");
    place.answer(&id, "/data/triage/t_hurt", "no");
    let review = run::interview_review(&place.desktop, id.clone()).unwrap();
    assert_eq!(review.stage, Stage::Triage);
    assert!(
        !review
            .offered
            .contains(&ConclusionKind::NotIndicatedAtThisStage)
    );
    assert_eq!(review.conclusion, None, "none is chosen beforehand");
    let refused = finish(
        &place,
        &id,
        ConclusionKind::NotIndicatedAtThisStage,
        "tidak ada apa-apa",
    );
    assert_eq!(refused.unwrap_err(), "conclusion-not-offered");
    assert_eq!(
        finish(&place, &id, ConclusionKind::Indicated, " ").unwrap_err(),
        "reason-needed"
    );
    finish(&place, &id, ConclusionKind::NotAssessed, "").unwrap();
    let late = run::interview_answer(
        &place.desktop,
        id,
        "/data/triage/t_hurt".to_owned(),
        "yes".to_owned(),
    );
    assert_eq!(late.unwrap_err().code, "finished");
}
