//! An interview that was corrected in two places: what a person sees before deciding which correction counts.

use crate::desk::{PASSPHRASE, Place};
use saring_commands::view::{ConclusionKind, ConflictDifferences, Differing, Said, SkipReason};
use saring_commands::{CommandError, run, terminal};
use saring_record::{Answer, Digest, Interview, Note, Unknown, Why, canonical};
use saring_vault::TakenIn;

const BUDI: &str = "sembilan perahu di muara";

fn sign(place: &Place, id: &str, reason: &str) {
    let (id, reason) = (id.to_owned(), reason.to_owned());
    run::interview_finish(&place.desktop, id, ConclusionKind::NotEnoughKnown, reason).unwrap();
}

/// Takes in a correction of the first document that was made somewhere else.
fn corrected_elsewhere(
    place: &Place,
    id: &str,
    parent: Option<usize>,
    change: impl FnOnce(&mut Interview),
) -> Digest {
    let id = id.parse().unwrap();
    place.inside(|vault| {
        let revisions = vault.revisions(id).unwrap();
        let parent = &revisions[parent.unwrap_or(0)];
        let bytes = vault.document(&parent.digest).unwrap().unwrap();
        let mut document: Interview = canonical::from_bytes(&bytes).unwrap();
        document.revision.number = parent.number + 1;
        document.revision.parent = Some(parent.digest.clone());
        document.revision.reason = "dikoreksi di kantor".to_owned();
        change(&mut document);
        let bytes = canonical::to_bytes(&document).unwrap();
        let taken = TakenIn {
            interview: id,
            document: &bytes,
            number: document.revision.number,
            parent: Some(&parent.digest),
            reason: &document.revision.reason,
            at: document.finished,
        };
        vault.take_in_revision(&taken).unwrap()
    })
}

fn answer(value: &str) -> Answer {
    Answer {
        value: Some(value.to_owned()),
        unknown: None,
        at: None,
    }
}

fn known(text: &str) -> Said {
    Said {
        applies: true,
        answer: text.to_owned(),
        why: None,
    }
}

fn unknown(why: Why) -> Said {
    Said {
        applies: true,
        answer: String::new(),
        why: Some(why),
    }
}

fn differences(place: &Place) -> ConflictDifferences {
    let conflict = run::conflicts(&place.desktop).unwrap().remove(0);
    run::conflict_differences(&place.desktop, conflict.branches[0].digest.clone()).unwrap()
}

/// Whether this is filled in without a question: the instrument's own rows, and what every form has.
fn is_filled_in(name: &str) -> bool {
    include_str!("../../../../assets/forms/tppo-screening/survey.csv")
        .lines()
        .any(|row| {
            let mut cells = row.split(',');
            let kind = cells.next().unwrap_or_default();
            ["calculate", "start", "end", "today"].contains(&kind) && cells.next() == Some(name)
        })
        || name == "instanceID"
}

fn code<T>(result: Result<T, CommandError>) -> String {
    result.err().unwrap().code
}

/// An interview that was signed, and corrected here.
fn corrected() -> (Place, String) {
    let place = Place::field();
    let id = place.start().id;
    for (reference, value) in [
        ("/data/consent/consent_interview", "yes"),
        ("/data/consent/consent_share", "yes"),
        ("/data/triage/t_documents", "yes"),
        ("/data/triage/t_tonight", "no"),
        ("/data/person/full_name", "Sokha"),
        ("/data/freedom/passport_holder", "employer"),
    ] {
        place.answer(&id, reference, value);
    }
    sign(&place, &id, "perlu tindak lanjut");
    run::interview_reopen(&place.desktop, id.clone(), "salah dengar".to_owned()).unwrap();
    place.answer(&id, "/data/triage/t_need", "calm food");
    let tonight = "/data/triage/t_tonight".to_owned();
    run::interview_skip(&place.desktop, id.clone(), tonight, SkipReason::Declined).unwrap();
    sign(&place, &id, "perlu tindak lanjut");
    (place, id)
}

#[test]
fn what_differs_is_shown_in_words_and_in_the_forms_order() {
    let (place, id) = corrected();
    let long = "Sokha, yang di kartu ditulis Sok Kha; nama ayahnya Sok. ".repeat(40);
    corrected_elsewhere(&place, &id, None, |document| {
        let set = &mut document.answers;
        set.insert("/data/person/full_name".to_owned(), answer(&long));
        set.insert("/data/consent/consent_share".to_owned(), answer("no"));
        set.insert("/data/triage/t_need".to_owned(), answer("food calm"));
        set.insert("/data/triage/t_documents".to_owned(), answer("no"));
        // Without a passport that was taken, who holds it does not apply.
        set.remove("/data/freedom/passport_holder");
        document.notes.push(Note {
            reference: "/data/triage/t_tonight".to_owned(),
            text: "Ragu-ragu.".to_owned(),
            at: document.finished,
        });
        document.conclusion.reason = "paspor tidak ditahan".to_owned();
    });

    let told = differences(&place);
    let seen: Vec<_> = told
        .differences
        .iter()
        .map(|one| (one.what, one.question.as_str(), one.said.as_slice()))
        .collect();
    let none = Said::default();
    assert_eq!(
        seen,
        [
            (
                Differing::Consent,
                "Dikirim ke pusat",
                [known("Ya"), known("Tidak")].as_slice()
            ),
            (
                Differing::Answer,
                "Di sana, apakah orang lain menahan paspor Anda?",
                &[known("Ya"), known("Tidak")]
            ),
            (
                Differing::Answer,
                "Adakah tempat aman untuk Anda malam ini?",
                &[unknown(Why::Declined), known("Tidak")]
            ),
            (
                Differing::Note,
                "Adakah tempat aman untuk Anda malam ini?",
                &[none.clone(), known("Ragu-ragu.")]
            ),
            (
                Differing::Answer,
                "Siapa nama Anda?",
                &[known("Sokha"), known(&long)]
            ),
            (
                Differing::Answer,
                "Siapa yang menahan paspor Anda?",
                &[known("Majikan atau atasan"), none]
            ),
        ]
    );
    let reasons: Vec<_> = told.conclusions.iter().map(|one| &one.reason).collect();
    assert_eq!(reasons, ["perlu tindak lanjut", "paspor tidak ditahan"]);

    // All that stands in both and is no calculation is the same, and is counted.
    let document = terminal::interview_show(&place.desktop, &id)
        .unwrap()
        .document
        .unwrap();
    let name = |reference: &String| reference.rsplit('/').next().unwrap().to_owned();
    let asked = document
        .answers
        .keys()
        .filter(|reference| !is_filled_in(&name(reference)));
    assert_eq!(told.same as usize, asked.count() - 5);
}

#[test]
fn the_words_are_those_of_the_interfaces_language() {
    let (place, id) = corrected();
    corrected_elsewhere(&place, &id, Some(0), |document| {
        document.answers.insert(
            "/data/triage/t_tonight".to_owned(),
            Answer {
                value: None,
                unknown: Some(Unknown::NotAsked),
                at: None,
            },
        );
    });
    let mut preferences = run::preferences(&place.desktop).unwrap();
    preferences.language = "en".to_owned();
    run::preferences_set(&place.desktop, preferences).unwrap();
    let told = differences(&place);
    let tonight = &told.differences[0];
    assert_eq!(tonight.question, "Do you have a safe place tonight?");
    assert_eq!(
        tonight.said,
        [unknown(Why::Declined), unknown(Why::NotAsked)],
        "the kinds of unknown are told apart"
    );
    assert_eq!(told.conclusions, []);
}

#[test]
fn a_question_the_form_does_not_know_shows_its_reference() {
    let (place, id) = corrected();
    corrected_elsewhere(&place, &id, None, |document| {
        let set = &mut document.answers;
        set.insert("/data/elsewhere/asked".to_owned(), answer("ada"));
    });
    let told = differences(&place);
    let last = told.differences.last().unwrap();
    assert_eq!(last.question, "/data/elsewhere/asked");
    assert_eq!(last.said, [Said::default(), known("ada")]);
}

#[test]
fn what_was_built_on_a_correction_is_what_would_count() {
    let (place, id) = corrected();
    corrected_elsewhere(&place, &id, None, |document| {
        let name = answer("Sok Kha");
        let set = &mut document.answers;
        set.insert("/data/person/full_name".to_owned(), name);
    });
    // The second of the revisions is the one made elsewhere or here, of the same number: the later one is elsewhere's.
    corrected_elsewhere(&place, &id, Some(2), |document| {
        let name = answer("Sok Khana");
        let set = &mut document.answers;
        set.insert("/data/person/full_name".to_owned(), name);
    });
    let told = differences(&place);
    let name = told
        .differences
        .iter()
        .find(|one| one.question == "Siapa nama Anda?")
        .unwrap();
    assert_eq!(name.said, [known("Sokha"), known("Sok Khana")]);
}

#[test]
fn of_a_colleagues_conflict_only_that_there_is_one_is_shown() {
    let (place, id) = corrected();
    let there = corrected_elsewhere(&place, &id, None, |document| {
        document.conclusion.reason = "lain".to_owned();
    });
    let name = "Budi".to_owned();
    run::officer_add(&place.desktop, PASSPHRASE.to_owned(), name, BUDI.to_owned()).unwrap();
    let mine = run::conflicts(&place.desktop).unwrap().remove(0);
    assert_eq!((mine.held_by, mine.branches.len()), (None, 2));

    run::lock(&place.desktop).unwrap();
    let path = run::door(&place.desktop).unwrap().vaults[0].path.clone();
    run::vault_unlock(&place.desktop, path, BUDI.to_owned()).unwrap();
    let theirs = run::conflicts(&place.desktop).unwrap().remove(0);
    assert_eq!(
        (theirs.slip.as_str(), theirs.held_by.as_deref()),
        ("17", Some("Sri"))
    );
    assert_eq!(theirs.branches, []);
    let digest = || there.to_string();
    for refused in [
        code(run::conflict_differences(&place.desktop, digest())),
        code(run::conflict_resolve(&place.desktop, digest())),
    ] {
        assert_eq!(refused, "held-by-other");
    }
}

#[test]
fn once_it_is_decided_nothing_is_in_conflict() {
    let (place, id) = corrected();
    let there = corrected_elsewhere(&place, &id, None, |_| {}).to_string();
    assert_eq!(differences(&place).differences.len(), 2);
    assert!(
        run::conflict_resolve(&place.desktop, there.clone())
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        code(run::conflict_differences(&place.desktop, there)),
        "no-such-document"
    );
}

#[test]
fn a_withdrawn_interview_is_in_no_conflict() {
    let (place, id) = corrected();
    corrected_elsewhere(&place, &id, None, |_| {});
    assert_eq!(run::conflicts(&place.desktop).unwrap().len(), 1);
    run::interview_withdraw(&place.desktop, id).unwrap();
    assert!(run::conflicts(&place.desktop).unwrap().is_empty());
}
