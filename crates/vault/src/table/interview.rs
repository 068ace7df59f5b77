//! The interviews: one row each with what a list shows; answers stand in the history and in the documents.

use crate::migration::Migration;
use crate::table::revision::DocumentState;
use crate::{OfficerId, VaultError, column};
use rusqlite::{Connection, OptionalExtension, Row, named_params};
use saring_record::{Digest, InterviewId, Languages, Moment, Stage};
use serde::{Deserialize, Serialize};
use std::fmt;

pub(crate) const MIGRATIONS: &[Migration] = &[
    Migration {
        to: 1,
        sql: "CREATE TABLE interview (
            nr INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            form TEXT NOT NULL REFERENCES form (digest),
            slip TEXT NOT NULL,
            officer_language TEXT NOT NULL,
            person_language TEXT NOT NULL,
            stage TEXT NOT NULL,
            officer TEXT NOT NULL REFERENCES officer (id),
            started TEXT NOT NULL,
            updated TEXT NOT NULL,
            position TEXT,
            summary BLOB,
            correcting TEXT
          ) STRICT;",
    },
    Migration {
        to: 2,
        sql: "ALTER TABLE interview ADD COLUMN state TEXT NOT NULL DEFAULT 'incomplete';
          ALTER TABLE interview ADD COLUMN erased TEXT;
          ALTER TABLE interview ADD COLUMN erased_why TEXT;
          ALTER TABLE interview ADD COLUMN holder TEXT REFERENCES officer (id);
          UPDATE interview SET holder = officer;
          ALTER TABLE interview ADD COLUMN draft BLOB;
          ALTER TABLE interview ADD COLUMN attention INTEGER NOT NULL DEFAULT 0;
          ALTER TABLE interview ADD COLUMN conflict INTEGER NOT NULL DEFAULT 0;
          CREATE INDEX interview_by_state ON interview (state);
          CREATE INDEX interview_by_holder ON interview (holder);
          CREATE INDEX interview_by_holder_and_state ON interview (holder, state);
          CREATE INDEX interview_by_attention ON interview (nr) WHERE attention = 1;
          CREATE INDEX interview_in_conflict ON interview (nr) WHERE conflict = 1;
          CREATE INDEX interview_by_slip ON interview (slip);
          CREATE INDEX interview_by_number ON interview (CAST(slip AS INTEGER));",
    },
];

/// Why an interview holds nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// The person withdrew.
    Withdrawn,
    /// Headquarters has it, and the time of keeping it here is over.
    Purged,
}

impl Erasure {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Withdrawn => "withdrawn",
            Self::Purged => "purged",
        }
    }
}

/// Which interviews a list or a search shows. What is `None` lets all through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<DocumentState>,
    /// Held by this officer.
    pub holder: Option<OfficerId>,
}

impl Filter {
    pub(crate) fn lets_through(&self, row: &InterviewRow) -> bool {
        self.state.is_none_or(|state| state == row.state)
            && self.holder.is_none_or(|holder| holder == row.holder)
    }
}

/// An interview that begins.
#[derive(Clone)]
pub struct NewInterview {
    /// Its id for ever.
    pub id: InterviewId,
    /// The form; it must be stored first.
    pub form: Digest,
    /// The number the person wears or was called by; no name.
    pub slip: String,
    /// In which languages it is held.
    pub languages: Languages,
    /// How far it is meant to go.
    pub stage: Stage,
    /// When it begins.
    pub started: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for NewInterview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NewInterview")
            .field("id", &self.id)
            .field("form", &self.form)
            .field("stage", &self.stage)
            .field("started", &self.started)
            .finish_non_exhaustive()
    }
}

/// How far the officer came, beside the answers. What is `None` stays as it was.
#[derive(Clone, Copy, Default)]
pub struct Progress<'a> {
    /// Reference of the question the screen shows.
    pub position: Option<&'a str>,
    /// What lists show (section counts, urgent flags); opaque to the vault.
    pub summary: Option<&'a [u8]>,
    /// Whether it waits for somebody to act, whoever that is ([`crate::Vault::awaiting`]).
    pub attention: Option<bool>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress").finish_non_exhaustive()
    }
}

/// One interview as lists need it.
#[derive(Clone, PartialEq, Eq)]
pub struct InterviewRow {
    /// Its id.
    pub id: InterviewId,
    /// Digest of its form.
    pub form: Digest,
    /// The slip number.
    pub slip: String,
    /// In which languages it is held.
    pub languages: Languages,
    /// How far it is meant to go.
    pub stage: Stage,
    /// State of its newest document; `Incomplete` while it is open, `Purged` once it holds nothing any more.
    pub state: DocumentState,
    /// Two of its documents correct the same one, and nobody has said yet which counts.
    pub conflict: bool,
    /// When it was emptied, and why.
    pub erased: Option<(Moment, Erasure)>,
    /// Number of its newest document; 0 before the first.
    pub revision: u32,
    /// Why it was reopened, while it is.
    pub correcting: Option<String>,
    /// Who began it.
    pub officer: OfficerId,
    /// Whose it is now: who began it, until it is handed over.
    pub holder: OfficerId,
    /// When it began.
    pub started: Moment,
    /// When it was last written to.
    pub updated: Moment,
    /// Where the screen stood.
    pub position: Option<String>,
    /// What lists show; opaque.
    pub summary: Option<Vec<u8>>,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for InterviewRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InterviewRow")
            .field("id", &self.id)
            .field("form", &self.form)
            .field("stage", &self.stage)
            .field("state", &self.state)
            .field("revision", &self.revision)
            .field("started", &self.started)
            .field("updated", &self.updated)
            .finish_non_exhaustive()
    }
}

impl InterviewRow {
    /// Whether answers may be recorded.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state == DocumentState::Incomplete
    }
}

/// An interview's row number, with what decides whether it may be written to.
pub(crate) struct Standing {
    pub(crate) nr: i64,
    pub(crate) open: bool,
    pub(crate) erased: bool,
    pub(crate) conflict: bool,
    pub(crate) holder: OfficerId,
    pub(crate) correcting: Option<String>,
}

const SELECT: &str = "SELECT interview.*,
       (SELECT max(number) FROM revision WHERE revision.interview = interview.nr) AS number
     FROM interview";

pub(crate) fn insert(
    connection: &Connection,
    new: &NewInterview,
    officer: OfficerId,
) -> Result<(), VaultError> {
    connection.execute(
        "INSERT INTO interview
           (id, form, slip, officer_language, person_language, stage, officer, holder, started, updated)
         VALUES (:id, :form, :slip, :officer_language, :person_language, :stage, :officer, :officer, :started, :started)",
        named_params! {
            ":id": new.id.to_string(),
            ":form": new.form.as_str(),
            ":slip": new.slip,
            ":officer_language": new.languages.officer,
            ":person_language": new.languages.person,
            ":stage": stage_text(new.stage)?,
            ":officer": officer.to_string(),
            ":started": new.started.to_string(),
        },
    )?;
    Ok(())
}

/// Newest first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<InterviewRow>, VaultError> {
    let mut statement = connection.prepare(&format!("{SELECT} ORDER BY interview.nr DESC"))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// At most so many that the filter lets through, newest first, older than one of them.
pub(crate) fn page(
    connection: &Connection,
    filter: &Filter,
    before: Option<i64>,
    most: usize,
) -> Result<Vec<InterviewRow>, VaultError> {
    // One statement for each way of asking, since each has its index.
    let condition = match (filter.state, filter.holder) {
        (None, None) => "?2 IS NULL AND ?3 IS NULL",
        (Some(_), None) => "interview.state = ?2 AND ?3 IS NULL",
        (None, Some(_)) => "?2 IS NULL AND interview.holder = ?3",
        (Some(_), Some(_)) => "interview.state = ?2 AND interview.holder = ?3",
    };
    // What was erased is listed by those who ask for it alone.
    let kept = match filter.state {
        Some(DocumentState::Purged) => "interview.erased IS NOT NULL",
        _ => "interview.erased IS NULL",
    };
    let rows = connection
        .prepare_cached(&format!(
            "{SELECT} WHERE {condition} AND {kept} AND interview.nr < ?1 ORDER BY interview.nr DESC LIMIT ?4"
        ))?
        .query_map(
            (
                before.unwrap_or(i64::MAX),
                filter.state.map(DocumentState::as_str),
                filter.holder.map(|holder| holder.to_string()),
                most as i64,
            ),
            row,
        )?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

pub(crate) fn by_nr(connection: &Connection, nr: i64) -> Result<Option<InterviewRow>, VaultError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE interview.nr = ?1"))?;
    Ok(statement.query_row([nr], row).optional()?)
}

pub(crate) fn one(
    connection: &Connection,
    id: InterviewId,
) -> Result<Option<InterviewRow>, VaultError> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE interview.id = ?1"))?;
    Ok(statement.query_row([id.to_string()], row).optional()?)
}

pub(crate) fn standing(connection: &Connection, id: InterviewId) -> Result<Standing, VaultError> {
    connection
        .prepare_cached(
            "SELECT nr, correcting, holder, conflict, erased IS NOT NULL AS erased,
               EXISTS (SELECT 1 FROM revision WHERE revision.interview = interview.nr) AS finalized
             FROM interview WHERE id = ?1",
        )?
        .query_row([id.to_string()], |row| {
            let correcting: Option<String> = row.get("correcting")?;
            let (finalized, erased): (bool, bool) = (row.get("finalized")?, row.get("erased")?);
            Ok(Standing {
                nr: row.get("nr")?,
                open: !erased && (!finalized || correcting.is_some()),
                erased,
                conflict: row.get("conflict")?,
                holder: column::parsed(row, "holder")?,
                correcting,
            })
        })
        .optional()?
        .ok_or(VaultError::NoSuchInterview { interview: id })
}

/// One that answers may be recorded in.
pub(crate) fn open(connection: &Connection, id: InterviewId) -> Result<Standing, VaultError> {
    let standing = standing(connection, id)?;
    if standing.erased {
        Err(VaultError::Erased { interview: id })
    } else if !standing.open {
        Err(VaultError::Finalized { interview: id })
    } else {
        Ok(standing)
    }
}

/// Takes away what the row says of a person; that there was an interview stays.
pub(crate) fn erase(
    connection: &Connection,
    nr: i64,
    why: Erasure,
    at: Moment,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE interview SET slip = '', officer_language = '', person_language = '', position = NULL, summary = NULL,
           correcting = NULL, draft = NULL, attention = 0, indexed = 1, erased = ?2, erased_why = ?3 WHERE nr = ?1",
        (nr, at.to_string(), why.as_str()),
    )?;
    Ok(())
}

/// Writes progress, and the time when something was recorded.
pub(crate) fn progress(
    connection: &Connection,
    nr: i64,
    progress: Progress<'_>,
    updated: Option<Moment>,
) -> Result<(), VaultError> {
    connection
        .prepare_cached(
            "UPDATE interview SET position = coalesce(?2, position), summary = coalesce(?3, summary),
               updated = coalesce(?4, updated), attention = coalesce(?5, attention) WHERE nr = ?1",
        )?
        .execute((
            nr,
            progress.position,
            progress.summary,
            updated.map(|at| at.to_string()),
            progress.attention,
        ))?;
    Ok(())
}

/// Rows from before there were holders belong to who began them.
pub(crate) fn everybody_has_a_holder(connection: &Connection) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE interview SET holder = officer WHERE holder IS NULL",
        [],
    )?;
    Ok(())
}

pub(crate) fn set_draft(
    connection: &Connection,
    nr: i64,
    draft: Option<&[u8]>,
) -> Result<(), VaultError> {
    connection
        .prepare_cached("UPDATE interview SET draft = ?2 WHERE nr = ?1 AND draft IS NOT ?2")?
        .execute((nr, draft))?;
    Ok(())
}

pub(crate) fn draft(connection: &Connection, nr: i64) -> Result<Option<Vec<u8>>, VaultError> {
    Ok(connection
        .prepare_cached("SELECT draft FROM interview WHERE nr = ?1")?
        .query_row([nr], |row| row.get(0))?)
}

pub(crate) fn set_holder(
    connection: &Connection,
    nr: i64,
    holder: OfficerId,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE interview SET holder = ?2 WHERE nr = ?1",
        (nr, holder.to_string()),
    )?;
    Ok(())
}

/// Those that wait for somebody to act, newest first.
pub(crate) fn awaiting(connection: &Connection) -> Result<Vec<InterviewRow>, VaultError> {
    let mut statement = connection.prepare_cached(&format!(
        "{SELECT} WHERE interview.attention = 1 ORDER BY interview.nr DESC"
    ))?;
    let rows = statement.query_map([], row)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The highest slip number below a billion; letters behind it do not count.
pub(crate) fn highest_number(connection: &Connection) -> Result<u64, VaultError> {
    let highest: Option<i64> = connection
        .prepare_cached(
            "SELECT max(CAST(slip AS INTEGER)) FROM interview WHERE CAST(slip AS INTEGER) BETWEEN 0 AND 999999999",
        )?
        .query_row([], |row| row.get(0))?;
    Ok(highest.unwrap_or(0).unsigned_abs())
}

/// Whether somebody bears this slip; what was erased has an empty one.
pub(crate) fn has_slip(connection: &Connection, slip: &str) -> Result<bool, VaultError> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM interview WHERE slip = ?1 AND slip <> '')")?
        .query_row([slip], |row| row.get(0))?)
}

/// Opens a correction with its reason, or closes it with none.
pub(crate) fn set_correcting(
    connection: &Connection,
    nr: i64,
    reason: Option<&str>,
    updated: Moment,
) -> Result<(), VaultError> {
    connection.execute(
        "UPDATE interview SET correcting = ?2, updated = ?3 WHERE nr = ?1",
        (nr, reason, updated.to_string()),
    )?;
    Ok(())
}

fn row(row: &Row<'_>) -> rusqlite::Result<InterviewRow> {
    let state: String = row.get("state")?;
    let erased = match row.get::<_, Option<String>>("erased_why")?.as_deref() {
        None => None,
        Some("withdrawn") => Some((column::moment(row, "erased")?, Erasure::Withdrawn)),
        Some("purged") => Some((column::moment(row, "erased")?, Erasure::Purged)),
        Some(_) => return Err(column::unreadable("erased_why")),
    };
    let stage: String = row.get("stage")?;
    Ok(InterviewRow {
        id: column::parsed(row, "id")?,
        form: column::digest(row, "form")?,
        slip: row.get("slip")?,
        languages: Languages {
            officer: row.get("officer_language")?,
            person: row.get("person_language")?,
        },
        stage: serde_json::from_value(serde_json::Value::String(stage))
            .map_err(|_| column::unreadable("stage"))?,
        state: DocumentState::parse(&state).ok_or_else(|| column::unreadable("state"))?,
        conflict: row.get("conflict")?,
        erased,
        revision: row.get::<_, Option<u32>>("number")?.unwrap_or(0),
        correcting: row.get("correcting")?,
        officer: column::parsed(row, "officer")?,
        holder: column::parsed(row, "holder")?,
        started: column::moment(row, "started")?,
        updated: column::moment(row, "updated")?,
        position: row.get("position")?,
        summary: row.get("summary")?,
    })
}

/// The stage by the name that documents use.
fn stage_text(stage: Stage) -> Result<String, VaultError> {
    match serde_json::to_value(stage) {
        Ok(serde_json::Value::String(text)) => Ok(text),
        _ => Err(VaultError::Internal { what: "stage" }),
    }
}
