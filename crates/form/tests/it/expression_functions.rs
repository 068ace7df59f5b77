//! Functions to their last corner: as XPath 1.0 §4 and ODK's function reference have them.

use crate::expressions::{alone, context};
use saring_form::interview::{Context, evaluate_str};

/// The code of what has no value.
fn refused(source: &str) -> &'static str {
    match evaluate_str(source, context()) {
        Ok(value) => panic!("{source}: {value:?}"),
        Err(error) => error.code(),
    }
}

#[test]
fn numbers_and_texts_become_one_another() {
    alone(
        "
        string(100000000000000000000000)    | 100000000000000000000000 | 1e23 | T
        string(0.000000001)                 | 0.000000001 | 1e-9 | T
        string(-0)                          | 0        | 0    | T
        1 div -0                            | -Infinity | -inf | T
        string(123456789.25)                | 123456789.25 | 123456789.25 | T
        5.                                  | 5        | 5    | T
        .5                                  | 0.5      | 0.5  | T
        007                                 | 7        | 7    | T
        number(' 12 ')                      | 12       | 12   | T
        number('.5')                        | 0.5      | 0.5  | T
        number('5.')                        | 5        | 5    | T
        number('-.5')                       | -0.5     | -0.5 | T
        number('+1')                        | NaN      | NaN  | F
        number('- 1')                       | NaN      | NaN  | F
        number('--1')                       | NaN      | NaN  | F
        number('1,000')                     | NaN      | NaN  | F
        number('Infinity')                  | NaN      | NaN  | F
        number('0x1F')                      | NaN      | NaN  | F
        number('១២')                        | NaN      | NaN  | F
        number(true())                      | 1        | 1    | T
        number('true')                      | NaN      | NaN  | F
        '1' + '1'                           | 2        | 2    | T
        '' + 1                              | NaN      | NaN  | F
        -'3'                                | -3       | -3   | T
        boolean(0 div 0)                    | false    | 0    | F
        boolean('false')                    | true     | 1    | T
        ",
    );
}

#[test]
fn operators_and_names_are_told_apart() {
    alone(
        "
        2 * 3                               | 6        | 6    | T
        2*3                                 | 6        | 6    | T
        5-3                                 | 2        | 2    | T
        5 -3                                | 2        | 2    | T
        --1                                 | 1        | 1    | T
        -5 mod 3                            | -2       | -2   | T
        5 mod -3                            | 2        | 2    | T
        5.5 mod 2                           | 1.5      | 1.5  | T
        6 div 2 div 3                       | 1        | 1    | T
        div div div                         | NaN      | NaN  | F
        or or or                            | false    | 0    | F
        count(*)*2                          | 0        | 0    | F
        * * *                               | NaN      | NaN  | F
        count(and|or|mod)                   | 0        | 0    | F
        a-b                                 | ``       | NaN  | F
        a -b                                | NaN      | NaN  | F
        3 > 2 > 1                           | false    | 0    | F
        1 = 1 = 1                           | true     | 1    | T
        1 < 2 = true()                      | true     | 1    | T
        not(1 = 2) and 2 > 1 or 1 = 2       | true     | 1    | T
        ",
    );
}

#[test]
fn comparisons_convert_as_xpath_says() {
    alone(
        "
        '1.0' = 1                           | true     | 1    | T
        '1.0' = '1'                         | false    | 0    | F
        'a' = 'A'                           | false    | 0    | F
        true() = 'x'                        | true     | 1    | T
        true() = ''                         | false    | 0    | F
        2 = true()                          | true     | 1    | T
        '2' < '10'                          | true     | 1    | T
        'abc' < 'abd'                       | false    | 0    | F
        '' < 1                              | false    | 0    | F
        0 div 0 = 0 div 0                   | false    | 0    | F
        0 div 0 != 0 div 0                  | true     | 1    | T
        -0 = 0                              | true     | 1    | T
        ",
    );
}

#[test]
fn rounding() {
    alone(
        "
        round(2.5)                          | 3        | 3    | T
        round(-2.5)                         | -2       | -2   | T
        round(-2.51)                        | -3       | -3   | T
        round(0.49999999999999994)          | 0        | 0    | F
        round(4503599627370497)             | 4503599627370497 | 4503599627370497 | T
        1 div round(-0.2)                   | -Infinity | -inf | T
        1 div ceiling(-0.2)                 | -Infinity | -inf | T
        round(1 div 0)                      | Infinity | inf  | T
        round(-1 div 0, 2)                  | -Infinity | -inf | T
        round('a')                          | NaN      | NaN  | F
        round('')                           | NaN      | NaN  | F
        round(1234.567, 2)                  | 1234.57  | 1234.57 | T
        round(1234.567, -2)                 | 1200     | 1200 | T
        round(1.5, 'a')                     | NaN      | NaN  | F
        int(-3.9)                           | -3       | -3   | T
        int('3.7')                          | 3        | 3    | T
        int('')                             | NaN      | NaN  | F
        floor(-0.5)                         | -1       | -1   | T
        ",
    );
}

#[test]
fn mathematics() {
    alone(
        "
        pow(2, 0.5)                         | 1.4142135623730951 | 1.4142135623730951 | T
        pow(-8, 1 div 3)                    | NaN      | NaN  | F
        pow(0, 0)                           | 1        | 1    | T
        log(0)                              | -Infinity | -inf | T
        log(exp(2))                         | 2        | 2    | T
        log10(1000)                         | 3        | 3    | T
        exp10(-2)                           | 0.01     | 0.01 | T
        sqrt(-1)                            | NaN      | NaN  | F
        round(sin(pi() div 2), 5)           | 1        | 1    | T
        round(atan2(1, -1) div pi(), 5)     | 0.75     | 0.75 | T
        asin(2)                             | NaN      | NaN  | F
        max(3, 1, 2)                        | 3        | 3    | T
        min(3, 1, 2)                        | 1        | 1    | T
        max('a', 1)                         | NaN      | NaN  | F
        max(/data/none)                     | NaN      | NaN  | F
        sum(/data/none)                     | 0        | 0    | F
        count(/data/none)                   | 0        | 0    | F
        ",
    );
}

#[test]
fn texts() {
    alone(
        "
        substr('abcdef', 2)                 | cdef     | NaN  | T
        substr('abcdef', -3, -1)            | de       | NaN  | T
        substr('abcdef', 0, -2)             | abcd     | NaN  | T
        substr('abcdef', 4, 2)              | ``       | NaN  | F
        substr('abcdef', -10, 2)            | ab       | NaN  | T
        substr('abcdef', 1.6, 3.4)          | bc       | NaN  | T
        substr('ភ្នំពេញ', 0, 4)               | ភ្នំ       | NaN  | T
        string-length('𝄞a')                 | 2        | 2    | T
        substring('𝄞ab', 2)                 | ab       | NaN  | T
        substring('12345', 2)               | 2345     | 2345 | T
        substring('12345', -1 div 0, 1 div 0) | ``     | NaN  | F
        substring('12345', 0.5, 1)          | 1        | 1    | T
        substring('12345', '2', '2')        | 23       | 23   | T
        substring-before('a-b-c', '-')      | a        | NaN  | T
        substring-after('a-b-c', '-')       | b-c      | NaN  | T
        substring-before('abc', '')         | ``       | NaN  | F
        substring-after('abc', '')          | abc      | NaN  | T
        contains('', '')                    | true     | 1    | T
        ends-with('abc', '')                | true     | 1    | T
        translate('banana', 'an', 'bo')     | bbobob   | NaN  | T
        translate('abca', 'aba', 'xyz')     | xycx     | NaN  | T
        translate('abc', 'abc', '')         | ``       | NaN  | F
        translate('𝄞ab', '𝄞', 'x')          | xab      | NaN  | T
        concat()                            | ``       | NaN  | F
        concat('a', 1.50, true())           | a1.5true | NaN  | T
        join(', ', 'a', '', 'c')            | a, , c   | NaN  | T
        coalesce('', '')                    | ``       | NaN  | F
        coalesce(0, 'b')                    | 0        | 0    | F
        normalize-space(' a  b ')           | a b      | NaN  | T
        string-length(normalize-space(' '))  | 0       | 0    | F
        ",
    );
}

#[test]
fn conditions_and_choices() {
    alone(
        "
        if('false', 1, 2)                   | 1        | 1    | T
        if('', 1, 2)                        | 2        | 2    | T
        if(true(), 1, nothing-at-all)       | 1        | 1    | T
        selected('a b c', ' b ')            | true     | 1    | T
        selected('a b', 'B')                | false    | 0    | F
        is-selected('a b', 'b')             | true     | 1    | T
        selected-at('a b c', 0)             | a        | NaN  | T
        selected-at('a b c', 1.7)           | b        | NaN  | T
        selected-at('a b c', -1)            | ``       | NaN  | F
        count-selected('')                  | 0        | 0    | F
        checklist(0, 0, 'no', '', 0)        | true     | 1    | T
        checklist(2, 2, 'yes', 1, 'no')     | true     | 1    | T
        checklist(-1, -1)                   | true     | 1    | T
        weighted-checklist(3, 5, 'yes', 3, 'no', 9) | true | 1 | T
        weighted-checklist(0, 0)            | true     | 1    | T
        weighted-checklist(-1, 2, 'yes', 3) | false    | 0    | F
        boolean-from-string('TRUE')         | false    | 0    | F
        boolean-from-string(1)              | true     | 1    | T
        depend('a', 'b', 'c')               | a        | NaN  | T
        version()                           | ``       | NaN  | F
        property('deviceid')                | ``       | NaN  | F
        once('x')                           | x        | NaN  | T
        namespace-uri(/data)                | http://www.w3.org/2002/xforms | NaN | T
        lang('en')                          | false    | 0    | F
        ",
    );
}

#[test]
fn dates() {
    alone(
        "
        date('2023-02-29')                  | ``         | NaN | F
        date('2024-13-01')                  | ``         | NaN | F
        date('24-01-01')                    | ``         | NaN | F
        date('')                            | ``         | NaN | F
        date(0)                             | 1970-01-01T07:00:00.000+07:00 | 0 | F
        date('2024-02-29T23:30:00Z')        | 2024-03-01T06:30:00.000+07:00 | 19782.979166666668 | T
        date-time('2024-02-29T01:00:00+09:00') | 2024-02-28T23:00:00.000+07:00 | 19781.666666666668 | T
        date('2024-03-01') - date('2024-02-01') | 29     | 29  | T
        date('2024-03-01') = '2024-03-01'   | true       | 1   | T
        date('2024-03-01') > '2024-02-01'   | true       | 1   | T
        '2024-03-01' > '2024-02-01'         | true       | 1   | T
        '2024-03-01' = '2024-3-1'           | false      | 0   | F
        concat(date('2024-03-01'), '')      | 2024-03-01 | 19782.7083333333 | T
        decimal-date-time('2024-02-29')     | 19781.708333333332 | 19781.708333333332 | T
        decimal-date-time('2024-02-29T12:00:00Z') | 19782.5 | 19782.5 | T
        decimal-date-time('abc')            | NaN        | NaN | F
        decimal-time('06:00')               | 0.25       | 0.25 | T
        decimal-time('06:00:00.000Z')       | 0.5416666666666666 | 0.5416666666666666 | T
        decimal-time('24:00:00')            | NaN        | NaN | F
        format-date('2024-02-09T13:05:07', '%H:%M') | 13:05 | NaN | T
        format-date('2024-02-09', '%Y %y %m %n %d %e %a %b') | 2024 24 02 2 09 9 Fri Feb | NaN | T
        format-date-time('2024-02-09T03:05:07.089', '%H %h %M %S %3') | 03 3 05 07 089 | NaN | T
        format-date-time('2024-02-09T13:05:07Z', '%Y-%m-%d %H:%M') | 2024-02-09 20:05 | NaN | T
        format-date('abc', '%Y')            | ``         | NaN | F
        format-date('2024-02-09', '%')      | %          | NaN | T
        format-date('2024-02-09', '%% %Q')  | % %Q       | NaN | T
        ",
    );
}

#[test]
fn places() {
    alone(
        "
        intersects('0 0;1 1;0 1;1 0')       | true  | 1   | T
        intersects('0 0;1 1;0 1;1 0;0 0')   | true  | 1   | T
        intersects('0 0;0 1;1 1;1 0;0 0')   | false | 0   | F
        intersects('0 0;0 1;1 1')           | false | 0   | F
        intersects('0 0;0 2;0 1')           | true  | 1   | T
        intersects('0 0;0 2;1 1;0 1')       | true  | 1   | T
        intersects('0 0')                   | false | 0   | F
        intersects('')                      | false | 0   | F
        enclosed-area('0 0;0 1;1 1;1 0;0 0') = area('0 0;0 1;1 1;1 0;0 0') | true | 1 | T
        area('0 0;1 1')                     | 0     | 0   | F
        distance('0 0 10 5', '0 1 10 5') = distance('0 0;0 1') | true | 1 | T
        distance('abc')                     | NaN   | NaN | F
        distance('91 0', '0 0')             | NaN   | NaN | F
        geofence('2 2', '0 0;0 1;1 1;1 0;0 0') | false | 0 | F
        geofence('0.5 0.5', '0 0;0 1;1 1;1 0') | false | 0 | F
        geofence('', '')                    | false | 0   | F
        ",
    );
}

/// Signed with the private key of the bytes 0 to 31.
const SIGNED: &str = "jV3yJYNXEXcyQiA4EmzaitjKEONrbVFWKufB9yWZIhSzZLQacitxo79WVcHWYfMty9js2m5ifbXkpxrr0GZfDOGen+GevOGemCA0Mg==";
const KEY: &str = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=";

#[test]
fn digests_and_signatures() {
    alone(&format!(
        "
        digest('abc', 'MD5', 'hex')         | 900150983cd24fb0d6963f7d28e17f72 | NaN | T
        digest('abc', 'SHA-1', 'hex')       | a9993e364706816aba3e25717850c26c9cd0d89d | NaN | T
        digest('abc', 'SHA-256')            | ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0= | NaN | T
        string-length(digest('abc', 'SHA-384', 'hex')) | 96 | 96 | T
        string-length(digest('abc', 'SHA-512', 'hex')) | 128 | 128 | T
        digest('', 'SHA-1', 'base64')       | 2jmj7l5rSw0yVb/vlWAYkK/YBwk= | NaN | T
        base64-decode('w6k=')               | é     | NaN | T
        base64-decode('YQ')                 | a     | NaN | T
        base64-decode('!!')                 | ``    | NaN | F
        extract-signed('{SIGNED}', '{KEY}') | សូម 42 | NaN | T
        extract-signed('{changed}', '{KEY}') | ``   | NaN | F
        extract-signed('{SIGNED}', 'YQ==')  | ``    | NaN | F
        extract-signed('YQ==', '{KEY}')     | ``    | NaN | F
        extract-signed('', '')              | ``    | NaN | F
        ",
        changed = SIGNED.replace("A0Mg==", "A0Mw=="),
    ));
    assert_eq!(refused("digest('a', 'SHA-3')"), "unknown-algorithm");
    assert_eq!(refused("digest('a', 'MD5', 'octal')"), "unknown-encoding");
}

#[test]
fn a_seed_shuffles_as_park_and_miller_do() {
    let first = |seed: &str| {
        let source = format!("randomize(/data | /, {seed})[1]");
        evaluate_str(&format!("name({source})"), context())
            .unwrap()
            .string
    };
    for seed in [
        "1",
        "42",
        "-7",
        "2147483647",
        "0.5",
        "'a text'",
        "''",
        "1 div 0",
    ] {
        assert_eq!(first(seed), first(seed), "{seed}");
    }
    assert_eq!(refused("randomize('a')"), "not-a-node-set");
}

#[test]
fn what_is_asked_wrongly_says_how() {
    for (code, sources) in [
        (
            "wrong-argument-count",
            &[
                "true(1)",
                "not()",
                "not(1, 2)",
                "contains('a')",
                "translate('a', 'b')",
                "substring('a')",
                "substr('a')",
                "regex('a')",
                "selected('a')",
                "today(1)",
                "pi(1)",
                "date()",
                "date(1, 2)",
                "round(1, 2, 3)",
                "if(1, 2)",
                "if(1, 2, 3, 4)",
                "digest('a')",
                "checklist(1)",
                "weighted-checklist(1)",
                "weighted-checklist(1, 2, 3)",
                "coalesce('a')",
                "coalesce(1, 2, 3)",
                "indexed-repeat(., .)",
                "indexed-repeat(., ., 1, .)",
                "position(1, 2)",
                "uuid(1, 2)",
                "join()",
                "geofence('a')",
                "intersects('a', 'b')",
                "extract-signed('a')",
            ][..],
        ),
        (
            "unknown-function",
            &[
                "avg(1)",
                "ceil(1)",
                "difference-in-months('a', 'b')",
                "cht:difference-in-weeks('a', 'b')",
                "duration('a')",
                "parse-timestamp-to-date('a')",
                "item-at(1, 2)",
                "count-if(1)",
                "choice-label('a')",
                "add-date('a')",
                "device-info('a')",
                "matches('a', 'b')",
                "Concat('a')",
                "jr:concat('a')",
            ][..],
        ),
        (
            "syntax-error",
            &[
                "",
                " ",
                "1 +",
                "(1",
                "1)",
                "'abc",
                "\"abc",
                ")",
                ",",
                "concat(1,)",
                "concat(,1)",
                "a b",
                "1 2",
                "'a' 'b'",
                "$x",
                "@",
                "//",
                "/data[",
                "/data]",
                "/data[]",
                "..1",
                "1..2",
                ".5.5",
                "a/b/",
                "/data//",
                "5 div",
                "div 5",
                "-",
                "!1",
                "1 ! 2",
                "1 == 1",
                "1 <> 2",
                "1 && 2",
                "#",
                "a::b",
                "child::",
                "a:",
                "node(1)",
                "text('a')",
                "comment('a')",
                "${",
                "${}",
                "${a",
                "f(",
                "1e3",
                "a | ",
                "| a",
                "/ / a",
            ][..],
        ),
        (
            "not-a-node-set",
            &[
                "count('a')",
                "count-non-empty(1)",
                "position('a')",
                "name('a')",
                "1 | 2",
                "'a'[1]",
                "('a')/b",
                "true()/a",
            ][..],
        ),
    ] {
        for source in sources {
            assert_eq!(refused(source), code, "{source}");
        }
    }
}

#[test]
fn the_zone_is_the_one_handed_in() {
    let in_zone = |now: &str, source: &str| {
        let context = Context::new(now.parse().unwrap(), 1, "uuid:test");
        evaluate_str(source, context).unwrap().string
    };
    for (now, source, expected) in [
        ("2026-01-19T23:30:00-05:00", "today()", "2026-01-19"),
        (
            "2026-01-19T23:30:00-05:00",
            "now()",
            "2026-01-19T23:30:00.000-05:00",
        ),
        (
            "2026-01-19T23:30:00Z",
            "now()",
            "2026-01-19T23:30:00.000+00:00",
        ),
        (
            "2026-01-19T00:30:00+05:45",
            "date('2026-01-19') = today()",
            "true",
        ),
        (
            "2026-01-19T00:30:00+05:45",
            "date('2026-01-18T20:00:00Z')",
            "2026-01-19T01:45:00.000+05:45",
        ),
        (
            "2026-01-19T00:30:00Z",
            "decimal-date-time('1970-01-03')",
            "2",
        ),
        (
            "2026-01-19T00:30:00-03:30",
            "decimal-time('06:00:00.000-03:30')",
            "0.25",
        ),
    ] {
        assert_eq!(in_zone(now, source), expected, "{source} at {now}");
    }
}
