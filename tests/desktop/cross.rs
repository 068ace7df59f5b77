//! The cross of a window, pressed as a window manager presses it: the window is asked to close (ICCCM, 4.2.8.1).

use saring_tests::Machine;
use x11rb::connection::Connection;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window};
use x11rb::rust_connection::RustConnection;

/// Presses the cross of every window that can be asked.
pub(crate) fn press(machine: &Machine) {
    let (screen, screens) = RustConnection::connect(Some(machine.display())).unwrap();
    let root = screen.setup().roots[screens].root;
    let atom = |name: &str| {
        let asked = screen.intern_atom(false, name.as_bytes()).unwrap();
        asked.reply().unwrap().atom
    };
    let (protocols, delete) = (atom("WM_PROTOCOLS"), atom("WM_DELETE_WINDOW"));
    let can_be_asked = |window: &Window| {
        let property = screen.get_property(false, *window, protocols, AtomEnum::ATOM, 0, u32::MAX);
        let known = property.unwrap().reply().unwrap();
        known
            .value32()
            .is_some_and(|mut known| known.any(|one| one == delete))
    };
    let windows = screen.query_tree(root).unwrap().reply().unwrap().children;
    let asked: Vec<Window> = windows.into_iter().filter(can_be_asked).collect();
    assert!(!asked.is_empty(), "no window has a cross");
    for window in asked {
        let event = ClientMessageEvent::new(32, window, protocols, [delete, 0, 0, 0, 0]);
        screen
            .send_event(false, window, EventMask::NO_EVENT, event)
            .unwrap();
    }
    // The display hears no more of a connection that has ended: wait until it has heard this.
    screen.get_input_focus().unwrap().reply().unwrap();
}
