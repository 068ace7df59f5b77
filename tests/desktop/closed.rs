//! The app as people get it cannot be driven, whatever the environment says.

use saring_tests::group::Group;
use saring_tests::{Machine, limit, places, port};
use std::net::TcpStream;
use std::path::Path;
use std::process::Stdio;

/// Starts the program with the web view's switches set, waits for its web process, and says whether a driver could
/// come in by the port that WebKit would open before that.
fn lets_a_driver_in(program: &Path) -> bool {
    let machine = Machine::new();
    let port = port::free();
    let mut command = machine.command(program);
    command
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("WEBKIT_INSPECTOR_SERVER", format!("127.0.0.1:{port}"))
        .stderr(Stdio::null());
    let app = Group::start(&mut command);
    limit::until("a web process", || {
        (!app.running_name("WebKitWebProcess").is_empty()).then_some(())
    });
    TcpStream::connect(("127.0.0.1", port)).is_ok()
}

#[test]
fn the_app_as_people_get_it_has_no_door_for_a_driver() {
    assert!(!lets_a_driver_in(&places::plain_desktop()));
}

#[test]
fn the_app_as_tests_drive_it_has_one() {
    // Without this the test above would pass for any program that opens another port.
    assert!(lets_a_driver_in(&places::driven_desktop()));
}
