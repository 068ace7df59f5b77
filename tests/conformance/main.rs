//! Our form engine and ODK's end alike: each of our forms, the built-in instrument and a few forms made up, in short.
//! `cargo xtask conformance` plays them at length.

use saring_tests::conformance::{
    Deviations, Extent, Judged, built_in, expressions, invented, judge, own,
};

#[test]
fn every_form_answered_at_random_ends_as_in_the_official_engine() {
    let made_up: Vec<Judged> = (1..=8)
        .flat_map(|n| [invented(n), expressions(n)])
        .collect();
    let forms = [own(), built_in(), made_up].concat();
    assert!(forms.len() > 1, "no forms");
    let extent = Extent {
        seeds: 2,
        steps: 40,
    };
    let outcomes = judge(&forms, extent, &Deviations::shipped());
    let faults: Vec<String> = outcomes
        .iter()
        .flat_map(|outcome| {
            let name = &outcome.name;
            outcome
                .faults
                .iter()
                .map(move |fault| format!("{name}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for outcome in &outcomes {
        assert!(outcome.steps > 0, "{}: nothing was answered", outcome.name);
    }
}
