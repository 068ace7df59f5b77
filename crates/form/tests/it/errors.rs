//! What is wrong with a form, told at the cell that is wrong, all of it at once.

use crate::table::{errors, warnings, workbook};
use saring_form::xlsform::load;

/// One question row with a good head, for tests about the rest.
fn survey(rows: &str) -> String {
    format!(
        "| survey |\n| | type | name | label | relevant | calculation | trigger | parameters | choice_filter |\n{rows}"
    )
}

const CHOICES: &str =
    "\n| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |";

#[test]
fn an_error_in_row_12_is_reported_at_row_12() {
    let rows: String = (2..12)
        .map(|i| format!("| | text | q{i} | Q |\n"))
        .collect();
    let found = errors(&survey(&format!(
        "{rows}| | text | q12 | Q | ${{nobody}} = 1 |\n"
    )));
    assert_eq!(found, ["unknown-reference survey:12:relevant"]);
}

#[test]
fn empty_rows_are_counted() {
    let found = errors(
        "| survey |\n| | type | name | label |\n| | | | |\n| | text | a | A |\n| | | | |\n| | tekst | b | B |",
    );
    assert_eq!(found, ["unknown-type survey:5:type"]);
}

#[test]
fn all_errors_come_at_once() {
    let found = errors(
        "| survey |
         | | type            | name  | label | relevant        | constraint | repeat_count |
         | | tekst           | a     | A     |                 |            |   |
         | | text            |       | B     |                 |            |   |
         | | text            | 1c    | C     |                 |            |   |
         | | text            | d     | D     | ${nobody} = 1   | . > (      |   |
         | | select_one none | e     | E     |                 |            |   |
         | | text            | d     | D     |                 | foo(.)     |   |
         | | begin group     | g     | G     |                 |            |   |
         | | text            | f     | F     | ${g             | not()      |   |
         | choices |
         | | list_name | name | label |
         | | l         |      | x     |
         | | m         | a    | x     |
         | | m         | a    | y     |",
    );
    assert_eq!(
        found,
        [
            "unknown-type survey:2:type",
            "missing-name survey:3:name",
            "invalid-name survey:4:name",
            "syntax-error survey:5:constraint",
            "unknown-reference survey:5:relevant",
            "missing-choice-list survey:6:type",
            "unknown-function survey:7:constraint",
            "duplicate-name survey:7:name",
            "unclosed-group survey:8:type",
            "wrong-argument-count survey:9:constraint",
            "malformed-reference survey:9:relevant",
            "choice-without-name choices:2:name",
            "duplicate-choice choices:4:name",
        ]
    );
}

#[test]
fn the_workbook_as_a_whole() {
    assert_eq!(
        errors("| choices |\n| | list_name | name |\n| settings |\n| | form_id |"),
        ["missing-survey-sheet survey"]
    );
    assert_eq!(
        errors("| survey |\n| | name | label |\n| | a | A |"),
        ["missing-column survey:1"]
    );
    assert_eq!(
        errors(&survey("| | select_one yn | a | A |")),
        ["missing-choices-sheet survey:2:type"]
    );
    assert_eq!(
        errors(
            "| survey |\n| | type | name | label | relevant | relevance |\n| | text | a | A | | |"
        ),
        ["duplicate-column survey:1:relevance"]
    );
    assert_eq!(
        errors("| survey |\n| | type | name | label | x | x |\n| | text | a | A | | |"),
        ["duplicate-column survey:1:x"]
    );
    assert_eq!(
        errors(
            "| survey |\n| | type | name | label |\n| | text | a | A |\n| choices |\n| | list_name | label |\n| | l | L |"
        ),
        ["missing-column choices:1"]
    );
    // A workbook of one sheet is a survey by any name.
    assert_eq!(
        errors("| Sheet1 |\n| | type | name | label |\n| | text | a | A |"),
        [""; 0]
    );
}

#[test]
fn names() {
    assert_eq!(
        errors(&survey("| | text | a b | A |")),
        ["invalid-name survey:2:name"]
    );
    assert_eq!(
        errors(&survey(
            "| | begin group | meta | A |\n| | text | x | X |\n| | end group |"
        )),
        ["reserved-name survey:2:name"]
    );
    assert_eq!(
        errors(&survey(
            "| | begin repeat | r | A |\n| | text | x | X |\n| | end repeat |\n| | begin group | g | A |\n| | begin repeat | r | A |\n| | text | y | X |\n| | end repeat |\n| | end group |"
        )),
        ["duplicate-repeat-name survey:6:name"]
    );
    assert_eq!(
        errors(&survey(
            "| | begin repeat | data | A |\n| | text | x | X |\n| | end repeat |"
        )),
        ["duplicate-repeat-name survey:2:name"]
    );
    assert_eq!(
        errors(&survey("| | | a | A |")),
        ["missing-type survey:2:type"]
    );
    assert_eq!(
        warnings(&survey("| | text | a | A |\n| | text | A | A |")),
        ["similar-name survey:3:name"]
    );
    assert_eq!(
        warnings(&survey("| | text | a | A |\n| | | | | a comment |")),
        ["row-skipped survey:3"]
    );
    // The same name in two groups is fine until somebody refers to it.
    let twice = "| | begin group | g | G |\n| | text | x | X |\n| | end group |\n| | begin group | h | H |\n| | text | x | X |\n| | end group |";
    assert_eq!(errors(&survey(twice)), [""; 0]);
    assert_eq!(
        errors(&survey(&format!(
            "{twice}\n| | text | y | Y | ${{x}} = 1 |"
        ))),
        ["ambiguous-reference survey:8:relevant"]
    );
}

#[test]
fn ends_without_beginnings_and_the_other_way_round() {
    assert_eq!(
        errors(&survey("| | text | a | A |\n| | end group |")),
        ["unmatched-end survey:3:type"]
    );
    assert_eq!(
        errors(&survey(
            "| | begin group | g | G |\n| | text | a | A |\n| | end repeat |\n| | end group |"
        )),
        ["unmatched-end survey:4:type"]
    );
    assert_eq!(
        errors(&survey("| | begin repeat | r | R |\n| | text | a | A |")),
        ["unclosed-group survey:2:type"]
    );
    // One slip is one error: the outer end closes what the inner one left open.
    assert_eq!(
        errors(&survey(
            "| | begin repeat | r | R |\n| | begin group | g | G |\n| | text | a | A |\n| | end repeat |\n| | text | b | B |"
        )),
        ["unmatched-end survey:5:type"]
    );
}

#[test]
fn expressions() {
    let relevant = |e: &str| {
        errors(&survey(&format!(
            "| | text | a | A |\n| | text | b | B | {e} |"
        )))
    };
    assert_eq!(relevant("${a} = 'x'"), [""; 0]);
    assert_eq!(relevant("${a} = "), ["syntax-error survey:3:relevant"]);
    assert_eq!(
        relevant("frobnicate(${a})"),
        ["unknown-function survey:3:relevant"]
    );
    assert_eq!(
        relevant("selected(${a})"),
        ["wrong-argument-count survey:3:relevant"]
    );
    assert_eq!(
        relevant("${ a } = 1"),
        ["malformed-reference survey:3:relevant"]
    );
    assert_eq!(
        errors("| survey |\n| | type | name | label |\n| | text | a | Hello ${b} |"),
        ["unknown-reference survey:2:label"]
    );
    // Also where nobody reads: pyxform refuses it there too.
    assert_eq!(
        errors("| survey |\n| | type | name | label | my notes |\n| | text | a | A | see ${b} |"),
        ["unknown-reference survey:2:my notes"]
    );
    assert_eq!(
        errors(
            "| survey |\n| | type | name | label |\n| | text | a | A |\n| settings |\n| | instance_name |\n| | ${b} |"
        ),
        ["unknown-reference settings:2:instance_name"]
    );
    assert_eq!(
        errors(
            "| survey |\n| | type | name | label |\n| | select_one l | a | A |\n| choices |\n| | list_name | name | label |\n| | l | x | ${b} |"
        ),
        ["unknown-reference choices:2:label"]
    );
}

#[test]
fn circles() {
    assert_eq!(
        errors(&survey(
            "| | calculate | a | | | ${b} + 1 |\n| | calculate | b | | | ${a} + 1 |"
        )),
        ["calculation-loop survey:2:calculation"]
    );
    assert_eq!(
        errors(&survey("| | calculate | a | | | ${a} + 1 |")),
        ["calculation-loop survey:2:calculation"]
    );
    assert_eq!(
        errors(&survey(
            "| | calculate | a | | | ../b |\n| | calculate | b | | | /data/a |"
        )),
        ["calculation-loop survey:2:calculation"]
    );
    assert_eq!(
        errors(&survey(
            "| | text | a | A |\n| | text | b | B | | ${b} + ${a} | ${a} |"
        )),
        [""; 0],
        "a trigger breaks the circle"
    );
}

#[test]
fn triggers_and_calculations() {
    assert_eq!(
        errors(&survey("| | calculate | a |")),
        ["missing-calculation survey:2"]
    );
    assert_eq!(
        errors(&survey("| | text | a | A | | 1 | b |")),
        ["malformed-reference survey:2:trigger"]
    );
    assert_eq!(
        errors(&survey("| | text | a | A | | 1 | ${b} |")),
        ["unknown-reference survey:2:trigger"]
    );
    assert_eq!(
        errors(&survey(
            "| | text | b | B |\n| | text | c | C |\n| | text | a | A | | 1 | ${b} ${c} |"
        )),
        ["malformed-reference survey:4:trigger"]
    );
    assert_eq!(
        errors(&survey(
            "| | calculate | b | | | 1 |\n| | text | a | A | | 1 | ${b} |"
        )),
        ["trigger-not-visible survey:3:trigger"]
    );
    assert_eq!(
        errors(&survey(
            "| | begin group | g | G |\n| | text | b | B |\n| | end group |\n| | text | a | A | | 1 | ${g} |"
        )),
        ["unknown-reference survey:5:trigger"]
    );
    assert_eq!(
        errors(&survey("| | background-geopoint | a |")),
        ["missing-label survey:2", "missing-trigger survey:2:trigger"]
    );
}

#[test]
fn questions_that_cannot_be_shown() {
    assert_eq!(
        errors(&survey("| | text | a |")),
        ["missing-label survey:2"]
    );
    assert_eq!(
        errors("| survey |\n| | type | name | label | guidance_hint |\n| | text | a | | G |"),
        ["missing-label survey:2"]
    );
    assert_eq!(
        errors("| survey |\n| | type | name | label | big-image |\n| | text | a | A | b.png |"),
        ["big-image-without-image survey:2"]
    );
    assert_eq!(
        warnings(&survey(
            "| | begin repeat | r | |\n| | text | a | A |\n| | end repeat |"
        )),
        ["missing-label survey:2"]
    );
}

#[test]
fn choices() {
    let with = |rows: &str| errors(&format!("{}{CHOICES}", survey(rows)));
    assert_eq!(with("| | select_one yn | a | A |"), [""; 0]);
    assert_eq!(
        with("| | select_one ny | a | A |"),
        ["missing-choice-list survey:2:type"]
    );
    assert_eq!(
        with("| | select_one | a | A |"),
        ["missing-choice-list survey:2:type"]
    );
    assert_eq!(
        with("| | select_one yn or_other | a | A | | | | | x = 1 |"),
        ["filter-not-allowed survey:2:choice_filter"]
    );
    assert_eq!(
        with("| | select_one yn or_other | a | A |\n| | text | a_other | O |"),
        ["duplicate-name survey:3:name"]
    );
    assert_eq!(
        with("| | select_one_from_file f.txt | a | A |"),
        ["invalid-file-name survey:2:type"]
    );
    assert_eq!(
        with("| | select_one ${b} | a | A |"),
        ["unknown-reference survey:2:type"]
    );
    let spaced =
        "| choices |\n| | list_name | name | label |\n| | l | a b | x |\n| | l | a b | x |";
    assert_eq!(
        errors(&format!(
            "{}\n{spaced}",
            survey("| | select_multiple l | a | A |")
        )),
        [
            "choice-name-with-space choices:2:name",
            "duplicate-choice choices:3:name"
        ]
    );
    let allowed = format!(
        "{}\n{spaced}\n| settings |\n| | allow_choice_duplicates |\n| | yes |",
        survey("| | select_one l | a | A |")
    );
    assert_eq!(errors(&allowed), [""; 0]);
}

#[test]
fn parameters() {
    let with = |kind: &str, parameters: &str| {
        errors(&format!(
            "{}{CHOICES}",
            survey(&format!("| | {kind} | a | A | | | | {parameters} |"))
        ))
    };
    assert_eq!(with("select_one yn", "randomize=true"), [""; 0]);
    assert_eq!(
        with("select_one yn", "randomize"),
        ["invalid-parameters survey:2:parameters"]
    );
    assert_eq!(
        with("select_one yn", "randomise=true"),
        ["unknown-parameter survey:2:parameters"]
    );
    assert_eq!(
        with("select_one yn", "randomize=maybe"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(
        with("select_one yn", "randomize=true seed=abc"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(
        with("text", "rows=many"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(
        with("range", "start=1 end=5 step=10"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(
        with("image", "max-pixels=big"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(
        with("geopoint", "capture-accuracy=near"),
        ["invalid-parameter-value survey:2:parameters"]
    );
    assert_eq!(with("integer", "anything=goes"), [""; 0]);
}

#[test]
fn prefixes_are_declared() {
    let form = |settings: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | bind::my:x |\n| | text | a | A | 1 |{settings}"
        ))
    };
    assert_eq!(form(""), ["undeclared-prefix survey:2:bind::my:x"]);
    assert_eq!(
        form("\n| settings |\n| | namespaces |\n| | my=\"urn:my\" |"),
        [""; 0]
    );
}

#[test]
fn issues_carry_what_a_sentence_needs() {
    let issues = load(&workbook(&survey("| | text | a | A |\n| | text | a | A |"))).unwrap_err();
    assert_eq!(issues[0].params["name"], "a");
    assert_eq!(issues[0].params["first"], "2");
}

#[test]
fn entities() {
    let form = |survey: &str, sheet: &str| {
        errors(&format!(
            "| survey |\n| | type | name | label | save_to |\n{survey}\n| entities |\n{sheet}"
        ))
    };
    let plain = "| | text | a | A | |";
    assert_eq!(
        form(plain, "| | list_name | label |\n| | p | ${a} |"),
        [""; 0]
    );
    assert_eq!(
        form(plain, "| | list_name | label |\n| | | ${a} |"),
        ["invalid-entity entities:2:list_name"]
    );
    assert_eq!(
        form(plain, "| | list_name | label |\n| | p.q | ${a} |"),
        ["invalid-entity entities:2:list_name"]
    );
    assert_eq!(
        form(plain, "| | list_name | label |\n| | p | |"),
        ["invalid-entity entities:2:label"]
    );
    assert_eq!(
        form(plain, "| | list_name | label | foo |\n| | p | ${a} | x |"),
        ["invalid-entity entities:1:foo"]
    );
    assert_eq!(
        form(plain, "| | list_name | label |\n| | p | ${b} |"),
        ["unknown-reference entities:2:label"]
    );
    assert_eq!(
        form(plain, "| | list_name | update_if |\n| | p | true() |"),
        ["invalid-entity entities:2"]
    );
    assert_eq!(
        form(
            "| | text | a | A | name |",
            "| | list_name | label |\n| | p | ${a} |"
        ),
        ["invalid-entity survey:2:save_to"]
    );
    assert_eq!(
        form(
            "| | text | a | A | x |\n| | text | b | B | x |",
            "| | list_name | label |\n| | p | ${a} |"
        ),
        ["invalid-entity survey:3:save_to"]
    );
    assert_eq!(
        form(
            plain,
            "| | list_name | label |\n| | p | ${a} |\n| | q | ${a} |"
        ),
        ["invalid-entity entities:3"]
    );
    assert_eq!(
        errors("| survey |\n| | type | name | label | save_to |\n| | text | a | A | x |"),
        ["invalid-entity survey:2:save_to"]
    );
}

#[test]
fn data_files_and_searches() {
    let twice = "| | csv-external | d |\n| | begin group | g | G |\n| | csv-external | d |\n| | text | a | A |\n| | end group |";
    assert_eq!(
        errors(&survey(twice)),
        ["duplicate-data-file survey:4:type"]
    );
    let other = "| | select_one_from_file f.csv | a | A |\n| | xml-external | f |";
    assert_eq!(
        errors(&survey(other)),
        ["duplicate-data-file survey:3:type"]
    );
    assert_eq!(
        errors(&format!(
            "| survey |\n| | type | name | label | appearance |\n| | select_one yn | a | A | search('f') |\n| | select_one yn | b | B | |{CHOICES}"
        )),
        ["search-shares-list survey:2:type"]
    );
    assert_eq!(
        errors(&survey(
            "| | geopoint | a | A | | | | reference-geometry=nowhere |"
        )),
        ["invalid-parameter-value survey:2:parameters"]
    );
}
