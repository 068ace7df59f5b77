//! What is kept and found again: attachments, search, corrections, withdrawal, and how long things stay.

use crate::desk::Place;
use saring_commands::view::Listed;
use saring_commands::{CommandError, run};
use saring_record::ConclusionKind;

fn found(place: &Place, query: &str) -> Vec<String> {
    let found = run::search(&place.desktop, query.to_owned(), Listed::All).unwrap();
    found.into_iter().map(|one| one.key).collect()
}

fn code<T: std::fmt::Debug>(result: Result<T, CommandError>) -> String {
    result.unwrap_err().code
}

/// A question that takes words, as the built-in instrument has them.
fn note(place: &Place, id: &str, text: &str) {
    let reference = run::interview_open(&place.desktop, id.to_owned())
        .unwrap()
        .step
        .questions[0]
        .reference
        .clone();
    run::interview_note(&place.desktop, id.to_owned(), reference, text.to_owned()).unwrap();
}

fn finish(place: &Place, id: &str) {
    run::interview_finish(
        &place.desktop,
        id.to_owned(),
        ConclusionKind::NotEnoughKnown,
        "perlu tindak lanjut".to_owned(),
    )
    .unwrap();
}

#[test]
fn what_was_noted_is_found_after_a_night_and_not_once_it_was_taken_away() {
    let place = Place::field();
    let id = place.start().id;
    note(&place, &id, "Paspor di tangan majikan, ភ្នំ\u{200b}ពេញ");
    assert_eq!(found(&place, "MAJIKAN paspor").len(), 1);
    assert_eq!(found(&place, "17"), ["slip"]);
    place.overnight();
    assert!(found(&place, "ភ្នំពេញ")[0].starts_with("note:"));
    note(&place, &id, "tidak jadi");
    assert_eq!(found(&place, "majikan"), Vec::<String>::new());
    assert_eq!(found(&place, "tidak jadi").len(), 1);
}

#[test]
fn lists_come_by_state() {
    let place = Place::field();
    let (open, done) = (place.start().id, place.start().id);
    finish(&place, &done);
    let ids = |listed, before| -> Vec<String> {
        let rows = run::interview_list(&place.desktop, listed, before).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    assert_eq!(ids(Listed::All, None), [done.clone(), open.clone()]);
    assert_eq!(
        ids(Listed::All, Some(done.clone())),
        std::slice::from_ref(&open)
    );
    assert_eq!(ids(Listed::Open, None), [open]);
    assert_eq!(ids(Listed::Finished, None), [done]);
    assert_eq!(ids(Listed::Received, None), Vec::<String>::new());
}

#[test]
fn an_attachment_is_taken_in_shown_and_leaves_only_after_a_warning() {
    let place = Place::field();
    let id = place.start().id;
    let path = place.folder.path().join("paspor Sokha.pdf");
    std::fs::write(&path, b"%PDF-1.7 scan").unwrap();
    let add = |path: &std::path::Path| {
        let path = path.to_string_lossy().into_owned();
        run::attachment_add(&place.desktop, id.clone(), None, path)
    };
    let added = add(&path).unwrap();
    assert_eq!(
        (added.name.as_str(), added.media.as_str(), added.bytes),
        ("paspor Sokha.pdf", "application/pdf", 13)
    );
    let shown = run::attachment_show(&place.desktop, id.clone(), added.id.clone()).unwrap();
    assert_eq!(shown.base64, "JVBERi0xLjcgc2Nhbg==");

    let folder = place.folder.path().to_string_lossy().into_owned();
    let save = |warned| {
        let (id, attachment) = (id.clone(), added.id.clone());
        run::attachment_save(&place.desktop, id, attachment, folder.clone(), warned)
    };
    assert_eq!(code(save(false)), "warning-needed");
    let saved = save(true).unwrap();
    assert_eq!(std::fs::read(&saved.path).unwrap(), b"%PDF-1.7 scan");
    assert!(!saved.path.contains("Sokha"));
    assert_eq!(code(save(true)), "file-exists");
    assert_eq!(
        place.entered(&added.id),
        [
            "attached",
            "attachment-read",
            "exported-in-the-clear",
            "attachment-read"
        ]
    );

    std::fs::write(&path, b"#!/bin/sh").unwrap();
    assert_eq!(code(add(&path)), "attachment-kind");
    let left = run::attachment_remove(&place.desktop, id.clone(), added.id.clone()).unwrap();
    assert_eq!(left, []);
    assert_eq!(
        code(run::attachment_show(&place.desktop, id, added.id)),
        "no-such-attachment"
    );
}

#[test]
fn whoever_looks_at_an_interview_is_in_the_audit_log_once_a_sitting() {
    let place = Place::field();
    let id = place.start().id;
    place.overnight();
    let view = run::interview_open(&place.desktop, id.clone()).unwrap();
    let first = view.step.questions[0].reference.clone();
    run::interview_note(&place.desktop, id.clone(), first, "catatan".to_owned()).unwrap();
    run::interview_review(&place.desktop, id.clone()).unwrap();
    assert_eq!(place.entered(&id), ["begun", "viewed"]);
    run::interview_review(&place.desktop, id.clone()).unwrap();
    assert_eq!(place.entered(&id), ["begun", "viewed", "viewed"]);
    // A list is no look into it, and a search neither.
    run::interview_list(&place.desktop, Listed::All, None).unwrap();
    assert_eq!(found(&place, "catatan").len(), 1);
    assert_eq!(place.entered(&id).len(), 3);
}

#[test]
fn a_signed_interview_is_corrected_with_a_reason_and_signed_again() {
    let place = Place::field();
    let id = place.start().id;
    finish(&place, &id);
    let reopen =
        |reason: &str| run::interview_reopen(&place.desktop, id.clone(), reason.to_owned());
    assert_eq!(code(reopen(" ")), "reason-needed");
    assert!(!reopen("salah dengar").unwrap().finished);
    assert_eq!(code(reopen("lagi")), "interview-not-finalized");
    note(&place, &id, "dikoreksi");
    finish(&place, &id);
    assert!(run::conflicts(&place.desktop).unwrap().is_empty());
}

#[test]
fn a_correction_that_takes_consent_back_keeps_what_it_corrects_here() {
    let place = Place::field();
    let id = place.start().id;
    let share = |answer: &str| {
        place.answer(&id, "/data/consent/consent_interview", "yes");
        place.answer(&id, "/data/consent/consent_share", answer);
        finish(&place, &id);
    };
    let correct = |why: &str| {
        run::interview_reopen(&place.desktop, id.clone(), why.to_owned()).unwrap();
    };
    let counts = || {
        let outbox = run::outbox(&place.desktop).unwrap();
        let staying = outbox.staying.iter().map(|one| one.interviews).sum::<u32>();
        let waiting = run::home(&place.desktop).unwrap().waiting.interviews;
        (outbox.ready, staying, waiting)
    };
    share("yes");
    correct("salah dengar");
    share("yes");
    // Two documents of one interview.
    assert_eq!(counts(), (1, 0, 1));
    correct("ia berubah pikiran");
    share("no");
    assert_eq!(counts(), (0, 1, 1));
}

#[test]
fn what_was_withdrawn_is_in_no_list_and_opens_no_more() {
    let place = Place::field();
    let id = place.start().id;
    note(&place, &id, "Paspor di tangan majikan");
    run::interview_withdraw(&place.desktop, id.clone()).unwrap();
    assert_eq!(found(&place, "majikan"), Vec::<String>::new());
    assert!(run::home(&place.desktop).unwrap().people.is_empty());
    let listed = run::interview_list(&place.desktop, Listed::All, None).unwrap();
    assert!(listed.is_empty());
    for code in [
        code(run::interview_open(&place.desktop, id.clone())),
        code(run::interview_withdraw(&place.desktop, id.clone())),
        code(run::interview_reopen(&place.desktop, id, "lagi".to_owned())),
    ] {
        assert_eq!(code, "interview-erased");
    }
}

#[test]
fn a_number_is_taken_whoever_bears_it_and_free_again_once_that_was_erased() {
    let place = Place::field();
    let id = place.start().id;
    let taken = |slip: &str| run::slip_taken(&place.desktop, slip.to_owned()).unwrap();
    assert!(taken("17") && taken(" 17 "));
    assert!(!taken("1") && !taken("017") && !taken("17a") && !taken(""));
    run::interview_withdraw(&place.desktop, id).unwrap();
    assert!(!taken("17") && !taken(""));
}

#[test]
fn policy_says_how_long_what_was_acknowledged_stays() {
    let place = Place::field();
    let told = run::retention(&place.desktop).unwrap();
    assert_eq!((told.days, told.due), (Some(30), 0));
    assert_eq!(run::retention_set(&place.desktop, None).unwrap().days, None);
    place.overnight();
    assert_eq!(run::retention(&place.desktop).unwrap().days, None);
    assert_eq!(run::purge(&place.desktop).unwrap(), 0);
}
