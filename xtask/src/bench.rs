//! Speed beside the peers, in one run: the form engine beside pyxform and ODK's own engine, the vault beside plain
//! SQLite.

use crate::checkout::Checkout;
use crate::{Outcome, command, judges, needs};

/// A large published form, beside a checkout or not there.
const PUBLISHED: &str = "../shared/forms/whova_form.xlsx";

/// `cargo xtask bench [--rounds N] [--most QUESTIONS] [--form FILE]`.
pub(crate) fn run(checkout: &Checkout, options: &[&str]) -> Outcome {
    needs::node()?;
    needs::packages(&[needs::BUILD, needs::JUDGE])?;
    judges::install(checkout)?;
    let mut bench = checkout.cargo(&[
        "bench",
        "--package",
        "saring-form",
        "--bench",
        "side_by_side",
        "--",
    ]);
    bench
        .arg("--python")
        .arg(checkout.target.join("judges/venv/bin/python"))
        .arg("--scripts")
        .arg(checkout.root.join("tests/judges"));
    let published = checkout.root.join(PUBLISHED);
    if published.is_file() {
        bench.arg("--form").arg(published);
    } else {
        println!("skipped: no published form beside the checkout");
    }
    command::open("form engine beside its judges", bench.args(options))
}

/// `cargo xtask bench vault [--rounds N] [--answers N] [--interviews N]`.
pub(crate) fn vault(checkout: &Checkout, options: &[&str]) -> Outcome {
    let bench = [
        "bench",
        "--package",
        "saring-vault",
        "--bench",
        "beside_sqlite",
        "--",
    ];
    command::open(
        "vault beside plain SQLite",
        checkout.cargo(&bench).args(options),
    )
}
