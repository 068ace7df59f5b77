//! Made-up people for a training vault: scripts played into it as any officer would answer.

use crate::desktop::Open;
use crate::run::internal::begin;
use crate::terminal::{Line, play};
use crate::view::StartInterview;
use crate::{CommandError, clock, forms};
use chrono::Duration;
use saring_record::Moment;
use serde::Deserialize;

/// Each script's first line says who it is; the others are what happened.
const SCRIPTS: [&str; 5] = [
    include_str!("../../../assets/training/forced-to-scam.jsonl"),
    include_str!("../../../assets/training/came-knowingly-could-not-leave.jsonl"),
    include_str!("../../../assets/training/needs-a-doctor.jsonl"),
    include_str!("../../../assets/training/unpaid-wages.jsonl"),
    include_str!("../../../assets/training/stopped-after-triage.jsonl"),
];

/// Who a script is about.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Made {
    slip: String,
    person_language: String,
    days_ago: i64,
}

/// Fills a new training vault.
pub(crate) fn fill(open: &mut Open) -> Result<(), CommandError> {
    let form = forms::built_in()?.digest();
    for script in SCRIPTS {
        let broken = || CommandError::new("script-unreadable");
        let (first, rest) = script.split_once('\n').ok_or_else(broken)?;
        let made: Made = serde_json::from_str(first).map_err(|_| broken())?;
        let lines: Vec<(usize, Line)> = rest
            .lines()
            .enumerate()
            .map(|(i, text)| {
                serde_json::from_str(text)
                    .map(|line| (i + 2, line))
                    .map_err(|_| broken())
            })
            .collect::<Result<_, _>>()?;
        let at = Moment::from(clock::now().instant() - Duration::days(made.days_ago));
        let start = StartInterview {
            form: form.clone(),
            slip: made.slip.clone(),
            officer_language: "id".to_owned(),
            person_language: made.person_language,
        };
        let id = begin(open, &start, at)?.id.to_string();
        if let Some(error) = play(open, &id, &lines, at)?.first() {
            return Err(CommandError::new("script-refused")
                .with("slip", made.slip)
                .with("line", error.line)
                .with("why", &error.code));
        }
    }
    open.live = None;
    Ok(())
}
