//! Who opens a vault changes, by keyboard: an officer leaves and comes back with a passphrase that Saring proposed, a
//! page is taken back, and a new vault key leaves out whoever is not there to type theirs.

use crate::by_keys as keys;
use crate::cross;
use crate::prepared;
use crate::team::who_opens_it;
use crate::terminal;
use fantoccini::key::Key;
use saring_commands::run;
use saring_tests::journey::{PASSPHRASE, hook};
use saring_tests::{Album, App, Keyboard, Machine, Tongue};
use serde_json::json;

const COLLEAGUE: &str = "Budi P.";
const LEAVING: &str = "delapan lampu di beranda";

/// Something in the row of the colleague.
fn row(within: &str) -> String {
    format!("[data-testid=\"officer\"][data-name=\"{COLLEAGUE}\"]{within}")
}

/// Asked once more for the passphrase of whoever is at work, types it and goes on.
async fn confirm(app: &App) {
    let hands = Keyboard(app);
    hands.begins_at(&hook("ask-current")).await;
    hands.text(PASSPHRASE).await;
    hands.key(Key::Enter).await;
    app.gone(&hook("ask")).await;
}

#[tokio::test]
async fn officers_leave_and_come_back_and_a_new_key_leaves_out_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("officers");
    let desktop = prepared::post(&machine);
    let (mine, theirs) = (PASSPHRASE.to_owned(), LEAVING.to_owned());
    run::officer_add(&desktop, mine, COLLEAGUE.to_owned(), theirs).unwrap();
    let vault = prepared::path(&desktop);
    run::lock(&desktop).unwrap();
    let opens = |passphrase: &str| {
        let asked = terminal::ask(&machine, &["vault", "slots"], &vault, passphrase);
        asked.map(|_| ()).map_err(|error| {
            assert!(error.contains("wrong-passphrase"), "{error}");
        })
    };

    let app = machine.launch().await;
    let tongue = Tongue::or(Tongue::Indonesian);
    keys::settle_in(&app, tongue).await;
    keys::unlock(&app, PASSPHRASE).await;
    let hands = Keyboard(&app);
    who_opens_it(&app).await;
    hands
        .press(&row(&format!(" {}", hook("officer-remove"))))
        .await;
    app.find(&hook("ask")).await;
    album
        .step(&app, "remove", "Before an officer is taken away.")
        .await;
    confirm(&app).await;
    app.find(&row("[data-admitted=\"false\"]")).await;
    app.in_sight(&row(&format!(" {}:not(:empty)", hook("slots-done"))))
        .await;
    album
        .step(&app, "removed", "The name stays, the way in is gone.")
        .await;

    let proposed = readmit(&app, &mut album).await;
    hands.press(&hook("recovery-make")).await;
    hands.begins_at(&hook("ask-current")).await;
    hands.text(PASSPHRASE).await;
    hands.key(Key::Enter).await;
    app.find(&hook("page")).await;
    hands.to(&hook("page-kept")).await;
    hands.key(Key::Space).await;
    hands.press(&hook("page-done")).await;
    hands.press(&hook("recovery-remove")).await;
    app.find(&hook("ask")).await;
    album
        .step(&app, "page-remove", "Before the page is taken back.")
        .await;
    confirm(&app).await;
    app.gone(&hook("recovery-remove")).await;

    hands.press(&hook("new-key")).await;
    app.find(&hook("ask-other")).await;
    album
        .step(&app, "new-key", "Whoever is there types theirs.")
        .await;
    confirm(&app).await;
    app.find(&row("[data-admitted=\"false\"]")).await;
    let left_out = tongue.says("slots_new_key_left_out");
    app.says(&left_out.with("names", COLLEAGUE)).await;
    app.in_sight(&hook("new-key-made")).await;
    album
        .step(&app, "new-key-made", "Who was left out is named.")
        .await;
    cross::press(&machine);
    app.ended();
    for gone in [LEAVING, &proposed] {
        assert_eq!(opens(gone), Err(()), "{gone}");
    }
    assert_eq!(opens(PASSPHRASE), Ok(()));
    terminal::is_whole(&machine, &vault);
}

/// The colleague comes back with a passphrase of words that Saring proposes; which they were.
async fn readmit(app: &App, album: &mut Album) -> String {
    let hands = Keyboard(app);
    hands
        .press(&row(&format!(" {}", hook("officer-readmit"))))
        .await;
    hands.begins_at(&hook("ask-current")).await;
    hands.text(PASSPHRASE).await;
    hands.press(&hook("ask-propose")).await;
    hands
        .choose(&format!("{} [data-value=\"en\"]", hook("ask-words")))
        .await;
    app.find("[data-testid=\"ask-proposed\"] .phrase[lang=\"en\"]")
        .await;
    album
        .step(app, "proposed", "A passphrase of words, for paper.")
        .await;
    let proposed = app.text("[data-testid=\"ask-proposed\"] .phrase").await;
    hands.press(&hook("ask-take")).await;
    let typed = "return [...document.querySelectorAll(arguments[0])].map((field) => field.value)";
    let fields = format!("{}, {}", hook("ask-passphrase"), hook("ask-again"));
    let typed = app.script(typed, vec![json!(fields)]).await;
    assert_eq!(typed, json!([proposed, proposed]));
    hands.press(&hook("ask-do")).await;
    app.gone(&hook("ask")).await;
    app.find(&row("[data-admitted=\"true\"]")).await;
    proposed
}
