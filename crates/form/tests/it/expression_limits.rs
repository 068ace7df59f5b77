//! No expression takes the program's stack, time or memory: what would is refused with a code.

use crate::expressions::context;
use saring_form::expression::parse;
use saring_form::interview::evaluate_str;
use std::thread;

/// The code of what has no value; a value says "ok".
fn code(source: &str) -> &'static str {
    evaluate_str(source, context()).map_or_else(|error| error.code(), |_| "ok")
}

/// On a stack an eighth of what a program starts with.
fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let small = thread::Builder::new().stack_size(1024 * 1024);
    small.spawn(run).unwrap().join().unwrap();
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    on_a_small_stack(|| {
        for (open, close) in [
            ("(", ")"),
            ("-", ""),
            ("not(", ")"),
            ("/data[", "]"),
            ("a//b[", "]"),
            ("if(1, 2, ", ")"),
        ] {
            for times in [250, 5_000, 30_000, 100_000] {
                let nested = format!("{}1{}", open.repeat(times), close.repeat(times));
                let code = parse(&nested, &|_| None).unwrap_err().code;
                assert!(
                    matches!(code, "too-deep" | "too-long"),
                    "{open} {times}: {code}"
                );
            }
        }
        let leaning = format!(
            "{}1{}",
            "(".repeat(150),
            format!("{})", "+1".repeat(800)).repeat(150)
        );
        assert_eq!(code(&leaning), "too-deep");
        assert_eq!(code(&"a/".repeat(2_000)), "too-deep");
    });
}

#[test]
fn what_an_author_may_write_is_not() {
    on_a_small_stack(|| {
        let chosen = format!("{}'last'{}", "if(false(), 1, ".repeat(190), ")".repeat(190));
        assert_eq!(evaluate_str(&chosen, context()).unwrap().string, "last");
        let predicates = format!("count({}1{})", "/data[".repeat(190), "]".repeat(190));
        assert_eq!(evaluate_str(&predicates, context()).unwrap().number, 1.0);
        let sum = vec!["1"; 2_900].join(" + ");
        let parsed = parse(&sum, &|_| None).unwrap();
        assert_eq!(parsed.clone(), parsed);
        assert_eq!(evaluate_str(&sum, context()).unwrap().string, "2900");
        let union = vec!["//*"; 2_900].join("|");
        assert_eq!(
            evaluate_str(&format!("count({union})"), context())
                .unwrap()
                .number,
            1.0
        );
    });
}

#[test]
fn long_texts_and_many_arguments_are_read_up_to_a_limit() {
    let long = "a".repeat(200_000);
    assert_eq!(
        evaluate_str(&format!("string-length('{long}')"), context())
            .unwrap()
            .number,
        200_000.0
    );
    assert_eq!(code(&format!("'{}'", long.repeat(2))), "too-long");
    assert_eq!(code(&format!("concat({}1)", "1,".repeat(60_000))), "ok");
    assert_eq!(
        evaluate_str(&"9".repeat(100_000), context())
            .unwrap()
            .string,
        "Infinity"
    );
    assert_eq!(
        evaluate_str("string-length(uuid(99999999999))", context())
            .unwrap()
            .number,
        10_000.0
    );
    // Every argument as long as all before it.
    let doubled = (0..12).fold(format!("'{}'", "a".repeat(10)), |text, _| {
        format!("concat({text}, {text})")
    });
    assert_eq!(
        evaluate_str(&format!("string-length({doubled})"), context())
            .unwrap()
            .number,
        40_960.0
    );
    let glue = format!("join('{}', {}1)", "a".repeat(20_000), "1,".repeat(100));
    assert_eq!(code(&glue), "text-too-long");
}

#[test]
fn patterns_that_do_not_come_to_an_end_are_refused() {
    let text = "a".repeat(9_000);
    for (pattern, expected) in [
        ("(a+)+b", "ok"),
        ("(?:(?!b)a|(?!b)aa)*c", "too-much"),
        (r"(?:(a|aa)(?!b))*\1c", "too-much"),
        ("((a{1,100}){1,100}){1,100}", "invalid-pattern"),
    ] {
        assert_eq!(
            code(&format!("regex('{text}', '{pattern}')")),
            expected,
            "{pattern}"
        );
    }
}
