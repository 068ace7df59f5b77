//! What was copied here does not stay: the clipboard and the selection are emptied after a while, and files that were
//! chosen enter no list of recent ones.

/// Call on the main thread, once the window is there.
#[cfg(target_os = "linux")]
pub(crate) fn tame() {
    use gtk::prelude::{GtkSettingsExt as _, ObjectExt as _};
    if let Some(settings) = gtk::Settings::default() {
        settings.set_property("gtk-recent-files-enabled", false);
        debug_assert!(!settings.is_gtk_recent_files_enabled());
    }
    for selection in [gtk::gdk::SELECTION_CLIPBOARD, gtk::gdk::SELECTION_PRIMARY] {
        empty_after_a_while(&gtk::Clipboard::get(&selection));
    }
}

/// How long a text can be pasted elsewhere.
#[cfg(target_os = "linux")]
const KEPT: std::time::Duration = std::time::Duration::from_secs(20);

#[cfg(target_os = "linux")]
fn empty_after_a_while(clipboard: &gtk::Clipboard) {
    use gtk::prelude::ObjectExt as _;
    use std::cell::Cell;
    use std::rc::Rc;
    let changes = Rc::new(Cell::new(0_u64));
    clipboard.connect_local("owner-change", false, move |values| {
        let clipboard = values.first()?.get::<gtk::Clipboard>().ok()?;
        let change = changes.get() + 1;
        changes.set(change);
        let changes = Rc::clone(&changes);
        gtk::glib::timeout_add_local_once(KEPT, move || {
            if changes.get() == change {
                // Of another program's text this leaves everything as it is.
                clipboard.clear();
            }
        });
        None
    });
}

/// Nothing is known to work without unsafe code here; the page lets only words of a text field be copied.
#[cfg(not(target_os = "linux"))]
pub(crate) fn tame() {}
