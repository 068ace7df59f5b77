//! Whether a row by itself is what was written, and which part of the vault it belongs to.

use crate::commitment::Committed;
use crate::damage::Part;
use crate::rows::Row;
use crate::table::audit;
use saring_record::{Digest, InterviewId, Moment, VaultId};

/// Which part a table belongs to.
pub(crate) fn part_of(table: &str) -> Part {
    match table {
        "meta" | "officer" => Part::Officers,
        "audit" => Part::Audit,
        "interview" => Part::Interviews,
        "event" => Part::History,
        "revision" => Part::Documents,
        "attachment" | "attachment_chunk" => Part::Attachments,
        "form" => Part::Forms,
        "outbox" | "outbox_document" | "outbox_withdrawal" | "withdrawal" | "peer" => {
            Part::Exchange
        }
        "secret" | "setting" => Part::Settings,
        _ => Part::Table,
    }
}

/// Whether content and salt are what a row commits to; both gone is as good.
pub(crate) fn keeps_its_word(row: &Row<'_>, content: &str) -> bool {
    match (
        row.bytes(content),
        row.bytes("salt"),
        row.text("commitment"),
    ) {
        (None, None, Some(_)) => true,
        (Some(content), Some(salt), Some(commitment)) => {
            Committed::digest_of(salt, content).as_str() == commitment
        }
        _ => false,
    }
}

/// Whether a document's bytes are those of its digest; purged ones are as good.
pub(crate) fn document_holds(row: &Row<'_>) -> bool {
    let digest = row
        .bytes("document")
        .is_none_or(|bytes| Some(Digest::of(bytes).as_str()) == row.text("digest"));
    digest && keeps_its_word(row, "document")
}

/// The audit entry of a row, and whether it holds by itself.
pub(crate) fn audit_row(row: &Row<'_>, vault: VaultId) -> Option<audit::AuditRow> {
    let found = audit::AuditRow {
        seq: row.number("seq")?.try_into().ok()?,
        at: Moment::parse(row.text("at")?).ok()?,
        officer: row.text("officer")?.parse().ok()?,
        action: row.text("action")?.to_owned(),
        subject: row.text("subject")?.to_owned(),
        commitment: row
            .text("commitment")
            .map(Digest::parse)
            .map_or(Some(None), |digest| digest.map(Some))?,
        // Before there was such a column nothing was doubted.
        doubtful: row.number("doubtful").unwrap_or(0) != 0,
        previous: Digest::parse(row.text("previous")?)?,
        hash: Digest::parse(row.text("hash")?)?,
    };
    audit::holds(&found, vault).ok()?.then_some(found)
}

/// An interview and a number within it, as audit entries name them.
pub(super) fn parted(subject: &str) -> Option<(InterviewId, u64)> {
    let (interview, number) = subject.split_once('#')?;
    Some((interview.parse().ok()?, number.parse().ok()?))
}
