//! The shipped findings on example persons.

use crate::person::{Person, dimension, finding, indicator};
use saring_assessment::completion;
use saring_record::{FindingKind, State, Why};

/// Lured by an advertisement, held in a compound in Cambodia, made to deceive people.
const FORCED_TO_SCAM: &[&str] = &[
    "consent_interview=yes",
    "t_age=adult",
    "t_documents=yes",
    "t_movement=not_allowed",
    "t_threat=yes",
    "t_promise=different",
    "recruitment_channel=social_media",
    "differs=job pay",
    "country_exploitation=kh",
    "travel_arranged=recruiter",
    "place_kind=compound",
    "place_country=kh",
    "place_leave=not_allowed",
    "hours_day=15",
    "days_week=7",
    "made_to=deceive_online",
    "could_refuse=could_not",
    "refusal=hurt",
    "pay_received=less",
    "threats=violence family",
];

#[test]
fn forced_to_scam_in_cambodia() {
    let assessment = Person::arrives().says(FORCED_TO_SCAM).assessed();
    for name in [
        "legal_elements",
        "non_punishment",
        "labour_rights",
        "ilo_adult",
        "full_interview",
        "several_controls",
    ] {
        assert_eq!(finding(&assessment, name).state, State::True, "{name}");
    }
    let non_punishment = finding(&assessment, "non_punishment");
    assert_eq!(non_punishment.kind, FindingKind::Rights);
    assert_eq!(
        non_punishment.evidence.because,
        ["/data/work/made_to", "/data/work/could_refuse"]
    );
    assert!(non_punishment.evidence.unknown.is_empty());
    // True without the rest being asked; no stage is complete for that.
    assert!(!finding(&assessment, "legal_elements").assessed);
    assert!(!completion(&Person::arrives().says(FORCED_TO_SCAM).interview).full);
}

#[test]
fn came_knowingly_and_could_not_leave_later() {
    let person = Person::arrives().says(&[
        "consent_interview=yes",
        "t_age=adult",
        "t_movement=not_allowed",
        "t_promise=same",
        "recruitment_channel=other",
        "travel_arranged=self",
        "differs=none",
        "knew_work=all",
        "recruit_pressure=none",
        "vulnerability=none",
        "hours_day=15",
        "pay_received=less",
        "t_debt=yes",
    ]);
    let assessment = person.and_nothing_else().assessed();
    for name in [
        "deceptive_recruitment",
        "coercive_recruitment",
        "recruitment_vulnerability",
    ] {
        assert_eq!(dimension(&assessment, name), State::False, "{name}");
    }
    assert_eq!(finding(&assessment, "legal_elements").state, State::True);
    assert_eq!(finding(&assessment, "knew_then_held").state, State::True);
    let ilo = finding(&assessment, "ilo_adult");
    assert_eq!((ilo.state, ilo.assessed), (State::False, true));
}

#[test]
fn nobody_asked_anything() {
    let assessment = Person::arrives().assessed();
    for indicator in &assessment.indicators {
        assert_eq!(indicator.state, State::Unknown, "{}", indicator.name);
        assert!(!indicator.evidence.unknown.is_empty(), "{}", indicator.name);
    }
    for dimension in &assessment.dimensions {
        assert_eq!(dimension.state, State::Unknown, "{}", dimension.name);
        assert_eq!(
            (dimension.strong[0], dimension.medium[0], dimension.weak[0]),
            (0, 0, 0)
        );
    }
    for finding in &assessment.findings {
        assert!(!finding.assessed, "{}", finding.name);
        // What is said about the interview itself is known: that it is all open.
        if finding.kind != FindingKind::Process {
            assert_eq!(finding.state, State::Unknown, "{}", finding.name);
        }
    }
    assert_eq!(finding(&assessment, "triage_open").state, State::True);
}

#[test]
fn who_does_not_want_the_interview_is_not_somebody_without_signs() {
    let assessment = Person::arrives().says(&["consent_interview=no"]).assessed();
    assert_eq!(
        finding(&assessment, "interview_declined").state,
        State::True
    );
    for finding in assessment
        .findings
        .iter()
        .filter(|f| f.kind != FindingKind::Process && f.name != "no_police_sharing")
    {
        assert_eq!(finding.state, State::Unknown, "{}", finding.name);
    }
    let hidden = &finding(&assessment, "urgent_medical").evidence.unknown;
    assert!(
        hidden
            .iter()
            .any(|u| u.why == Why::Declined && u.reference == "/data/consent/consent_interview")
    );
    assert!(
        hidden
            .iter()
            .any(|u| u.why == Why::Relevance && u.reference == "/data/triage/t_medical")
    );
}

#[test]
fn who_came_to_no_harm_and_told_all_shows_no_sign() {
    let person = Person::arrives().and_nothing_else();
    assert!(completion(&person.interview).full);
    let assessment = person.assessed();
    for finding in assessment
        .findings
        .iter()
        .filter(|f| f.kind == FindingKind::Reading)
    {
        assert_eq!(
            (finding.state, finding.assessed),
            (State::False, true),
            "{}: {:?}",
            finding.name,
            finding.evidence
        );
    }
}

#[test]
fn one_refusal_leaves_open_what_hangs_on_it() {
    let person = Person::arrives()
        .says(&["made_to?declined", "consent_interview=yes"])
        .and_nothing_else();
    let assessment = person.assessed();
    let non_punishment = finding(&assessment, "non_punishment");
    // Asked, and the stage is complete: known to be unknown, not absent.
    assert_eq!(
        (non_punishment.state, non_punishment.assessed),
        (State::Unknown, true)
    );
    let reasons: Vec<Why> = non_punishment
        .evidence
        .unknown
        .iter()
        .map(|u| u.why)
        .collect();
    assert_eq!(reasons, [Why::Declined, Why::Relevance]);
}

#[test]
fn an_age_nobody_knows_leaves_the_childs_path_open() {
    let exploited = [
        "recruitment_channel=friend",
        "hours_day=15",
        "pay_received=nothing",
        "consent_interview=yes",
    ];
    let unknown_age = ["t_age=unknown", "birth_date?unknown", "child_then?unknown"];
    let child = |age: &[&str]| {
        Person::arrives()
            .says(&exploited)
            .says(age)
            .and_nothing_else()
            .assessed()
    };

    let assessment = child(&unknown_age);
    assert_eq!(finding(&assessment, "possible_child").state, State::Unknown);
    assert_eq!(finding(&assessment, "age_open").state, State::True);
    let open = finding(&assessment, "child");
    assert_eq!(open.state, State::Unknown);
    assert!(
        open.evidence
            .unknown
            .iter()
            .any(|u| u.reference == "/data/triage/t_age" && u.why == Why::Unknown)
    );

    assert_eq!(
        finding(&child(&["t_age=under_18"]), "child").state,
        State::True
    );
    assert_eq!(
        finding(&child(&["t_age=adult", "birth_date=1990-01-01"]), "child").state,
        State::False
    );
    assert_eq!(
        finding(&child(&["t_age=unknown", "birth_date=2010-01-01"]), "child").state,
        State::True
    );
}

#[test]
fn strengths_for_children_count_when_the_person_is_one() {
    // One strong and one medium indicator for a child, two medium ones for an adult.
    let signs = [
        "consent_interview=yes",
        "made_to=gambling",
        "could_refuse=could_not",
        "refusal=none",
        "threats=family",
    ];
    let coerced = |age: &[&str]| {
        let assessment = Person::arrives()
            .says(&signs)
            .says(age)
            .and_nothing_else()
            .assessed();
        assert_eq!(indicator(&assessment, "forced_criminality"), State::True);
        let row = assessment
            .dimensions
            .iter()
            .find(|d| d.name == "coercion_destination")
            .unwrap();
        (row.state, row.strong, row.medium)
    };
    assert_eq!(
        coerced(&["t_age=adult", "birth_date=1990-01-01"]),
        (State::False, [0, 0], [2, 2])
    );
    assert_eq!(coerced(&["t_age=under_18"]), (State::True, [1, 1], [1, 1]));
    let unknown = coerced(&["t_age=unknown", "birth_date?unknown", "child_then?declined"]);
    assert_eq!(unknown, (State::Unknown, [0, 1], [1, 2]));
}

#[test]
fn a_triage_alone_assesses_no_finding_of_the_full_interview() {
    let triage = [
        "consent_interview=yes",
        "consent_share=yes",
        "consent_referral=yes",
        "consent_statistics=yes",
        "consent_law_enforcement=no",
        "t_private=yes",
        "t_companion=no",
        "t_medical=no",
        "t_hurt=no",
        "t_age=adult",
        "t_documents=no",
        "t_movement=free",
        "t_threat=no",
        "t_debt=no",
        "t_promise=same",
        "t_tonight=yes",
        "t_need=none",
    ];
    let person = Person::arrives().says(&triage);
    let completed = completion(&person.interview);
    assert!(completed.triage && !completed.full);
    let assessment = person.assessed();
    let signs = finding(&assessment, "full_interview");
    assert_eq!((signs.state, signs.assessed), (State::False, true));
    let legal = finding(&assessment, "legal_elements");
    assert_eq!((legal.state, legal.assessed), (State::Unknown, false));
}
