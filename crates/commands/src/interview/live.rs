//! An interview in progress: the form engine's state, and beside it what an officer adds (notes, needs, the place).

use super::history::Entry;
use super::steps::{self, Numbers, Step, askable};
use crate::CommandError;
use crate::view::{Grain, SkipReason};
use saring_form::Form;
use saring_form::interview::{Context, Event, Interview, NodeView, Unknown};
use saring_record::{InterviewId, Moment, Note, UrgentKind, UrgentNeed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// An interview in progress.
pub(crate) struct Live {
    pub(crate) id: InterviewId,
    pub(crate) slip: String,
    pub(crate) interview: Interview,
    pub(crate) numbers: Numbers,
    pub(crate) officer_language: usize,
    pub(crate) person_language: usize,
    /// Reference of the current step; empty at the end.
    pub(crate) position: String,
    pub(crate) started: Moment,
    pub(crate) saved_at: Moment,
    /// When each answer was given.
    pub(crate) given: BTreeMap<String, Moment>,
    pub(crate) notes: BTreeMap<String, Note>,
    pub(crate) urgent: Vec<UrgentNeed>,
    /// Needs that were flagged and have been seen to.
    pub(crate) helped: Vec<UrgentNeed>,
    pub(crate) finished: bool,
    /// What was half typed, by reference; no part of the interview.
    pub(crate) drafts: BTreeMap<String, String>,
    /// What it is found by, as the vault has it.
    pub(crate) findables: super::Findables,
}

/// What lists show of an interview without opening it; kept beside its history.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Summary {
    pub(crate) answered: u32,
    pub(crate) unknown: u32,
    pub(crate) total: u32,
    /// Label of the current section in the officer's language.
    pub(crate) section: String,
    pub(crate) triage_complete: bool,
    pub(crate) needs_help: Option<UrgentKind>,
    pub(crate) needs_help_at: Option<String>,
    pub(crate) not_enough_known: bool,
    pub(crate) person_language: String,
}

/// How the person and the officer sit at the table.
pub(crate) struct Seats {
    pub(crate) slip: String,
    pub(crate) officer_language: usize,
    pub(crate) person_language: usize,
}

impl Live {
    /// A new interview at its first step.
    pub(crate) fn start(
        id: InterviewId,
        form: Arc<Form>,
        seats: Seats,
        officer: &str,
        at: Moment,
    ) -> Self {
        let mut context = Context::new(at.instant(), seed(id), format!("uuid:{id}"));
        officer.clone_into(&mut context.preloads.username);
        let numbers = Numbers::of(&form);
        let interview = Interview::start(form, context);
        let position = steps::steps(&interview)
            .first()
            .map_or_else(String::new, |s| s.reference.clone());
        Self {
            id,
            slip: seats.slip,
            interview,
            numbers,
            officer_language: seats.officer_language,
            person_language: seats.person_language,
            position,
            started: at,
            saved_at: at,
            given: BTreeMap::new(),
            notes: BTreeMap::new(),
            urgent: Vec::new(),
            helped: Vec::new(),
            finished: false,
            drafts: BTreeMap::new(),
            findables: super::Findables::new(),
        }
    }

    /// Plays one entry of the history into the state.
    ///
    /// # Errors
    /// The form engine's refusal; the state is then as it was.
    pub(crate) fn play(&mut self, entry: &Entry, at: Moment) -> Result<(), CommandError> {
        match entry {
            Entry::Answer { event, .. } => {
                self.interview.set_clock(at.instant());
                self.interview
                    .apply(event)
                    .map_err(|e| CommandError::new(e.code()).with("ref", e.reference()))?;
                match event {
                    Event::Remove { reference } => {
                        shift_after_removal(&mut self.given, reference);
                        shift_after_removal(&mut self.notes, reference);
                        for (reference, note) in &mut self.notes {
                            note.reference.clone_from(reference);
                        }
                    }
                    Event::Add { .. } => {}
                    Event::Set { reference, .. } | Event::Skip { reference, .. } => {
                        self.given.insert(reference.clone(), at);
                    }
                }
            }
            Entry::Note { reference, text } => {
                if self.interview.node(reference).is_none() {
                    return Err(CommandError::new("unknown-reference").with("ref", reference));
                }
                if text.is_empty() {
                    self.notes.remove(reference);
                } else {
                    let note = Note {
                        reference: reference.clone(),
                        text: text.clone(),
                        at,
                    };
                    self.notes.insert(reference.clone(), note);
                }
            }
            Entry::NeedsHelp { kind, note } => {
                self.urgent.retain(|need| need.kind != *kind);
                self.urgent.push(UrgentNeed {
                    kind: *kind,
                    at,
                    note: note.clone(),
                });
            }
            Entry::HelpGiven => self.helped.append(&mut self.urgent),
        }
        self.saved_at = at;
        Ok(())
    }

    /// All steps as the form stands, and which one is current. A position that no longer applies falls to the nearest
    /// step before it in the form.
    pub(crate) fn here(&self) -> (Vec<Step>, usize) {
        let steps = steps::steps(&self.interview);
        let at = if self.position.is_empty() {
            steps.len() - 1
        } else {
            steps::find(&self.interview, &steps, &self.position)
                .unwrap_or_else(|| self.nearest(&steps))
        };
        (steps, at)
    }

    fn nearest(&self, steps: &[Step]) -> usize {
        let order: BTreeMap<String, usize> = self
            .interview
            .nodes()
            .enumerate()
            .map(|(i, node)| (node.reference(), i))
            .collect();
        let wanted = order.get(&self.position).copied().unwrap_or(0);
        let before = |s: &Step| order.get(&s.reference).is_some_and(|i| *i <= wanted);
        steps
            .iter()
            .rposition(|s| before(s) && s.inside.is_none())
            .unwrap_or(0)
    }

    /// The state of one question as its grain shows it.
    pub(crate) fn grain(node: &NodeView<'_>, language: usize) -> Grain {
        if node.unknown().is_some() || only_unknown_choices(node, language).is_some() {
            Grain::Unknown
        } else if node.value().is_empty() {
            Grain::Open
        } else {
            Grain::Answered
        }
    }

    /// Counts for the lists.
    pub(crate) fn summary(&self) -> Summary {
        let mut asked = Vec::new();
        steps::questions(self.interview.root(), &askable, &mut asked);
        let grains: Vec<Grain> = asked
            .iter()
            .map(|n| Self::grain(n, self.officer_language))
            .collect();
        let count = |wanted: Grain| grains.iter().filter(|g| **g == wanted).count() as u32;
        let (steps, at) = self.here();
        let sections = steps::sections(&self.interview);
        let section = sections
            .get(steps[at].section)
            .map_or_else(String::new, |s| {
                format!(
                    "{} · {}",
                    steps[at].section + 1,
                    super::section_label(&self.interview, s, self.officer_language)
                )
            });
        Summary {
            answered: count(Grain::Answered),
            unknown: count(Grain::Unknown),
            total: grains.len() as u32,
            section,
            triage_complete: saring_assessment::completion(&self.interview).triage,
            needs_help: self.urgent.first().map(|u| u.kind),
            needs_help_at: self.urgent.first().map(|u| u.at.to_string()),
            not_enough_known: false,
            person_language: self.interview.form().languages[self.person_language]
                .name
                .clone(),
        }
    }
}

/// When every chosen choice leaves the answer unknown: which kind the first of them is.
pub(crate) fn only_unknown_choices(
    node: &NodeView<'_>,
    language: usize,
) -> Option<saring_form::definition::UnknownChoice> {
    let value = node.value();
    if value.is_empty() {
        return None;
    }
    let chosen: Vec<&str> = value.split_whitespace().collect();
    let choices = node.choices(language);
    let mut kinds = chosen.iter().map(|name| {
        choices
            .iter()
            .find(|c| c.name == *name)
            .and_then(|c| c.unknown)
    });
    let first = kinds.next()??;
    kinds.all(|k| k.is_some()).then_some(first)
}

/// The document's kind of unknown for an officer's reason.
pub(crate) fn unknown_of(reason: SkipReason) -> Unknown {
    match reason {
        SkipReason::Declined => Unknown::Declined,
        SkipReason::DoesNotKnow => Unknown::Unknown,
        SkipReason::TooHeavy
        | SkipReason::Overheard
        | SkipReason::Translation
        | SkipReason::NoTime
        | SkipReason::Other => Unknown::NotAsked,
    }
}

/// The same interview shuffles the same way on every machine.
fn seed(id: InterviewId) -> u64 {
    let bytes = id.0.as_bytes();
    u64::from_be_bytes([
        bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15],
    ])
}

/// Drops what stood in a removed instance and moves up what stood in those after it.
fn shift_after_removal<T>(map: &mut BTreeMap<String, T>, instance: &str) {
    let Some((range, index)) = instance.strip_suffix(']').and_then(|s| s.rsplit_once('[')) else {
        return;
    };
    let Ok(removed) = index.parse::<usize>() else {
        return;
    };
    let prefix = format!("{range}[");
    for (reference, value) in std::mem::take(map) {
        let Some((number, rest)) = reference
            .strip_prefix(&prefix)
            .and_then(|r| r.split_once(']'))
        else {
            map.insert(reference, value);
            continue;
        };
        match number.parse::<usize>() {
            Ok(n) if n == removed => {}
            Ok(n) if n > removed => {
                map.insert(format!("{prefix}{}]{rest}", n - 1), value);
            }
            _ => {
                map.insert(reference, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_after_a_removed_place_moves_up() {
        let mut map: BTreeMap<String, u8> = [
            ("/d/p[1]/a", 1),
            ("/d/p[2]/a", 2),
            ("/d/p[3]/a", 3),
            ("/d/q", 4),
        ]
        .map(|(k, v)| (k.to_owned(), v))
        .into();
        shift_after_removal(&mut map, "/d/p[2]");
        let left: Vec<(&str, u8)> = map.iter().map(|(k, v)| (k.as_str(), *v)).collect();
        assert_eq!(left, [("/d/p[1]/a", 1), ("/d/p[2]/a", 3), ("/d/q", 4)]);
    }
}
