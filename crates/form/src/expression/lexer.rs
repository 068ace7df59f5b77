//! Turns the text of an expression into tokens (XPath 1.0 §3.7, with `${name}` as XLSForm writes it). Knows no grammar
//! beyond the rule that tells an operator from a name.

use super::ParseError;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(f64),
    Literal(String),
    /// A name with its prefix, if any: `jr:choice-name`. Also `prefix:*`.
    Name(String),
    /// `${name}`
    Reference(String),
    /// `and`, `or`, `div`, `mod` where an operator can stand.
    Word(Word),
    /// Punctuation and operators of one or two characters: `(`, `//`, `!=`.
    Mark(Mark),
}

/// Operators that are spelled as names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    And,
    Or,
    Div,
    Mod,
}

/// Punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Dot,
    DotDot,
    At,
    Comma,
    ColonColon,
    Slash,
    SlashSlash,
    Pipe,
    Plus,
    Minus,
    Star,
    Multiply,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A token and the byte where it begins.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) at: usize,
}

/// `NameStartChar` of XML 1.0 (fifth edition) without the colon.
fn name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}' | '\u{200d}'
        | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
        | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

/// `NameChar` of XML 1.0 without the colon.
fn name_rest(c: char) -> bool {
    name_start(c)
        || c.is_ascii_digit()
        || matches!(
            c,
            '-' | '.' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}'
        )
}

/// Length in bytes of the NCName at the start of `text`.
fn name_length(text: &str) -> usize {
    let mut chars = text.char_indices();
    match chars.next() {
        Some((_, c)) if name_start(c) => {}
        _ => return 0,
    }
    chars
        .find(|(_, c)| !name_rest(*c))
        .map_or(text.len(), |(i, _)| i)
}

/// XPath 1.0 §3.7: after these, `*` and a name are operands; after anything else they are operators.
fn operand_may_follow(previous: Option<&Token>) -> bool {
    match previous {
        None | Some(Token::Word(_)) => true,
        Some(Token::Mark(m)) => !matches!(
            m,
            Mark::Close | Mark::CloseBracket | Mark::Dot | Mark::DotDot | Mark::Star
        ),
        Some(_) => false,
    }
}

/// All tokens of `source`.
pub(super) fn tokens(source: &str) -> Result<Vec<Placed>, ParseError> {
    let mut out: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let operand = operand_may_follow(out.last().map(|p| &p.token));
        let (token, length) = match c {
            '"' | '\'' => literal(rest, c).ok_or_else(|| ParseError::syntax(at))?,
            '$' => reference(rest).ok_or_else(|| ParseError::syntax(at))?,
            '0'..='9' => number(rest).ok_or_else(|| ParseError::syntax(at))?,
            '.' if rest[1..].starts_with(|d: char| d.is_ascii_digit()) => {
                number(rest).ok_or_else(|| ParseError::syntax(at))?
            }
            c if name_start(c) => name(rest, operand),
            _ => mark(rest, operand).ok_or_else(|| ParseError::syntax(at))?,
        };
        out.push(Placed { token, at });
        at += length;
    }
    Ok(out)
}

fn literal(rest: &str, quote: char) -> Option<(Token, usize)> {
    let end = rest[1..].find(quote)?;
    Some((Token::Literal(rest[1..=end].to_owned()), end + 2))
}

fn reference(rest: &str) -> Option<(Token, usize)> {
    let inner = rest.strip_prefix("${")?;
    let end = inner.find('}')?;
    let name = inner[..end].trim();
    (!name.is_empty()).then(|| (Token::Reference(name.to_owned()), end + 3))
}

fn number(rest: &str) -> Option<(Token, usize)> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(rest);
    let mut length = whole;
    if rest[whole..].starts_with('.') {
        let fraction = digits(&rest[whole + 1..]);
        if whole + fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    }
    let text = rest[..length].trim_end_matches('.');
    Some((Token::Number(text.parse().ok()?), length))
}

fn name(rest: &str, operand: bool) -> (Token, usize) {
    let mut length = name_length(rest);
    if !operand {
        // No name can stand here, so what only begins like an operator is one: `5 mod2`, as every engine reads it.
        let words = [
            ("and", Word::And),
            ("or", Word::Or),
            ("div", Word::Div),
            ("mod", Word::Mod),
        ];
        if let Some((word, token)) = words.iter().find(|(word, _)| rest.starts_with(word)) {
            return (Token::Word(*token), word.len());
        }
    }
    // A prefix, unless the colon belongs to an axis (`self::node()`).
    if rest[length..].starts_with(':') && !rest[length..].starts_with("::") {
        let after = &rest[length + 1..];
        let local = name_length(after);
        if local > 0 {
            length += 1 + local;
        } else if after.starts_with('*') {
            length += 2;
        }
    }
    (Token::Name(rest[..length].to_owned()), length)
}

fn mark(rest: &str, operand: bool) -> Option<(Token, usize)> {
    let bytes = rest.as_bytes();
    let two = |second: u8| bytes.get(1) == Some(&second);
    let (mark, length) = match bytes[0] {
        b'(' => (Mark::Open, 1),
        b')' => (Mark::Close, 1),
        b'[' => (Mark::OpenBracket, 1),
        b']' => (Mark::CloseBracket, 1),
        b'.' if two(b'.') => (Mark::DotDot, 2),
        b'.' => (Mark::Dot, 1),
        b'@' => (Mark::At, 1),
        b',' => (Mark::Comma, 1),
        b':' if two(b':') => (Mark::ColonColon, 2),
        b'/' if two(b'/') => (Mark::SlashSlash, 2),
        b'/' => (Mark::Slash, 1),
        b'|' => (Mark::Pipe, 1),
        b'+' => (Mark::Plus, 1),
        b'-' => (Mark::Minus, 1),
        b'*' if operand => (Mark::Star, 1),
        b'*' => (Mark::Multiply, 1),
        b'=' => (Mark::Equal, 1),
        b'!' if two(b'=') => (Mark::NotEqual, 2),
        b'<' if two(b'=') => (Mark::LessOrEqual, 2),
        b'<' => (Mark::Less, 1),
        b'>' if two(b'=') => (Mark::GreaterOrEqual, 2),
        b'>' => (Mark::Greater, 1),
        _ => return None,
    };
    Some((Token::Mark(mark), length))
}
