//! Interviews in the vault: begun, recorded answer by answer, finalized, reopened. Answers are opaque bytes here.

use crate::commitment::Committed;
use crate::table::audit::action;
use crate::table::event::{self, EventRow, NewEvent};
use crate::table::form;
use crate::table::interview::{self, Filter, InterviewRow, NewInterview, Progress};
use crate::table::revision::{self, NewRevision, RevisionRow};
use crate::{Index, Vault, VaultError};
use saring_record::{Digest, InterviewId, Moment};

/// What is now on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Number of the last event of the interview.
    pub seq: u64,
    /// When the interview was last written to.
    pub at: Moment,
}

impl Vault {
    /// Begins an interview.
    ///
    /// # Errors
    /// [`VaultError::NoSuchForm`] when its form is not stored, and those of writing.
    pub fn create_interview(&mut self, new: &NewInterview) -> Result<(), VaultError> {
        self.write(|write| {
            if !form::is_there(write.connection, &new.form)? {
                return Err(VaultError::NoSuchForm {
                    digest: new.form.clone(),
                });
            }
            interview::insert(write.connection, new, write.officer.id)?;
            write.enter(new.started, action::BEGUN, &new.id.to_string(), None)
        })
    }

    /// At most so many interviews that the filter lets through, newest first; with `before`, those older than it. What
    /// was erased is among them only where the filter asks for [`DocumentState::Purged`](crate::DocumentState::Purged).
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`] when there is no interview to be older than, and those of reading.
    pub fn list(
        &self,
        filter: &Filter,
        before: Option<InterviewId>,
        most: usize,
    ) -> Result<Vec<InterviewRow>, VaultError> {
        self.read(|connection| {
            let before = before
                .map(|id| interview::standing(connection, id))
                .transpose()?;
            interview::page(connection, filter, before.map(|standing| standing.nr), most)
        })
    }

    /// All interviews, newest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn interviews(&self) -> Result<Vec<InterviewRow>, VaultError> {
        self.read(interview::all)
    }

    /// Whether any interview bears this slip, to the letter. What was erased bears none.
    ///
    /// # Errors
    /// Those of reading.
    pub fn has_slip(&self, slip: &str) -> Result<bool, VaultError> {
        self.read(|connection| interview::has_slip(connection, slip))
    }

    /// One interview.
    ///
    /// # Errors
    /// Those of reading.
    pub fn interview(&self, id: InterviewId) -> Result<Option<InterviewRow>, VaultError> {
        self.read(|connection| interview::one(connection, id))
    }

    /// Records what happened: history, audit and progress in one transaction with one sync of the log. When this
    /// returns `Ok`, it survives kill -9, a full disk and a power cut; when it does not, nothing of it was written.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Finalized`], [`VaultError::Erased`], [`VaultError::DiskFull`],
    /// [`VaultError::Io`].
    pub fn record(
        &mut self,
        id: InterviewId,
        events: &[NewEvent<'_>],
        progress: Progress<'_>,
    ) -> Result<Saved, VaultError> {
        self.record_findable(id, events, progress, Index::Change(&[]))
    }

    /// The same, and what the interview is found by changes with it.
    ///
    /// # Errors
    /// As [`Vault::record`].
    pub fn record_findable(
        &mut self,
        id: InterviewId,
        events: &[NewEvent<'_>],
        progress: Progress<'_>,
        index: Index<'_>,
    ) -> Result<Saved, VaultError> {
        self.write(|write| {
            let standing = interview::open(write.connection, id)?;
            index.apply(write, standing.nr)?;
            let mut seq = event::last(write.connection, standing.nr)?;
            for event in events {
                seq += 1;
                let committed = Committed::to(event.body)?;
                event::insert(
                    write.connection,
                    standing.nr,
                    seq,
                    event,
                    &committed,
                    (write.officer.id, write.doubts(event.at)),
                )?;
                write.enter(
                    event.at,
                    action::RECORDED,
                    &event::subject(id, seq),
                    Some(&committed.digest),
                )?;
            }
            let updated = events.last().map(|event| event.at);
            interview::progress(write.connection, standing.nr, progress, updated)?;
            let at = match updated {
                Some(at) => at,
                None => {
                    let row = interview::one(write.connection, id)?;
                    row.ok_or(VaultError::NoSuchInterview { interview: id })?
                        .updated
                }
            };
            Ok(Saved { seq, at })
        })
    }

    /// The history of an interview, oldest first.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], and those of reading.
    pub fn events(&self, id: InterviewId) -> Result<Vec<EventRow>, VaultError> {
        self.read(|connection| {
            let standing = interview::standing(connection, id)?;
            event::all(connection, standing.nr)
        })
    }

    /// Notes where the screen stands. Not history: reading a finalized interview moves it too.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Erased`], and those of writing.
    pub fn move_position(&mut self, id: InterviewId, position: &str) -> Result<(), VaultError> {
        self.write(|write| {
            let standing = interview::standing(write.connection, id)?;
            if standing.erased {
                return Err(VaultError::Erased { interview: id });
            }
            let progress = Progress {
                position: Some(position),
                summary: None,
                attention: None,
            };
            interview::progress(write.connection, standing.nr, progress, None)
        })
    }

    /// Keeps what is half typed and no answer yet, in place of what was kept before; it is no history and goes with the
    /// finished document. Opaque to the vault.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Finalized`], [`VaultError::Erased`], and those of writing.
    pub fn keep_draft(&mut self, id: InterviewId, draft: Option<&[u8]>) -> Result<(), VaultError> {
        self.write(|write| {
            let standing = interview::open(write.connection, id)?;
            interview::set_draft(write.connection, standing.nr, draft)
        })
    }

    /// What was half typed when it was kept last.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], and those of reading.
    pub fn draft(&self, id: InterviewId) -> Result<Option<Vec<u8>>, VaultError> {
        self.read(|connection| {
            let standing = interview::standing(connection, id)?;
            interview::draft(connection, standing.nr)
        })
    }

    /// Stores the finished document as the next revision and closes the interview. The bytes are kept as they are;
    /// what they say of number, parent and reason is the caller's to make agree with [`Vault::revisions`].
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::Finalized`] when it is not open, and those of writing.
    pub fn finalize(
        &mut self,
        id: InterviewId,
        document: &[u8],
        at: Moment,
    ) -> Result<Digest, VaultError> {
        let digest = self.write(|write| {
            let standing = interview::open(write.connection, id)?;
            let earlier = revision::of_interview(write.connection, standing.nr)?;
            let last = earlier.iter().rfind(|one| one.set_aside.is_none());
            let digest = Digest::of(document);
            let committed = Committed::to(document)?;
            let new = NewRevision {
                nr: standing.nr,
                number: earlier.last().map_or(1, |last| last.number + 1),
                parent: last.map(|last| &last.digest),
                reason: standing.correcting.as_deref().unwrap_or(""),
                digest: &digest,
                document,
                committed: &committed,
                at,
                doubtful: write.doubts(at),
                officer: write.officer.id,
            };
            revision::insert(write.connection, &new)?;
            interview::set_correcting(write.connection, standing.nr, None, at)?;
            interview::set_draft(write.connection, standing.nr, None)?;
            let subject = event::subject(id, u64::from(new.number));
            write.enter(at, action::FINALIZED, &subject, Some(&committed.digest))?;
            Ok(digest)
        })?;
        // A good moment, which is not confirmed by it: a search does it otherwise.
        let _ = self.settle_search();
        Ok(digest)
    }

    /// Opens a finalized interview for a correction. What stood before stays; the next [`Vault::finalize`] makes a
    /// revision with this reason and the newest document as its parent.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], [`VaultError::NotFinalized`] when it is open, [`VaultError::Erased`],
    /// [`VaultError::Conflict`], and those of writing.
    pub fn reopen(&mut self, id: InterviewId, reason: &str, at: Moment) -> Result<(), VaultError> {
        self.write(|write| {
            let standing = interview::standing(write.connection, id)?;
            if standing.erased {
                return Err(VaultError::Erased { interview: id });
            }
            if standing.open {
                return Err(VaultError::NotFinalized { interview: id });
            }
            if standing.conflict {
                return Err(VaultError::Conflict { interview: id });
            }
            interview::set_correcting(write.connection, standing.nr, Some(reason), at)?;
            write.enter(at, action::REOPENED, &id.to_string(), None)
        })
    }

    /// The documents of an interview, oldest first.
    ///
    /// # Errors
    /// [`VaultError::NoSuchInterview`], and those of reading.
    pub fn revisions(&self, id: InterviewId) -> Result<Vec<RevisionRow>, VaultError> {
        self.read(|connection| {
            let standing = interview::standing(connection, id)?;
            revision::of_interview(connection, standing.nr)
        })
    }

    /// A document's bytes as they were finalized, held against their digest; none when there is no such document or
    /// it was purged.
    ///
    /// # Errors
    /// [`VaultError::VaultDamaged`] when the bytes do not have this digest, and those of reading.
    pub fn document(&self, digest: &Digest) -> Result<Option<Vec<u8>>, VaultError> {
        let document = self.read(|connection| revision::document(connection, digest))?;
        match document {
            Some(bytes) if Digest::of(&bytes) != *digest => Err(VaultError::VaultDamaged),
            other => Ok(other),
        }
    }

    /// Documents that are in no bundle yet, oldest first.
    ///
    /// # Errors
    /// Those of reading.
    pub fn unsent(&self) -> Result<Vec<RevisionRow>, VaultError> {
        self.read(revision::unsent)
    }
}
