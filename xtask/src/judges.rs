//! Installs the judges that are not Debian packages: pyxform and bagit from PyPI, the official form engine from npm.

use crate::checkout::Checkout;
use crate::stamp::Stamp;
use crate::{Outcome, command, interface};
use std::process::Command;

/// Sees to it that the pinned versions are there.
pub(crate) fn install(checkout: &Checkout) -> Outcome {
    let judges = checkout.root.join("tests/judges");
    python(checkout)?;
    interface::packages(&judges)
}

fn python(checkout: &Checkout) -> Outcome {
    let venv = checkout.target.join("judges/venv");
    let lock = checkout.root.join("tests/judges/requirements.txt");
    let stamp = Stamp::new(&venv, &lock)?;
    if stamp.holds() {
        return Ok(());
    }
    command::open(
        "Python judges: environment",
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv),
    )?;
    let mut pip = Command::new(venv.join("bin/pip"));
    pip.args([
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--requirement",
    ])
    .arg(&lock);
    command::open("Python judges: pyxform, bagit", &mut pip)?;
    stamp.set()
}
