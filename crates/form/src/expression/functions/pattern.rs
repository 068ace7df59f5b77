//! Regular expressions as forms write them: those of Java and JavaScript, where `\d` means the ten ASCII digits and the
//! whole text has to match.

use crate::expression::evaluate::EvalError;
use crate::expression::limits::{
    LARGEST_PATTERN, LONGEST_BACKTRACKED, LONGEST_PATTERN, MOST_BACKTRACKING, PATTERNS_KEPT,
};
use std::cell::RefCell;
use std::collections::HashMap;

/// A compiled pattern.
enum Pattern {
    /// Matched in time that grows with the text alone.
    Plain(regex::Regex),
    /// Looks around or back, and may try again and again.
    Backtracking(fancy_regex::Regex),
}

thread_local! {
    static COMPILED: RefCell<HashMap<String, Option<Pattern>>> = RefCell::new(HashMap::new());
}

fn compile(pattern: &str) -> Option<Pattern> {
    if pattern.len() > LONGEST_PATTERN || is_broken(pattern) {
        return None;
    }
    let pattern = format!(r"\A(?:{})\z", translate(pattern));
    let plain = regex::RegexBuilder::new(&pattern)
        .size_limit(LARGEST_PATTERN)
        .dfa_size_limit(LARGEST_PATTERN)
        .build();
    match plain {
        Ok(plain) => Some(Pattern::Plain(plain)),
        Err(regex::Error::CompiledTooBig(_)) => None,
        Err(_) => fancy_regex::RegexBuilder::new(&pattern)
            .backtrack_limit(MOST_BACKTRACKING)
            .delegate_size_limit(LARGEST_PATTERN)
            .delegate_dfa_size_limit(LARGEST_PATTERN)
            .build()
            .ok()
            .map(Pattern::Backtracking),
    }
}

/// Whether all of `text` matches.
///
/// # Errors
/// `invalid-pattern`; `too-much` for one that does not come to an end.
pub(super) fn matches(text: &str, pattern: &str) -> Result<bool, EvalError> {
    COMPILED.with_borrow_mut(|cache| {
        if cache.len() >= PATTERNS_KEPT && !cache.contains_key(pattern) {
            cache.clear();
        }
        let compiled = cache
            .entry(pattern.to_owned())
            .or_insert_with(|| compile(pattern));
        match compiled {
            None => Err(EvalError::new("invalid-pattern", "regex")),
            Some(Pattern::Plain(plain)) => Ok(plain.is_match(text)),
            Some(Pattern::Backtracking(_)) if text.len() > LONGEST_BACKTRACKED => {
                Err(EvalError::new("too-much", "regex"))
            }
            Some(Pattern::Backtracking(pattern)) => pattern
                .is_match(text)
                .map_err(|_| EvalError::new("too-much", "regex")),
        }
    })
}

/// Whether no engine takes this for a regular expression: brackets that do not match, a repetition of nothing, one of at
/// least two and at most one.
pub(crate) fn is_broken(pattern: &str) -> bool {
    let (mut groups, mut in_class, mut nothing) = (0usize, false, true);
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        let before = std::mem::replace(&mut nothing, false);
        match c {
            '\\' if chars.next().is_none() => return true,
            '\\' => {}
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => {
                groups += 1;
                nothing = true;
                if chars.peek() == Some(&'?') {
                    chars.next();
                }
            }
            ')' if groups == 0 => return true,
            ')' => groups -= 1,
            '|' => nothing = true,
            '*' | '+' | '?' if before => return true,
            '{' => {
                let numbers: String = chars.clone().take_while(|c| *c != '}').collect();
                let bounds = numbers.split_once(',');
                let bounds = bounds.map(|(least, most)| (least.parse(), most.parse()));
                if matches!(bounds, Some((Ok::<u64, _>(least), Ok::<u64, _>(most))) if least > most)
                {
                    return true;
                }
            }
            _ => {}
        }
    }
    groups > 0 || in_class
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
            assert_eq!(matches(text, pattern), Ok(expected), "{text} {pattern}");
        }
        assert_eq!(matches("a", "(").unwrap_err().code, "invalid-pattern");
    }

    #[test]
    fn a_pattern_that_does_not_come_to_an_end_is_refused() {
        let text = format!("{}!", "a".repeat(40));
        assert_eq!(matches(&text, "(a+)+b"), Ok(false));
        for pattern in ["(?:(?!b)a|(?!b)aa)*c", r"(?:(a|aa)(?!b))*\1c"] {
            assert_eq!(matches(&text, pattern).unwrap_err().code, "too-much");
        }
        let large = "((a{1,100}){1,100}){1,100}";
        assert_eq!(matches("a", large).unwrap_err().code, "invalid-pattern");
    }

    #[test]
    fn patterns_that_are_none() {
        for broken in [
            "[", "(", ")", "*", "a|+", "(*)", "^[a-z", "a\\", "(a))", "a{2,1}",
        ] {
            assert!(is_broken(broken), "{broken}");
        }
        for good in [
            "", "a*", "\\[", "[(]", "[*+?]", "(?:a)?", "(?<=a)b", "a{2}", "{", "[\\]]+", "^\\d+$",
            "]", "a{1,2}", "a{2,}", "[{2,1}]", "\\{2,1}",
        ] {
            assert!(!is_broken(good), "{good}");
        }
    }
}
