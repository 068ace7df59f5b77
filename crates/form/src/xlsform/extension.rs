//! The `bind::saring:` columns of the survey (extensions.md §1) and what groups hand down.

use super::codes;
use super::sheet::{Row, Table};
use crate::definition::{Extension, QuestionType};
use crate::issue::Issue;

/// What an answer may be used for.
pub(super) const USES: &[&str] = &[
    "interview",
    "share",
    "referral",
    "statistics",
    "law_enforcement",
    "protected",
];

/// What an answer may be used for when the form is silent.
const DEFAULT_USES: &[&str] = &["interview", "share"];

/// Concepts that point to a person whatever the type of the question.
const IDENTIFYING_CONCEPTS: &[&str] = &[
    "name",
    "birth_date",
    "passport",
    "phone",
    "safe_contact",
    "recruiter_name",
    "recruiter_phone",
    "account",
];

/// The extension columns of a survey.
#[derive(Debug, Default)]
pub(super) struct ExtensionColumns {
    identifying: Option<usize>,
    uses: Option<usize>,
    consent: Option<usize>,
    concept: Option<usize>,
    htcds: Option<usize>,
}

/// What rows say themselves; `None` where they are silent and what stands above them holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    identifying: Option<bool>,
    uses: Option<Vec<String>>,
    consent: Option<String>,
    concept: Option<String>,
    htcds: Option<Vec<String>>,
}

impl ExtensionColumns {
    pub(super) fn find(table: &Table<'_>, issues: &mut Vec<Issue>) -> Self {
        let mut columns = Self::default();
        for (column, header) in table.headers.iter().enumerate() {
            let ["bind", name] = header.parts()[..] else {
                continue;
            };
            let Some(name) = name.strip_prefix("saring:") else {
                continue;
            };
            let slot = match name {
                "identifying" => &mut columns.identifying,
                "uses" => &mut columns.uses,
                "consent" => &mut columns.consent,
                "concept" => &mut columns.concept,
                "htcds" => &mut columns.htcds,
                _ => {
                    issues.push(Issue::warning(
                        codes::UNKNOWN_EXTENSION,
                        table.at_header(column),
                    ));
                    continue;
                }
            };
            *slot = Some(column);
        }
        columns
    }

    /// Whether the form has any.
    pub(super) fn any(&self) -> bool {
        [
            self.identifying,
            self.uses,
            self.consent,
            self.concept,
            self.htcds,
        ]
        .iter()
        .any(Option::is_some)
    }

    /// What a row says, over what the groups around it say.
    pub(super) fn read(
        &self,
        table: &Table<'_>,
        row: Row<'_>,
        above: &Said,
        issues: &mut Vec<Issue>,
    ) -> Said {
        let mut refuse = |column: Option<usize>, value: &str, accepted: &str| {
            let at = table.at_column(row.number, column);
            issues.push(
                Issue::error(codes::INVALID_VALUE, at)
                    .with("value", value)
                    .with("accepted", accepted),
            );
        };
        let mut said = above.clone();
        if let Some(word) = table.text(row, self.identifying) {
            match &*word {
                "yes" => said.identifying = Some(true),
                "no" => said.identifying = Some(false),
                other => {
                    refuse(self.identifying, other, "yes no");
                    said.identifying = Some(true);
                }
            }
        }
        if let Some(words) = table.text(row, self.uses) {
            for word in words.split_whitespace().filter(|w| !USES.contains(w)) {
                refuse(self.uses, word, &USES.join(" "));
            }
            said.uses = Some(list(&words));
        }
        if let Some(word) = table.text(row, self.consent) {
            let service = word
                .strip_prefix("referral:")
                .is_some_and(|s| !s.is_empty() && !s.contains(char::is_whitespace));
            if !service && !USES.contains(&&*word) {
                refuse(
                    self.consent,
                    &word,
                    &format!("{} referral:SERVICE", USES.join(" ")),
                );
            }
            said.consent = Some(word.into_owned());
        }
        if let Some(word) = table.text(row, self.concept) {
            said.concept = Some(word.into_owned());
        }
        if let Some(words) = table.text(row, self.htcds) {
            said.htcds = Some(list(&words));
        }
        said
    }
}

fn list(words: &str) -> Vec<String> {
    words.split_whitespace().map(str::to_owned).collect()
}

impl Said {
    /// What holds for a group or repeat itself.
    pub(super) fn for_container(&self) -> Extension {
        self.settle(true)
    }

    /// What holds for a question of this type.
    pub(super) fn for_question(&self, kind: QuestionType) -> Extension {
        self.settle(!is_coarse(kind))
    }

    /// Identifying fails closed: only a form that says `no`, or a type that cannot point to anyone, is not.
    fn settle(&self, by_type: bool) -> Extension {
        let by_concept = self
            .concept
            .as_deref()
            .is_some_and(|c| IDENTIFYING_CONCEPTS.contains(&c));
        Extension {
            identifying: self.identifying.unwrap_or(by_type || by_concept),
            uses: self
                .uses
                .clone()
                .unwrap_or_else(|| DEFAULT_USES.iter().map(|u| (*u).to_owned()).collect()),
            consent: self.consent.clone(),
            concept: self.concept.clone(),
            htcds: self.htcds.clone().unwrap_or_default(),
        }
    }
}

/// Types whose answers are coarse: a choice, a number, a tick.
fn is_coarse(kind: QuestionType) -> bool {
    use QuestionType as Q;
    matches!(
        kind,
        Q::SelectOne
            | Q::SelectMultiple
            | Q::Rank
            | Q::Integer
            | Q::Decimal
            | Q::Range
            | Q::Acknowledge
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifying_fails_closed() {
        let silent = Said::default();
        for kind in [
            QuestionType::Text,
            QuestionType::Note,
            QuestionType::Image,
            QuestionType::Geopoint,
            QuestionType::Date,
            QuestionType::Calculate,
        ] {
            assert!(silent.for_question(kind).identifying, "{kind:?}");
        }
        assert!(!silent.for_question(QuestionType::SelectOne).identifying);
        let phone = Said {
            concept: Some("phone".into()),
            ..Said::default()
        };
        assert!(phone.for_question(QuestionType::Integer).identifying);
        let declared = Said {
            identifying: Some(false),
            ..phone
        };
        assert!(!declared.for_question(QuestionType::Text).identifying);
    }
}
