//! In: elements become references, and references an interview.

use super::SubmissionError;
use crate::definition::{Form, Kind, Node};
use crate::interview::{AnswerError, Answers, Context, Interview};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::HashMap;
use std::sync::Arc;

/// Deeper than any form.
const DEEPEST: usize = 100;

/// More elements than any answered form has.
const MOST: usize = 1_000_000;

/// An element with what stands in it.
#[derive(Debug, Default)]
struct Element {
    name: String,
    text: String,
    children: Vec<Element>,
}

/// The interview that a submission holds, and what of it this version of the form cannot take: answers refused, and
/// elements that are no question's (`unknown-reference`).
///
/// # Errors
/// [`SubmissionError`]: then nothing was read.
pub fn read(
    form: Arc<Form>,
    context: Context,
    xml: &str,
) -> Result<(Interview, Vec<AnswerError>), SubmissionError> {
    let (id, root) = parse(xml)?;
    if id != form.id || root.name != form.root {
        return Err(SubmissionError::OtherForm { id });
    }
    let mut found = Found::default();
    if let Some(top) = form.nodes.first() {
        found.element(&form, top, &root, &format!("/{}", form.root));
    }
    let (interview, mut refused) = Interview::filled(form, context, &found.answers);
    refused.extend(
        found
            .unknown
            .into_iter()
            .map(|reference| AnswerError::UnknownReference { reference }),
    );
    Ok((interview, refused))
}

#[derive(Default)]
struct Found {
    answers: Answers,
    unknown: Vec<String>,
}

impl Found {
    /// What stands in a group, an instance or the root.
    fn element(&mut self, form: &Form, node: &Node, element: &Element, at: &str) {
        let children: Vec<&Node> = node.children.iter().map(|id| form.node(*id)).collect();
        let mut seen: HashMap<&str, usize> = HashMap::new();
        let repeats = |child: &Node| matches!(child.kind, Kind::Repeat { .. });
        for child in children.iter().filter(|child| repeats(child)) {
            let count = element
                .children
                .iter()
                .filter(|e| e.name == child.name)
                .count();
            self.answers
                .counts
                .push((format!("{at}/{}", child.name), count));
        }
        for inner in &element.children {
            let reference = format!("{at}/{}", inner.name);
            let Some(child) = children.iter().find(|child| child.name == inner.name) else {
                self.unknown.push(reference);
                continue;
            };
            match child.kind {
                Kind::Question(_) => self.answers.values.push((reference, inner.text.clone())),
                Kind::Repeat { .. } => {
                    let position = seen.entry(&child.name).or_default();
                    *position += 1;
                    self.element(form, child, inner, &format!("{reference}[{position}]"));
                }
                Kind::Group | Kind::Root => self.element(form, child, inner, &reference),
            }
        }
    }
}

/// The root element with the form id that it states.
fn parse(xml: &str) -> Result<(String, Element), SubmissionError> {
    let mut reader = Reader::from_str(xml);
    let mut document = Document::default();
    loop {
        let event = reader.read_event().map_err(|_| SubmissionError::NotXml {
            at: reader.error_position(),
        })?;
        let at = reader.buffer_position();
        if event == Event::Eof {
            return document.whole(at);
        }
        document.take(event, at)?;
    }
}

/// What was read so far.
#[derive(Default)]
struct Document {
    id: String,
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Document {
    fn take(&mut self, event: Event<'_>, at: u64) -> Result<(), SubmissionError> {
        let fault = SubmissionError::NotXml { at };
        match event {
            Event::Start(start) => self.begin(&start, at),
            Event::Empty(start) => {
                self.begin(&start, at)?;
                self.end(at)
            }
            Event::End(_) => self.end(at),
            Event::Text(text) => self.text(&text.xml10_content(), at),
            Event::CData(data) => self.text(&data.xml10_content(), at),
            // Only the five of XML and characters by number: a document type could name anything, so none is read.
            Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                Ok(Some(character)) => self.text(character.encode_utf8(&mut [0; 4]), at),
                Ok(None) => {
                    let text = resolve_predefined_entity(&entity.xml10_content()).ok_or(fault)?;
                    self.text(text, at)
                }
                Err(_) => Err(fault),
            },
            Event::DocType(_) => Err(fault),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn begin(&mut self, start: &BytesStart<'_>, at: u64) -> Result<(), SubmissionError> {
        let fault = SubmissionError::NotXml { at };
        self.count += 1;
        if self.count > MOST || self.open.len() >= DEEPEST {
            return Err(SubmissionError::TooLarge);
        }
        if self.open.is_empty() {
            if self.root.is_some() {
                return Err(fault);
            }
            let id = start.try_get_attribute("id").map_err(|_| fault.clone())?;
            if let Some(id) = id {
                let text = id.normalized_value(XmlVersion::Implicit1_0);
                self.id = text.map_err(|_| fault)?.into_owned();
            }
        }
        // Names of `meta` may carry OpenRosa's prefix.
        let name = start.name();
        let name = name.as_ref();
        self.open.push(Element {
            name: name.strip_prefix("orx:").unwrap_or(name).to_owned(),
            ..Element::default()
        });
        Ok(())
    }

    fn end(&mut self, at: u64) -> Result<(), SubmissionError> {
        let closed = self.open.pop().ok_or(SubmissionError::NotXml { at })?;
        match self.open.last_mut() {
            Some(around) => around.children.push(closed),
            None => self.root = Some(closed),
        }
        Ok(())
    }

    fn text(&mut self, text: &str, at: u64) -> Result<(), SubmissionError> {
        match self.open.last_mut() {
            Some(around) => around.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(SubmissionError::NotXml { at }),
        }
        Ok(())
    }

    fn whole(self, at: u64) -> Result<(String, Element), SubmissionError> {
        match self.root {
            Some(root) if self.open.is_empty() => Ok((self.id, root)),
            _ => Err(SubmissionError::NotXml { at }),
        }
    }
}
