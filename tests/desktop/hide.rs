//! Somebody comes in: everything is hidden by Esc Esc, in the middle of a word too, and comes back by a PIN that was set
//! for it or by the passphrase; by keyboard.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared;
use fantoccini::key::Key;
use saring_commands::run;
use saring_tests::journey::{PASSPHRASE, hide, hook, is_hidden};
use saring_tests::{Album, App, Keyboard, Machine, Tongue};

const SLIP: &str = "K-081";
const PIN: &str = "2468";

/// What is typed into the neutral screen, which shows nothing of it.
async fn type_hidden(app: &App, text: &str) {
    let hands = Keyboard(app);
    hands.text(text).await;
    hands.key(Key::Enter).await;
}

#[tokio::test]
async fn what_is_on_the_screen_is_hidden_and_comes_back_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("hide");
    let desktop = prepared::post(&machine);
    run::lock(&desktop).unwrap();
    let app = machine.launch().await;
    keys::settle_in(&app, Tongue::or(Tongue::Khmer)).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);

    hands.press(&hook("display")).await;
    app.find(&hook("display-dialog")).await;
    hands.write(&hook("hide-pin-new"), "1111").await;
    hands.key(Key::Enter).await;
    app.find("[data-testid=\"hide-pin-new\"][aria-invalid=\"true\"]")
        .await;
    album.step(&app, "easy", "A PIN that is too easy.").await;
    hands.write(&hook("hide-pin-new"), PIN).await;
    hands.key(Key::Enter).await;
    app.gone("[data-testid=\"hide-pin-new\"][aria-invalid=\"true\"]")
        .await;
    album.step(&app, "set", "The PIN is set.").await;
    hands.escape().await;
    app.gone(&hook("display-dialog")).await;

    // The dialog gave the focus back to the button that opened it.
    hands.to(&hook("start")).await;
    keys::begin(&app, SLIP).await;
    hands.text("Sok").await;
    hide(&app).await;
    assert_eq!(app.title().await, "Saring");
    album
        .step(&app, "hidden", "A clock, and nothing else.")
        .await;
    type_hidden(&app, "1357").await;
    // What was wrong is not said.
    is_hidden(&app).await;
    type_hidden(&app, PIN).await;
    app.gone(&hook("hidden-pin")).await;
    keys::asked(&app, &keys::question(keys::NAME, &hook("answer"))).await;
    hands.text("ha").await;
    keys::holds(&app, "Sokha").await;
    album
        .step(&app, "back", "Back in the middle of the word.")
        .await;

    hide(&app).await;
    type_hidden(&app, PASSPHRASE).await;
    app.gone(&hook("hidden-pin")).await;
    cross::press(&machine);
    app.ended();
}
