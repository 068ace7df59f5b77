//! The answered document as expressions see it: places in it, the ways between them, and the places that may still be
//! added to an open repeat. Reads no answers.

use super::evidence::SpotId;
use crate::definition::{ChoiceList, Form, Kind, Node, NodeId};
use crate::interview::{Interview, NodeView, Shape};
use std::collections::HashMap;

/// One node of the document, or the range of a repeat.
pub(super) struct Spot<'a> {
    pub(super) view: NodeView<'a>,
    pub(super) parent: Option<SpotId>,
    pub(super) children: Vec<SpotId>,
    pub(super) reference: String,
}

/// Something an expression can point at.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place<'a> {
    /// Above the root element.
    Document,
    /// A node.
    Spot(SpotId),
    /// A node of an instance that an open repeat may still get.
    Missing(SpotId, NodeId),
    /// `instance('list')`.
    List(&'a ChoiceList),
    /// `instance('list')/root`.
    ListRoot(&'a ChoiceList),
    /// `instance('list')/root/item[i]`.
    Item(&'a ChoiceList, usize),
    /// A column of a choice, with its text.
    Column(&'a ChoiceList, usize, String),
}

/// All spots, in document order.
pub(super) struct Document<'a> {
    pub(super) form: &'a Form,
    pub(super) spots: Vec<Spot<'a>>,
    by_reference: HashMap<String, SpotId>,
}

impl<'a> Document<'a> {
    pub(super) fn new(interview: &'a Interview) -> Self {
        let mut document = Self {
            form: interview.form(),
            spots: Vec::new(),
            by_reference: HashMap::new(),
        };
        document.add(interview.root(), None);
        document
    }

    fn add(&mut self, view: NodeView<'a>, parent: Option<SpotId>) -> SpotId {
        let id = SpotId(self.spots.len() as u32);
        let reference = view.reference();
        self.by_reference.insert(reference.clone(), id);
        self.spots.push(Spot {
            view,
            parent,
            children: Vec::new(),
            reference,
        });
        let children = view
            .children()
            .map(|child| self.add(child, Some(id)))
            .collect();
        self.spots[id.0 as usize].children = children;
        id
    }

    pub(super) fn root(&self) -> SpotId {
        SpotId(0)
    }

    pub(super) fn spot(&self, id: SpotId) -> &Spot<'a> {
        &self.spots[id.0 as usize]
    }

    pub(super) fn find(&self, reference: &str) -> Option<SpotId> {
        self.by_reference.get(reference).copied()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = SpotId> + use<> {
        (0..self.spots.len() as u32).map(SpotId)
    }

    pub(super) fn definition_of(&self, id: SpotId) -> NodeId {
        self.spot(id).view.definition().id
    }

    /// The form's node at this place, if it stands in the document.
    pub(super) fn definition(&self, place: &Place<'a>) -> Option<NodeId> {
        match place {
            Place::Spot(id) => Some(self.definition_of(*id)),
            Place::Missing(_, definition) => Some(*definition),
            _ => None,
        }
    }

    /// The element around a spot: ranges are no elements.
    pub(super) fn element_parent(&self, id: SpotId) -> Option<SpotId> {
        let parent = self.spot(id).parent?;
        if self.spot(parent).view.shape() == Shape::Range {
            self.spot(parent).parent
        } else {
            Some(parent)
        }
    }

    /// The element around a place.
    pub(super) fn parent(&self, place: &Place<'a>) -> Option<Place<'a>> {
        match place {
            Place::Spot(id) => Some(
                self.element_parent(*id)
                    .map_or(Place::Document, Place::Spot),
            ),
            Place::Missing(range, definition) if self.definition_of(*range) == *definition => {
                self.spot(*range).parent.map(Place::Spot)
            }
            Place::Missing(range, definition) => self
                .form
                .node(*definition)
                .parent
                .map(|parent| Place::Missing(*range, parent)),
            Place::Column(list, item, _) => Some(Place::Item(list, *item)),
            Place::Item(list, _) => Some(Place::ListRoot(list)),
            Place::ListRoot(list) => Some(Place::List(list)),
            Place::List(_) | Place::Document => None,
        }
    }

    /// The elements in a place. `extra` says whether a range may still get an instance.
    /// Nodes of the form that are not `named` may be left out: whether a repeat may get more instances is only asked where it
    /// matters, since that may rest on what is being worked out.
    pub(super) fn children(
        &self,
        place: &Place<'a>,
        named: &dyn Fn(&Node) -> bool,
        extra: &dyn Fn(SpotId) -> bool,
    ) -> Vec<Place<'a>> {
        match place {
            Place::Document => vec![Place::Spot(self.root())],
            Place::Spot(id) => {
                let mut out = Vec::new();
                let wanted =
                    self.spot(*id).children.iter().filter(|child| {
                        named(self.form.node(self.spot(**child).view.definition().id))
                    });
                for child in wanted {
                    if self.spot(*child).view.shape() == Shape::Range {
                        self.instances(*child, extra, &mut out);
                    } else {
                        out.push(Place::Spot(*child));
                    }
                }
                out
            }
            Place::Missing(range, definition) => {
                let children = &self.form.node(*definition).children;
                children
                    .iter()
                    .map(|child| Place::Missing(*range, *child))
                    .collect()
            }
            Place::List(list) => vec![Place::ListRoot(list)],
            Place::ListRoot(list) => (0..list.choices.len())
                .map(|item| Place::Item(list, item))
                .collect(),
            Place::Item(list, item) => {
                let columns = list.choices[*item].columns.keys().cloned();
                let names = ["name".to_owned(), "label".to_owned()]
                    .into_iter()
                    .chain(columns);
                names.map(|name| Place::Column(list, *item, name)).collect()
            }
            Place::Column(..) => Vec::new(),
        }
    }

    fn instances(&self, range: SpotId, extra: &dyn Fn(SpotId) -> bool, out: &mut Vec<Place<'a>>) {
        out.extend(self.spot(range).children.iter().copied().map(Place::Spot));
        if extra(range) {
            out.push(Place::Missing(range, self.definition_of(range)));
        }
    }

    /// Element name.
    pub(super) fn name(&self, place: &Place<'a>) -> &str {
        match place {
            Place::Document | Place::List(_) => "",
            Place::Spot(id) => &self.spot(*id).view.definition().name,
            Place::Missing(_, definition) => &self.form.node(*definition).name,
            Place::ListRoot(_) => "root",
            Place::Item(..) => "item",
            // The column's name lives in the place; callers compare by `is_named`.
            Place::Column(..) => "",
        }
    }

    pub(super) fn is_named(&self, place: &Place<'a>, name: &str) -> bool {
        match place {
            Place::Column(_, _, column) => column == name,
            _ => self.name(place) == name,
        }
    }

    /// Repeats around a node of the form, itself included, innermost first.
    pub(super) fn repeats(&self, definition: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(definition), |id| self.form.node(*id).parent)
            .filter(|id| matches!(self.form.node(*id).kind, Kind::Repeat { .. }))
    }

    /// What `${name}` points at, seen from a place: through the innermost repeat that both stand in, otherwise from the
    /// root.
    pub(super) fn question(
        &self,
        target: NodeId,
        from: &Place<'a>,
        extra: &dyn Fn(SpotId) -> bool,
    ) -> Vec<Place<'a>> {
        let around: Vec<NodeId> = self.repeats(target).collect();
        let mut here = Some(from.clone());
        let mut start = Place::Spot(self.root());
        while let Some(place) = here {
            let shared = self
                .definition(&place)
                .filter(|d| *d != target && around.contains(d));
            if shared.is_some() && !self.is_range(&place) {
                start = place;
                break;
            }
            here = self.parent(&place);
        }
        let Some(top) = self.definition(&start) else {
            return Vec::new();
        };
        let mut chain: Vec<NodeId> =
            std::iter::successors(Some(target), |id| self.form.node(*id).parent)
                .take_while(|id| *id != top)
                .collect();
        let mut places = vec![start];
        while let Some(next) = chain.pop() {
            places = places
                .iter()
                .flat_map(|p| self.children(p, &|node| node.id == next, extra))
                .filter(|p| self.definition(p) == Some(next))
                .collect();
        }
        places
    }

    fn is_range(&self, place: &Place<'a>) -> bool {
        matches!(place, Place::Spot(id) if self.spot(*id).view.shape() == Shape::Range)
    }
}
