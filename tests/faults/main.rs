//! The vault under kills, refusals and power cuts, in short; `cargo xtask faults` goes on for longer.

use saring_tests::faults::{Aim, Outcome, Trouble, kills, syncs_of_answers, troubles};
use std::path::Path;

fn program() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_saring-faults"))
}

fn nothing_lost(outcome: &Outcome) {
    assert!(outcome.losses.is_empty(), "{}", outcome.losses.join("\n"));
    assert!(outcome.unlocked > 0 && outcome.confirmed > 0, "{outcome}");
}

#[test]
fn every_confirmed_write_survives_kill_nine() {
    let mut all = Outcome::default();
    for aim in Aim::ALL {
        all += kills(program(), aim, 3, 7);
    }
    nothing_lost(&all);
}

#[test]
fn every_confirmed_write_survives_disks_that_fail_fill_up_and_forget() {
    for trouble in Trouble::ALL {
        let mut all = Outcome::default();
        for aim in Aim::ALL.into_iter().filter(|aim| *aim != Aim::Create) {
            let Some(outcome) = troubles(program(), trouble, aim, 2, 7) else {
                saring_tests::skipped("disks in trouble", "no file system can be mounted here");
                return;
            };
            all += outcome;
        }
        nothing_lost(&all);
        assert!(all.faults > 0, "{trouble:?}");
    }
}

#[test]
fn an_answer_is_one_sync_of_the_log_and_of_nothing_else() {
    let Some(syncs) = syncs_of_answers(50) else {
        saring_tests::skipped("syncs of an answer", "no file system can be mounted here");
        return;
    };
    assert_eq!(syncs, [("-wal".to_owned(), 50)].into());
}
