//! What a value rests on: the answers it was made from and the unknown ones among them.

use super::Truth;
use std::collections::{BTreeMap, BTreeSet};

/// Why a node could not be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Shown and left empty.
    Unanswered,
    /// Skipped: not asked.
    NotAsked,
    /// The person does not know.
    Unknown,
    /// The person does not want to answer.
    Declined,
    /// The chosen answer is no longer offered.
    NotOffered,
    /// The answer breaks a constraint.
    Invalid,
    /// A default that nobody confirmed.
    Defaulted,
    /// Hidden by a gate that is itself unknown.
    Relevance,
}

/// Index of a node of the answered document, in document order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct SpotId(pub(super) u32);

/// What a value rests on. Kept by node, so that references come out in document order and once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    pub(super) known: BTreeSet<SpotId>,
    /// Of a count: what did not add to it. It speaks against the count being high, never for it.
    pub(super) idle: BTreeSet<SpotId>,
    pub(super) unknown: BTreeMap<SpotId, Why>,
}

impl Evidence {
    pub(super) fn of_known(spot: SpotId) -> Self {
        Self {
            known: BTreeSet::from([spot]),
            ..Self::default()
        }
    }

    pub(super) fn of_unknown(spot: SpotId, why: Why) -> Self {
        Self {
            unknown: BTreeMap::from([(spot, why)]),
            ..Self::default()
        }
    }

    /// Both together.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.known.extend(&other.known);
        self.idle.extend(&other.idle);
        for (spot, why) in &other.unknown {
            self.unknown.entry(*spot).or_insert(*why);
        }
        self
    }

    /// Without the distinction of what added to a count.
    pub(super) fn merged(mut self) -> Self {
        self.known.append(&mut self.idle);
        self
    }

    /// As the part of a count that did not add to it.
    pub(super) fn into_idle(mut self) -> Self {
        self.idle.append(&mut self.known);
        self
    }
}

/// A truth value with what it rests on: the known answers when it is known, the unknown ones when it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The outcome.
    pub truth: Truth,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Judged {
    /// An outcome; of the evidence only what belongs to it is kept.
    #[must_use]
    pub fn new(truth: Truth, evidence: Evidence) -> Self {
        let evidence = match truth {
            Truth::Unknown => Evidence {
                unknown: evidence.unknown,
                ..Evidence::default()
            },
            _ => Evidence {
                unknown: BTreeMap::new(),
                ..evidence.merged()
            },
        };
        Self { truth, evidence }
    }

    /// A constant.
    #[must_use]
    pub fn plain(value: bool) -> Self {
        Self {
            truth: Truth::known(value),
            evidence: Evidence::default(),
        }
    }

    /// Kleene's `or`. True rests on the true ones, false on all, unknown on the unknown ones.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        self.fold(other, Truth::True, Truth::or)
    }

    /// Kleene's `and`. False rests on the false ones, true on all, unknown on the unknown ones.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        self.fold(other, Truth::False, Truth::and)
    }

    fn fold(self, other: &Self, decisive: Truth, op: fn(Truth, Truth) -> Truth) -> Self {
        let truth = op(self.truth, other.truth);
        let counts = |t: Truth| {
            if truth == decisive || truth == Truth::Unknown {
                t == truth
            } else {
                true
            }
        };
        let evidence = match (counts(self.truth), counts(other.truth)) {
            (true, true) => self.evidence.with(&other.evidence),
            (true, false) => self.evidence,
            (false, true) => other.evidence.clone(),
            (false, false) => Evidence::default(),
        };
        Self { truth, evidence }
    }

    /// `not`
    #[must_use]
    pub fn negated(self) -> Self {
        Self {
            truth: self.truth.negated(),
            ..self
        }
    }

    /// One or the other, and nobody knows which.
    #[must_use]
    pub fn joined(self, other: &Self) -> Self {
        let truth = self.truth.joined(other.truth);
        Self::new(truth, self.evidence.with(&other.evidence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn yes(n: u32) -> Judged {
        Judged::new(Truth::True, Evidence::of_known(SpotId(n)))
    }
    fn no(n: u32) -> Judged {
        Judged::new(Truth::False, Evidence::of_known(SpotId(n)))
    }
    fn open(n: u32) -> Judged {
        Judged::new(
            Truth::Unknown,
            Evidence::of_unknown(SpotId(n), Why::Declined),
        )
    }
    fn known(j: &Judged) -> Vec<u32> {
        j.evidence.known.iter().map(|s| s.0).collect()
    }
    fn unknown(j: &Judged) -> Vec<u32> {
        j.evidence.unknown.keys().map(|s| s.0).collect()
    }

    #[test]
    fn or_true_rests_on_the_true_operands_alone() {
        let j = yes(3).or(&no(1)).or(&open(2)).or(&yes(0));
        assert_eq!(
            (j.truth, known(&j), unknown(&j)),
            (Truth::True, vec![0, 3], vec![])
        );
    }

    #[test]
    fn or_false_rests_on_all() {
        let j = no(3).or(&no(1));
        assert_eq!((j.truth, known(&j)), (Truth::False, vec![1, 3]));
    }

    #[test]
    fn and_mirrors_or() {
        let j = yes(3).and(&no(1)).and(&open(2));
        assert_eq!(
            (j.truth, known(&j), unknown(&j)),
            (Truth::False, vec![1], vec![])
        );
        let j = yes(3).and(&yes(1));
        assert_eq!((j.truth, known(&j)), (Truth::True, vec![1, 3]));
    }

    #[test]
    fn unknown_rests_on_the_unknown_operands_only() {
        let j = no(3).or(&open(2)).or(&no(1)).or(&open(5));
        assert_eq!(
            (j.truth, known(&j), unknown(&j)),
            (Truth::Unknown, vec![], vec![2, 5])
        );
    }
}
