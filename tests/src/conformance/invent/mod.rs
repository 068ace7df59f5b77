//! Forms that nobody has seen: made up from a seed, with logic over earlier questions, groups and repeats in one another,
//! filtered choices. They keep off the cases in which the official engine is known to be wrong.

mod chance;
mod expressions;
mod logic;

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
                "parameters",
            ]
            .map(str::to_owned)
            .to_vec(),
        ],
        known: Vec::new(),
        made: 0,
    };
    inventor.fill(0, 9, &Around::default());
    inventor.triggered();
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
    Rank,
    Date,
}

/// A question that later ones may read.
#[derive(Clone)]
struct Known {
    name: String,
    kind: Kind,
    /// The repeat it stands in, by depth of nesting; none outside.
    repeats: Vec<String>,
    /// Groups and repeats above it.
    path: Vec<String>,
    /// Whether anything above it or in it can make it not apply.
    gated: bool,
    /// Whether a person answers it.
    asked: bool,
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
    path: Vec<String>,
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
        let size = 1 + self.below(3);
        let mut inside = Around {
            gated,
            ..around.clone()
        };
        inside.path.push(name);
        // One that holds nothing to show is refused by the official engine.
        self.question(&inside);
        self.fill(depth + 1, size, &inside);
        self.row(&[(0, "end group".into())]);
    }

    fn repeat(&mut self, depth: usize, around: &Around) {
        let name = self.name("r");
        let relevant = self.maybe(25, around);
        let gated = around.gated || !relevant.is_empty();
        // Few: over hundreds of instances the official engine takes minutes, which looks as if it hung.
        let count = match self.below(4) {
            0 => "2".to_owned(),
            1 => self
                .number(around)
                .map_or(String::new(), |n| format!("({n}) mod 4")),
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
        inside.path.push(name.clone());
        inside.repeats.push(name);
        self.question(&inside);
        let size = 1 + self.below(4);
        self.fill(depth + 1, size, &inside);
        self.row(&[(0, "end repeat".into())]);
    }

    fn question(&mut self, around: &Around) {
        let name = self.name("q");
        let (kind, word) = match self.below(9) {
            0 => (Kind::Number, "integer"),
            1 => (Kind::Text, "text"),
            2 | 3 => (Kind::Many, "select_multiple l"),
            4 => (Kind::Date, "date"),
            5 => (Kind::Number, "range"),
            6 => (Kind::Rank, "rank l"),
            _ => (Kind::One, "select_one l"),
        };
        let choices = matches!(kind, Kind::One | Kind::Many | Kind::Rank);
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
        let filter = if choices && kind != Kind::Rank && self.chance(40) {
            self.filter(around)
        } else {
            String::new()
        };
        let default = match (kind, self.below(5)) {
            (Kind::Number, 0) => "7".to_owned(),
            (Kind::Number, 1) if word == "integer" => self.default(around),
            (Kind::Text, 0) => "abc".to_owned(),
            (Kind::Text, 1) => format!("concat('d', {})", self.default(around)),
            (Kind::Date, 0) => "2024-02-29".to_owned(),
            (Kind::Date, 1) => "today()".to_owned(),
            (Kind::One, 0) if filter.is_empty() => "b".to_owned(),
            (Kind::Many, 0) if filter.is_empty() => "c a".to_owned(),
            _ => String::new(),
        };
        let parameters = match self.below(3) {
            _ if word == "range" => "start=0 end=60 step=5".to_owned(),
            0 if choices => "randomize=true, seed=42".to_owned(),
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
            (12, parameters),
        ]);
        self.known.push(Known {
            name,
            kind,
            repeats: around.repeats.clone(),
            path: around.path.clone(),
            gated,
            asked: true,
        });
    }

    /// A default that is computed: from a literal, the place in a repeat, or what was filled in before.
    fn default(&mut self, around: &Around) -> String {
        match around.repeats.last() {
            Some(_) if self.chance(60) => "position(..) * 10".to_owned(),
            _ => "3 + 4".to_owned(),
        }
    }

    fn calculation(&mut self, around: &Around) {
        let number = self.chance(50);
        let made = if number {
            self.number(around)
        } else {
            self.words(around)
        };
        let Some(mut calculation) = made else { return };
        if self.chance(8) {
            calculation = format!("once({calculation})");
        }
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
            path: around.path.clone(),
            gated,
            asked: false,
        });
    }

    /// What is computed anew when one question is answered. It reads questions alone, waits for one that always applies and
    /// stands outside repeats: see deviating-trigger in tests/fixtures/forms.
    fn triggered(&mut self) {
        let asked: Vec<Known> = self
            .known
            .iter()
            .filter(|k| k.asked && k.repeats.is_empty())
            .cloned()
            .collect();
        for _ in 0..2.min(asked.len()) {
            let read = self.below(asked.len());
            let plain: Vec<&Known> = asked
                .iter()
                .filter(|k| !k.gated && matches!(k.kind, Kind::Number | Kind::Text))
                .collect();
            if plain.is_empty() {
                return;
            }
            let waits = self.below(plain.len());
            let calculation = format!("concat('t', ${{{}}})", asked[read].name);
            let trigger = format!("${{{}}}", plain[waits].name);
            let name = self.name("w");
            let kind = self.pick(&["calculate", "text"]).to_owned();
            self.row(&[
                (0, kind),
                (1, name.clone()),
                (2, format!("Waits {name}")),
                (4, calculation),
                (11, trigger),
            ]);
        }
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
}
