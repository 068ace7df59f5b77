//! What never changes about the places of a form: child by name, enclosing repeats. Computed once a form.

use crate::definition::{Form, Kind, NodeId};
use std::collections::HashMap;

/// Look-up tables over a form's nodes.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Index of each node among its parent's children.
    slot: Vec<usize>,
    /// Children by element name.
    by_name: Vec<HashMap<String, Vec<NodeId>>>,
    /// Repeats around each node, outermost first, itself left out.
    repeats: Vec<Vec<NodeId>>,
    is_repeat: Vec<bool>,
}

impl Layout {
    pub(crate) fn new(form: &Form) -> Self {
        let count = form.nodes.len();
        let mut layout = Self {
            slot: vec![0; count],
            by_name: vec![HashMap::new(); count],
            repeats: vec![Vec::new(); count],
            is_repeat: form
                .nodes
                .iter()
                .map(|n| matches!(n.kind, Kind::Repeat { .. }))
                .collect(),
        };
        for node in &form.nodes {
            for (slot, child) in node.children.iter().enumerate() {
                layout.slot[child.index()] = slot;
                let name = form.node(*child).name.clone();
                layout.by_name[node.id.index()]
                    .entry(name)
                    .or_default()
                    .push(*child);
            }
            // Parents stand before their children.
            if let Some(parent) = node.parent {
                let mut repeats = layout.repeats[parent.index()].clone();
                if layout.is_repeat[parent.index()] {
                    repeats.push(parent);
                }
                layout.repeats[node.id.index()] = repeats;
            }
        }
        layout
    }

    pub(crate) fn slot(&self, id: NodeId) -> usize {
        self.slot[id.index()]
    }

    pub(crate) fn named(&self, parent: NodeId, name: &str) -> &[NodeId] {
        self.by_name[parent.index()]
            .get(name)
            .map_or(&[], Vec::as_slice)
    }

    /// Repeats around `id`, outermost first.
    pub(crate) fn repeats(&self, id: NodeId) -> &[NodeId] {
        &self.repeats[id.index()]
    }

    pub(crate) fn is_repeat(&self, id: NodeId) -> bool {
        self.is_repeat[id.index()]
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
