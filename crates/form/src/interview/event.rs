//! What can happen to an interview, one JSON object each: the lines of a replay script (design.md §7) and the history
//! that a vault keeps.

use serde::{Deserialize, Serialize, de};

/// Why a question has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// The question was not asked.
    NotAsked,
    /// The person does not know.
    Unknown,
    /// The person does not want to answer.
    Declined,
}

/// One event. References are indexed as pyxform and ODK write them: `/data/repeat[2]/question`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `{"op":"set","ref":...,"value":...}`: an answer as XML text; empty clears. `op` may be left out.
    Set {
        /// A question.
        reference: String,
        /// XML text.
        value: String,
    },
    /// `{"op":"skip","ref":...,"reason":...}`: no answer, and why.
    Skip {
        /// A question.
        reference: String,
        /// Why.
        reason: Unknown,
    },
    /// `{"op":"add","ref":"/data/rep"}`: one more repeat instance at the end.
    Add {
        /// A repeat range.
        reference: String,
    },
    /// `{"op":"remove","ref":"/data/rep[2]"}`: this repeat instance goes.
    Remove {
        /// A repeat instance.
        reference: String,
    },
}

impl Event {
    /// An answer.
    #[must_use]
    pub fn set(reference: impl Into<String>, value: impl Into<String>) -> Self {
        Self::Set {
            reference: reference.into(),
            value: value.into(),
        }
    }

    /// No answer.
    #[must_use]
    pub fn skip(reference: impl Into<String>, reason: Unknown) -> Self {
        Self::Skip {
            reference: reference.into(),
            reason,
        }
    }

    /// One more repeat instance.
    #[must_use]
    pub fn add(reference: impl Into<String>) -> Self {
        Self::Add {
            reference: reference.into(),
        }
    }

    /// One repeat instance less.
    #[must_use]
    pub fn remove(reference: impl Into<String>) -> Self {
        Self::Remove {
            reference: reference.into(),
        }
    }

    /// The node it is about.
    #[must_use]
    pub fn reference(&self) -> &str {
        match self {
            Self::Set { reference, .. }
            | Self::Skip { reference, .. }
            | Self::Add { reference }
            | Self::Remove { reference } => reference,
        }
    }
}

/// How an event is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    #[serde(default)]
    op: Op,
    #[serde(rename = "ref")]
    reference: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<Unknown>,
}

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Op {
    #[default]
    Set,
    Skip,
    Add,
    Remove,
}

impl Serialize for Event {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let line = |op, reference: &String| Line {
            op,
            reference: reference.clone(),
            value: None,
            reason: None,
        };
        match self {
            Self::Set { reference, value } => Line {
                value: Some(value.clone()),
                ..line(Op::Set, reference)
            },
            Self::Skip { reference, reason } => Line {
                reason: Some(*reason),
                ..line(Op::Skip, reference)
            },
            Self::Add { reference } => line(Op::Add, reference),
            Self::Remove { reference } => line(Op::Remove, reference),
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Line {
            op,
            reference,
            value,
            reason,
        } = Line::deserialize(deserializer)?;
        match (op, value, reason) {
            (Op::Set, Some(value), None) => Ok(Self::Set { reference, value }),
            (Op::Set, None, _) => Err(de::Error::missing_field("value")),
            (Op::Skip, None, Some(reason)) => Ok(Self::Skip { reference, reason }),
            (Op::Skip, _, None) => Err(de::Error::missing_field("reason")),
            (Op::Add, None, None) => Ok(Self::Add { reference }),
            (Op::Remove, None, None) => Ok(Self::Remove { reference }),
            _ => Err(de::Error::custom("a field that this op does not have")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_as_a_script_line_and_read_back() {
        for (event, json) in [
            (
                Event::set("/data/a", "1"),
                r#"{"op":"set","ref":"/data/a","value":"1"}"#,
            ),
            (
                Event::skip("/data/a", Unknown::NotAsked),
                r#"{"op":"skip","ref":"/data/a","reason":"not_asked"}"#,
            ),
            (Event::add("/data/r"), r#"{"op":"add","ref":"/data/r"}"#),
            (
                Event::remove("/data/r[2]"),
                r#"{"op":"remove","ref":"/data/r[2]"}"#,
            ),
        ] {
            assert_eq!(serde_json::to_string(&event).unwrap(), json);
            assert_eq!(serde_json::from_str::<Event>(json).unwrap(), event);
        }
        assert_eq!(
            serde_json::from_str::<Event>(r#"{"ref":"/data/a","value":"x"}"#).unwrap(),
            Event::set("/data/a", "x")
        );
        assert!(serde_json::from_str::<Event>(r#"{"op":"skip","ref":"/data/a"}"#).is_err());
    }
}
