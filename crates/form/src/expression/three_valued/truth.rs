//! Three truth values and Kleene's strong logic over them. Knows no evidence.

/// True, false, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds, whatever the unknown answers may be.
    True,
    /// It does not hold, whatever the unknown answers may be.
    False,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    /// A plain boolean.
    #[must_use]
    pub fn known(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }

    /// False if one is false, else unknown if one is unknown.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// True if one is true, else unknown if one is unknown.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }

    /// Unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// What is known when it is one or the other, and nobody knows which.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    const ALL: [Truth; 3] = [True, False, Unknown];

    #[test]
    fn kleene_tables() {
        for (a, b, and, or) in [
            (True, True, True, True),
            (True, False, False, True),
            (True, Unknown, Unknown, True),
            (False, False, False, False),
            (False, Unknown, False, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            assert_eq!(a.and(b), and, "{a:?} and {b:?}");
            assert_eq!(b.and(a), and, "{b:?} and {a:?}");
            assert_eq!(a.or(b), or, "{a:?} or {b:?}");
            assert_eq!(b.or(a), or, "{b:?} or {a:?}");
        }
        assert_eq!(
            [True, False, Unknown].map(Truth::negated),
            [False, True, Unknown]
        );
    }

    #[test]
    fn knowing_less_never_turns_one_into_the_other() {
        for a in ALL {
            for b in ALL {
                for (full, less) in [(a.and(b), Unknown.and(b)), (a.or(b), Unknown.or(b))] {
                    assert!(less == full || less == Unknown, "{a:?} {b:?}");
                }
            }
        }
    }
}
