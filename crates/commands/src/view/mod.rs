//! What the desktop is shown: plain data, one struct a screen. The interface's TypeScript is generated from here.

mod bundle;
mod care;
mod door;
mod field;
mod headquarters;
mod interview;
mod keeping;
mod review;
mod slots;

pub use bundle::{
    BundleRow, BundleState, Outbox, Peer, ReceiptRead, Staying, WrittenBundle, WrittenFile,
};
pub use care::{Care, CareDrive, CareReport, CopyMade, DamagedInterview};
pub use door::{
    Desk, Door, Entry, EntryKind, Folder, NewVault, Place, Preferences, Role, VaultFile, Wanted,
};
pub use field::{
    FormAdded, FormIssue, FormLanguage, FormRow, Home, PersonRow, PersonState, StartInterview,
    Waiting,
};
pub use headquarters::{
    AnswerRow, Arrival, ArrivalState, CaseRow, CaseSection, CaseView, Count, Counts, Device,
    DeviceState, Gap, Inbox, Insights, WithdrawnCase,
};
pub use interview::{
    Choice, Go, Grain, InterviewView, Parallel, Question, QuestionKind, RepeatInstance, RepeatView,
    Section, SkipReason, Skipped, StepKind, StepView, UnknownMark, Violation,
};
pub use keeping::{
    AttachmentContent, AttachmentView, Branch, ConflictDifferences, ConflictView, Difference,
    Differing, Found, Listed, RetentionView, Said,
};
pub use review::{
    DimensionView, ElementView, EvidenceView, FindingView, IndicatorView, Review, RevisionView,
    UnknownCount,
};
/// What the interface hands over in the record's own words.
pub use saring_record::{ConclusionKind, UrgentKind};
pub use slots::{
    CodeKind, CodeSlot, EscrowCode, EscrowMade, GeneratedPassphrase, KeySlots, NewKeyMade,
    OfficerSlot, OlderKeys, PassphraseStrength, RecoverVault, RecoveryPage, WordLanguage,
};
