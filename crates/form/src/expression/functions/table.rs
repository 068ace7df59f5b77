//! All functions: name, fewest and most arguments, and what computes them.

use super::{choices, dates, geo, logic, nodes, numbers, signed, text, xpath};
use crate::expression::ast::Expr;
use crate::expression::evaluate::value::Value;
use crate::expression::evaluate::{EvalError, Scope};

/// Whether a call can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionCheck {
    /// It can.
    Known,
    /// No such function.
    Unknown,
    /// The function takes another number of arguments.
    WrongArgumentCount {
        /// At least.
        min: usize,
        /// At most; absent for any number.
        max: Option<usize>,
    },
}

const MANY: usize = usize::MAX;

/// Functions whose arguments come in pairs: how many stand before the first pair.
const PAIRED: &[(&str, usize)] = &[("indexed-repeat", 1), ("weighted-checklist", 2)];

/// Computes a call. Arguments come unevaluated; their number was checked when the expression was parsed.
type Function = fn(&Scope<'_>, &[Expr]) -> Result<Value, EvalError>;
type Row = (&'static str, usize, usize, Function);

fn unsupported(_: &Scope<'_>, _: &[Expr]) -> Result<Value, EvalError> {
    Err(EvalError::new("unsupported-function", ""))
}

/// Calls a function by name.
pub(crate) fn call(scope: &Scope<'_>, name: &str, args: &[Expr]) -> Result<Value, EvalError> {
    match FORM.binary_search_by_key(&name, |row| row.0) {
        Ok(index) => (FORM[index].3)(scope, args).map_err(|error| EvalError {
            function: name.to_owned(),
            ..error
        }),
        Err(_) => Err(EvalError::new("unsupported-function", name)),
    }
}

/// Sorted by name.
const FORM: &[Row] = &[
    ("abs", 1, 1, numbers::abs),
    ("acos", 1, 1, numbers::acos),
    ("area", 1, 1, geo::area),
    ("asin", 1, 1, numbers::asin),
    ("atan", 1, 1, numbers::atan),
    ("atan2", 2, 2, numbers::atan2),
    ("base64-decode", 1, 1, signed::base64_decode),
    ("boolean", 1, 1, xpath::boolean),
    ("boolean-from-string", 1, 1, text::boolean_from_string),
    ("ceiling", 1, 1, xpath::ceiling),
    ("checklist", 2, MANY, logic::checklist),
    ("coalesce", 2, 2, text::coalesce),
    ("concat", 0, MANY, xpath::concat),
    ("contains", 2, 2, xpath::contains),
    ("cos", 1, 1, numbers::cos),
    ("count", 1, 1, xpath::count),
    ("count-non-empty", 1, 1, nodes::count_non_empty),
    ("count-selected", 1, 1, choices::count_selected),
    ("current", 0, 0, nodes::current),
    ("date", 1, 1, dates::date),
    ("date-time", 1, 1, dates::date_time),
    ("decimal-date-time", 1, 1, dates::decimal_date_time),
    ("decimal-time", 1, 1, dates::decimal_time),
    ("depend", 1, MANY, nodes::depend),
    ("digest", 2, 3, text::digest),
    ("distance", 1, MANY, geo::distance),
    ("enclosed-area", 1, 1, geo::area),
    ("ends-with", 2, 2, text::ends_with),
    ("exp", 1, 1, numbers::exp),
    ("exp10", 1, 1, numbers::exp10),
    ("extract-signed", 2, 2, signed::extract_signed),
    ("false", 0, 0, xpath::false_),
    ("floor", 1, 1, xpath::floor),
    ("format-date", 2, 2, dates::format_date),
    ("format-date-time", 2, 2, dates::format_date),
    ("geofence", 2, 2, geo::geofence),
    ("id", 1, 1, xpath::id),
    ("if", 3, 3, logic::if_),
    ("indexed-repeat", 3, MANY, nodes::indexed_repeat),
    ("instance", 1, 1, nodes::instance),
    ("int", 1, 1, numbers::int),
    ("intersects", 1, 1, geo::intersects),
    ("is-selected", 2, 2, choices::selected),
    ("join", 1, MANY, text::join),
    ("jr:choice-name", 2, 2, choices::choice_name),
    ("jr:itext", 1, 1, choices::itext),
    ("lang", 1, 1, xpath::lang),
    ("last", 0, 0, xpath::last),
    ("local-name", 0, 1, xpath::local_name),
    ("log", 1, 1, numbers::log),
    ("log10", 1, 1, numbers::log10),
    ("max", 0, MANY, numbers::max),
    ("min", 0, MANY, numbers::min),
    ("name", 0, 1, xpath::name),
    ("namespace-uri", 0, 1, xpath::namespace_uri),
    ("normalize-space", 0, 1, xpath::normalize_space),
    ("not", 1, 1, xpath::not),
    ("now", 0, 0, dates::now),
    ("number", 0, 1, xpath::number),
    ("once", 1, 1, nodes::once),
    ("pi", 0, 0, numbers::pi),
    ("position", 0, 1, xpath::position),
    ("pow", 2, 2, numbers::pow),
    ("property", 1, 1, nodes::property),
    ("pulldata", 4, 4, nodes::pulldata),
    ("random", 0, 0, numbers::random),
    ("randomize", 1, 2, nodes::randomize),
    ("regex", 2, 2, text::regex),
    ("round", 1, 2, numbers::round),
    ("selected", 2, 2, choices::selected),
    ("selected-at", 2, 2, choices::selected_at),
    ("sin", 1, 1, numbers::sin),
    ("sqrt", 1, 1, numbers::sqrt),
    ("starts-with", 2, 2, xpath::starts_with),
    ("string", 0, 1, xpath::string),
    ("string-length", 0, 1, xpath::string_length),
    ("substr", 2, 3, text::substr),
    ("substring", 2, 3, xpath::substring),
    ("substring-after", 2, 2, xpath::substring_after),
    ("substring-before", 2, 2, xpath::substring_before),
    ("sum", 1, 1, xpath::sum),
    ("tan", 1, 1, numbers::tan),
    ("today", 0, 0, dates::today),
    ("translate", 3, 3, xpath::translate),
    ("true", 0, 0, xpath::true_),
    ("uuid", 0, 1, text::uuid),
    ("version", 0, 0, nodes::version),
    ("weighted-checklist", 2, MANY, logic::weighted_checklist),
];

/// What rule sheets may call besides, sorted by name; only the evaluator in three values knows these.
const RULES: &[Row] = &[
    ("at-least", 2, MANY, unsupported),
    ("dimension", 1, 1, unsupported),
    ("element", 1, 1, unsupported),
    ("indicator", 1, 1, unsupported),
    ("is-applicable", 1, 1, unsupported),
    ("is-declined", 1, 1, unsupported),
    ("is-unknown", 1, 1, unsupported),
    ("medium", 1, 1, unsupported),
    ("strong", 1, 1, unsupported),
    ("weak", 1, 1, unsupported),
];

fn check(table: &[Row], name: &str, arguments: usize) -> FunctionCheck {
    let found = table.binary_search_by_key(&name, |row| row.0);
    match found.map(|index| &table[index]) {
        Err(_) => FunctionCheck::Unknown,
        Ok((_, min, max, _)) if (*min..=*max).contains(&arguments) && paired(name, arguments) => {
            FunctionCheck::Known
        }
        Ok((_, min, max, _)) => FunctionCheck::WrongArgumentCount {
            min: *min,
            max: (*max != MANY).then_some(*max),
        },
    }
}

fn paired(name: &str, arguments: usize) -> bool {
    let single = PAIRED.iter().find(|(known, _)| *known == name);
    single.is_none_or(|(_, before)| (arguments - before).is_multiple_of(2))
}

/// Whether an expression of a form can call this function with this many arguments.
#[must_use]
pub fn known_function(name: &str, arguments: usize) -> FunctionCheck {
    check(FORM, name, arguments)
}

/// Whether an expression of a rule sheet can.
#[must_use]
pub fn known_rule_function(name: &str, arguments: usize) -> FunctionCheck {
    match check(RULES, name, arguments) {
        FunctionCheck::Unknown => known_function(name, arguments),
        found => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_look_up() {
        for table in [FORM, RULES] {
            assert!(table.windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }

    #[test]
    fn rule_functions_are_for_rules_alone() {
        assert_eq!(known_function("dimension", 1), FunctionCheck::Unknown);
        assert_eq!(known_rule_function("dimension", 1), FunctionCheck::Known);
        assert_eq!(
            known_rule_function("if", 2),
            FunctionCheck::WrongArgumentCount {
                min: 3,
                max: Some(3)
            }
        );
    }
}
