//! Forms of calculations: a handful of questions and some forty expressions over them and over literals, of every function
//! that both engines know. They keep off what tests/fixtures/forms/deviating-expressions.md holds: what is no number as
//! text, halves below 0, lengths below 0, a date made a number, a node beside a boolean, characters beyond 16 bits (at
//! which the official engine's texts are cut in two).

use super::super::Judged;
use super::chance::Chance;
use saring_form::xlsform::{Sheet, Workbook};

/// A form of expressions. Each stands in a text calculation, so that it is compared as it is written.
#[must_use]
pub fn expressions(seed: u64) -> Judged {
    let mut writer = Writer {
        chance: Chance::new(seed ^ 0x5A51_4E47),
    };
    let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect::<Vec<_>>();
    let mut rows = vec![
        row(&["type", "name", "label", "calculation"]),
        row(&["integer", "i", "Integer", ""]),
        row(&["decimal", "d", "Decimal", ""]),
        row(&["text", "s", "Text", ""]),
        row(&["date", "day", "Day", ""]),
        row(&["dateTime", "at", "At", ""]),
        row(&["time", "hour", "Hour", ""]),
        row(&["select_one l", "one", "One", ""]),
        row(&["select_multiple l", "many", "Many", ""]),
        row(&["begin repeat", "r", "R", ""]),
        row(&["integer", "n", "N", ""]),
        row(&["text", "w", "W", ""]),
        row(&["end repeat", "", "", ""]),
    ];
    for number in 1..=40 {
        let expression = writer.any(3);
        rows.push(row(&["calculate", &format!("x{number}"), "", &expression]));
    }
    let choices = vec![
        row(&["list_name", "name", "label", "size"]),
        row(&["l", "a", "Alpha", "1"]),
        row(&["l", "b", "Beta", "20"]),
        row(&["l", "yes", "Yes", "x"]),
    ];
    let sheet = |name: &str, rows| Sheet {
        name: name.to_owned(),
        rows,
    };
    Judged {
        name: format!("expressions-{seed}"),
        workbook: Workbook::new(vec![sheet("survey", rows), sheet("choices", choices)]),
        script: None,
    }
}

struct Writer {
    chance: Chance,
}

impl Writer {
    fn any(&mut self, depth: usize) -> String {
        match self.chance.below(5) {
            0 | 1 => self.number(depth),
            2 | 3 => self.text(depth),
            _ => self.boolean(depth),
        }
    }

    fn number(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.percent(15) {
            return self
                .chance
                .pick(&[
                    "0",
                    "1",
                    "-1",
                    "2.5",
                    "0.5",
                    "100",
                    ".5",
                    "-0.25",
                    "1.005",
                    "7",
                    "0.1",
                    "1000000",
                    "123456789012",
                    "${i}",
                    "${d}",
                    "${n}[1]",
                    "3 div 7",
                ])
                .to_owned();
        }
        let (n, s) = (depth - 1, depth - 1);
        match self.chance.below(30) {
            0 => format!("{} + {}", self.number(n), self.number(n)),
            1 => format!("{} - {}", self.number(n), self.number(n)),
            2 => format!("({}) * ({})", self.number(n), self.number(n)),
            3 => format!("({}) div ({})", self.number(n), self.number(n)),
            4 => format!("({}) mod ({})", self.number(n), self.number(n)),
            5 => format!("-({})", self.number(n)),
            6 => format!("round(abs({}))", self.number(n)),
            7 => {
                let places = self.chance.pick(&["0", "1", "2", "3"]);
                format!("round({}, {places})", self.number(n))
            }
            8 => format!("int({})", self.number(n)),
            9 => {
                let function = self.chance.pick(&[
                    "abs", "floor", "ceiling", "sqrt", "sin", "cos", "tan", "exp", "exp10", "log",
                    "log10", "atan", "asin", "acos",
                ]);
                format!("{function}({})", self.number(n))
            }
            10 => format!(
                "pow({}, {})",
                self.number(n),
                self.chance.pick(&["0.5", "2", "-1", "0"])
            ),
            11 => format!("number(concat({}, ''))", self.text(s)),
            12 => format!("number({})", self.boolean(s)),
            13 => format!("string-length({})", self.text(s)),
            14 => format!("count-selected({})", self.list()),
            15 => format!("max({}, {})", self.number(n), self.number(n)),
            16 => format!("min({}, {})", self.number(n), self.number(n)),
            17 => format!(
                "if({}, {}, {})",
                self.boolean(n),
                self.number(n),
                self.number(n)
            ),
            18 => self
                .chance
                .pick(&[
                    "count(${r})",
                    "count(${n})",
                    "count-non-empty(${w})",
                    "count-non-empty(${n})",
                    "max(${n})",
                    "min(${n})",
                    "count(${n}[. > 3])",
                    "count(instance('l')/root/item[size > 5])",
                ])
                .to_owned(),
            19 => format!("decimal-date-time({})", self.moment()),
            20 => format!("decimal-time({})", self.time()),
            21 => format!(
                "number({})",
                self.chance
                    .pick(&["${at}", "${day}", "'2024-02-29T23:59:59Z'", "'1970-01-02'"])
            ),
            22 => format!("atan2({}, {})", self.number(n), self.number(n)),
            23 => format!("int(({}) div 365.25)", self.days()),
            24 => self.days().to_owned(),
            25 => format!("coalesce({}, {})", self.number(n), self.number(n)),
            26 => format!("number(substr({}, 0, 2))", self.text(s)),
            _ => format!("({} + {})", self.number(n), self.number(n)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.percent(15) {
            return self
                .chance
                .pick(&[
                    "'abc'",
                    "''",
                    "'12'",
                    "' x  y '",
                    "\"it's\"",
                    "'-3.50'",
                    "'yes'",
                    "'ខ្មែរ'",
                    "'a,b;c'",
                    "${s}",
                    "${one}",
                    "${many}",
                    "string(${w}[1])",
                    "'2024-02-29'",
                    "'NaN'",
                    "'0'",
                    "'false'",
                    "'1.'",
                ])
                .to_owned();
        }
        let (n, s) = (depth - 1, depth - 1);
        match self.chance.below(24) {
            0 => format!("concat({}, {})", self.text(s), self.text(s)),
            1 => format!("concat({}, '-', {})", self.text(s), self.written(n)),
            2 => format!("substr({}, {})", self.text(s), self.place()),
            3 => format!(
                "substr({}, {}, {})",
                self.text(s),
                self.place(),
                self.place()
            ),
            4 => format!("substring-before({}, {})", self.text(s), self.mark()),
            5 => format!("substring-after({}, {})", self.text(s), self.mark()),
            6 => format!(
                "translate({}, {}, {})",
                self.text(s),
                self.mark(),
                self.mark()
            ),
            7 => format!("normalize-space({})", self.text(s)),
            8 => self.written(n),
            9 => format!("string({})", self.boolean(n)),
            10 => format!(
                "if({}, {}, {})",
                self.boolean(n),
                self.text(s),
                self.text(s)
            ),
            11 => format!("coalesce({}, {})", self.text(s), self.text(s)),
            12 => format!(
                "selected-at({}, {})",
                self.list(),
                self.chance.pick(&["0", "1", "2", "-1", "0.9"])
            ),
            13 => self
                .chance
                .pick(&[
                    "join(',', ${n})",
                    "join(' ', ${w})",
                    "concat(${w})",
                    "join('-', 'a', ${s}, ${i})",
                    "join(',', instance('l')/root/item/name)",
                    "instance('l')/root/item[name = ${one}]/size",
                    "jr:choice-name(${one}, '${one}')",
                    "indexed-repeat(${w}, ${r}, 1)",
                ])
                .to_owned(),
            14 => format!(
                "format-date({}, {})",
                self.date(),
                self.chance
                    .pick(&["'%Y-%m-%d'", "'%e/%n/%y'", "'%d %b %Y'", "'%Q %Y'", "'d%'"])
            ),
            15 => format!(
                "format-date-time({}, {})",
                self.moment(),
                self.chance
                    .pick(&["'%H:%M:%S.%3'", "'%Y-%m-%d %h'", "'%b %e'"])
            ),
            16 => format!("string({})", self.date()),
            17 => self.date().to_owned(),
            18 => format!(
                "date({})",
                self.chance.pick(&[
                    "0",
                    "19000",
                    "1.5",
                    "-365",
                    "'2024-2-9'",
                    "'2024-02-29T23:30:00.000+00:00'",
                    "''",
                    "decimal-date-time(${day}) + 1",
                    "${day} + 30",
                    "today() - 7",
                    "19000.75"
                ])
            ),
            19 => format!(
                "digest({}, {}, {})",
                self.text(s),
                self.chance.pick(&["'MD5'", "'SHA-1'", "'SHA-256'"]),
                self.chance.pick(&["'hex'", "'base64'"])
            ),
            20 => format!(
                "base64-decode({})",
                self.chance.pick(&["'SGVsbG8='", "'4oKs'", "''", "'!!'"])
            ),
            21 => format!(
                "substring({}, {}, 2)",
                self.text(s),
                self.chance.pick(&["1", "2", "3"])
            ),
            _ => format!("concat({}, {})", self.text(s), self.text(s)),
        }
    }

    fn boolean(&mut self, depth: usize) -> String {
        if depth == 0 || self.chance.percent(10) {
            return self
                .chance
                .pick(&[
                    "true()",
                    "false()",
                    "${i} > 3",
                    "${s} = 'abc'",
                    "selected(${many}, 'a')",
                    "${day} < today()",
                ])
                .to_owned();
        }
        let (n, s) = (depth - 1, depth - 1);
        let compare = self.chance.pick(&["=", "!=", "<", "<=", ">", ">="]);
        match self.chance.below(18) {
            0 => format!("({}) {compare} ({})", self.number(n), self.number(n)),
            1 => format!("({}) {compare} ({})", self.text(s), self.text(s)),
            2 => format!("({}) {compare} ({})", self.text(s), self.number(n)),
            3 => format!("({}) {compare} ({})", self.boolean(n), self.boolean(n)),
            4 => format!("({}) and ({})", self.boolean(n), self.boolean(n)),
            5 => format!("({}) or ({})", self.boolean(n), self.boolean(n)),
            6 => format!("not({})", self.boolean(n)),
            7 => format!("contains({}, {})", self.text(s), self.mark()),
            8 => format!("starts-with({}, {})", self.text(s), self.mark()),
            9 => format!("ends-with({}, {})", self.text(s), self.mark()),
            10 => format!(
                "selected({}, {})",
                self.list(),
                self.chance.pick(&["'a'", "'yes'", "${one}"])
            ),
            11 => format!(
                "regex({}, {})",
                self.text(s),
                self.chance.pick(&[
                    "'^[a-z]+$'",
                    "'^\\d+$'",
                    "'^.{2,4}$'",
                    "'^(a|yes).*$'",
                    "'^[^0-9]*$'"
                ])
            ),
            12 => format!("boolean-from-string({})", self.text(s)),
            13 => format!("boolean({})", self.number(n)),
            14 => format!("({}) {compare} ({})", self.moment(), self.moment()),
            15 => format!("${{n}} {compare} ({})", self.number(n)),
            16 => format!("({}) {compare} (0 + {})", self.boolean(n), self.number(n)),
            _ => format!(
                "checklist({}, {}, {}, {})",
                self.chance.pick(&["-1", "1", "2"]),
                self.chance.pick(&["-1", "1", "2"]),
                self.boolean(n),
                self.boolean(n)
            ),
        }
    }

    /// A number as text; the official engine writes what is no number as nothing, XPath as `NaN`.
    fn written(&mut self, depth: usize) -> String {
        format!("coalesce({}, 'none')", self.number(depth))
    }

    fn place(&mut self) -> &'static str {
        self.chance
            .pick(&["0", "1", "2", "3", "-1", "-2", "9", "1.5"])
    }

    fn mark(&mut self) -> &'static str {
        self.chance.pick(&[
            "'a'", "'b'", "'bc'", "' '", "'-'", "','", "'xyz'", "'2'", "'aab'",
        ])
    }

    fn list(&mut self) -> &'static str {
        self.chance
            .pick(&["${many}", "${one}", "'a b  c'", "''", "' a '", "${s}"])
    }

    fn date(&mut self) -> &'static str {
        self.chance.pick(&[
            "${day}",
            "today()",
            "'2024-02-29'",
            "date('2023-12-31')",
            "''",
            "'x'",
            "date(19000)",
        ])
    }

    fn moment(&mut self) -> &'static str {
        self.chance.pick(&[
            "${at}",
            "now()",
            "'2024-02-29T10:30:00.000+07:00'",
            "'2024-02-29T23:59:59Z'",
            "${day}",
            "today()",
            "'1970-01-01'",
            "date('2020-06-15')",
            "'2000-01-01T00:00'",
        ])
    }

    fn time(&mut self) -> &'static str {
        self.chance.pick(&[
            "${hour}",
            "'12:00'",
            "'18:30:00.000'",
            "'06:00:00.000+07:00'",
            "'25:00'",
            "''",
        ])
    }

    fn days(&mut self) -> &'static str {
        self.chance.pick(&[
            "today() - ${day}",
            "decimal-date-time(today()) - decimal-date-time(${day})",
            "decimal-date-time(${at}) - decimal-date-time(now())",
            "${day} - date('2020-01-01')",
            "now() - ${at}",
        ])
    }
}
