//! The list of cases and one whole case.

use crate::fixture::{Headquarters, at, corrected, digest, in_cambodia, interview, unknown, value};
use saring_record::{FindingKind, State, Unknown, UrgentKind, UrgentNeed};
use saring_registry::view::Known;

#[test]
fn cases_stand_newest_first_with_what_is_known_of_them() {
    let (mut headquarters, post) = Headquarters::with_post();
    let mut late = in_cambodia();
    late.started = at("2026-01-20T01:00:00.000+09:00");
    late.urgent.push(UrgentNeed {
        kind: UrgentKind::SelfHarm,
        at: late.started,
        note: "x".into(),
    });
    let early = interview(&[("abroad", value("no"))]);
    headquarters.import(&post.sends(&[early.clone(), late.clone()]));
    let cases = headquarters.open(|registry, _| registry.cases("id").unwrap());
    let ids: Vec<_> = cases.iter().map(|case| case.interview).collect();
    assert_eq!(ids, [late.interview, early.interview]);
    assert_eq!(
        cases[0].country,
        Known::Known {
            value: "kh".into(),
            label: "Kamboja".into()
        }
    );
    assert_eq!(cases[1].country, Known::NotApplicable);
    assert_eq!(
        (cases[0].urgent.as_slice(), cases[0].started),
        ([UrgentKind::SelfHarm].as_slice(), late.started)
    );
    assert!(
        cases
            .iter()
            .all(|case| case.code.len() == 6 && case.code.starts_with("K-"))
    );
    assert_ne!(cases[0].code, cases[1].code);
    let finding = &cases[0].findings[0];
    assert_eq!(
        (finding.name.as_str(), finding.kind, finding.state),
        ("legal_elements", FindingKind::Reading, State::Unknown)
    );
}

#[test]
fn labels_come_in_the_language_that_was_asked_for() {
    let (mut headquarters, post) = Headquarters::with_post();
    headquarters.import(&post.sends(&[in_cambodia()]));
    for (language, expected) in [
        ("en", "Cambodia"),
        ("English (en)", "Cambodia"),
        ("id", "Kamboja"),
        ("km", "Kamboja"),
    ] {
        let country =
            headquarters.open(|registry, _| registry.cases(language).unwrap().remove(0).country);
        assert_eq!(
            country,
            Known::Known {
                value: "kh".into(),
                label: expected.into()
            },
            "{language}"
        );
    }
}

#[test]
fn unknown_declined_and_not_asked_are_told_apart() {
    for (answer, expected) in [
        (unknown(Unknown::Declined), Known::Declined),
        (unknown(Unknown::NotAsked), Known::NotAsked),
        (unknown(Unknown::Unknown), Known::Unknown),
        (value("unknown"), Known::Unknown),
        (value("declined"), Known::Declined),
    ] {
        let (mut headquarters, post) = Headquarters::with_post();
        headquarters
            .import(&post.sends(&[interview(&[("abroad", value("yes")), ("country", answer)])]));
        assert_eq!(
            headquarters.open(|registry, _| registry.cases("en").unwrap().remove(0).country),
            expected
        );
    }
}

#[test]
fn a_correction_replaces_and_what_stood_before_is_still_there() {
    let (mut headquarters, post) = Headquarters::with_post();
    let first = in_cambodia();
    let second = corrected(&first, "country", value("mm"));
    headquarters.import(&post.sends(std::slice::from_ref(&first)));
    let code = headquarters.open(|registry, _| registry.cases("en").unwrap().remove(0).code);
    headquarters.import(&post.sends(std::slice::from_ref(&second)));
    headquarters.open(|registry, _| {
        let cases = registry.cases("en").unwrap();
        assert_eq!(
            (cases.len(), cases[0].revisions, cases[0].code.as_str()),
            (1, 2, code.as_str())
        );
        assert_eq!(
            cases[0].country,
            Known::Known {
                value: "mm".into(),
                label: "Myanmar".into()
            }
        );
        let case = registry.case(first.interview, "en").unwrap();
        assert_eq!(case.document, second);
        let revisions: Vec<_> = case
            .revisions
            .iter()
            .map(|r| (r.number, r.current))
            .collect();
        assert_eq!(revisions, [(1, false), (2, true)]);
        assert_eq!(registry.document(&digest(&first)).unwrap(), first);
        assert!(!case.form.is_empty());
    });
}

#[test]
fn two_corrections_of_one_are_a_conflict_that_a_person_resolves() {
    let (mut headquarters, post) = Headquarters::with_post();
    let first = in_cambodia();
    let one = corrected(&first, "country", value("mm"));
    let two = corrected(&first, "country", value("unknown"));
    headquarters.import(&post.sends(&[first.clone(), one.clone(), two.clone()]));
    let case = headquarters.open(|registry, _| registry.case(first.interview, "en").unwrap());
    assert!(case.summary.conflict);
    let mut resolved = corrected(&one, "country", value("mm"));
    resolved.revision.number = 3;
    headquarters.import(&post.sends(&[resolved.clone()]));
    let case = headquarters.open(|registry, _| registry.case(first.interview, "en").unwrap());
    assert_eq!(case.document, resolved, "the later one is shown");
    assert!(
        case.summary.conflict,
        "the other one still stands beside it"
    );
}

#[test]
fn a_case_nobody_has_is_said_to_be_missing() {
    let mut headquarters = Headquarters::new();
    let missing = headquarters.open(|registry, _| {
        registry
            .case(in_cambodia().interview, "en")
            .map(|case| case.revisions)
    });
    assert_eq!(missing.unwrap_err().code(), "unknown-case");
}
