//! What a column header means: XLSForm's spellings, aliases and `::` languages resolved to words. Not what a cell says.

use super::codes;
use super::text::snake_case;
use crate::issue::{Address, Issue};
use std::collections::HashMap;

/// The spellings of one sheet.
pub(super) struct Vocabulary {
    /// Names that stand for themselves.
    pub(super) known: &'static [&'static str],
    /// Other spellings; `a::b` is what the header `a::b` means.
    pub(super) aliases: &'static [(&'static str, &'static str)],
}

/// The `survey` sheet.
pub(super) const SURVEY: Vocabulary = Vocabulary {
    known: &[
        "name",
        "label",
        "default",
        "guidance_hint",
        "instance",
        "query",
        "sms_field",
        "trigger",
        "bind",
        "choice_filter",
        "control",
        "hint",
        "media",
        "parameters",
        "type",
    ],
    aliases: &[
        ("compact_tag", "instance::odk:tag"),
        ("read_only", "bind::readonly"),
        ("readonly", "bind::readonly"),
        ("relevant", "bind::relevant"),
        ("relevance", "bind::relevant"),
        ("caption", "label"),
        ("appearance", "control::appearance"),
        ("required", "bind::required"),
        ("constraint", "bind::constraint"),
        ("constraining_message", "bind::jr:constraintMsg"),
        ("constraint_message", "bind::jr:constraintMsg"),
        ("calculation", "bind::calculate"),
        ("calculate", "bind::calculate"),
        ("command", "type"),
        ("tag", "name"),
        ("value", "name"),
        ("image", "media::image"),
        ("big-image", "media::big-image"),
        ("audio", "media::audio"),
        ("video", "media::video"),
        ("count", "control::jr:count"),
        ("repeat_count", "control::jr:count"),
        ("jr:count", "control::jr:count"),
        ("autoplay", "control::autoplay"),
        ("rows", "control::rows"),
        ("noapperrorstring", "bind::jr:noAppErrorString"),
        ("no_app_error_string", "bind::jr:noAppErrorString"),
        ("requiredmsg", "bind::jr:requiredMsg"),
        ("required_message", "bind::jr:requiredMsg"),
        ("body", "control"),
        ("save_to", "bind::entities:saveto"),
        ("sms_option", "sms_option"),
    ],
};

/// The `choices`, `external_choices` and `osm` sheets.
pub(super) const CHOICES: Vocabulary = Vocabulary {
    known: &["name", "label", "media", "sms_option"],
    aliases: &[
        ("caption", "label"),
        ("list_name", "list name"),
        ("value", "name"),
        ("image", "media::image"),
        ("big-image", "media::big-image"),
        ("audio", "media::audio"),
        ("video", "media::video"),
    ],
};

/// The `settings` sheet.
pub(super) const SETTINGS: Vocabulary = Vocabulary {
    known: &[
        "name",
        "title",
        "id_string",
        "version",
        "default_language",
        "style",
        "public_key",
        "submission_url",
        "auto_send",
        "auto_delete",
        "client_editable",
        "allow_choice_duplicates",
        "clean_text_values",
        "instance_name",
        "instance_xmlns",
        "instance_id",
        "omit_instanceID",
        "namespaces",
        "attribute",
        "add_none_option",
        "flat",
        "delimiter",
        "prefix",
        "sms_keyword",
        "sms_separator",
        "sms_allow_media",
        "sms_date_format",
        "sms_datetime_format",
        "sms_response",
    ],
    aliases: &[
        ("form_title", "title"),
        ("set_form_title", "title"),
        ("form_id", "id_string"),
        ("set_form_id", "id_string"),
        ("prefix", "prefix"),
    ],
};

/// The `entities` sheet.
pub(super) const ENTITIES: Vocabulary = Vocabulary {
    known: &[
        "dataset",
        "label",
        "entity_id",
        "create_if",
        "update_if",
        "repeat",
    ],
    aliases: &[("list_name", "dataset")],
};

/// The sheets `dimensions`, `indicators` and `findings`.
pub(super) const RULES: Vocabulary = Vocabulary {
    known: &[
        "name",
        "population",
        "positive",
        "label",
        "source",
        "verified",
        "dimension",
        "element",
        "strength",
        "strength_child",
        "urgent",
        "when",
        "kind",
        "stage",
        "label_unknown",
        "action",
    ],
    aliases: &[],
};

/// Columns of words, whose language may be left out after the `::`.
const TEXTS: &[&str] = &["label", "hint", "guidance_hint"];

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// As the author wrote it, white space tidied; empty for a column without one.
    pub(super) written: String,
    /// What it means: `["bind", "relevant"]`, `["label", "Khmer (km)"]`.
    pub(super) words: Vec<String>,
}

impl Header {
    /// The words as text slices, for matching.
    pub(super) fn parts(&self) -> Vec<&str> {
        self.words.iter().map(String::as_str).collect()
    }
}

/// Reads the header row of a sheet. Columns after a run of more than 20 without a header are not read, as in pyxform.
pub(super) fn read(
    sheet: &str,
    row: &[String],
    vocabulary: &Vocabulary,
    issues: &mut Vec<Issue>,
) -> Vec<Header> {
    let mut end = 0;
    for (i, cell) in row.iter().enumerate() {
        if !cell.is_empty() {
            if i > end + 20 {
                break;
            }
            end = i + 1;
        }
    }
    let row = &row[..end];
    let double = row.iter().any(|h| h.contains("::"));
    let at = |column: &str| Address {
        sheet: sheet.to_owned(),
        row: Some(1),
        column: Some(column.to_owned()),
    };
    // `label::` is the plain column where there is no other, and one of no language beside it.
    let plain: Vec<String> = row
        .iter()
        .filter_map(
            |cell| match meaning(&tidy(cell), double, vocabulary).1.as_slice() {
                [word] if TEXTS.contains(&word.as_str()) => Some(word.clone()),
                _ => None,
            },
        )
        .collect();
    let mut seen: HashMap<Vec<String>, String> = HashMap::new();
    row.iter()
        .map(|cell| {
            let written = tidy(cell);
            if written.is_empty() {
                return Header {
                    written,
                    words: Vec::new(),
                };
            }
            let (same, mut words) = meaning(&written, double, vocabulary);
            if let [word, language] = words.as_slice()
                && language.is_empty()
                && TEXTS.contains(&word.as_str())
                && !plain.contains(word)
            {
                words.pop();
            }
            match seen.get(&words) {
                // A canonical spelling beside an alias of it passes in pyxform; the exact same header never does.
                Some(first) if !same || *first == written => {
                    issues.push(
                        Issue::error(codes::DUPLICATE_COLUMN, at(&written))
                            .with("first", first.clone()),
                    );
                }
                _ => {
                    seen.insert(words.clone(), written.clone());
                }
            }
            Header { written, words }
        })
        .collect()
}

/// Whether the header is its own meaning, and its meaning.
fn meaning(header: &str, double: bool, vocabulary: &Vocabulary) -> (bool, Vec<String>) {
    let alias = |word: &str| {
        vocabulary
            .aliases
            .iter()
            .find(|(from, _)| *from == word)
            .map(|(_, to)| *to)
    };
    let known = |word: &str| vocabulary.known.contains(&word);
    let snake = snake_case(header);
    for candidate in [header, snake.as_str()] {
        if known(candidate) && alias(candidate).is_none() {
            return (candidate == header, vec![candidate.to_owned()]);
        }
    }
    let mut words: Vec<String> = if double {
        header.split("::").map(|t| t.trim().to_owned()).collect()
    } else {
        single_colon(header)
    };
    let first = snake_case(&words[0]);
    let same;
    if let Some(to) = alias(&first) {
        same = to == header;
        words.splice(0..1, to.split("::").map(str::to_owned));
    } else if known(&first) {
        same = first == header;
        words[0] = first;
    } else {
        same = true;
    }
    (same, words)
}

/// The separator of old forms, which conflicts with the prefix `jr:`.
fn single_colon(header: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in header.split(':').map(str::trim) {
        match words.last_mut() {
            Some(last) if last == "jr" => *last = format!("jr:{word}"),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn tidy(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    for c in cell.chars() {
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(header: &str) -> String {
        meaning(header, header.contains("::"), &SURVEY).1.join("|")
    }

    #[test]
    fn spellings_of_one_column() {
        for header in [
            "relevant",
            "Relevance",
            " RELEVANT",
            "bind::relevant",
            "bind:relevant",
        ] {
            assert_eq!(words(header), "bind|relevant", "{header}");
        }
        for header in ["read_only", "Read Only", "readonly"] {
            assert_eq!(words(header), "bind|readonly", "{header}");
        }
        assert_eq!(words("repeat_count"), "control|jr:count");
        assert_eq!(words("jr:count"), "control|jr:count");
        assert_eq!(
            words("Constraint Message::Khmer (km)"),
            "bind|jr:constraintMsg|Khmer (km)"
        );
        assert_eq!(words("label :English"), "label|English");
        assert_eq!(words("media::image::fr"), "media|image|fr");
        assert_eq!(words("image::fr"), "media|image|fr");
        assert_eq!(words("My Notes"), "My Notes");
        assert_eq!(words("bind::saring:identifying"), "bind|saring:identifying");
    }

    #[test]
    fn two_spellings_of_one_column_are_an_error_at_the_second() {
        let mut issues = Vec::new();
        let row: Vec<String> = ["type", "relevant", "relevance"]
            .map(str::to_owned)
            .to_vec();
        read("survey", &row, &SURVEY, &mut issues);
        assert_eq!(issues.len(), 1);
        assert_eq!(issues[0].code, codes::DUPLICATE_COLUMN);
        assert_eq!(issues[0].address.column.as_deref(), Some("relevance"));
    }
}
