//! kill -9 in the middle of recording: every answer that was confirmed is there afterwards.

use crate::desk::{Desk, answer, begin, now, passphrase};
use saring_record::InterviewId;
use saring_vault::Vault;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

const VAULT: &str = "SARING_TEST_KILL_VAULT";
const INTERVIEW: &str = "SARING_TEST_KILL_INTERVIEW";

/// The child of the test below: records until it is killed. Without its environment it does nothing.
#[test]
fn records_until_it_is_killed() {
    let (Ok(path), Ok(interview)) = (std::env::var(VAULT), std::env::var(INTERVIEW)) else {
        return;
    };
    let id: InterviewId = interview.parse().unwrap();
    let mut vault = Vault::unlock(&PathBuf::from(path), &passphrase(), now()).unwrap();
    let mut out = std::io::stdout();
    let mut next = vault.events(id).unwrap().len() + 1;
    loop {
        // Sizes vary so that some answers span several pages.
        let text = format!("{next}:{}", "x".repeat(next * 977 % 9000));
        let seq = answer(&mut vault, id, &text).unwrap();
        writeln!(out, "saved {seq}").unwrap();
        out.flush().unwrap();
        next += 1;
    }
}

#[test]
fn every_confirmed_answer_survives_kill_nine() {
    let desk = Desk::with_vault();
    let mut vault = desk.unlock();
    let id = begin(&mut vault);
    vault.lock().unwrap();

    let mut confirmed = 0;
    for round in 0..10u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "kill::records_until_it_is_killed",
                "--nocapture",
                "--test-threads=1",
            ])
            .env(VAULT, &desk.path)
            .env(INTERVIEW, id.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut note = |line: std::io::Result<String>| {
            if let Some((_, seq)) = line.ok()?.split_once("saved ") {
                confirmed = seq.parse::<u64>().unwrap().max(confirmed);
            }
            Some(())
        };
        // Let it get going, then strike at a moment that has nothing to do with what it writes.
        for line in lines.by_ref().take(5 + round as usize * 13) {
            note(line);
        }
        std::thread::sleep(Duration::from_micros(clock_noise() % 4000));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            if note(line).is_none() {
                break;
            }
        }

        let mut vault = desk.unlock();
        assert_eq!(vault.report().damaged_log, None, "round {round}");
        let events = vault.events(id).unwrap();
        assert!(
            events.len() as u64 >= confirmed,
            "round {round}: {} of {confirmed}",
            events.len()
        );
        for event in &events {
            let body = event.body.clone().unwrap();
            assert!(
                body.starts_with(format!("{}:", event.seq).as_bytes()),
                "round {round}"
            );
        }
        assert!(vault.check().unwrap().is_good(), "round {round}");
        vault.lock().unwrap();
    }
    assert!(confirmed > 100, "{confirmed}");
}

/// A number that differs from run to run.
fn clock_noise() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |now| u64::from(now.subsec_nanos()))
}
