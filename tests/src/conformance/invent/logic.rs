//! Conditions, numbers and texts over the questions in sight.

use super::{Around, Inventor, Kind, Known};

impl Inventor {
    /// A question in sight: outside all repeats, or in one that both stand in.
    fn seen(&mut self, around: &Around, kinds: &[Kind]) -> Option<Known> {
        let seen: Vec<Known> = self
            .known
            .iter()
            .filter(|k| kinds.contains(&k.kind) && around.repeats.starts_with(&k.repeats))
            .cloned()
            .collect();
        if seen.is_empty() {
            return None;
        }
        let at = self.below(seen.len());
        Some(seen[at].clone())
    }

    /// A question as an expression may spell it: by name, by the way there, or from the root.
    fn spelled(&mut self, known: &Known, around: &Around) -> String {
        match self.below(10) {
            0 | 1 => {
                let shared = known
                    .path
                    .iter()
                    .zip(&around.path)
                    .take_while(|(a, b)| a == b)
                    .count();
                let up = "../".repeat(around.path.len() - shared + 1);
                let down: String = known.path[shared..]
                    .iter()
                    .map(|name| format!("{name}/"))
                    .collect();
                format!("{up}{down}{}", known.name)
            }
            2 if known.repeats.is_empty() => {
                let path: String = known.path.iter().map(|name| format!("{name}/")).collect();
                format!("/data/{path}{}", known.name)
            }
            _ => format!("${{{}}}", known.name),
        }
    }

    pub(super) fn maybe(&mut self, percent: usize, around: &Around) -> String {
        if self.chance(percent) {
            self.condition(around, 2).unwrap_or_default()
        } else {
            String::new()
        }
    }

    pub(super) fn condition(&mut self, around: &Around, depth: usize) -> Option<String> {
        if depth > 0 && self.chance(40) {
            let (a, b) = (
                self.condition(around, depth - 1)?,
                self.condition(around, depth - 1)?,
            );
            return Some(match self.below(4) {
                0 => format!("({a}) or ({b})"),
                1 => format!("not({a})"),
                2 => format!("{a} and {b}"),
                _ => format!("if({a}, {b}, {a})"),
            });
        }
        let kinds = [
            Kind::Number,
            Kind::Text,
            Kind::One,
            Kind::Many,
            Kind::Rank,
            Kind::Date,
        ];
        let known = self.seen(around, &kinds)?;
        let name = self.spelled(&known, around);
        let choice = self.pick(&["a", "b", "c", "d", "e"]);
        let compare = self.pick(&["<", "<=", ">", ">=", "=", "!="]);
        Some(match known.kind {
            Kind::Number => {
                let limit = self.pick(&["0", "5", "20", "50", "100"]);
                match self.below(3) {
                    0 => format!("{name} = ''"),
                    _ => format!("{name} {compare} {limit}"),
                }
            }
            Kind::Text => match self.below(3) {
                0 => format!("{name} != ''"),
                1 => format!("string-length({name}) {compare} 4"),
                _ => format!("contains({name}, 'a')"),
            },
            Kind::One => match self.below(3) {
                0 => format!("{name} != '{choice}'"),
                1 => format!("selected({name}, '{choice}')"),
                _ => format!("{name} = '{choice}'"),
            },
            Kind::Rank => format!("selected-at({name}, 0) = '{choice}'"),
            Kind::Many => match self.below(3) {
                0 => format!("selected({name}, '{choice}')"),
                1 => format!("selected-at({name}, 1) != '{choice}'"),
                _ => format!("count-selected({name}) {compare} 2"),
            },
            Kind::Date => match self.below(2) {
                0 => format!("{name} {compare} today()"),
                _ => format!("{name} != ''"),
            },
        })
    }

    pub(super) fn number(&mut self, around: &Around) -> Option<String> {
        let kinds = [Kind::Number, Kind::Many, Kind::Text, Kind::Date];
        let known = self.seen(around, &kinds)?;
        let name = self.spelled(&known, around);
        let first = match known.kind {
            Kind::Number => format!("coalesce({name}, 0)"),
            Kind::Date => format!("coalesce(int((today() - {name}) div 7), 0)"),
            Kind::Many => format!("count-selected({name})"),
            _ => format!("string-length({name})"),
        };
        let limit = self.pick(&["1", "3", "7"]);
        Some(match self.below(5) {
            0 => format!("{first} * {limit}"),
            1 => format!("{first} - {limit}"),
            2 => match self.condition(around, 1) {
                Some(condition) => format!("if({condition}, {first}, {limit})"),
                None => first,
            },
            3 => match self.number(around) {
                Some(second) => format!("({first} + {second})"),
                None => first,
            },
            _ => first,
        })
    }

    pub(super) fn words(&mut self, around: &Around) -> Option<String> {
        let kinds = [Kind::Text, Kind::One, Kind::Many, Kind::Number, Kind::Date];
        let (a, b) = (self.seen(around, &kinds)?, self.seen(around, &kinds)?);
        if matches!(a.kind, Kind::One) && self.chance(30) {
            let value = self.spelled(&a, around);
            return Some(format!("jr:choice-name({value}, '${{{}}}')", a.name));
        }
        let (a, b) = (self.spelled(&a, around), self.spelled(&b, around));
        Some(match self.below(6) {
            0 => format!("concat({a}, '-', {b})"),
            1 => format!("coalesce({a}, {b})"),
            2 => {
                let condition = self.condition(around, 1)?;
                format!("if({condition}, {a}, 'none')")
            }
            3 => format!("substr({a}, 0, 2)"),
            4 => format!("instance('l')/root/item[name = {a}]/size"),
            _ if !around.repeats.is_empty() => format!("concat(position(..), ':', {a})"),
            _ => format!("translate({a}, 'abc', 'xy')"),
        })
    }

    pub(super) fn constraint(&mut self, kind: Kind, around: &Around) -> String {
        match kind {
            Kind::Number => match self.number(around) {
                Some(other) => format!(". >= {other}"),
                None => ". < 50".to_owned(),
            },
            Kind::Text => "string-length(.) < 5".to_owned(),
            Kind::Many => "not(selected(., 'a') and count-selected(.) > 1)".to_owned(),
            Kind::One => match self.condition(around, 1) {
                Some(condition) => format!(". != 'b' or {condition}"),
                None => ". != 'c'".to_owned(),
            },
            Kind::Rank => "selected-at(., 0) != 'e'".to_owned(),
            Kind::Date => ". <= today()".to_owned(),
        }
    }

    pub(super) fn filter(&mut self, around: &Around) -> String {
        match self.seen(around, &[Kind::One, Kind::Number, Kind::Many]) {
            Some(k) if k.kind == Kind::Number => format!("size <= ${{{}}} or kind = 'x'", k.name),
            Some(k) if k.kind == Kind::Many => format!("selected(${{{}}}, name)", k.name),
            Some(k) => format!("name != ${{{}}} and (kind = 'y' or ${{{0}}} = 'c')", k.name),
            None => "kind = 'x'".to_owned(),
        }
    }

    pub(super) fn label(&mut self, name: &str, around: &Around) -> String {
        let kinds = [Kind::Text, Kind::Number, Kind::One];
        match self.seen(around, &kinds) {
            Some(known) if self.chance(30) => format!("{name} of ${{{}}}", known.name),
            _ => format!("Label {name}"),
        }
    }
}
