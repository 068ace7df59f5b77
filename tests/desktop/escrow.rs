//! A passphrase that is lost and a recovery page that burnt: headquarters holds an escrow, two persons read its code out
//! over the telephone, and the post opens its vault with it and makes a new key; both by keyboard.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared;
use crate::team::{lock, told, who_opens_it};
use crate::terminal;
use fantoccini::key::Key;
use saring_commands::run;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, App, Keyboard, Machine, Tongue};
use std::path::{Path, PathBuf};

const NEW: &str = "lima perahu di muara";
const WITNESS: &str = "Hadi P.";

#[tokio::test]
async fn headquarters_reads_an_escrow_code_out_and_the_post_opens_with_it_by_keyboard() {
    let (field, hq) = (Machine::small(), Machine::small());
    let mut album = Album::asked_for("escrow");
    let tongue = Tongue::or(Tongue::English);
    let (post, pusat) = (prepared::post(&field), prepared::headquarters(&hq));
    prepared::acquaint(&post, &pusat, &field.stick());
    let vault = prepared::path(&post);
    for desktop in [&post, &pusat] {
        run::lock(desktop).unwrap();
    }

    let app = field.launch().await;
    keys::settle_in(&app, tongue).await;
    keys::unlock(&app, PASSPHRASE).await;
    let file = make(&app, &field.stick(), &mut album).await;
    let app = lock(app, &field).await;

    let code = read_out(&hq, tongue, &file, &mut album).await;
    open_by_code(&app, &code, &mut album).await;
    let slots = |passphrase| terminal::ask(&field, &["vault", "slots"], &vault, passphrase);
    new_key(&app, &mut album).await;
    let app = lock(app, &field).await;
    assert!(slots(PASSPHRASE).unwrap_err().contains("wrong-passphrase"));
    // Whoever works here is told that headquarters' code was used.
    keys::unlock(&app, NEW).await;
    album.step(&app, "told", "What was used is told.").await;
    told(&app, &tongue.says("error_escrow_used")).await;
    cross::press(&field);
    app.ended();
    assert!(slots(NEW).is_ok());
}

/// The post makes an escrow for headquarters; where its text was written.
async fn make(app: &App, stick: &Path, album: &mut Album) -> PathBuf {
    let hands = Keyboard(app);
    who_opens_it(app).await;
    hands.press(&hook("escrow-make")).await;
    hands.begins_at(&hook("ask-current")).await;
    hands.text(PASSPHRASE).await;
    album
        .step(app, "escrow", "Before headquarters holds an escrow.")
        .await;
    hands.key(Key::Enter).await;
    // Its text has to go to headquarters.
    keys::take_folder(app, stick).await;
    let written = app.find(&hook("escrow-written")).await;
    let path = written.attr("data-path").await.unwrap().unwrap();
    app.in_sight(&hook("escrow-written")).await;
    album
        .step(app, "written", "Its text is on the stick.")
        .await;
    // Nobody else opens this vault: whoever does cannot be taken away.
    hands.press(&hook("officer-remove")).await;
    assert!(!app.has(&hook("ask")).await);
    PathBuf::from(path)
}

/// At headquarters: nobody opens it alone. The code's eight groups.
async fn read_out(machine: &Machine, tongue: Tongue, file: &Path, album: &mut Album) -> String {
    let app = machine.launch().await;
    keys::settle_in(&app, tongue).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    who_opens_it(&app).await;
    hands.to(&hook("escrow-witness")).await;
    hands.key(Key::Enter).await;
    app.find("[data-testid=\"escrow-witness\"][aria-invalid=\"true\"]")
        .await;
    hands.write(&hook("escrow-witness"), WITNESS).await;
    album.step(&app, "witness", "Two persons decide.").await;
    hands.key(Key::Enter).await;
    keys::go_to(&app, file).await;
    app.find(&hook("escrow-code")).await;
    let code = "return [...document.querySelectorAll('[data-testid=escrow-code] li')]
        .map((group) => group.lastChild.textContent.trim()).join('')";
    let code = app.script(code, vec![]).await.as_str().unwrap().to_owned();
    assert_eq!(code.len(), 48, "eight groups of six digits");
    hands.to(&hook("escrow-away")).await;
    album.step(&app, "code", "To be read out.").await;
    hands.key(Key::Enter).await;
    app.gone(&hook("escrow-code")).await;
    cross::press(machine);
    app.ended();
    code
}

/// At the post's door: the code in its groups and a new passphrase.
async fn open_by_code(app: &App, code: &str, album: &mut Album) {
    let hands = Keyboard(app);
    hands.begins_at(&hook("passphrase")).await;
    hands.press(&hook("lost-escrow")).await;
    hands.begins_at(&hook("code-group")).await;
    // One group was misheard, and it is said which.
    let other = if code.starts_with('1') { '2' } else { '1' };
    hands.text(&format!("{other}{}", &code[1..])).await;
    let right = "[data-testid=\"code-group\"][data-state=\"right\"]";
    let first = "label:first-child [data-testid=\"code-group\"]";
    app.find(&format!("{first}[data-state=\"wrong\"]")).await;
    assert_eq!(app.count(right).await, 7);
    album
        .step(app, "misheard", "The first group is wrong.")
        .await;
    hands.back_to(first).await;
    hands.chord(Key::Control, 'a').await;
    hands.text(&code[..6]).await;
    app.count_is(right, 8).await;
    hands.write(&hook("recover-passphrase"), NEW).await;
    hands.write(&hook("recover-again"), NEW).await;
    hands.key(Key::Enter).await;
    app.find(&hook("hide")).await;
}

/// What was said aloud ends, and so do all older copies.
async fn new_key(app: &App, album: &mut Album) {
    let hands = Keyboard(app);
    who_opens_it(app).await;
    hands.press(&hook("new-key")).await;
    hands.begins_at(&hook("ask-current")).await;
    hands.text(NEW).await;
    album.step(app, "new-key", "Before a new vault key.").await;
    hands.key(Key::Enter).await;
    app.find(&hook("new-key-made")).await;
    app.in_sight(&hook("new-key-made")).await;
    album
        .step(app, "new-key-made", "What the new key has ended.")
        .await;
}
