//! Where this checkout and its build folder are, and cargo as it is called here.

use crate::Outcome;
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folders everything else is relative to.
#[derive(Clone, Debug)]
pub(crate) struct Checkout {
    pub(crate) root: PathBuf,
    pub(crate) target: PathBuf,
}

impl Checkout {
    pub(crate) fn find() -> Outcome<Self> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = own
            .parent()
            .filter(|root| root.join("Cargo.lock").is_file())
            .map(Path::to_path_buf);
        let root =
            root.ok_or("the checkout has moved since xtask was built: run cargo clean -p xtask")?;
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |dir| root.join(dir));
        Ok(Self { root, target })
    }

    /// The interface's folder.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program built in the development profile.
    pub(crate) fn built(&self, program: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(program)
            .with_extension(env::consts::EXE_EXTENSION)
    }

    /// Cargo at the root, with the system's OpenSSL: development builds save minutes by it, releases do not use this.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .args(arguments)
            .current_dir(&self.root)
            .env("OPENSSL_NO_VENDOR", "1");
        // Set by `cargo run` for us; a build script that watches them would run again for nothing.
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&*name);
            }
        }
        if env::var_os("CI").is_some() {
            cargo.env("CARGO_INCREMENTAL", "0");
        }
        cargo
    }
}
