//! The table of cases in which the official engine is known to differ from what XLSForm means, and ours is right.

use super::{Difference, markdown};
use std::cell::Cell;

/// One row of tests/fixtures/deviations.md.
#[derive(Debug)]
pub struct Deviation {
    /// The form it shows in; `*` for any.
    pub form: String,
    /// The node, `[*]` standing for any position; `*` for any node.
    pub reference: String,
    /// The field of the node.
    pub field: String,
    /// What the official engine says; `*` for anything.
    pub official: String,
    /// What ours says; `*` for anything, `default` for the label in the form's default language.
    pub ours: String,
    /// How often it was met.
    met: Cell<usize>,
}

/// All of them.
#[derive(Debug, Default)]
pub struct Deviations(Vec<Deviation>);

impl Deviations {
    /// The table in tests/fixtures.
    #[must_use]
    pub fn shipped() -> Self {
        Self::read(include_str!("../../fixtures/deviations.md"))
    }

    /// Reads the table.
    ///
    /// # Panics
    /// When a row lacks a column or a reason.
    #[must_use]
    pub fn read(table: &str) -> Self {
        let workbook = markdown::workbook(table);
        let Some(sheet) = workbook.sheet("deviations") else {
            panic!("no table of deviations");
        };
        let columns = [
            "form",
            "reference",
            "field",
            "official",
            "ours",
            "why ours is right",
            "source",
        ];
        assert_eq!(sheet.rows[0], columns);
        let rows = sheet.rows[1..].iter().map(|row| {
            let [form, reference, field, official, ours, why, source] = &row[..] else {
                panic!("a row of deviations is not complete: {row:?}");
            };
            assert!(!why.is_empty() && !source.is_empty(), "no reason: {row:?}");
            Deviation {
                form: form.clone(),
                reference: reference.clone(),
                field: field.clone(),
                official: official.clone(),
                ours: ours.clone(),
                met: Cell::new(0),
            }
        });
        Self(rows.collect())
    }

    /// Whether a difference is a known one; it then counts as met. `fallback` is the node's label in the form's default
    /// language.
    #[must_use]
    pub fn explain(&self, form: &str, difference: &Difference, fallback: Option<&str>) -> bool {
        let known = self
            .0
            .iter()
            .find(|row| row.covers(form, difference, fallback));
        if let Some(row) = known {
            row.met.set(row.met.get() + 1);
        }
        known.is_some()
    }

    /// Rows that were never met: they claim what is not so.
    pub fn unmet(&self) -> impl Iterator<Item = &Deviation> {
        self.0.iter().filter(|row| row.met.get() == 0)
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Deviation {
    fn covers(&self, form: &str, difference: &Difference, fallback: Option<&str>) -> bool {
        if self.ours == "default" && fallback != Some(&difference.ours) {
            return false;
        }
        let says = |wanted: &str, said: &str| wanted == "*" || wanted == said;
        says(&self.form, form)
            && says(&self.reference, &anywhere(&difference.reference))
            && self.field == difference.field
            && says(&self.official, &difference.official)
            && (self.ours == "default" || says(&self.ours, &difference.ours))
    }
}

/// A reference with every position as `[*]`.
fn anywhere(reference: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in reference.chars() {
        match c {
            '[' => {
                inside = true;
                out.push_str("[*");
            }
            ']' => {
                inside = false;
                out.push(c);
            }
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}
