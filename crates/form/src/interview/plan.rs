//! What is computed for which node, what has to be computed again when a node changes, and in which order. Static: it
//! follows from the form alone.

use super::layout::Layout;
use crate::definition::{Form, Kind, Node, NodeId};
use crate::expression::Expr;
use crate::expression::dependencies::{Read, reads};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an expression decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Aspect {
    Relevant,
    Count,
    Calculate,
    /// A calculation that runs when its trigger changes.
    Triggered,
    Choices,
    Readonly,
    Required,
    Constraint,
}

/// A set of aspects.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Aspects(u8);

impl Aspects {
    /// Says whether it was not there before.
    pub(crate) fn insert(&mut self, aspect: Aspect) -> bool {
        let before = self.0;
        self.0 |= 1 << aspect as u8;
        self.0 != before
    }

    pub(crate) fn remove(&mut self, aspect: Aspect) {
        self.0 &= !(1 << aspect as u8);
    }
}

/// One computation of the form.
#[derive(Clone, Debug)]
pub(crate) struct Vertex {
    pub(crate) node: NodeId,
    pub(crate) aspect: Aspect,
    /// Lower ranks are computed first.
    pub(crate) rank: usize,
    pub(crate) reads: Vec<Read>,
    pub(crate) language: bool,
    /// Whether it keeps the first value it gives.
    pub(crate) once: bool,
}

/// Index into [`Plan::vertices`].
pub(crate) type VertexId = usize;

/// All computations of a form.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) layout: Arc<Layout>,
    pub(crate) vertices: Vec<Vertex>,
    /// The computations of each node.
    pub(crate) of_node: Vec<Vec<VertexId>>,
    /// Who reads each node, and within which repeat's instance.
    pub(crate) readers: Vec<Vec<(VertexId, Option<NodeId>)>>,
    /// What each node triggers.
    pub(crate) triggers: Vec<Vec<VertexId>>,
}

/// The expression that decides an aspect of a node.
pub(crate) fn expression(node: &Node, aspect: Aspect) -> Option<&Expr> {
    let bind = &node.bind;
    let found = match (aspect, &node.kind) {
        (Aspect::Relevant, _) => &bind.relevant,
        (Aspect::Readonly, _) => &bind.readonly,
        (Aspect::Required, _) => &bind.required,
        (Aspect::Constraint, _) => &bind.constraint,
        (Aspect::Calculate, _) if bind.trigger.is_empty() => &bind.calculate,
        (Aspect::Triggered, _) if !bind.trigger.is_empty() => &bind.calculate,
        (Aspect::Count, Kind::Repeat { count }) => count,
        (Aspect::Choices, Kind::Question(question)) => {
            return question.select.as_ref()?.filter.as_ref().map(|e| &*e.root);
        }
        _ => return None,
    };
    found.as_ref().map(|e| &*e.root)
}

const ASPECTS: [Aspect; 8] = [
    Aspect::Relevant,
    Aspect::Count,
    Aspect::Calculate,
    Aspect::Triggered,
    Aspect::Choices,
    Aspect::Readonly,
    Aspect::Required,
    Aspect::Constraint,
];

impl Plan {
    pub(crate) fn new(form: &Form) -> Self {
        let layout = Arc::new(Layout::new(form));
        let count = form.nodes.len();
        let mut plan = Self {
            vertices: Vec::new(),
            of_node: vec![Vec::new(); count],
            readers: vec![Vec::new(); count],
            triggers: vec![Vec::new(); count],
            layout,
        };
        for node in &form.nodes {
            for aspect in ASPECTS {
                plan.add(form, node, aspect);
            }
        }
        for (id, vertex) in plan.vertices.iter().enumerate() {
            if vertex.aspect == Aspect::Triggered {
                for source in &form.node(vertex.node).bind.trigger {
                    plan.triggers[source.index()].push(id);
                }
                continue;
            }
            for read in &vertex.reads {
                plan.readers[read.target.index()].push((id, read.within));
            }
        }
        plan.rank(form);
        plan
    }

    fn add(&mut self, form: &Form, node: &Node, aspect: Aspect) {
        let mut nodes = Vec::new();
        let (mut language, mut once) = (false, false);
        if let Some(expr) = expression(node, aspect) {
            let as_text = matches!(
                aspect,
                Aspect::Calculate | Aspect::Triggered | Aspect::Count
            );
            let found = reads(form, &self.layout, expr, node.id, as_text);
            (nodes, language, once) = (found.nodes, found.language, found.once);
        } else if aspect != Aspect::Choices || !offers_answers(node) {
            return;
        }
        // A constraint speaks of the answer, named in it or not.
        if aspect == Aspect::Constraint {
            nodes.push(Read {
                target: node.id,
                within: self.layout.common_repeat(node.id, node.id),
                single: true,
            });
        }
        // Choices that are answers in a repeat change with them.
        if let (Aspect::Choices, Kind::Question(question)) = (aspect, &node.kind)
            && let Some(target) = question.select.as_ref().and_then(|s| s.repeat)
        {
            nodes.push(Read {
                target,
                within: self.layout.common_repeat(node.id, target),
                single: false,
            });
        }
        self.of_node[node.id.index()].push(self.vertices.len());
        self.vertices.push(Vertex {
            node: node.id,
            aspect,
            rank: 0,
            reads: nodes,
            language,
            once,
        });
    }

    /// The computations that decide what is read of a node.
    fn producers(&self, form: &Form, target: NodeId) -> Vec<VertexId> {
        let own = self.of_node[target.index()].iter().copied().filter(|v| {
            matches!(
                self.vertices[*v].aspect,
                Aspect::Calculate | Aspect::Choices | Aspect::Relevant | Aspect::Count
            )
        });
        own.chain(self.around(form, target)).collect()
    }

    /// The computations on which it hangs whether a node is there and applies, its own left out.
    fn around(&self, form: &Form, target: NodeId) -> impl Iterator<Item = VertexId> + use<'_> {
        let ancestors: Vec<NodeId> =
            std::iter::successors(form.node(target).parent, |id| form.node(*id).parent).collect();
        ancestors
            .into_iter()
            .flat_map(|id| self.of_node[id.index()].iter().copied())
            .filter(|v| matches!(self.vertices[*v].aspect, Aspect::Relevant | Aspect::Count))
    }

    /// Orders the computations so that each comes after what it reads; where they go in a circle, document order decides.
    fn rank(&mut self, form: &Form) {
        let count = self.vertices.len();
        let mut followers: Vec<Vec<VertexId>> = vec![Vec::new(); count];
        let mut waiting = vec![0usize; count];
        for (id, vertex) in self.vertices.iter().enumerate() {
            let mut before: BTreeSet<VertexId> = vertex
                .reads
                .iter()
                .flat_map(|r| self.producers(form, r.target))
                .collect();
            before.extend(self.around(form, vertex.node));
            let own = self.of_node[vertex.node.index()].iter().copied();
            before.extend(own.filter(|v| self.vertices[*v].aspect < vertex.aspect));
            before.remove(&id);
            waiting[id] = before.len();
            for earlier in before {
                followers[earlier].push(id);
            }
        }
        let mut ready: BTreeSet<VertexId> = (0..count).filter(|id| waiting[*id] == 0).collect();
        let mut left: BTreeSet<VertexId> = (0..count).collect();
        let mut rank = 0;
        while let Some(next) = ready.pop_first().or_else(|| left.first().copied()) {
            if !left.remove(&next) {
                continue;
            }
            self.vertices[next].rank = rank;
            rank += 1;
            for follower in &followers[next] {
                waiting[*follower] = waiting[*follower].saturating_sub(1);
                if waiting[*follower] == 0 && left.contains(follower) {
                    ready.insert(*follower);
                }
            }
        }
    }
}

/// Whether a question's choices are answers given elsewhere in the form.
fn offers_answers(node: &Node) -> bool {
    matches!(&node.kind, Kind::Question(question) if question.select.as_ref().is_some_and(|s| s.repeat.is_some()))
}
