//! A worn drive: a check says what is damaged, by interview, and what can still be read, by keyboard.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared::{self, text};
use saring_commands::run;
use saring_commands::view::CareReport;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, Keyboard, Machine, Tongue};
use serde_json::json;
use std::fs;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Long notes fill the file, so that a broken page is most likely one of theirs.
const WORDS: usize = 4000;
/// What SQLCipher encrypts and authenticates at once, in bytes.
const PAGE: u64 = 4096;

/// A vault of six interviews of which some have lost answers, and what a closer look tells of it.
fn worn(machine: &Machine) -> (PathBuf, CareReport) {
    let desktop = prepared::post(machine);
    for slip in 71..77 {
        let id = prepared::interview(&desktop, &format!("K-0{slip}"));
        for round in 0..4 {
            let note = format!("{round} {}", "catatan ".repeat(WORDS));
            run::interview_note(&desktop, id.clone(), keys::NAME.to_owned(), note).unwrap();
        }
    }
    run::lock(&desktop).unwrap();
    let path = prepared::path(&desktop);
    let pages = path.metadata().unwrap().len() / PAGE;
    let found = (1..16).find_map(|part| {
        let whole = fs::read(&path).unwrap();
        wear(&path, pages * part / 16);
        let opened = run::vault_unlock(&desktop, text(&path), PASSPHRASE.to_owned());
        let looked = opened.and_then(|_| run::vault_examine(&desktop, PASSPHRASE.to_owned()));
        run::lock(&desktop).unwrap();
        let lost = |report: &CareReport| report.interviews.iter().any(|one| one.answers_lost > 0);
        let met = looked.ok().filter(lost);
        if met.is_none() {
            fs::write(&path, whole).unwrap();
        }
        met
    });
    (path, found.expect("no page of an interview was met"))
}

/// Overwrites a stretch of a page, as a drive does that has become old.
fn wear(path: &Path, page: u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.write_all_at(&[0xA5; 64], page * PAGE + 100).unwrap();
}

#[tokio::test]
async fn what_a_worn_drive_took_is_told_by_interview_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("damaged");
    let (path, report) = worn(&machine);
    let app = machine.launch().await;
    keys::settle_in(&app, Tongue::or(Tongue::Khmer)).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    keys::page(&app, '5', "keys").await;
    hands.press(&hook("care-check")).await;
    app.find("[data-testid=\"care-report\"][data-good=\"false\"]")
        .await;
    album
        .step(&app, "damaged", "That it is damaged, and what to do.")
        .await;

    hands.press(&hook("care-examine")).await;
    hands.begins_at(&hook("examine-current")).await;
    hands.text(PASSPHRASE).await;
    album.step(&app, "examine", "Before the closer look.").await;
    hands.key(fantoccini::key::Key::Enter).await;
    let lost = "return [...document.querySelectorAll('[data-testid=care-damaged]')].map((one) => one.dataset.slip)";
    app.count_is(&hook("care-damaged"), report.interviews.len())
        .await;
    let named: Vec<&Option<String>> = report.interviews.iter().map(|one| &one.slip).collect();
    assert_eq!(app.script(lost, vec![]).await, json!(named));
    hands.to(&hook("care-check")).await;
    album
        .step(
            &app,
            "by-interview",
            "Which interviews, and what is left of them.",
        )
        .await;

    // What was not met can be read as before.
    let asked = json!({ "listed": "all", "before": null });
    let rows = app.invoke("interview_list", asked).await.unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 6);
    let whole = |slip: &str| !named.iter().any(|one| one.as_deref() == Some(slip));
    for row in rows
        .iter()
        .filter(|row| whole(row["slip"].as_str().unwrap()))
    {
        let opened = app.invoke("interview_open", json!({ "id": row["id"] }));
        assert_eq!(opened.await.unwrap()["slip"], row["slip"]);
    }
    cross::press(&machine);
    app.ended();
    assert!(path.is_file());
}
