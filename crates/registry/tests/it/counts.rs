//! Counts: every interview once, by what is known, and what is not known never dropped.

use crate::fixture::{Headquarters, agrees, at, corrected, in_cambodia, interview, unknown, value};
use saring_record::{ConclusionKind, Interview, Unknown};
use saring_registry::By;
use saring_registry::view::{Count, Unknowns};

fn count(interviews: &[Interview], by: &By) -> Count {
    let (mut headquarters, post) = Headquarters::with_post();
    headquarters.import(&post.sends(interviews));
    headquarters.open(|registry, _| registry.count(by, "en").unwrap())
}

fn rows(count: &Count) -> Vec<(&str, &str, u64)> {
    count
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.label.as_str(), row.count))
        .collect()
}

fn country(answer: saring_record::Answer) -> Interview {
    interview(&[("abroad", value("yes")), ("country", answer)])
}

fn by_country() -> By {
    By::Concept("country_exploitation".into())
}

#[test]
fn countries_are_counted_by_concept_and_each_kind_of_unknown_stands_apart() {
    let interviews = [
        country(value("kh")),
        country(value("kh")),
        country(value("mm")),
        country(value("unknown")),
        country(unknown(Unknown::Unknown)),
        country(unknown(Unknown::Declined)),
        country(unknown(Unknown::NotAsked)),
        interview(&[("abroad", value("no"))]),
    ];
    let count = count(&interviews, &by_country());
    assert_eq!(rows(&count), [("kh", "Cambodia", 2), ("mm", "Myanmar", 1)]);
    let unknown = Unknowns {
        unknown: 2,
        declined: 1,
        not_asked: 1,
        withheld: 0,
        not_in_form: 0,
    };
    assert_eq!((count.unknown, count.unknown.total()), (unknown, 4));
    assert_eq!(
        (
            count.total,
            count.not_applicable,
            count.applicable,
            count.known
        ),
        (8, 1, 7, 3)
    );
    assert_eq!(count.several, 0);
    assert_eq!(
        count.known + count.unknown.total() + count.not_applicable,
        count.total
    );
    assert_eq!(
        count.period,
        Some(("2026-01-19".into(), "2026-01-19".into()))
    );
}

#[test]
fn only_the_latest_revision_counts_and_only_once() {
    let first = in_cambodia();
    let second = corrected(&first, "country", value("mm"));
    let count = count(&[first, second], &by_country());
    assert_eq!((rows(&count), count.total), (vec![("mm", "Myanmar", 1)], 1));
}

#[test]
fn an_interview_with_several_values_stands_in_several_rows_and_that_is_said() {
    let ways = |text: &str| interview(&[("ways", value(text))]);
    let count = count(
        &[
            ways("friend online"),
            ways("online"),
            ways("online unknown"),
        ],
        &By::Concept("recruitment_channel".into()),
    );
    assert_eq!(
        rows(&count),
        [("online", "Online", 3), ("friend", "Friend", 1)]
    );
    assert_eq!(
        (
            count.total,
            count.known,
            count.unknown.unknown,
            count.several
        ),
        (3, 3, 1, 2)
    );
}

#[test]
fn places_of_a_repeat_are_one_concept() {
    let stays = interview(&[
        ("places[1]/compound", value("yes")),
        ("places[2]/compound", value("yes")),
        ("places[3]/compound", unknown(Unknown::Declined)),
    ]);
    let count = count(&[stays], &By::Concept("compound".into()));
    assert_eq!(rows(&count), [("yes", "Yes", 1)]);
    assert_eq!((count.unknown.declined, count.several), (1, 1));
}

#[test]
fn what_may_not_be_counted_is_withheld_and_not_dropped() {
    let named = interview(&[("full_name", value("Nobody")), ("again", value("yes"))]);
    for concept in ["name", "returned_before"] {
        let count = count(std::slice::from_ref(&named), &By::Concept(concept.into()));
        assert!(count.rows.is_empty(), "identifying, or not for statistics");
        assert_eq!((count.total, count.unknown.withheld), (1, 1));
    }
    let consents =
        [Some(true), Some(false), None].map(|given| agrees(in_cambodia(), "statistics", given));
    let count = count(&consents, &by_country());
    assert_eq!(
        (rows(&count), count.unknown.withheld),
        (vec![("kh", "Cambodia", 1)], 2),
        "unknown permits nothing"
    );
}

#[test]
fn a_concept_that_the_form_does_not_ask_about_is_unknown() {
    let count = count(&[in_cambodia()], &By::Concept("vehicle".into()));
    assert_eq!(
        (
            count.total,
            count.known,
            count.unknown.not_in_form,
            count.not_applicable
        ),
        (1, 0, 1, 0)
    );
}

#[test]
fn months_are_those_of_the_place_and_in_their_order() {
    let begun = |text: &str| Interview {
        started: at(text),
        ..in_cambodia()
    };
    let interviews = [
        begun("2026-02-01T00:30:00.000+07:00"),
        begun("2025-12-31T23:00:00.000+07:00"),
        begun("2026-02-28T12:00:00.000+07:00"),
    ];
    let count = count(&interviews, &By::Month);
    assert_eq!(
        rows(&count),
        [("2025-12", "2025-12", 1), ("2026-02", "2026-02", 2)]
    );
    assert_eq!((count.unknown.total(), count.total), (0, 3));
    assert_eq!(
        count.period,
        Some(("2025-12-31".into(), "2026-02-28".into()))
    );
}

#[test]
fn a_post_that_finds_nobody_stands_out() {
    let (mut headquarters, post) = Headquarters::with_post();
    let mut found = in_cambodia();
    found.conclusion.kind = ConclusionKind::Indicated;
    let mut other = in_cambodia();
    other.station.label = "Pos B-01".into();
    other.conclusion.kind = ConclusionKind::NotIndicatedAtThisStage;
    headquarters.import(&post.sends(&[found, in_cambodia(), other]));
    headquarters.open(|registry, _| {
        let outcomes = registry.outcomes(false).unwrap();
        assert_eq!(
            (
                outcomes[0].key.as_str(),
                outcomes[0].total,
                outcomes[0].indicated
            ),
            ("Pos A-07", 2, 1)
        );
        assert_eq!(
            (outcomes[1].key.as_str(), outcomes[1].indicated),
            ("Pos B-01", 0)
        );
        assert_eq!(registry.outcomes(true).unwrap()[0].total, 3);
        let stations = registry.count(&By::Station, "en").unwrap();
        assert_eq!(
            rows(&stations),
            [("Pos A-07", "Pos A-07", 2), ("Pos B-01", "Pos B-01", 1)]
        );
        assert_eq!(registry.count(&By::Conclusion, "en").unwrap().rows.len(), 3);
    });
}

#[test]
fn an_empty_registry_counts_nothing_and_says_so() {
    let mut headquarters = Headquarters::new();
    let count = headquarters.open(|registry, _| registry.count(&by_country(), "en").unwrap());
    assert_eq!(
        (count.total, count.unknown.total(), count.period),
        (0, 0, None)
    );
}
