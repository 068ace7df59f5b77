//! Vaults at any path, as the terminal makes them.

use crate::view::{Desk, NewVault};
use crate::{CommandError, Desktop};
use saring_vault::Cost;
use std::path::Path;

/// Makes a vault at a path and leaves it open.
///
/// # Errors
/// As `vault_create`.
pub fn vault_create_at(
    desktop: &Desktop,
    path: &Path,
    new: NewVault,
) -> Result<Desk, CommandError> {
    crate::run::internal::create_at(desktop, path, new, Cost::calibrate()?)
}
