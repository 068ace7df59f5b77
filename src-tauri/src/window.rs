//! The one window: what it may show, and that leaving it, by whatever way, saves what is half typed and locks the vault.

use crate::{next, page};
use saring_commands::{Desktop, Left, run};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{App, AppHandle, Manager, Url, WindowEvent};

/// How long the page has for saving what is half typed, before the vault is locked without it.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Asks the page to save what is half typed and to lock; `ui/src/views/App.svelte` hears it.
const LEAVE: &str = "window.dispatchEvent(new Event('saring-leave'))";

/// What follows the lock: the door in a new process, or nothing once the window is to be closed.
#[derive(Default)]
pub(crate) struct Leaving {
    closing: AtomicBool,
    ended: AtomicBool,
}

impl Leaving {
    /// Ends this process: what it and its web view still held in memory goes with it.
    pub(crate) fn end(&self, app: &AppHandle) {
        if self.closing.load(Ordering::SeqCst) {
            app.exit(0);
            return;
        }
        if self.ended.swap(true, Ordering::SeqCst) {
            return;
        }
        let left = app.state::<Arc<Desktop>>().left();
        // Only a door that begins with nothing of its own is the same start again.
        if left == Left::default() && !next::is_told() {
            app.request_restart();
            return;
        }
        // Where no new start succeeds the process ends all the same.
        let _ = next::start(&app.env(), &left);
        app.exit(0);
    }
}

/// Opens the window that the configuration describes.
///
/// # Errors
/// When the system gives none.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let builder = WebviewWindowBuilder::from_config(app, config)?
            .on_navigation(is_ours)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_download(|_, _| false);
        let window = drivable(builder, app)?.build()?;
        let handle = app.handle().clone();
        page::watch(&window, move || page_ended(&handle))?;
        let app = app.handle().clone();
        window.on_window_event(move |event| {
            if let WindowEvent::CloseRequested { api, .. } = event
                && app.state::<Arc<Desktop>>().is_open()
            {
                api.prevent_close();
                app.state::<Leaving>().closing.store(true, Ordering::SeqCst);
                leave(&app);
            }
        });
    }
    Ok(())
}

/// Saves what is half typed, locks the vault and ends the process; at the door nothing happens. A page that does not
/// answer in time is not waited for.
pub(crate) fn leave(app: &AppHandle) {
    let desktop = Arc::clone(&app.state::<Arc<Desktop>>());
    if !desktop.is_open() {
        return;
    }
    for window in app.webview_windows().values() {
        let _ = window.eval(LEAVE);
    }
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        lock(&desktop);
        app.state::<Leaving>().end(&app);
    });
}

/// Locks the vault and goes to a door that says why. A page that ends at such a door too would only end again: then the
/// process ends with it.
fn page_ended(app: &AppHandle) {
    let desktop = Arc::clone(&app.state::<Arc<Desktop>>());
    let told = next::told().problem;
    let again = told.is_some_and(|problem| problem.code == "page-ended");
    let app = app.clone();
    thread::spawn(move || {
        if !desktop.is_open() && again {
            app.exit(1);
            return;
        }
        // Nothing is lost when it complains: see `lock`.
        let _ = run::page_ended(&desktop);
        app.state::<Leaving>().end(&app);
    });
}

/// Locks the vault, if one is open. Nothing is lost when it fails: every answer was on disk when the page showed it.
pub(crate) fn lock(desktop: &Desktop) {
    let _ = run::lock(desktop);
}

/// True for the interface's own pages; the window never goes anywhere else.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("tauri", Some("localhost")) | ("http" | "https", Some("tauri.localhost")) => true,
        ("http", Some("localhost")) => tauri::is_dev(),
        _ => false,
    }
}

type Builder<'a> = WebviewWindowBuilder<'a, tauri::Wry, App>;

/// A private web view, which keeps nothing on disk, cannot be driven: for tests it gets a folder beside the vaults.
#[cfg(feature = "automation")]
fn drivable<'a>(builder: Builder<'a>, app: &App) -> tauri::Result<Builder<'a>> {
    let folder = app.path().app_local_data_dir()?.join("webview");
    Ok(builder.incognito(false).data_directory(folder))
}

#[cfg(not(feature = "automation"))]
#[allow(clippy::unnecessary_wraps, reason = "as its sibling for tests")]
fn drivable<'a>(builder: Builder<'a>, _: &App) -> tauri::Result<Builder<'a>> {
    Ok(builder)
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_window_stays_on_its_own_pages() {
        for (address, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("http://tauri.localhost.example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
            ("tauri://elsewhere/", false),
        ] {
            assert_eq!(
                address.parse().is_ok_and(|url| is_ours(&url)),
                ours,
                "{address}"
            );
        }
    }
}
