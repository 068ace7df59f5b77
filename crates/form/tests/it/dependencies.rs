//! What an expression reads is known from its text: whatever an event changes, every calculation ends as it would be
//! computed afresh.

use crate::expressions::context;
use crate::table::workbook;
use proptest::collection::vec;
use proptest::prelude::*;
use saring_form::interview::{Event, Interview};
use saring_form::xlsform::load;
use std::fmt::Write;
use std::sync::Arc;

/// Two levels of repeats, a gated group, a choice list; `outer` is computed once, `mine` in every `r`, `deep` in every `s`.
fn survey(outer: &[String], mine: &[String], deep: &[String]) -> String {
    let mut sheet = String::from(
        "
        | survey |
        | | type           | name  | label | relevant  | calculation |
        | | integer        | a     | A     |           |             |
        | | integer        | b     | B     |           |             |
        | | begin group    | g     | G     | ${b} != 2 |             |
        | | integer        | c     | C     |           |             |
        | | text           | x     | X     |           |             |
        | | end group      |       |       |           |             |
        | | select_one l   | one   | One   |           |             |
        | | begin repeat   | r     | R     |           |             |
        | | text           | p     | P     |           |             |
        | | integer        | y     | Y     | ${a} != 1 |             |
        | | begin repeat   | s     | S     |           |             |
        | | integer        | z     | Z     |           |             |
        ",
    );
    let calculate = |prefix: &str, all: &[String], sheet: &mut String| {
        for (index, source) in all.iter().enumerate() {
            let source = source.replace('|', "\\|");
            let _ = writeln!(sheet, "| | calculate | {prefix}{index} | | | {source} |");
        }
    };
    calculate("deep", deep, &mut sheet);
    sheet.push_str("| | end repeat | | | | |\n");
    calculate("mine", mine, &mut sheet);
    sheet.push_str("| | end repeat | | | | |\n| | integer | last | Last | | |\n");
    calculate("outer", outer, &mut sheet);
    sheet.push_str(
        "
        | choices |
        | | list_name | name | label | kind |
        | | l         | k1   | One   | 1    |
        | | l         | k2   | Two   | 2    |
        ",
    );
    sheet
}

/// Every calculation that is not what it would be afresh.
fn stale(interview: &Interview, outer: &[String], mine: &[String], deep: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |reference: String, source: &String| {
        let kept = interview
            .node(&reference)
            .expect("a calculation")
            .value()
            .to_owned();
        let fresh = interview
            .evaluate(source, Some(&reference))
            .map_or(String::new(), |value| value.string);
        let fresh = if fresh == "NaN" { String::new() } else { fresh };
        if kept != fresh {
            found.push(format!(
                "{reference} := {source} is {kept:?}, afresh {fresh:?}"
            ));
        }
    };
    for (index, source) in outer.iter().enumerate() {
        check(format!("/data/outer{index}"), source);
    }
    for r in (1..).take_while(|r| interview.node(&format!("/data/r[{r}]")).is_some()) {
        for (index, source) in mine.iter().enumerate() {
            check(format!("/data/r[{r}]/mine{index}"), source);
        }
        for s in (1..).take_while(|s| interview.node(&format!("/data/r[{r}]/s[{s}]")).is_some()) {
            for (index, source) in deep.iter().enumerate() {
                check(format!("/data/r[{r}]/s[{s}]/deep{index}"), source);
            }
        }
    }
    found
}

fn script() -> Vec<Event> {
    vec![
        Event::set("/data/a", "3"),
        Event::set("/data/r[1]/p", "one"),
        Event::set("/data/r[1]/y", "1"),
        Event::add("/data/r"),
        Event::set("/data/r[2]/y", "2"),
        Event::set("/data/r[2]/p", "two"),
        Event::add("/data/r[1]/s"),
        Event::set("/data/r[1]/s[1]/z", "5"),
        Event::add("/data/r[1]/s"),
        Event::set("/data/r[1]/s[2]/z", "7"),
        Event::add("/data/r[2]/s"),
        Event::set("/data/r[2]/s[1]/z", "9"),
        Event::set("/data/g/c", "4"),
        Event::set("/data/g/x", "text"),
        Event::set("/data/one", "k2"),
        Event::set("/data/last", "1"),
        Event::add("/data/r"),
        Event::set("/data/r[3]/y", "3"),
        Event::set("/data/b", "2"),
        Event::set("/data/a", "1"),
        Event::set("/data/a", "2"),
        Event::remove("/data/r[1]/s[1]"),
        Event::set("/data/b", "3"),
        Event::remove("/data/r[1]"),
        Event::set("/data/r[1]/y", "8"),
        Event::set("/data/last", "2"),
        Event::set("/data/one", "k1"),
        Event::remove("/data/r[2]"),
    ]
}

/// Plays the script; says what is stale after which event. `None` when the form is refused, as one is whose calculations
/// would read themselves.
fn played(
    outer: &[String],
    mine: &[String],
    deep: &[String],
    script: &[Event],
) -> Option<Vec<String>> {
    let loaded = load(&workbook(&survey(outer, mine, deep))).ok()?;
    let mut interview = Interview::start(Arc::new(loaded.form), context());
    let mut found = stale(&interview, outer, mine, deep);
    for event in script {
        // Some of the places are not there when a random script comes to them.
        if interview.apply(event).is_ok() {
            let after = stale(&interview, outer, mine, deep);
            found.extend(after.into_iter().map(|s| format!("after {event:?}: {s}")));
        }
    }
    Some(found)
}

fn own(sources: &[&str]) -> Vec<String> {
    sources.iter().map(|s| (*s).to_owned()).collect()
}

#[test]
fn a_change_is_seen_through_axes_predicates_and_look_ups() {
    let outer = own(&[
        "sum(/data/r/y)",
        "count(/data/r)",
        "count(${r}[y > 1])",
        "/data/r[p = 'two']/y",
        "/data/r[position() = /data/last]/y",
        "/data/r[last()]/y",
        "sum(/data/r/s/z)",
        "sum(//z)",
        "count(//s[z > 5])",
        "/data/r[s/z = 9]/p",
        "count(/data/g/descendant::*[. != ''])",
        "../a + ../b",
        "/data/last/preceding-sibling::r[1]/y",
        "sum(/data/a/following-sibling::r/y)",
        "sum(/data/a/following::z)",
        "sum(/data/last/preceding::z)",
        "/data/r/s/ancestor::r/y",
        "/data/r/s/z/../../p",
        "indexed-repeat(${y}, ${r}, 2)",
        "indexed-repeat(${y}, ${r}, ${last})",
        "indexed-repeat(${z}, ${r}, 1, ${s}, ${last})",
        "instance('l')/root/item[name = /data/one]/kind",
        "instance('l')/root/item[kind = current()/../last]/label",
        "jr:choice-name(${one}, '${one}')",
        "join(' ', /data/r/p)",
        "position(/data/r[y = 8])",
        "count-non-empty(/data/r/y | /data/g/c)",
        "if(${a} > 2, ${b}, ${c})",
        "coalesce(/data/g/c, /data/last)",
        "count(/data/r[count(s) > 1])",
        "concat(/data/r[2]/p, (//p)[last()])",
        "string(/data/g/x/text())",
        "count(//text()[. = '2'])",
        "max(/data/r[y != '']/y)",
        "boolean(/data/r[3])",
        "depend('', /data/r/y, /data/last)",
        "string(/data/g)",
        "sum(//r)",
        "count(/data/g[. > 1])",
        "concat(/data/r[1], '!')",
        "/data/g + 1",
        "/data/r[2]",
        "if(${a} > 2, /data/g, /data/r[1])",
        "string-length(/data/r[last()]/s)",
    ]);
    let mine = own(&[
        "position(..)",
        "../y + /data/last",
        "${y} * 2",
        "count(../s)",
        "sum(../s/z)",
        "sum(${z})",
        "../preceding-sibling::r[1]/y",
        "count(../following-sibling::r)",
        "/data/r[position() = position(current()/..) - 1]/y",
        "/data/r[position() = position(current()/..) + 1]/p",
        "current()/../p",
        "indexed-repeat(${y}, ${r}, position(..) - 1)",
        "../../r[1]/y",
        "count(/data/r[y = current()/../y])",
        "sum(/data/r[p != current()/../p]/y)",
        "string(../s[last()]/z)",
        "count(../s[z > ../y])",
        "instance('l')/root/item[kind = current()/../y]/name",
        "name(..)",
        "${c} + ${y}",
    ]);
    let deep = own(&[
        "position(..)",
        "position(../..)",
        "../z + ../../y",
        "${z} + ${y} + ${a}",
        "../preceding-sibling::s/z",
        "sum(../../s/z)",
        "sum(/data/r/s[z > current()/../z]/z)",
        "count(ancestor::r/preceding-sibling::r)",
        "indexed-repeat(${z}, ${r}, position(../..), ${s}, position(..) - 1)",
    ]);
    let found = played(&outer, &mine, &deep, &script()).expect("a form without errors");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// One step that names something other than a calculation.
fn step() -> impl Strategy<Value = String> {
    let axis = prop::sample::select(vec![
        "",
        "",
        "",
        "child::",
        "descendant::",
        "ancestor::",
        "ancestor-or-self::",
        "following-sibling::",
        "preceding-sibling::",
        "following::",
        "preceding::",
        "parent::",
        "self::",
        "descendant-or-self::",
    ]);
    let test = prop::sample::select(vec![
        "a", "b", "g", "c", "r", "s", "p", "y", "z", "last", "data",
    ]);
    let predicate = prop::sample::select(vec![
        "",
        "",
        "",
        "[1]",
        "[last()]",
        "[position() = /data/last]",
        "[. > 1]",
        "[p = 'two']",
        "[s/z > 5]",
        "[y]",
        "[z = current()/../z]",
        "[position() = position(current()/..)]",
        "[../y > 1]",
        "[following-sibling::r]",
    ]);
    prop_oneof![
        4 => (axis, test, predicate).prop_map(|(axis, test, predicate)| format!("{axis}{test}{predicate}")),
        1 => Just("..".to_owned()),
    ]
}

fn path() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "/data/",
        "//",
        "../",
        "../../",
        "current()/../",
        "/data/r/",
        "/data/r/s/",
    ]);
    (start, vec(step(), 1..3), any::<bool>()).prop_map(|(start, steps, anywhere)| {
        format!("{start}{}", steps.join(if anywhere { "//" } else { "/" }))
    })
}

/// A calculation; one that stands inside the elements does not read their texts, which it would be part of itself.
fn calculation(outside: bool) -> impl Strategy<Value = String> {
    let of_nodes = prop::sample::select(vec!["count", "boolean", "name", "position"]);
    let of_texts = prop::sample::select(vec!["sum", "string", "count-non-empty", "join"]);
    let mut named = vec!["a", "b", "c", "p", "y", "z", "last"];
    if outside {
        named.extend(["g", "r", "s"]);
    }
    let leaf = prop::sample::select(named);
    let elements = if outside { "data[. > 1]" } else { "[. > 1]" };
    prop_oneof![
        (of_nodes, path()).prop_map(|(function, path)| format!("{function}({path})")),
        (of_texts, path(), leaf).prop_map(|(function, path, leaf)| match function {
            "join" => format!("join(' ', {path}/{leaf})"),
            _ => format!("{function}({path}/{leaf})"),
        }),
    ]
    .prop_map(move |source| {
        let leaves = elements.replace('[', "[not(*)][");
        source.replace(elements, &leaves)
    })
}

fn event() -> impl Strategy<Value = Event> {
    let leaf = prop::sample::select(vec![
        "/data/a",
        "/data/b",
        "/data/g/c",
        "/data/last",
        "/data/r[1]/y",
        "/data/r[2]/y",
        "/data/r[1]/s[1]/z",
        "/data/r[1]/s[2]/z",
        "/data/r[2]/s[1]/z",
        "/data/r[3]/y",
    ]);
    let name = prop::sample::select(vec!["/data/r[1]/p", "/data/r[2]/p", "/data/g/x"]);
    prop_oneof![
        6 => (leaf, 0..4u8).prop_map(|(reference, n)| Event::set(reference, n.to_string())),
        2 => (name, prop::sample::select(vec!["one", "two", ""])).prop_map(|(reference, text)| Event::set(reference, text)),
        3 => prop::sample::select(vec!["/data/r", "/data/r[1]/s", "/data/r[2]/s"]).prop_map(Event::add),
        1 => prop::sample::select(vec!["/data/r[1]", "/data/r[2]", "/data/r[1]/s[1]"]).prop_map(Event::remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_change_is_seen_through_any_path(
        outer in vec(calculation(true), 3),
        mine in vec(calculation(false), 3),
        deep in vec(calculation(false), 2),
        events in vec(event(), 12),
    ) {
        // Each by itself, so that one that would read itself takes no other with it.
        for source in &outer {
            let found = played(std::slice::from_ref(source), &[], &[], &events).unwrap_or_default();
            prop_assert!(found.is_empty(), "{}", found.join("\n"));
        }
        for source in &mine {
            let found = played(&[], std::slice::from_ref(source), &[], &events).unwrap_or_default();
            prop_assert!(found.is_empty(), "{}", found.join("\n"));
        }
        for source in &deep {
            let found = played(&[], &[], std::slice::from_ref(source), &events).unwrap_or_default();
            prop_assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }
}
