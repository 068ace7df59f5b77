//! A text in every language of the form, with references in it.

use crate::expression::Expression;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// `${name}` in a label: the value of an expression.
    Output(Expression),
}

/// One text in the form's languages. `by_language[i]` is the text in `Form::languages[i]`; `None` where the author left
/// the cell empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// One entry a language.
    pub by_language: Vec<Option<Vec<Piece>>>,
}

impl Text {
    /// Whether no language has any words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_language.iter().all(Option::is_none)
    }

    /// The pieces in this language, else in the fallback language, else in the first that has any.
    #[must_use]
    pub fn pieces(&self, language: usize, fallback: usize) -> &[Piece] {
        let at = |i: usize| self.by_language.get(i).and_then(Option::as_deref);
        at(language)
            .or_else(|| at(fallback))
            .or_else(|| self.by_language.iter().flatten().next().map(Vec::as_slice))
            .unwrap_or(&[])
    }
}
