//! The live instance: an arena of nodes, each one place in the answered document, and the ways between them.

use super::Unknown;
use super::layout::Layout;
use crate::definition::{Form, Kind, NodeId};
use std::sync::Arc;

/// Index of a live node in its arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct LiveId(pub(crate) u32);

impl LiveId {
    /// The root element.
    pub(crate) const ROOT: Self = Self(0);

    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a live node is: a repeat of the definition is a range here, holding instances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The root element.
    Root,
    /// A group.
    Group,
    /// All instances of a repeat in one place; not an element of the document.
    Range,
    /// One instance of a repeat.
    Instance,
    /// A question, a note or a hidden value.
    Question,
}

/// One live node.
#[derive(Clone, Debug)]
pub(crate) struct LiveNode {
    pub(crate) definition: NodeId,
    pub(crate) shape: Shape,
    pub(crate) parent: Option<LiveId>,
    pub(crate) children: Vec<LiveId>,
    /// Instances: counted from 1.
    pub(crate) position: usize,
    /// Place in document order.
    pub(crate) order: usize,
    /// Taken out of the document; its id is never used again.
    pub(crate) removed: bool,
    /// Its own `relevant`.
    pub(crate) own_relevant: bool,
    /// With its ancestors'.
    pub(crate) relevant: bool,
    pub(crate) own_readonly: bool,
    /// With its ancestors'.
    pub(crate) readonly: bool,
    pub(crate) required: bool,
    /// The answer that was given, kept while it does not apply.
    pub(crate) stored: String,
    /// What is read instead of `stored`, when choices are no longer offered.
    pub(crate) offered: Option<String>,
    pub(crate) unknown: Option<Unknown>,
    pub(crate) is_default: bool,
    pub(crate) constraint_broken: bool,
}

impl LiveNode {
    fn new(definition: NodeId, shape: Shape, parent: Option<LiveId>) -> Self {
        Self {
            definition,
            shape,
            parent,
            children: Vec::new(),
            position: 0,
            order: 0,
            removed: false,
            own_relevant: true,
            relevant: true,
            own_readonly: false,
            readonly: false,
            required: false,
            stored: String::new(),
            offered: None,
            unknown: None,
            is_default: false,
            constraint_broken: false,
        }
    }

    /// The answer as expressions read it.
    pub(crate) fn value(&self) -> &str {
        if self.relevant {
            self.offered.as_deref().unwrap_or(&self.stored)
        } else {
            ""
        }
    }
}

/// The live document.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    nodes: Vec<LiveNode>,
    pub(crate) layout: Arc<Layout>,
}

impl Tree {
    /// The root element with everything below it; repeats are empty.
    pub(crate) fn new(form: &Form, layout: Arc<Layout>) -> Self {
        let mut tree = Self {
            nodes: Vec::with_capacity(form.nodes.len()),
            layout,
        };
        if let Some(root) = form.nodes.first() {
            tree.build(form, root.id, None);
        }
        tree.renumber();
        tree
    }

    pub(crate) fn get(&self, id: LiveId) -> &LiveNode {
        &self.nodes[id.index()]
    }

    pub(crate) fn get_mut(&mut self, id: LiveId) -> &mut LiveNode {
        &mut self.nodes[id.index()]
    }

    fn build(&mut self, form: &Form, definition: NodeId, parent: Option<LiveId>) -> LiveId {
        let shape = match form.node(definition).kind {
            Kind::Root => Shape::Root,
            Kind::Group => Shape::Group,
            Kind::Repeat { .. } => Shape::Range,
            Kind::Question(_) => Shape::Question,
        };
        self.push(form, definition, shape, parent)
    }

    fn push(
        &mut self,
        form: &Form,
        definition: NodeId,
        shape: Shape,
        parent: Option<LiveId>,
    ) -> LiveId {
        let id = LiveId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(LiveNode::new(definition, shape, parent));
        if shape != Shape::Range {
            let children = form
                .node(definition)
                .children
                .iter()
                .map(|c| self.build(form, *c, Some(id)))
                .collect();
            self.get_mut(id).children = children;
        }
        id
    }

    /// A new instance at the end of a range.
    pub(crate) fn add_instance(&mut self, form: &Form, range: LiveId) -> LiveId {
        let definition = self.get(range).definition;
        let instance = self.push(form, definition, Shape::Instance, Some(range));
        self.get_mut(range).children.push(instance);
        self.renumber();
        instance
    }

    /// Takes an instance out of its range.
    pub(crate) fn remove_instance(&mut self, instance: LiveId) {
        if let Some(range) = self.get(instance).parent {
            self.get_mut(range).children.retain(|c| *c != instance);
        }
        for id in self.subtree(instance) {
            self.get_mut(id).removed = true;
        }
        self.renumber();
    }

    /// Positions of instances and document order.
    fn renumber(&mut self) {
        if self.nodes.is_empty() {
            return;
        }
        for (order, id) in self.subtree(LiveId::ROOT).into_iter().enumerate() {
            self.get_mut(id).order = order;
            if self.get(id).shape == Shape::Range {
                for (index, instance) in self.get(id).children.clone().into_iter().enumerate() {
                    self.get_mut(instance).position = index + 1;
                }
            }
        }
    }

    /// A node and all below it in document order, ranges included.
    pub(crate) fn subtree(&self, top: LiveId) -> Vec<LiveId> {
        let mut out = Vec::new();
        let mut stack = vec![top];
        while let Some(id) = stack.pop() {
            out.push(id);
            stack.extend(self.get(id).children.iter().rev());
        }
        out
    }

    /// The element a node stands in: of an instance, what its range stands in.
    pub(crate) fn element_parent(&self, id: LiveId) -> Option<LiveId> {
        let parent = self.get(id).parent?;
        if self.get(parent).shape == Shape::Range {
            self.get(parent).parent
        } else {
            Some(parent)
        }
    }

    /// The elements in an element: ranges are replaced by their instances.
    pub(crate) fn element_children(&self, id: LiveId, out: &mut Vec<LiveId>) {
        for child in &self.get(id).children {
            self.push_elements(*child, out);
        }
    }

    /// The elements of this name in an element.
    pub(crate) fn named_children(&self, id: LiveId, name: &str, out: &mut Vec<LiveId>) {
        let node = self.get(id);
        if node.shape == Shape::Range {
            return;
        }
        for definition in self.layout.named(node.definition, name) {
            self.push_elements(node.children[self.layout.slot(*definition)], out);
        }
    }

    fn push_elements(&self, id: LiveId, out: &mut Vec<LiveId>) {
        if self.get(id).shape == Shape::Range {
            out.extend(&self.get(id).children);
        } else {
            out.push(id);
        }
    }

    /// All live nodes of a definition below `scope` (an instance or the root), ranges left out.
    pub(crate) fn below(&self, form: &Form, scope: LiveId, target: NodeId, out: &mut Vec<LiveId>) {
        let top = self.get(scope).definition;
        let mut chain = Vec::new();
        let mut at = target;
        while at != top {
            chain.push(at);
            match form.node(at).parent {
                Some(parent) => at = parent,
                None => return,
            }
        }
        self.descend(scope, &chain, out);
    }

    fn descend(&self, from: LiveId, chain: &[NodeId], out: &mut Vec<LiveId>) {
        let Some((next, rest)) = chain.split_last() else {
            out.push(from);
            return;
        };
        let child = self.get(from).children[self.layout.slot(*next)];
        if self.get(child).shape == Shape::Range {
            for instance in &self.get(child).children {
                self.descend(*instance, rest, out);
            }
        } else {
            self.descend(child, rest, out);
        }
    }

    /// The instance of `repeat` that `id` stands in, or the root for `None`.
    pub(crate) fn enclosing(&self, id: LiveId, repeat: Option<NodeId>) -> LiveId {
        let Some(repeat) = repeat else {
            return LiveId::ROOT;
        };
        let mut at = Some(id);
        while let Some(node) = at {
            let live = self.get(node);
            if live.shape == Shape::Instance && live.definition == repeat {
                return node;
            }
            at = live.parent;
        }
        LiveId::ROOT
    }

    /// What `${name}` means at `from`: through the nearest repeat that both stand in, otherwise everywhere.
    pub(crate) fn question(
        &self,
        form: &Form,
        from: LiveId,
        target: NodeId,
        out: &mut Vec<LiveId>,
    ) {
        let common = self.layout.common_repeat(self.get(from).definition, target);
        self.below(form, self.enclosing(from, common), target, out);
    }

    /// `/data/rep[2]/q`
    pub(crate) fn reference(&self, form: &Form, id: LiveId) -> String {
        let node = self.get(id);
        let mut out = match node.parent {
            Some(parent) => self.reference(form, parent),
            None => String::new(),
        };
        if node.shape == Shape::Instance {
            out.push_str(&format!("[{}]", node.position));
        } else {
            out.push('/');
            out.push_str(&form.node(node.definition).name);
        }
        out
    }

    /// The node at a reference as [`Tree::reference`] writes it.
    pub(crate) fn resolve(&self, form: &Form, reference: &str) -> Option<LiveId> {
        let mut steps = reference.strip_prefix('/')?.split('/');
        let root = form.nodes.first()?;
        if steps.next()? != root.name {
            return None;
        }
        let mut at = LiveId::ROOT;
        for step in steps {
            let (name, position) = match step.strip_suffix(']').and_then(|s| s.split_once('[')) {
                Some((name, position)) => (name, Some(position.parse::<usize>().ok()?)),
                None => (step, None),
            };
            let node = self.get(at);
            if node.shape == Shape::Range {
                return None;
            }
            let definition = *self.layout.named(node.definition, name).first()?;
            at = node.children[self.layout.slot(definition)];
            if let Some(position) = position {
                if self.get(at).shape != Shape::Range {
                    return None;
                }
                at = *self.get(at).children.get(position.checked_sub(1)?)?;
            }
        }
        Some(at)
    }
}
