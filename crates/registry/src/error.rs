//! What kept the registry from answering. Why a bundle was not taken in is no error but an outcome: it stands in the inbox.

/// A failure of the registry itself.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegistryError {
    /// The database failed.
    #[error("the registry's database failed")]
    Sqlite(#[from] rusqlite::Error),
    /// What stands in the database is not what this program wrote.
    #[error("the registry is damaged: {what}")]
    Damaged {
        /// Which kind of row.
        what: &'static str,
    },
    /// The tables were written by a later version.
    #[error("the registry is newer than this program")]
    Newer,
    /// The bundle's file could not be read.
    #[error("the file could not be read")]
    Io(#[source] std::io::Error),
    /// No signer has this key.
    #[error("no such signer")]
    NoSuchSigner,
    /// No case has this id.
    #[error("no such case")]
    NoSuchCase,
    /// Fingerprints are compared by one person with another, and both are named.
    #[error("who compared and who read must both be named")]
    WhoCompared,
    /// A document could not be written in its canonical form.
    #[error("document cannot be written")]
    Document,
}

impl RegistryError {
    /// Stable code for messages and scripts.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "registry-database",
            Self::Damaged { .. } => "registry-damaged",
            Self::Newer => "registry-newer",
            Self::Io(_) => "io",
            Self::NoSuchSigner => "unknown-signer",
            Self::NoSuchCase => "unknown-case",
            Self::WhoCompared => "who-compared",
            Self::Document => "document",
        }
    }
}
