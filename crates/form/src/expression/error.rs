//! Why a text is no expression: a stable code and parameters, no sentence.

use std::collections::BTreeMap;
use std::fmt;

/// Why a text is no expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// `syntax-error` (parameter `position`: characters before the fault), `unknown-reference` (`name`),
    /// `unknown-function` (`name`), `wrong-argument-count` (`name`, `given`, `min`, `max`, the last empty for any
    /// number), `too-deep`, `too-long`.
    pub code: &'static str,
    /// What the sentence needs.
    pub params: BTreeMap<&'static str, String>,
}

impl ParseError {
    fn new<const N: usize>(code: &'static str, params: [(&'static str, String); N]) -> Self {
        Self {
            code,
            params: BTreeMap::from(params),
        }
    }

    pub(super) fn syntax(position: usize) -> Self {
        Self::new("syntax-error", [("position", position.to_string())])
    }

    /// With its position counted in characters of `source`, not in bytes.
    pub(super) fn in_characters(mut self, source: &str) -> Self {
        if let Some(position) = self.params.get_mut("position") {
            let bytes = position.parse().unwrap_or(0);
            let before = source.char_indices().take_while(|(at, _)| *at < bytes);
            *position = before.count().to_string();
        }
        self
    }

    pub(super) fn unknown_reference(name: &str) -> Self {
        Self::new("unknown-reference", [("name", name.to_owned())])
    }

    pub(super) fn unknown_function(name: &str) -> Self {
        Self::new("unknown-function", [("name", name.to_owned())])
    }

    pub(super) fn argument_count(name: &str, given: usize, min: usize, max: Option<usize>) -> Self {
        Self::new(
            "wrong-argument-count",
            [
                ("name", name.to_owned()),
                ("given", given.to_string()),
                ("min", min.to_string()),
                ("max", max.map_or_else(|| "…".to_owned(), |n| n.to_string())),
            ],
        )
    }

    pub(super) fn too_deep() -> Self {
        Self::new("too-deep", [])
    }

    pub(super) fn too_long() -> Self {
        Self::new("too-long", [])
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)
    }
}

impl std::error::Error for ParseError {}
