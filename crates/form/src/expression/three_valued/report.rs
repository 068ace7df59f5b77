//! What is still open in an interview: unknown questions, and whether a stage is through.

use super::evaluator::Evaluator;
use super::evidence::Why;
use super::states::{Standing, is_askable};
use crate::interview::{NodeView, Shape};

/// A question whose answer is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Where.
    pub reference: String,
    /// Why.
    pub why: Why,
}

/// How far an interview is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Everything up to and including the top-level group `triage` is answered or skipped with a reason.
    pub triage: bool,
    /// Everything is.
    pub full: bool,
}

impl Evaluator<'_> {
    /// All questions that a person could be asked and whose answer is not or not fully known, in document order.
    #[must_use]
    pub fn open_questions(&self) -> Vec<OpenQuestion> {
        let ids = self
            .document
            .ids()
            .filter(|id| is_askable(&self.document.spot(*id).view));
        ids.filter_map(|id| match self.state(id).standing {
            Standing::Unknown(why) | Standing::Partial(why) => Some(OpenQuestion {
                reference: self.document.spot(id).reference.clone(),
                why,
            }),
            Standing::Known | Standing::NotApplicable => None,
        })
        .collect()
    }

    /// How far the interview is: what is on the screen must be answered, or skipped with a reason. A form without a group
    /// `triage` has been triaged when all of it is done.
    #[must_use]
    pub fn completion(&self) -> Completion {
        let root = self.document.spot(self.document.root()).view;
        let mut before_the_end = true;
        let mut completion = Completion {
            triage: false,
            full: true,
        };
        let mut found = false;
        for section in root.children() {
            before_the_end &= self.is_done(section);
            if section.shape() == Shape::Group && section.definition().name == "triage" {
                completion.triage = before_the_end;
                found = true;
            }
        }
        completion.full = before_the_end;
        if !found {
            completion.triage = completion.full;
        }
        completion
    }

    fn is_done(&self, view: NodeView<'_>) -> bool {
        if !view.relevant() {
            return true;
        }
        if view.shape() != Shape::Question {
            return view.children().all(|child| self.is_done(child));
        }
        if !is_askable(&view) || view.unknown().is_some() {
            return true;
        }
        let standing = self.standing(&view.reference());
        !view.value().is_empty()
            && !matches!(
                standing,
                Some(Standing::Unknown(
                    Why::Defaulted | Why::Invalid | Why::NotOffered | Why::Unanswered
                ))
            )
    }
}
