//! An interview that was corrected in two places: here, and in a copy of the vault that was restored elsewhere. What was
//! signed there comes back, and a person decides by keyboard which of the two counts.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared::{self, days_on, finish, opened};
use saring_commands::{Desktop, run};
use saring_record::InterviewId;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, Keyboard, Machine, Tongue};
use saring_vault::{RevisionRow, TakenIn};
use serde_json::json;
use std::path::{Path, PathBuf};

const HERE: &str = "nama salah eja";
const ELSEWHERE: &str = "tanggal lahir keliru";

fn correct(desktop: &Desktop, id: &str, why: &str, name: &str) {
    run::interview_reopen(desktop, id.to_owned(), why.to_owned()).unwrap();
    let name = name.to_owned();
    run::interview_answer(desktop, id.to_owned(), keys::NAME.to_owned(), name).unwrap();
    finish(desktop, id);
    run::lock(desktop).unwrap();
}

/// A desk with a signed interview, of which a copy was made before either was corrected. Answers the vault and the
/// interview; what was signed in the copy has come back.
fn corrected_in_two_places(machine: &Machine) -> (PathBuf, String) {
    let here = prepared::post(machine);
    let id = prepared::interview(&here, "K-041");
    finish(&here, &id);
    let copy = run::vault_backup(&here, prepared::text(&machine.stick()));
    let copy = copy.unwrap().path;
    correct(&here, &id, HERE, "Sok");

    let there = prepared::desktop(machine);
    run::vault_unlock(&there, copy.clone(), PASSPHRASE.to_owned()).unwrap();
    correct(&there, &id, ELSEWHERE, "Sokha");

    let interview: InterviewId = id.parse().unwrap();
    let copy = opened(Path::new(&copy), days_on(0));
    let revision = copy.revisions(interview).unwrap().pop().unwrap();
    let document = copy.document(&revision.digest).unwrap().unwrap();
    copy.lock().unwrap();
    let path = prepared::path(&here);
    let mut vault = opened(&path, days_on(0));
    vault
        .take_in_revision(&TakenIn {
            interview,
            document: &document,
            number: revision.number,
            parent: revision.parent.as_ref(),
            reason: &revision.reason,
            at: revision.at,
        })
        .unwrap();
    assert_eq!(vault.conflicts().unwrap().len(), 1);
    vault.lock().unwrap();
    (path, id)
}

#[tokio::test]
async fn which_of_two_corrections_counts_is_decided_by_keyboard() {
    let machine = Machine::new();
    let mut album = Album::asked_for("conflict");
    let (path, id) = corrected_in_two_places(&machine);
    let app = machine.launch().await;
    let hands = Keyboard(&app);
    keys::settle_in(&app, Tongue::or(Tongue::Khmer)).await;
    keys::unlock(&app, PASSPHRASE).await;
    app.find(&hook("conflicts")).await;
    album.step(&app, "notice", "Corrected in two places.").await;
    let conflicts = app.invoke("conflicts", json!({})).await.unwrap();
    let branches = conflicts[0]["branches"].as_array().unwrap();
    let digest = |why: &str| {
        let branch = branches.iter().find(|one| one["reason"] == why).unwrap();
        branch["digest"].as_str().unwrap().to_owned()
    };
    let (here, elsewhere) = (digest(HERE), digest(ELSEWHERE));
    let reopen = json!({ "id": id, "reason": "lagi" });
    let refused = app.invoke("interview_reopen", reopen).await;
    assert_eq!(refused.unwrap_err()["code"], "revision-conflict");

    hands.press(&hook("conflicts-open")).await;
    hands.begins_at(&hook("conflict-branch")).await;
    assert!(!app.has("[data-testid=\"conflict-branch\"]:checked").await);
    // Nothing is decided before something was chosen, and later is a choice too.
    hands.press(&hook("conflict-do")).await;
    album
        .step(&app, "choose", "Nothing is chosen beforehand.")
        .await;
    hands.escape().await;
    app.gone(&hook("conflict-dialog")).await;
    app.find(&hook("conflicts")).await;
    assert_eq!(app.invoke("conflicts", json!({})).await.unwrap(), conflicts);

    hands.press(&hook("conflicts-open")).await;
    let branch = format!("[data-testid=\"conflict-branch\"][data-choice=\"{elsewhere}\"]");
    hands.choose(&branch).await;
    album.step(&app, "chosen", "One is chosen.").await;
    hands.press(&hook("conflict-do")).await;
    app.gone(&hook("conflicts")).await;
    album.step(&app, "decided", "Decided.").await;
    assert_eq!(app.invoke("conflicts", json!({})).await.unwrap(), json!([]));

    keys::page(&app, '2', "interviews").await;
    app.find(&hook("interview-row")).await;
    hands.press("[data-testid=\"interview-row\"] button").await;
    app.find("[data-testid=\"revision\"]:nth-of-type(3)").await;
    album
        .step(&app, "review", "What was set aside stays, and says so.")
        .await;
    cross::press(&machine);
    app.ended();

    let vault = opened(&path, days_on(0));
    let revisions = vault.revisions(id.parse().unwrap()).unwrap();
    let is_aside = |one: &RevisionRow| (one.digest.to_string(), one.set_aside.is_some());
    let corrections: Vec<_> = revisions.iter().skip(1).map(is_aside).collect();
    assert!(corrections.contains(&(here, true)), "{corrections:?}");
    assert!(
        corrections.contains(&(elsewhere.clone(), false)),
        "{corrections:?}"
    );
    let (_, parent) = vault.next_revision(id.parse().unwrap()).unwrap();
    assert_eq!(parent.unwrap().to_string(), elsewhere);
    vault.lock().unwrap();
}
