//! What an expression may cost: no text of a form, however it was made, takes the program's stack, time or memory.

/// Bytes of one expression. A cell of a workbook holds 32,767 characters.
pub(crate) const LONGEST_SOURCE: usize = 256 * 1024;

/// Parentheses, calls, predicates and signs inside one another: how deep parsing and evaluation recurse.
pub(crate) const DEEPEST: usize = 200;

/// Levels of the syntax tree. Chains (`a or b or c ...`) lean to the left, one level an operator; they are evaluated
/// without recursion, but dropped and copied with it.
pub(crate) const HIGHEST: usize = 3_000;

/// Steps of one path.
pub(crate) const LONGEST_PATH: usize = 1_000;

/// Nodes visited, pairs compared and calls made by one evaluation; and texts read, a step for every 64 bytes.
pub(crate) const MOST_EFFORT: u64 = 10_000_000;

/// Bytes of a text that an expression puts together.
pub(crate) const LONGEST_TEXT: usize = 1024 * 1024;

/// Bytes of a regular expression.
pub(crate) const LONGEST_PATTERN: usize = 16 * 1024;

/// Bytes that a compiled regular expression may take.
pub(crate) const LARGEST_PATTERN: usize = 1024 * 1024;

/// Steps back that matching a regular expression with look-around or back-references may take.
pub(crate) const MOST_BACKTRACKING: usize = 50_000;

/// Bytes of a text that such a regular expression is tried on.
pub(crate) const LONGEST_BACKTRACKED: usize = 10_000;

/// Compiled regular expressions that are kept. A form has few.
pub(crate) const PATTERNS_KEPT: usize = 64;
