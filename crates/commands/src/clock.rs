//! The only place that asks the machine for the time and for randomness.

use chrono::Local;
use saring_record::Moment;

/// Now, with this machine's offset.
#[must_use]
pub(crate) fn now() -> Moment {
    Moment::from(Local::now().fixed_offset())
}

/// When a file was written, as text.
pub(crate) fn written(at: std::time::SystemTime) -> String {
    Moment::from(chrono::DateTime::<Local>::from(at).fixed_offset()).to_string()
}
