//! Why an event was refused.

/// Why an event was refused. Never carries the value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// No such node.
    #[error("unknown-reference")]
    UnknownReference {
        /// As given.
        reference: String,
    },
    /// The node is no question.
    #[error("not-a-question")]
    NotAQuestion {
        /// As given.
        reference: String,
    },
    /// The node is calculated or read-only.
    #[error("read-only")]
    ReadOnly {
        /// As given.
        reference: String,
    },
    /// The type of the question cannot hold the value.
    #[error("invalid-value")]
    InvalidValue {
        /// As given.
        reference: String,
    },
    /// The choice is not among those offered.
    #[error("not-a-choice")]
    NotAChoice {
        /// As given.
        reference: String,
    },
    /// The node is no repeat, or no instance of one.
    #[error("not-a-repeat")]
    NotARepeat {
        /// As given.
        reference: String,
    },
    /// The form fixes how many instances there are.
    #[error("repeat-count-fixed")]
    RepeatCountFixed {
        /// As given.
        reference: String,
    },
}

impl AnswerError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownReference { .. } => "unknown-reference",
            Self::NotAQuestion { .. } => "not-a-question",
            Self::ReadOnly { .. } => "read-only",
            Self::InvalidValue { .. } => "invalid-value",
            Self::NotAChoice { .. } => "not-a-choice",
            Self::NotARepeat { .. } => "not-a-repeat",
            Self::RepeatCountFixed { .. } => "repeat-count-fixed",
        }
    }

    /// The node it is about.
    #[must_use]
    pub fn reference(&self) -> &str {
        match self {
            Self::UnknownReference { reference }
            | Self::NotAQuestion { reference }
            | Self::ReadOnly { reference }
            | Self::InvalidValue { reference }
            | Self::NotAChoice { reference }
            | Self::NotARepeat { reference }
            | Self::RepeatCountFixed { reference } => reference,
        }
    }
}
