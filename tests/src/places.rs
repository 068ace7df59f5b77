//! Where things are: the checkout, the build folder, the programs under test.

use std::env;
use std::path::{Path, PathBuf};

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_path_buf)
        .unwrap_or_default()
}

/// Cargo's build folder, found as xtask finds it.
#[must_use]
pub fn target() -> PathBuf {
    let root = root();
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// The desktop app as tests drive it (feature `automation`).
///
/// # Panics
/// When it has not been built.
#[must_use]
pub fn driven_desktop() -> PathBuf {
    built("desktop/driven/saring-desktop")
}

/// The desktop app as people get it.
///
/// # Panics
/// When it has not been built.
#[must_use]
pub fn plain_desktop() -> PathBuf {
    built("desktop/plain/saring-desktop")
}

/// The terminal's `saring`.
///
/// # Panics
/// When it has not been built.
#[must_use]
pub fn saring() -> PathBuf {
    built("debug/saring")
}

fn built(path: &str) -> PathBuf {
    let path = target().join(path);
    assert!(
        path.is_file(),
        "{} is not built: run `cargo xtask test`",
        path.display()
    );
    path
}
