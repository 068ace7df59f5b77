//! Language and display, kept outside the vault so that the door can be read.

use crate::view::Preferences;
use crate::{CommandError, Desktop};
use std::fs;
use std::path::PathBuf;

fn file(desktop: &Desktop) -> PathBuf {
    desktop.paths().config.join("preferences.json")
}

/// What was set on this machine; a file that cannot be read counts as none, and so does one that was changed by hand to
/// what could not be set.
///
/// # Errors
/// None today.
pub fn preferences(desktop: &Desktop) -> Result<Preferences, CommandError> {
    let standard = Preferences {
        language: "id".into(),
        theme: "system".into(),
        contrast: false,
        zoom: 100,
        keys: true,
        lock_after: 5,
    };
    let text = fs::read(file(desktop)).unwrap_or_default();
    let set = serde_json::from_slice(&text).ok().filter(is_known);
    Ok(set.unwrap_or(standard))
}

fn is_known(preferences: &Preferences) -> bool {
    ["id", "en", "km"].contains(&preferences.language.as_str())
        && ["light", "dark", "system"].contains(&preferences.theme.as_str())
        && (75..=300).contains(&preferences.zoom)
        && (1..=60).contains(&preferences.lock_after)
}

/// Keeps what was set.
///
/// # Errors
/// `unknown-preference` for a language, theme, size or time that Saring does not have; `io` when it cannot be written.
pub fn preferences_set(
    desktop: &Desktop,
    preferences: Preferences,
) -> Result<Preferences, CommandError> {
    if !is_known(&preferences) {
        return Err(CommandError::new("unknown-preference"));
    }
    let bytes = serde_json::to_vec(&preferences).map_err(|_| CommandError::new("io"))?;
    fs::create_dir_all(&desktop.paths().config)
        .and_then(|()| fs::write(file(desktop), bytes))
        .map_err(|e| crate::error::io(&e))?;
    Ok(preferences)
}
