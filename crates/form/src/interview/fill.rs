//! An interview from its answers alone, without their history: how stored answers and submissions come back.

use super::live::LiveId;
use super::{AnswerError, Context, Event, Interview, MOST_INSTANCES, Shape, values};
use crate::definition::{Form, Kind, QuestionType};
use std::sync::Arc;

/// Answers by reference, and how many instances each repeat has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// Instances by range (`/data/rep`, `/data/rep[2]/inner`), outer ranges before what stands in them. A range that
    /// is not named has as many as `values` speaks of, and never fewer than the blank form.
    pub counts: Vec<(String, usize)>,
    /// XML text by reference (`/data/rep[2]/q`), in document order.
    pub values: Vec<(String, String)>,
}

impl Answers {
    /// Answers alone: repeats are as long as these references say.
    #[must_use]
    pub fn of(values: Vec<(String, String)>) -> Self {
        Self {
            counts: Vec::new(),
            values,
        }
    }
}

impl Interview {
    /// The state that these answers describe: what is calculated is calculated anew, what was filled without a question
    /// (`start`, `deviceid`, `meta/instanceID`) and what only a `trigger` computes is taken as it stands. Answers that
    /// the form cannot take are listed with their reference and left out.
    #[must_use]
    pub fn filled(
        form: Arc<Form>,
        context: Context,
        answers: &Answers,
    ) -> (Interview, Vec<AnswerError>) {
        let mut interview = Interview::start(form, context);
        interview.make_room(answers);
        let mut refused = Vec::new();
        let mut open: Vec<&(String, String)> = answers.values.iter().collect();
        // A choice may be offered only once a later question is answered: again, as long as that helps.
        loop {
            let before = open.len();
            refused.clear();
            open.retain(|(reference, value)| match interview.put(reference, value) {
                Ok(()) => false,
                Err(error) => {
                    refused.push(error);
                    true
                }
            });
            if open.is_empty() || open.len() == before {
                break;
            }
        }
        interview.put_back(answers);
        interview.settle();
        interview.forget_changed();
        (interview, refused)
    }

    /// Brings every repeat to its length. Those that the form counts itself are left to it.
    fn make_room(&mut self, answers: &Answers) {
        for (range, count) in &answers.counts {
            let Some(id) = self.tree.resolve(&self.form, range) else {
                continue;
            };
            if !self.grows(id) {
                continue;
            }
            while self.tree.get(id).children.len() < (*count).min(MOST_INSTANCES) {
                self.add_to(id, false);
                self.settle();
            }
            while self.tree.get(id).children.len() > *count {
                let Some(last) = self.tree.get(id).children.last().copied() else {
                    break;
                };
                self.remove_from(id, last);
                self.settle();
            }
        }
        for (reference, _) in &answers.values {
            self.reach(reference);
        }
    }

    /// Adds the instances that a reference passes through.
    fn reach(&mut self, reference: &str) {
        for (end, _) in reference.match_indices(']') {
            let Some(start) = reference[..end].rfind('[') else {
                return;
            };
            let Ok(position) = reference[start + 1..end].parse::<usize>() else {
                return;
            };
            let Some(id) = self.tree.resolve(&self.form, &reference[..start]) else {
                return;
            };
            if !self.grows(id) {
                continue;
            }
            while self.tree.get(id).children.len() < position.min(MOST_INSTANCES) {
                self.add_to(id, false);
                self.settle();
            }
        }
    }

    /// Whether people decide how many instances a range has.
    fn grows(&self, id: LiveId) -> bool {
        let live = self.tree.get(id);
        live.shape == Shape::Range
            && matches!(
                self.form.node(live.definition).kind,
                Kind::Repeat { count: None }
            )
    }

    /// One answer. What the form computes itself is no error, and nothing is done.
    fn put(&mut self, reference: &str, value: &str) -> Result<(), AnswerError> {
        match self.apply(&Event::set(reference, value)) {
            Ok(_) | Err(AnswerError::ReadOnly { .. } | AnswerError::NotAQuestion { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// What nobody answered and nothing here would compute again.
    fn put_back(&mut self, answers: &Answers) {
        for (reference, value) in &answers.values {
            let Some(id) = self.tree.resolve(&self.form, reference) else {
                continue;
            };
            let node = self.form.node(self.tree.get(id).definition);
            let Kind::Question(question) = &node.kind else {
                continue;
            };
            let metadata = matches!(question.kind, QuestionType::Metadata(_));
            let triggered = node.bind.calculate.is_some() && !node.bind.trigger.is_empty();
            if !(metadata || triggered || self.is_instance_id(node)) {
                continue;
            }
            if let Some(text) = values::normalise(node, question, value) {
                self.tree.get_mut(id).is_default = false;
                // Triggers have had their say when these answers were given.
                let started = std::mem::replace(&mut self.started, false);
                self.store(id, text);
                self.started = started;
            }
        }
    }
}
