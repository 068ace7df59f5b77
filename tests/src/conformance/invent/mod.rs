//! Forms that nobody has seen: made up from a seed, with logic over earlier questions, groups and repeats in one another,
//! filtered choices. They keep off the cases in which the official engine is known to be wrong.

mod chance;
mod expressions;

pub use expressions::expressions;

use super::Judged;
use chance::Chance;
use saring_form::xlsform::{Sheet, Workbook};

/// A form of some thirty rows.
#[must_use]
pub fn invented(seed: u64) -> Judged {
    let mut inventor = Inventor {
        chance: Chance::new(seed),
        rows: vec![
            [
                "type",
                "name",
                "label",
                "relevant",
                "calculation",
                "constraint",
                "required",
                "choice_filter",
                "default",
                "read_only",
                "repeat_count",
                "trigger",
            ]
            .map(str::to_owned)
            .to_vec(),
        ],
        known: Vec::new(),
        made: 0,
    };
    inventor.fill(0, 9, &Around::default());
    inventor.totals();
    let sheet = |name: &str, rows: Vec<Vec<String>>| Sheet {
        name: name.to_owned(),
        rows,
    };
    Judged {
        name: format!("invented-{seed}"),
        workbook: Workbook::new(vec![
            sheet("survey", inventor.rows),
            sheet("choices", choices()),
        ]),
        script: None,
    }
}

fn choices() -> Vec<Vec<String>> {
    let mut rows = vec![
        ["list_name", "name", "label", "kind", "size"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (name, label, kind, size) in [
        ("a", "Alpha", "x", "1"),
        ("b", "Beta", "x", "5"),
        ("c", "Gamma", "y", "20"),
        ("d", "Delta", "y", "60"),
        ("e", "Epsilon", "a", "100"),
    ] {
        rows.push(["l", name, label, kind, size].map(str::to_owned).to_vec());
    }
    rows
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Text,
    One,
    Many,
    Date,
}

/// A question that later ones may read.
#[derive(Clone)]
struct Known {
    name: String,
    kind: Kind,
    /// The repeat it stands in, by depth of nesting; none outside.
    repeats: Vec<String>,
    /// Whether anything above it or in it can make it not apply.
    gated: bool,
}

struct Inventor {
    chance: Chance,
    rows: Vec<Vec<String>>,
    known: Vec<Known>,
    made: usize,
}

/// Where a block stands.
#[derive(Clone, Default)]
struct Around {
    repeats: Vec<String>,
    gated: bool,
}

impl Inventor {
    fn below(&mut self, limit: usize) -> usize {
        self.chance.below(limit)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.chance.percent(percent)
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        self.chance.pick(words)
    }

    fn name(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{kind}{}", self.made)
    }

    fn fill(&mut self, depth: usize, size: usize, around: &Around) {
        for _ in 0..size {
            match self.below(10) {
                0 | 1 if depth < 3 => self.group(depth, around),
                2 if depth < 3 && around.repeats.len() < 2 => self.repeat(depth, around),
                3 | 4 => self.calculation(around),
                _ => self.question(around),
            }
        }
    }

    fn row(&mut self, cells: &[(usize, String)]) {
        let mut row = vec![String::new(); self.rows[0].len()];
        for (column, text) in cells {
            row[*column].clone_from(text);
        }
        self.rows.push(row);
    }

    fn group(&mut self, depth: usize, around: &Around) {
        let name = self.name("g");
        let relevant = self.maybe(60, around);
        let gated = around.gated || !relevant.is_empty();
        self.row(&[
            (0, "begin group".into()),
            (1, name.clone()),
            (2, format!("Group {name}")),
            (3, relevant),
        ]);
        let size = 2 + self.below(3);
        let inside = Around {
            gated,
            ..around.clone()
        };
        self.fill(depth + 1, size, &inside);
        self.row(&[(0, "end group".into())]);
    }

    fn repeat(&mut self, depth: usize, around: &Around) {
        let name = self.name("r");
        let relevant = self.maybe(25, around);
        let gated = around.gated || !relevant.is_empty();
        let count = match self.below(4) {
            0 => "2".to_owned(),
            1 => self
                .number(around)
                .map_or(String::new(), |n| format!("{n} mod 4")),
            _ => String::new(),
        };
        self.row(&[
            (0, "begin repeat".into()),
            (1, name.clone()),
            (2, format!("Repeat {name}")),
            (3, relevant),
            (10, count),
        ]);
        let mut inside = Around {
            gated,
            ..around.clone()
        };
        inside.repeats.push(name.clone());
        let size = 2 + self.below(4);
        self.fill(depth + 1, size, &inside);
        self.row(&[(0, "end repeat".into())]);
    }

    fn question(&mut self, around: &Around) {
        let name = self.name("q");
        let (kind, word) = match self.below(6) {
            0 => (Kind::Number, "integer"),
            1 => (Kind::Text, "text"),
            2 => (Kind::Many, "select_multiple l"),
            3 => (Kind::Date, "date"),
            _ => (Kind::One, "select_one l"),
        };
        let relevant = self.maybe(40, around);
        let gated = around.gated || !relevant.is_empty();
        let constraint = if self.chance(30) {
            self.constraint(kind, around)
        } else {
            String::new()
        };
        let required = match self.below(4) {
            0 => "yes".to_owned(),
            1 => self.condition(around, 1).unwrap_or_default(),
            _ => String::new(),
        };
        let filter = if matches!(kind, Kind::One | Kind::Many) && self.chance(40) {
            self.filter(around)
        } else {
            String::new()
        };
        let default = match (kind, self.below(4)) {
            (Kind::Number, 0) => "7".to_owned(),
            (Kind::Text, 0) => "abc".to_owned(),
            (Kind::One, 0) if filter.is_empty() => "b".to_owned(),
            _ => String::new(),
        };
        let read_only = self.maybe(10, around);
        let label = self.label(&name, around);
        self.row(&[
            (0, word.into()),
            (1, name.clone()),
            (2, label),
            (3, relevant),
            (5, constraint),
            (6, required),
            (7, filter),
            (8, default),
            (9, read_only),
        ]);
        self.known.push(Known {
            name,
            kind,
            repeats: around.repeats.clone(),
            gated,
        });
    }

    fn calculation(&mut self, around: &Around) {
        let number = self.chance(50);
        let made = if number {
            self.number(around)
        } else {
            self.words(around)
        };
        let Some(calculation) = made else { return };
        let name = self.name("c");
        let relevant = self.maybe(20, around);
        let gated = around.gated || !relevant.is_empty();
        self.row(&[
            (0, "calculate".into()),
            (1, name.clone()),
            (3, relevant),
            (4, calculation),
        ]);
        let kind = if number { Kind::Number } else { Kind::Text };
        self.known.push(Known {
            name,
            kind,
            repeats: around.repeats.clone(),
            gated,
        });
    }

    /// What is read of repeats from outside.
    fn totals(&mut self) {
        let inside: Vec<Known> = self
            .known
            .iter()
            .filter(|k| !k.repeats.is_empty() && !k.gated)
            .cloned()
            .collect();
        for known in inside {
            let name = self.name("t");
            let calculation = match known.kind {
                Kind::Text | Kind::One => format!("join(',', ${{{}}})", known.name),
                _ => format!("count-non-empty(${{{}}})", known.name),
            };
            self.row(&[(0, "calculate".into()), (1, name.clone()), (4, calculation)]);
            let label = format!("Total ${{{name}}}");
            let note = self.name("n");
            self.row(&[(0, "note".into()), (1, note), (2, label)]);
        }
    }

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

    fn maybe(&mut self, percent: usize, around: &Around) -> String {
        if self.chance(percent) {
            self.condition(around, 2).unwrap_or_default()
        } else {
            String::new()
        }
    }

    fn condition(&mut self, around: &Around, depth: usize) -> Option<String> {
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
        let kinds = [Kind::Number, Kind::Text, Kind::One, Kind::Many, Kind::Date];
        let known = self.seen(around, &kinds)?;
        let name = format!("${{{}}}", known.name);
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
            Kind::Many => match self.below(2) {
                0 => format!("selected({name}, '{choice}')"),
                _ => format!("count-selected({name}) {compare} 2"),
            },
            Kind::Date => match self.below(2) {
                0 => format!("{name} {compare} today()"),
                _ => format!("{name} != ''"),
            },
        })
    }

    fn number(&mut self, around: &Around) -> Option<String> {
        let known = self.seen(around, &[Kind::Number, Kind::Many, Kind::Text])?;
        let name = format!("${{{}}}", known.name);
        let first = match known.kind {
            Kind::Number => format!("coalesce({name}, 0)"),
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

    fn words(&mut self, around: &Around) -> Option<String> {
        let kinds = [Kind::Text, Kind::One, Kind::Many, Kind::Number, Kind::Date];
        let (a, b) = (self.seen(around, &kinds)?, self.seen(around, &kinds)?);
        let (a, b) = (format!("${{{}}}", a.name), format!("${{{}}}", b.name));
        Some(match self.below(5) {
            0 => format!("concat({a}, '-', {b})"),
            1 => format!("coalesce({a}, {b})"),
            2 => {
                let condition = self.condition(around, 1)?;
                format!("if({condition}, {a}, 'none')")
            }
            3 => format!("substr({a}, 0, 2)"),
            _ if !around.repeats.is_empty() => format!("concat(position(..), ':', {a})"),
            _ => format!("translate({a}, 'abc', 'xy')"),
        })
    }

    fn constraint(&mut self, kind: Kind, around: &Around) -> String {
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
            Kind::Date => ". <= today()".to_owned(),
        }
    }

    fn filter(&mut self, around: &Around) -> String {
        match self.seen(around, &[Kind::One, Kind::Number, Kind::Many]) {
            Some(k) if k.kind == Kind::Number => format!("size <= ${{{}}} or kind = 'x'", k.name),
            Some(k) if k.kind == Kind::Many => format!("selected(${{{}}}, name)", k.name),
            Some(k) => format!("name != ${{{}}} and (kind = 'y' or ${{{0}}} = 'c')", k.name),
            None => "kind = 'x'".to_owned(),
        }
    }

    fn label(&mut self, name: &str, around: &Around) -> String {
        let kinds = [Kind::Text, Kind::Number, Kind::One];
        match self.seen(around, &kinds) {
            Some(known) if self.chance(30) => format!("{name} of ${{{}}}", known.name),
            _ => format!("Label {name}"),
        }
    }
}
