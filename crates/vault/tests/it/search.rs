//! Search and lists: what was written is found in any script, newest first; what was changed or erased is not.

use crate::desk::{Desk, at, begin, create};
use saring_record::InterviewId;
use saring_vault::{DocumentState, Filter, Findable, Index, NewEvent, Progress, Vault, VaultError};

fn write(vault: &mut Vault, id: InterviewId, key: &str, text: &str) -> Result<(), VaultError> {
    let event = NewEvent {
        at: at(60),
        body: text.as_bytes(),
    };
    let findable = [Findable { key, text }];
    vault
        .record_findable(id, &[event], Progress::default(), Index::Change(&findable))
        .map(|_| ())
}

fn found(vault: &mut Vault, query: &str) -> Vec<InterviewId> {
    let hits = vault.search(query, &Filter::default(), 50).unwrap();
    hits.into_iter().map(|hit| hit.interview.id).collect()
}

#[test]
fn what_was_answered_is_found_in_any_script_newest_first() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let [first, second, third] = [begin(&mut vault), begin(&mut vault), begin(&mut vault)];
    write(&mut vault, first, "name", "Siti Aminah").unwrap();
    write(&mut vault, first, "place", "ភ្នំ\u{200B}ពេញ").unwrap();
    write(&mut vault, second, "name", "សុខា ចាន់").unwrap();
    write(&mut vault, second, "note", "Paspor ditahan oleh AGEN 50%_x").unwrap();
    write(&mut vault, third, "name", "Aminah binti Caf\u{65}\u{301}").unwrap();
    vault.lock().unwrap();
    let mut vault = desk.unlock();

    assert_eq!(found(&mut vault, "aminah"), [third, first]);
    assert_eq!(found(&mut vault, "MINA"), [third, first]);
    // With and without the space that nobody sees, on either side.
    assert_eq!(found(&mut vault, "ភ្នំពេញ"), [first]);
    assert_eq!(found(&mut vault, "នំ\u{200B}\u{200B}ពេ"), [first]);
    assert_eq!(found(&mut vault, "ចាន់"), [second]);
    assert_eq!(found(&mut vault, "café"), [third]);
    // Every word, wherever each stands; in any order.
    assert_eq!(found(&mut vault, "siti ភ្នំពេញ"), [first]);
    assert_eq!(found(&mut vault, "ditahan paspor"), [second]);
    assert_eq!(found(&mut vault, "siti paspor"), []);
    // One and two characters, which no trigram holds; and what means something to LIKE and to FTS5.
    assert_eq!(found(&mut vault, "ខ"), [second]);
    assert_eq!(found(&mut vault, "ab"), []);
    assert_eq!(found(&mut vault, "ah"), [third, second, first]);
    assert_eq!(found(&mut vault, "ah si"), [first]);
    assert_eq!(found(&mut vault, "%"), [second]);
    assert_eq!(found(&mut vault, "0%_"), [second]);
    assert_eq!(found(&mut vault, "_"), [second]);
    assert_eq!(found(&mut vault, "\"agen\" OR NOT"), []);
    for nothing in ["", " ", "\u{200B}"] {
        assert_eq!(found(&mut vault, nothing), []);
    }
    let hit = &vault.search("ditahan", &Filter::default(), 50).unwrap()[0];
    assert_eq!(hit.key, "note");
}

#[test]
fn a_changed_answer_is_found_by_what_it_is_and_not_by_what_it_was() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    write(&mut vault, id, "name", "Sokha").unwrap();
    write(&mut vault, id, "name", "Bopha").unwrap();
    assert_eq!(
        (found(&mut vault, "sokha"), found(&mut vault, "bopha")),
        (vec![], vec![id])
    );
    write(&mut vault, id, "name", "").unwrap();
    assert_eq!(
        (found(&mut vault, "bopha"), found(&mut vault, "ph")),
        (vec![], vec![])
    );
    let whole = [Findable {
        key: "village",
        text: "Takeo",
    }];
    write(&mut vault, id, "name", "Dara").unwrap();
    vault.index(id, &whole).unwrap();
    assert_eq!(
        (found(&mut vault, "dara"), found(&mut vault, "takeo")),
        (vec![], vec![id])
    );
    assert!(vault.check().unwrap().is_good());
}

#[test]
fn an_answer_that_is_not_kept_is_not_found() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let id = begin(&mut vault);
    vault.finalize(id, b"{}", at(80)).unwrap();
    write(&mut vault, id, "name", "Sokha").unwrap_err();
    assert_eq!(found(&mut vault, "sokha"), []);
}

#[test]
fn what_was_never_indexed_is_known_until_it_is() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let (old, new) = (begin(&mut vault), begin(&mut vault));
    assert_eq!(vault.not_indexed().unwrap(), [new, old]);
    vault.index(old, &[]).unwrap();
    assert_eq!(vault.not_indexed().unwrap(), [new]);
    // One answer is not all of it.
    write(&mut vault, new, "name", "Sokha").unwrap();
    assert_eq!(vault.not_indexed().unwrap(), [new]);
}

#[test]
fn fifty_of_many_are_the_newest_and_words_far_apart_still_meet() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let mut ids = Vec::new();
    for number in 0..200 {
        let id = begin(&mut vault);
        let parity = if number % 2 == 0 { "genap" } else { "ganjil" };
        let texts = [
            Findable {
                key: "a",
                text: "semua orang",
            },
            Findable {
                key: "b",
                text: parity,
            },
            Findable {
                key: "c",
                text: if number == 3 {
                    "ganjil dan jarang"
                } else {
                    "-"
                },
            },
        ];
        vault.index(id, &texts).unwrap();
        ids.push(id);
    }
    ids.reverse();
    assert_eq!(found(&mut vault, "semua"), ids[..50]);
    let odd: Vec<_> = ids.iter().step_by(2).take(50).copied().collect();
    assert_eq!(found(&mut vault, "orang ganjil"), odd);
    assert_eq!(found(&mut vault, "genap jarang"), []);
    assert_eq!(found(&mut vault, "jarang semua ganjil"), [ids[196]]);
    assert_eq!(
        vault.search("semua", &Filter::default(), 3).unwrap().len(),
        3
    );
}

#[test]
fn lists_show_a_page_of_what_the_filter_lets_through() {
    let desk = Desk::empty();
    let mut vault = create(&desk.path).unwrap();
    let mut ids: Vec<_> = (0..7).map(|_| begin(&mut vault)).collect();
    vault.finalize(ids[1], b"{\"n\":1}", at(70)).unwrap();
    vault.finalize(ids[4], b"{\"n\":4}", at(70)).unwrap();
    vault.finalize(ids[5], b"{\"n\":5}", at(70)).unwrap();
    vault.reopen(ids[5], "salah", at(71)).unwrap();
    let finished = [ids[4], ids[1]];
    ids.reverse();
    let ids_of = |filter: &Filter, before, most| -> Vec<_> {
        let rows = vault.list(filter, before, most).unwrap();
        rows.into_iter().map(|row| row.id).collect()
    };
    let all = Filter::default();
    assert_eq!(ids_of(&all, None, 3), ids[..3]);
    assert_eq!(ids_of(&all, Some(ids[2]), 3), ids[3..6]);
    let state = |state| Filter {
        state: Some(state),
        holder: None,
    };
    assert_eq!(ids_of(&state(DocumentState::Finalized), None, 50), finished);
    assert_eq!(ids_of(&state(DocumentState::Incomplete), None, 50).len(), 5);
    let mine = Filter {
        state: Some(DocumentState::Finalized),
        holder: Some(vault.meta().officer.id),
    };
    assert_eq!(ids_of(&mine, None, 1), finished[..1]);
    let theirs = Filter {
        holder: Some(saring_vault::OfficerId::generate()),
        ..Filter::default()
    };
    assert_eq!(ids_of(&theirs, None, 50), []);
    // What the row says is what the documents say.
    for row in vault.interviews().unwrap() {
        let newest = vault.revisions(row.id).unwrap().pop().map(|one| one.state);
        let expected = match (&row.correcting, newest) {
            (None, Some(state)) => state,
            _ => DocumentState::Incomplete,
        };
        assert_eq!(row.state, expected);
    }
}
