//! Reads the closing lines of test runners and adds them up.

use std::fmt;
use std::ops::AddAssign;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    pub(crate) skipped: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)
        } else {
            Ok(())
        }
    }
}

/// What this line adds, when it is a runner's closing line or one of our own `skipped:` lines.
///
/// cargo test: `test result: ok. 5 passed; 0 failed; 1 ignored; ...`; vitest: `Tests  1 failed | 11 passed (12)`;
/// node --test: `# pass 5`, or `ℹ pass 5`.
pub(crate) fn closing(line: &str) -> Option<Tally> {
    let line = line.trim();
    if let Some(counts) = line.strip_prefix("test result: ") {
        return Some(counted(counts));
    }
    if let Some(counts) = line
        .strip_prefix("Tests ")
        .filter(|counts| counts.trim_end().ends_with(')'))
    {
        return Some(counted(counts));
    }
    if line.starts_with("skipped: ") {
        return Some(Tally {
            skipped: 1,
            ..Tally::default()
        });
    }
    let (kind, count) = line
        .trim_start_matches(['#', 'ℹ'])
        .trim_start()
        .split_once(' ')?;
    let count = line.starts_with(['#', 'ℹ']).then(|| count.parse().ok())??;
    match kind {
        "pass" => Some(Tally {
            passed: count,
            ..Tally::default()
        }),
        "fail" => Some(Tally {
            failed: count,
            ..Tally::default()
        }),
        "skipped" => Some(Tally {
            skipped: count,
            ..Tally::default()
        }),
        _ => None,
    }
}

/// Each number with the word that follows it.
fn counted(text: &str) -> Tally {
    let mut tally = Tally::default();
    let words: Vec<&str> = text
        .split([' ', ';', ',', '|', '.'])
        .filter(|word| !word.is_empty())
        .collect();
    for pair in words.windows(2) {
        let Ok(count) = pair[0].parse::<u64>() else {
            continue;
        };
        match pair[1] {
            "passed" => tally.passed += count,
            "failed" => tally.failed += count,
            "ignored" | "skipped" | "todo" => tally.skipped += count,
            _ => {}
        }
    }
    tally
}

#[cfg(test)]
mod tests {
    use super::{Tally, closing};

    #[test]
    fn closing_lines_of_each_runner_are_read() {
        for (line, wanted) in [
            (
                "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.1s",
                (12, 0, 1),
            ),
            (
                "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out",
                (2, 3, 0),
            ),
            (
                "      Tests  1 failed | 11 passed | 2 skipped (14)",
                (11, 1, 2),
            ),
            ("# pass 5", (5, 0, 0)),
            ("ℹ fail 1", (0, 1, 0)),
            ("skipped: the app with loopback only: no", (0, 0, 1)),
        ] {
            let (passed, failed, skipped) = wanted;
            assert_eq!(
                closing(line),
                Some(Tally {
                    passed,
                    failed,
                    skipped
                }),
                "{line}"
            );
        }
        for line in [
            "Test Files  2 passed (2)",
            "running 3 tests",
            "pass 5",
            "Tests are good",
        ] {
            assert_eq!(closing(line), None, "{line}");
        }
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(
            Tally {
                passed: 3,
                failed: 0,
                skipped: 0
            }
            .to_string(),
            "3 passed, 0 failed"
        );
        assert_eq!(
            Tally {
                passed: 3,
                failed: 1,
                skipped: 2
            }
            .to_string(),
            "3 passed, 1 failed, 2 skipped"
        );
    }
}
