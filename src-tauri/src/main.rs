//! The desktop window and nothing else: it opens a web view on the built interface and passes each call on to
//! `saring_commands`. It knows no SQL, no cryptography and no form.
#![forbid(unsafe_code)]
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod clipboard;
mod environment;
mod handlers;
mod next;
mod page;
mod places;
mod session;
mod window;

use saring_commands::{Desktop, panics, process};
use std::process::ExitCode;
use std::sync::Arc;
use tauri::RunEvent;

fn main() -> ExitCode {
    panics::keep_quiet(|place| {
        fail(place);
    });
    if !environment::is_clean() {
        return environment::start_again_clean();
    }
    process::harden();
    #[cfg(feature = "automation")]
    environment::until_the_way_in_is_free();
    let Some(paths) = places::paths() else {
        return fail("no-home-folder");
    };
    let desktop = Arc::new(Desktop::new(paths).beginning_with(next::told()));

    let built = tauri::Builder::default()
        .manage(Arc::clone(&desktop))
        .manage(window::Leaving::default())
        .invoke_handler(handlers::all())
        .setup(|app| {
            window::open(app)?;
            clipboard::tame();
            let handle = app.handle().clone();
            session::watch(move || window::leave(&handle));
            Ok(())
        })
        .build(tauri::generate_context!());
    let Ok(app) = built else {
        return fail("no-window");
    };
    let code = app.run_return(move |_, event| {
        if matches!(event, RunEvent::Exit) {
            window::lock(&desktop);
        }
    });
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Says with a code why there is no window; nobody reads it on a desktop, a support desk does.
#[allow(clippy::print_stderr, reason = "there is no window to say it in")]
fn fail(code: &str) -> ExitCode {
    eprintln!("saring-desktop: {code}");
    ExitCode::FAILURE
}
