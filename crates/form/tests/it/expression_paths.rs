//! Location paths as XPath 1.0 §2 has them, over an answered form: every axis, every node test, predicates, unions.

use crate::expressions::{check, context};
use crate::table::form;
use saring_form::interview::{Context, Event, Interview};
use std::sync::Arc;

const HOUSES: &str = "
    | survey |
    | | type         | name  | label | relevant    |
    | | begin group  | g     | G     |             |
    | | text         | a     | A     |             |
    | | integer      | b     | B     |             |
    | | begin group  | inner | I     |             |
    | | text         | a     | A     |             |
    | | decimal      | c     | C     |             |
    | | end group    |       |       |             |
    | | end group    |       |       |             |
    | | begin repeat | r     | R     |             |
    | | text         | x     | X     |             |
    | | integer      | y     | Y     |             |
    | | end repeat   |       |       |             |
    | | text         | blank | Blank |             |
    | | text         | gated | Gated | ${b} = 9    |
    | | begin group  | shut  | Shut  | ${b} = 9    |
    | | text         | within | In   |             |
    | | end group    |       |       |             |
    | settings |
    | | omit_instanceID |
    | | yes             |
";

fn houses() -> Interview {
    let context: Context = context();
    let mut interview = Interview::start(Arc::new(form(HOUSES).form), context);
    for (reference, value) in [
        ("/data/g/a", "one"),
        ("/data/g/b", "1"),
        ("/data/g/inner/a", "two"),
        ("/data/g/inner/c", "2.5"),
        ("/data/r[1]/x", "p"),
        ("/data/r[1]/y", "3"),
        ("/data/r", ""),
        ("/data/r[2]/x", "q"),
        ("/data/r[2]/y", "7"),
        ("/data/r", ""),
        ("/data/r[3]/x", "p"),
        ("/data/r[3]/y", "5"),
    ] {
        let event = if reference.ends_with("/r") {
            Event::add(reference)
        } else {
            Event::set(reference, value)
        };
        interview.apply(&event).unwrap();
    }
    interview
}

fn seen_from(at: &str, table: &str) {
    let interview = houses();
    check(table, |source| {
        interview
            .evaluate(source, Some(at))
            .map_err(|e| e.code().to_owned())
    });
}

#[test]
fn axes() {
    seen_from(
        "/data/g/b",
        "
        .                                       | 1    | 1   | T
        self::b                                 | 1    | 1   | T
        self::a                                 | ``   | NaN | F
        ../a                                    | one  | NaN | T
        parent::g/inner/a                       | two  | NaN | T
        parent::*/child::b                      | 1    | 1   | T
        name(ancestor::*[1])                    | g    | NaN | T
        name(ancestor::*[2])                    | data | NaN | T
        name(ancestor::*)                       | data | NaN | T
        count(ancestor::node())                 | 3    | 3   | T
        count(ancestor-or-self::node())         | 4    | 4   | T
        name(ancestor-or-self::*[1])            | b    | NaN | T
        name(following-sibling::*)              | inner | NaN | T
        name(preceding-sibling::*)              | a    | NaN | T
        name(following::*[1])                   | inner | NaN | T
        count(following::x)                     | 3    | 3   | T
        name(preceding::*[1])                   | a    | NaN | T
        count(preceding::node())                | 2    | 2   | T
        count(/data/r[2]/y/preceding::y)        | 1    | 1   | T
        name(/data/r[3]/preceding::*[1])        | y    | NaN | T
        string(/data/r[3]/preceding::*[1])      | 7    | 7   | T
        string((/data/r[3]/preceding::*)[1])    | one1two2.5 | NaN | T
        count(/descendant::a)                   | 2    | 2   | T
        count(descendant-or-self::*)            | 1    | 1   | T
        count(attribute::*)                     | 0    | 0   | F
        count(namespace::*)                     | 0    | 0   | F
        ",
    );
}

#[test]
fn node_tests() {
    seen_from(
        "/data/g",
        "
        count(*)                                | 3    | 3   | T
        count(node())                           | 3    | 3   | T
        count(a/node())                         | 1    | 1   | T
        count(a/text())                         | 1    | 1   | T
        a/text()                                | one  | NaN | T
        name(a/text())                          | ``   | NaN | F
        name(a/text()/..)                       | a    | NaN | T
        count(text())                           | 0    | 0   | F
        count(.//text())                        | 4    | 4   | T
        count(/data/blank/text())               | 0    | 0   | F
        count(/data/gated/text())               | 0    | 0   | F
        /data/blank/text() = ''                 | false | 0  | F
        /data/blank = ''                        | true | 1   | T
        .//text()[. = 'two']/../../c            | 2.5  | 2.5 | T
        count(//text()[self::node()])           | 10   | 10  | T
        count(//text()[self::*])                | 0    | 0   | F
        count(comment()|processing-instruction()|processing-instruction('a')) | 0 | 0 | F
        count(other:*)                          | 0    | 0   | F
        count(a|b|a)                            | 2    | 2   | T
        name((b|a)[1])                          | a    | NaN | T
        string(a|b)                             | one  | NaN | T
        / = /data                               | true | 1   | T
        ",
    );
}

#[test]
fn predicates() {
    seen_from(
        "/data",
        "
        r[2]/x                                  | q    | NaN | T
        r[last()]/y                             | 5    | 5   | T
        r[last() - 1]/y                         | 7    | 7   | T
        r[position() > 1][1]/y                  | 7    | 7   | T
        r[x = 'p'][2]/y                         | 5    | 5   | T
        r[2][x = 'p']/y                         | ``   | NaN | F
        count(r[y])                             | 3    | 3   | T
        count(r[nothing])                       | 0    | 0   | F
        count(r[y > 3 and x = 'p'])             | 1    | 1   | T
        count(r[not(x = 'q')])                  | 2    | 2   | T
        count(r['0'])                           | 3    | 3   | T
        count(r[0.5 + 0.5])                     | 1    | 1   | T
        count(//a[1])                           | 2    | 2   | T
        count((//a)[1])                         | 1    | 1   | T
        (//a)[last()]                           | two  | NaN | T
        r[preceding-sibling::r][1]/y            | 7    | 7   | T
        r[count(preceding-sibling::r) = 2]/x    | p    | NaN | T
        (r/y)[. > 3][2]                         | 5    | 5   | T
        sum(r[x = 'p']/y)                       | 8    | 8   | T
        r[y = /data/r/y]/x                      | p    | NaN | T
        *[name() = 'r'][3]/y                    | 5    | 5   | T
        *[self::r or self::g][last()]/y         | 5    | 5   | T
        r//y[. = 7]                             | 7    | 7   | T
        ",
    );
}

#[test]
fn comparisons_of_node_sets() {
    seen_from(
        "/data",
        "
        r/y = 7                                 | true  | 1 | T
        r/y != 7                                | true  | 1 | T
        not(r/y = 7)                            | false | 0 | F
        r/y > 6                                 | true  | 1 | T
        6 < r/y                                 | true  | 1 | T
        r/y < r/y                               | true  | 1 | T
        r[1]/y < r[1]/y                         | false | 0 | F
        r/x = 'q'                               | true  | 1 | T
        nothing = ''                            | false | 0 | F
        nothing != ''                           | false | 0 | F
        nothing = false()                       | true  | 1 | T
        r = true()                              | true  | 1 | T
        true() <= r                             | true  | 1 | T
        r > false()                             | true  | 1 | T
        r/y = g/b                               | false | 0 | F
        ",
    );
}

#[test]
fn an_element_that_holds_others_is_true_and_a_blank_answer_is_not() {
    seen_from(
        "/data",
        "
        boolean(/)                              | true  | 1 | T
        boolean(/data)                          | true  | 1 | T
        boolean(r[1])                           | true  | 1 | T
        boolean(r[9])                           | false | 0 | F
        boolean(g/a)                            | true  | 1 | T
        boolean(blank)                          | false | 0 | F
        boolean(gated)                          | false | 0 | F
        boolean(shut)                           | false | 0 | F
        boolean(blank|g/a)                      | true  | 1 | T
        if(blank, 'yes', 'no')                  | no    | NaN | T
        if(r[2], 'yes', 'no')                   | yes   | NaN | T
        blank or r[3]                           | true  | 1 | T
        ",
    );
}
