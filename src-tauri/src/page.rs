//! The page lives in a process of its own, which the system may end when memory runs out. What is left is an empty window
//! before an open vault; it must not stay like that.

use tauri::WebviewWindow;

/// Calls this on the main thread when the page's process has ended by itself.
///
/// # Errors
/// When the window has no page.
#[cfg(target_os = "linux")]
pub(crate) fn watch(
    window: &WebviewWindow,
    ended: impl Fn() + Send + 'static,
) -> tauri::Result<()> {
    use webkit2gtk::WebViewExt as _;
    window.with_webview(move |page| {
        page.inner()
            .connect_web_process_terminated(move |_, _| ended());
    })
}

/// Elsewhere this was never tried.
#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps, reason = "as its sibling for Linux")]
pub(crate) fn watch(_: &WebviewWindow, _: impl Fn() + Send + 'static) -> tauri::Result<()> {
    Ok(())
}
