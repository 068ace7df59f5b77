//! The machine goes to sleep, the session is locked, the window is closed: what is half typed is kept, the vault is locked
//! and the process ends with all it held. Where the page dies by itself, what was saved is kept and the vault is locked.

use crate::cross;
use crate::logind::Logind;
use fantoccini::key::Key;
use saring_tests::journey as walk;
use saring_tests::{App, Machine};

const NAME: &str = "/data/person/full_name";

/// Somebody's name is the last that was typed into the interview, and no pause after it.
async fn half_typed(machine: &Machine) -> App {
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::lead(&app, Some(NAME)).await;
    app
}

/// What the vault holds of it.
async fn is_kept(machine: &Machine) {
    let app = machine.launch().await;
    walk::unlock(&app, walk::PASSPHRASE).await;
    app.click("[data-testid=\"unfinished\"]").await;
    app.find("[data-testid=\"interview\"]").await;
    let id = walk::unfinished(&app).await;
    let kept = walk::kept(&app, &id, &[NAME.to_owned()]).await;
    assert_eq!(kept, [(NAME.to_owned(), walk::SAID[0].to_owned())]);
    app.close().await;
}

/// What is said first changes nothing; what is said then locks, and what was half typed is kept.
async fn is_locked_by(machine: &Machine, nothing: impl FnOnce(), leave: impl FnOnce()) {
    let app = half_typed(machine).await;
    let before = app.processes();
    nothing();
    assert!(app.has("[data-testid=\"interview\"]").await);
    leave();
    drop(app.replaced(&before));
    is_kept(machine).await;
}

#[tokio::test]
async fn a_machine_that_goes_to_sleep_is_locked_first() {
    let logind = Logind::start();
    let machine = Machine::new().with_system_bus(logind.address());
    let waking_up = || logind.sleep(false);
    is_locked_by(&machine, waking_up, || logind.sleep(true)).await;
}

#[tokio::test]
async fn a_locked_session_is_a_locked_vault() {
    let logind = Logind::start();
    let machine = Machine::new().with_system_bus(logind.address());
    is_locked_by(&machine, || (), || logind.lock()).await;
}

#[tokio::test]
async fn a_desktop_that_locks_its_screen_locks_the_vault() {
    let desktop = Logind::start();
    let machine = Machine::new().with_session_bus(desktop.address());
    let unlocked = || desktop.screen_saver(false);
    is_locked_by(&machine, unlocked, || desktop.screen_saver(true)).await;
}

#[tokio::test]
async fn a_key_locks_in_the_middle_of_an_interview_and_from_under_the_neutral_screen() {
    let machine = Machine::new();
    let app = half_typed(&machine).await;
    let before = app.processes();
    app.strike_last(&[Key::Control], "l").await;
    let app = app.follow(&machine, &before).await;
    app.find("[data-testid=\"door\"]").await;
    cross::press(&machine);
    app.ended();
    is_kept(&machine).await;

    let app = machine.launch().await;
    walk::unlock(&app, walk::PASSPHRASE).await;
    app.find("[data-testid=\"unfinished\"]").await;
    walk::hide(&app).await;
    let before = app.processes();
    app.strike_last(&[Key::Control], "l").await;
    let app = app.follow(&machine, &before).await;
    app.find("[data-testid=\"door\"]").await;
    cross::press(&machine);
    app.ended();
}

/// A dialog that opens late: what it waited for came only after the screen was hidden.
const A_DIALOG_OF_THE_PAGE: &str = r"
    const dialog = document.createElement('dialog');
    dialog.append('Sokha');
    document.body.append(dialog);
    dialog.showModal();
";

#[tokio::test]
async fn a_dialog_that_opens_late_comes_up_under_the_neutral_screen() {
    let machine = Machine::new();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::hide(&app).await;
    app.script(A_DIALOG_OF_THE_PAGE, vec![]).await;
    walk::is_hidden(&app).await;
    walk::come_back(&app).await;
    app.see("Sokha").await;
    app.close().await;
}

#[tokio::test]
async fn closing_the_window_keeps_what_is_half_typed() {
    let machine = Machine::new();
    let app = half_typed(&machine).await;
    cross::press(&machine);
    app.ended();
    is_kept(&machine).await;
}

#[tokio::test]
async fn a_page_that_dies_leaves_a_locked_vault_and_a_door_that_says_so() {
    let machine = Machine::new();
    let app = half_typed(&machine).await;
    walk::next(&app).await;
    let before = app.processes();
    app.kill_page();
    let app = app.follow(&machine, &before).await;
    app.find("[data-testid=\"door-problem\"]").await;
    // Where it dies again before anybody could unlock, it does not go on dying.
    app.kill_page();
    app.ended();
    is_kept(&machine).await;
}

#[tokio::test]
async fn a_date_with_its_year_missing_is_there_again_and_no_answer() {
    const BORN: &str = "/data/person/birth_date";
    let day = format!("[data-reference=\"{BORN}\"] [data-testid=\"answer-day\"]");
    let machine = Machine::new();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::lead(&app, Some("/data/person/sex")).await;
    while !walk::asks(&app, BORN).await {
        walk::next(&app).await;
    }
    app.type_into(&day, "14").await;
    cross::press(&machine);
    app.ended();

    let app = machine.launch().await;
    walk::unlock(&app, walk::PASSPHRASE).await;
    app.click("[data-testid=\"unfinished\"]").await;
    let typed = app.find(&day).await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some("14"));
    let id = walk::unfinished(&app).await;
    let kept = walk::kept(&app, &id, &[BORN.to_owned()]).await;
    assert!(kept.iter().all(|(_, value)| value.is_empty()), "{kept:?}");
    app.close().await;
}
