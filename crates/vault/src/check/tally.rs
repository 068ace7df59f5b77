//! A damaged file row by row: what is there, what is not, and what can be read of each interview.

use super::judge::{audit_row, document_holds, keeps_its_word, part_of, parted};
use crate::damage::{CheckReport, Damage, Fault, Part, Readable};
use crate::rows::{self, Found, Reader, Row};
use crate::table::{attachment, audit};
use crate::{AttachmentId, VaultError, attachments};
use saring_record::{Digest, InterviewId, VaultId};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// What is there and what is not, as far as rows can be read.
#[derive(Default)]
struct Tally {
    /// Interviews by the numbers of their rows.
    interviews: BTreeMap<i64, InterviewId>,
    /// Entries of the history and documents that hold: interview's row and their own numbers.
    history: BTreeMap<i64, BTreeSet<u64>>,
    documents: BTreeMap<i64, BTreeSet<u64>>,
    documents_lost: BTreeMap<i64, u64>,
    /// What the audit log knows of: the commitments to entries and to documents.
    recorded: BTreeMap<InterviewId, BTreeSet<u64>>,
    finalized: BTreeMap<InterviewId, BTreeSet<u64>>,
    /// Attachments by the numbers of their rows, and what was read of each.
    attachments: BTreeMap<i64, Attached>,
    chunks: BTreeMap<i64, (u64, Sha256)>,
    attached: BTreeSet<AttachmentId>,
    last_audit: Option<(u64, Digest)>,
}

/// An attachment as its row describes it.
struct Attached {
    id: AttachmentId,
    interview: i64,
    /// What it has to be; none for a tombstone and for what is still arriving.
    content: Option<(u64, Digest)>,
}

impl Attached {
    fn read(row: &Row<'_>) -> Option<Self> {
        let whole = row.text("state")? == "whole";
        let bytes = || row.number("bytes")?.try_into().ok();
        let digest = || row.text("digest").and_then(Digest::parse);
        Some(Self {
            id: row.text("id")?.parse().ok()?,
            interview: row.number("interview")?,
            content: match whole {
                true => Some((bytes()?, digest()?)),
                false => None,
            },
        })
    }
}

/// Walks through every table.
pub(super) fn row_by_row(
    reader: &mut Reader<'_>,
    vault: VaultId,
    report: &mut CheckReport,
) -> Result<(), VaultError> {
    let Ok(tables) = rows::tables(reader) else {
        let first = Fault::new(Part::Pages, Damage::Unreadable).number(1);
        report.faults.push(first);
        return Ok(());
    };
    let mut tally = Tally::default();
    for table in &tables {
        let part = part_of(&table.name);
        rows::walk(reader, table, &mut |found| {
            match found {
                Found::Row(row) => {
                    if let Some(fault) = tally.take(part, &row, vault)? {
                        report.faults.push(fault);
                    }
                }
                Found::Gap { after, before } => {
                    let fault = Fault::new(part, Damage::Unreadable).named(&table.name);
                    report
                        .faults
                        .push(match (part, tally.interviews.get(&after.0)) {
                            (Part::History, Some(id)) => {
                                let end = before.filter(|before| before.0 == after.0);
                                let from = after.1.max(0).unsigned_abs() + 1;
                                let through = end.map(|end| end.1.unsigned_abs() - 1);
                                fault.of(*id).number(from).through(through)
                            }
                            _ => fault
                                .number(after.1.max(0).unsigned_abs() + 1)
                                .through(before.map(|before| before.1.unsigned_abs() - 1)),
                        });
                }
            }
            Ok(())
        })?;
    }
    tally.close(report)
}

impl Tally {
    /// Takes a row in; what is wrong with it, if anything.
    fn take(
        &mut self,
        part: Part,
        row: &Row<'_>,
        vault: VaultId,
    ) -> Result<Option<Fault>, VaultError> {
        let changed = Fault::new(part, Damage::Changed);
        let number = |name| row.number(name).unwrap_or(0).unsigned_abs();
        let interview = row.number("interview").unwrap_or(0);
        let of = |fault: Fault| match self.interviews.get(&interview) {
            Some(id) => fault.of(*id),
            None => fault,
        };
        Ok(match part {
            Part::Interviews => {
                match row.text("id").and_then(|id| id.parse().ok()) {
                    Some(id) => self.interviews.insert(row.key.1, id),
                    None => return Ok(Some(changed.number(row.key.1.unsigned_abs()))),
                };
                None
            }
            Part::History if keeps_its_word(row, "body") => {
                let entries = self.history.entry(interview).or_default();
                entries.insert(number("seq"));
                None
            }
            Part::History => Some(of(changed.number(number("seq")))),
            Part::Documents if document_holds(row) => {
                let documents = self.documents.entry(interview).or_default();
                documents.insert(number("number"));
                None
            }
            Part::Documents => {
                let fault = of(changed.number(number("number")));
                *self.documents_lost.entry(interview).or_default() += 1;
                Some(fault)
            }
            Part::Attachments => match row.bytes("bytes") {
                // Chunks of one attachment come in their order.
                Some(bytes) => {
                    let of = row.number("attachment").unwrap_or(0);
                    let (read, sum) = self.chunks.entry(of).or_default();
                    if *read != u64::MAX && number("seq") * attachment::CHUNK as u64 == *read {
                        *read += bytes.len() as u64;
                        sum.update(bytes);
                    } else {
                        *read = u64::MAX;
                    }
                    None
                }
                None => match Attached::read(row) {
                    Some(found) => {
                        self.attachments.insert(row.key.1, found);
                        None
                    }
                    None => Some(of(changed.number(row.key.1.unsigned_abs()))),
                },
            },
            Part::Audit => {
                let seq = number("seq");
                let Some(found) = audit_row(row, vault) else {
                    self.last_audit = None;
                    return Ok(Some(changed.number(seq)));
                };
                let follows = self
                    .last_audit
                    .as_ref()
                    .is_none_or(|(last, hash)| *last + 1 == seq && *hash == found.previous);
                if let Some((interview, number)) = parted(&found.subject) {
                    let known = match found.action.as_str() {
                        audit::action::RECORDED => Some(&mut self.recorded),
                        audit::action::FINALIZED | audit::action::REVISION_TAKEN_IN => {
                            Some(&mut self.finalized)
                        }
                        _ => None,
                    };
                    if let Some(known) = known {
                        known.entry(interview).or_default().insert(number);
                    }
                }
                if found.action == audit::action::ATTACHED
                    && let Ok(id) = found.subject.parse()
                {
                    self.attached.insert(id);
                }
                self.last_audit = Some((seq, found.hash));
                (!follows).then(|| changed.number(seq))
            }
            _ => None,
        })
    }

    /// Attachments by interview: those that are whole and those that are not, each of which is reported.
    fn close_attachments(
        &mut self,
        report: &mut CheckReport,
    ) -> Result<BTreeMap<i64, (u64, u64)>, VaultError> {
        let mut counts: BTreeMap<i64, (u64, u64)> = BTreeMap::new();
        for (nr, row) in std::mem::take(&mut self.attachments) {
            self.attached.remove(&row.id);
            let Some(content) = row.content else { continue };
            let (bytes, sum) = self.chunks.remove(&nr).unwrap_or_default();
            let count = counts.entry(row.interview).or_default();
            if (bytes, attachments::digest_of(sum)?) == content {
                count.0 += 1;
                continue;
            }
            count.1 += 1;
            let fault = Fault::new(Part::Attachments, Damage::Changed).named(&row.id.to_string());
            report
                .faults
                .push(match self.interviews.get(&row.interview) {
                    Some(id) => fault.of(*id),
                    None => fault,
                });
        }
        for id in &self.attached {
            let fault = Fault::new(Part::Attachments, Damage::Missing);
            report.faults.push(fault.named(&id.to_string()));
        }
        Ok(counts)
    }

    /// What can be read of each interview.
    fn close(mut self, report: &mut CheckReport) -> Result<(), VaultError> {
        let attachments = self.close_attachments(report)?;
        report.interviews = self.interviews.len() as u64;
        report.audit_entries = self.last_audit.map_or(0, |(seq, _)| seq);
        for (nr, interview) in self.interviews {
            let history = self.history.get(&nr).cloned().unwrap_or_default();
            let known = self.recorded.get(&interview);
            let lost = known.map_or(0, |known| known.difference(&history).count());
            // What the audit log cannot tell any more shows as a number left out.
            let left_out = history.last().map_or(0, |last| last - history.len() as u64);
            let documents = self.documents.get(&nr).cloned().unwrap_or_default();
            let finalized = self.finalized.get(&interview);
            let gone = finalized.map_or(0, |known| known.difference(&documents).count() as u64);
            let wrong = self.documents_lost.get(&nr).copied().unwrap_or(0);
            report.readable.push(Readable {
                interview,
                history: history.len() as u64,
                history_lost: (lost as u64).max(left_out),
                documents: documents.len() as u64,
                documents_lost: gone.max(wrong),
                attachments: attachments.get(&nr).map_or(0, |count| count.0),
                attachments_lost: attachments.get(&nr).map_or(0, |count| count.1),
            });
        }
        Ok(())
    }
}
