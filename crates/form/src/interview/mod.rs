//! Answered instance: live nodes, answers, recalculation, validation. It reads no clock: time and randomness come with
//! [`Context`].

mod answer;
mod check;
mod context;
mod evaluate;
mod event;
mod fill;
mod in_order;
mod layout;
mod live;
mod offered;
mod plan;
mod preload;
mod recalculate;
mod values;
mod view;

pub use answer::AnswerError;
pub use check::check;
pub use context::{Context, Preloads};
pub(crate) use evaluate::constant;
pub use evaluate::{Evaluated, ExpressionError, evaluate_str};
pub use event::{Event, Unknown};
pub use fill::Answers;
pub(crate) use layout::Layout;
pub use live::Shape;
pub(crate) use live::{LiveId, LiveNode, Place, Tree};
pub use view::{ChoiceView, NodeView, Violation};

use crate::definition::{Form, Kind, QuestionType};
use chrono::{DateTime, FixedOffset};
use plan::{Aspect, Plan};
use recalculate::Work;
use std::cell::Cell;
use std::sync::Arc;

/// More instances than this no repeat has, whatever its count says.
const MOST_INSTANCES: usize = 10_000;

/// An interview in progress.
pub struct Interview {
    form: Arc<Form>,
    plan: Arc<Plan>,
    context: Context,
    tree: Tree,
    /// The language that expressions speak (`jr:choice-name`, `jr:itext`).
    language: usize,
    random: Cell<u64>,
    /// What the evaluation under way has cost.
    effort: Cell<u64>,
    work: Work,
    /// Triggers wait until the first computation is through.
    started: bool,
}

/// What an event did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// References of all nodes whose value, relevance or other state is not what it was, in document order.
    pub changed: Vec<String>,
    /// For `add`: the new instance.
    pub added: Option<String>,
}

impl Interview {
    /// A new interview: defaults and preloads filled, everything calculated.
    #[must_use]
    pub fn start(form: Arc<Form>, context: Context) -> Interview {
        let plan = Arc::new(Plan::new(&form));
        let mut interview = Interview {
            tree: Tree::new(&form, plan.layout.clone()),
            language: form.default_language,
            random: Cell::new(context.seed),
            effort: Cell::new(0),
            work: Work::default(),
            started: false,
            form,
            plan,
            context,
        };
        interview.initialise(LiveId::ROOT, true);
        interview.settle();
        interview.forget_changed();
        interview.started = true;
        interview
    }

    /// The state that these events led to. Events that no longer apply are listed with their index and left out.
    pub fn resume(
        form: Arc<Form>,
        context: Context,
        events: impl IntoIterator<Item = Event>,
    ) -> (Interview, Vec<(usize, AnswerError)>) {
        let mut interview = Interview::start(form, context);
        let mut refused = Vec::new();
        for (index, event) in events.into_iter().enumerate() {
            if let Err(error) = interview.apply(&event) {
                refused.push((index, error));
            }
        }
        (interview, refused)
    }

    /// Applies an event with all its consequences. Refuses what the question's type cannot hold.
    ///
    /// # Errors
    /// See [`AnswerError`]; the interview is then as it was.
    pub fn apply(&mut self, event: &Event) -> Result<Applied, AnswerError> {
        let reference = event.reference().to_owned();
        let Some(id) = self.tree.resolve(&self.form, &reference) else {
            return Err(AnswerError::UnknownReference { reference });
        };
        let mut added = None;
        match event {
            Event::Set { value, .. } => self.set(id, value, reference)?,
            Event::Skip { reason, .. } => self.skip(id, *reason, &reference)?,
            Event::Add { .. } => added = Some(self.add(id, reference)?),
            Event::Remove { .. } => self.remove(id, reference)?,
        }
        self.settle();
        Ok(Applied {
            changed: self.take_changed(),
            added: added.map(|id| self.tree.reference(&self.form, id)),
        })
    }

    fn take_changed(&mut self) -> Vec<String> {
        let mut changed = std::mem::take(&mut self.work.changed);
        for id in &changed {
            self.tree.get_mut(*id).changed = false;
        }
        changed.retain(|id| !self.tree.get(*id).removed);
        changed.sort_by_cached_key(|id| self.tree.place(*id));
        changed
            .into_iter()
            .map(|id| self.tree.reference(&self.form, id))
            .collect()
    }

    fn note_changed(&mut self, id: LiveId) {
        let live = self.tree.get_mut(id);
        if !live.changed {
            live.changed = true;
            self.work.changed.push(id);
        }
    }

    fn forget_changed(&mut self) {
        for id in self.work.changed.drain(..) {
            self.tree.get_mut(id).changed = false;
        }
    }

    fn set(&mut self, id: LiveId, value: &str, reference: String) -> Result<(), AnswerError> {
        let question = self.answerable(id, &reference)?;
        let node = self.form.node(self.tree.get(id).definition);
        let Some(value) = values::normalise(node, question, value) else {
            return Err(AnswerError::InvalidValue { reference });
        };
        let value = if question.select.is_some() {
            self.choose(id, &value)
                .ok_or(AnswerError::NotAChoice { reference })?
        } else {
            value
        };
        let live = self.tree.get_mut(id);
        live.unknown = None;
        live.is_default = false;
        self.note_changed(id);
        self.store(id, value);
        Ok(())
    }

    fn skip(&mut self, id: LiveId, reason: Unknown, reference: &str) -> Result<(), AnswerError> {
        self.answerable(id, reference)?;
        let live = self.tree.get_mut(id);
        live.unknown = Some(reason);
        live.is_default = false;
        self.note_changed(id);
        self.store(id, String::new());
        Ok(())
    }

    fn answerable(
        &self,
        id: LiveId,
        reference: &str,
    ) -> Result<&crate::definition::Question, AnswerError> {
        let live = self.tree.get(id);
        let Kind::Question(question) = &self.form.node(live.definition).kind else {
            return Err(AnswerError::NotAQuestion {
                reference: reference.to_owned(),
            });
        };
        let hidden = matches!(
            question.kind,
            QuestionType::Calculate
                | QuestionType::Metadata(_)
                | QuestionType::Note
                | QuestionType::Audit
        );
        if live.readonly || hidden {
            return Err(AnswerError::ReadOnly {
                reference: reference.to_owned(),
            });
        }
        Ok(question)
    }

    fn add(&mut self, id: LiveId, reference: String) -> Result<LiveId, AnswerError> {
        let live = self.tree.get(id);
        if live.shape != Shape::Range {
            return Err(AnswerError::NotARepeat { reference });
        }
        let counted = matches!(
            self.form.node(live.definition).kind,
            Kind::Repeat { count: Some(_) }
        );
        if counted || live.children.len() >= MOST_INSTANCES {
            return Err(AnswerError::RepeatCountFixed { reference });
        }
        Ok(self.add_to(id, false))
    }

    fn remove(&mut self, id: LiveId, reference: String) -> Result<(), AnswerError> {
        let live = self.tree.get(id);
        let (Shape::Instance, Some(range)) = (live.shape, live.parent) else {
            return Err(AnswerError::NotARepeat { reference });
        };
        if matches!(
            self.form.node(live.definition).kind,
            Kind::Repeat { count: Some(_) }
        ) {
            return Err(AnswerError::RepeatCountFixed { reference });
        }
        self.remove_from(range, id);
        Ok(())
    }

    /// Moves the clock; nothing is recalculated by that alone.
    pub fn set_clock(&mut self, now: DateTime<FixedOffset>) {
        self.context.now = now;
    }

    /// Changes the language that expressions speak and computes again what depends on it.
    pub fn set_language(&mut self, language: usize) {
        if language == self.language || language >= self.form.languages.len() {
            return;
        }
        self.language = language;
        for id in self.tree.subtree(LiveId::ROOT) {
            self.queue_language(id);
        }
        self.settle();
        self.forget_changed();
    }

    /// The language that expressions speak.
    #[must_use]
    pub fn language(&self) -> usize {
        self.language
    }

    /// Fills what is filled when an interview is closed (`end`).
    pub fn close(&mut self) {
        for id in self.tree.subtree(LiveId::ROOT) {
            if let Some(value) = self.closing_value(self.form.node(self.tree.get(id).definition)) {
                self.store(id, value);
            }
        }
        self.settle();
        self.forget_changed();
    }

    /// The form.
    #[must_use]
    pub fn form(&self) -> &Arc<Form> {
        &self.form
    }

    /// What was handed in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The node at this reference: `/data/rep[2]/q`; `/data/rep` is the range, the root element is a node too.
    #[must_use]
    pub fn node(&self, reference: &str) -> Option<NodeView<'_>> {
        Some(NodeView {
            interview: self,
            id: self.tree.resolve(&self.form, reference)?,
        })
    }

    /// The root element.
    #[must_use]
    pub fn root(&self) -> NodeView<'_> {
        NodeView {
            interview: self,
            id: LiveId::ROOT,
        }
    }

    /// All nodes in document order: groups, ranges, instances, questions; not the root.
    pub fn nodes(&self) -> impl Iterator<Item = NodeView<'_>> {
        self.tree.in_order(LiveId::ROOT).skip(1).map(|id| NodeView {
            interview: self,
            id,
        })
    }

    /// Computations that never settled at the last change, by node and aspect.
    fn unsettled(&self) -> impl Iterator<Item = (crate::definition::NodeId, Aspect)> + '_ {
        self.work
            .unsettled
            .iter()
            .map(|v| (self.plan.vertices[*v].node, self.plan.vertices[*v].aspect))
    }

    fn form_ref(&self) -> &Form {
        &self.form
    }

    fn live(&self, id: LiveId) -> &LiveNode {
        self.tree.get(id)
    }

    fn reference(&self, id: LiveId) -> String {
        self.tree.reference(&self.form, id)
    }
}
