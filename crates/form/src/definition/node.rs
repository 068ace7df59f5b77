//! One node of a form: the root, a group, a repeat or a question.

use super::Text;
use crate::expression::Expression;
use crate::issue::Address;
use std::collections::BTreeMap;

/// Index of a node in `Form::nodes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One node.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its own id.
    pub id: NodeId,
    /// Its parent; `None` for the root only.
    pub parent: Option<NodeId>,
    /// Children in document order.
    pub children: Vec<NodeId>,
    /// Element name.
    pub name: String,
    /// Path without indexes: `/data/group/question`.
    pub path: String,
    /// What it is.
    pub kind: Kind,
    /// Label.
    pub label: Text,
    /// Hint, for the person and the officer.
    pub hint: Text,
    /// Guidance, for the officer alone.
    pub guidance: Text,
    /// Shown when a constraint is broken.
    pub constraint_message: Text,
    /// Shown when a required answer is missing.
    pub required_message: Text,
    /// Appearance tokens in the author's order.
    pub appearance: Vec<String>,
    /// Logic.
    pub bind: Bind,
    /// What Saring adds, with what groups hand down already applied.
    pub extension: Extension,
    /// Column `parameters`, as key and value.
    pub parameters: BTreeMap<String, String>,
    /// Media files by column (`image`, `big-image`, `audio`, `video`), per language as the label.
    pub media: BTreeMap<String, Text>,
    /// The row it came from.
    pub address: Address,
}

/// What a node is.
#[allow(clippy::large_enum_variant, reason = "most nodes are questions")]
#[derive(Clone, Debug)]
pub enum Kind {
    /// The root element.
    Root,
    /// A group.
    Group,
    /// A repeat; `count` fixes how many instances there are.
    Repeat {
        /// `repeat_count`.
        count: Option<Expression>,
    },
    /// A question, a note, or a hidden value.
    Question(Question),
}

/// A leaf.
#[derive(Clone, Debug)]
pub struct Question {
    /// The XLSForm type after aliases.
    pub kind: QuestionType,
    /// The XForms type of the stored value.
    pub value: ValueType,
    /// Whether it is shown: a calculation without label and hint, metadata and hidden values have no control.
    pub control: bool,
    /// For select types.
    pub select: Option<SelectFrom>,
    /// A static default: the value that a new instance has.
    pub default: Option<String>,
    /// A dynamic default: evaluated once when the instance is made.
    pub dynamic_default: Option<Expression>,
}

/// XLSForm question types (xlsform.md §1), aliases resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as in XLSForm")]
pub enum QuestionType {
    Text,
    Integer,
    Decimal,
    Range,
    Date,
    Time,
    DateTime,
    Acknowledge,
    Note,
    Barcode,
    File,
    Image,
    Audio,
    Video,
    SelectOne,
    SelectMultiple,
    Rank,
    Geopoint,
    Geotrace,
    Geoshape,
    StartGeopoint,
    BackgroundGeopoint,
    BackgroundAudio,
    Calculate,
    Hidden,
    /// start, end, today, deviceid, username ... : filled by `Preload`.
    Metadata(Preload),
    Audit,
}

/// Metadata that is filled without a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as in XLSForm")]
pub enum Preload {
    Start,
    End,
    Today,
    DeviceId,
    Username,
    Email,
    PhoneNumber,
    SubscriberId,
    SimSerial,
    Other,
}

/// XForms value types as ODK's engine names them (`valueType` in replay output).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "named as in ODK XForms")]
pub enum ValueType {
    String,
    Int,
    Decimal,
    Boolean,
    Date,
    Time,
    DateTime,
    Geopoint,
    Geotrace,
    Geoshape,
    Barcode,
    Binary,
    Intent,
}

/// Where a select's choices come from.
#[derive(Clone, Debug)]
pub struct SelectFrom {
    /// Choice list name, or the file's name for `..._from_file`.
    pub list: String,
    /// True for `select_..._from_file`.
    pub from_file: bool,
    /// Of choices with one name only the first is offered: rows that a `search()` finds.
    pub distinct: bool,
    /// `select_one ${name}`: the choices are the answers to this question in the instances of its repeat; value and
    /// label of a choice are the answer, blank answers are left out.
    pub repeat: Option<NodeId>,
    /// `choice_filter`: evaluated per choice; bare names are the choice's columns.
    pub filter: Option<Expression>,
    /// `randomize`, with its seed.
    pub randomize: Option<Option<Expression>>,
}

/// Logic of a node.
#[derive(Clone, Debug, Default)]
pub struct Bind {
    /// `relevant`.
    pub relevant: Option<Expression>,
    /// `required`.
    pub required: Option<Expression>,
    /// `read_only`.
    pub readonly: Option<Expression>,
    /// `constraint`.
    pub constraint: Option<Expression>,
    /// `calculation`.
    pub calculate: Option<Expression>,
    /// `trigger`: the calculation runs only when one of these changes.
    pub trigger: Vec<NodeId>,
}

/// What Saring's own columns say of a node (extensions.md §1), after groups handed theirs down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extension {
    /// Whether the answer identifies a person. Fails closed.
    pub identifying: bool,
    /// What the answer may be used for.
    pub uses: Vec<String>,
    /// The use that this question is the consent for.
    pub consent: Option<String>,
    /// Concept from the versioned list in assets.
    pub concept: Option<String>,
    /// HTCDS field names.
    pub htcds: Vec<String>,
}
