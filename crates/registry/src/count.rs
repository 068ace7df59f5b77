//! Counts of interviews: every interview in every row that holds for it, and nothing dropped.

use crate::concept::{ConceptValue, ValueState};
use crate::store::CaseRow;
use crate::view::{Count, CountRow, OutcomeRow, Unknowns};
use crate::{Registry, RegistryError};
use saring_record::{ConclusionKind, Digest, Unknown};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// By what interviews are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// A concept of the forms: `country_exploitation`, `recruitment_channel`. Never a question's name.
    Concept(String),
    /// The month in which the interview was begun, where it was held.
    Month,
    /// The post.
    Station,
    /// The officer.
    Interviewer,
    /// The officer's conclusion.
    Conclusion,
}

/// Where one interview stands in a count.
#[derive(Default)]
struct Place {
    keys: BTreeSet<String>,
    unknown: Option<Reason>,
    not_applicable: bool,
}

/// Why a row of unknowns; of several the one that says most about the person's will comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Withheld,
    Declined,
    Unknown,
    NotAsked,
    NotInForm,
}

impl Registry<'_> {
    /// Counts all interviews, each once by its latest revision. Labels are in `language`.
    ///
    /// # Errors
    /// From the store.
    pub fn count(&self, by: &By, language: &str) -> Result<Count, RegistryError> {
        let cases = self.store.cases(None)?;
        let places = match by {
            By::Concept(concept) => self.by_concept(concept, &cases)?,
            By::Month => by_column(&cases, |case| {
                case.document.started.instant().format("%Y-%m").to_string()
            }),
            By::Station => by_column(&cases, |case| case.document.station.clone()),
            By::Interviewer => by_column(&cases, |case| case.document.interviewer.clone()),
            By::Conclusion => by_column(&cases, |case| word(&case.document.conclusion)),
        };
        let mut count = tally(by.name(), &places);
        count.period = period(&cases);
        if let By::Concept(concept) = by {
            let forms: BTreeSet<&Digest> = cases.iter().map(|case| &case.document.form).collect();
            for form in forms {
                let form = self.form(form)?;
                for row in count.rows.iter_mut().filter(|row| row.label == row.key) {
                    row.label = form
                        .label(concept, &row.key, language)
                        .unwrap_or_else(|| row.key.clone());
                }
            }
        }
        Ok(count)
    }

    /// Conclusions by post or by officer, the largest first.
    ///
    /// # Errors
    /// From the store.
    pub fn outcomes(&self, by_interviewer: bool) -> Result<Vec<OutcomeRow>, RegistryError> {
        let mut rows: BTreeMap<String, OutcomeRow> = BTreeMap::new();
        for case in self.store.cases(None)? {
            let document = case.document;
            let key = if by_interviewer {
                document.interviewer
            } else {
                document.station
            };
            let row = rows.entry(key.clone()).or_insert(OutcomeRow {
                key,
                total: 0,
                indicated: 0,
                not_enough_known: 0,
                not_indicated_at_this_stage: 0,
                not_assessed: 0,
            });
            row.total += 1;
            *match document.conclusion {
                ConclusionKind::Indicated => &mut row.indicated,
                ConclusionKind::NotEnoughKnown => &mut row.not_enough_known,
                ConclusionKind::NotIndicatedAtThisStage => &mut row.not_indicated_at_this_stage,
                ConclusionKind::NotAssessed => &mut row.not_assessed,
            } += 1;
        }
        let mut rows: Vec<_> = rows.into_values().collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.total));
        Ok(rows)
    }

    fn by_concept(&self, concept: &str, cases: &[CaseRow]) -> Result<Vec<Place>, RegistryError> {
        let mut values: BTreeMap<Digest, Vec<ConceptValue>> = BTreeMap::new();
        for (document, value) in self.store.values(concept, None)? {
            values.entry(document).or_default().push(value);
        }
        let place =
            |case: &CaseRow| place(&values.remove(&case.document.digest).unwrap_or_default());
        Ok(cases.iter().map(place).collect())
    }
}

impl By {
    /// Stable name of the count.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Concept(concept) => concept,
            Self::Month => "month",
            Self::Station => "station",
            Self::Interviewer => "interviewer",
            Self::Conclusion => "conclusion",
        }
    }
}

fn by_column(cases: &[CaseRow], key: impl Fn(&CaseRow) -> String) -> Vec<Place> {
    let place = |case| Place {
        keys: BTreeSet::from([key(case)]),
        ..Place::default()
    };
    cases.iter().map(place).collect()
}

fn place(values: &[ConceptValue]) -> Place {
    let mut place = Place::default();
    for value in values {
        let reason = match &value.state {
            ValueState::Known(key) if value.countable => {
                place.keys.insert(key.clone());
                continue;
            }
            ValueState::NotApplicable => {
                place.not_applicable = true;
                continue;
            }
            ValueState::Known(_) => Reason::Withheld,
            ValueState::Unknown(Unknown::Declined) => Reason::Declined,
            ValueState::Unknown(Unknown::Unknown) => Reason::Unknown,
            ValueState::Unknown(Unknown::NotAsked) => Reason::NotAsked,
        };
        place.unknown = Some(place.unknown.map_or(reason, |before| before.min(reason)));
    }
    // A concept that the form has leaves a row in every case, were it only that it did not apply.
    if values.is_empty() {
        place.unknown = Some(Reason::NotInForm);
    }
    place
}

fn tally(by: &str, places: &[Place]) -> Count {
    let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
    let mut unknown = Unknowns::default();
    for place in places {
        for key in &place.keys {
            *rows.entry(key).or_default() += 1;
        }
        match place.unknown {
            None => {}
            Some(Reason::Withheld) => unknown.withheld += 1,
            Some(Reason::Declined) => unknown.declined += 1,
            Some(Reason::Unknown) => unknown.unknown += 1,
            Some(Reason::NotAsked) => unknown.not_asked += 1,
            Some(Reason::NotInForm) => unknown.not_in_form += 1,
        }
    }
    let holds =
        |test: &dyn Fn(&Place) -> bool| places.iter().filter(|place| test(place)).count() as u64;
    let not_applicable = holds(&|place| place.not_applicable);
    let rows = rows.into_iter().map(|(key, count)| CountRow {
        key: key.to_owned(),
        label: key.to_owned(),
        count,
    });
    let mut rows: Vec<_> = rows.collect();
    if by != By::Month.name() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    }
    Count {
        by: by.to_owned(),
        total: places.len() as u64,
        applicable: places.len() as u64 - not_applicable,
        known: holds(&|place| !place.keys.is_empty()),
        rows,
        unknown,
        not_applicable,
        several: holds(&|place| place.keys.len() + usize::from(place.unknown.is_some()) > 1),
        period: None,
    }
}

fn period(cases: &[CaseRow]) -> Option<(String, String)> {
    let days = || {
        cases
            .iter()
            .map(|case| case.document.started.instant().date_naive())
    };
    Some((days().min()?.to_string(), days().max()?.to_string()))
}

/// The word that a documents' enum is written with.
pub(crate) fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
