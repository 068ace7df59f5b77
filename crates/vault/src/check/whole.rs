//! What holds of a file's pages, and of the tables of one whose pages are whole.

use super::judge::parted;
use crate::damage::{CheckReport, Damage, Fault, Part};
use crate::table::{attachment, audit, event, meta, revision};
use crate::{VaultError, attachments};
use rusqlite::Connection;
use saring_record::VaultId;
use std::collections::BTreeSet;

fn lines(connection: &Connection, pragma: &str) -> Result<Vec<String>, VaultError> {
    let mut statement = connection.prepare(pragma)?;
    let rows = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(rows)
}

/// The pages of the encrypted file that are not authentic, but for those that the log replaces.
pub(super) fn broken_pages(
    connection: &Connection,
    in_log: &BTreeSet<u32>,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    for line in lines(connection, "PRAGMA cipher_integrity_check")? {
        let digits = line.rsplit(|c: char| !c.is_ascii_digit());
        let number = digits.filter_map(|word| word.parse::<u32>().ok()).next();
        if number.is_some_and(|number| in_log.contains(&number)) {
            continue;
        }
        let fault = Fault::new(Part::Pages, Damage::Damaged);
        report.faults.push(match number {
            Some(number) => fault.number(number.into()),
            None => fault,
        });
    }
    Ok(())
}

/// What holds of the tables of a file whose pages are whole.
pub(super) fn tables(
    connection: &Connection,
    vault: VaultId,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let mut names = lines(connection, "SELECT name FROM sqlite_master")?;
    // The longest name that a line holds is the one it is about: `interview` stands in many.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    let structure = |line: &str| {
        let fault = Fault::new(Part::Structure, Damage::Damaged);
        match names.iter().find(|name| line.contains(name.as_str())) {
            Some(name) => fault.named(name),
            None => fault,
        }
    };
    for line in lines(connection, "PRAGMA integrity_check")? {
        if line != "ok" {
            report.faults.push(structure(&line));
        }
    }
    let dangling: BTreeSet<String> = lines(connection, "PRAGMA foreign_key_check")?
        .into_iter()
        .collect();
    for table in dangling {
        let fault = Fault::new(Part::Structure, Damage::Missing).named(&table);
        report.faults.push(fault);
    }
    if meta::read(connection)?.vault != vault {
        report
            .faults
            .push(Fault::new(Part::Officers, Damage::Changed));
    }
    let checks: [(Part, Result<(), VaultError>); 4] = [
        (Part::Audit, audit::verify_chain(connection, vault)),
        (Part::History, event::verify(connection)),
        (Part::Documents, revision::verify(connection)),
        (Part::Attachments, attachment::verify(connection)),
    ];
    for (part, outcome) in checks {
        match outcome {
            Ok(()) => {}
            Err(VaultError::AuditBroken { seq }) => {
                report.faults.push(about(connection, part, seq)?);
            }
            Err(error) => return Err(error),
        }
    }
    for id in attachments::damaged(connection)? {
        let lying = attachment::lying(connection, id)?;
        let fault = Fault::new(Part::Attachments, Damage::Changed);
        report
            .faults
            .push(fault.of(lying.interview).named(&id.to_string()));
    }
    let count = |sql| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    report.interviews = count("SELECT count(*) FROM interview")?.unsigned_abs();
    report.audit_entries = count("SELECT count(*) FROM audit")?.unsigned_abs();
    Ok(())
}

/// What an audit entry that fails is about.
fn about(connection: &Connection, part: Part, seq: u64) -> Result<Fault, VaultError> {
    let fault = Fault::new(part, Damage::Changed);
    if part == Part::Audit {
        return Ok(fault.number(seq));
    }
    let subject = "SELECT subject FROM audit WHERE seq = ?1";
    let mut statement = connection.prepare(subject)?;
    let mut rows = statement.query([seq as i64])?;
    let Some(row) = rows.next()? else {
        return Ok(fault);
    };
    let subject: String = row.get(0)?;
    Ok(match parted(&subject) {
        _ if part == Part::Attachments => fault.named(&subject),
        Some((interview, number)) => fault.of(interview).number(number),
        None => fault,
    })
}
