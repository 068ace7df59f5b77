//! The axes of XPath 1.0 §2.2 and the node tests of §2.3, over the live document and over choice lists.

use super::Scope;
use super::value::{Item, ListItem};
use crate::expression::ast::{Axis, NodeTest, Step};
use crate::interview::{LiveId, Shape};
use std::borrow::Cow;

impl<'a> Scope<'a> {
    /// The nodes on an axis that pass the test, nearest first.
    pub(super) fn axis(&self, item: Item, step: &Step, texts: bool, out: &mut Vec<Item>) {
        let mut keep = |found: Vec<Item>| {
            out.extend(found.into_iter().filter(|i| self.passes(*i, &step.test)));
        };
        match step.axis {
            Axis::Child => match (&step.test, item) {
                (NodeTest::Name(name), Item::Live(id)) => {
                    let (form, tree) = (self.world.form, self.world.tree);
                    tree.named_children(form, id, name, &mut |child| out.push(Item::Live(child)));
                }
                (NodeTest::Name(name), Item::List(place)) if place.row > 1 => {
                    if let Some(column) = (place.column == 0)
                        .then(|| self.column_named(place, name))
                        .flatten()
                    {
                        out.push(Item::List(ListItem { column, ..place }));
                    }
                }
                _ => keep(self.below(item, texts)),
            },
            Axis::SelfNode => keep(vec![item]),
            Axis::Parent => keep(self.parent(item).into_iter().collect()),
            Axis::Ancestor => keep(self.ancestors(item)),
            Axis::AncestorOrSelf => keep([vec![item], self.ancestors(item)].concat()),
            Axis::Descendant => keep(self.descendants(item, texts)),
            Axis::DescendantOrSelf => keep([vec![item], self.descendants(item, texts)].concat()),
            Axis::FollowingSibling => keep(self.siblings(item).1),
            Axis::PrecedingSibling => keep(self.siblings(item).0),
            Axis::Following => {
                let around = [vec![item], self.ancestors(item)].concat();
                let found = around.into_iter().flat_map(|a| self.siblings(a).1);
                keep(
                    found
                        .flat_map(|n| [vec![n], self.descendants(n, texts)].concat())
                        .collect(),
                );
            }
            Axis::Preceding => {
                let around = [vec![item], self.ancestors(item)].concat();
                let found = around.into_iter().flat_map(|a| self.siblings(a).0);
                keep(
                    found
                        .flat_map(|n| {
                            let mut whole = [vec![n], self.descendants(n, texts)].concat();
                            whole.reverse();
                            whole
                        })
                        .collect(),
                );
            }
            // A form instance has no attributes that an answer could stand in.
            Axis::Attribute | Axis::Namespace => {}
        }
    }

    fn passes(&self, item: Item, test: &NodeTest) -> bool {
        match test {
            NodeTest::Node => true,
            NodeTest::Any => matches!(item, Item::Live(_) | Item::List(_)),
            NodeTest::Name(name) => self.item_name(item) == name.as_str(),
            NodeTest::Text => matches!(item, Item::Text(_) | Item::ListText(_)),
            NodeTest::Nothing => false,
        }
    }

    /// The element name; empty for the document and for texts.
    pub(crate) fn item_name(&self, item: Item) -> Cow<'a, str> {
        match item {
            Item::Document | Item::Text(_) | Item::ListText(_) => Cow::Borrowed(""),
            Item::Live(id) => Cow::Borrowed(
                &self
                    .world
                    .form
                    .node(self.world.tree.get(id).definition)
                    .name,
            ),
            Item::List(ListItem { row: 0, .. }) => Cow::Borrowed("instance"),
            Item::List(ListItem { row: 1, .. }) => Cow::Borrowed("root"),
            Item::List(ListItem { column: 0, .. }) => Cow::Borrowed("item"),
            Item::List(place) => self
                .column(place)
                .map_or(Cow::Borrowed(""), |(name, _)| name),
        }
    }

    pub(crate) fn parent(&self, item: Item) -> Option<Item> {
        match item {
            Item::Document => None,
            Item::Text(id) => Some(Item::Live(id)),
            Item::ListText(place) => Some(Item::List(place)),
            Item::Live(id) => Some(
                self.world
                    .tree
                    .element_parent(id)
                    .map_or(Item::Document, Item::Live),
            ),
            Item::List(place) => Some(Item::List(match place {
                ListItem { row: 0, .. } => return None,
                ListItem { row: 1, .. } => ListItem { row: 0, ..place },
                ListItem { column: 0, .. } => ListItem { row: 1, ..place },
                _ => ListItem { column: 0, ..place },
            })),
        }
    }

    fn ancestors(&self, item: Item) -> Vec<Item> {
        std::iter::successors(self.parent(item), |i| self.parent(*i)).collect()
    }

    /// What stands in a node: elements, and the text of one that has any.
    fn below(&self, item: Item, texts: bool) -> Vec<Item> {
        let found = self.children(item);
        if texts && found.is_empty() && !self.item_text(item).is_empty() {
            match item {
                Item::Live(id) => return vec![Item::Text(id)],
                Item::List(place) => return vec![Item::ListText(place)],
                Item::Document | Item::Text(_) | Item::ListText(_) => {}
            }
        }
        found
    }

    /// The elements in a node.
    pub(crate) fn children(&self, item: Item) -> Vec<Item> {
        match item {
            Item::Text(_) | Item::ListText(_) => Vec::new(),
            Item::Document => vec![Item::Live(LiveId::ROOT)],
            Item::Live(id) => {
                let mut found = Vec::new();
                if self.world.tree.get(id).shape != Shape::Range {
                    self.world.tree.element_children(id, &mut found);
                }
                found.into_iter().map(Item::Live).collect()
            }
            Item::List(place) => self.list_children(place),
        }
    }

    fn descendants(&self, item: Item, texts: bool) -> Vec<Item> {
        let mut out = Vec::new();
        let mut stack = self.below(item, texts);
        stack.reverse();
        while let Some(next) = stack.pop() {
            out.push(next);
            let mut below = self.below(next, texts);
            below.reverse();
            stack.append(&mut below);
        }
        out
    }

    /// Siblings before (nearest first) and after.
    fn siblings(&self, item: Item) -> (Vec<Item>, Vec<Item>) {
        let Some(parent) = self.parent(item) else {
            return (Vec::new(), Vec::new());
        };
        let all = self.children(parent);
        let at = all.iter().position(|i| *i == item).unwrap_or(0);
        (
            all[..at].iter().rev().copied().collect(),
            all.get(at + 1..).unwrap_or_default().to_vec(),
        )
    }
}
