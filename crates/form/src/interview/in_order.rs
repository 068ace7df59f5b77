//! The walk over live nodes in document order. It holds no list of them: blocks are walked as they lie, and instances
//! where their range stands.

use super::live::{LiveId, Shape, Tree};
use std::slice;

/// A node and all below it in document order, ranges included.
pub(crate) struct InOrder<'a> {
    tree: &'a Tree,
    /// What is left of the block under way.
    next: u32,
    end: u32,
    /// Ranges under way, outermost first.
    ranges: Vec<Under<'a>>,
}

/// Instances of a range still to come, and what is left of the block around it after them.
struct Under<'a> {
    instances: slice::Iter<'a, LiveId>,
    next: u32,
    end: u32,
}

impl<'a> InOrder<'a> {
    /// At a range: its instances come before what is left of the block around it.
    #[cold]
    fn enter(&mut self, instances: &'a [LiveId]) {
        self.ranges.push(Under {
            instances: instances.iter(),
            next: self.next,
            end: self.end,
        });
        self.end = self.next;
    }

    /// At the end of a block: on to the next instance, or back to the block around.
    #[cold]
    fn turn(&mut self) -> Option<()> {
        while self.next == self.end {
            let under = self.ranges.last_mut()?;
            if let Some(instance) = under.instances.next() {
                let definition = self.tree.get(*instance).definition;
                self.next = instance.0;
                self.end = instance.0 + self.tree.layout.extent(definition);
            } else {
                (self.next, self.end) = (under.next, under.end);
                self.ranges.pop();
            }
        }
        Some(())
    }

    pub(super) fn new(tree: &'a Tree, top: LiveId) -> Self {
        let node = tree.get(top);
        let extent = if node.shape == Shape::Range {
            1
        } else {
            tree.layout.extent(node.definition)
        };
        Self {
            tree,
            next: top.0,
            end: top.0 + extent,
            ranges: Vec::new(),
        }
    }
}

impl Iterator for InOrder<'_> {
    type Item = LiveId;

    #[inline]
    fn next(&mut self) -> Option<LiveId> {
        if self.next == self.end {
            self.turn()?;
        }
        let id = LiveId(self.next);
        self.next += 1;
        let tree = self.tree;
        let node = tree.get(id);
        if node.shape == Shape::Range {
            self.enter(&node.children);
        }
        Some(id)
    }
}
