//! The columns of the survey sheet, found once, and the cells of a row gathered by meaning.

use super::codes;
use super::draft::Cells;
use super::extension::ExtensionColumns;
use super::languages::{Languages, TextColumns};
use super::parameters;
use super::sheet::{Row, Table};
use crate::issue::Issue;

/// Where each meaning stands in this survey.
pub(super) struct SurveyColumns {
    pub(super) kind: Option<usize>,
    pub(super) name: Option<usize>,
    /// Columns of names in a language: no name can be in one.
    translated_names: Vec<usize>,
    pub(super) disabled: Option<usize>,
    pub(super) count: Option<usize>,
    pub(super) value_type: Option<usize>,
    pub(super) extension: ExtensionColumns,
    label: TextColumns,
    hint: TextColumns,
    guidance: TextColumns,
    constraint_message: TextColumns,
    required_message: TextColumns,
    media: [(&'static str, TextColumns); 4],
    pub(super) tag: Option<usize>,
    /// Attributes of typed answers that must be numbers, and whether whole ones.
    pub(super) numbers: [(Option<usize>, bool); 3],
    appearance: Option<usize>,
    relevant: Option<usize>,
    required: Option<usize>,
    readonly: Option<usize>,
    constraint: Option<usize>,
    calculate: Option<usize>,
    default: Option<usize>,
    pub(super) trigger: Option<usize>,
    choice_filter: Option<usize>,
    parameters: Option<usize>,
}

impl SurveyColumns {
    pub(super) fn find(table: &Table<'_>, languages: &Languages, issues: &mut Vec<Issue>) -> Self {
        let text = |words: &[&str]| languages.columns(table, words);
        let bind = |what: &str| table.column(&["bind", what]);
        Self {
            kind: table.column(&["type"]),
            name: table.column(&["name"]),
            translated_names: (0..table.headers.len())
                .filter(|c| matches!(table.headers[*c].parts()[..], ["name", _, ..]))
                .collect(),
            disabled: table.column(&["disabled"]),
            count: table.column(&["control", "jr:count"]),
            value_type: bind("type"),
            extension: ExtensionColumns::find(table, issues),
            label: text(&["label"]),
            hint: text(&["hint"]),
            guidance: text(&["guidance_hint"]),
            constraint_message: text(&["bind", "jr:constraintMsg"]),
            required_message: text(&["bind", "jr:requiredMsg"]),
            media: ["image", "big-image", "audio", "video"]
                .map(|kind| (kind, text(&["media", kind]))),
            tag: table.column(&["control", "tag"]),
            numbers: [
                ("rows", true),
                ("accuracyThreshold", false),
                ("unacceptableAccuracyThreshold", false),
            ]
            .map(|(name, whole)| (table.column(&["control", name]), whole)),
            appearance: table.column(&["control", "appearance"]),
            relevant: bind("relevant"),
            required: bind("required"),
            readonly: bind("readonly"),
            constraint: bind("constraint"),
            calculate: bind("calculate"),
            default: table.column(&["default"]),
            trigger: table.column(&["trigger"]),
            choice_filter: table.column(&["choice_filter"]),
            parameters: table.column(&["parameters"]),
        }
    }

    /// The column in which a row is named in a language.
    pub(super) fn translated_name(&self, table: &Table<'_>, row: Row<'_>) -> Option<usize> {
        let mut columns = self.translated_names.iter().copied();
        columns.find(|c| table.get(row, *c).is_some())
    }

    /// Whether a row has a label in any language.
    pub(super) fn has_label(&self, table: &Table<'_>, languages: &Languages, row: Row<'_>) -> bool {
        !languages.read(table, row, &self.label).is_empty()
    }

    /// The cells that make a node.
    pub(super) fn read(
        &self,
        table: &Table<'_>,
        languages: &Languages,
        row: Row<'_>,
        issues: &mut Vec<Issue>,
    ) -> Cells {
        let text = |columns: &TextColumns| languages.read(table, row, columns);
        let cell = |column| table.cell(row, column);
        let appearance = table.text(row, self.appearance);
        Cells {
            label: text(&self.label),
            hint: text(&self.hint),
            guidance: text(&self.guidance),
            constraint_message: text(&self.constraint_message),
            required_message: text(&self.required_message),
            media: self
                .media
                .iter()
                .map(|(kind, columns)| (*kind, text(columns)))
                .filter(|(_, t)| !t.is_empty())
                .collect(),
            appearance: appearance
                .map(|a| appearance_tokens(&a))
                .unwrap_or_default(),
            relevant: cell(self.relevant),
            required: cell(self.required),
            readonly: cell(self.readonly),
            constraint: cell(self.constraint),
            calculate: cell(self.calculate),
            default: cell(self.default),
            trigger: cell(self.trigger),
            choice_filter: cell(self.choice_filter),
            parameters: table
                .text(row, self.parameters)
                .and_then(|text| {
                    let pairs = parameters::parse(&text);
                    if pairs.is_none() {
                        issues.push(Issue::error(
                            codes::INVALID_PARAMETERS,
                            table.at_column(row.number, self.parameters),
                        ));
                    }
                    pairs
                })
                .unwrap_or_default(),
            parameters_column: self.parameters,
        }
    }

    /// Column of `appearance`, for issues.
    pub(super) fn appearance(&self) -> Option<usize> {
        self.appearance
    }
}

/// Tokens are separated by spaces; spaces inside the parentheses of `search( ... )` separate nothing.
fn appearance_tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut token = String::new();
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if c.is_whitespace() && depth == 0 {
            if !token.is_empty() {
                tokens.push(std::mem::take(&mut token));
            }
        } else {
            token.push(c);
        }
    }
    if !token.is_empty() {
        tokens.push(token);
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::appearance_tokens;

    #[test]
    fn a_search_is_one_token() {
        assert_eq!(
            appearance_tokens("minimal  search('a', 'matches', 'b', ${c})"),
            ["minimal", "search('a', 'matches', 'b', ${c})"]
        );
        assert_eq!(appearance_tokens("w1 horizontal"), ["w1", "horizontal"]);
    }
}
