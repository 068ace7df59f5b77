//! The JSON Schema of every document, generated from the types, for whoever reads them without Saring.

use crate::{Card, Interview, Receipt};
use schemars::{Schema, schema_for};

/// File names and schemas of all documents; the files stand in `crates/record/schema`.
#[must_use]
pub fn all() -> [(&'static str, Schema); 3] {
    [
        ("interview.schema.json", schema_for!(Interview)),
        ("card.schema.json", schema_for!(Card)),
        ("receipt.schema.json", schema_for!(Receipt)),
    ]
}
