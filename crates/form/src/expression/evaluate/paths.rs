//! Location paths over the live document and over choice lists (XPath 1.0 §2).

use super::value::{Item, ListItem, Value};
use super::{EvalError, Scope};
use crate::definition::{Choice, ChoiceList};
use crate::expression::ast::{Axis, Expr, NodeTest, Path, Step};
use crate::interview::{LiveId, Shape};
use std::borrow::Cow;

impl<'a> Scope<'a> {
    /// The nodes of a path, as [`Scope::applying`] leaves them.
    pub(super) fn path(&self, path: &Path) -> Result<Vec<Item>, EvalError> {
        let start = match (path.absolute, self.item) {
            (false, item) => item,
            // Within a choice list, `/` is the list.
            (true, Item::List(place)) => Item::List(ListItem {
                row: 0,
                column: 0,
                ..place
            }),
            (true, _) => Item::Document,
        };
        let found = self.steps(vec![start], &path.steps)?;
        Ok(self.applying(found))
    }

    /// Predicates and further steps on the value of `base`.
    pub(super) fn filter(
        &self,
        base: &Expr,
        predicates: &[Expr],
        steps: &[Step],
    ) -> Result<Vec<Item>, EvalError> {
        // Positions count all nodes, also those that do not apply.
        let mut nodes = match base {
            Expr::Question(target) => self.question_nodes(*target),
            other => self.nodes_of(other, "[]")?,
        };
        for predicate in predicates {
            // `${name}[...]` is a path with a predicate on its last step: positions count within one parent.
            nodes = if matches!(base, Expr::Question(_)) {
                self.select_by_parent(&nodes, predicate)?
            } else {
                self.select(nodes, predicate)?
            };
        }
        let found = self.steps(nodes, steps)?;
        Ok(self.applying(found))
    }

    /// Drops what does not apply. Where nothing does, one node stays, which reads as empty: an answer that does not apply
    /// is a blank, not an absence.
    pub(super) fn applying(&self, mut found: Vec<Item>) -> Vec<Item> {
        let first = found.first().copied();
        found.retain(|item| self.applies(*item));
        if found.is_empty() {
            first.into_iter().collect()
        } else {
            found
        }
    }

    /// Whether a node applies; those of choice lists always do.
    pub(crate) fn applies(&self, item: Item) -> bool {
        !matches!(item, Item::Live(id) if !self.world.tree.get(id).relevant)
    }

    fn select_by_parent(&self, nodes: &[Item], predicate: &Expr) -> Result<Vec<Item>, EvalError> {
        let mut out = Vec::new();
        let mut rest = nodes;
        while let Some(first) = rest.first() {
            let parent = self.parent(*first);
            let length = rest
                .iter()
                .take_while(|n| self.parent(**n) == parent)
                .count();
            let (siblings, others) = rest.split_at(length);
            out.extend(self.select(siblings.to_vec(), predicate)?);
            rest = others;
        }
        Ok(out)
    }

    /// The nodes for which a predicate holds (§2.4).
    fn select(&self, nodes: Vec<Item>, predicate: &Expr) -> Result<Vec<Item>, EvalError> {
        let size = nodes.len();
        let mut out = Vec::with_capacity(size);
        for (index, item) in nodes.into_iter().enumerate() {
            let scope = self.at(item, index + 1, size);
            let value = scope.evaluate(predicate)?;
            #[allow(clippy::cast_precision_loss, reason = "positions are small")]
            let holds = match value {
                Value::Number(number) => (number - (index + 1) as f64).abs() < f64::EPSILON,
                other => scope.boolean(&other),
            };
            if holds {
                out.push(item);
            }
        }
        Ok(out)
    }

    fn steps(&self, mut nodes: Vec<Item>, steps: &[Step]) -> Result<Vec<Item>, EvalError> {
        // While no node lies inside another, what a child step finds is in order and without doubles.
        let mut disjoint = nodes.len() < 2;
        for step in steps {
            let many = nodes.len() > 1;
            let mut found = Vec::new();
            for item in nodes {
                let mut candidates = Vec::new();
                self.axis(item, step, &mut candidates);
                for predicate in &step.predicates {
                    candidates = self.select(candidates, predicate)?;
                }
                found.append(&mut candidates);
            }
            let stays = matches!(step.axis, Axis::Child | Axis::SelfNode);
            if (many && !(stays && disjoint)) || reverse(step.axis) {
                self.document_order(&mut found);
            }
            disjoint = found.len() < 2 || (stays && disjoint);
            nodes = found;
        }
        Ok(nodes)
    }

    /// Sorts and drops doubles.
    pub(super) fn document_order(&self, items: &mut Vec<Item>) {
        items.sort_by_key(|item| match item {
            Item::Document => (0, 0, 0, 0),
            Item::Live(id) => (1, self.world.tree.get(*id).order, 0, 0),
            Item::List(p) => (2, p.list as usize, p.row as usize, p.column as usize),
        });
        items.dedup();
    }

    /// The nodes on an axis that pass the test, nearest first.
    fn axis(&self, item: Item, step: &Step, out: &mut Vec<Item>) {
        let mut keep = |found: Vec<Item>| {
            out.extend(found.into_iter().filter(|i| self.passes(*i, &step.test)));
        };
        match step.axis {
            Axis::Child => match (&step.test, item) {
                (NodeTest::Name(name), Item::Live(id)) => {
                    let mut found = Vec::new();
                    self.world.tree.named_children(id, name, &mut found);
                    out.extend(found.into_iter().map(Item::Live));
                }
                (NodeTest::Name(name), Item::List(place)) if place.row > 1 => {
                    if let Some(column) = (place.column == 0)
                        .then(|| self.column_named(place, name))
                        .flatten()
                    {
                        out.push(Item::List(ListItem { column, ..place }));
                    }
                }
                // The only text in an element without children is its value.
                (NodeTest::Text, Item::Live(_)) => {
                    if self.children(item).is_empty() && !self.item_text(item).is_empty() {
                        out.push(item);
                    }
                }
                _ => keep(self.children(item)),
            },
            Axis::SelfNode => keep(vec![item]),
            Axis::Parent => keep(self.parent(item).into_iter().collect()),
            Axis::Ancestor => keep(self.ancestors(item)),
            Axis::AncestorOrSelf => keep([vec![item], self.ancestors(item)].concat()),
            Axis::Descendant => keep(self.descendants(item)),
            Axis::DescendantOrSelf => keep([vec![item], self.descendants(item)].concat()),
            Axis::FollowingSibling => keep(self.siblings(item).1),
            Axis::PrecedingSibling => keep(self.siblings(item).0),
            Axis::Following => {
                let around = [vec![item], self.ancestors(item)].concat();
                let found = around.into_iter().flat_map(|a| self.siblings(a).1);
                keep(
                    found
                        .flat_map(|n| [vec![n], self.descendants(n)].concat())
                        .collect(),
                );
            }
            Axis::Preceding => {
                let around = [vec![item], self.ancestors(item)].concat();
                let found = around.into_iter().flat_map(|a| self.siblings(a).0);
                keep(
                    found
                        .flat_map(|n| {
                            let mut whole = [vec![n], self.descendants(n)].concat();
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
            NodeTest::Any => item != Item::Document,
            NodeTest::Name(name) => self.item_name(item) == name.as_str(),
            NodeTest::Text | NodeTest::Nothing => false,
        }
    }

    /// The element name; empty for the document.
    pub(crate) fn item_name(&self, item: Item) -> Cow<'a, str> {
        match item {
            Item::Document => Cow::Borrowed(""),
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

    pub(crate) fn children(&self, item: Item) -> Vec<Item> {
        match item {
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

    fn descendants(&self, item: Item) -> Vec<Item> {
        let mut out = Vec::new();
        let mut stack = self.children(item);
        stack.reverse();
        while let Some(next) = stack.pop() {
            out.push(next);
            let mut below = self.children(next);
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

    // Choice lists as secondary instances: instance / root / item / column.

    /// The instance element of a choice list.
    pub(crate) fn list(&self, name: &str) -> Option<Item> {
        let index = self.world.form.lists.get_index_of(name)?;
        Some(Item::List(ListItem {
            list: u32::try_from(index).ok()?,
            row: 0,
            column: 0,
        }))
    }

    pub(crate) fn choice_list(&self, place: ListItem) -> Option<&'a ChoiceList> {
        self.world
            .form
            .lists
            .get_index(place.list as usize)
            .map(|(_, list)| list)
    }

    pub(crate) fn choice(&self, place: ListItem) -> Option<&'a Choice> {
        self.choice_list(place)?
            .choices
            .get((place.row as usize).checked_sub(2)?)
    }

    fn list_children(&self, place: ListItem) -> Vec<Item> {
        let Some(list) = self.choice_list(place) else {
            return Vec::new();
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        match place {
            ListItem { row: 0, .. } => vec![Item::List(ListItem { row: 1, ..place })],
            ListItem { row: 1, .. } => (0..count(list.choices.len()))
                .map(|i| {
                    Item::List(ListItem {
                        row: i + 2,
                        ..place
                    })
                })
                .collect(),
            ListItem { column: 0, .. } => {
                let columns = self.choice(place).map_or(0, |c| 2 + c.columns.len());
                (1..=count(columns))
                    .map(|column| Item::List(ListItem { column, ..place }))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Name and text of a column of a choice: `name`, then `label` or, in a translated list, `itextId`, then the rest.
    fn column(&self, place: ListItem) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
        let list = self.choice_list(place)?;
        let choice = self.choice(place)?;
        match place.column {
            1 => Some((Cow::Borrowed("name"), Cow::Borrowed(&choice.name))),
            2 if self.translated(list) => Some((
                Cow::Borrowed("itextId"),
                Cow::Owned(format!("{}-{}", list.name, place.row - 2)),
            )),
            2 => Some((
                Cow::Borrowed("label"),
                Cow::Owned(self.render(&choice.label, self.world.language)),
            )),
            column => {
                let (name, text) = choice.columns.get_index(column as usize - 3)?;
                Some((Cow::Borrowed(name), Cow::Borrowed(text)))
            }
        }
    }

    fn column_named(&self, place: ListItem, name: &str) -> Option<u32> {
        match name {
            "name" => Some(1),
            "label" => (!self.translated(self.choice_list(place)?)).then_some(2),
            "itextId" => self.translated(self.choice_list(place)?).then_some(2),
            _ => u32::try_from(self.choice(place)?.columns.get_index_of(name)? + 3).ok(),
        }
    }

    /// Whether the labels of a list stand in the form's translations rather than in the list.
    fn translated(&self, list: &ChoiceList) -> bool {
        let languages = &self.world.form.languages;
        let labelled = list.choices.iter().find(|c| !c.label.is_empty());
        labelled.is_some_and(|choice| {
            let texts = choice.label.by_language.iter().zip(languages);
            texts
                .into_iter()
                .any(|(text, language)| text.is_some() && language.name != "default")
        })
    }

    pub(super) fn list_text(&self, place: ListItem) -> Cow<'a, str> {
        if place.column > 0 {
            return self
                .column(place)
                .map_or(Cow::Borrowed(""), |(_, text)| text);
        }
        self.list_children(place)
            .into_iter()
            .map(|child| self.item_text(child))
            .collect::<Vec<_>>()
            .concat()
            .into()
    }
}

fn reverse(axis: Axis) -> bool {
    matches!(
        axis,
        Axis::Ancestor | Axis::AncestorOrSelf | Axis::Preceding | Axis::PrecedingSibling
    )
}
