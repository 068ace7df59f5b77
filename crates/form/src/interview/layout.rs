//! What never changes about the places of a form: child by name, enclosing repeats, and where the live nodes of a
//! definition stand. Computed once a form.
//!
//! Live nodes come in blocks: the root with everything outside repeats is one, each instance of a repeat is one more. In
//! a block nodes stand in document order without gaps, a nested repeat as its range alone. So a node's place in its
//! block follows from its definition.

use crate::definition::{Form, Kind, NodeId};

/// Look-up tables over a form's nodes.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Children of each node, sorted by name, those of one name in document order.
    by_name: Vec<Box<[NodeId]>>,
    /// Repeats around each node, outermost first, itself left out.
    repeats: Vec<Box<[NodeId]>>,
    is_repeat: Vec<bool>,
    /// Where in its block a node stands: a repeat, where its range does in the block around it.
    offset: Vec<u32>,
    /// How many nodes of its block a node and what is below it take: a repeat, those of one instance.
    extent: Vec<u32>,
}

impl Layout {
    pub(crate) fn new(form: &Form) -> Self {
        let count = form.nodes.len();
        let mut layout = Self {
            by_name: Vec::with_capacity(count),
            repeats: Vec::with_capacity(count),
            is_repeat: form
                .nodes
                .iter()
                .map(|n| matches!(n.kind, Kind::Repeat { .. }))
                .collect(),
            offset: Vec::with_capacity(count),
            extent: vec![1; count],
        };
        // The next free place in the block that each repeat begins, and in the root's.
        let mut free = vec![1; count];
        let mut free_in_root = 0;
        for node in &form.nodes {
            let mut children = node.children.clone();
            children.sort_by(|a, b| form.node(*a).name.cmp(&form.node(*b).name));
            layout.by_name.push(children.into());
            // Parents stand before their children.
            let repeats: Box<[NodeId]> = match node.parent {
                Some(parent) if layout.is_repeat(parent) => {
                    [layout.repeats(parent), &[parent]].concat().into()
                }
                Some(parent) => layout.repeats[parent.index()].clone(),
                None => Box::default(),
            };
            let next = match repeats.last() {
                Some(repeat) => &mut free[repeat.index()],
                None => &mut free_in_root,
            };
            layout.offset.push(*next);
            *next += 1;
            layout.repeats.push(repeats);
        }
        for node in form.nodes.iter().rev() {
            if let Some(parent) = node.parent {
                layout.extent[parent.index()] += if layout.is_repeat(node.id) {
                    1
                } else {
                    layout.extent[node.id.index()]
                };
            }
        }
        layout
    }

    /// The children of this name, in document order.
    pub(crate) fn named(&self, form: &Form, parent: NodeId, name: &str) -> &[NodeId] {
        let children = &self.by_name[parent.index()];
        let first = children.partition_point(|c| form.node(*c).name.as_str() < name);
        let length = children[first..]
            .iter()
            .take_while(|c| form.node(**c).name == name)
            .count();
        &children[first..first + length]
    }

    /// Repeats around `id`, outermost first.
    pub(crate) fn repeats(&self, id: NodeId) -> &[NodeId] {
        &self.repeats[id.index()]
    }

    pub(crate) fn is_repeat(&self, id: NodeId) -> bool {
        self.is_repeat[id.index()]
    }

    /// Whether there is exactly one live node of this definition, always.
    pub(crate) fn is_single(&self, id: NodeId) -> bool {
        !self.is_repeat(id) && self.repeats(id).is_empty()
    }

    pub(crate) fn offset(&self, id: NodeId) -> u32 {
        self.offset[id.index()]
    }

    pub(crate) fn extent(&self, id: NodeId) -> u32 {
        self.extent[id.index()]
    }

    /// The nearest repeat that two nodes share, neither counted as around itself.
    pub(crate) fn common_repeat(&self, a: NodeId, b: NodeId) -> Option<NodeId> {
        let (a, b) = (self.repeats(a), self.repeats(b));
        a.iter()
            .zip(b)
            .take_while(|(x, y)| x == y)
            .last()
            .map(|(x, _)| *x)
    }
}
