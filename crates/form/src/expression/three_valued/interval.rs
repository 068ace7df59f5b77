//! Numbers that are known only within bounds: interval arithmetic over XPath's numbers, NaN included.

use super::Truth;
use crate::expression::Op;

/// All numbers that a value may be. `nan` says whether it may be no number at all; with `lo > hi` it surely is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// At least.
    pub lo: f64,
    /// At most.
    pub hi: f64,
    /// May be NaN.
    pub nan: bool,
}

impl Interval {
    /// Exactly this number; NaN is no number.
    #[must_use]
    pub fn point(value: f64) -> Self {
        if value.is_nan() {
            Self {
                lo: f64::INFINITY,
                hi: f64::NEG_INFINITY,
                nan: true,
            }
        } else {
            Self {
                lo: value,
                hi: value,
                nan: false,
            }
        }
    }

    /// Some number between these.
    #[must_use]
    pub fn between(lo: f64, hi: f64) -> Self {
        Self { lo, hi, nan: false }
    }

    /// Nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            lo: f64::NEG_INFINITY,
            hi: f64::INFINITY,
            nan: true,
        }
    }

    /// Nothing is known but that it is a number.
    #[must_use]
    pub fn any_number() -> Self {
        Self {
            nan: false,
            ..Self::unknown()
        }
    }

    fn no_number(self) -> bool {
        self.lo > self.hi
    }

    /// The value, when there is only one it can be (NaN included).
    #[must_use]
    pub fn exact(self) -> Option<f64> {
        if self.no_number() {
            Some(f64::NAN)
        } else if !self.nan && self.lo == self.hi {
            Some(self.lo)
        } else {
            None
        }
    }

    /// Whether this number is among them.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// The smallest interval around both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            lo: self.lo.min(other.lo),
            hi: self.hi.max(other.hi),
            nan: self.nan || other.nan,
        }
    }

    fn combine(self, other: Self, ends: &[f64]) -> Self {
        let nan = self.nan || other.nan;
        if self.no_number() || other.no_number() {
            return Self {
                nan,
                ..Self::point(f64::NAN)
            };
        }
        if ends.iter().any(|e| e.is_nan()) {
            return Self::unknown();
        }
        let lo = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let hi = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Self { lo, hi, nan }
    }

    /// `+`
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.combine(other, &[self.lo + other.lo, self.hi + other.hi])
    }

    /// `-`
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    /// Unary minus.
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            lo: -self.hi,
            hi: -self.lo,
            nan: self.nan,
        }
    }

    /// `*`. An unbounded end stands for ever larger numbers, so that nothing times it is still nothing.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        let product = |a: f64, b: f64| if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
        let (a, b) = (self, other);
        self.combine(
            other,
            &[
                product(a.lo, b.lo),
                product(a.lo, b.hi),
                product(a.hi, b.lo),
                product(a.hi, b.hi),
            ],
        )
    }

    /// `div`. Unknown when the divisor may be 0.
    #[must_use]
    pub fn divided_by(self, other: Self) -> Self {
        if other.holds(0.0) {
            return Self::unknown();
        }
        if self.no_number() || other.no_number() {
            return self.combine(other, &[]);
        }
        self.times(Self {
            lo: 1.0 / other.hi,
            hi: 1.0 / other.lo,
            nan: other.nan,
        })
        .exact_quotient(self, other)
    }

    /// A quotient of two exact numbers is rounded once, as XPath does, not twice.
    fn exact_quotient(self, dividend: Self, divisor: Self) -> Self {
        match (dividend.exact(), divisor.exact()) {
            (Some(a), Some(b)) => Self::point(a / b),
            _ => self,
        }
    }

    /// `mod`: exact for exact numbers, otherwise unknown.
    #[must_use]
    pub fn modulo(self, other: Self) -> Self {
        match (self.exact(), other.exact()) {
            (Some(a), Some(b)) => Self::point(a % b),
            _ => Self::unknown(),
        }
    }

    /// A function that never falls: `int`, `round`, `floor`.
    #[must_use]
    pub fn rising(self, f: impl Fn(f64) -> f64) -> Self {
        if self.no_number() {
            self
        } else {
            Self {
                lo: f(self.lo),
                hi: f(self.hi),
                nan: self.nan,
            }
        }
    }

    /// `abs`
    #[must_use]
    pub fn magnitude(self) -> Self {
        if self.no_number() || self.lo >= 0.0 {
            self
        } else if self.hi <= 0.0 {
            self.negated()
        } else {
            Self {
                lo: 0.0,
                hi: self.hi.max(-self.lo),
                nan: self.nan,
            }
        }
    }

    /// The smaller of two.
    #[must_use]
    pub fn least(self, other: Self) -> Self {
        self.combine(other, &[self.lo.min(other.lo), self.hi.min(other.hi)])
    }

    /// The larger of two.
    #[must_use]
    pub fn greatest(self, other: Self) -> Self {
        self.combine(other, &[self.lo.max(other.lo), self.hi.max(other.hi)])
    }

    /// A comparison: known only if all values of both agree. Any comparison with NaN is false, except `!=`.
    #[must_use]
    pub fn compare(self, op: Op, other: Self) -> Truth {
        let (a, b) = (self, other);
        let numbers = !a.no_number() && !b.no_number();
        let (mut holds, mut fails) = match op {
            Op::Less => (a.lo < b.hi, a.hi >= b.lo),
            Op::LessOrEqual => (a.lo <= b.hi, a.hi > b.lo),
            Op::Greater => (a.hi > b.lo, a.lo <= b.hi),
            Op::GreaterOrEqual => (a.hi >= b.lo, a.lo < b.hi),
            _ => {
                let overlap = a.lo <= b.hi && b.lo <= a.hi;
                let same = a.lo == a.hi && b.lo == b.hi && a.lo == b.lo;
                if op == Op::NotEqual {
                    (!same, overlap)
                } else {
                    (overlap, !same)
                }
            }
        };
        holds &= numbers;
        fails &= numbers;
        if a.nan || b.nan {
            if op == Op::NotEqual {
                holds = true;
            } else {
                fails = true;
            }
        }
        match (holds, fails) {
            (true, false) => Truth::True,
            (false, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn i(lo: f64, hi: f64) -> Interval {
        Interval::between(lo, hi)
    }

    #[test]
    fn arithmetic_reaches_every_value_it_may_be() {
        assert_eq!(i(1.0, 2.0).plus(i(10.0, 20.0)), i(11.0, 22.0));
        assert_eq!(i(1.0, 2.0).minus(i(10.0, 20.0)), i(-19.0, -8.0));
        assert_eq!(i(-1.0, 2.0).times(i(-3.0, 4.0)), i(-6.0, 8.0));
        assert_eq!(i(1.0, 4.0).divided_by(i(2.0, 4.0)), i(0.25, 2.0));
        assert_eq!(i(-3.0, 2.0).magnitude(), i(0.0, 3.0));
        assert_eq!(i(1.2, 3.7).rising(f64::trunc), i(1.0, 3.0));
        assert_eq!(i(1.0, 5.0).least(i(2.0, 3.0)), i(1.0, 3.0));
        assert_eq!(i(1.0, 5.0).greatest(i(2.0, 3.0)), i(2.0, 5.0));
    }

    #[test]
    fn a_divisor_that_may_be_nothing_leaves_nothing_known() {
        assert_eq!(i(1.0, 1.0).divided_by(i(-1.0, 1.0)), Interval::unknown());
        assert_eq!(i(1.0, 1.0).divided_by(i(0.0, 0.0)), Interval::unknown());
        assert_eq!(
            Interval::point(1.0)
                .divided_by(Interval::point(3.0))
                .exact(),
            Some(1.0 / 3.0)
        );
    }

    #[test]
    fn nothing_times_an_unknown_number_is_nothing() {
        assert_eq!(
            Interval::any_number().times(Interval::point(0.0)),
            Interval::point(0.0)
        );
    }

    #[test]
    fn comparisons_hold_only_when_all_values_agree() {
        use Op::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, NotEqual};
        for (a, op, b, expected) in [
            (i(1.0, 2.0), Less, i(3.0, 4.0), Truth::True),
            (i(1.0, 3.0), Less, i(3.0, 4.0), Truth::Unknown),
            (i(1.0, 3.0), LessOrEqual, i(3.0, 4.0), Truth::True),
            (i(3.0, 4.0), Less, i(1.0, 3.0), Truth::False),
            (
                i(2.0, f64::INFINITY),
                GreaterOrEqual,
                i(2.0, 2.0),
                Truth::True,
            ),
            (i(2.0, f64::INFINITY), Greater, i(2.0, 2.0), Truth::Unknown),
            (i(1.0, 2.0), Equal, i(3.0, 3.0), Truth::False),
            (i(1.0, 2.0), NotEqual, i(3.0, 3.0), Truth::True),
            (i(1.0, 3.0), Equal, i(3.0, 3.0), Truth::Unknown),
            (i(3.0, 3.0), Equal, i(3.0, 3.0), Truth::True),
            (
                Interval::point(f64::NAN),
                GreaterOrEqual,
                i(0.0, 0.0),
                Truth::False,
            ),
            (
                Interval::point(f64::NAN),
                NotEqual,
                i(0.0, 0.0),
                Truth::True,
            ),
            (Interval::unknown(), NotEqual, i(0.0, 0.0), Truth::Unknown),
            (
                Interval::unknown(),
                Less,
                Interval::point(f64::NAN),
                Truth::False,
            ),
        ] {
            assert_eq!(a.compare(op, b), expected, "{a:?} {op:?} {b:?}");
        }
    }
}
