//! The functions that expressions may call, by origin; one table says which there are and how many arguments they take.

mod choices;
mod dates;
mod geo;
mod logic;
mod nodes;
mod numbers;
mod pattern;
mod random;
mod signed;
mod table;
mod text;
mod xpath;

pub(crate) use nodes::seed;
pub(crate) use pattern::is_broken;
pub(crate) use random::shuffle;
pub(crate) use table::call;
pub use table::{FunctionCheck, known_function, known_rule_function};
pub(crate) use xpath::round_half_up;
