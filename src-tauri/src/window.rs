//! The one window: what it may show, and that closing it locks the vault first.

use saring_commands::{Desktop, run};
use std::sync::Arc;
use tauri::webview::{NewWindowResponse, WebviewWindowBuilder};
use tauri::{App, Manager, Url, WindowEvent};

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
        let desktop = Arc::clone(&app.state::<Arc<Desktop>>());
        window.on_window_event(move |event| {
            if matches!(event, WindowEvent::CloseRequested { .. }) {
                lock(&desktop);
            }
        });
    }
    Ok(())
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
