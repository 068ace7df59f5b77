//! Headquarters: what arrived, who is believed, the cases, the counts. The registry lives in the supervisor's vault.

use crate::case;
use crate::desktop::Open;
use crate::view::{
    Arrival, ArrivalState, CaseRow, CaseView, Count, Counts, Device, DeviceState, Gap, Inbox,
    Insights, WithdrawnCase, WrittenFile,
};
use crate::{CommandError, Desktop, audit, clock, keys};
use saring_bundle::{Identity, SignerKey};
use saring_record::{InterviewId, State};
use saring_registry::view as registry;
use saring_registry::{By, Desk, ImportOutcome, Registry};
use saring_report::{Denominator, Table};
use saring_vault::Role;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// What every command here works with.
pub(super) struct Room<'a> {
    pub(super) registry: Registry<'a>,
    identities: Vec<Identity>,
    training: bool,
    supervisor: String,
    /// Language of labels: the interface's.
    language: String,
}

impl Room<'_> {
    pub(super) fn desk(&self) -> Desk<'_> {
        Desk {
            identities: &self.identities,
            training: self.training,
            now: clock::now(),
        }
    }
}

/// Runs with the registry; afterwards the vault is asked whether everything that was read was whole.
pub(super) fn with_registry<T>(
    desktop: &Desktop,
    work: impl FnOnce(&Room<'_>) -> Result<T, CommandError>,
) -> Result<T, CommandError> {
    let language = crate::run::preferences(desktop)?.language;
    desktop.with_open(|open| {
        let Open { vault, .. } = open;
        if vault.meta().role != Role::Headquarters {
            return Err(CommandError::new("not-headquarters"));
        }
        let identities = vec![keys::identity(vault)?];
        let (training, supervisor) = (vault.meta().training, vault.meta().officer.name.clone());
        let registry = Registry::open(vault.connection())?;
        let room = Room {
            registry,
            identities,
            training,
            supervisor,
            language,
        };
        let done = work(&room);
        drop(room);
        vault.still_sound()?;
        done
    })
}

/// What arrived: what needs a decision first, then the newest.
///
/// # Errors
/// `locked`, `not-headquarters`, those of the registry.
pub fn inbox(desktop: &Desktop) -> Result<Inbox, CommandError> {
    with_registry(desktop, |room| {
        let signers = room.registry.signers()?;
        let mut arrivals: Vec<Arrival> = room
            .registry
            .inbox()?
            .iter()
            .filter(|a| a.described.as_ref().is_none_or(|d| d.kind != "enrolment"))
            .map(|a| arrival(a, &signers, None))
            .collect();
        arrivals.sort_by_key(|a| a.state != ArrivalState::Quarantined);
        let gaps = room
            .registry
            .gaps()?
            .into_iter()
            .filter(|flaws| !flaws.missing.is_empty());
        let gaps = gaps
            .map(|flaws| Gap {
                station: flaws.station.unwrap_or(flaws.signer),
                missing: flaws.missing,
            })
            .collect();
        Ok(Inbox { arrivals, gaps })
    })
}

/// Reads a bundle: takes it in, holds it, recognises it or refuses it; each stands in the inbox.
///
/// # Errors
/// Only when the file, the vault or the registry fails.
pub fn inbox_import(desktop: &Desktop, path: String) -> Result<Arrival, CommandError> {
    let path = Path::new(&path);
    let file = File::open(path).map_err(|e| crate::error::io(&e))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned());
    let arrived = with_registry(desktop, |room| {
        let outcome = room.registry.import(file, &room.desk())?;
        let (nr, repeated) = match outcome {
            ImportOutcome::AlreadyImported { arrival, .. } => (arrival, true),
            ImportOutcome::Imported { arrival, .. }
            | ImportOutcome::Quarantined { arrival, .. }
            | ImportOutcome::Refused { arrival, .. } => (arrival, false),
            _ => return Err(CommandError::new("internal")),
        };
        let row = room.registry.inbox()?.into_iter().find(|a| a.nr == nr);
        let row = row.ok_or_else(|| CommandError::new("registry-damaged"))?;
        let mut shown = arrival(&row, &room.registry.signers()?, name);
        if repeated {
            shown.state = ArrivalState::Repeated;
        }
        Ok(shown)
    })?;
    if arrived.withdrawals.is_some_and(|count| count > 0) {
        erased(desktop)?;
    }
    Ok(arrived)
}

/// What a withdrawal erased lies in the vault's log no more, either.
fn erased(desktop: &Desktop) -> Result<(), CommandError> {
    desktop.with_open(|open| {
        open.vault.finish_erasing();
        Ok(())
    })
}

fn arrival(row: &registry::Arrival, signers: &[registry::Signer], file: Option<String>) -> Arrival {
    let described = row.described.as_ref();
    let signer = described.and_then(|d| signers.iter().find(|s| s.signer == d.signer));
    Arrival {
        id: row.nr.to_string(),
        state: match row.state {
            registry::ArrivalState::Imported => ArrivalState::Imported,
            registry::ArrivalState::Quarantined => ArrivalState::Quarantined,
            registry::ArrivalState::Refused => ArrivalState::Refused,
            registry::ArrivalState::Repeated => ArrivalState::Repeated,
        },
        reason: row.reason.clone(),
        station: row
            .station
            .clone()
            .or_else(|| signer.and_then(|s| s.station.clone())),
        name: signer.and_then(|s| s.name.clone()),
        signer: described.map(|d| d.signer.clone()),
        fingerprint: described
            .and_then(|d| groups(&d.signer))
            .unwrap_or_default(),
        sequence: described.map(|d| d.sequence),
        interviews: row.interviews.map(|n| n as u32),
        withdrawals: row.withdrawals.map(|n| n as u32),
        file: file.unwrap_or_default(),
        at: row.arrived.to_string(),
    }
}

fn groups(signer: &str) -> Option<Vec<String>> {
    Some(
        SignerKey::parse(signer)
            .ok()?
            .fingerprint()
            .groups()
            .to_vec(),
    )
}

/// The desks that headquarters knows.
///
/// # Errors
/// As [`inbox`].
pub fn devices(desktop: &Desktop) -> Result<Vec<Device>, CommandError> {
    with_registry(desktop, all_devices)
}

fn all_devices(room: &Room<'_>) -> Result<Vec<Device>, CommandError> {
    let arrivals = room.registry.inbox()?;
    let count = |signer: &str, state| {
        let of = |a: &&registry::Arrival| {
            a.state == state
                && a.described
                    .as_ref()
                    .is_some_and(|d| d.signer == signer && d.kind == "submissions")
        };
        arrivals.iter().filter(of).count() as u32
    };
    let device = |signer: registry::Signer| Device {
        fingerprint: groups(&signer.signer).unwrap_or_default(),
        station: signer.station.unwrap_or_default(),
        name: signer.name.unwrap_or_default(),
        state: match signer.trust {
            registry::Trust::Unknown => DeviceState::Unconfirmed,
            registry::Trust::Known => DeviceState::Trusted,
            registry::Trust::Refused | registry::Trust::Revoked => DeviceState::Refused,
        },
        read_by: signer.read_by,
        bundles: count(&signer.signer, registry::ArrivalState::Imported),
        waiting: count(&signer.signer, registry::ArrivalState::Quarantined),
        signer: signer.signer,
    };
    Ok(room.registry.signers()?.into_iter().map(device).collect())
}

fn one_device(room: &Room<'_>, signer: &str) -> Result<Device, CommandError> {
    let found = all_devices(room)?.into_iter().find(|d| d.signer == signer);
    found.ok_or_else(|| CommandError::new("unknown-signer"))
}

/// Reads a desk's card. It is known by name then, and not trusted until its fingerprint was compared.
///
/// # Errors
/// The code of the refusal, and as [`inbox`].
pub fn device_add(desktop: &Desktop, path: String) -> Result<Device, CommandError> {
    let file = File::open(&path).map_err(|e| crate::error::io(&e))?;
    with_registry(desktop, |room| {
        match room.registry.enrol(BufReader::new(file), &room.desk())? {
            (_, Some(card)) => one_device(room, &card.card.signer),
            (refused, None) => Err(CommandError::new(
                refused.reason.as_deref().unwrap_or("not-a-card"),
            )),
        }
    })
}

/// Notes that the twelve groups were compared with what somebody read out; what waited from this desk is taken in.
///
/// # Errors
/// `who-compared` when nobody is named, `unknown-signer`, and as [`inbox`].
pub fn device_trust(
    desktop: &Desktop,
    signer: String,
    read_by: String,
) -> Result<Device, CommandError> {
    let key = SignerKey::parse(&signer)?;
    let device = with_registry(desktop, |room| {
        room.registry
            .trust(&key, &room.supervisor, &read_by, clock::now())?;
        room.registry.release(&key, &room.desk())?;
        one_device(room, &signer)
    })?;
    erased(desktop)?;
    Ok(device)
}

/// All cases, newest first.
///
/// # Errors
/// As [`inbox`].
pub fn cases(desktop: &Desktop) -> Result<Vec<CaseRow>, CommandError> {
    with_registry(desktop, |room| {
        let rows = room.registry.cases(&room.language)?;
        rows.iter()
            .map(|summary| {
                let holds: Vec<&str> = summary
                    .findings
                    .iter()
                    .filter(|f| {
                        f.state == State::True && f.kind == saring_record::FindingKind::Reading
                    })
                    .map(|f| f.name.as_str())
                    .collect();
                let labels = if holds.is_empty() {
                    Vec::new()
                } else {
                    let whole = room.registry.case(summary.interview, &room.language)?;
                    case::finding_labels(&whole, &holds, &room.language)?
                };
                Ok(case::row(summary, labels))
            })
            .collect()
    })
}

/// One case on one page. Identifying answers are hidden. Entered in the audit log.
///
/// # Errors
/// `unknown-case`, and as [`inbox`].
pub fn case_show(desktop: &Desktop, id: String) -> Result<CaseView, CommandError> {
    let id: InterviewId = id.parse().map_err(|_| CommandError::new("unknown-case"))?;
    let shown = with_registry(desktop, |room| {
        case::view(&room.registry.case(id, &room.language)?, &room.language)
    })?;
    entered(desktop, audit::VIEWED, &id.to_string())?;
    Ok(shown)
}

/// Enters in the audit log what is about to be shown or to leave.
fn entered(desktop: &Desktop, action: &str, subject: &str) -> Result<(), CommandError> {
    desktop.with_open(|open| Ok(open.vault.log(action, subject, clock::now())?))
}

/// Cases whose persons withdrew, the newest arrival first.
///
/// # Errors
/// As [`inbox`].
pub fn withdrawn(desktop: &Desktop) -> Result<Vec<WithdrawnCase>, CommandError> {
    with_registry(desktop, |room| {
        let case = |one: registry::Withdrawn| WithdrawnCase {
            code: one.code,
            station: one.station,
            at: one.at.to_string(),
            received: one.received.to_string(),
        };
        Ok(room.registry.withdrawn()?.into_iter().map(case).collect())
    })
}

/// Counts by country of exploitation, month and conclusion.
///
/// # Errors
/// As [`inbox`].
pub fn insights(desktop: &Desktop) -> Result<Insights, CommandError> {
    with_registry(desktop, counted)
}

fn counted(room: &Room<'_>) -> Result<Insights, CommandError> {
    let count = |by: By| room.registry.count(&by, &room.language).map(counts);
    let by_conclusion = count(By::Conclusion)?;
    Ok(Insights {
        by_country: count(By::Concept("country_exploitation".to_owned()))?,
        by_month: count(By::Month)?,
        interviews: by_conclusion.total,
        stations: count(By::Station)?.rows.len() as u32,
        by_conclusion,
    })
}

fn counts(count: registry::Count) -> Counts {
    let number = |n: u64| n as u32;
    Counts {
        rows: count
            .rows
            .into_iter()
            .map(|row| Count {
                key: row.key,
                label: row.label,
                count: number(row.count),
            })
            .collect(),
        not_asked: number(count.unknown.not_asked),
        unknown: number(count.unknown.unknown),
        declined: number(count.unknown.declined),
        withheld: number(count.unknown.withheld),
        not_in_form: number(count.unknown.not_in_form),
        not_applicable: number(count.not_applicable),
        total: number(count.total),
    }
}

/// Writes the counts as a workbook into a folder. Entered in the audit log.
///
/// # Errors
/// `no-folder`, `file-exists`, `io`, and as [`inbox`].
pub fn insights_export(desktop: &Desktop, folder: String) -> Result<WrittenFile, CommandError> {
    let folder = Path::new(&folder);
    if !folder.is_dir() {
        return Err(CommandError::new("no-folder"));
    }
    let all = insights(desktop)?;
    let tables = [
        table("By country of exploitation", &all.by_country),
        table("By month", &all.by_month),
        table("By conclusion", &all.by_conclusion),
    ];
    let day = clock::now().instant().format("%Y-%m-%d");
    let path = folder.join(format!("saring-counts-{day}.xlsx"));
    if path.exists() {
        return Err(CommandError::new("file-exists"));
    }
    let bytes = saring_report::to_xlsx(&tables).map_err(|e| CommandError::new(e.code()))?;
    entered(desktop, audit::COUNTS_EXPORTED, "")?;
    std::fs::write(&path, bytes).map_err(|e| crate::error::io(&e))?;
    Ok(WrittenFile {
        path: path.to_string_lossy().into_owned(),
    })
}

/// Rows, then each kind of unknown with its number even when it is 0, then all of them, and what the numbers are of.
fn table(title: &str, counts: &Counts) -> Table {
    let unknown = [
        ("unknown: not asked", counts.not_asked),
        ("unknown: does not know", counts.unknown),
        ("unknown: declined", counts.declined),
        ("unknown: may not be counted", counts.withheld),
        ("unknown: not in the form", counts.not_in_form),
    ];
    let sum: u32 = unknown.iter().map(|(_, count)| count).sum();
    let row = |label: &str, count: u32| vec![label.into(), u64::from(count).into()];
    let known = counts.rows.iter().map(|r| row(&r.label, r.count));
    Table {
        title: title.to_owned(),
        columns: vec!["value".to_owned(), "interviews".to_owned()],
        rows: known
            .chain(unknown.map(|(label, count)| row(label, count)))
            .collect(),
        unknown: row("unknown, all kinds", sum),
        denominators: vec![
            Denominator {
                label: "interviews to which it applies".to_owned(),
                count: u64::from(counts.total - counts.not_applicable),
            },
            Denominator {
                label: "all interviews".to_owned(),
                count: u64::from(counts.total),
            },
        ],
    }
}
