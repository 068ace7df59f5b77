//! What documents say about concepts, and what the rules found: the rows that are counted and listed.

use super::Result;
use super::column::{Read, digest, from_word, to_word, word};
use crate::store::{ConceptValue, NewDocument, ValueState};
use crate::view::FindingSummary;
use rusqlite::{Connection, Row, named_params};
use saring_record::{Digest, InterviewId};
use std::collections::BTreeMap;

/// `state` is `known`, `not_applicable`, or why it is not known; `value` stands with `known` alone.
pub(super) const TABLES: &str = "
    CREATE TABLE registry_value (
      interview TEXT NOT NULL,
      digest TEXT NOT NULL,
      concept TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      ref TEXT NOT NULL,
      state TEXT NOT NULL,
      value TEXT,
      countable INTEGER NOT NULL,
      PRIMARY KEY (interview, digest, concept, ordinal),
      CHECK ((state = 'known') = (value IS NOT NULL))
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX registry_value_concept ON registry_value (concept);
    CREATE TABLE registry_finding (
      interview TEXT NOT NULL,
      digest TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      name TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      assessed INTEGER NOT NULL,
      PRIMARY KEY (interview, digest, ordinal)
    ) STRICT, WITHOUT ROWID;";

const KNOWN: &str = "known";
const NOT_APPLICABLE: &str = "not_applicable";

pub(super) fn add(connection: &Connection, document: &NewDocument) -> Result<()> {
    let interview = document.interview.interview.to_string();
    let mut insert = connection.prepare_cached(
        "INSERT INTO registry_value (interview, digest, concept, ordinal, ref, state, value, countable)
         VALUES (:interview, :digest, :concept, :ordinal, :ref, :state, :value, :countable)",
    )?;
    for (ordinal, value) in (0_i64..).zip(&document.values) {
        let (state, known) = match &value.state {
            ValueState::Known(value) => (KNOWN.to_owned(), Some(value)),
            ValueState::NotApplicable => (NOT_APPLICABLE.to_owned(), None),
            ValueState::Unknown(why) => (to_word(why), None),
        };
        insert.execute(named_params! {
            ":interview": interview,
            ":digest": document.digest.as_str(),
            ":concept": value.concept,
            ":ordinal": ordinal,
            ":ref": value.reference,
            ":state": state,
            ":value": known,
            ":countable": value.countable,
        })?;
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO registry_finding (interview, digest, ordinal, name, kind, state, assessed)
         VALUES (:interview, :digest, :ordinal, :name, :kind, :state, :assessed)",
    )?;
    for (ordinal, finding) in (0_i64..).zip(&document.interview.assessment.findings) {
        insert.execute(named_params! {
            ":interview": interview,
            ":digest": document.digest.as_str(),
            ":ordinal": ordinal,
            ":name": finding.name,
            ":kind": to_word(&finding.kind),
            ":state": to_word(&finding.state),
            ":assessed": finding.assessed,
        })?;
    }
    Ok(())
}

pub(super) fn erase(connection: &Connection, id: InterviewId) -> Result<()> {
    for sql in [
        "DELETE FROM registry_value WHERE interview = ?1",
        "DELETE FROM registry_finding WHERE interview = ?1",
    ] {
        connection.execute(sql, [id.to_string()])?;
    }
    Ok(())
}

pub(super) fn by_concept(
    connection: &Connection,
    concept: &str,
    only: Option<InterviewId>,
) -> Result<Vec<(Digest, ConceptValue)>> {
    let mut statement = connection.prepare(
        "SELECT registry_value.* FROM registry_value JOIN registry_case
           ON registry_case.interview = registry_value.interview AND registry_case.current = registry_value.digest
         WHERE registry_value.concept = ?1 AND (?2 IS NULL OR registry_value.interview = ?2)
         ORDER BY registry_value.interview, registry_value.digest, registry_value.ordinal",
    )?;
    let rows = statement
        .query_map((concept, only.map(|id| id.to_string())), read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Findings of the revisions that count, by document.
pub(super) fn findings(
    connection: &Connection,
    only: Option<InterviewId>,
) -> Result<BTreeMap<Digest, Vec<FindingSummary>>> {
    let mut statement = connection.prepare(
        "SELECT registry_finding.* FROM registry_finding JOIN registry_case
           ON registry_case.interview = registry_finding.interview AND registry_case.current = registry_finding.digest
         WHERE ?1 IS NULL OR registry_finding.interview = ?1 ORDER BY registry_finding.ordinal",
    )?;
    let row = |row: &Row<'_>| {
        let finding = FindingSummary {
            name: row.get("name")?,
            kind: word(row, "kind")?,
            state: word(row, "state")?,
            assessed: row.get("assessed")?,
        };
        Ok((digest(row, "digest")?, finding))
    };
    let mut findings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for pair in statement.query_map([only.map(|id| id.to_string())], row)? {
        let (document, finding) = pair?;
        findings.entry(document).or_default().push(finding);
    }
    Ok(findings)
}

fn read(row: &Row<'_>) -> Read<(Digest, ConceptValue)> {
    let known: Option<String> = row.get("value")?;
    let state = super::column::text(row, "state", |state| match (state, known) {
        (KNOWN, known) => known.map(ValueState::Known),
        (NOT_APPLICABLE, _) => Some(ValueState::NotApplicable),
        (why, _) => from_word(why).map(ValueState::Unknown),
    })?;
    let value = ConceptValue {
        concept: row.get("concept")?,
        reference: row.get("ref")?,
        state,
        countable: row.get("countable")?,
    };
    Ok((digest(row, "digest")?, value))
}
