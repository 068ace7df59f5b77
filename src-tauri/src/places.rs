//! Where this user's vaults and preferences are, by the system's own custom.

use etcetera::BaseStrategy;
use saring_commands::Paths;
use std::env;
use std::path::PathBuf;

/// The folders for data and for preferences: `SARING_DATA_DIR` and `SARING_CONFIG_DIR` when set (a stick, a test),
/// else `saring` in the user's own. None when the system names no home.
pub(crate) fn paths() -> Option<Paths> {
    let own = |name| {
        env::var_os(name)
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    };
    if let (Some(data), Some(config)) = (own("SARING_DATA_DIR"), own("SARING_CONFIG_DIR")) {
        return Some(Paths { data, config });
    }
    let base = etcetera::choose_base_strategy().ok()?;
    Some(Paths {
        data: own("SARING_DATA_DIR").unwrap_or_else(|| base.data_dir().join("saring")),
        config: own("SARING_CONFIG_DIR").unwrap_or_else(|| base.config_dir().join("saring")),
    })
}
