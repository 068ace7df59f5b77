//! What an expression reads, told from its text alone: nodes of the form, and how near to the reader they lie.

use super::ast::{Axis, Expr, NodeTest, Path, Step};
use crate::definition::{Form, NodeId};
use crate::interview::Layout;

/// One node that an expression reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Read {
    /// The node.
    pub(crate) target: NodeId,
    /// The repeat within whose instance reader and target lie together; `None` for anywhere in the document.
    pub(crate) within: Option<NodeId>,
    /// Whether that is exactly one live node.
    pub(crate) single: bool,
}

/// All that an expression reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reads {
    pub(crate) nodes: Vec<Read>,
    /// Whether it speaks the language in use.
    pub(crate) language: bool,
    /// Whether it keeps the first value it gives.
    pub(crate) once: bool,
}

/// What `expr`, written at `context`, reads; `as_text` where its value is kept as a text or a number.
pub(crate) fn reads(
    form: &Form,
    layout: &Layout,
    expr: &Expr,
    context: NodeId,
    as_text: bool,
) -> Reads {
    let mut walker = Walker {
        form,
        layout,
        context,
        reads: Reads::default(),
    };
    let here = vec![walker.context_place()];
    let found = walker.walk(expr, &here);
    if as_text {
        walker.read_inside(&found);
    }
    let mut reads = walker.reads;
    reads.nodes.sort_by_key(|r| (r.target, r.within));
    reads.nodes.dedup();
    reads
}

/// Whether a function asks for the nodes of an argument, or whether there are any, and not for their text.
pub(crate) fn takes_nodes(function: &str, argument: usize) -> bool {
    match function {
        "boolean" | "count" | "local-name" | "name" | "namespace-uri" | "not" | "position" => true,
        "depend" | "if" | "randomize" => argument == 0,
        _ => false,
    }
}

/// A node of the form standing for the live nodes that a path may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Document,
    Node { at: NodeId, within: Option<NodeId> },
}

struct Walker<'a> {
    form: &'a Form,
    layout: &'a Layout,
    context: NodeId,
    reads: Reads,
}

impl Walker<'_> {
    fn context_place(&self) -> Place {
        let own = self.layout.is_repeat(self.context).then_some(self.context);
        Place::Node {
            at: self.context,
            within: own.or_else(|| self.layout.repeats(self.context).last().copied()),
        }
    }

    fn read(&mut self, places: &[Place]) {
        for place in places {
            let Place::Node { at, within } = *place else {
                continue;
            };
            let innermost = if self.layout.is_repeat(at) {
                Some(at)
            } else {
                self.layout.repeats(at).last().copied()
            };
            self.reads.nodes.push(Read {
                target: at,
                within,
                single: innermost == within,
            });
        }
    }

    /// Reads the texts inside elements: the text of one that holds others is that of all of them. What is computed at the
    /// context is left out, since it cannot wait for itself.
    fn read_inside(&mut self, places: &[Place]) {
        for place in places {
            let mut inside = self.descendants(*place);
            inside.retain(|p| !matches!(p, Place::Node { at, .. } if *at == self.context));
            self.read(&inside);
        }
    }

    /// As [`Walker::walk`], for an expression whose value becomes a text or a number.
    fn walk_text(&mut self, expr: &Expr, here: &[Place]) -> Vec<Place> {
        let found = self.walk(expr, here);
        self.read_inside(&found);
        found
    }

    /// Reads what `expr` reads and says which nodes it may be.
    fn walk(&mut self, expr: &Expr, here: &[Place]) -> Vec<Place> {
        match expr {
            Expr::Number(_) | Expr::Literal(_) | Expr::LastSaved(_) => Vec::new(),
            Expr::Question(target) => {
                let found = vec![self.question(*target)];
                self.read(&found);
                found
            }
            Expr::Path(path) => {
                let found = self.path(path, here);
                self.read(&found);
                found
            }
            Expr::Filter {
                base,
                predicates,
                steps,
            } => {
                let base = self.walk(base, here);
                for predicate in predicates {
                    self.walk(predicate, &base);
                }
                let found = self.steps(base, steps);
                self.read(&found);
                found
            }
            Expr::Call { name, args } => self.call(name, args, here),
            Expr::Negate(inner) => {
                self.walk_text(inner, here);
                Vec::new()
            }
            Expr::Binary(..) => {
                // Chains lean to the left; see `Scope::binary`.
                let mut at = expr;
                while let Expr::Binary(_, left, right) = at {
                    self.walk_text(right, here);
                    at = left;
                }
                self.walk_text(at, here);
                Vec::new()
            }
            Expr::Union(..) => {
                let mut found = Vec::new();
                let mut at = expr;
                while let Expr::Union(left, right) = at {
                    found.extend(self.walk(right, here));
                    at = left;
                }
                found.extend(self.walk(at, here));
                found
            }
        }
    }

    fn question(&self, target: NodeId) -> Place {
        Place::Node {
            at: target,
            within: self.layout.common_repeat(self.context, target),
        }
    }

    fn call(&mut self, name: &str, args: &[Expr], here: &[Place]) -> Vec<Place> {
        self.reads.language |= matches!(
            name,
            "jr:choice-name" | "jr:itext" | "pulldata" | "instance"
        );
        self.reads.once |= name == "once";
        if name == "indexed-repeat" {
            let mut first = Vec::new();
            for (index, arg) in args.iter().enumerate() {
                let found = match arg {
                    // Repeats and what is wanted of them are seen from outside all repeats.
                    Expr::Question(target) if index == 0 || index % 2 == 1 => {
                        let found = vec![Place::Node {
                            at: *target,
                            within: None,
                        }];
                        self.read(&found);
                        found
                    }
                    other => self.walk(other, here),
                };
                if index == 0 {
                    first = found;
                }
            }
            return first;
        }
        let found: Vec<Vec<Place>> = args
            .iter()
            .enumerate()
            .map(|(index, arg)| {
                if takes_nodes(name, index) {
                    self.walk(arg, here)
                } else {
                    self.walk_text(arg, here)
                }
            })
            .collect();
        match name {
            "current" => vec![self.context_place()],
            "randomize" => found.into_iter().next().unwrap_or_default(),
            "if" => found.into_iter().skip(1).flatten().collect(),
            // Without an argument these read the node they stand at.
            "string" | "number" | "string-length" | "normalize-space" if args.is_empty() => {
                self.read(here);
                self.read_inside(here);
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn path(&mut self, path: &Path, here: &[Place]) -> Vec<Place> {
        let start = if path.absolute {
            vec![Place::Document]
        } else {
            here.to_vec()
        };
        self.steps(start, &path.steps)
    }

    fn steps(&mut self, mut places: Vec<Place>, steps: &[Step]) -> Vec<Place> {
        for (index, step) in steps.iter().enumerate() {
            if step.finds_texts(steps.get(index + 1)) {
                self.read_texts(&places, step);
            }
            if !matches!(
                step.axis,
                Axis::Child | Axis::SelfNode | Axis::Descendant | Axis::DescendantOrSelf
            ) {
                // What is found no longer lies in them, and yet is found only while they are there.
                self.read(&places);
            }
            let mut found: Vec<Place> = Vec::new();
            for place in places {
                for next in self.axis(place, step) {
                    if !found.contains(&next) {
                        found.push(next);
                    }
                }
            }
            for predicate in &step.predicates {
                self.walk(predicate, &found);
            }
            places = found;
        }
        places
    }

    /// Whether an element holds a text decides what such a step finds.
    fn read_texts(&mut self, places: &[Place], step: &Step) {
        for place in places {
            let mut holders = match step.axis {
                Axis::Child => vec![*place],
                Axis::Descendant | Axis::DescendantOrSelf => {
                    [vec![*place], self.descendants(*place)].concat()
                }
                _ => self.descendants(Place::Document),
            };
            holders.retain(|holder| {
                matches!(holder, Place::Node { at, .. } if self.form.node(*at).children.is_empty())
            });
            self.read(&holders);
        }
    }

    fn axis(&self, place: Place, step: &Step) -> Vec<Place> {
        let passes = |place: &Place| match (&step.test, place) {
            (NodeTest::Node | NodeTest::Text, _) => true,
            (NodeTest::Any, place) => *place != Place::Document,
            (NodeTest::Name(name), Place::Node { at, .. }) => self.form.node(*at).name == *name,
            (NodeTest::Name(_), Place::Document) | (NodeTest::Nothing, _) => false,
        };
        let mut found = match step.axis {
            Axis::Child if step.test == NodeTest::Text => vec![place],
            Axis::Child => self.children(place),
            Axis::SelfNode => vec![place],
            Axis::Parent => self.parent(place).into_iter().collect(),
            Axis::Ancestor => self.ancestors(place),
            Axis::AncestorOrSelf => [vec![place], self.ancestors(place)].concat(),
            Axis::Descendant => self.descendants(place),
            Axis::DescendantOrSelf => [vec![place], self.descendants(place)].concat(),
            Axis::FollowingSibling | Axis::PrecedingSibling => {
                let parent = self.parent(place);
                parent.map(|p| self.children(p)).unwrap_or_default()
            }
            Axis::Following | Axis::Preceding => self.descendants(Place::Document),
            Axis::Attribute | Axis::Namespace => Vec::new(),
        };
        found.retain(passes);
        found
    }

    fn parent(&self, place: Place) -> Option<Place> {
        let Place::Node { at, within } = place else {
            return None;
        };
        let Some(parent) = self.form.node(at).parent else {
            return Some(Place::Document);
        };
        let within = if within == Some(at) {
            self.layout.repeats(at).last().copied()
        } else {
            within
        };
        Some(Place::Node { at: parent, within })
    }

    fn ancestors(&self, place: Place) -> Vec<Place> {
        std::iter::successors(self.parent(place), |p| self.parent(*p)).collect()
    }

    fn children(&self, place: Place) -> Vec<Place> {
        match place {
            Place::Document => self
                .form
                .nodes
                .first()
                .map(|n| Place::Node {
                    at: n.id,
                    within: None,
                })
                .into_iter()
                .collect(),
            Place::Node { at, within } => self
                .form
                .node(at)
                .children
                .iter()
                .map(|c| Place::Node { at: *c, within })
                .collect(),
        }
    }

    fn descendants(&self, place: Place) -> Vec<Place> {
        let mut out = Vec::new();
        let mut stack = self.children(place);
        while let Some(next) = stack.pop() {
            stack.extend(self.children(next));
            out.push(next);
        }
        out
    }
}
