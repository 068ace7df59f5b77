//! Whether a `default` is a value or an expression, by the rule that pyxform follows. Does not parse expressions.

use super::text::{continues_name, starts_name};

/// Types whose defaults have hyphens without being sums.
const HYPHENATED: &[&str] = &["date", "dateTime", "geopoint", "geotrace", "geoshape"];

/// Whether the default is evaluated: it holds an arithmetic operator, a union, a reference or a function call.
///
/// Numbers, dates and texts in quotes are whole; a hyphen inside a word belongs to the word. `type_cell` is the type
/// as written: a subtraction in a date is a date.
pub(super) fn is_dynamic(default: &str, type_cell: &str) -> bool {
    let hyphenated = HYPHENATED.contains(&type_cell);
    let mut rest = default;
    while let Some(c) = rest.chars().next() {
        if let Some(n) = moment(rest).or_else(|| number(rest)) {
            rest = &rest[n..];
            continue;
        }
        if rest.starts_with(" mod ") || rest.starts_with(" div ") || matches!(c, '*' | '+' | '-') {
            return !(hyphenated && c == '-');
        }
        if c == '|' {
            return true;
        }
        if c == '"' || c == '\'' {
            let closed = rest[1..].find(c).map_or(1, |end| end + 2);
            rest = &rest[closed..];
            continue;
        }
        if let Some(inner) = rest.strip_prefix("${") {
            let inner = inner.strip_prefix("last-saved#").unwrap_or(inner);
            let n = name(inner);
            if n > 0 && inner[n..].starts_with('}') {
                return true;
            }
        }
        let n = qualified_name(rest);
        if n == 0 {
            rest = &rest[c.len_utf8()..];
        } else if rest[n..].starts_with('(') {
            return true;
        } else {
            rest = &rest[n..];
        }
    }
    false
}

/// Length of the name at the start, 0 when there is none.
fn name(text: &str) -> usize {
    if !text.starts_with(starts_name) {
        return 0;
    }
    text.find(|c| !continues_name(c)).unwrap_or(text.len())
}

fn qualified_name(text: &str) -> usize {
    let n = name(text);
    if n == 0 {
        return 0;
    }
    match text[n..].strip_prefix(':').map(name) {
        Some(local) if local > 0 => n + 1 + local,
        _ => n,
    }
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len())
}

/// Length of the number at the start: `-1`, `1.5`, `.5`.
fn number(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(&text[sign..]);
    let point = sign + whole;
    let fraction = if text[point..].starts_with('.') {
        digits(&text[point + 1..])
    } else {
        0
    };
    match (whole, text[point..].starts_with('.')) {
        (0, true) if fraction > 0 => Some(point + 1 + fraction),
        (0, _) => None,
        (_, true) => Some(point + 1 + fraction),
        _ => Some(point),
    }
}

/// Length of the date or time at the start.
fn moment(text: &str) -> Option<usize> {
    let sign = usize::from(text.starts_with('-'));
    let date = pattern(&text[sign..], "dddd-dd-dd").map(|n| n + sign);
    date.or_else(|| pattern(text, "dd:dd:dd"))
}

fn pattern(text: &str, shape: &str) -> Option<usize> {
    let bytes = text.as_bytes().get(..shape.len())?;
    let fits = bytes.iter().zip(shape.bytes()).all(|(b, s)| {
        if s == b'd' {
            b.is_ascii_digit()
        } else {
            *b == s
        }
    });
    fits.then_some(shape.len())
}

#[cfg(test)]
mod tests {
    use super::is_dynamic;

    #[test]
    fn values_stay_values() {
        for (default, of) in [
            ("yes", "select_one yn"),
            ("2024-02-29", "date"),
            ("2024-02-29", "text"),
            ("-1", "integer"),
            ("1.5", "decimal"),
            ("well-known", "text"),
            ("a (b)", "text"),
            ("'1 + 2'", "text"),
            ("10:30:00", "time"),
            ("11.5 -104.9 0 0", "geopoint"),
            ("https://example.org/a-b", "text"),
            ("five mod", "text"),
            ("ភាសាខ្មែរ", "text"),
        ] {
            assert!(!is_dynamic(default, of), "{default}");
        }
    }

    #[test]
    fn expressions_are_evaluated() {
        for (default, of) in [
            ("today()", "date"),
            ("${name}", "text"),
            ("${last-saved#name}", "text"),
            ("1 + 2", "integer"),
            ("4 div 2", "integer"),
            ("5 mod 2", "integer"),
            ("a - b", "text"),
            ("../a | ../b", "text"),
            ("concat('a', 'b')", "text"),
        ] {
            assert!(is_dynamic(default, of), "{default}");
        }
        assert!(!is_dynamic("x - y", "date"));
    }
}
