//! Regular expressions as forms write them: those of Java and JavaScript, where `\d` means the ten ASCII digits and the
//! whole text has to match.

use fancy_regex::Regex;
use std::cell::RefCell;
use std::collections::HashMap;

/// Patterns kept compiled; a form has few.
const KEPT: usize = 256;

thread_local! {
    static COMPILED: RefCell<HashMap<String, Option<Regex>>> = RefCell::new(HashMap::new());
}

/// Whether all of `text` matches; `None` for what is no pattern.
pub(super) fn matches(text: &str, pattern: &str) -> Option<bool> {
    COMPILED.with_borrow_mut(|cache| {
        if cache.len() >= KEPT && !cache.contains_key(pattern) {
            cache.clear();
        }
        let regex = cache
            .entry(pattern.to_owned())
            .or_insert_with(|| Regex::new(&format!(r"\A(?:{})\z", translate(pattern))).ok());
        // A pattern that backtracks without end is one that does not match.
        regex.as_ref().map(|r| r.is_match(text).unwrap_or(false))
    })
}

/// Writes the pattern so that Rust's engine reads it as Java's does.
fn translate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut in_class = false;
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let Some(escaped) = chars.next() else {
                    out.push('\\');
                    break;
                };
                match (escaped, in_class) {
                    ('d', true) => out.push_str("0-9"),
                    ('d', false) => out.push_str("[0-9]"),
                    ('w', true) => out.push_str("A-Za-z0-9_"),
                    ('w', false) => out.push_str("[A-Za-z0-9_]"),
                    ('s', true) => out.push_str(r"\t\n\x0B\f\r "),
                    ('s', false) => out.push_str(r"[\t\n\x0B\f\r ]"),
                    ('D', false) => out.push_str("[^0-9]"),
                    ('W', false) => out.push_str("[^A-Za-z0-9_]"),
                    ('S', false) => out.push_str(r"[^\t\n\x0B\f\r ]"),
                    _ => {
                        out.push('\\');
                        out.push(escaped);
                    }
                }
            }
            '[' if in_class => out.push_str(r"\["),
            '[' => {
                in_class = true;
                out.push('[');
                if chars.peek() == Some(&'^') {
                    out.push('^');
                    chars.next();
                }
            }
            ']' if in_class => {
                in_class = false;
                out.push(']');
            }
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_has_to_match() {
        for (text, pattern, expected) in [
            ("12", r"\d{2}", true),
            ("123", r"\d{2}", false),
            ("១២", r"\d{2}", false),
            ("a.b", r"[\w.]+", true),
            ("ab", "a|ab", true),
            ("x[", "x[[]", true),
            ("abc1", r"^(?=.*\d).+$", true),
            ("abc", r"^(?!abc).*$", false),
        ] {
            assert_eq!(matches(text, pattern), Some(expected), "{text} {pattern}");
        }
        assert_eq!(matches("a", "("), None);
    }
}
