//! Forms of any size, made the same way each time: sections of fifty questions in three languages, each behind a gate and
//! with a score of its own, and a total over all; and a roster whose sums stand outside it.

use saring_form::xlsform::{Sheet, Workbook};

/// Questions of a section, its gate and its score included.
const SECTION: usize = 50;

const LANGUAGES: [&str; 3] = ["English (en)", "Bahasa Indonesia (id)", "Khmer (km)"];

/// What the labels are made of, a sentence a language.
const SENTENCES: [[&str; 3]; 4] = [
    [
        "Were you free to leave the place where you worked",
        "Apakah Anda bebas meninggalkan tempat Anda bekerja",
        "តើ\u{200b}អ្នក\u{200b}អាច\u{200b}ចាកចេញ\u{200b}ពី\u{200b}កន្លែង\u{200b}ធ្វើការ\u{200b}បាន\u{200b}ទេ",
    ],
    [
        "Who kept your passport while you were there",
        "Siapa yang menyimpan paspor Anda selama di sana",
        "តើ\u{200b}អ្នកណា\u{200b}រក្សា\u{200b}លិខិតឆ្លងដែន\u{200b}របស់\u{200b}អ្នក",
    ],
    [
        "How often were you not paid what had been promised",
        "Seberapa sering Anda tidak dibayar seperti yang dijanjikan",
        "តើ\u{200b}ញឹកញាប់\u{200b}ប៉ុណ្ណា\u{200b}ដែល\u{200b}អ្នក\u{200b}មិន\u{200b}បាន\u{200b}ប្រាក់\u{200b}ឈ្នួល",
    ],
    [
        "What would have happened had you refused to work",
        "Apa yang akan terjadi jika Anda menolak bekerja",
        "តើ\u{200b}នឹង\u{200b}មាន\u{200b}អ្វី\u{200b}កើតឡើង\u{200b}បើ\u{200b}អ្នក\u{200b}បដិសេធ\u{200b}ធ្វើការ",
    ],
];

const SURVEY: [&str; 7] = [
    "type",
    "name",
    "relevant",
    "constraint",
    "required",
    "calculation",
    "choice_filter",
];

/// One row of the survey by column; what is not set is an empty cell.
#[derive(Default)]
struct Row {
    kind: String,
    name: String,
    relevant: String,
    constraint: String,
    required: bool,
    calculation: String,
    choice_filter: String,
    label: Option<[String; 3]>,
    hint: Option<[String; 3]>,
}

impl Row {
    fn cells(self) -> Vec<String> {
        let required = if self.required { "yes" } else { "" };
        let mut cells = vec![
            self.kind,
            self.name,
            self.relevant,
            self.constraint,
            required.to_owned(),
            self.calculation,
            self.choice_filter,
        ];
        cells.extend(self.label.unwrap_or_default());
        cells.extend(self.hint.unwrap_or_default());
        cells
    }
}

/// A form of this many questions, rounded up to whole sections.
pub(crate) fn sections(questions: usize) -> Workbook {
    let count = questions.div_ceil(SECTION);
    let mut rows = vec![survey_header()];
    for section in 1..=count {
        rows.extend(self::section(section).into_iter().map(Row::cells));
    }
    let scores: Vec<String> = (1..=count)
        .map(|s| format!("coalesce(${{score_{s}}}, 0)"))
        .collect();
    let closing = [
        Row {
            kind: "calculate".into(),
            name: "total".into(),
            calculation: scores.join(" + "),
            ..Row::default()
        },
        Row {
            kind: "calculate".into(),
            name: "level".into(),
            calculation: "if(${total} > 60, 'high', if(${total} > 20, 'middle', 'low'))".into(),
            ..Row::default()
        },
        Row {
            kind: "note".into(),
            name: "closing".into(),
            relevant: "${level} != 'low'".into(),
            label: Some(["${total}", "${total}", "${total}"].map(|t| format!("Total: {t}"))),
            ..Row::default()
        },
    ];
    rows.extend(closing.into_iter().map(Row::cells));
    Workbook::new(vec![
        Sheet::new("survey", rows),
        choices(),
        settings(&format!("sections_{questions}")),
    ])
}

/// A roster of people, each with this many questions, two sums over it outside.
pub(crate) fn roster(questions: usize) -> Workbook {
    let mut rows = vec![survey_header()];
    let mut add = |row: Row| rows.push(row.cells());
    add(Row {
        kind: "begin repeat".into(),
        name: "person".into(),
        label: Some(sentence(0, "", "")),
        ..Row::default()
    });
    add(Row {
        kind: "integer".into(),
        name: "age".into(),
        constraint: ". >= 0 and . <= 120".into(),
        label: Some(sentence(0, "age", "")),
        ..Row::default()
    });
    add(Row {
        kind: "select_one yes_no".into(),
        name: "alone".into(),
        relevant: "${age} < 18".into(),
        label: Some(sentence(1, "alone", "")),
        ..Row::default()
    });
    for number in 3..=questions.saturating_sub(1) {
        add(Row {
            kind: if number % 3 == 0 {
                "select_one frequency"
            } else {
                "text"
            }
            .into(),
            name: format!("p_{number}"),
            relevant: if number % 4 == 0 {
                format!("${{p_{}}} != ''", number - 1)
            } else {
                String::new()
            },
            label: Some(sentence(number, &number.to_string(), "")),
            ..Row::default()
        });
    }
    add(Row {
        kind: "calculate".into(),
        name: "minor".into(),
        calculation: "if(${age} < 18, 1, 0)".into(),
        ..Row::default()
    });
    add(Row {
        kind: "end repeat".into(),
        ..Row::default()
    });
    for (name, calculation) in [("minors", "sum(${minor})"), ("people", "count(${person})")] {
        add(Row {
            kind: "calculate".into(),
            name: name.into(),
            calculation: calculation.into(),
            ..Row::default()
        });
    }
    Workbook::new(vec![
        Sheet::new("survey", rows),
        choices(),
        settings("roster"),
    ])
}

fn survey_header() -> Vec<String> {
    let mut header: Vec<String> = SURVEY.map(str::to_owned).to_vec();
    for column in ["label", "hint"] {
        header.extend(LANGUAGES.map(|language| format!("{column}::{language}")));
    }
    header
}

fn sentence(which: usize, mark: &str, reference: &str) -> [String; 3] {
    SENTENCES[which % SENTENCES.len()].map(|words| {
        let shown = if reference.is_empty() {
            String::new()
        } else {
            format!(" (${{{reference}}})")
        };
        format!("{mark} {words}{shown}?")
    })
}

/// The gate, the group behind it with its questions and its score.
fn section(section: usize) -> Vec<Row> {
    let gate = format!("gate_{section}");
    let mut rows = vec![
        Row {
            kind: "select_one yes_no".into(),
            name: gate.clone(),
            required: true,
            label: Some(sentence(section, &format!("{section}."), "")),
            ..Row::default()
        },
        Row {
            kind: "begin group".into(),
            name: format!("section_{section}"),
            relevant: format!("${{{gate}}} = 'yes'"),
            label: Some(sentence(section + 1, &section.to_string(), "")),
            ..Row::default()
        },
    ];
    let mut score = Vec::new();
    for number in 1..SECTION - 1 {
        rows.push(question(section, number, &mut score));
    }
    rows.push(Row {
        kind: "calculate".into(),
        name: format!("score_{section}"),
        calculation: score.join(" + "),
        ..Row::default()
    });
    rows.push(Row {
        kind: "end group".into(),
        ..Row::default()
    });
    rows
}

/// One question of a section; `score` gathers what counts.
fn question(section: usize, number: usize, score: &mut Vec<String>) -> Row {
    let name = |number: usize| format!("s{section}_q{number}");
    let back = |steps: usize| name(number.saturating_sub(steps).max(1));
    let mut row = Row {
        name: name(number),
        label: Some(sentence(number, &format!("{section}.{number}"), "")),
        hint: number
            .is_multiple_of(4)
            .then(|| sentence(number + 1, "", "")),
        ..Row::default()
    };
    match number % 8 {
        1 => {
            row.kind = "select_one yes_no".into();
            score.push(format!("if(${{{}}} = 'yes', 2, 0)", row.name));
        }
        2 => {
            row.kind = "text".into();
            row.relevant = format!("${{{}}} = 'yes'", back(1));
        }
        3 => {
            row.kind = "integer".into();
            row.constraint = ". >= 0 and . <= 120".into();
            row.required = true;
        }
        4 => {
            row.kind = format!("select_one list_{}", section % LISTS);
            row.label = Some(sentence(number, &format!("{section}.{number}"), &back(1)));
            score.push(format!("if(${{{}}} = 'c3', 1, 0)", row.name));
        }
        5 => {
            row.kind = format!("select_multiple list_{}", (section + 3) % LISTS);
            row.constraint = "count-selected(.) < 4".into();
        }
        6 => {
            row.kind = "decimal".into();
            row.relevant = format!("selected(${{{}}}, 'c1') or ${{{}}} > 17", back(1), back(3));
        }
        7 => {
            row.kind = "date".into();
            row.constraint = ". <= today()".into();
        }
        _ => {
            row.kind = "select_one place".into();
            row.choice_filter = format!("open = 1 or ${{{}}} = 'yes'", back(7));
        }
    }
    row
}

/// How many choice lists there are besides the named ones.
const LISTS: usize = 12;

fn choices() -> Sheet {
    let mut header: Vec<String> = ["list_name", "name"].map(str::to_owned).to_vec();
    header.extend(LANGUAGES.map(|language| format!("label::{language}")));
    header.push("open".into());
    let mut rows = vec![header];
    let mut add = |list: &str, name: &str, open: bool| {
        let mut row = vec![list.to_owned(), name.to_owned()];
        row.extend(sentence(name.len() + list.len(), name, ""));
        row.push(u8::from(open).to_string());
        rows.push(row);
    };
    for name in ["yes", "no", "unknown"] {
        add("yes_no", name, true);
    }
    for name in ["never", "seldom", "often"] {
        add("frequency", name, true);
    }
    for number in 1..=20 {
        add("place", &format!("place_{number}"), number % 2 == 0);
    }
    for list in 0..LISTS {
        for choice in 1..=6 {
            add(&format!("list_{list}"), &format!("c{choice}"), true);
        }
    }
    Sheet::new("choices", rows)
}

fn settings(id: &str) -> Sheet {
    let rows = [
        ["form_id", "version", "default_language"],
        [id, "1", LANGUAGES[0]],
    ];
    Sheet::new(
        "settings",
        rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
    )
}
