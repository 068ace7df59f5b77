//! Which of a signer's numbers are missing, and which were given twice.

use crate::view::{Arrival, ArrivalState, Described, SequenceFlaws};
use saring_record::Digest;
use std::collections::{BTreeMap, BTreeSet};

/// Missing numbers named one by one; a forged number far away must not fill the memory.
const NAMED: usize = 1000;

/// Flaws by signer and destination, from everything whose signature held. A bundle that was refused for what is in it
/// was nevertheless sent.
pub(crate) fn flaws(arrivals: &[Arrival]) -> Vec<SequenceFlaws> {
    let mut chains: BTreeMap<(&str, &str), Vec<(&Arrival, &Described)>> = BTreeMap::new();
    for arrival in arrivals {
        if let Some(described) = &arrival.described
            && arrival.state != ArrivalState::Repeated
        {
            chains
                .entry((&described.signer, &described.destination))
                .or_default()
                .push((arrival, described));
        }
    }
    let flaws = chains.into_iter().map(|((signer, destination), sent)| {
        let numbers: BTreeSet<u64> = sent
            .iter()
            .map(|(_, described)| described.sequence)
            .collect();
        let highest = numbers.last().copied().unwrap_or(0);
        SequenceFlaws {
            signer: signer.to_owned(),
            station: sent.iter().find_map(|(arrival, _)| arrival.station.clone()),
            destination: destination.to_owned(),
            highest,
            missing: (1..highest)
                .filter(|number| !numbers.contains(number))
                .take(NAMED)
                .collect(),
            forks: numbers
                .iter()
                .copied()
                .filter(|number| is_fork(*number, &sent))
                .collect(),
        }
    });
    flaws
        .filter(|flaws| !flaws.missing.is_empty() || !flaws.forks.is_empty())
        .collect()
}

/// Whether a new bundle would make a fork among those that came before.
pub(crate) fn forks(new: &Described, arrivals: &[Arrival]) -> bool {
    arrivals
        .iter()
        .filter_map(|arrival| arrival.described.as_ref())
        .any(|old| {
            let same = (&old.signer, &old.destination) == (&new.signer, &new.destination);
            let doubled = old.sequence == new.sequence && old.tag_manifest != new.tag_manifest;
            same && (doubled || astray(old, new) || astray(new, old))
        })
}

fn is_fork(number: u64, sent: &[(&Arrival, &Described)]) -> bool {
    let here = || {
        sent.iter()
            .filter(|(_, described)| described.sequence == number)
    };
    let names: BTreeSet<&Digest> = here()
        .map(|(_, described)| &described.tag_manifest)
        .collect();
    names.len() > 1 || here().any(|(_, here)| sent.iter().any(|(_, before)| astray(before, here)))
}

/// Whether `after` bears the next number and follows another bundle.
fn astray(before: &Described, after: &Described) -> bool {
    before.sequence.checked_add(1) == Some(after.sequence)
        && after.previous.as_ref() != Some(&before.tag_manifest)
}
