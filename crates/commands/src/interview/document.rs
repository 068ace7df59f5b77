//! A finished interview as the document that is signed, carried and counted.

use super::live::Live;
use saring_record::{
    Answer, Assessment, Conclusion, Digest, FORMAT, FormRef, Interview, Interviewer, Languages,
    Revision, Stage, Station, Unknown,
};
use saring_vault::Meta;
use std::collections::BTreeMap;

/// The document of this interview.
pub(crate) fn document(
    live: &Live,
    meta: &Meta,
    assessment: Assessment,
    stage: Stage,
    conclusion: Conclusion,
    revision: Revision,
) -> Option<Interview> {
    let form = live.interview.form();
    let mut urgent = live.helped.clone();
    urgent.extend(live.urgent.iter().cloned());
    Some(Interview {
        saring: FORMAT.to_owned(),
        interview: live.id,
        slip: live.slip.clone(),
        training: meta.training,
        form: FormRef {
            id: form.id.clone(),
            version: form.version.clone(),
            digest: Digest::parse(&form.digest)?,
        },
        stage,
        station: Station {
            label: meta.station.clone(),
        },
        interviewer: Interviewer {
            name: meta.officer.name.clone(),
        },
        languages: Languages {
            officer: form.languages[live.officer_language].name.clone(),
            person: form.languages[live.person_language].name.clone(),
        },
        started: live.started,
        finished: conclusion.at,
        answers: answers(live),
        consent: saring_assessment::consent(&live.interview),
        urgent,
        notes: live.notes.values().cloned().collect(),
        assessment,
        conclusion,
        revision,
    })
}

/// Every question that applies, answered or not: what was never answered stands there as not asked, so that nobody can
/// mistake it for something that did not apply. Questions behind an unknown gate are unknown too.
fn answers(live: &Live) -> BTreeMap<String, Answer> {
    let mut out = saring_assessment::answers(&live.interview);
    for unknown in saring_assessment::unknowns(&live.interview) {
        out.entry(unknown.reference).or_insert(Answer {
            value: None,
            unknown: Some(Unknown::NotAsked),
            at: None,
        });
    }
    for (reference, answer) in &mut out {
        answer.at = live.given.get(reference).copied();
    }
    out
}
