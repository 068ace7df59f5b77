//! What every XLSForm tool refuses in the corners of a form, and where: rows that are no questions, columns that become
//! attributes, files and lists of one name. Each case was judged by pyxform and by the official engine.

use crate::table::{errors, warnings};

const NONE: [&str; 0] = [];

fn survey(rows: &str) -> String {
    format!("| survey |\n| | type | name | label | trigger | parameters | calculation |\n{rows}")
}

#[test]
fn rows_that_are_no_questions_are_checked_too() {
    let group = |end: &str| {
        errors(&survey(&format!(
            "| | begin group | g | G |\n| | text | a | A |\n| | end group | | | {end} |"
        )))
    };
    assert_eq!(group(""), NONE);
    assert_eq!(group("a"), ["malformed-reference survey:4:trigger"]);
    assert_eq!(group("${b}"), ["unknown-reference survey:4:trigger"]);
    assert_eq!(group(" | oops"), ["invalid-parameters survey:4:parameters"]);
    assert_eq!(
        errors(&survey(
            "| | text | a | A |\n| | csv-external | t | | ${b} |"
        )),
        ["unknown-reference survey:3:trigger"]
    );
    assert_eq!(
        errors(&survey("| | text | a | A |\n| | form_id | | |")),
        ["missing-name survey:3:name"]
    );
    assert_eq!(
        errors(&survey(
            "| | text | a | A |\n| | audit | | |\n| | audit | | |"
        )),
        ["duplicate-name survey:4:type"]
    );
}

#[test]
fn a_group_without_questions() {
    let at_2 = ["empty-container survey:2:type"];
    assert_eq!(
        errors(&survey("| | begin group | g | G |\n| | end group |")),
        at_2
    );
    assert_eq!(errors(&survey("| | group | g | G |")), at_2);
    assert_eq!(
        errors(&survey(
            "| | begin group | g | G |\n| | csv-external | t |\n| | end group |"
        )),
        at_2
    );
    assert_eq!(
        errors(&survey("| | begin repeat | g | G |\n| | end repeat |")),
        NONE
    );
}

#[test]
fn triggers_that_nobody_answers() {
    // The form loads; the calculation waits for ever, which its author should know.
    for (kind, name) in [("start", "s"), ("hidden", "h"), ("csv-external", "t")] {
        assert!(
            warnings(&survey(&format!(
                "| | {kind} | {name} | |\n| | text | a | A | ${{{name}}} | | 1 |"
            )))
            .contains(&"trigger-not-visible survey:3:trigger".to_owned()),
            "{kind}"
        );
    }
    assert_eq!(
        errors(&survey("| | text | a | A | ${instanceID} | | 1 |")),
        ["unknown-reference survey:2:trigger"]
    );
    assert_eq!(
        errors(&survey("| | background-geopoint | a | A | ${} |")),
        ["missing-trigger survey:2:trigger"]
    );
}

#[test]
fn columns_that_become_attributes() {
    let with = |header: &str, value: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | {header} |\n| | text | a | A | {value} |"
        ))
    };
    for header in [
        "bind::1x",
        "bind::a b",
        "bind::",
        "instance::a b",
        "body::a b",
    ] {
        assert_eq!(
            with(header, "x"),
            [format!("invalid-attribute survey:1:{header}")]
        );
        assert_eq!(with(header, ""), NONE, "{header}");
    }
    assert_eq!(
        with("rows", "three"),
        ["invalid-value survey:2:rows".to_owned()]
    );
    assert_eq!(with("rows", "3"), NONE);
    assert_eq!(
        with("media::sound", "a.mp3"),
        ["unknown-media-type survey:2:media::sound"]
    );
    assert_eq!(
        with("image", "${a}.png"),
        ["reference-in-file-name survey:2:image"]
    );
    assert_eq!(with("bind::type", "colour"), NONE);
    assert_eq!(
        errors("| survey |\n| | type | name | label:: |\n| | text | a | A |"),
        NONE
    );
    assert_eq!(with("hint", "${"), NONE, "two characters are no reference");
}

#[test]
fn columns_of_choices_that_become_elements() {
    let with = |header: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n| | list_name | name | label | {header} |\n| | l | x | X | 1 |"
        ))
    };
    for header in ["1x", "x/y", "${q}"] {
        assert_eq!(with(header), [format!("invalid-column choices:1:{header}")]);
    }
    // Notes beside the table are left out, as everywhere.
    assert_eq!(with("my notes"), NONE);
    assert_eq!(with("À"), NONE);
    assert_eq!(
        with("list name"),
        ["missing-choice-list survey:2:type"],
        "both spellings of one column are no slip: the last wins"
    );
}

#[test]
fn settings() {
    let with = |header: &str, value: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | {header} |\n| | {value} |"
        ))
    };
    assert_eq!(
        with("form_id", "None"),
        ["invalid-value settings:2:form_id"]
    );
    assert_eq!(
        with("submission_url", "not a url"),
        ["invalid-value settings:2:submission_url"]
    );
    assert_eq!(with("submission_url", "https://example.org/x"), NONE);
    assert_eq!(
        with("namespaces", "1=\"urn:x\""),
        ["invalid-value settings:2:namespaces"]
    );
    assert_eq!(with("namespaces", "x = \"urn:x\""), NONE);
    assert_eq!(
        with("attribute::a b", "1"),
        ["invalid-attribute settings:1:attribute::a b"]
    );
}

#[test]
fn one_name_is_one_file_or_one_list() {
    let with = |rows: &str| {
        errors(&format!(
            "{}\n| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |",
            survey(rows)
        ))
    };
    assert_eq!(
        with("| | csv-external | yn | |\n| | select_one yn | a | A |"),
        ["duplicate-data-file survey:2:type"]
    );
    assert_eq!(
        with("| | select_one_from_file yn.csv | a | A |"),
        ["duplicate-data-file survey:2:type"]
    );
    assert_eq!(
        with("| | calculate | c | | | | pulldata('yn', 'a', 'b', 'c') |"),
        ["duplicate-data-file survey:2:calculation"]
    );
    assert_eq!(
        with("| | xml-external | t | |\n| | calculate | c | | | | pulldata('t', 'a', 'b', 'c') |"),
        ["duplicate-data-file survey:3:calculation"]
    );
    assert_eq!(
        with("| | csv-external | t | |\n| | calculate | c | | | | pulldata('t', 'a', 'b', 'c') |"),
        NONE
    );
}

#[test]
fn a_question_named_like_the_form_cannot_be_referred_to() {
    let rows = "| | text | data | A |";
    assert_eq!(errors(&survey(rows)), NONE);
    assert_eq!(
        errors(&survey(&format!("{rows}\n| | note | n | ${{data}} |"))),
        ["ambiguous-reference survey:3:label"]
    );
}

#[test]
fn ranges_and_photos() {
    let with = |kind: &str, parameters: &str| {
        errors(&survey(&format!("| | {kind} | a | A | | {parameters} |")))
    };
    for scale in ["start=1e1 end=50", "start=+1", "end=99999999999"] {
        assert_eq!(
            with("range", scale),
            ["invalid-parameter-value survey:2:parameters"],
            "{scale}"
        );
    }
    assert_eq!(
        with("geopoint", "capture-accuracy=inf"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    let photo = |appearance: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | appearance | parameters |\n| | image | a | A | {appearance} | app=camera |"
        ))
    };
    for refused in ["", "annotate"] {
        assert_eq!(
            photo(refused),
            ["invalid-parameter-value survey:2:parameters"]
        );
    }
    assert_eq!(photo("signature"), NONE, "drawn here, no app is called");
}

#[test]
fn entities_where_questions_live_apart() {
    let form = |survey: &str, sheet: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | save_to |\n{survey}\n| entities |\n| | list_name | label | create_if |\n{sheet}"
        ))
    };
    let repeat = "| | begin repeat | r | R |\n| | text | a | A | x |\n| | end repeat |";
    assert_eq!(
        form(&format!("{repeat}\n| | text | b | B | y |"), "| | p | L |"),
        ["invalid-entity survey:5:save_to"]
    );
    assert_eq!(
        form(
            "| | begin group | g | G |\n| | text | a | A | p#x |\n| | text | b | B | q#y |\n| | end group |",
            "| | p | L |\n| | q | L |"
        ),
        ["invalid-entity entities:3"]
    );
    assert_eq!(
        form(
            "| | begin group | g | G |\n| | text | a | A |\n| | end group | | | x |",
            "| | p | L |"
        ),
        ["invalid-entity survey:4:save_to"]
    );
    assert_eq!(
        form("| | text | a | A |", "| | p | L | frobnicate() |"),
        ["unknown-function entities:2:create_if"]
    );
    // What refers into a repeat may be saved from outside it.
    assert_eq!(
        form(
            "| | text | a | A | x |\n| | begin repeat | r | R |\n| | text | b | B |\n| | end repeat |",
            "| | p | ${b} |"
        ),
        NONE
    );
}

#[test]
fn what_parses_and_never_works() {
    let calculate = |expression: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | calculation |\n| | text | q | Q |\n| | select_one yn | s | S |\n| | calculate | c | | {expression} |\n| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |"
        ))
    };
    let at = ["invalid-argument survey:4:calculation"];
    for expression in [
        "regex(${q}, '[a-z')",
        "regex(${q}, '*')",
        "digest(${q}, 'SHA-3')",
        "jr:choice-name(${q}, '${q}')",
        "jr:choice-name(${s}, '/data/nothing')",
        "jr:choice-name(${s}, ${s})",
        "if(regex(${q}, '('), 1, 2)",
    ] {
        assert_eq!(calculate(expression), at, "{expression}");
    }
    // What is not evaluated as soon as the form is opened is a warning.
    for expression in [
        "if(${q} = '', '', jr:choice-name(${q}, '${q}'))",
        "${q} = 'a' and regex(${q}, '[')",
        "jr:choice-name(${s}, '${s}')",
        "regex(${q}, '[*]+\\|(?:a{2})')",
    ] {
        assert_eq!(calculate(expression), NONE, "{expression}");
    }
}

#[test]
fn references_with_nothing_between() {
    let rows = "| survey |\n| | type | name | label | calculation |\n| | text | q | Q |\n| | begin repeat | r | R |\n| | text | w | W |";
    let with = |expression: &str| {
        format!("{rows}\n| | calculate | c | | {expression} |\n| | end repeat |")
    };
    for expression in ["${q} ${q}", "${w}${q}", "concat(${q} ${q}, 'a')"] {
        assert_eq!(
            warnings(&with(expression)),
            ["nothing-between survey:5:calculation"],
            "{expression}"
        );
    }
    for expression in ["${w} ${w}", "${q} ${w}", "'a' ${q}", "${q}/${q}"] {
        assert_eq!(
            errors(&with(expression)),
            ["syntax-error survey:5:calculation"],
            "{expression}"
        );
    }
}

#[test]
fn the_element_of_a_question() {
    let with = |kind: &str, tag: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | body::tag |\n| | {kind} | a | A | {tag} |\n| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |"
        ))
    };
    for tag in ["1x", "a b", "x:y", "range", "upload"] {
        for kind in ["text", "select_one yn"] {
            assert_eq!(
                with(kind, tag),
                ["invalid-value survey:2:body::tag"],
                "{kind} {tag}"
            );
        }
    }
    for (kind, tag) in [("text", "input"), ("image", "upload"), ("start", "1x")] {
        assert_eq!(with(kind, tag), NONE, "{kind} {tag}");
    }
}

#[test]
fn what_a_question_holds_is_what_its_control_takes() {
    let with = |kind: &str, value: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | bind::type |\n| | {kind} | a | A | {value} |"
        ))
    };
    for (kind, value) in [("image", "string"), ("file", "colour"), ("range", "date")] {
        assert_eq!(
            with(kind, value),
            ["invalid-value-type survey:2:bind::type"],
            "{kind} {value}"
        );
    }
    for (kind, value) in [
        ("image", "binary"),
        ("range", "decimal"),
        ("text", "colour"),
    ] {
        assert_eq!(with(kind, value), NONE, "{kind} {value}");
    }
}

#[test]
fn a_path_that_begins_with_no_name_in_a_label() {
    let label = |text: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label |\n| | text | a | {text} |"
        ))
    };
    assert_eq!(
        label("Call instance(this)"),
        ["syntax-error survey:2:label"]
    );
    assert_eq!(label("Call my_instance(this)"), NONE);
    assert_eq!(label("Call instance (this)"), NONE);
}
