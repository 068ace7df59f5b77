//! A laptop whose clock went back: before work begins somebody says which of two times is wrong, by keyboard, and what is
//! written until then says that its time is in doubt.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared::{self, days_on, opened};
use saring_commands::run;
use saring_tests::journey::{PASSPHRASE, hook, unfinished};
use saring_tests::{Album, Keyboard, Machine, Tongue};

const SLIP: &str = "K-051";

#[tokio::test]
async fn a_clock_that_went_back_is_looked_at_before_work_begins_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("clock");
    let desktop = prepared::post(&machine);
    let path = prepared::path(&desktop);
    run::lock(&desktop).unwrap();
    // Somebody worked here when the clock was two days on.
    opened(&path, days_on(2)).lock().unwrap();

    let app = machine.launch().await;
    keys::settle_in(&app, Tongue::or(Tongue::Indonesian)).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    app.find(&hook("clock-behind")).await;
    assert!(!app.has(&hook("start")).await, "work has begun");
    album
        .step(&app, "behind", "Both times, and three ways on.")
        .await;
    hands.to(&hook("clock-lock")).await;
    let before = app.processes();
    hands.enter_last().await;
    let app = app.follow(&machine, &before).await;

    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    app.find(&hook("clock-behind")).await;
    hands.press(&hook("clock-doubt")).await;
    app.find(&hook("report-clock")).await;
    album
        .step(&app, "doubt", "At work, with times in doubt.")
        .await;
    keys::begin(&app, SLIP).await;
    hands.text("Sokha").await;
    keys::stop(&app, '1').await;
    let id = unfinished(&app).await;

    hands.press(&hook("report-clock")).await;
    app.find(&hook("clock-behind")).await;
    hands.press(&hook("clock-trust")).await;
    app.find(&hook("start")).await;
    app.gone(&hook("report-clock")).await;
    album
        .step(&app, "trusted", "The clock was found right.")
        .await;
    cross::press(&machine);
    app.ended();

    let vault = opened(&path, days_on(0));
    assert_eq!(vault.report().clock_behind, None);
    let events = vault.events(id.parse().unwrap()).unwrap();
    assert!(events.len() > 1 && events.iter().all(|event| event.doubtful));
    let audit = vault.audit().unwrap();
    let trusted = audit.iter().position(|row| row.action == "clock-trusted");
    let after = &audit[trusted.unwrap() + 1..];
    assert!(!after.is_empty() && after.iter().all(|row| !row.doubtful));
    vault.lock().unwrap();
}
