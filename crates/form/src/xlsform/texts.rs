//! A text of a form cut into words and outputs: `${name}`, and paths into choice lists as old forms write them.

use super::references;
use crate::definition::Piece;
use crate::expression::Expression;

/// Cuts a text. What `parse` refuses stays as words; it has reported it.
pub(super) fn pieces(
    text: String,
    parse: &mut dyn FnMut(&str) -> Option<Expression>,
) -> Vec<Piece> {
    let calls = text.as_bytes().contains(&b'(') && text.contains("instance(");
    if !calls && !references::may_be_in(&text) {
        return vec![Piece::Words(text)];
    }
    let mut pieces = Vec::new();
    let mut words = 0;
    let push_words = |pieces: &mut Vec<Piece>, words: &str| {
        if !words.is_empty() {
            pieces.push(Piece::Words(words.to_owned()));
        }
    };
    for (start, end) in outputs(&text) {
        if let Some(expression) = parse(&text[start..end]) {
            push_words(&mut pieces, &text[words..start]);
            pieces.push(Piece::Output(expression));
            words = end;
        }
    }
    push_words(&mut pieces, &text[words..]);
    pieces.shrink_to_fit();
    pieces
}

const CALL: &str = "instance(";

/// Byte ranges of the outputs, in order: each reference, and each `instance(...)` with the path after it.
fn outputs(text: &str) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find("instance(").map(|i| i + from) {
        // No path without a name in quotes, and yet every tool takes the word for the beginning of one.
        let named = text[start + CALL.len()..].starts_with(['\'', '"']);
        let end = if named {
            path_end(text, start)
        } else {
            start + CALL.len()
        };
        // A function whose name only ends so is no path.
        let is_path = (!named || text[start..end].contains(")/"))
            && !text[..start]
                .ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        if is_path {
            ranges.push((start, end));
        }
        from = end.max(start + 1);
    }
    let inside = |at: usize| ranges.iter().any(|(s, e)| (*s..*e).contains(&at));
    let references = references::find(text)
        .into_iter()
        .filter(|r| r.name.is_some() && !inside(r.start));
    let mut all: Vec<(usize, usize)> = references.map(|r| (r.start, r.end)).collect();
    all.extend(&ranges);
    all.sort_unstable();
    all
}

/// Where a path that begins at `start` ends: at white space outside brackets and quotes.
fn path_end(text: &str, start: usize) -> usize {
    let (mut depth, mut quote) = (0usize, None);
    for (i, c) in text[start..].char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '[' | '(') => depth += 1,
            (None, ']' | ')') => depth = depth.saturating_sub(1),
            (None, c)
                if depth == 0
                    && (c.is_whitespace() || matches!(c, ',' | ';' | '<' | '!' | '?')) =>
            {
                return start + i;
            }
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::outputs;

    fn cut(text: &str) -> Vec<&str> {
        outputs(text)
            .into_iter()
            .map(|(s, e)| &text[s..e])
            .collect()
    }

    #[test]
    fn outputs_of_a_text() {
        assert_eq!(cut("Hello ${name}, ${age}!"), ["${name}", "${age}"]);
        assert_eq!(
            cut("It is instance('towns')/root/item[name = ${town}]/label today"),
            ["instance('towns')/root/item[name = ${town}]/label"]
        );
        assert_eq!(cut("for instance (this)"), [""; 0]);
    }
}
