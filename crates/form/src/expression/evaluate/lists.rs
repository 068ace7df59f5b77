//! Choice lists as secondary instances: `instance` / `root` / `item` / column.

use super::Scope;
use super::value::{Item, ListItem};
use crate::definition::{Choice, ChoiceList};
use std::borrow::Cow;

impl<'a> Scope<'a> {
    /// The instance element of a choice list.
    pub(crate) fn list(&self, name: &str) -> Option<Item> {
        let index = self.world.form.list_index(name)?;
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

    pub(super) fn list_children(&self, place: ListItem) -> Vec<Item> {
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
                let Some(choice) = self.choice(place) else {
                    return Vec::new();
                };
                // A file whose values stand in another column may have columns of these names for itself.
                let own = |column: &u32| match column {
                    1 => choice.columns.contains_key("name"),
                    2 => choice.columns.contains_key("label"),
                    _ => false,
                };
                (1..=count(2 + choice.columns.len()))
                    .filter(|column| !own(column))
                    .map(|column| Item::List(ListItem { column, ..place }))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Name and text of a column of a choice: `name`, then `label` or, in a translated list, `itextId`, then the rest.
    pub(super) fn column(&self, place: ListItem) -> Option<(Cow<'a, str>, Cow<'a, str>)> {
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

    pub(super) fn column_named(&self, place: ListItem, name: &str) -> Option<u32> {
        if let Some(own) = self.choice(place)?.columns.get_index_of(name) {
            return u32::try_from(own + 3).ok();
        }
        match name {
            "name" => Some(1),
            "label" => (!self.translated(self.choice_list(place)?)).then_some(2),
            "itextId" => self.translated(self.choice_list(place)?).then_some(2),
            _ => None,
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
