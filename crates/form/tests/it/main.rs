//! The form engine from outside: forms as tables in, definitions, issues and answers out.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed; one that is skipped says so"
)]

mod beside;
mod convert;
mod dependencies;
mod errors;
mod expression_functions;
mod expression_limits;
mod expression_paths;
mod expressions;
mod fuzzed;
mod interview;
mod judged;
mod limits;
mod markdown;
mod published;
mod reading;
mod reading_texts;
mod refused;
mod replay;
mod rules;
mod scene;
mod search;
mod submission;
mod table;
mod three_valued;
mod three_valued_functions;
mod three_valued_law;
mod three_valued_repeats;
mod versions;
