//! How text is made alike before it is searched and before it is searched for.

use unicode_normalization::UnicodeNormalization;

/// One composed form, no case, single spaces; and nothing that shows nothing: Khmer writes a zero-width space between
/// words where one person puts it and another does not.
pub(crate) fn fold(text: &str) -> String {
    let shown = text.chars().filter(|c| !is_invisible(*c));
    let lower: String = shown.flat_map(char::to_lowercase).nfc().collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{200B}'
            ..='\u{200F}'
                | '\u{2060}'
                | '\u{FEFF}'
                | '\u{00AD}'
                | '\u{034F}'
                | '\u{17B4}'
                | '\u{17B5}'
    )
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_looks_alike_is_alike() {
        assert_eq!(fold("  Siti\u{a0} AMINAH\n"), "siti aminah");
        assert_eq!(fold("Cafe\u{301}"), fold("CAFÉ"));
        assert_eq!(fold("ភ្នំ\u{200B}ពេញ"), fold("ភ្នំពេញ"));
        assert_eq!(fold("\u{200B}\u{FEFF}"), "");
    }
}
