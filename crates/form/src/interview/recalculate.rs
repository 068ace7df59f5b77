//! Brings the live instance in step after a change: only what reads a changed node is computed again, each after what it
//! reads itself.

use super::live::{LiveId, Place, Shape};
use super::plan::{Aspect, Aspects, VertexId, expression};
use super::values::normalise;
use super::{Interview, MOST_INSTANCES};
use crate::definition::{Kind, NodeId};
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{Scope, World};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

/// How often one computation of one node may run before it counts as one that never settles.
const MOST_RUNS: u32 = 100;

/// A computation of a live node, in the order of computing: rank, document order.
type Task = (usize, Place, VertexId, LiveId);

/// What is still to be computed.
#[derive(Default)]
pub(super) struct Work {
    queue: BinaryHeap<Reverse<Task>>,
    /// Nodes of which something has been computed since the interview last settled.
    computed: Vec<LiveId>,
    /// How often, where it was more than once.
    runs: HashMap<(VertexId, LiveId), u32>,
    /// Room for readers while they are queued.
    readers: Vec<LiveId>,
    /// Instances whose dynamic defaults have not been evaluated.
    fresh: Vec<LiveId>,
    /// Instances whose dynamic defaults have just been evaluated: what `once()` gave before then does not bind it yet.
    defaulted: Vec<LiveId>,
    /// Nodes that are not what they were.
    pub(super) changed: Vec<LiveId>,
    /// Computations that never settled.
    pub(super) unsettled: BTreeSet<VertexId>,
}

impl Interview {
    pub(super) fn world(&self) -> World<'_> {
        World {
            form: &self.form,
            tree: &self.tree,
            now: self.context.now,
            preloads: &self.context.preloads,
            language: self.language,
            random: &self.random,
            effort: &self.effort,
        }
    }

    pub(super) fn scope(&self, id: LiveId) -> Scope<'_> {
        Scope::new(self.world(), id)
    }

    fn queue(&mut self, vertex: VertexId, id: LiveId) {
        let (aspect, rank) = (
            self.plan.vertices[vertex].aspect,
            self.plan.vertices[vertex].rank,
        );
        let live = self.tree.get_mut(id);
        // Instances are counted in their range; the rest of a repeat's logic is its instances' too.
        if aspect == Aspect::Count && live.shape != Shape::Range {
            return;
        }
        if live.queued.insert(aspect) {
            let place = self.tree.place(id);
            self.work.queue.push(Reverse((rank, place, vertex, id)));
        }
    }

    /// Queues everything that is computed for a node.
    fn queue_own(&mut self, id: LiveId) {
        let definition = self.tree.get(id).definition;
        for index in 0..self.plan.of_node[definition.index()].len() {
            let vertex = self.plan.of_node[definition.index()][index];
            if self.plan.vertices[vertex].aspect != Aspect::Triggered {
                self.queue(vertex, id);
            }
        }
    }

    /// Queues what speaks the language in use.
    pub(super) fn queue_language(&mut self, id: LiveId) {
        let definition = self.tree.get(id).definition;
        for index in 0..self.plan.of_node[definition.index()].len() {
            let vertex = self.plan.of_node[definition.index()][index];
            if self.plan.vertices[vertex].language
                && self.plan.vertices[vertex].aspect != Aspect::Triggered
            {
                self.queue(vertex, id);
            }
        }
    }

    /// Queues a computation for all live nodes of its definition near `from`.
    fn queue_near(&mut self, vertex: VertexId, from: LiveId, within: Option<NodeId>) {
        let reader = self.plan.vertices[vertex].node;
        if self.plan.layout.is_single(reader) {
            self.queue(vertex, self.tree.single(reader));
            return;
        }
        let scope = self.tree.enclosing(from, within);
        let mut readers = std::mem::take(&mut self.work.readers);
        self.tree.below(scope, reader, &mut |id| readers.push(id));
        if self.plan.layout.is_repeat(reader) {
            // A repeat's logic is its range's too.
            readers.extend(self.ranges(scope, reader));
        }
        for id in readers.drain(..) {
            self.queue(vertex, id);
        }
        self.work.readers = readers;
    }

    /// The ranges of a repeat below `scope`.
    fn ranges(&self, scope: LiveId, repeat: NodeId) -> Vec<LiveId> {
        let Some(parent) = self.form.node(repeat).parent else {
            return Vec::new();
        };
        if self.tree.get(scope).definition == repeat {
            return self.tree.get(scope).parent.into_iter().collect();
        }
        let mut ranges = Vec::new();
        self.tree.below(scope, parent, &mut |parent| {
            ranges.push(self.tree.range_in(parent, repeat));
        });
        ranges
    }

    /// Queues all that reads a node.
    fn touch(&mut self, id: LiveId) {
        self.note_changed(id);
        let definition = self.tree.get(id).definition;
        for index in 0..self.plan.readers[definition.index()].len() {
            let (vertex, within) = self.plan.readers[definition.index()][index];
            self.queue_near(vertex, id, within);
        }
    }

    /// Queues what a changed value triggers.
    fn trigger(&mut self, id: LiveId) {
        let definition = self.tree.get(id).definition;
        for index in 0..self.plan.triggers[definition.index()].len() {
            let vertex = self.plan.triggers[definition.index()][index];
            let target = self.plan.vertices[vertex].node;
            let within = self.plan.layout.common_repeat(definition, target);
            self.queue_near(vertex, id, within);
        }
    }

    /// Stores a value and queues what follows from it.
    pub(super) fn store(&mut self, id: LiveId, value: String) {
        let live = self.tree.get_mut(id);
        if live.stored == value {
            return;
        }
        live.stored = value;
        self.refresh_offered(id);
        self.touch(id);
        if self.started {
            self.trigger(id);
        }
    }

    /// Everything for nodes that have just come to be: defaults, preloads, then all computations. `with_inner` says
    /// whether repeats directly inside begin with an instance, as those of the blank form do and those of added instances
    /// do not. A repeat in a group always does: so pyxform writes the template.
    pub(super) fn initialise(&mut self, top: LiveId, with_inner: bool) {
        let mut next = vec![top];
        while let Some(id) = next.pop() {
            match self.tree.get(id).shape {
                Shape::Question => self.initial_value(id),
                Shape::Range
                    if (with_inner || self.tree.get(id).parent != Some(top))
                        && self.starts_with_one(id) =>
                {
                    self.tree.add_instance(&self.form, id);
                }
                _ => {}
            }
            next.extend(self.tree.get(id).children.iter().rev());
        }
        for id in self.tree.subtree(top) {
            self.inherit(id);
            self.queue_own(id);
            self.note_changed(id);
        }
        self.work.fresh.push(top);
    }

    fn starts_with_one(&self, range: LiveId) -> bool {
        matches!(
            self.form.node(self.tree.get(range).definition).kind,
            Kind::Repeat { count: None }
        )
    }

    fn initial_value(&mut self, id: LiveId) {
        let node = self.form.node(self.tree.get(id).definition);
        let Kind::Question(question) = &node.kind else {
            return;
        };
        let default = question
            .default
            .as_deref()
            .and_then(|d| normalise(node, question, d))
            .unwrap_or_default();
        let (value, is_default) = match self.preload(node) {
            Some(value) => (value, false),
            None => (default.clone(), !default.is_empty()),
        };
        let live = self.tree.get_mut(id);
        live.stored = value;
        live.is_default = is_default;
    }

    /// Computes all that is queued, and the dynamic defaults of what has come to be on the way.
    pub(super) fn settle(&mut self) {
        loop {
            while let Some(Reverse((_, _, vertex, id))) = self.work.queue.pop() {
                let aspect = self.plan.vertices[vertex].aspect;
                let live = self.tree.get_mut(id);
                live.queued.remove(aspect);
                if live.removed {
                    continue;
                }
                if live.computed.insert(aspect) {
                    self.work.computed.push(id);
                } else {
                    let runs = self.work.runs.entry((vertex, id)).or_insert(1);
                    *runs += 1;
                    if *runs > MOST_RUNS {
                        self.work.unsettled.insert(vertex);
                        continue;
                    }
                }
                self.compute(vertex, id);
            }
            self.work.defaulted = std::mem::take(&mut self.work.fresh);
            if self.work.defaulted.is_empty() {
                break;
            }
            for top in self.work.defaulted.clone() {
                for id in self.tree.subtree(top) {
                    self.dynamic_default(id);
                }
            }
        }
        for id in self.work.computed.drain(..) {
            self.tree.get_mut(id).computed = Aspects::default();
        }
        self.work.runs.clear();
    }

    /// Whether a node is in an instance whose dynamic defaults have just been evaluated.
    fn is_defaulted(&self, id: LiveId) -> bool {
        let above = std::iter::successors(Some(id), |id| self.tree.get(*id).parent);
        above
            .into_iter()
            .any(|id| self.work.defaulted.contains(&id))
    }

    /// A dynamic default is evaluated once, where the question applies; a calculation comes before it.
    fn dynamic_default(&mut self, id: LiveId) {
        let live = self.tree.get(id);
        if live.removed || !live.relevant {
            return;
        }
        let node = self.form.node(live.definition);
        let Kind::Question(question) = &node.kind else {
            return;
        };
        let Some(expression) = &question.dynamic_default else {
            return;
        };
        let calculated = node.bind.calculate.is_some() && node.bind.trigger.is_empty();
        if calculated || self.preload(node).is_some() {
            return;
        }
        let text = self.result_text(
            &self
                .scope(id)
                .evaluate(&expression.root)
                .unwrap_or(Value::Text(String::new())),
        );
        let value = normalise(node, question, &text).unwrap_or_default();
        self.tree.get_mut(id).is_default = !value.is_empty();
        // Nobody answered, so nothing is triggered.
        let started = std::mem::replace(&mut self.started, false);
        self.store(id, value);
        self.started = started;
    }

    /// A result as it is stored: what is no number is blank.
    fn result_text(&self, value: &Value) -> String {
        match value {
            Value::Number(number) if number.is_nan() => String::new(),
            other => self.scope(LiveId::ROOT).text(other),
        }
    }

    fn compute(&mut self, vertex: VertexId, id: LiveId) {
        let aspect = self.plan.vertices[vertex].aspect;
        if aspect == Aspect::Choices {
            if self.refresh_offered(id) {
                self.touch(id);
            }
            return;
        }
        let form = self.form.clone();
        let node = form.node(self.tree.get(id).definition);
        let Some(expr) = expression(node, aspect) else {
            return;
        };
        match aspect {
            Aspect::Relevant => {
                // What cannot be computed hides nothing.
                let value = self.scope(id).boolean_of(expr).unwrap_or(true);
                if self.tree.get(id).own_relevant != value {
                    self.tree.get_mut(id).own_relevant = value;
                    self.refresh_relevance(id);
                }
            }
            Aspect::Readonly => {
                let value = self.scope(id).boolean_of(expr).unwrap_or(false);
                if self.tree.get(id).own_readonly != value {
                    self.tree.get_mut(id).own_readonly = value;
                    for below in self.tree.subtree(id) {
                        self.inherit(below);
                        self.note_changed(below);
                    }
                }
            }
            Aspect::Required => {
                let value = self.scope(id).boolean_of(expr).unwrap_or(false);
                if self.tree.get(id).required != value {
                    self.tree.get_mut(id).required = value;
                    self.note_changed(id);
                }
            }
            Aspect::Constraint => {
                let live = self.tree.get(id);
                if !live.relevant || live.value().is_empty() {
                    return;
                }
                let broken = !self.scope(id).boolean_of(expr).unwrap_or(true);
                if self.tree.get(id).constraint_broken != broken {
                    self.tree.get_mut(id).constraint_broken = broken;
                    self.note_changed(id);
                }
            }
            Aspect::Count => {
                let count = self.scope(id).number_of(expr).unwrap_or(f64::NAN);
                self.resize(id, count);
            }
            Aspect::Calculate | Aspect::Triggered => {
                if aspect == Aspect::Calculate && !self.tree.get(id).relevant {
                    return;
                }
                let Kind::Question(question) = &node.kind else {
                    return;
                };
                if self.plan.vertices[vertex].once && self.is_defaulted(id) {
                    self.tree.get_mut(id).stored.clear();
                }
                let value = self
                    .scope(id)
                    .evaluate(expr)
                    .unwrap_or(Value::Text(String::new()));
                let text = normalise(node, question, &self.result_text(&value)).unwrap_or_default();
                let live = self.tree.get_mut(id);
                live.unknown = None;
                live.is_default = false;
                self.store(id, text);
            }
            Aspect::Choices => {}
        }
    }

    /// Relevance and read-only as ancestors hand them down.
    fn inherit(&mut self, id: LiveId) {
        let live = self.tree.get(id);
        let from = match live.parent {
            // Each instance decides for itself; the range beside it decides nothing.
            Some(range) if live.shape == Shape::Instance => self.tree.get(range).parent,
            other => other,
        };
        let (relevant, readonly) = from.map_or((true, false), |p| {
            (self.tree.get(p).relevant, self.tree.get(p).readonly)
        });
        let live = self.tree.get_mut(id);
        live.relevant = live.own_relevant && relevant;
        live.readonly = live.own_readonly || readonly;
    }

    fn refresh_relevance(&mut self, top: LiveId) {
        for id in self.tree.subtree(top) {
            let before = self.tree.get(id).relevant;
            self.inherit(id);
            let now = self.tree.get(id).relevant;
            if before != now {
                self.touch(id);
                if now {
                    self.queue_own(id);
                }
            }
        }
    }

    /// Brings a range to its count; a count that is no number leaves it as it is.
    fn resize(&mut self, range: LiveId, count: f64) {
        if count.is_nan() {
            return;
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped"
        )]
        let wanted = count.clamp(0.0, MOST_INSTANCES as f64) as usize;
        while self.tree.get(range).children.len() < wanted {
            // The first is the one that the blank form has.
            let first = self.tree.get(range).children.is_empty();
            self.add_to(range, first);
        }
        while self.tree.get(range).children.len() > wanted {
            let Some(last) = self.tree.get(range).children.last().copied() else {
                break;
            };
            self.remove_from(range, last);
        }
    }

    pub(super) fn add_to(&mut self, range: LiveId, with_inner: bool) -> LiveId {
        let instance = self.tree.add_instance(&self.form, range);
        self.initialise(instance, with_inner);
        self.touch_repeat(range, self.tree.get(range).children.len());
        instance
    }

    pub(super) fn remove_from(&mut self, range: LiveId, instance: LiveId) {
        let gone = self.tree.get(instance).position;
        self.tree.remove_instance(instance);
        self.touch_repeat(range, gone.saturating_sub(1));
    }

    /// Queues what reads anything inside a repeat whose instances have changed; those from `moved` on, counted from 0,
    /// are not in the place where they were.
    fn touch_repeat(&mut self, range: LiveId, moved: usize) {
        self.note_changed(range);
        let repeat = self.tree.get(range).definition;
        let mut inside = vec![repeat];
        while let Some(definition) = inside.pop() {
            inside.extend(self.form.node(definition).children.iter().copied());
            for index in 0..self.plan.readers[definition.index()].len() {
                let (vertex, within) = self.plan.readers[definition.index()][index];
                match within {
                    // What reads within one instance only meets the others where it asks for its place among them.
                    Some(w) if w == repeat || self.plan.layout.repeats(w).contains(&repeat) => {
                        if definition == repeat {
                            self.queue_moved(vertex, range, moved);
                        }
                    }
                    other => self.queue_near(vertex, range, other),
                }
            }
        }
    }

    /// Queues a computation in the instances from `moved` on, and for the range where it is the repeat's own.
    fn queue_moved(&mut self, vertex: VertexId, range: LiveId, moved: usize) {
        let repeat = self.tree.get(range).definition;
        if self.plan.vertices[vertex].node == repeat {
            self.queue(vertex, range);
        }
        for index in moved..self.tree.get(range).children.len() {
            let instance = self.tree.get(range).children[index];
            self.queue_near(vertex, instance, Some(repeat));
        }
    }
}
