//! What a command answers when it cannot do what it was asked: a stable code and parameters, never a sentence.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// An error as the interface and the terminal receive it. Parameters hold counts, codes and file names; never an
/// answer, a person's name or a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct CommandError {
    /// Stable, kebab-case: `wrong-passphrase`.
    pub code: String,
    /// For the sentence.
    pub params: BTreeMap<String, String>,
}

impl CommandError {
    /// An error with this code.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            params: BTreeMap::new(),
        }
    }

    /// With one more parameter.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl ToString) -> Self {
        self.params.insert(key.to_owned(), value.to_string());
        self
    }
}

/// What went wrong with a file, without its name: `disk-full`, `no-permission`, `no-file`, `io`.
pub(crate) fn io(error: &std::io::Error) -> CommandError {
    use std::io::ErrorKind;
    CommandError::new(match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk-full",
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "no-permission",
        ErrorKind::NotFound => "no-file",
        ErrorKind::AlreadyExists => "file-exists",
        _ => "io",
    })
}

impl From<saring_vault::VaultError> for CommandError {
    fn from(error: saring_vault::VaultError) -> Self {
        use saring_vault::VaultError;
        let said = Self::new(error.code());
        match error {
            VaultError::CodeGroup { group } => said.with("group", group),
            VaultError::CodeLength { groups } => said.with("groups", groups),
            VaultError::PageLine { line } => said.with("line", line),
            VaultError::PageLength { lines } => said.with("lines", lines),
            _ => said,
        }
    }
}

impl From<saring_bundle::BundleError> for CommandError {
    fn from(error: saring_bundle::BundleError) -> Self {
        Self::new(error.code())
    }
}

impl From<saring_registry::RegistryError> for CommandError {
    fn from(error: saring_registry::RegistryError) -> Self {
        Self::new(error.code())
    }
}

impl<E> From<saring_bundle::PayloadError<E>> for CommandError
where
    E: Into<CommandError>,
{
    fn from(error: saring_bundle::PayloadError<E>) -> Self {
        match error {
            saring_bundle::PayloadError::Bundle(error) => error.into(),
            saring_bundle::PayloadError::Sink(error) => error.into(),
            _ => Self::new("damaged"),
        }
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        io(&error)
    }
}
