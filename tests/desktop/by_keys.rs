//! What officers do with the keyboard alone, from the door to the review: the steps that the vault's journeys share.

use fantoccini::key::Key;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{App, Keyboard, Tongue};
use std::env;

/// Where the person's name is asked.
pub(crate) const NAME: &str = "/data/person/full_name";

/// The question of this name, or what answers it.
pub(crate) fn question(reference: &str, within: &str) -> String {
    format!("[data-testid=\"question\"][data-reference=\"{reference}\"] {within}")
}

/// Sets the interface at the door: its language, and its text twice as large where journeys are asked for so.
pub(crate) async fn settle_in(app: &App, tongue: Tongue) {
    app.find(&hook("door-language")).await;
    if !app.has(&format!("html[lang=\"{}\"]", tongue.code())).await {
        speak(app, tongue).await;
    }
    if is_large() {
        enlarge(app).await;
    }
}

/// Whether journeys are walked with text twice as large.
fn is_large() -> bool {
    env::var_os("SARING_JOURNEYS_LARGE").is_some()
}

/// A question's answer has the focus by itself, and is in sight. Twice as large the question is shown from its first
/// word, and its answers may lie further down.
pub(crate) async fn asked(app: &App, css: &str) {
    if is_large() {
        Keyboard(app).comes_to(css).await;
    } else {
        Keyboard(app).begins_at(css).await;
    }
}

async fn speak(app: &App, tongue: Tongue) {
    let hands = Keyboard(app);
    hands.press(&hook("door-language")).await;
    app.find(&hook("language-dialog")).await;
    hands.text(&tongue.key().to_string()).await;
    app.find(&format!("html[lang=\"{}\"]", tongue.code())).await;
    app.gone(&hook("language-dialog")).await;
}

async fn enlarge(app: &App) {
    let hands = Keyboard(app);
    hands.press(&hook("door-display")).await;
    app.find(&hook("display-dialog")).await;
    hands
        .choose(&format!("{} [data-value=\"200\"]", hook("display-zoom")))
        .await;
    hands.escape().await;
    app.gone(&hook("display-dialog")).await;
    hands
        .to(&format!("{}, {}", hook("passphrase"), hook("create-label")))
        .await;
}

/// Makes a vault at a door that knows none yet.
pub(crate) async fn create(app: &App, label: &str, officer: &str) {
    let hands = Keyboard(app);
    hands.begins_at(&hook("create-label")).await;
    for (field, text) in [
        ("create-label", label),
        ("create-officer", officer),
        ("create-station", "Pos A-07"),
        ("create-passphrase", PASSPHRASE),
        ("create-again", PASSPHRASE),
    ] {
        hands.write(&hook(field), text).await;
    }
    hands.key(Key::Enter).await;
    app.find(&hook("hide")).await;
}

/// Unlocks the vault that the door begins with; the focus is in its field already.
pub(crate) async fn unlock(app: &App, passphrase: &str) {
    let hands = Keyboard(app);
    hands.begins_at(&hook("passphrase")).await;
    hands.text(passphrase).await;
    hands.key(Key::Enter).await;
    app.find(&hook("hide")).await;
}

/// Begins an interview with whoever wears this number, in Khmer, up to the question for the name.
pub(crate) async fn begin(app: &App, slip: &str) {
    let hands = Keyboard(app);
    // Twice as large the button may lie out of sight, and does not have the focus then.
    if is_large() {
        hands.to(&hook("start")).await;
    } else {
        hands.begins_at(&hook("start")).await;
    }
    hands.back_to(&hook("slip")).await;
    hands.write(&hook("slip"), slip).await;
    hands.select(&hook("person-language"), "Khmer (km)").await;
    hands.press(&hook("start")).await;
    let consent = "/data/consent/consent_interview";
    asked(app, &question(consent, "")).await;
    hands.text("1").await;
    app.find(&question(
        consent,
        "[data-choice=\"yes\"][data-chosen=\"true\"]",
    ))
    .await;
    to_the_name(app).await;
}

/// To the question for the name, by the list of sections.
pub(crate) async fn to_the_name(app: &App) {
    let hands = Keyboard(app);
    let section = "[data-testid=\"section\"][data-reference=\"/data/person\"]";
    // Where there is no room beside the questions, the list opens over them.
    if app.draws(&hook("sections")).await {
        hands.press(&hook("sections")).await;
    }
    hands.back_to(section).await;
    hands.key(Key::Enter).await;
    asked(app, &question(NAME, &hook("answer"))).await;
}

/// Puts another name in the place of the one that stands there.
pub(crate) async fn name(app: &App, name: &str) {
    let hands = Keyboard(app);
    let field = question(NAME, &hook("answer"));
    asked(app, &field).await;
    hands.chord(Key::Control, 'a').await;
    hands.text(name).await;
    holds(app, name).await;
}

/// The name's field holds this.
pub(crate) async fn holds(app: &App, name: &str) {
    let field = question(NAME, &hook("answer"));
    let held = app.find(&field).await.prop("value").await.unwrap();
    assert_eq!(held.as_deref(), Some(name));
}

/// From the interview to its review, concludes that not enough is known, and signs.
pub(crate) async fn sign(app: &App, reason: &str) {
    let hands = Keyboard(app);
    stop(app, '2').await;
    app.find(&hook("review")).await;
    hands.choose(&hook("conclusion-not_enough_known")).await;
    hands.write(&hook("reason"), reason).await;
    hands.chord(Key::Control, Key::Enter).await;
    app.find(&hook("signed")).await;
}

/// Stops the interview, with the choice of this number.
pub(crate) async fn stop(app: &App, number: char) {
    let hands = Keyboard(app);
    hands.key(Key::F9).await;
    hands.begins_at(&hook("stop-dialog")).await;
    hands.text(&number.to_string()).await;
    hands.key(Key::Enter).await;
}

/// To a page of the desk, by its number.
pub(crate) async fn page(app: &App, number: char, name: &str) {
    Keyboard(app).chord(Key::Alt, number).await;
    app.find(&format!(
        "{}[aria-current=\"page\"]",
        hook(&format!("tab-{name}"))
    ))
    .await;
}

/// Goes to a path in the list of files that is open: to a file takes it, to a folder shows what is in it.
pub(crate) async fn go_to(app: &App, path: &std::path::Path) {
    let hands = Keyboard(app);
    app.find(&hook("browser")).await;
    hands
        .write(&hook("browser-path"), &path.to_string_lossy())
        .await;
    hands.key(Key::Enter).await;
}

/// Takes a folder in the list that is open.
pub(crate) async fn take_folder(app: &App, path: &std::path::Path) {
    go_to(app, path).await;
    Keyboard(app).press(&hook("browser-choose")).await;
    app.gone(&hook("browser")).await;
}
