//! What the `type` cell of a row says: question, select, group, end. Knows no other cell.

use crate::definition::{Preload, QuestionType, ValueType};

/// A container that begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Group,
    Repeat,
    Loop,
}

impl Container {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Repeat => "repeat",
            Self::Loop => "loop",
        }
    }
}

/// What a `type` cell says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TypeCell<'a> {
    Begin(Container, Option<&'a str>),
    End(Container),
    Select(SelectCell<'a>),
    /// A select without a list.
    SelectAlone,
    /// `group` or `repeat` alone: a container without contents.
    Empty(Container),
    /// `csv-external`, `xml-external`: a data file, no question.
    DataFile,
    /// A setting on the survey sheet, as old forms have them; the canonical name of the setting.
    Setting(&'static str),
    Plain(PlainType),
    Unknown,
}

/// A question with choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct SelectCell<'a> {
    pub(super) kind: QuestionType,
    pub(super) list: &'a str,
    pub(super) or_other: bool,
    /// The command says that the list is a file.
    pub(super) from_file: bool,
    /// The list stands in `external_choices`.
    pub(super) external: bool,
    /// Which parameters are accepted: a file's value and label too.
    pub(super) file_parameters: bool,
}

/// A question without choices, as XLSForm's table of types has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct PlainType {
    pub(super) kind: QuestionType,
    pub(super) value: ValueType,
    /// Whether the type is shown at all.
    pub(super) shown: bool,
    /// Built-in constraint, replaced by the author's own.
    pub(super) constraint: Option<&'static str>,
    /// Built-in hint.
    pub(super) hint: Option<&'static str>,
    /// Which parameters are checked, when any are.
    pub(super) parameters: Option<&'static [&'static str]>,
    /// Old device data, background recording: nothing a laptop has.
    pub(super) unsupported: bool,
}

const SELECTS: &[(&str, QuestionType)] = &[
    ("add select one prompt using", QuestionType::SelectOne),
    (
        "add select multiple prompt using",
        QuestionType::SelectMultiple,
    ),
    ("select all that apply from", QuestionType::SelectMultiple),
    ("select one from", QuestionType::SelectOne),
    ("select1", QuestionType::SelectOne),
    ("select_one", QuestionType::SelectOne),
    ("select one", QuestionType::SelectOne),
    ("select_multiple", QuestionType::SelectMultiple),
    ("select all that apply", QuestionType::SelectMultiple),
    ("select_one_external", QuestionType::SelectOne),
    ("select_one_from_file", QuestionType::SelectOne),
    ("select_multiple_from_file", QuestionType::SelectMultiple),
    ("select one from file", QuestionType::SelectOne),
    ("select multiple from file", QuestionType::SelectMultiple),
    ("rank", QuestionType::Rank),
];

/// Reads a `type` cell. Spelling is exact, as in pyxform: `Text` is no type.
pub(super) fn read(cell: &str) -> TypeCell<'_> {
    if let Some(begin) = begin(cell) {
        return begin;
    }
    if let Some(end) = cell
        .strip_prefix("end")
        .and_then(|r| r.strip_prefix([' ', '_', '\t', '\n']))
        .and_then(container)
    {
        return TypeCell::End(end);
    }
    if let Some(select) = select(cell) {
        return TypeCell::Select(select);
    }
    match cell {
        _ if is_data_file(cell) => TypeCell::DataFile,
        "group" => TypeCell::Empty(Container::Group),
        "repeat" => TypeCell::Empty(Container::Repeat),
        "form_title" | "set_form_title" => TypeCell::Setting("title"),
        "form_id" | "set_form_id" => TypeCell::Setting("id_string"),
        "prefix" => TypeCell::Setting("prefix"),
        "q select"
        | "q select1"
        | "select one using"
        | "select multiple using"
        | "select multiple from" => TypeCell::SelectAlone,
        _ if SELECTS.iter().any(|(command, _)| *command == cell) => TypeCell::SelectAlone,
        // Like pyxform, anything that says `osm LIST` somewhere.
        _ if cell
            .split_once("osm ")
            .is_some_and(|(_, list)| list.starts_with(|c: char| !c.is_whitespace())) =>
        {
            plain("osm").map_or(TypeCell::Unknown, TypeCell::Plain)
        }
        _ => plain(cell).map_or(TypeCell::Unknown, TypeCell::Plain),
    }
}

/// Whether a `type` cell declares a file of data.
pub(super) fn is_data_file(cell: &str) -> bool {
    matches!(cell, "csv-external" | "xml-external")
}

fn container(word: &str) -> Option<Container> {
    match word {
        "group" => Some(Container::Group),
        "repeat" | "lgroup" | "looped group" => Some(Container::Repeat),
        "loop" => Some(Container::Loop),
        _ => None,
    }
}

fn begin(cell: &str) -> Option<TypeCell<'_>> {
    let rest = cell
        .strip_prefix("begin")?
        .strip_prefix([' ', '_', '\t', '\n'])?;
    if let Some(kind) = container(rest) {
        return Some(TypeCell::Begin(kind, None));
    }
    // `begin loop over LIST`; pyxform takes a list after any container.
    ["looped group", "lgroup", "group", "repeat", "loop"]
        .iter()
        .find_map(|word| {
            let list = rest.strip_prefix(word)?.strip_prefix(' ')?;
            let list = list.strip_prefix("over ").unwrap_or(list);
            let one_word = !list.is_empty() && !list.contains(char::is_whitespace);
            one_word.then(|| container(word).map(|kind| TypeCell::Begin(kind, Some(list))))?
        })
}

fn select(cell: &str) -> Option<SelectCell<'_>> {
    SELECTS.iter().find_map(|(command, kind)| {
        let rest = cell.strip_prefix(command)?.strip_prefix(' ')?;
        let (list, other) = rest
            .split_once(' ')
            .map_or((rest, None), |(list, other)| (list, Some(other)));
        let or_other = match other {
            None => false,
            Some("or specify other" | "or_other" | "or other") => true,
            Some(_) => return None,
        };
        (!list.is_empty() && !list.contains(char::is_whitespace)).then_some(SelectCell {
            kind: *kind,
            list,
            or_other,
            from_file: command.contains("file"),
            external: *command == "select_one_external",
            file_parameters: matches!(
                *command,
                "select_one_from_file" | "select_multiple_from_file"
            ),
        })
    })
}

const GEOPOINT: &[&str] = &[
    "allow-mock-accuracy",
    "capture-accuracy",
    "reference-geometry",
    "warning-accuracy",
];
const GEO: &[&str] = &["allow-mock-accuracy", "incremental", "reference-geometry"];
const RANGE: &[&str] = &[
    "end",
    "placeholder",
    "start",
    "step",
    "tick_interval",
    "tick_labelset",
];
const AUDIT: &[&str] = &[
    "identify-user",
    "location-max-age",
    "location-min-interval",
    "location-priority",
    "track-changes",
    "track-changes-reasons",
];

fn plain(cell: &str) -> Option<PlainType> {
    use QuestionType as Q;
    use ValueType as V;
    let shown = |kind, value| PlainType {
        kind,
        value,
        shown: true,
        constraint: None,
        hint: None,
        parameters: None,
        unsupported: false,
    };
    let hidden = |kind, value| PlainType {
        shown: false,
        ..shown(kind, value)
    };
    let device = |preload| hidden(Q::Metadata(preload), V::String);
    let checked = |parameters, of: PlainType| PlainType {
        parameters: Some(parameters),
        ..of
    };
    let unsupported = |of: PlainType| PlainType {
        unsupported: true,
        ..of
    };
    let bounded = |constraint, hint| PlainType {
        constraint: Some(constraint),
        hint,
        ..shown(Q::Integer, V::Int)
    };
    Some(match cell {
        "text" => checked(&["rows"], shown(Q::Text, V::String)),
        "string" | "q string" | "add text prompt" => shown(Q::Text, V::String),
        "phone number" => PlainType {
            constraint: Some("regex(., '^\\d*$')"),
            hint: Some("Enter numbers only."),
            ..shown(Q::Text, V::String)
        },
        "integer" | "int" | "q int" | "add integer prompt" => shown(Q::Integer, V::Int),
        "percentage" => bounded("0 <= . and . <= 100", None),
        "number of days in last month" => {
            bounded("0 <= . and . <= 31", Some("Enter a number 0-31."))
        }
        "number of days in last six months" => {
            bounded("0 <= . and . <= 183", Some("Enter a number 0-183."))
        }
        "number of days in last year" => {
            bounded("0 <= . and . <= 365", Some("Enter a number 0-365."))
        }
        "decimal" | "q decimal" | "add decimal prompt" => shown(Q::Decimal, V::Decimal),
        "range" => checked(RANGE, shown(Q::Range, V::Int)),
        "date" | "q date" | "add date prompt" => shown(Q::Date, V::Date),
        "time" => shown(Q::Time, V::Time),
        "dateTime"
        | "datetime"
        | "date time"
        | "q dateTime"
        | "q date time"
        | "add date time prompt"
        | "add dateTime prompt" => shown(Q::DateTime, V::DateTime),
        "acknowledge" | "trigger" | "q acknowledge" | "add acknowledge prompt" => {
            shown(Q::Acknowledge, V::String)
        }
        "note" | "q note" | "add note prompt" => shown(Q::Note, V::String),
        "barcode" | "q barcode" | "add barcode prompt" => shown(Q::Barcode, V::Barcode),
        "file" | "add file prompt" => shown(Q::File, V::Binary),
        "image" | "photo" | "add image prompt" | "add photo prompt" => {
            checked(&["app", "max-pixels"], shown(Q::Image, V::Binary))
        }
        "q picture" | "q image" => shown(Q::Image, V::Binary),
        "audio" | "add audio prompt" => checked(&["quality"], shown(Q::Audio, V::Binary)),
        "q audio" => shown(Q::Audio, V::Binary),
        "video" | "q video" | "add video prompt" => shown(Q::Video, V::Binary),
        "osm" => unsupported(shown(Q::File, V::Binary)),
        "geopoint" => checked(GEOPOINT, shown(Q::Geopoint, V::Geopoint)),
        "gps" | "location" | "q geopoint" | "q location" | "add location prompt" => {
            shown(Q::Geopoint, V::Geopoint)
        }
        "geotrace" => checked(GEO, shown(Q::Geotrace, V::Geotrace)),
        "q geotrace" => shown(Q::Geotrace, V::Geotrace),
        "geoshape" => checked(GEO, shown(Q::Geoshape, V::Geoshape)),
        "q geoshape" => shown(Q::Geoshape, V::Geoshape),
        "start-geopoint" => unsupported(hidden(Q::StartGeopoint, V::Geopoint)),
        "background-geopoint" => unsupported(shown(Q::BackgroundGeopoint, V::Geopoint)),
        "background-audio" => unsupported(checked(
            &["quality", super::parameters::BACKGROUND],
            hidden(Q::BackgroundAudio, V::Binary),
        )),
        // What pyxform makes entities of; a row of this type is an empty element.
        "entity" => unsupported(hidden(Q::Hidden, V::String)),
        "calculate" | "q calculate" | "add calculate prompt" => hidden(Q::Calculate, V::String),
        "hidden" => hidden(Q::Hidden, V::String),
        "audit" => checked(AUDIT, hidden(Q::Audit, V::Binary)),
        "start" | "start time" | "get start time" => {
            hidden(Q::Metadata(Preload::Start), V::DateTime)
        }
        "end" | "end time" | "get end time" => hidden(Q::Metadata(Preload::End), V::DateTime),
        "today" | "get today" => hidden(Q::Metadata(Preload::Today), V::Date),
        "deviceid" | "device id" | "imei" | "get device id" | "uri:deviceid" => {
            device(Preload::DeviceId)
        }
        "username" | "uri:username" => device(Preload::Username),
        "email" | "uri:email" => device(Preload::Email),
        "phonenumber" | "get phone number" | "uri:phonenumber" => device(Preload::PhoneNumber),
        "subscriberid" | "subscriber id" | "get subscriber id" | "uri:subscriberid" => {
            unsupported(device(Preload::SubscriberId))
        }
        "simserial" | "sim id" | "get sim id" | "uri:simserial" => {
            unsupported(device(Preload::SimSerial))
        }
        _ => return None,
    })
}

/// The XForms type that a `bind::type` cell names.
pub(super) fn value_type(cell: &str) -> Option<ValueType> {
    Some(match cell.strip_prefix("xsd:").unwrap_or(cell) {
        "string" | "odk:rank" | "select" | "select1" => ValueType::String,
        "int" | "integer" => ValueType::Int,
        "decimal" => ValueType::Decimal,
        "boolean" => ValueType::Boolean,
        "date" => ValueType::Date,
        "time" => ValueType::Time,
        "dateTime" => ValueType::DateTime,
        "geopoint" => ValueType::Geopoint,
        "geotrace" => ValueType::Geotrace,
        "geoshape" => ValueType::Geoshape,
        "barcode" => ValueType::Barcode,
        "binary" => ValueType::Binary,
        "intent" => ValueType::Intent,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cell: &str) -> Option<QuestionType> {
        match read(cell) {
            TypeCell::Plain(p) => Some(p.kind),
            TypeCell::Select(s) => Some(s.kind),
            _ => None,
        }
    }

    #[test]
    fn containers_and_their_spellings() {
        for cell in ["begin group", "begin_group"] {
            assert_eq!(read(cell), TypeCell::Begin(Container::Group, None));
        }
        for cell in [
            "begin repeat",
            "begin_repeat",
            "begin lgroup",
            "begin looped group",
        ] {
            assert_eq!(read(cell), TypeCell::Begin(Container::Repeat, None));
        }
        assert_eq!(read("end_looped group"), TypeCell::End(Container::Repeat));
        assert_eq!(
            read("begin loop over fruits"),
            TypeCell::Begin(Container::Loop, Some("fruits"))
        );
        assert_eq!(
            read("begin loop fruits"),
            TypeCell::Begin(Container::Loop, Some("fruits"))
        );
        assert_eq!(
            read("end"),
            TypeCell::Plain(plain("end").unwrap()),
            "the time of the end, not the end of a group"
        );
    }

    #[test]
    fn selects_and_their_spellings() {
        for cell in [
            "select_one yn",
            "select one yn",
            "select1 yn",
            "select one from yn",
            "add select one prompt using yn",
        ] {
            let TypeCell::Select(s) = read(cell) else {
                panic!("{cell}")
            };
            assert_eq!(
                (s.kind, s.list, s.or_other),
                (QuestionType::SelectOne, "yn", false),
                "{cell}"
            );
        }
        for cell in [
            "select_multiple yn or_other",
            "select all that apply from yn or other",
            "select all that apply yn or specify other",
        ] {
            let TypeCell::Select(s) = read(cell) else {
                panic!("{cell}")
            };
            assert_eq!(
                (s.kind, s.list, s.or_other),
                (QuestionType::SelectMultiple, "yn", true),
                "{cell}"
            );
        }
        let TypeCell::Select(s) = read("select one from file towns.csv") else {
            panic!()
        };
        assert!(s.from_file && s.list == "towns.csv");
        assert_eq!(read("select_one"), TypeCell::SelectAlone);
        assert_eq!(read("select_one a b"), TypeCell::Unknown);
    }

    #[test]
    fn old_names_of_types() {
        assert_eq!(kind("gps"), Some(QuestionType::Geopoint));
        assert_eq!(kind("q date time"), Some(QuestionType::DateTime));
        assert_eq!(
            kind("imei"),
            Some(QuestionType::Metadata(Preload::DeviceId))
        );
        assert_eq!(
            kind("uri:phonenumber"),
            Some(QuestionType::Metadata(Preload::PhoneNumber))
        );
        assert_eq!(kind("Text"), None);
    }
}
