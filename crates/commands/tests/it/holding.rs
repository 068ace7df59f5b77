//! A team at one desk: whose interview is whose, handed over and taken over.

use crate::desk::{PASSPHRASE, Place};
use saring_commands::view::{Listed, PersonRow};
use saring_commands::{CommandError, run, terminal};
use saring_record::ConclusionKind;

const BUDI: &str = "sembilan perahu di muara";

fn become_officer(place: &Place, passphrase: &str) -> Vec<String> {
    run::lock(&place.desktop).unwrap();
    let vault = run::door(&place.desktop).unwrap().vaults[0].path.clone();
    let desk = run::vault_unlock(&place.desktop, vault, passphrase.to_owned()).unwrap();
    desk.reports.into_iter().map(|report| report.code).collect()
}

fn rows(place: &Place) -> Vec<PersonRow> {
    run::interview_list(&place.desktop, Listed::All, None).unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, CommandError>) -> (String, String) {
    let error = result.unwrap_err();
    let officer = error.params.get("officer").cloned();
    (error.code, officer.unwrap_or_default())
}

/// A desk of Sri and Budi with one interview of Sri's; Budi sits there.
fn team() -> (Place, String) {
    let place = Place::field();
    let name = "Budi".to_owned();
    run::officer_add(&place.desktop, PASSPHRASE.to_owned(), name, BUDI.to_owned()).unwrap();
    let id = place.start().id;
    let reference = run::interview_open(&place.desktop, id.clone())
        .unwrap()
        .step
        .questions[0]
        .reference
        .clone();
    let note = "Paspor di tangan majikan".to_owned();
    run::interview_note(&place.desktop, id.clone(), reference, note).unwrap();
    become_officer(&place, BUDI);
    (place, id)
}

#[test]
fn of_a_colleagues_interview_nothing_is_shown_but_that_it_is_there() {
    let (place, id) = team();
    let row = rows(&place).remove(0);
    assert_eq!(
        (row.slip.as_str(), row.held_by.as_deref()),
        ("17", Some("Sri"))
    );
    assert_eq!((row.answered, row.total, row.section), (0, 0, None));
    let home = run::home(&place.desktop).unwrap();
    assert_eq!((home.people.len(), home.unfinished.len()), (1, 0));
    assert_eq!(home.next_slip, "18");
    let found = run::search(&place.desktop, "majikan".to_owned(), Listed::All).unwrap();
    assert!(found.is_empty());

    let sri = ("held-by-other".to_owned(), "Sri".to_owned());
    let desktop = &place.desktop;
    let reason = || "salah tulis".to_owned();
    assert_eq!(refused(run::interview_open(desktop, id.clone())), sri);
    assert_eq!(refused(run::interview_review(desktop, id.clone())), sri);
    assert_eq!(refused(run::attachments(desktop, id.clone())), sri);
    assert_eq!(
        refused(run::interview_reopen(desktop, id.clone(), reason())),
        sri
    );
    assert_eq!(refused(run::interview_withdraw(desktop, id.clone())), sri);
    let budi = run::slots_list(desktop).unwrap().officers[1].id.clone();
    assert_eq!(refused(run::interview_hand_over(desktop, id, budi)), sri);
}

#[test]
fn what_a_colleague_signed_leaves_in_the_clear_by_nobody_elses_hand() {
    let (place, id) = team();
    become_officer(&place, PASSPHRASE);
    for question in ["consent_interview", "consent_share"] {
        place.answer(&id, &format!("/data/consent/{question}"), "yes");
    }
    let reason = "perlu tindak lanjut".to_owned();
    let kind = ConclusionKind::NotEnoughKnown;
    run::interview_finish(&place.desktop, id.clone(), kind, reason).unwrap();
    let to = place.folder.path().join("out.xml");
    let export = || terminal::interview_submission(&place.desktop, &id, &to);

    become_officer(&place, BUDI);
    assert_eq!(refused(export()).0, "held-by-other");
    assert!(!to.exists());
    become_officer(&place, PASSPHRASE);
    export().unwrap();
    assert!(to.exists());
    assert_eq!(
        place.entered(&id),
        ["begun", "viewed", "exported-in-the-clear"]
    );
}

#[test]
fn an_interview_that_is_handed_over_is_led_by_the_colleague_from_then_on() {
    let (place, id) = team();
    become_officer(&place, PASSPHRASE);
    let officers = run::slots_list(&place.desktop).unwrap().officers;
    let nobody = run::interview_hand_over(&place.desktop, id.clone(), "nobody".to_owned());
    assert_eq!(nobody.unwrap_err().code, "no-such-officer");
    run::interview_hand_over(&place.desktop, id.clone(), officers[1].id.clone()).unwrap();
    let away = run::interview_open(&place.desktop, id.clone());
    assert_eq!(refused(away).1, "Budi");

    become_officer(&place, BUDI);
    let home = run::home(&place.desktop).unwrap();
    assert_eq!(home.unfinished.len(), 1);
    assert_eq!(home.unfinished[0].held_by, None);
    let found = run::search(&place.desktop, "majikan".to_owned(), Listed::All).unwrap();
    assert_eq!(found.len(), 1);
    run::interview_open(&place.desktop, id).unwrap();
    // Nobody is told of what they did themselves.
    assert_eq!(become_officer(&place, PASSPHRASE), Vec::<String>::new());
}

#[test]
fn what_is_taken_over_from_a_colleague_is_told_once() {
    let (place, id) = team();
    run::interview_take_over(&place.desktop, id.clone()).unwrap();
    run::interview_open(&place.desktop, id.clone()).unwrap();
    assert_eq!(
        become_officer(&place, PASSPHRASE),
        ["interviews-taken-over"]
    );
    assert_eq!(refused(run::interview_open(&place.desktop, id)).1, "Budi");
    assert_eq!(become_officer(&place, PASSPHRASE), Vec::<String>::new());
}
