//! Looking after the open vault: a copy on another drive, a check, another place or name for it.

use crate::desktop::{Left, Open};
use crate::view::{Care, CareDrive, CareReport, CopyMade, DamagedInterview};
use crate::{CommandError, Desktop, care as work, clock};
use saring_record::InterviewId;
use saring_vault::{CheckReport, CopyReport, Part, Passphrase};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the vault is, how large it has become, and when it was copied last.
///
/// # Errors
/// `locked`, those of reading.
pub fn care(desktop: &Desktop) -> Result<Care, CommandError> {
    desktop.with_open(|open| {
        let folder = folder_of(open.vault.path());
        let home = &desktop.paths().data;
        Ok(Care {
            label: open.vault.meta().label.clone(),
            at_home: same(folder, home),
            folder: text(folder),
            home: text(home),
            bytes: open.vault.room_on(folder)?.bytes,
            last_copy: open.vault.last_backup()?.map(|at| at.to_string()),
        })
    })
}

/// What the drive under a folder means for this vault.
///
/// # Errors
/// `locked`, `no-folder`, those of reading.
pub fn vault_drive(desktop: &Desktop, folder: String) -> Result<CareDrive, CommandError> {
    let folder = existing(folder)?;
    desktop.with_open(|open| {
        let room = open.vault.room_on(&folder)?;
        Ok(CareDrive {
            bytes: room.bytes,
            free: room.free,
            full: room.is_full(),
            too_large: room.is_too_large(),
            near_largest: room.is_near_largest(),
            same_drive: one_drive(open.vault.path(), &folder),
            folder: text(&folder),
        })
    })
}

/// Writes an encrypted copy into a folder, named after the vault and the day, and reads it back.
///
/// # Errors
/// `locked`, `no-folder`, `too-large-for-drive`, `copy-differs`, `vault-damaged`, and those of writing.
pub fn vault_backup(desktop: &Desktop, folder: String) -> Result<CopyMade, CommandError> {
    let folder = existing(folder)?;
    let label = desktop.with_open(|open| Ok(stem(open.vault.path())))?;
    let day = clock::now().to_string();
    let day = day.split('T').next().unwrap_or_default();
    Ok(made(work::backup(
        desktop,
        &free_name(&folder, &label, day),
    )?))
}

/// Reads the whole vault and says what is wrong with it.
///
/// # Errors
/// `locked`, those of reading and of the checkpoint before it.
pub fn vault_check(desktop: &Desktop) -> Result<CareReport, CommandError> {
    desktop.with_open_at_length(|open| {
        let report = open.vault.check()?;
        Ok(told(open, &report))
    })
}

/// Calls off the copy or the check that goes on, which then ends with `stopped-early` and leaves nothing behind.
///
/// # Errors
/// None.
pub fn work_stop(desktop: &Desktop) -> Result<(), CommandError> {
    desktop.stop();
    Ok(())
}

/// Looks at a damaged vault row by row and says what of each interview can be read. It is closed for that and opened
/// again with the passphrase of the officer at work.
///
/// # Errors
/// `locked`, `wrong-passphrase`; and where it does not open any more those of opening, with the vault then locked.
pub fn vault_examine(desktop: &Desktop, current: String) -> Result<CareReport, CommandError> {
    let from = desktop.with_open(|open| Ok(open.vault.path().to_owned()))?;
    let report = work::examine(desktop, &Passphrase::new(current));
    if let Err(error) = &report {
        note(desktop, from, Some(error.clone()));
    }
    let report = report?;
    desktop.with_open(|open| Ok(told(open, &report)))
}

/// Locks the vault and moves it, keys included, into another folder: copied, read back, and only then removed here. The
/// next door begins with it.
///
/// # Errors
/// `locked`, `no-folder`, `vault-exists`, `too-large-for-drive`, and the vault is open as before; `copy-differs` and
/// those of writing, and it is locked and where it was.
pub fn vault_move(desktop: &Desktop, folder: String) -> Result<CopyMade, CommandError> {
    // Back home there may be no folder yet: this machine has never had a vault of its own.
    if Path::new(&folder) == desktop.paths().data {
        std::fs::create_dir_all(&folder).map_err(|e| crate::error::io(&e))?;
    }
    let folder = existing(folder)?;
    let from = desktop.with_open(|open| Ok(open.vault.path().to_owned()))?;
    let target = folder.join(from.file_name().unwrap_or_default());
    leaving(desktop, from, work::move_to(desktop, &target))
}

/// Locks the vault and gives it another name, in its folder and inside. The next door begins with it.
///
/// # Errors
/// `locked`, `label-unusable`, `vault-exists`, and the vault is open as before; those of writing, and it is locked.
pub fn vault_rename(desktop: &Desktop, label: String) -> Result<CopyMade, CommandError> {
    let from = desktop.with_open(|open| Ok(open.vault.path().to_owned()))?;
    leaving(desktop, from, work::rename(desktop, &label))
}

fn leaving(
    desktop: &Desktop,
    from: PathBuf,
    outcome: Result<CopyReport, CommandError>,
) -> Result<CopyMade, CommandError> {
    match &outcome {
        Ok(report) => note(desktop, report.path.clone(), None),
        Err(error) => note(desktop, from, Some(error.clone())),
    }
    outcome.map(made)
}

/// Notes for the door where the vault is and what went wrong, once it is locked.
fn note(desktop: &Desktop, path: PathBuf, problem: Option<CommandError>) {
    if desktop.is_locked() {
        desktop.leave(Left {
            path: Some(path),
            problem,
        });
    }
}

fn made(report: CopyReport) -> CopyMade {
    CopyMade {
        path: text(&report.path),
        bytes: report.bytes,
        near_largest: report.near_largest.is_some(),
    }
}

fn existing(folder: String) -> Result<PathBuf, CommandError> {
    let folder = PathBuf::from(folder);
    if folder.is_absolute() && folder.is_dir() {
        Ok(folder)
    } else {
        Err(CommandError::new("no-folder"))
    }
}

/// A second copy on one day gets a number: no copy overwrites another.
fn free_name(folder: &Path, label: &str, day: &str) -> PathBuf {
    let named = |number: u32| match number {
        1 => folder.join(format!("{label} {day}.saring-vault")),
        _ => folder.join(format!("{label} {day} ({number}).saring-vault")),
    };
    (1..1000)
        .map(named)
        .find(|path| !path.exists())
        .unwrap_or_else(|| named(1))
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn same(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}

/// Whether two paths lie on one drive, as far as the system tells.
#[cfg(unix)]
fn one_drive(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (one.metadata(), other.metadata()) {
        (Ok(one), Ok(other)) => one.dev() == other.dev(),
        _ => false,
    }
}

/// By the letter, or the name of the share, that a path begins with.
#[cfg(not(unix))]
fn one_drive(one: &Path, other: &Path) -> bool {
    let drive = |path: &Path| {
        path.canonicalize()
            .ok()?
            .components()
            .next()
            .map(|c| c.as_os_str().to_owned())
    };
    drive(one).is_some_and(|one| Some(one) == drive(other))
}

/// The report with what an officer knows an interview by.
fn told(open: &Open, report: &CheckReport) -> CareReport {
    let mut damaged: BTreeMap<InterviewId, DamagedInterview> = BTreeMap::new();
    for fault in &report.faults {
        let Some(id) = fault.interview else { continue };
        let one = damaged.entry(id).or_insert_with(|| named(open, id));
        let lost = match fault.part {
            Part::History => &mut one.answers_lost,
            Part::Documents => &mut one.documents_lost,
            Part::Attachments => &mut one.attachments_lost,
            _ => continue,
        };
        *lost += 1;
    }
    // A closer look counts what is there and what is not.
    for reading in &report.readable {
        if reading.is_whole() && !damaged.contains_key(&reading.interview) {
            continue;
        }
        let one = damaged
            .entry(reading.interview)
            .or_insert_with(|| named(open, reading.interview));
        one.answers = Some(reading.history);
        one.answers_lost = reading.history_lost;
        one.documents = Some(reading.documents);
        one.documents_lost = reading.documents_lost;
        one.attachments = Some(reading.attachments);
        one.attachments_lost = reading.attachments_lost;
    }
    let nothing_lost =
        |one: &DamagedInterview| one.answers_lost + one.documents_lost + one.attachments_lost == 0;
    damaged.retain(|_, one| !nothing_lost(one));
    CareReport {
        good: report.is_good(),
        problems: work::problems(report)
            .into_iter()
            .map(str::to_owned)
            .collect(),
        whole: report.interviews.saturating_sub(damaged.len() as u64),
        interviews: damaged.into_values().collect(),
        told: !report.has(Part::Pages) && !report.has(Part::Structure)
            || !report.readable.is_empty(),
    }
}

fn named(open: &Open, id: InterviewId) -> DamagedInterview {
    // What cannot be read is left out: this is the report on it.
    let row = open.vault.interview(id).ok().flatten();
    DamagedInterview {
        id: id.to_string(),
        slip: row.as_ref().map(|row| row.slip.clone()),
        started: row.map(|row| row.started.to_string()),
        answers: None,
        answers_lost: 0,
        documents: None,
        documents_lost: 0,
        attachments: None,
        attachments_lost: 0,
    }
}
