//! The answered instance as ODK's servers take it (`submission.xml`) and as it comes back from them. OpenRosa's and ODK
//! XForms' rules: <https://getodk.github.io/xforms-spec/#instance>, <https://docs.getodk.org/openrosa-form-submission/>.
//!
//! Left out: what does not apply, and `entity` elements, since Saring writes no entities (a form that asks for them gets a
//! warning when it is loaded).

mod error;
mod read;
mod write;

pub use error::SubmissionError;
pub use read::read;
pub use write::write;

/// OpenRosa's own names.
const NAMESPACES: [(&str, &str); 2] = [
    ("jr", "http://openrosa.org/javarosa"),
    ("orx", "http://openrosa.org/xforms"),
];

/// What stands for an entity, in `meta`.
const ENTITY: &str = "entity";
