//! Documents that correct others: one chain as a rule, two branches when an interview was corrected in two places. Which
//! of them counts a person decides; the other stays, set aside.

use crate::commitment::Committed;
use crate::table::audit::action;
use crate::table::revision::{self, NewRevision, RevisionRow};
use crate::table::{event, interview};
use crate::{Vault, VaultError};
use saring_record::{Digest, InterviewId, Moment};
use std::fmt;

/// A document that was finalized somewhere else and came back: after a handover, from a restored copy.
#[derive(Clone, Copy)]
pub struct TakenIn<'a> {
    /// Its interview, which is known here.
    pub interview: InterviewId,
    /// Its bytes.
    pub document: &'a [u8],
    /// Its number, as it says itself.
    pub number: u32,
    /// The document it corrects, which is known here.
    pub parent: Option<&'a Digest>,
    /// Why it corrects it.
    pub reason: &'a str,
    /// When it was finalized, as it says itself.
    pub at: Moment,
}

/// Without content: debug output may end in a log.
impl fmt::Debug for TakenIn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TakenIn")
            .field("interview", &self.interview)
            .field("number", &self.number)
            .field("parent", &self.parent)
            .finish_non_exhaustive()
    }
}

/// Documents of one interview that correct the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The interview.
    pub interview: InterviewId,
    /// What they all correct; none when all are first ones.
    pub parent: Option<Digest>,
    /// They, two at least.
    pub revisions: Vec<RevisionRow>,
}

impl Vault {
    /// Number and parent of the document that the next [`Vault::finalize`] of an interview stores.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], and those of reading.
    pub fn next_revision(&self, id: InterviewId) -> Result<(u32, Option<Digest>), VaultError> {
        let revisions = self.revisions(id)?;
        let parent = revisions.iter().rfind(|one| one.set_aside.is_none());
        Ok((
            revisions.last().map_or(1, |last| last.number + 1),
            parent.map(|one| one.digest.clone()),
        ))
    }

    /// Stores a document that was finalized elsewhere; one that is there already changes nothing. When it shares its
    /// parent with another, the interview is in conflict until [`Vault::resolve_conflict`].
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Erased`], [`VaultError::NoSuchDocument`] when its parent is not
    /// here, and those of writing.
    pub fn take_in_revision(&mut self, new: &TakenIn<'_>) -> Result<Digest, VaultError> {
        let digest = Digest::of(new.document);
        self.write(|write| {
            let standing = interview::standing(write.connection, new.interview)?;
            if standing.erased {
                return Err(VaultError::Erased {
                    interview: new.interview,
                });
            }
            let known = revision::of_interview(write.connection, standing.nr)?;
            if known.iter().any(|one| one.digest == digest) {
                return Ok(());
            }
            if let Some(parent) = new.parent
                && !known.iter().any(|one| one.digest == *parent)
            {
                return Err(VaultError::NoSuchDocument {
                    digest: parent.clone(),
                });
            }
            let committed = Committed::to(new.document)?;
            revision::insert(
                write.connection,
                &NewRevision {
                    nr: standing.nr,
                    number: new.number,
                    parent: new.parent,
                    reason: new.reason,
                    digest: &digest,
                    document: new.document,
                    committed: &committed,
                    at: new.at,
                    doubtful: false,
                    officer: write.officer.id,
                },
            )?;
            let subject = event::subject(new.interview, u64::from(new.number));
            let commitment = Some(&committed.digest);
            write.enter(new.at, action::REVISION_TAKEN_IN, &subject, commitment)
        })?;
        Ok(digest)
    }

    /// Every conflict between documents, newest interview first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn conflicts(&self) -> Result<Vec<Conflict>, VaultError> {
        let mut conflicts: Vec<Conflict> = Vec::new();
        for row in self.read(revision::in_conflict)? {
            let same = conflicts
                .iter_mut()
                .find(|one| one.interview == row.interview && one.parent == row.parent);
            match same {
                Some(conflict) => conflict.revisions.push(row),
                None => conflicts.push(Conflict {
                    interview: row.interview,
                    parent: row.parent.clone(),
                    revisions: vec![row],
                }),
            }
        }
        Ok(conflicts)
    }

    /// Notes which document counts: those with the same parent, and what was built on them, are set aside and stay.
    ///
    /// # Errors
    /// [`VaultError::NoSuchDocument`] when no other document shares its parent, and those of writing.
    pub fn resolve_conflict(&mut self, kept: &Digest, at: Moment) -> Result<(), VaultError> {
        self.write(|write| {
            if revision::set_others_aside(write.connection, kept, at)? == 0 {
                return Err(VaultError::NoSuchDocument {
                    digest: kept.clone(),
                });
            }
            write.enter(at, action::CONFLICT_RESOLVED, kept.as_str(), None)
        })
    }
}
