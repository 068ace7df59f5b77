//! Cases: the latest revision of every interview, one whole case, and the receipt for a bundle.

use crate::concept::ValueState;
use crate::store::CaseRow;
use crate::view::{ArrivalState, Case, CaseSummary, Known, RevisionSummary};
use crate::{Registry, RegistryError};
use saring_record::receipt::Received;
use saring_record::{
    Digest, Interview, InterviewId, Moment, RECEIPT_FORMAT, Receipt, Unknown, canonical,
};
use std::collections::BTreeMap;

/// The concept that the list shows.
const COUNTRY: &str = "country_exploitation";

impl Registry<'_> {
    /// All cases by their latest revision, newest first. Labels are in `language` (a form's language, full name or
    /// code).
    ///
    /// # Errors
    /// From the store.
    pub fn cases(&self, language: &str) -> Result<Vec<CaseSummary>, RegistryError> {
        let mut cases: Vec<_> = self
            .rows(None, language)?
            .into_iter()
            .map(|(summary, _)| summary)
            .collect();
        cases.sort_by(|one, other| {
            (other.started, other.interview).cmp(&(one.started, one.interview))
        });
        Ok(cases)
    }

    /// One whole case.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchCase`]; from the store.
    pub fn case(&self, interview: InterviewId, language: &str) -> Result<Case, RegistryError> {
        let row = self.rows(Some(interview), language)?.pop();
        let (summary, current) = row.ok_or(RegistryError::NoSuchCase)?;
        let document = self.document(&current)?;
        let form = self
            .store
            .form(&document.form.digest)?
            .ok_or(RegistryError::Damaged { what: "form" })?;
        let revisions = self
            .store
            .revisions(interview)?
            .into_iter()
            .map(|row| RevisionSummary {
                current: row.digest == current,
                digest: row.digest,
                number: row.number,
                parent: row.parent,
                signer: row.signer,
                received: row.received,
            });
        Ok(Case {
            summary,
            revisions: revisions.collect(),
            document,
            form,
        })
    }

    /// One document, read from the bytes that were received.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchCase`]; from the store.
    pub fn document(&self, digest: &Digest) -> Result<Interview, RegistryError> {
        let bytes = self
            .store
            .document(digest)?
            .ok_or(RegistryError::NoSuchCase)?;
        canonical::from_bytes(&bytes).map_err(|_| RegistryError::Damaged { what: "document" })
    }

    /// The receipt for a bundle that was taken in, in its canonical bytes: what its post may purge.
    ///
    /// # Errors
    /// [`RegistryError::NoSuchCase`] when no bundle of this name was taken in; from the store.
    pub fn receipt(&self, bundle: &Digest, now: Moment) -> Result<Receipt, RegistryError> {
        let arrivals = self.store.by_name(bundle)?;
        let arrival = arrivals
            .into_iter()
            .find(|arrival| arrival.state == ArrivalState::Imported);
        let arrival = arrival.ok_or(RegistryError::NoSuchCase)?;
        let sequence = arrival.described.map_or(0, |described| described.sequence);
        let received = self.store.arrived_with(arrival.nr)?;
        let received = received
            .into_iter()
            .map(|(interview, digest)| Received { interview, digest })
            .collect();
        Ok(Receipt {
            saring: RECEIPT_FORMAT.to_owned(),
            bundle: bundle.clone(),
            sequence,
            at: now,
            received,
        })
    }

    /// Summaries with the digest of the document that counts.
    fn rows(
        &self,
        only: Option<InterviewId>,
        language: &str,
    ) -> Result<Vec<(CaseSummary, Digest)>, RegistryError> {
        let mut countries: BTreeMap<Digest, Vec<ValueState>> = BTreeMap::new();
        for (document, value) in self.store.values(COUNTRY, only)? {
            countries.entry(document).or_default().push(value.state);
        }
        let summary = |row: CaseRow| {
            let digest = row.document.digest.clone();
            let states = countries.remove(&digest).unwrap_or_default();
            Ok((self.summary(row, &states, language)?, digest))
        };
        self.store.cases(only)?.into_iter().map(summary).collect()
    }

    fn summary(
        &self,
        row: CaseRow,
        states: &[ValueState],
        language: &str,
    ) -> Result<CaseSummary, RegistryError> {
        let document = row.document;
        let form = self.form(&document.form)?;
        let country = known(states, |value| {
            form.label(COUNTRY, value, language)
                .unwrap_or_else(|| value.to_owned())
        });
        Ok(CaseSummary {
            interview: document.interview,
            code: row.code,
            slip: document.slip,
            station: document.station,
            interviewer: document.interviewer,
            started: document.started,
            stage: document.stage,
            country,
            conclusion: document.conclusion,
            findings: row.findings,
            urgent: document.urgent,
            revisions: row.revisions,
            conflict: row.conflict,
        })
    }
}

/// One answer for the list: the first value there is, else the reason why there is none.
fn known(states: &[ValueState], label: impl Fn(&str) -> String) -> Known {
    let value = states.iter().find_map(|state| match state {
        ValueState::Known(value) => Some(value),
        _ => None,
    });
    if let Some(value) = value {
        return Known::Known {
            value: value.clone(),
            label: label(value),
        };
    }
    match states.first() {
        None | Some(ValueState::Known(_)) => Known::NotInForm,
        Some(ValueState::NotApplicable) => Known::NotApplicable,
        Some(ValueState::Unknown(Unknown::Unknown)) => Known::Unknown,
        Some(ValueState::Unknown(Unknown::Declined)) => Known::Declined,
        Some(ValueState::Unknown(Unknown::NotAsked)) => Known::NotAsked,
    }
}
