//! Which choices a question offers now, and what of its answer is still among them.

use super::Interview;
use super::live::LiveId;
use super::view::ChoiceView;
use crate::definition::{Choice, ChoiceList, Kind, QuestionType, SelectFrom};
use crate::expression::evaluate::value::{Item, ListItem, Value, words};
use crate::expression::functions;
use std::collections::HashSet;

impl Interview {
    pub(super) fn select(&self, id: LiveId) -> Option<&SelectFrom> {
        match &self.form.node(self.tree.get(id).definition).kind {
            Kind::Question(question) => question.select.as_ref(),
            _ => None,
        }
    }

    fn list_of(&self, select: &SelectFrom) -> Option<(u32, &ChoiceList)> {
        let (index, _, list) = self.form.lists.get_full(&select.list)?;
        Some((u32::try_from(index).ok()?, list))
    }

    /// The choices that are asked for and pass the filter, in the list's order.
    fn filtered<'a>(
        &'a self,
        id: LiveId,
        select: &'a SelectFrom,
        asked_for: impl Fn(&Choice) -> bool,
    ) -> Vec<&'a Choice> {
        let mut choices = self.passing(id, select, asked_for);
        if select.distinct {
            let mut seen = HashSet::new();
            choices.retain(|c| seen.insert(c.name.as_str()));
        }
        choices
    }

    fn passing<'a>(
        &'a self,
        id: LiveId,
        select: &'a SelectFrom,
        asked_for: impl Fn(&Choice) -> bool,
    ) -> Vec<&'a Choice> {
        let Some((index, list)) = self.list_of(select) else {
            return Vec::new();
        };
        let Some(filter) = &select.filter else {
            return list.choices.iter().filter(|c| asked_for(c)).collect();
        };
        let scope = self.scope(id);
        let size = list.choices.len();
        let passes = |row: usize| {
            let item = Item::List(ListItem {
                list: index,
                row: u32::try_from(row + 2).unwrap_or(0),
                column: 0,
            });
            let here = scope.at(item, row + 1, size);
            match here.evaluate(&filter.root) {
                #[allow(clippy::cast_precision_loss, reason = "positions are small")]
                Ok(Value::Number(number)) => (number - (row + 1) as f64).abs() < f64::EPSILON,
                Ok(value) => here.boolean(&value),
                // What cannot be computed withholds nothing.
                Err(_) => true,
            }
        };
        list.choices
            .iter()
            .enumerate()
            .filter(|(row, choice)| asked_for(choice) && passes(*row))
            .map(|(_, choice)| choice)
            .collect()
    }

    /// Answers of a repeat that a question offers as choices.
    fn answers(&self, id: LiveId, select: &SelectFrom) -> Option<Vec<String>> {
        let target = select.repeat?;
        let scope = self.scope(id);
        let items = scope
            .question(target)
            .into_iter()
            .filter(|item| !scope.item_text(*item).is_empty());
        // `${name}` in the filter is the one beside the answer that is asked about.
        let passes = |item: &Item| match (&select.filter, item, scope.parent(*item)) {
            (Some(filter), Item::Live(answer), Some(instance)) => self
                .scope(*answer)
                .at(instance, 1, 1)
                .boolean_of(&filter.root)
                .unwrap_or(true),
            _ => true,
        };
        Some(
            items
                .filter(passes)
                .map(|item| scope.item_text(item).into_owned())
                .collect(),
        )
    }

    /// Which of these names can be chosen now; `None` where anything can, because the choices come from a file that is
    /// not beside the form. The filter is asked about no other choice: a list may hold every village of a country.
    fn offered_among(&self, id: LiveId, names: &[&str]) -> Option<Vec<String>> {
        let select = self.select(id)?;
        if let Some(mut answers) = self.answers(id, select) {
            answers.retain(|a| names.contains(&a.as_str()));
            return Some(answers);
        }
        if select.from_file && !self.form.files.contains_key(&select.list) {
            return None;
        }
        Some(
            self.filtered(id, select, |c| names.contains(&c.name.as_str()))
                .into_iter()
                .map(|c| c.name.clone())
                .collect(),
        )
    }

    /// The choices that an answer names.
    fn named<'a>(&self, id: LiveId, answer: &'a str) -> Vec<&'a str> {
        if self.is_single(id) {
            vec![answer]
        } else {
            words(answer).collect()
        }
    }

    /// What of the answer is still offered is what is read of it. Says whether that has changed.
    pub(super) fn refresh_offered(&mut self, id: LiveId) -> bool {
        let live = self.tree.get(id);
        let Some(select) = self.select(id) else {
            return false;
        };
        let now = if live.stored.is_empty() || (select.filter.is_none() && select.repeat.is_none())
        {
            None
        } else {
            let mut kept = self.named(id, &live.stored);
            self.offered_among(id, &kept).map(|offered| {
                kept.retain(|name| offered.iter().any(|o| o == name));
                kept.join(" ")
            })
        };
        let now = now.filter(|kept| *kept != live.stored);
        if live.offered == now {
            return false;
        }
        self.tree.get_mut(id).offered = now;
        true
    }

    pub(super) fn is_single(&self, id: LiveId) -> bool {
        match &self.form.node(self.tree.get(id).definition).kind {
            Kind::Question(question) => !matches!(
                question.kind,
                QuestionType::SelectMultiple | QuestionType::Rank
            ),
            _ => true,
        }
    }

    /// An answer of several choices in the order in which they are shown, a ranking as it is; `None` where a choice is not
    /// offered.
    pub(super) fn choose(&self, id: LiveId, value: &str) -> Option<String> {
        if value.is_empty() {
            return Some(String::new());
        }
        let chosen = self.named(id, value);
        let Some(names) = self.offered_among(id, &chosen) else {
            return Some(value.to_owned());
        };
        if !chosen.iter().all(|w| names.iter().any(|n| n == w)) {
            return None;
        }
        if self.is_single(id) {
            return Some(value.to_owned());
        }
        let node = self.form.node(self.tree.get(id).definition);
        if matches!(&node.kind, Kind::Question(q) if q.kind == QuestionType::Rank) {
            return Some(chosen.join(" "));
        }
        match self.select(id).filter(|select| select.randomize.is_some()) {
            Some(select) => {
                let shown = self.shown(id, select).into_iter();
                let kept: Vec<&str> = shown
                    .map(|choice| choice.name.as_str())
                    .filter(|name| chosen.contains(name))
                    .collect();
                Some(kept.join(" "))
            }
            None => Some(names.join(" ")),
        }
    }

    /// What is offered of a list, in the order in which it is shown.
    fn shown<'a>(&'a self, id: LiveId, select: &'a SelectFrom) -> Vec<&'a Choice> {
        let choices = self.filtered(id, select, |_| true);
        let Some(seed) = &select.randomize else {
            return choices;
        };
        let seed = seed
            .as_ref()
            .and_then(|e| functions::seed(&self.scope(id), &e.root).ok());
        // Without a seed the order is one for the interview: what moves under the hand is answered wrongly.
        let state = std::cell::Cell::new(self.context.seed ^ u64::from(id.0));
        functions::shuffle(&choices, seed, &state)
    }

    pub(super) fn choice_views(&self, id: LiveId, language: usize) -> Vec<ChoiceView> {
        let Some(select) = self.select(id) else {
            return Vec::new();
        };
        if let Some(answers) = self.answers(id, select) {
            return answers
                .into_iter()
                .map(|name| ChoiceView {
                    label: name.clone(),
                    name,
                    unknown: None,
                })
                .collect();
        }
        let choices = self.shown(id, select);
        let scope = self.scope(id);
        choices
            .into_iter()
            .map(|choice| ChoiceView {
                name: choice.name.clone(),
                label: scope.render(&choice.label, language),
                unknown: choice.unknown,
            })
            .collect()
    }
}
