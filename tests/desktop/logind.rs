//! A private bus on which the test plays logind, and what a desktop locks its screen with.

use gio::glib::{ToVariant, Variant};
use gio::{Cancellable, DBusCallFlags, DBusConnection, DBusConnectionFlags};
use saring_tests::group::Group;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

/// logind, as far as an app hears it.
pub(crate) struct Logind {
    bus: DBusConnection,
    address: String,
    _daemon: Group,
}

impl Logind {
    pub(crate) fn start() -> Self {
        let mut daemon = Group::start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--print-address=1"])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut address = String::new();
        let output = daemon.leader().stdout.take().unwrap();
        BufReader::new(output).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        let bus = DBusConnection::for_address_sync(
            &address,
            DBusConnectionFlags::AUTHENTICATION_CLIENT
                | DBusConnectionFlags::MESSAGE_BUS_CONNECTION,
            None,
            Cancellable::NONE,
        )
        .unwrap();
        let replace_existing = 4_u32;
        bus.call_sync(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "RequestName",
            Some(&("org.freedesktop.login1", replace_existing).to_variant()),
            None,
            DBusCallFlags::NONE,
            5000,
            Cancellable::NONE,
        )
        .unwrap();
        Self {
            bus,
            address,
            _daemon: daemon,
        }
    }

    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The machine is about to sleep, or has woken up.
    pub(crate) fn sleep(&self, begins: bool) {
        self.say(
            "/org/freedesktop/login1",
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            Some(&(begins,).to_variant()),
        );
    }

    /// Somebody locked the session.
    pub(crate) fn lock(&self) {
        self.say(
            "/org/freedesktop/login1/session/_31",
            "org.freedesktop.login1.Session",
            "Lock",
            None,
        );
    }

    /// The desktop locked its screen, or it was unlocked again.
    pub(crate) fn screen_saver(&self, begins: bool) {
        self.say(
            "/org/gnome/ScreenSaver",
            "org.gnome.ScreenSaver",
            "ActiveChanged",
            Some(&(begins,).to_variant()),
        );
    }

    fn say(&self, path: &str, interface: &str, signal: &str, what: Option<&Variant>) {
        self.bus
            .emit_signal(None, path, interface, signal, what)
            .unwrap();
        self.bus.flush_sync(Cancellable::NONE).unwrap();
    }
}
