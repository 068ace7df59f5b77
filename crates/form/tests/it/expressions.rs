//! Expressions as tables: what each is as text, as a number and as a condition.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::table::form;
use proptest::prelude::*;
use saring_form::expression::{parse, parse_rule};
use saring_form::interview::{Context, Event, Interview, evaluate_str};
use std::sync::Arc;

pub(crate) fn context() -> Context {
    Context::new("2026-01-19T10:00:00+07:00".parse().unwrap(), 1, "uuid:test")
}

/// `expression | text | number | condition`; `T` and `F` stand for the truths.
pub(crate) fn check(
    table: &str,
    mut evaluate: impl FnMut(&str) -> Result<saring_form::interview::Evaluated, String>,
) {
    let mut wrong = Vec::new();
    for line in table.lines().map(str::trim).filter(|l| !l.is_empty()) {
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let [source, string, number, boolean] = cells[..] else {
            panic!("four cells: {line}")
        };
        let string = string.trim_matches('`');
        match evaluate(source) {
            Err(code) => wrong.push(format!("{source}: {code}")),
            Ok(found) => {
                let expected: f64 = number.parse().unwrap();
                let near = (found.number - expected).abs() <= 1e-9 * expected.abs().max(1.0);
                let same_number = near
                    || (expected.is_nan() && found.number.is_nan())
                    || found.number == expected;
                if found.string != string || !same_number || found.boolean != (boolean == "T") {
                    wrong.push(format!("{source}: {found:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

pub(crate) fn alone(table: &str) {
    check(table, |source| {
        evaluate_str(source, context()).map_err(|e| e.code().to_owned())
    });
}

#[test]
fn operators_follow_xpath() {
    alone(
        "
        1 + 2 * 3              | 7        | 7    | T
        (1 + 2) * 3            | 9        | 9    | T
        2 - 1 - 1              | 0        | 0    | F
        -2 + - -3              | 1        | 1    | T
        7 div 2                | 3.5      | 3.5  | T
        7 mod 2                | 1        | 1    | T
        -7 mod 2               | -1       | -1   | T
        1 div 0                | Infinity | inf  | T
        0 div 0                | NaN      | NaN  | F
        1 div 3                | 0.3333333333333333 | 0.3333333333333333 | T
        10000000 * 10000000000000000 | 100000000000000000000000 | 1e23 | T
        0.0000001              | 0.0000001 | 1e-7 | T
        1 = 1.0                | true     | 1    | T
        '1' = 1                | true     | 1    | T
        '1' = '1.0'            | false    | 0    | F
        'a' < 'b'              | false    | 0    | F
        2 > 1 = true()         | true     | 1    | T
        1 < 2 and 2 < 1        | false    | 0    | F
        1 or 0 and 0           | true     | 1    | T
        '' = 0                 | false    | 0    | F
        '' != ''               | false    | 0    | F
        'false' or false()     | true     | 1    | T
        ",
    );
}

#[test]
fn the_core_library_follows_xpath() {
    alone(
        "
        string(12.50)                       | 12.5   | 12.5 | T
        string(true())                      | true   | NaN  | T
        number('  3 ')                      | 3      | 3    | T
        number('1e3')                       | NaN    | NaN  | F
        number('')                          | NaN    | NaN  | F
        boolean('')                         | false  | 0    | F
        boolean('0')                        | true   | 1    | T
        not(0)                              | true   | 1    | T
        concat('a', 1, true())              | a1true | NaN  | T
        contains('abc', '')                 | true   | 1    | T
        starts-with('abc', 'ab')            | true   | 1    | T
        substring-before('1999/04/01', '/') | 1999   | 1999 | T
        substring-after('1999/04/01', '/')  | 04/01  | NaN  | T
        substring-after('abc', 'bc')        | ``     | NaN  | F
        substring('12345', 2, 3)            | 234    | 234  | T
        substring('12345', 1.5, 2.6)        | 234    | 234  | T
        substring('12345', 0, 3)            | 12     | 12   | T
        substring('12345', 0 div 0, 3)      | ``     | NaN  | F
        substring('12345', -42, 1 div 0)    | 12345  | 12345 | T
        substring('ភាសា', 2, 1)              | ា      | NaN  | T
        string-length('ភាសា')                | 4      | 4    | T
        normalize-space('  a   b ')         | a b    | NaN  | T
        translate('--aaa--', 'abc-', 'ABC') | AAA    | NaN  | T
        floor(-1.5)                         | -2     | -2   | T
        ceiling(1.2)                        | 2      | 2    | T
        round(2.5)                          | 3      | 3    | T
        round(-2.5)                         | -2     | -2   | T
        count(/data)                        | 1      | 1    | T
        name(/data)                         | data   | NaN  | T
        count(/data|/data)                  | 1      | 1    | T
        position()                          | 1      | 1    | T
        last()                              | 1      | 1    | T
        sum(/data/nothing)                  | 0      | 0    | F
        ",
    );
}

#[test]
fn functions_follow_odk() {
    alone(
        "
        round(1.005, 1)                     | 1      | 1    | T
        round(-12.55, 1)                    | -12.6  | -12.6 | T
        round(1250, -2)                     | 1300   | 1300 | T
        int(-3.9)                           | -3     | -3   | T
        pow(2, 10)                          | 1024   | 1024 | T
        exp10(2)                            | 100    | 100  | T
        abs(-2)                             | 2      | 2    | T
        sqrt(9)                             | 3      | 3    | T
        max(1, 5, 3)                        | 5      | 5    | T
        min('', 1)                          | NaN    | NaN  | F
        if(1 = 1, 'yes', 'no')              | yes    | NaN  | T
        coalesce('', 'b')                   | b      | NaN  | T
        join('-', 'a', 'b')                 | a-b    | NaN  | T
        substr('abcdef', 1, 3)              | bc     | NaN  | T
        substr('abcdef', -2)                | ef     | NaN  | T
        ends-with('abc', 'bc')              | true   | 1    | T
        regex('12', '[0-9]')                | false  | 0    | F
        regex('12', '[0-9]{2}')             | true   | 1    | T
        regex('a1', '^(?=.*\\d)[a-z\\d]+$')   | true   | 1    | T
        selected('a b', 'b')                | true   | 1    | T
        selected('ab', 'b')                 | false  | 0    | F
        selected('', '')                    | true   | 1    | T
        selected-at('a b c', 1)             | b      | NaN  | T
        selected-at('a', 3)                 | ``     | NaN  | F
        count-selected(' a  b ')            | 2      | 2    | T
        boolean-from-string('1')            | true   | 1    | T
        boolean-from-string('yes')          | false  | 0    | F
        checklist(1, 2, 'yes', 'no', 1)     | true   | 1    | T
        checklist(-1, 1, true(), true())    | false  | 0    | F
        weighted-checklist(5, -1, 1, 3, 0, 9, 'yes', 2) | true | 1 | T
        base64-decode('c2FyaW5n')           | saring | NaN  | T
        digest('abc', 'SHA-256', 'hex')     | ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad | NaN | T
        digest('abc', 'MD5')                | kAFQmDzST7DWlj99KOF/cg== | NaN | T
        string-length(uuid())               | 36     | 36   | T
        string-length(uuid(10))             | 10     | 10   | T
        random() < 1                        | true   | 1    | T
        pulldata('file', 'a', 'b', 'c')     | ``     | NaN  | F
        round(distance('0 0.1', '0 1.1'), 0) | 111319 | 111319 | T
        round(area('0.1 0.1;0.1 1.1;1.1 1.1;1.1 0.1;0.1 0.1') div 1000000, 0) | 12391 | 12391 | T
        geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0') | true | 1 | T
        ",
    );
}

#[test]
fn dates_are_days_and_are_written_as_dates() {
    alone(
        "
        today()                                       | 2026-01-19 | 20471.7083333333 | T
        now()                                         | 2026-01-19T10:00:00.000+07:00 | 20472.125 | T
        date('2024-02-29')                            | 2024-02-29 | 19781.7083333333 | T
        date('2024-2-9')                              | 2024-02-09 | 19761.7083333333 | T
        date('2024-02-30')                            | ``         | NaN | F
        date('abc')                                   | ``         | NaN | F
        date(today() + 1)                             | 2026-01-20 | 20472.7083333333 | T
        today() - date('2026-01-09')                  | 10         | 10  | T
        '2026-01-18' < today()                        | true       | 1   | T
        format-date('2026-01-05', '%e/%n/%Y %b %a %y') | 5/1/2026 Jan Mon 26 | NaN | T
        format-date('2026-01-04', '%a')               | Sun        | NaN | T
        format-date('', '%Y')                         | ``         | NaN | F
        format-date-time('2026-01-05T03:04:05.678+07:00', '%H:%M:%S.%3 %h') | 03:04:05.678 3 | NaN | T
        decimal-date-time('1970-01-02T00:00:00Z')     | 1          | 1   | T
        decimal-time('18:00:00.000+07:00')            | 0.75       | 0.75 | T
        decimal-time('abc')                           | NaN        | NaN | F
        ",
    );
}

const HOUSEHOLD: &str = "
    | survey |
    | | type            | name  | label | relevant    |
    | | begin repeat    | rep   | Rep   |             |
    | | text            | x     | X     |             |
    | | integer         | y     | Y     |             |
    | | end repeat      |       |       |             |
    | | integer         | age   | Age   |             |
    | | text            | job   | Job   | ${age} > 17 |
    | | select_one dist | place | Place |             |
    | choices |
    | | list_name | name | label  | region |
    | | dist      | d1   | First  | a      |
    | | dist      | d2   | Second | b      |
    | | dist      | d3   | Third  | b      |
";

#[test]
fn paths_walk_the_answered_form() {
    let mut interview = Interview::start(Arc::new(form(HOUSEHOLD).form), context());
    for event in [
        Event::set("/data/rep[1]/x", "a"),
        Event::set("/data/rep[1]/y", "1"),
        Event::add("/data/rep"),
        Event::set("/data/rep[2]/x", "b"),
        Event::add("/data/rep"),
        Event::set("/data/rep[3]/y", "5"),
        Event::set("/data/place", "d2"),
    ] {
        interview.apply(&event).unwrap();
    }
    let evaluate = |at: Option<&'static str>| {
        let interview = &interview;
        move |source: &str| {
            interview
                .evaluate(source, at)
                .map_err(|e| e.code().to_owned())
        }
    };
    check(
        "
        count(${rep})                                   | 3      | 3   | T
        count(/data/rep/x)                              | 3      | 3   | T
        count-non-empty(${x})                           | 2      | 2   | T
        sum(${y})                                       | 6      | 6   | T
        join(',', ${x})                                 | a,b,   | NaN | T
        /data/rep[2]/x                                  | b      | NaN | T
        ${rep}[position() = 3]/y                        | 5      | 5   | T
        /data/rep[x = 'b']/following-sibling::rep/y     | 5      | 5   | T
        count(/data/rep[3]/preceding-sibling::rep)      | 2      | 2   | T
        name(/data/rep[3]/preceding-sibling::*[1])      | rep    | NaN | T
        count(//x)                                      | 3      | 3   | T
        count(//*)                                      | 14     | 14  | T
        count(/data/rep[1]/x/ancestor::node())          | 3      | 3   | T
        indexed-repeat(${x}, ${rep}, 2)                 | b      | NaN | T
        indexed-repeat(${x}, ${rep}, 9)                 | ``     | NaN | F
        position(/data/rep[2])                          | 2      | 2   | T
        ${x} = 'b'                                      | true   | 1   | T
        ${x} != 'b'                                     | true   | 1   | T
        ${y} > 4                                        | true   | 1   | T
        boolean(${age})                                 | false  | 0   | F
        ${age} = ''                                     | true   | 1   | T
        ${age} + 1                                      | NaN    | NaN | F
        count(${job})                                   | 0      | 0   | F
        ${job} != 'clerk'                               | true   | 1   | T
        instance('dist')/root/item[name = ${place}]/region | b   | NaN | T
        count(instance('dist')/root/item[region = 'b']) | 2      | 2   | T
        jr:choice-name(${place}, '${place}')            | Second | NaN | T
        randomize(instance('dist')/root/item/name, 7)[1] != '' | true | 1 | T
        count(randomize(instance('dist')/root/item, 3)) | 3      | 3   | T
        ",
        evaluate(None),
    );
    check(
        "
        ${x}                        | b     | NaN | T
        ../x                        | b     | NaN | T
        position(..)                | 2     | 2   | T
        count(../../rep)            | 3     | 3   | T
        count(${rep})               | 3     | 3   | T
        current()/../x              | b     | NaN | T
        /data/rep/x                 | a     | NaN | T
        /data/rep[position() = position(current()/..) - 1]/x | a | NaN | T
        ",
        evaluate(Some("/data/rep[2]/y")),
    );
}

#[test]
fn what_is_no_expression_says_why() {
    let resolve = |name: &str| (name == "known").then_some(saring_form::definition::NodeId(0));
    for (source, code, param, value) in [
        ("1 +", "syntax-error", "position", "3"),
        ("..[1]", "syntax-error", "position", "2"),
        ("sum(.[. > 1])", "syntax-error", "position", "5"),
        ("a b", "syntax-error", "position", "2"),
        ("'open", "syntax-error", "position", "0"),
        (
            "${known} = ${missing}",
            "unknown-reference",
            "name",
            "missing",
        ),
        (
            "difference-in-months(1, 2)",
            "unknown-function",
            "name",
            "difference-in-months",
        ),
        ("if(1, 2)", "wrong-argument-count", "given", "2"),
        ("strong('x')", "unknown-function", "name", "strong"),
    ] {
        let error = parse(source, &resolve).unwrap_err();
        assert_eq!(error.code, code, "{source}");
        assert_eq!(error.params[param], value, "{source}");
    }
    assert!(parse_rule("strong('x') >= 2 and is-unknown(${known})", &resolve).is_ok());
}

proptest! {
    #[test]
    fn no_text_breaks_the_parser(source in ".{0,80}") {
        let _ = parse(&source, &|_| None);
    }

    #[test]
    fn no_expression_breaks_the_evaluator(source in "(\\.|\\.\\.|/|//|data|\\*|[0-9]|'a'|\"b\"|\\(|\\)|\\[|\\]| and | or | div |\\+|-|=|<|,|\\||count\\(|string\\(|concat\\(|position\\(|date\\(|substr\\(|round\\(| ){1,16}") {
        let _ = evaluate_str(&source, context());
    }

    #[test]
    fn a_number_survives_being_written(number in -1e15..1e15f64) {
        let text = evaluate_str(&format!("string({number:.6})"), context()).unwrap();
        let again = evaluate_str(&format!("number('{}')", text.string), context()).unwrap();
        prop_assert_eq!(text.number, again.number);
    }
}
