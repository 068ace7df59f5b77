//! Looking after a vault by keyboard: a copy on a stick that opens at the door, a check, another name, and the move to a
//! stick. A new name and a move end the process, and the one that follows begins at the door of that vault.

use crate::by_keys as keys;
use crate::cross;
use crate::team::lock;
use crate::terminal;
use saring_tests::journey::{PASSPHRASE, hook, kept};
use saring_tests::{Album, App, Keyboard, Machine, Tongue};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

const SLIP: &str = "K-031";
const SAID: &str = "Chan Dara, called Pisey";

/// Names of the files in a folder that belong to vaults, sorted, but for the empty ones that keep out a second opener.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names
        .filter(|name| name.contains(".saring-vault") && !name.ends_with(".lock"))
        .collect();
    names.sort();
    names
}

/// The vault that the door begins with, by its path.
async fn chosen_at_the_door(app: &App) -> PathBuf {
    app.find(&hook("door")).await;
    Keyboard(app).begins_at(&hook("passphrase")).await;
    let vault = "return document.querySelector('[data-testid=vault]:has(:checked)').dataset.path";
    PathBuf::from(app.script(vault, vec![]).await.as_str().unwrap())
}

/// That the one interview is there, and what was said in it.
async fn holds_everything(app: &App) {
    let asked = json!({ "listed": "all", "before": null });
    let rows = app.invoke("interview_list", asked).await.unwrap();
    let slips: Vec<&Value> = rows
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["slip"])
        .collect();
    assert_eq!(slips, [SLIP]);
    let id = rows[0]["id"].as_str().unwrap();
    let said = kept(app, id, &[keys::NAME.to_owned()]).await;
    assert_eq!(said, [(keys::NAME.to_owned(), SAID.to_owned())]);
}

#[tokio::test]
async fn a_vault_is_copied_checked_renamed_and_moved_to_a_stick_by_keyboard() {
    let machine = Machine::small();
    let mut album = Album::asked_for("care");
    let stick = machine.stick();
    let app = machine.launch().await;
    let tongue = Tongue::or(Tongue::English);
    keys::settle_in(&app, tongue).await;
    keys::create(&app, "Desk 1", "Dewi").await;
    keys::begin(&app, SLIP).await;
    Keyboard(&app).text(SAID).await;
    keys::stop(&app, '1').await;
    app.find(&hook("start")).await;
    let copy = copy_and_check(&app, &stick, &mut album).await;

    let app = rename(app, &machine, &mut album).await;
    assert_eq!(files(&machine.data()), all_of("Pos A-07"));
    keys::unlock(&app, PASSPHRASE).await;
    holds_everything(&app).await;

    let place = stick.join("KEMLU-02");
    fs::create_dir(&place).unwrap();
    let app = move_to(app, &machine, &place, &mut album).await;
    assert_eq!(files(&machine.data()), Vec::<String>::new());
    assert_eq!(files(&place), all_of("Pos A-07"));
    keys::unlock(&app, PASSPHRASE).await;
    keys::page(&app, '5', "keys").await;
    let elsewhere = tongue.says("care_elsewhere");
    app.says(&elsewhere.with("folder", &place.to_string_lossy()))
        .await;
    album
        .step(&app, "elsewhere", "The vault lives on the stick.")
        .await;
    holds_everything(&app).await;

    let app = lock(app, &machine).await;
    terminal::is_whole(&machine, &place.join("Pos A-07.saring-vault"));
    open_the_copy(&app, &copy, &mut album).await;
    holds_everything(&app).await;
    cross::press(&machine);
    app.ended();
    terminal::is_whole(&machine, &copy);
}

/// The files of a vault that is locked.
fn all_of(label: &str) -> Vec<String> {
    ["", ".keys", ".keys-copy"]
        .map(|ending| format!("{label}.saring-vault{ending}"))
        .to_vec()
}

async fn copy_and_check(app: &App, stick: &Path, album: &mut Album) -> PathBuf {
    let hands = Keyboard(app);
    keys::page(app, '5', "keys").await;
    album.step(app, "care", "Looking after the vault.").await;
    hands.press(&hook("care-copy")).await;
    keys::take_folder(app, stick).await;
    // In a test the stick is on the drive that the vault is on, which is said first.
    app.find(&hook("before-warning")).await;
    album
        .step(app, "before-copy", "What to know about the drive.")
        .await;
    hands.press(&hook("before-do")).await;
    let copied = app.find(&hook("care-copied")).await;
    let copy = copied.attr("data-path").await.unwrap().unwrap();
    album.step(app, "copied", "Copied and read back.").await;
    assert_eq!(files(stick).len(), 3, "{:?}", files(stick));

    hands.press(&hook("care-check")).await;
    app.find("[data-testid=\"care-report\"][data-good=\"true\"]")
        .await;
    album.step(app, "checked", "The vault is whole.").await;
    PathBuf::from(copy)
}

async fn rename(app: App, machine: &Machine, album: &mut Album) -> App {
    let hands = Keyboard(&app);
    hands.press(&hook("care-rename")).await;
    hands.begins_at(&hook("name-field")).await;
    hands.write(&hook("name-field"), "Pos A-07").await;
    album.step(&app, "rename", "Another name.").await;
    let before = app.processes();
    hands.enter_last().await;
    let app = app.follow(machine, &before).await;
    let chosen = chosen_at_the_door(&app).await;
    assert_eq!(chosen, machine.data().join("Pos A-07.saring-vault"));
    album
        .step(
            &app,
            "renamed",
            "The door, in a new process, with the new name.",
        )
        .await;
    app
}

async fn move_to(app: App, machine: &Machine, place: &Path, album: &mut Album) -> App {
    let hands = Keyboard(&app);
    keys::page(&app, '5', "keys").await;
    hands.press(&hook("care-move")).await;
    keys::take_folder(&app, place).await;
    hands.to(&hook("before-do")).await;
    album
        .step(&app, "before-move", "Before the vault moves.")
        .await;
    let before = app.processes();
    hands.enter_last().await;
    let app = app.follow(machine, &before).await;
    let chosen = chosen_at_the_door(&app).await;
    assert_eq!(chosen, place.join("Pos A-07.saring-vault"));
    album
        .step(
            &app,
            "moved",
            "The door, in a new process, with the vault on the stick.",
        )
        .await;
    app
}

/// A copy is opened by its file; the door goes to its passphrase.
async fn open_the_copy(app: &App, copy: &Path, album: &mut Album) {
    Keyboard(app).press(&hook("door-open-file")).await;
    keys::go_to(app, copy).await;
    app.gone(&hook("browser")).await;
    assert_eq!(chosen_at_the_door(app).await, copy);
    album.step(app, "copy-door", "The copy at the door.").await;
    keys::unlock(app, PASSPHRASE).await;
    album.step(app, "copy", "The copy, unlocked.").await;
}
