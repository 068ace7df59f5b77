//! A team at one laptop, by keyboard: a second officer, whose interview is whose, handing over and taking over, another
//! passphrase, and the recovery page's code at the door.

use crate::by_keys as keys;
use crate::cross;
use crate::terminal;
use fantoccini::key::Key;
use saring_tests::journey::{PASSPHRASE, asks, hook, kept};
use saring_tests::tongue::Sentence;
use saring_tests::{Album, App, Keyboard, Machine, Tongue};
use serde_json::{Value, json};

const SECOND: &str = "delapan lampu di beranda";
const CHANGED: &str = "sembilan kerbau di ladang";
const RECOVERED: &str = "empat jembatan di lembah";
/// Handed over by the first to the second; and taken over by the second.
const GIVEN: (&str, &str) = ("K-021", "សុខ សម្បត្តិ");
const TAKEN: (&str, &str) = ("K-022", "ចាន់ ដារ៉ា");

/// Locks by the button, and comes to the door in the process that follows.
pub(crate) async fn lock(app: App, machine: &Machine) -> App {
    let before = app.processes();
    Keyboard(&app).press_last(&hook("lock")).await;
    let app = app.follow(machine, &before).await;
    app.find(&hook("door")).await;
    app
}

/// To the part of the vault's page that says who opens it.
pub(crate) async fn who_opens_it(app: &App) {
    keys::page(app, '5', "keys").await;
    Keyboard(app)
        .choose("[data-testid=\"vault-part\"] [data-value=\"keys\"]")
        .await;
    app.find(&hook("officer")).await;
}

/// The ids of the interviews that the vault lists, by number.
async fn ids(app: &App) -> Value {
    let asked = json!({ "listed": "all", "before": null });
    let rows = app.invoke("interview_list", asked).await.unwrap();
    let named = |row: &Value| {
        let slip = row["slip"].as_str().unwrap().to_owned();
        (slip, row["id"].clone())
    };
    rows.as_array().unwrap().iter().map(named).collect()
}

/// An interview with a name typed and not confirmed by any key, then paused.
async fn interview(app: &App, (slip, name): (&str, &str)) {
    keys::begin(app, slip).await;
    Keyboard(app).text(name).await;
    keys::stop(app, '1').await;
    app.find(&hook("start")).await;
}

/// What is told at the desk, one report after another, each read by Enter on its button; this is among it.
pub(crate) async fn told(app: &App, sentence: &Sentence) {
    let mut told = Vec::new();
    app.find(&hook("report")).await;
    while app.has(&hook("report")).await {
        let first = app.text(&hook("report")).await;
        let left = app.count(&hook("report")).await - 1;
        Keyboard(app).press(&hook("report-read")).await;
        app.count_is(&hook("report"), left).await;
        told.push(first);
    }
    assert!(
        told.iter().any(|one| sentence.is_in(one)),
        "{sentence:?}: {told:?}"
    );
}

#[tokio::test]
async fn a_team_shares_a_laptop_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("team");
    let app = machine.launch().await;
    let tongue = Tongue::or(Tongue::Khmer);
    keys::settle_in(&app, tongue).await;
    keys::create(&app, "Meja 1", "Dewi").await;
    add_a_colleague(&app, &mut album).await;
    keys::page(&app, '1', "today").await;
    interview(&app, GIVEN).await;
    interview(&app, TAKEN).await;
    album
        .step(&app, "paused", "Two interviews of the first officer.")
        .await;
    let ids = ids(&app).await;

    let app = lock(app, &machine).await;
    album
        .step(&app, "door", "The door after a lock, in a new process.")
        .await;
    keys::unlock(&app, SECOND).await;
    second_sees_that_they_are_there(&app, tongue, &ids, &mut album).await;

    let app = lock(app, &machine).await;
    keys::unlock(&app, PASSPHRASE).await;
    album
        .step(&app, "told", "The first is told what the second took over.")
        .await;
    let taken = tongue.says("error_interviews_taken_over");
    told(&app, &taken.with("count", "1")).await;
    hand_over(&app, &ids, &mut album).await;
    let code = change_what_opens_it(&app, &mut album).await;

    let app = lock(app, &machine).await;
    let vault = machine.data().join("Meja 1.saring-vault");
    let slots = |passphrase| terminal::ask(&machine, &["vault", "slots"], &vault, passphrase);
    assert!(slots(PASSPHRASE).unwrap_err().contains("wrong-passphrase"));
    assert!(slots(CHANGED).is_ok());
    open_by_code(&app, tongue, &code, &mut album).await;

    let app = lock(app, &machine).await;
    assert!(slots(CHANGED).unwrap_err().contains("wrong-passphrase"));
    assert!(slots(RECOVERED).is_ok());
    keys::unlock(&app, SECOND).await;
    go_on(&app, tongue, &ids, &mut album).await;
    cross::press(&machine);
    app.ended();
}

async fn add_a_colleague(app: &App, album: &mut Album) {
    let hands = Keyboard(app);
    who_opens_it(app).await;
    album.step(app, "keys", "Who opens the vault.").await;
    hands.press(&hook("officer-add")).await;
    hands.begins_at(&hook("ask-current")).await;
    for (field, text) in [
        ("ask-current", PASSPHRASE),
        ("ask-name", "Sri"),
        ("ask-passphrase", SECOND),
        ("ask-again", SECOND),
    ] {
        hands.write(&hook(field), text).await;
    }
    album.step(app, "colleague", "A second officer.").await;
    hands.key(Key::Enter).await;
    app.find("[data-testid=\"officer\"][data-name=\"Sri\"][data-admitted=\"true\"]")
        .await;
    album.step(app, "officers", "Both are admitted.").await;
}

/// Nothing of what was said, neither on a page nor by a search nor by its id; taking one over is asked first.
async fn second_sees_that_they_are_there(
    app: &App,
    tongue: Tongue,
    ids: &Value,
    album: &mut Album,
) {
    let hands = Keyboard(app);
    keys::page(app, '2', "interviews").await;
    for (slip, _) in [GIVEN, TAKEN] {
        let row = format!("[data-testid=\"interview-row\"][data-slip=\"{slip}\"] .held");
        assert!(app.text(&row).await.contains("Dewi"));
    }
    album
        .step(app, "held", "The second sees that they are there.")
        .await;
    hands.chord(Key::Control, 'f').await;
    hands.begins_at(&hook("interviews-search")).await;
    hands.write(&hook("interviews-search"), "សម្បត្តិ").await;
    app.find(&hook("interviews-empty")).await;
    hands.escape().await;
    app.find(&hook("interview-row")).await;
    for (slip, name) in [GIVEN, TAKEN] {
        let refused = app
            .invoke("interview_open", json!({ "id": ids[slip] }))
            .await;
        assert_eq!(refused.unwrap_err()["code"], "held-by-other");
        let asked = json!({ "query": name, "listed": "all" });
        assert_eq!(app.invoke("search", asked).await.unwrap(), json!([]));
    }

    for (slip, taken) in [(GIVEN.0, false), (TAKEN.0, true)] {
        hands
            .press(&format!(
                "[data-testid=\"interview-row\"][data-slip=\"{slip}\"] button"
            ))
            .await;
        app.find(&hook("take-over-dialog")).await;
        // That screens and not keys keep it apart is said here too.
        let said = app.text(&hook("take-over-dialog")).await;
        let apart = tongue.says("shared_apart_by_screens");
        assert!(apart.is_in(&said), "{said}");
        album
            .step(app, "take-over", "A colleague's interview stays closed.")
            .await;
        if taken {
            hands.press(&hook("take-over-confirm")).await;
        } else {
            hands.escape().await;
            app.gone(&hook("take-over-dialog")).await;
        }
    }
    keys::asked(app, &keys::question(keys::NAME, &hook("answer"))).await;
    album.step(app, "taken", "It goes on where it stood.").await;
    keys::holds(app, TAKEN.1).await;
    keys::stop(app, '1').await;
    app.find(&hook("lock")).await;
}

async fn hand_over(app: &App, ids: &Value, album: &mut Album) {
    let hands = Keyboard(app);
    hands
        .press(&format!(
            "[data-testid=\"unfinished\"][data-slip=\"{}\"]",
            GIVEN.0
        ))
        .await;
    keys::asked(app, &keys::question(keys::NAME, &hook("answer"))).await;
    keys::stop(app, '3').await;
    app.find(&hook("hand-over-dialog")).await;
    hands.choose(&hook("hand-over-officer")).await;
    album
        .step(app, "hand-over", "To whom the interview goes.")
        .await;
    hands.key(Key::Enter).await;
    app.find(&hook("start")).await;
    assert!(!asks(app, keys::NAME).await);
    let refused = app
        .invoke("interview_open", json!({ "id": ids[GIVEN.0] }))
        .await;
    assert_eq!(refused.unwrap_err()["code"], "held-by-other");
}

/// Another passphrase for the officer at work, and a recovery page; the code that it shows.
async fn change_what_opens_it(app: &App, album: &mut Album) -> String {
    let hands = Keyboard(app);
    who_opens_it(app).await;
    hands.press(&hook("passphrase-change")).await;
    hands.begins_at(&hook("ask-current")).await;
    for (field, text) in [
        ("ask-current", PASSPHRASE),
        ("ask-passphrase", CHANGED),
        ("ask-again", CHANGED),
    ] {
        hands.write(&hook(field), text).await;
    }
    album.step(app, "passphrase", "Another passphrase.").await;
    hands.key(Key::Enter).await;
    app.gone(&hook("ask")).await;
    app.in_sight("[data-testid=\"slots-done\"]:not(:empty)")
        .await;

    hands.press(&hook("recovery-make")).await;
    hands.begins_at(&hook("ask-current")).await;
    hands.text(CHANGED).await;
    hands.key(Key::Enter).await;
    app.find(&hook("page")).await;
    album
        .step(app, "page", "The recovery page, shown once.")
        .await;
    let code = "return [...document.querySelectorAll('[data-testid=page-code] li')]
        .map((group) => group.lastChild.textContent.trim()).join('')";
    let code = app.script(code, vec![]).await;
    let code = code.as_str().unwrap().to_owned();
    assert_eq!(code.len(), 48, "eight groups of six digits");
    // It cannot be left by mistake.
    hands.press(&hook("page-done")).await;
    app.find(&hook("page")).await;
    hands.back_to(&hook("page-kept")).await;
    hands.key(Key::Space).await;
    album.step(app, "page-kept", "On paper.").await;
    hands.press(&hook("page-done")).await;
    app.gone(&hook("page")).await;
    code
}

/// At the door: the old passphrase opens nothing, the code opens it and asks for a new one.
async fn open_by_code(app: &App, tongue: Tongue, code: &str, album: &mut Album) {
    let hands = Keyboard(app);
    hands.begins_at(&hook("passphrase")).await;
    hands.text(PASSPHRASE).await;
    hands.key(Key::Enter).await;
    app.find("[data-testid=\"passphrase\"][aria-invalid=\"true\"]")
        .await;
    album
        .step(app, "wrong", "The old passphrase opens nothing.")
        .await;
    hands.press(&hook("lost-page")).await;
    hands.begins_at(&hook("code-group")).await;
    hands.text(code).await;
    app.find("[data-testid=\"code-group\"][data-state=\"right\"]")
        .await;
    let right =
        "return document.querySelectorAll('[data-testid=code-group][data-state=right]').length";
    assert_eq!(app.script(right, vec![]).await, 8);
    hands.write(&hook("recover-passphrase"), RECOVERED).await;
    hands.write(&hook("recover-again"), RECOVERED).await;
    album
        .step(
            app,
            "code",
            "The code in its eight groups, and a new passphrase.",
        )
        .await;
    hands.key(Key::Enter).await;
    app.find(&hook("hide")).await;
    let tries = tongue.says("home_report_failed_tries");
    told(app, &tries.with("count", "1")).await;
    album.step(app, "recovered", "Open again.").await;
}

/// The second officer is told too, and goes on where the first stopped.
async fn go_on(app: &App, tongue: Tongue, ids: &Value, album: &mut Album) {
    let hands = Keyboard(app);
    told(app, &tongue.says("error_recovery_used")).await;
    hands
        .press(&format!(
            "[data-testid=\"unfinished\"][data-slip=\"{}\"]",
            GIVEN.0
        ))
        .await;
    keys::asked(app, &keys::question(keys::NAME, &hook("answer"))).await;
    keys::holds(app, GIVEN.1).await;
    hands.key(Key::End).await;
    hands.text(" ភា").await;
    album
        .step(
            app,
            "goes-on",
            "The second goes on where the first stopped.",
        )
        .await;
    keys::stop(app, '1').await;
    app.find(&hook("start")).await;
    let id = ids[GIVEN.0].as_str().unwrap();
    let now = kept(app, id, &[keys::NAME.to_owned()]).await;
    assert_eq!(now, [(keys::NAME.to_owned(), format!("{} ភា", GIVEN.1))]);
}
