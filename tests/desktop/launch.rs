//! The window comes, shows its own page, and answers only what it may be asked.

use saring_tests::Machine;
use serde_json::json;

#[tokio::test]
async fn the_window_shows_its_page() {
    let machine = Machine::new();
    let app = machine.launch().await;
    assert!(app.title().await.contains("Saring"));
    assert!(!app.text("body").await.is_empty());
}

#[tokio::test]
async fn only_commands_on_the_list_are_answered() {
    let machine = Machine::new();
    let app = machine.launch().await;
    assert!(app.invoke("door", json!({})).await.is_ok());
    for foreign in [
        "plugin:window|set_title",
        "plugin:event|listen",
        "plugin:path|resolve_directory",
        "shell",
    ] {
        assert!(
            app.invoke(foreign, json!({})).await.is_err(),
            "{foreign} was answered"
        );
    }
}

#[tokio::test]
async fn the_page_reaches_nothing_outside() {
    let machine = Machine::new();
    let app = machine.launch().await;
    let refused = app
        .script(
            "try { new Function('return 1')(); return false } catch { return true }",
            vec![],
        )
        .await;
    assert_eq!(refused, true, "code made from text ran");
    let went = app
        .script(
            "location.href = 'https://example.org/'; return location.protocol;",
            vec![],
        )
        .await;
    assert_eq!(went, "tauri:");
    app.find("[data-testid=\"door\"]").await;
}

#[tokio::test]
async fn closing_the_window_ends_the_app() {
    let machine = Machine::new();
    machine.launch().await.close().await;
}

#[tokio::test]
async fn locking_puts_a_new_process_in_the_place_of_the_old() {
    let machine = Machine::new();
    let app = machine.launch().await;
    let before = app.processes();
    assert_eq!(before.len(), 1);
    app.invoke_last("lock").await;
    drop(app.replaced(&before));
}

#[tokio::test]
async fn after_a_power_cut_the_door_is_there_again() {
    let machine = Machine::new();
    machine.launch().await.kill();
    let app = machine.launch().await;
    assert!(app.invoke("door", json!({})).await.is_ok());
}
