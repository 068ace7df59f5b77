//! One laptop: a display nobody sees and an empty home. It outlives the app, as a laptop outlives a crash.

use crate::app::App;
use crate::group::Group;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The screen of the smallest laptop that we serve.
const LAPTOP: (u32, u32) = (1366, 768);

/// A display and a home, both gone when it is dropped; a home somewhere named stays.
#[derive(Debug)]
pub struct Machine {
    home: PathBuf,
    size: (u32, u32),
    _vanishing: Option<TempDir>,
    display: String,
    session_bus: String,
    system_bus: String,
    user: Option<u32>,
    _screen: Group,
}

impl Machine {
    /// A new machine with a screen as large as the smallest laptop's that we serve, 1366 by 768, and an empty home.
    ///
    /// # Panics
    /// When there is no Xvfb.
    #[must_use]
    pub fn new() -> Self {
        Self::vanishing(LAPTOP)
    }

    /// The same with the smallest screen that the interface is laid out for, 1024 by 768.
    ///
    /// # Panics
    /// When there is no Xvfb.
    #[must_use]
    pub fn small() -> Self {
        Self::vanishing((1024, 768))
    }

    fn vanishing(size: (u32, u32)) -> Self {
        let home = TempDir::with_prefix("saring-").expect("a home folder");
        let mut machine = Self::with_screen(home.path(), size);
        machine._vanishing = Some(home);
        machine
    }

    /// The same with its home in this folder, which stays.
    ///
    /// # Panics
    /// When there is no Xvfb.
    #[must_use]
    pub fn at(home: &Path) -> Self {
        Self::with_screen(home, LAPTOP)
    }

    fn with_screen(home: &Path, size: (u32, u32)) -> Self {
        let (width, height) = size;
        let mut screen = Group::start(
            Command::new("Xvfb")
                .args(["-displayfd", "1", "-screen", "0"])
                .arg(format!("{width}x{height}x24"))
                .args(["-nolisten", "tcp", "-noreset"])
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
            session_bus: "disabled:".to_owned(),
            system_bus: "disabled:".to_owned(),
            user: None,
            home: home.to_owned(),
            size,
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

    /// The same with a session bus of its own at this address; without one it has none: accessibility daemons would pile
    /// up, one a test.
    #[must_use]
    pub fn with_session_bus(mut self, address: &str) -> Self {
        address.clone_into(&mut self.session_bus);
        self
    }

    /// The same, used by somebody without rights: root hides what protects a process from others. Needs root.
    ///
    /// # Panics
    /// When the home cannot be given away.
    #[must_use]
    pub fn of_an_ordinary_user(mut self) -> Self {
        /// `nobody` on Debian; no user of this machine has files.
        const NOBODY: u32 = 65_534;
        let mut folders = vec![self.home.clone()];
        while let Some(folder) = folders.pop() {
            std::os::unix::fs::chown(&folder, Some(NOBODY), Some(NOBODY))
                .expect("a home of theirs");
            let inside = fs::read_dir(&folder).expect("a folder that can be read");
            folders.extend(inside.flatten().map(|entry| entry.path()));
        }
        self.user = Some(NOBODY);
        self
    }

    /// Who uses it, where that is not who runs the test.
    #[must_use]
    pub fn user(&self) -> Option<u32> {
        self.user
    }

    /// Width and height of its screen in pixels.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        self.size
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
        let program = crate::places::driven_desktop();
        if self.user.is_none() {
            return App::launch(self, &program).await;
        }
        // The checkout may lie where only its owner looks.
        let installed = self.home.join("saring-desktop");
        if !installed.exists() {
            fs::copy(&program, &installed).expect("a copy of the app");
        }
        App::launch(self, &installed).await
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
            .env("DBUS_SESSION_BUS_ADDRESS", &self.session_bus)
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.system_bus)
            .env("NO_AT_BRIDGE", "1")
            .current_dir(home)
            .stdin(Stdio::null());
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        command
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::new()
    }
}
