//! Out: one element a node that applies, repeat instances one after the other.

use super::{ENTITY, NAMESPACES};
use crate::definition::Form;
use crate::interview::{Interview, NodeView, Shape};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// The submission of an interview as it stands, UTF-8. Languages, labels and history are not part of it. `leaves` says of
/// a question whether its answer may go along; the others stand there unanswered.
///
/// # Errors
/// Those of the writer handed in.
pub fn write(
    interview: &Interview,
    leaves: impl Fn(&NodeView<'_>) -> bool,
    out: impl io::Write,
) -> io::Result<()> {
    let form = interview.form();
    let mut xml = Writer::new(out);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    element(&mut xml, root(form), interview.root(), &leaves)
}

/// The root element with what identifies the form.
fn root(form: &Form) -> BytesStart<'_> {
    let mut root = BytesStart::new(form.root.as_str());
    if let Some(own) = form.settings.get("instance_xmlns") {
        root.push_attribute(("xmlns", own.as_str()));
    }
    for (prefix, uri) in NAMESPACES.into_iter().chain(declared(form)) {
        root.push_attribute((format!("xmlns:{prefix}").as_str(), uri));
    }
    root.push_attribute(("id", form.id.as_str()));
    if !form.version.is_empty() {
        root.push_attribute(("version", form.version.as_str()));
    }
    for (name, value) in &form.settings {
        if let Some(name) = name.strip_prefix("attribute::") {
            root.push_attribute((name, value.as_str()));
        }
    }
    root
}

/// Prefix and name of each namespace that the form's settings declare.
fn declared(form: &Form) -> impl Iterator<Item = (&str, &str)> {
    form.settings
        .get("namespaces")
        .into_iter()
        .flat_map(|all| all.split_whitespace())
        .filter_map(|one| one.split_once('='))
        .map(|(prefix, uri)| (prefix, uri.trim_matches(['"', '\''])))
        .filter(|(prefix, _)| NAMESPACES.iter().all(|(ours, _)| ours != prefix))
}

/// A node that applies, with what stands in it.
fn element<W: io::Write>(
    xml: &mut Writer<W>,
    start: BytesStart<'_>,
    node: NodeView<'_>,
    leaves: &impl Fn(&NodeView<'_>) -> bool,
) -> io::Result<()> {
    if node.shape() == Shape::Question {
        let value = node.value();
        if value.is_empty() || !leaves(&node) {
            return xml.write_event(Event::Empty(start));
        }
        let end = start.to_end().into_owned();
        xml.write_event(Event::Start(start.borrow()))?;
        xml.write_event(Event::Text(BytesText::new(&carried(value))))?;
        return xml.write_event(Event::End(end));
    }
    let end = BytesEnd::new(node.definition().name.clone());
    xml.write_event(Event::Start(start))?;
    for child in node.children().flat_map(elements) {
        element(
            xml,
            BytesStart::new(child.definition().name.as_str()),
            child,
            leaves,
        )?;
    }
    xml.write_event(Event::End(end))
}

/// The elements that a node stands for: a range is its instances, what does not apply is none.
fn elements(node: NodeView<'_>) -> Vec<NodeView<'_>> {
    let entity = node.definition().name == ENTITY
        && node
            .parent()
            .is_some_and(|meta| meta.definition().name == "meta");
    match node.shape() {
        Shape::Range => node.children().filter(NodeView::relevant).collect(),
        _ if node.relevant() && !entity => vec![node],
        _ => Vec::new(),
    }
}

/// XML 1.0 has no control characters: they become the replacement character, so that the rest arrives.
fn carried(value: &str) -> String {
    value
        .chars()
        .map(|c| match c {
            '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'.. => c,
            _ => char::REPLACEMENT_CHARACTER,
        })
        .collect()
}
