//! One laptop: a display nobody sees and an empty home. It outlives the app, as a laptop outlives a crash.

use crate::app::App;
use crate::group::Group;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A display and a home, both gone when it is dropped; a home somewhere named stays.
#[derive(Debug)]
pub struct Machine {
    home: PathBuf,
    _vanishing: Option<TempDir>,
    display: String,
    system_bus: String,
    _screen: Group,
}

impl Machine {
    /// A new machine with a screen as large as the smallest laptop we serve, 1366 by 768, and an empty home.
    ///
    /// # Panics
    /// When there is no Xvfb.
    #[must_use]
    pub fn new() -> Self {
        let home = TempDir::with_prefix("saring-").expect("a home folder");
        let mut machine = Self::at(home.path());
        machine._vanishing = Some(home);
        machine
    }

    /// The same with its home in this folder, which stays.
    ///
    /// # Panics
    /// When there is no Xvfb.
    #[must_use]
    pub fn at(home: &Path) -> Self {
        let mut screen = Group::start(
            Command::new("Xvfb")
                .args([
                    "-displayfd",
                    "1",
                    "-screen",
                    "0",
                    "1366x768x24",
                    "-nolisten",
                    "tcp",
                    "-noreset",
                ])
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut number = String::new();
        let output = screen.leader().stdout.take().expect("Xvfb's output");
        BufReader::new(output)
            .read_line(&mut number)
            .expect("the number of the display");
        let number = number.trim();
        assert!(!number.is_empty(), "Xvfb gave no display");

        for folder in ["data", "config", "cache", "state", "run", "tmp", "stick"] {
            fs::create_dir_all(home.join(folder)).expect("a folder in the home");
        }
        fs::set_permissions(home.join("run"), Permissions::from_mode(0o700))
            .expect("a private folder");
        Self {
            display: format!(":{number}"),
            system_bus: "disabled:".to_owned(),
            home: home.to_owned(),
            _vanishing: None,
            _screen: screen,
        }
    }

    /// The same with a system bus of its own at this address; without one it has none.
    #[must_use]
    pub fn with_system_bus(mut self, address: &str) -> Self {
        address.clone_into(&mut self.system_bus);
        self
    }

    /// The display, as `DISPLAY` names it.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The home folder.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Where this machine's app keeps its vaults.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.home().join("data/saring")
    }

    /// A folder that stands for a USB stick.
    #[must_use]
    pub fn stick(&self) -> PathBuf {
        self.home().join("stick")
    }

    /// Starts the app as tests drive it.
    pub async fn launch(&self) -> App {
        App::launch(self, &crate::places::driven_desktop()).await
    }

    /// A program that sees this machine's display and home and nothing of the real ones.
    #[must_use]
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let home = self.home();
        let mut command = Command::new(program.as_ref());
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("LANG", "C.UTF-8")
            .env("HOME", home)
            .env("TMPDIR", home.join("tmp"))
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("DISPLAY", &self.display)
            .env("GDK_BACKEND", "x11")
            // No session bus: accessibility daemons would pile up, one a test.
            .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.system_bus)
            .env("NO_AT_BRIDGE", "1")
            .current_dir(home)
            .stdin(Stdio::null());
        command
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}
