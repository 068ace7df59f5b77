//! The live instance: an arena of nodes, each one place in the answered document, and the ways between them.

use super::Unknown;
use super::in_order::InOrder;
use super::layout::Layout;
use super::plan::Aspects;
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

/// Where a node stands, to be compared: in the root's block it or the range it stands in, then instance by instance and
/// place by place inwards.
pub(crate) type Place = (u32, Vec<u32>);

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
    /// What is waiting to be computed of it.
    pub(super) queued: Aspects,
    /// What has been computed of it since the interview last settled.
    pub(super) computed: Aspects,
    /// Noted among the nodes that are not what they were.
    pub(super) changed: bool,
}

impl LiveNode {
    fn new(definition: NodeId, shape: Shape, parent: Option<LiveId>) -> Self {
        Self {
            definition,
            shape,
            parent,
            children: Vec::new(),
            position: 0,
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
            queued: Aspects::default(),
            computed: Aspects::default(),
            changed: false,
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

    /// Nodes are pushed in document order, so that they stand where [`Layout`] says.
    fn push(
        &mut self,
        form: &Form,
        definition: NodeId,
        shape: Shape,
        parent: Option<LiveId>,
    ) -> LiveId {
        let id = LiveId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        debug_assert!(
            shape == Shape::Instance
                || parent.is_none_or(|p| self.in_block(self.block(p), definition) == id),
            "a node stands where its definition says"
        );
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
        let instances = &mut self.get_mut(range).children;
        instances.push(instance);
        let position = instances.len();
        self.get_mut(instance).position = position;
        instance
    }

    /// Takes an instance out of its range.
    pub(crate) fn remove_instance(&mut self, instance: LiveId) {
        for id in self.subtree(instance) {
            self.get_mut(id).removed = true;
        }
        let Some(range) = self.get(instance).parent else {
            return;
        };
        let mut instances = std::mem::take(&mut self.get_mut(range).children);
        instances.retain(|c| *c != instance);
        let gone = self.get(instance).position;
        for (index, after) in instances.iter().enumerate().skip(gone.saturating_sub(1)) {
            self.get_mut(*after).position = index + 1;
        }
        self.get_mut(range).children = instances;
    }

    /// The block that a node stands in: the root, or an instance, which begins one itself.
    fn block(&self, id: LiveId) -> LiveId {
        let node = self.get(id);
        if node.shape == Shape::Instance {
            id
        } else {
            LiveId(id.0 - self.layout.offset(node.definition))
        }
    }

    /// The node of a definition in a block; of a repeat, its range.
    fn in_block(&self, block: LiveId, definition: NodeId) -> LiveId {
        LiveId(block.0 + self.layout.offset(definition))
    }

    /// The only live node of a definition that [`Layout::is_single`].
    pub(crate) fn single(&self, definition: NodeId) -> LiveId {
        self.in_block(LiveId::ROOT, definition)
    }

    /// The range of a repeat in the block that `parent`, its definition's parent, stands in.
    pub(crate) fn range_in(&self, parent: LiveId, repeat: NodeId) -> LiveId {
        self.in_block(self.block(parent), repeat)
    }

    /// Sorts nodes in document order.
    pub(crate) fn place(&self, id: LiveId) -> Place {
        let mut inwards = Vec::new();
        let mut at = id;
        loop {
            let block = self.block(at);
            let offset = at.0 - block.0;
            let instance = self.get(block);
            let Some(range) = instance.parent else {
                inwards.reverse();
                return (offset, inwards);
            };
            inwards.push(offset);
            inwards.push(u32::try_from(instance.position).unwrap_or(u32::MAX));
            at = range;
        }
    }

    /// A node and all below it in document order, ranges included.
    pub(crate) fn in_order(&self, top: LiveId) -> InOrder<'_> {
        InOrder::new(self, top)
    }

    /// The same as a list, to change them by.
    pub(crate) fn subtree(&self, top: LiveId) -> Vec<LiveId> {
        self.in_order(top).collect()
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
            self.elements(*child, &mut |element| out.push(element));
        }
    }

    /// The elements of this name in an element.
    pub(crate) fn named_children<F: FnMut(LiveId)>(
        &self,
        form: &Form,
        id: LiveId,
        name: &str,
        found: &mut F,
    ) {
        let node = self.get(id);
        if node.shape == Shape::Range {
            return;
        }
        for definition in self.layout.named(form, node.definition, name) {
            self.elements(self.in_block(self.block(id), *definition), found);
        }
    }

    fn elements<F: FnMut(LiveId)>(&self, id: LiveId, found: &mut F) {
        if self.get(id).shape == Shape::Range {
            self.get(id).children.iter().copied().for_each(found);
        } else {
            found(id);
        }
    }

    /// Finds all live nodes of a definition in a block (an instance or the root) and below it, ranges left out.
    pub(crate) fn below<F: FnMut(LiveId)>(&self, block: LiveId, target: NodeId, found: &mut F) {
        let top = self.get(block).definition;
        if target == top {
            found(block);
            return;
        }
        let repeats = self.layout.repeats(target);
        if block == LiveId::ROOT {
            self.descend(block, repeats, target, found);
        } else if let Some(at) = repeats.iter().position(|r| *r == top) {
            self.descend(block, &repeats[at + 1..], target, found);
        }
    }

    /// `repeats` are those between the block and the target.
    fn descend<F: FnMut(LiveId)>(
        &self,
        block: LiveId,
        repeats: &[NodeId],
        target: NodeId,
        found: &mut F,
    ) {
        if let Some((repeat, rest)) = repeats.split_first() {
            for instance in &self.get(self.in_block(block, *repeat)).children {
                self.descend(*instance, rest, target, found);
            }
            return;
        }
        let id = self.in_block(block, target);
        if self.layout.is_repeat(target) {
            self.get(id).children.iter().copied().for_each(found);
        } else {
            found(id);
        }
    }

    /// The instance of a repeat with this number, from 1, among those in a block and below it.
    pub(crate) fn nth_instance(&self, block: LiveId, repeat: NodeId, n: usize) -> Option<LiveId> {
        let around = self.layout.repeats(repeat).last().copied();
        let here = (block != LiveId::ROOT).then(|| self.get(block).definition);
        if around == here {
            let range = self.get(self.in_block(block, repeat));
            return range.children.get(n.checked_sub(1)?).copied();
        }
        let (mut number, mut nth) = (0, None);
        self.below(block, repeat, &mut |instance| {
            number += 1;
            if number == n {
                nth = Some(instance);
            }
        });
        nth
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

    /// Finds what `${name}` means at `from`: through the nearest repeat that both stand in, otherwise everywhere.
    pub(crate) fn question<F: FnMut(LiveId)>(&self, from: LiveId, target: NodeId, found: &mut F) {
        let common = self.layout.common_repeat(self.get(from).definition, target);
        self.below(self.enclosing(from, common), target, found);
    }

    /// `/data/rep[2]/q`
    pub(crate) fn reference(&self, form: &Form, id: LiveId) -> String {
        let mut out = String::new();
        self.write_reference(form, id, &mut out);
        out
    }

    fn write_reference(&self, form: &Form, id: LiveId, out: &mut String) {
        let node = self.get(id);
        match node.parent {
            Some(range) if node.shape == Shape::Instance => {
                self.write_reference(form, range, out);
                out.push('[');
                out.push_str(&node.position.to_string());
                out.push(']');
            }
            Some(parent) if !self.layout.repeats(node.definition).is_empty() => {
                self.write_reference(form, parent, out);
                out.push('/');
                out.push_str(&form.node(node.definition).name);
            }
            // Outside repeats it is the definition's own path.
            _ => out.push_str(&form.node(node.definition).path),
        }
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
            let definition = *self.layout.named(form, node.definition, name).first()?;
            at = self.in_block(self.block(at), definition);
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
