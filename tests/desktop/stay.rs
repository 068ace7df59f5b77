//! How long interviews stay after headquarters has them: the time is changed, and what is due is erased in two steps, by
//! keyboard.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared::{self, text};
use crate::terminal;
use saring_commands::run;
use saring_commands::view::ArrivalState;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, Keyboard, Machine, Tongue};
use serde_json::{Value, json};
use std::path::PathBuf;

/// At headquarters, with its receipt here.
const THERE: &str = "K-061";
/// Never sent.
const HERE: &str = "K-062";

/// A desk with both, by their ids.
fn one_was_received(machine: &Machine) -> (PathBuf, String, String) {
    let elsewhere = Machine::new();
    let stick = machine.stick();
    let (post, pusat) = (prepared::post(machine), prepared::headquarters(&elsewhere));
    prepared::acquaint(&post, &pusat, &stick);
    let sent = prepared::interview(&post, THERE);
    prepared::finish(&post, &sent);
    let bundle = run::bundle_export(&post, text(&stick)).unwrap();
    let arrival = run::inbox_import(&pusat, bundle.path).unwrap();
    assert_eq!(arrival.state, ArrivalState::Imported);
    let receipt = run::receipt_write(&pusat, arrival.id, text(&stick)).unwrap();
    run::receipt_read(&post, receipt.path).unwrap();
    let kept = prepared::interview(&post, HERE);
    run::lock(&post).unwrap();
    (prepared::path(&post), sent, kept)
}

#[tokio::test]
async fn what_headquarters_has_is_erased_once_its_time_is_over_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("stay");
    let (path, sent, kept) = one_was_received(&machine);
    let app = machine.launch().await;
    keys::settle_in(&app, Tongue::or(Tongue::English)).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    keys::page(&app, '2', "interviews").await;
    let due = |count| format!("[data-testid=\"stay\"][data-due=\"{count}\"]");
    // Thirty days are not over.
    app.find(&format!("{}[data-days=\"30\"]", due(0))).await;
    hands.press(&hook("stay-open")).await;
    app.find(&hook("stay-dialog")).await;
    assert!(!app.has(&hook("purge-sure")).await);
    album.step(&app, "usual", "Nothing is due yet.").await;

    hands.select(&hook("stay-days"), "0").await;
    app.find(&due(1)).await;
    assert!(!app.has(&hook("purge")).await, "erased in one step");
    hands.tick(&hook("purge-sure")).await;
    hands.to(&hook("purge")).await;
    album.step(&app, "sure", "What will be erased.").await;
    hands.press(&hook("purge")).await;
    app.gone(&hook("stay-dialog")).await;
    app.find(&format!("{}[data-days=\"0\"]", due(0))).await;
    album.step(&app, "erased", "Erased.").await;

    let open = async |id: &str| app.invoke("interview_open", json!({ "id": id })).await;
    assert_eq!(open(&sent).await.unwrap_err()["code"], "interview-erased");
    assert_eq!(open(&kept).await.unwrap()["slip"], HERE);
    cross::press(&machine);
    app.ended();
    let listed = terminal::interviews(&machine, &path);
    let left: Vec<&Value> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    assert_eq!(left, [&json!(kept)]);
    terminal::is_whole(&machine, &path);
}
