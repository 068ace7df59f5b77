//! The payload of a `submissions` bundle, file by file: forms before the interviews that name them, each case's latest
//! revision after every one, and withdrawals last.

use crate::concept::FormIndex;
use crate::import::Desk;
use crate::store::{NewDocument, Store};
use crate::{Registry, RegistryError, code};
use saring_bundle::{AUDIT, BundleError, Opened, PayloadError};
use saring_record::{Digest, FORMAT, Interview, InterviewId, canonical};
use serde::Deserialize;
use std::io::Read;

/// What ends an import: a refusal of the bundle, or a failure of the registry, after which nobody knows.
pub(crate) enum Stop {
    Refused(&'static str),
    Failed(RegistryError),
}

impl From<RegistryError> for Stop {
    fn from(error: RegistryError) -> Self {
        Self::Failed(error)
    }
}

impl From<BundleError> for Stop {
    fn from(error: BundleError) -> Self {
        match error {
            BundleError::Io(error) => Self::Failed(RegistryError::Io(error)),
            other => Self::Refused(other.code()),
        }
    }
}

impl From<PayloadError<Self>> for Stop {
    fn from(error: PayloadError<Self>) -> Self {
        match error {
            PayloadError::Bundle(error) => error.into(),
            PayloadError::Sink(stop) => stop,
            _ => Self::Refused("damaged"),
        }
    }
}

/// What was taken.
#[derive(Default)]
pub(crate) struct Taken {
    pub(crate) interviews: u64,
    pub(crate) new: u64,
    pub(crate) withdrawals: u64,
    pub(crate) audit: Option<Vec<u8>>,
}

impl Registry<'_> {
    /// Takes every file in; the caller has begun a unit of work and undoes it when this stops.
    pub(crate) fn payload<R: Read>(
        &self,
        opened: Opened<R>,
        arrival: i64,
        desk: &Desk<'_>,
    ) -> Result<Taken, Stop> {
        let signer = opened.header().signer.to_string();
        let mut taken = Taken::default();
        let mut sink = |path: &str, file: &mut dyn Read| {
            let mut bytes = Vec::new();
            // A failed read is the bundle's own fault, which the bundle reports in place of this code.
            file.read_to_end(&mut bytes)
                .map_err(|_| Stop::Refused("damaged"))?;
            if path == AUDIT {
                taken.audit = Some(bytes);
                return Ok(());
            }
            let (folder, name) = path.rsplit_once('/').unwrap_or_default();
            let digest = name
                .strip_suffix(".json")
                .and_then(Digest::parse)
                .ok_or(Stop::Refused("unexpected-file"))?;
            let known = ["data/forms", "data/interviews", "data/withdrawals"];
            if !known.contains(&folder) {
                return Err(Stop::Refused("unexpected-file"));
            }
            if Digest::of(&bytes) != digest {
                return Err(Stop::Refused("digest-name"));
            }
            let from = (arrival, signer.as_str());
            match folder {
                "data/forms" => self.take_form(&bytes, &digest, desk)?,
                "data/interviews" => {
                    taken.interviews += 1;
                    taken.new += u64::from(self.take_document(bytes, digest, from, desk)?);
                }
                _ => {
                    taken.withdrawals += 1;
                    self.take_withdrawal(bytes, digest, from, desk)?;
                }
            }
            Ok(())
        };
        opened.payload(&mut sink)?;
        Ok(taken)
    }

    fn take_form(&self, bytes: &[u8], digest: &Digest, desk: &Desk<'_>) -> Result<(), Stop> {
        if self.store.form(digest)?.is_none() {
            FormIndex::read(bytes, digest).ok_or(Stop::Refused("form-unreadable"))?;
            self.store.add_form(digest, bytes, desk.now)?;
        }
        Ok(())
    }

    /// Takes one document in; false when it was there already.
    fn take_document(
        &self,
        bytes: Vec<u8>,
        digest: Digest,
        from: (i64, &str),
        desk: &Desk<'_>,
    ) -> Result<bool, Stop> {
        let interview = read_document(&bytes).map_err(Stop::Refused)?;
        if interview.training != desk.training {
            return Err(Stop::Refused("training-document"));
        }
        let id = interview.interview;
        // It is not acknowledged either: a post that still holds it, from an older copy, does not think it kept here.
        if self.is_withdrawn(id, from.1)? {
            return Ok(false);
        }
        self.store.note_carried(from.0, id, &digest)?;
        if self.store.document(&digest)?.is_some() {
            return Ok(false);
        }
        if self.store.form(&interview.form.digest)?.is_none() {
            return Err(Stop::Refused("form-missing"));
        }
        let values = self.form(&interview.form.digest)?.values(&interview);
        let document = NewDocument {
            digest,
            bytes,
            interview,
            values,
            arrival: from.0,
            signer: from.1.to_owned(),
            received: desk.now,
        };
        self.store.add_document(&document)?;
        settle_case(&*self.store, id)?;
        Ok(true)
    }
}

fn read_document(bytes: &[u8]) -> Result<Interview, &'static str> {
    #[derive(Deserialize)]
    struct Format {
        saring: String,
    }
    let format: Format = canonical::from_bytes(bytes).map_err(|_| "not-a-document")?;
    match format.saring.as_str() {
        FORMAT => canonical::from_bytes(bytes).map_err(|_| "not-a-document"),
        other if other.starts_with("interview/") => Err("newer-document"),
        _ => Err("not-a-document"),
    }
}

/// Says which revision of a case counts: the last of those that nobody corrected. More than one is a conflict.
fn settle_case(store: &dyn Store, interview: InterviewId) -> Result<(), RegistryError> {
    let revisions = store.revisions(interview)?;
    let corrected = |digest: &Digest| {
        revisions
            .iter()
            .any(|other| other.parent.as_ref() == Some(digest))
    };
    let open: Vec<_> = revisions
        .iter()
        .filter(|revision| !corrected(&revision.digest))
        .collect();
    let last = open
        .iter()
        .max_by_key(|revision| (revision.number, revision.finished, revision.digest.clone()));
    let Some(last) = last else {
        // Revisions that correct one another in a circle: no honest program writes them.
        return Err(RegistryError::Damaged { what: "revisions" });
    };
    if store.case_code(interview)?.is_none() {
        for code in code::codes(interview) {
            if store.add_case(interview, &code)? {
                break;
            }
        }
    }
    store.settle_case(interview, &last.digest, open.len() > 1)
}
