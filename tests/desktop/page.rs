//! The keys files beside a vault are gone, with a stick that broke: the printed page holds the slot itself, line by line,
//! and opens the vault with its code; by keyboard.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared::{self, text};
use crate::terminal;
use fantoccini::key::Key;
use saring_commands::run;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, Keyboard, Machine, Tongue};
use std::fs;

const NEW: &str = "lima perahu di muara";

/// Line after line, with Enter between them.
fn typed(lines: &[String]) -> String {
    lines.join(&char::from(Key::Enter).to_string())
}

#[tokio::test]
async fn a_vault_without_its_keys_files_opens_by_its_page_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("page");
    let desktop = prepared::post(&machine);
    let page = run::recovery_make(&desktop, PASSPHRASE.to_owned()).unwrap();
    let vault = prepared::path(&desktop);
    run::lock(&desktop).unwrap();
    for ending in [".keys", ".keys-copy"] {
        fs::remove_file(format!("{}{ending}", text(&vault))).unwrap();
    }

    let app = machine.launch().await;
    keys::settle_in(&app, Tongue::or(Tongue::Khmer)).await;
    let hands = Keyboard(&app);
    app.find(&hook("door")).await;
    album
        .step(&app, "door", "A vault without its keys at the door.")
        .await;
    hands.press(&hook("lost-page")).await;
    hands.begins_at(&hook("code-group")).await;
    hands.text(&page.code.concat()).await;
    // Two lines were taken for one another.
    let mut swapped = page.lines.clone();
    swapped.swap(3, 4);
    hands.to(&hook("recover-lines")).await;
    hands.text(&typed(&swapped)).await;
    album.step(&app, "lines", "The lines of the page.").await;
    for field in ["recover-passphrase", "recover-again"] {
        hands.write(&hook(field), NEW).await;
    }
    hands.key(Key::Enter).await;
    app.find(&hook("recover-problem")).await;
    app.in_sight(&hook("recover-problem")).await;
    album
        .step(&app, "swapped", "Which line cannot be right.")
        .await;
    hands.back_to(&hook("recover-lines")).await;
    hands.chord(Key::Control, 'a').await;
    hands.text(&typed(&page.lines)).await;
    hands.to(&hook("recover-again")).await;
    hands.key(Key::Enter).await;
    app.find(&hook("hide")).await;
    cross::press(&machine);
    app.ended();
    let opened = terminal::ask(&machine, &["vault", "slots"], &vault, NEW);
    assert!(opened.is_ok(), "{opened:?}");
    let before = terminal::ask(&machine, &["vault", "slots"], &vault, PASSPHRASE);
    assert!(before.unwrap_err().contains("wrong-passphrase"));
}
