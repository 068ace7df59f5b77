//! Small rules about the text of cells: spaces, quotes, names, yes and no. Knows no sheet.

use std::borrow::Cow;

/// Lower case, words joined by `_`.
pub(super) fn snake_case(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join("_")
        .to_lowercase()
}

/// A cell as pyxform cleans it: curly quotes become straight ones, and runs of spaces one space where `collapse`.
pub(super) fn clean(text: &str, collapse: bool) -> Cow<'_, str> {
    if !may_need_cleaning(text.as_bytes(), collapse) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' => out.push('\''),
            '\u{201c}' | '\u{201d}' => out.push('"'),
            ' ' if collapse && out.ends_with(' ') => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether two bytes in a row end a curly quote or, where `collapse`, are spaces. Looks at all of them, since that is what
/// a processor does many at a time, and a form is mostly texts in which it finds nothing.
fn may_need_cleaning(bytes: &[u8], collapse: bool) -> bool {
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    pairs.fold(false, |found, (first, second)| {
        // U+2018, U+2019, U+201C and U+201D are E2 80 and one of 98, 99, 9C, 9D.
        let curly = (*first == 0x80) & (second & 0xfa == 0x98);
        let wide = collapse & (*first == b' ') & (*second == b' ');
        found | curly | wide
    })
}

/// XLSForm's spellings of yes and no.
pub(super) fn yes_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "true()" => Some(true),
        "no" | "No" | "NO" | "false" | "False" | "FALSE" | "false()" => Some(false),
        _ => None,
    }
}

/// The expression a logic cell stands for: `yes` and `no` are written out.
pub(super) fn logic(text: &str) -> &str {
    match yes_no(text) {
        Some(true) => "true()",
        Some(false) => "false()",
        None => text,
    }
}

/// Whether a text is an element name as pyxform accepts it: an NCName, with one prefix at most.
pub(super) fn is_name(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_ncname(prefix) && is_ncname(local),
        None => is_ncname(text),
    }
}

/// Whether a text is a name without a prefix (XML Names §3, in pyxform's reading, which leaves out U+00C0–U+00D6).
pub(super) fn is_ncname(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

/// Whether a text can name an element or attribute in XML (Names §4): more than pyxform takes for a name.
pub(super) fn is_xml_name(text: &str) -> bool {
    let starts = |c: char| starts_name(c) || ('\u{c0}'..='\u{d6}').contains(&c);
    let local = |part: &str| {
        part.starts_with(starts)
            && part
                .chars()
                .all(|c| starts(c) || (continues_name(c) && c != '\u{37e}'))
    };
    match text.split_once(':') {
        Some((prefix, name)) => local(prefix) && local(name),
        None => local(text),
    }
}

pub(super) fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}'
        | '\u{200c}' | '\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

pub(super) fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["a", "_1", "a-b.c", "été", "ឈ្មោះ", "orx:meta"] {
            assert!(is_name(good), "{good}");
        }
        for bad in ["", "1a", "a b", "-a", "a:b:c", "a/b", "$a"] {
            assert!(!is_name(bad), "{bad}");
        }
    }

    #[test]
    fn curly_quotes_are_straightened_and_spaces_collapsed_on_demand() {
        assert_eq!(
            clean("selected(., \u{2018}a\u{2019})", true),
            "selected(., 'a')"
        );
        assert_eq!(clean("a   b", true), "a b");
        assert_eq!(clean("a   b", false), "a   b");
    }
}
