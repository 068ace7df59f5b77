//! The languages of a form, and texts by language as the cells give them. Knows no references inside texts.

use super::codes;
use super::sheet::{Cell, Row, Table};
use crate::definition::Language;
use crate::issue::{Address, Issue};

/// What pyxform calls the language of a form without language columns.
const DEFAULT: &str = "default";

/// Columns that have a language as their last word.
const TRANSLATABLE: &[&[&str]] = &[
    &["label"],
    &["hint"],
    &["guidance_hint"],
    &["media", "image"],
    &["media", "big-image"],
    &["media", "audio"],
    &["media", "video"],
    &["bind", "jr:constraintMsg"],
    &["bind", "jr:requiredMsg"],
    &["label_unknown"],
    &["action"],
];

/// The languages of a form.
pub(super) struct Languages {
    pub(super) all: Vec<Language>,
    pub(super) default: usize,
}

/// The columns of one text.
#[derive(Clone, Debug, Default)]
pub(super) struct TextColumns {
    /// The column without a language.
    plain: Option<usize>,
    /// Language and column.
    translated: Vec<(usize, usize)>,
}

/// A text by language, as its cells say it; nothing at all where no cell says anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RawText(pub(super) Vec<Option<Cell>>);

impl RawText {
    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }
}

impl Languages {
    /// The languages that the columns of these sheets name, in the order of their first mention.
    pub(super) fn find(
        tables: &[&Table<'_>],
        wanted: Option<&str>,
        issues: &mut Vec<Issue>,
    ) -> Self {
        let mut names: Vec<String> = Vec::new();
        let mut mixed = false;
        let mut plain_used = false;
        for table in tables {
            for words in TRANSLATABLE {
                let plain = table.column(words);
                let translated: Vec<usize> = (0..table.headers.len())
                    .filter(|c| language(table, *c, words).is_some())
                    .collect();
                for row in &table.rows {
                    if plain.is_some_and(|c| row.written(c).is_some()) {
                        plain_used = true;
                        mixed |= translated.iter().any(|c| row.written(*c).is_some());
                    }
                }
            }
            // In the order of the columns, not of the texts.
            for column in 0..table.headers.len() {
                if let Some(name) = TRANSLATABLE
                    .iter()
                    .find_map(|words| language(table, column, words))
                    && !names.iter().any(|n| n == name)
                {
                    names.push(name.to_owned());
                }
            }
        }
        let default_name = wanted.unwrap_or(DEFAULT);
        let has_default = names.iter().any(|n| n == default_name);
        if !has_default && (names.is_empty() || mixed || (wanted.is_some() && plain_used)) {
            names.insert(0, default_name.to_owned());
        } else if !has_default && wanted.is_some() {
            let at = Address {
                sheet: "settings".to_owned(),
                row: Some(2),
                column: Some("default_language".to_owned()),
            };
            issues.push(
                Issue::warning(codes::UNKNOWN_DEFAULT_LANGUAGE, at).with("language", default_name),
            );
        }
        let default = names.iter().position(|n| n == default_name).unwrap_or(0);
        let all = names
            .into_iter()
            .map(|name| Language {
                code: code(&name),
                name,
            })
            .collect();
        Self { all, default }
    }

    /// The columns of one text in a sheet.
    pub(super) fn columns(&self, table: &Table<'_>, words: &[&str]) -> TextColumns {
        let translated = (0..table.headers.len())
            .filter_map(|c| {
                let name = language(table, c, words)?;
                Some((self.all.iter().position(|l| l.name == name)?, c))
            })
            .collect();
        TextColumns {
            plain: table.column(words),
            translated,
        }
    }

    /// A text that is the same in every language.
    pub(super) fn everywhere(&self, text: &str) -> RawText {
        RawText(vec![Some(Cell::generated(text)); self.all.len()])
    }

    /// The text of a row. Without a translation beside it, a text without a language is meant for all of them.
    pub(super) fn read(&self, table: &Table<'_>, row: Row<'_>, columns: &TextColumns) -> RawText {
        let mut texts = Vec::new();
        for (language, column) in &columns.translated {
            if let Some(cell) = table.cell(row, Some(*column)) {
                texts.resize(self.all.len(), None);
                texts[*language] = Some(cell);
            }
        }
        if let Some(cell) = table.cell(row, columns.plain) {
            if texts.is_empty() {
                texts.resize(self.all.len(), Some(cell));
            } else if texts[self.default].is_none() {
                texts[self.default] = Some(cell);
            }
        }
        RawText(texts)
    }

    /// Warns where a language has no text and another has: once for a missing column, else cell by cell.
    pub(super) fn check(&self, table: &Table<'_>, issues: &mut Vec<Issue>) {
        if self.all.len() < 2 {
            return;
        }
        for words in TRANSLATABLE {
            let columns = self.columns(table, words);
            for (index, language) in self.all.iter().enumerate() {
                let own = columns
                    .translated
                    .iter()
                    .find(|(l, _)| *l == index)
                    .map(|(_, c)| *c);
                let own = own.or_else(|| columns.plain.filter(|_| index == self.default));
                let others = columns
                    .translated
                    .iter()
                    .map(|(_, c)| *c)
                    .chain(columns.plain)
                    .filter(|c| Some(*c) != own);
                let others: Vec<usize> = others.collect();
                for row in &table.rows {
                    let Some(said) = others.iter().find(|c| row.written(**c).is_some()) else {
                        continue;
                    };
                    let warning = |at| {
                        Issue::warning(codes::MISSING_TRANSLATION, at)
                            .with("language", &language.name)
                    };
                    match own {
                        Some(own) if row.written(own).is_some() => {}
                        Some(own) => issues.push(warning(table.at_column(row.number, Some(own)))),
                        None => {
                            issues.push(warning(table.at_header(*said)));
                            break;
                        }
                    }
                }
            }
        }
    }
}

/// The language a column is for, when it is one of this text.
fn language<'t>(table: &'t Table<'_>, column: usize, words: &[&str]) -> Option<&'t str> {
    let header = &table.headers[column].words;
    let (last, first) = header.split_last()?;
    (first == words && !last.is_empty()).then_some(last.as_str())
}

/// The code in the parentheses of `Khmer (km)`.
fn code(name: &str) -> Option<String> {
    let (_, code) = name.strip_suffix(')')?.rsplit_once('(')?;
    let tag = !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    tag.then(|| code.to_owned())
}
