//! Hears when the machine goes to sleep or its session is locked: what logind and the desktops say on D-Bus.

/// Calls `leave` when the machine is about to sleep or the session is locked. Where there is no D-Bus nothing is heard;
/// idle time still locks.
#[cfg(target_os = "linux")]
pub(crate) fn watch(leave: impl Fn() + Clone + 'static) {
    linux::watch_logind(leave.clone());
    linux::watch_screen_savers(leave);
}

/// Nothing is heard here yet; idle time still locks.
#[cfg(not(target_os = "linux"))]
pub(crate) fn watch(_leave: impl Fn() + Clone + 'static) {}

#[cfg(target_os = "linux")]
mod linux {
    use gio::glib::{ToVariant, Variant, VariantTy};
    use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection, DBusSignalFlags, UnixFDList};
    use std::process;

    const LOGIND: &str = "org.freedesktop.login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";
    const MANAGER_PATH: &str = "/org/freedesktop/login1";

    /// What desktops call the thing that locks their screen; all of them say it in the same words.
    const SCREEN_SAVERS: [&str; 5] = [
        "org.freedesktop.ScreenSaver",
        "org.gnome.ScreenSaver",
        "org.cinnamon.ScreenSaver",
        "org.mate.ScreenSaver",
        "org.xfce.ScreenSaver",
    ];

    /// Sleep, and the lock of our session: `PrepareForSleep(true)` and `Lock` (org.freedesktop.login1(5)).
    pub(super) fn watch_logind(leave: impl Fn() + Clone + 'static) {
        let Ok(bus) = gio::bus_get_sync(BusType::System, Cancellable::NONE) else {
            return;
        };
        let sleeping = leave.clone();
        // Keeps sleep waiting for a moment while what is half typed is saved. It ends with the process.
        let delay = inhibitor(&bus);
        subscribe(
            &bus,
            Some(LOGIND),
            MANAGER,
            "PrepareForSleep",
            None,
            move |said| {
                let _held = &delay;
                if says_yes(said) {
                    sleeping();
                }
            },
        );
        let session = own_session(&bus);
        subscribe(
            &bus,
            Some(LOGIND),
            "org.freedesktop.login1.Session",
            "Lock",
            session.as_deref(),
            move |_| leave(),
        );
    }

    pub(super) fn watch_screen_savers(leave: impl Fn() + Clone + 'static) {
        let Ok(bus) = gio::bus_get_sync(BusType::Session, Cancellable::NONE) else {
            return;
        };
        for interface in SCREEN_SAVERS {
            let leave = leave.clone();
            subscribe(&bus, None, interface, "ActiveChanged", None, move |said| {
                if says_yes(said) {
                    leave();
                }
            });
        }
    }

    fn subscribe(
        bus: &DBusConnection,
        sender: Option<&str>,
        interface: &str,
        signal: &str,
        path: Option<&str>,
        heard: impl Fn(&Variant) + 'static,
    ) {
        // For as long as the process lives; there is nothing to unsubscribe. The connection would end with its last
        // holder, so what hears holds it.
        let held = bus.clone();
        let _ = bus.signal_subscribe(
            sender,
            Some(interface),
            Some(signal),
            path,
            None,
            DBusSignalFlags::NONE,
            move |_, _, _, _, _, said| {
                let _held = &held;
                heard(said);
            },
        );
    }

    fn says_yes(said: &Variant) -> bool {
        matches!(said.get::<(bool,)>(), Some((true,)))
    }

    /// The path of the session that this process belongs to; without one, any session's lock is heeded: one lock too
    /// many harms nobody.
    fn own_session(bus: &DBusConnection) -> Option<String> {
        let answer = bus
            .call_sync(
                Some(LOGIND),
                MANAGER_PATH,
                MANAGER,
                "GetSessionByPID",
                Some(&(process::id(),).to_variant()),
                VariantTy::new("(o)").ok(),
                DBusCallFlags::NONE,
                PATIENCE,
                Cancellable::NONE,
            )
            .ok()?;
        answer.child_value(0).str().map(str::to_owned)
    }

    /// Milliseconds that logind has for an answer.
    const PATIENCE: i32 = 1000;

    fn inhibitor(bus: &DBusConnection) -> Option<UnixFDList> {
        let (_, descriptors) = bus
            .call_with_unix_fd_list_sync(
                Some(LOGIND),
                MANAGER_PATH,
                MANAGER,
                "Inhibit",
                Some(&("sleep", "Saring", "locks", "delay").to_variant()),
                VariantTy::new("(h)").ok(),
                DBusCallFlags::NONE,
                PATIENCE,
                UnixFDList::NONE,
                Cancellable::NONE,
            )
            .ok()?;
        Some(descriptors)
    }
}
