//! What is copied: words of a text field, for a short while, and nothing else.

use saring_tests::{Machine, journey as walk, limit};
use x11rb::protocol::xproto::ConnectionExt;
use x11rb::rust_connection::RustConnection;

/// Selects everything in the field and copies it, as on a keyboard.
const COPY_ALL: &str = "\u{e009}ac\u{e000}";

/// Whether any program offers a copied text.
fn is_full(machine: &Machine) -> bool {
    let (screen, _) = RustConnection::connect(Some(machine.display())).unwrap();
    let atom = screen.intern_atom(false, b"CLIPBOARD").unwrap();
    let atom = atom.reply().unwrap().atom;
    let owner = screen.get_selection_owner(atom).unwrap();
    owner.reply().unwrap().owner != x11rb::NONE
}

#[tokio::test]
async fn words_can_be_moved_about_and_are_taken_off_the_clipboard_again() {
    let machine = Machine::new();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    walk::start_interview(&app, "Khmer (km)").await;
    walk::lead(&app, Some("/data/person/full_name")).await;
    let field = "[data-reference=\"/data/person/full_name\"] [data-testid=\"answer\"]";
    app.type_into(field, COPY_ALL).await;
    limit::until("the words are on the clipboard", || {
        is_full(&machine).then_some(())
    });
    limit::until("the clipboard is empty", || {
        (!is_full(&machine)).then_some(())
    });
    app.close().await;
}

#[tokio::test]
async fn a_passphrase_that_is_shown_cannot_be_copied() {
    let machine = Machine::new();
    let app = machine.launch().await;
    walk::create_vault(&app, "Meja 1", "Sri W.", "Pos A-07", "field").await;
    let before = app.processes();
    app.invoke_last("lock").await;
    drop(app.replaced(&before));
    let app = machine.launch().await;
    let field = "[data-testid=\"passphrase\"]";
    app.type_into(field, walk::PASSPHRASE).await;
    app.click("[data-testid=\"passphrase-show\"]").await;
    app.type_into(field, COPY_ALL).await;
    // As much as a copy takes, and more.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert!(!is_full(&machine));
    app.close().await;
}
