//! Why a submission could not be read.

/// A submission that is none, or none of this form. Never carries an answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SubmissionError {
    /// Not well-formed XML.
    #[error("submission-not-xml")]
    NotXml {
        /// Bytes before the fault.
        at: u64,
    },
    /// More elements, or deeper ones, than any answered form has.
    #[error("submission-too-large")]
    TooLarge,
    /// Of another form.
    #[error("submission-other-form")]
    OtherForm {
        /// `id` of its root element, as written there.
        id: String,
    },
}

impl SubmissionError {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotXml { .. } => "submission-not-xml",
            Self::TooLarge => "submission-too-large",
            Self::OtherForm { .. } => "submission-other-form",
        }
    }
}
