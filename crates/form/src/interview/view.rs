//! What can be read of one live node.

use super::live::{LiveId, LiveNode, Shape};
use super::{Interview, Unknown};
use crate::definition::{Kind, Node, QuestionType, Text, UnknownChoice};
use crate::expression::evaluate::Scope;

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Violation {
    /// An answer is missing.
    Required,
    /// The answer breaks the question's constraint.
    Constraint,
}

/// A choice as offered now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// The stored value.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// Set when choosing it means that the answer stays unknown.
    pub unknown: Option<UnknownChoice>,
}

/// One live node, read-only.
#[derive(Clone, Copy)]
pub struct NodeView<'a> {
    pub(super) interview: &'a Interview,
    pub(super) id: LiveId,
}

impl<'a> NodeView<'a> {
    fn live(&self) -> &'a LiveNode {
        self.interview.live(self.id)
    }

    fn view(&self, id: LiveId) -> NodeView<'a> {
        NodeView {
            interview: self.interview,
            id,
        }
    }

    /// For expressions of this node.
    pub(crate) fn scope(&self) -> Scope<'a> {
        self.interview.scope(self.id)
    }

    /// Where it stands, with the positions of repeat instances: `/data/rep[1]/q`.
    #[must_use]
    pub fn reference(&self) -> String {
        self.interview.reference(self.id)
    }

    /// The form's node: a range and its instances share one.
    #[must_use]
    pub fn definition(&self) -> &'a Node {
        self.interview.form_ref().node(self.live().definition)
    }

    /// What it is.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.live().shape
    }

    /// The form's kind: a range and its instances are both `Repeat`.
    #[must_use]
    pub fn kind(&self) -> &'a Kind {
        &self.definition().kind
    }

    /// The type, for questions.
    #[must_use]
    pub fn question_type(&self) -> Option<QuestionType> {
        match self.kind() {
            Kind::Question(question) => Some(question.kind),
            _ => None,
        }
    }

    /// The node it stands in; `None` for the root only.
    #[must_use]
    pub fn parent(&self) -> Option<NodeView<'a>> {
        self.live().parent.map(|id| self.view(id))
    }

    /// What stands in it, in document order.
    pub fn children(&self) -> impl Iterator<Item = NodeView<'a>> + use<'a> {
        let view = *self;
        self.live().children.iter().map(move |id| view.view(*id))
    }

    /// For repeat instances: which one, counted from 1.
    #[must_use]
    pub fn position(&self) -> Option<usize> {
        (self.live().shape == Shape::Instance).then(|| self.live().position)
    }

    /// For repeat ranges: how many instances.
    #[must_use]
    pub fn count(&self) -> Option<usize> {
        (self.live().shape == Shape::Range).then(|| self.live().children.len())
    }

    /// Whether it applies, ancestors included.
    #[must_use]
    pub fn relevant(&self) -> bool {
        self.live().relevant
    }

    /// Whether it cannot be answered, ancestors included.
    #[must_use]
    pub fn readonly(&self) -> bool {
        self.live().readonly
    }

    /// Whether it must be answered.
    #[must_use]
    pub fn required(&self) -> bool {
        self.live().required
    }

    /// The answer as expressions read it: empty while it does not apply.
    #[must_use]
    pub fn value(&self) -> &'a str {
        self.live().value()
    }

    /// The answer that was given, kept while it does not apply.
    #[must_use]
    pub fn stored(&self) -> &'a str {
        &self.live().stored
    }

    /// Why there is no answer, when the question was skipped.
    #[must_use]
    pub fn unknown(&self) -> Option<Unknown> {
        self.live().unknown
    }

    /// Whether the value is a default that nobody confirmed.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.live().is_default
    }

    /// What is wrong with the answer; nothing while the question does not apply or was skipped with a reason.
    #[must_use]
    pub fn violation(&self) -> Option<Violation> {
        let live = self.live();
        if live.shape != Shape::Question || !live.relevant {
            return None;
        }
        if self.value().is_empty() {
            (live.required && live.unknown.is_none()).then_some(Violation::Required)
        } else {
            live.constraint_broken.then_some(Violation::Constraint)
        }
    }

    /// The label, references filled in. `language` indexes `Form::languages`.
    #[must_use]
    pub fn label(&self, language: usize) -> String {
        self.text(&self.definition().label, language)
    }

    /// The hint.
    #[must_use]
    pub fn hint(&self, language: usize) -> String {
        self.text(&self.definition().hint, language)
    }

    /// What only the officer reads.
    #[must_use]
    pub fn guidance(&self, language: usize) -> String {
        self.text(&self.definition().guidance, language)
    }

    /// Shown when the constraint is broken.
    #[must_use]
    pub fn constraint_message(&self, language: usize) -> String {
        self.text(&self.definition().constraint_message, language)
    }

    /// Shown when a required answer is missing.
    #[must_use]
    pub fn required_message(&self, language: usize) -> String {
        self.text(&self.definition().required_message, language)
    }

    /// Any other text of the form, with references seen from this node.
    #[must_use]
    pub fn text(&self, text: &Text, language: usize) -> String {
        self.interview.scope(self.id).render(text, language)
    }

    /// The choices offered now, filtered and shuffled as the form says; empty for other questions.
    #[must_use]
    pub fn choices(&self, language: usize) -> Vec<ChoiceView> {
        self.interview.choice_views(self.id, language)
    }
}
