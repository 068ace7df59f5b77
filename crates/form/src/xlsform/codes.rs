//! Every code that reading a form can report, each with what it means. Sentences for people stand in the interface.

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal;)+) => {
        $($(#[doc = $doc])+ pub const $name: &str = $code;)+

        /// All codes with their meaning, for tables and for the check that every language has a sentence for each.
        pub const ALL: &[(&str, &str)] = &[$(($code, concat!($($doc),+))),+];
    };
}

codes! {
    // The workbook.
    /// No sheet is named `survey`.
    MISSING_SURVEY_SHEET = "missing-survey-sheet";
    /// A question takes choices and there is no `choices` sheet (`sheet` names the one that is missing).
    MISSING_CHOICES_SHEET = "missing-choices-sheet";
    /// A sheet lacks a column it cannot do without (`column`).
    MISSING_COLUMN = "missing-column";
    /// Two columns say the same thing (`first` is the other header).
    DUPLICATE_COLUMN = "duplicate-column";
    /// A column header of `choices` is no element name; the column is left out where it is empty or has a space, as
    /// in every XLSForm tool, and an error where engines would refuse the form.
    INVALID_COLUMN = "invalid-column";
    /// What stands after the `::` of a header cannot be the name of an attribute (`attribute`).
    INVALID_ATTRIBUTE = "invalid-attribute";
    /// A `media::` column names no kind of media (`type`, `accepted`).
    UNKNOWN_MEDIA_TYPE = "unknown-media-type";
    /// Rows after a long run of empty ones are not read, as in every XLSForm tool.
    ROWS_IGNORED = "rows-ignored";
    /// A sheet's name is nearly that of a known sheet (`known`).
    SHEET_NAME_MISSPELT = "sheet-name-misspelt";
    /// A prefix in a column header is declared neither by XLSForm nor by `namespaces` in settings (`prefix`).
    UNDECLARED_PREFIX = "undeclared-prefix";
    /// The form uses Saring's columns or sheets and settings do not declare `saring="urn:saring:xlsform:1"`.
    MISSING_NAMESPACE = "missing-namespace";

    // Settings.
    /// A setting that has no meaning on a laptop without a server; it is carried and not acted on (`setting`).
    UNSUPPORTED_SETTING = "unsupported-setting";
    /// `default_language` names a language that no column has (`language`).
    UNKNOWN_DEFAULT_LANGUAGE = "unknown-default-language";

    // The rows of the survey.
    /// A row has a name or a label and no type.
    MISSING_TYPE = "missing-type";
    /// No question type has this name (`type`).
    UNKNOWN_TYPE = "unknown-type";
    /// A group without a question, which engines refuse, or a repeat without one (`type`).
    EMPTY_CONTAINER = "empty-container";
    /// A question, group or repeat has no name.
    MISSING_NAME = "missing-name";
    /// A name is no XML element name (`name`).
    INVALID_NAME = "invalid-name";
    /// The name is kept for the form's own metadata (`name`).
    RESERVED_NAME = "reserved-name";
    /// Two children of one group have the same name (`name`, `first` is the row of the other).
    DUPLICATE_NAME = "duplicate-name";
    /// Two names differ only in upper and lower case (`name`).
    SIMILAR_NAME = "similar-name";
    /// Two repeats have the same name, or a repeat has the name of the whole form (`name`).
    DUPLICATE_REPEAT_NAME = "duplicate-repeat-name";
    /// An end with no beginning that it could close (`type`).
    UNMATCHED_END = "unmatched-end";
    /// A group, repeat or loop that is never closed (`type`, `name`).
    UNCLOSED_GROUP = "unclosed-group";
    /// Groups stand in one another deeper than anybody can follow (`max`).
    GROUPS_TOO_DEEP = "groups-too-deep";
    /// More rows than a form can have, copies that loops make among them (`max`).
    TOO_MANY_ROWS = "too-many-rows";
    /// A row without type, name and label is passed over.
    ROW_SKIPPED = "row-skipped";
    /// The `disabled` column is outside the current standard; `relevant` says it better.
    DISABLED_COLUMN = "disabled-column";
    /// A question that is shown has no label, hint or picture; a repeat has no label.
    MISSING_LABEL = "missing-label";
    /// `big-image` is given without `image`.
    BIG_IMAGE_WITHOUT_IMAGE = "big-image-without-image";
    /// A calculation has no `calculation`.
    MISSING_CALCULATION = "missing-calculation";
    /// A question of this type takes no calculation.
    CALCULATION_NOT_ALLOWED = "calculation-not-allowed";
    /// A question of this type needs a `trigger`.
    MISSING_TRIGGER = "missing-trigger";
    /// A trigger names something that the person never answers (`name`).
    TRIGGER_NOT_VISIBLE = "trigger-not-visible";
    /// A `bind::type` that is no type of value, or not one that a choice can have (`type`).
    INVALID_VALUE_TYPE = "invalid-value-type";
    /// A type that has no meaning on a laptop; the question falls back to the plainest one (`type`).
    UNSUPPORTED_TYPE = "unsupported-type";
    /// An appearance that has no meaning on a laptop; it is ignored (`appearance`).
    UNSUPPORTED_APPEARANCE = "unsupported-appearance";
    /// A column that has no meaning on a laptop; it is ignored.
    UNSUPPORTED_COLUMN = "unsupported-column";
    /// A parameter that has no meaning on a laptop; it is ignored (`parameter`).
    UNSUPPORTED_PARAMETER = "unsupported-parameter";
    /// Parameters are not written `key=value key=value`.
    INVALID_PARAMETERS = "invalid-parameters";
    /// A type of question does not take this parameter (`parameter`, `accepted`).
    UNKNOWN_PARAMETER = "unknown-parameter";
    /// A parameter has a value that it cannot have (`parameter`, `value`).
    INVALID_PARAMETER_VALUE = "invalid-parameter-value";
    /// An entity list is declared; the values are kept in the interview, no entity is written.
    UNSUPPORTED_ENTITIES = "unsupported-entities";
    /// Something in the `entities` sheet that no tool accepts (`detail`).
    INVALID_ENTITY = "invalid-entity";

    // Choices.
    /// A question names a choice list that no row of the sheet has (`list`).
    MISSING_CHOICE_LIST = "missing-choice-list";
    /// A choice has no name (`list`).
    CHOICE_WITHOUT_NAME = "choice-without-name";
    /// A choice has no label (`name`).
    CHOICE_WITHOUT_LABEL = "choice-without-label";
    /// Two choices of a list have the same name (`name`, `list`).
    DUPLICATE_CHOICE = "duplicate-choice";
    /// A choice of a list for several answers has a space in its name (`name`, `list`).
    CHOICE_NAME_WITH_SPACE = "choice-name-with-space";
    /// `or_other` or `table-list` together with a `choice_filter`.
    FILTER_NOT_ALLOWED = "filter-not-allowed";
    /// The questions of one `table-list` use different choice lists (`list`, `first`).
    TABLE_LIST_MIXED = "table-list-mixed";
    /// Choices or data come from a file that is not beside the form; the list stays empty (`file`).
    EXTERNAL_CHOICES = "external-choices";
    /// A file beside the form is not what the ending of its name says (`file`).
    DATA_FILE_UNREADABLE = "data-file-unreadable";
    /// A file beside the form lacks a column that is asked of it (`file`, `column`).
    MISSING_FILE_COLUMN = "missing-file-column";
    /// A picture or sound is not beside the form; it cannot be shown (`file`).
    MISSING_MEDIA_FILE = "missing-media-file";
    /// Two data files, or a data file and a choice list, would have the same name in the form (`file`).
    DUPLICATE_DATA_FILE = "duplicate-data-file";
    /// A question with `search()` shares its choice list with one without (`list`).
    SEARCH_SHARES_LIST = "search-shares-list";
    /// The name of a picture or sound is put together from answers, which no engine can do.
    REFERENCE_IN_FILE_NAME = "reference-in-file-name";
    /// A file of choices is not named `.csv`, `.xml` or `.geojson` (`file`).
    INVALID_FILE_NAME = "invalid-file-name";

    // Expressions and references.
    /// A reference is not written `${name}`.
    MALFORMED_REFERENCE = "malformed-reference";
    /// A reference names no question, group or repeat (`name`).
    UNKNOWN_REFERENCE = "unknown-reference";
    /// A reference names more than one (`name`).
    AMBIGUOUS_REFERENCE = "ambiguous-reference";
    /// An expression that is no XPath (`position`: characters before the fault).
    SYNTAX_ERROR = "syntax-error";
    /// A function that does not exist (`name`).
    UNKNOWN_FUNCTION = "unknown-function";
    /// A function is called with too few or too many arguments (`name`, `given`, `min`, `max`).
    WRONG_ARGUMENT_COUNT = "wrong-argument-count";
    /// A function is given what it can never work with: a pattern that is none, a question without choices
    /// (`function`, `value`).
    INVALID_ARGUMENT = "invalid-argument";
    /// Two references stand side by side with nothing between them, which is always blank (`name` is the second).
    NOTHING_BETWEEN = "nothing-between";
    /// An expression is nested deeper than any author writes.
    TOO_DEEP = "too-deep";
    /// An expression is longer than any cell of a workbook can be.
    TOO_LONG = "too-long";
    /// Calculations depend on one another in a circle (`names`).
    CALCULATION_LOOP = "calculation-loop";
    /// A relevance depends on the question that it decides about (`names`).
    RELEVANCE_LOOP = "relevance-loop";

    // Translations.
    /// A language has no text where another has one (`language`).
    MISSING_TRANSLATION = "missing-translation";
    /// `or_other` writes "Other" in one language only; a choice of one's own can be translated.
    OTHER_NOT_TRANSLATED = "other-not-translated";

    // What Saring adds.
    /// A `bind::saring:` column that nobody knows; it is ignored.
    UNKNOWN_EXTENSION = "unknown-extension";
    /// A Saring column or sheet holds a word that it cannot hold (`value`, `accepted`).
    INVALID_VALUE = "invalid-value";
    /// `age < 18` as a gate: a blank age would hide what follows. Ask whether adulthood is known.
    AGE_GATE = "age-gate";
    /// A rule has no expression.
    MISSING_RULE = "missing-rule";
    /// Two rows of a rule sheet have the same name (`name`).
    DUPLICATE_RULE = "duplicate-rule";
    /// No row of `dimensions` has this name (`name`).
    UNKNOWN_DIMENSION = "unknown-dimension";
    /// No row of `indicators` has this name (`name`).
    UNKNOWN_INDICATOR = "unknown-indicator";
    /// An element that is not `act`, `means` or `purpose` (`name`).
    UNKNOWN_ELEMENT = "unknown-element";
    /// A rule function is given something other than a name in quotes (`function`).
    NAME_NOT_LITERAL = "name-not-literal";
    /// Rules depend on one another in a circle (`names`).
    RULE_LOOP = "rule-loop";
    /// A reference stands where a comparison should: judges disagree on what it means (`name`).
    BARE_REFERENCE = "bare-reference";
    /// A rule compares with a choice that says that the answer is unknown (`name`, `choice`): use `is-declined` or
    /// `is-unknown`.
    COMPARES_UNKNOWN_CHOICE = "compares-unknown-choice";
    /// A rule compares with a choice that the question does not have (`name`, `choice`).
    NO_SUCH_CHOICE = "no-such-choice";
    /// A rule denies something about a question that may not apply (`name`).
    NEGATION_OVER_GATE = "negation-over-gate";
    /// A rule reads a default that nobody may have confirmed (`name`).
    RULE_OVER_DEFAULT = "rule-over-default";
    /// A function that gives another answer on another day or machine, or is allowed in findings of kind `process`
    /// only, stands in a rule (`function`).
    NOT_IN_RULES = "not-in-rules";
}

#[cfg(test)]
mod tests {
    use super::ALL;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_kebab_case_and_unique() {
        let codes: BTreeSet<&str> = ALL.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), ALL.len());
        assert!(
            codes
                .iter()
                .all(|c| c.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
        );
        assert!(ALL.iter().all(|(_, meaning)| !meaning.trim().is_empty()));
    }
}
